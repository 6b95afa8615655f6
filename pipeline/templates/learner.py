"""Learns from what clerks confirm: notes what became of each reading, and turns corrections into layouts."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from domain.errors import ConfigurationError, ConflictError
from domain.job_ports import Job
from domain.layouts import LayoutTemplate, Sample
from domain.ports import ReadingAids
from domain.taught import Activation, CustomerKey, UseOutcome
from domain.teaching_policy import Teaching
from extractors.layouts.folder import folder_name
from extractors.layouts.shelf import TemplateShelf
from extractors.layouts.truth import LearningError
from pipeline.bounds import bounded_cpu
from pipeline.engines import Engines
from pipeline.item import WorkItem
from pipeline.records import load_item
from pipeline.templates.comparing import active_template, hold_against
from pipeline.templates.deciding import Origin, accept, goes_live, propose
from pipeline.templates.gate import judged
from pipeline.templates.lessons import Lesson, edits_of, lessons
from pipeline.templates.library import TemplateLibrary, parsed
from pipeline.templates.proposing import Change, change_for, same_layout
from pipeline.templates.samples import LARGEST, keep_sample, load_samples, packed, thin_out
from store.repositories import remittances, template_proposals, template_samples, templates
from store.repositories.history import add_event, corrections_of
from store.tables import TemplateRow

log = logging.getLogger("ardoise.teaching")

LEARNER = "ardoise"
MOST_CPU_SECONDS = 120.0
_ATTEMPTS = 3
"""Tries of one job; a document that ends the process each time teaches nothing."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A work item that a person confirmed."""

    item_id: int
    item: WorkItem
    who: str
    lessons: tuple[Lesson, ...]

    @property
    def customer(self) -> CustomerKey:
        """The customer it is from."""
        found = self.item.understanding
        return CustomerKey(found.customer.customer_id if found else None, self.item.company)


@dataclass(frozen=True, slots=True)
class Learner:
    """Works the jobs that confirmations leave; never in a clerk's request."""

    worker: str
    engines: Engines
    library: TemplateLibrary
    settings: Teaching
    company_name: str | None
    read_again: Callable[[LayoutTemplate, CustomerKey], int]
    """Lets waiting items that a layout may read now be read again; returns how many."""

    @property
    def aids(self) -> ReadingAids:
        """What stays the same from one reading of a sample to the next."""
        return ReadingAids(company_name=self.company_name)

    def work(self, job: Job) -> None:
        """Learn from one confirmed item and end the job."""
        item_id = int(job.payload["item"])
        if job.attempts > _ATTEMPTS:
            self._give_up(item_id)
        else:
            with bounded_cpu(MOST_CPU_SECONDS):
                self.learn(item_id)
        self.engines.jobs.finish(job, self.worker)

    def learn(self, item_id: int) -> tuple[str, ...]:
        """Learn from an item as it is confirmed now; return the names of layouts that went live."""
        confirmed = self._confirmed(item_id)
        if confirmed is None:
            return ()
        self._settle(confirmed)
        found = [self._learn_one(confirmed, lesson) for lesson in confirmed.lessons]
        live = [template for template in found if template is not None]
        for template in live:
            self.read_again(template, confirmed.customer)
        return tuple(template.name for template in live)

    def _confirmed(self, item_id: int) -> Confirmed | None:
        """Return the item with its lessons; None when it was reopened meanwhile or no person confirmed it."""
        with self.engines.store.read() as session:
            who = remittances.confirmed_by(session, item_id)
            payments = remittances.load_remittances(session, item_id)
            edits = edits_of(corrections_of(session, item_id))
        if who is None or who == LEARNER or not payments:
            return None
        item = load_item(self.engines.store, self.engines.blobs, item_id)
        return Confirmed(item_id, item, who, lessons(item.documents, payments, edits, item.company))

    def _settle(self, confirmed: Confirmed) -> None:
        """Note what became of each reading; it raises or lowers the trust in the layout that made it."""
        now = self.engines.clock.now()
        with self.engines.store.write() as session:
            for lesson in confirmed.lessons:
                outcome = UseOutcome.CORRECTED if lesson.corrected else UseOutcome.CONFIRMED
                name = lesson.sample.document.name
                template_samples.settle_use(session, confirmed.item_id, name, outcome, lesson.corrected, now)
            templates.changed(session, LEARNER, now)

    def _learn_one(self, confirmed: Confirmed, lesson: Lesson) -> LayoutTemplate | None:
        base = self._base(confirmed, lesson)
        if not lesson.corrected and lesson.template is not None:
            if base is not None:
                self._keep(confirmed, lesson.sample, base)
            return None
        if not lesson.corrected and lesson.proved:
            return None
        try:
            return self._change(confirmed, lesson, base)
        except (LearningError, ConfigurationError):
            log.info("nothing_learnt", extra={"item": confirmed.item_id})
            self._note(confirmed.item_id, "nothing_learnt")
            return None

    def _change(
        self, confirmed: Confirmed, lesson: Lesson, base: TemplateRow | None
    ) -> LayoutTemplate | None:
        """Propose what the lesson teaches; return the layout where it went live."""
        body = packed(lesson.sample)
        if len(body) > LARGEST:
            raise LearningError("the document is too large to be learnt from.")
        payer = payer_of(lesson, confirmed.item)
        with self.engines.store.read() as session:
            template = active_template(session, base) if base is not None else None
            rows = template_samples.samples(session, [base.id]) if base is not None else ()
            waiting = template_proposals.open_of(session, base.name) if base is not None else ()
            taken = {*templates.known_names(session), *(p.name for p in template_proposals.listed(session))}
        if base is None and self._proposed_already(lesson, payer):
            return None
        held = [row.body_sha256 for row in rows]
        held += [one.sample_sha256 for one in waiting if one.holds]
        older = load_samples(self.engines.blobs, held)
        change = change_for(lesson.sample, template, older, payer, sorted(taken), self.aids)
        if change is None:
            if base is not None:
                self._keep(confirmed, lesson.sample, base)
            return None
        return self._decide(confirmed, lesson, change, body)

    def _proposed_already(self, lesson: Lesson, payer: str) -> bool:
        """Tell whether an open proposal of the payer reads the document right as it is."""
        with self.engines.store.read() as session:
            waiting = [one for one in template_proposals.listed(session) if one.payer == payer]
        proposed = [parsed(one.body, one.name, 1) for one in waiting if one.base_version is None]
        shelf = TemplateShelf([template for template in proposed if template is not None])
        return bool(shelf.templates) and not judged(lesson.sample, shelf, self.aids).faults

    def _decide(
        self, confirmed: Confirmed, lesson: Lesson, change: Change, body: bytes
    ) -> LayoutTemplate | None:
        known = self.library.live().shelf.templates
        customer = confirmed.customer
        verdict = hold_against(self.engines, change.template, known, customer, self.aids, [lesson.sample])
        (digest,) = self.engines.blobs.put([body])
        origin = Origin(confirmed.item_id, customer, confirmed.who, _reason(lesson, change))
        number = propose(self.engines, change, lesson.sample, digest, verdict, origin)
        wanted = self.settings.activate if change.base is not None else self.settings.new_layouts
        if number is None or wanted is Activation.BY_PERSON or not goes_live(verdict, lesson.sample):
            return None
        try:
            return accept(self.engines, self.library, number, LEARNER, self.aids)
        except ConflictError as error:
            log.info("proposal_open", extra={"proposal": number, "reason": type(error).__name__})
            return None

    def _base(self, confirmed: Confirmed, lesson: Lesson) -> TemplateRow | None:
        """Return the layout that read the document, else the payer's own that it follows."""
        key = folder_name(payer_of(lesson, confirmed.item))
        with self.engines.store.read() as session:
            own = templates.of_payer(session, key, confirmed.customer)
            used = templates.named(session, [lesson.template] if lesson.template else [])
            for row in used:
                if active_template(session, row) is not None:
                    return row
            active = {row.name: (row, one) for row in own if (one := active_template(session, row))}
        same = same_layout([template for _, template in active.values()], lesson.sample)
        return active[same.name][0] if same is not None else None

    def _keep(self, confirmed: Confirmed, sample: Sample, base: TemplateRow) -> None:
        """Keep a confirmed document; of many the most different ones stay."""
        body = packed(sample)
        if len(body) > LARGEST:
            return
        (digest,) = self.engines.blobs.put([body])
        now = self.engines.clock.now()
        with self.engines.store.write() as session:
            keep_sample(
                session,
                base.id,
                sample.document.sha256,
                digest,
                confirmed.customer,
                confirmed.who,
                now,
            )
        thin_out(self.engines, base.id)

    def _give_up(self, item_id: int) -> None:
        log.error("learning_given_up", extra={"item": item_id})
        self._note(item_id, "learning_given_up")

    def _note(self, item_id: int, action: str) -> None:
        now = self.engines.clock.now()
        with self.engines.store.write() as session:
            add_event(session, LEARNER, action, now, item_id)


def payer_of(lesson: Lesson, item: WorkItem) -> str:
    """Return the payer's name as the values state it, else the sender's domain."""
    named = next(
        (p.fields.get("payer_name") for p in lesson.sample.payments if p.fields.get("payer_name")), None
    )
    sender = item.mail.sender if item.mail else None
    return named or (sender.email.rpartition("@")[2] if sender and sender.email else "") or "unknown payer"


def _reason(lesson: Lesson, change: Change) -> str:
    fields = ", ".join(lesson.corrected) or "the reading was not proved"
    if change.base is not None:
        return f"A document read by {change.base.name} was corrected: {fields}."
    if lesson.template is not None:
        return f"A document does not fit {lesson.template}: {fields}."
    return f"A document of a form that was not taught was confirmed: {fields}."

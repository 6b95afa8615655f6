"""Takes mail out of a source: bytes durable first, then delivery, work item and job in one transaction."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.errors import ArdoiseError, SessionExpired, SignInError, SourceError
from domain.job_ports import JobQueue
from domain.mail import Delivered
from domain.mail_ports import Batch, CountedSource, MailSource
from domain.ports import BlobStore
from domain.states import Step
from pipeline.companies import ALONE
from pipeline.completing import complete_refused
from pipeline.counting import begin_recount, counted_batches, first_mark
from pipeline.elsewhere import bring_back
from pipeline.engines import STEP_JOB, Engines
from pipeline.locks import lock_of
from pipeline.mailbox_marks import plan_late_marks
from store.repositories import deliveries, recounts, signs
from store.repositories.deliveries import StoredDelivery
from store.repositories.history import add_event
from store.repositories.work_items import add_item, items_of_mail
from store.session import Session
from store.tables import WorkItemRow

RESUMES = 3
"""So often one visit goes on with a fresh token before it waits for the next poll."""


@dataclass(frozen=True, slots=True)
class Collected:
    """What one visit to a source brought."""

    new: int = 0
    known: int = 0
    problems: tuple[str, ...] = ()

    def __add__(self, other: "Collected") -> "Collected":
        """Return the sum of two visits."""
        return Collected(self.new + other.new, self.known + other.known, self.problems + other.problems)


def collect(engines: Engines, source: MailSource, folder: str, resumes: int = RESUMES) -> Collected:
    """Take what is new in one folder of a source; where a token ends in the middle, go on with the next.

    The first time only the mark is set: what lies there already is not worked. Raises SourceError after
    noting it where the health page looks.
    """
    collected = Collected()
    try:
        for batch in _batches(engines, source, folder):
            collected += store_batch(engines, batch)
            source.acknowledge(batch)
    except SourceError as error:
        if isinstance(error, SessionExpired) and resumes:
            return collected + collect(engines, source, folder, resumes - 1)
        _note(engines, source.name, folder, error)
        raise
    _note(engines, source.name, folder, None)
    return collected


def backfill(engines: Engines, source: MailSource, folder: str, since: date) -> Collected:
    """Take older mail since a day; it is read and shown, never answered by itself."""
    mark = first_mark(engines, source, folder)
    collected = Collected()
    for batch in source.backfill(folder, since, mark):
        collected += store_batch(engines, batch, move_mark=False)
    return collected


def store_batch(engines: Engines, batch: Batch, *, move_mark: bool = True) -> Collected:
    """Store one batch durably: one sync for the bytes, one transaction for everything else.

    A mail whose very bytes are known is one more delivery of that mail and makes no work.
    """
    hashes = _kept(engines.blobs, batch.mails)
    now = engines.clock.now()
    with engines.store.write() as session:
        if batch.recount is not None:
            begin_recount(session, batch, now)
        stored = list(zip(batch.mails, hashes, strict=True))
        known = recounts.known_contents(session, stored)
        new = deliveries.add_deliveries(session, stored, now)
        fresh = [one for one in new if one.raw_sha256 not in known or one.delivered.name is not None]
        _link(engines, session, [one for one in new if one not in fresh], known, now)
        _begin(engines, session, fresh, now)
        taken = {one.delivered.key for one in new}
        _complete(engines, session, [one for one in stored if one[0].key not in taken], now)
        recounts.add_again(session, batch.again, now)
        if batch.history:
            validity = batch.mark.uidvalidity
            recounts.extend_history(session, batch.account, batch.folder, validity, batch.history)
        if move_mark:
            recounts.advance_mark(session, batch.account, batch.folder, batch.mark, now)
        for problem in batch.problems:
            add_event(session, batch.account, "fetch_problem", now, detail={"sentence": problem})
    seen = len(batch.mails) + len(batch.again) - len(fresh)
    return Collected(len(fresh), seen, batch.problems)


def upload(engines: Engines, delivered: Delivered, by: str | None = None, company: str = ALONE) -> int | None:
    """Take one uploaded mail or document; return its work item's id, None when it was there before.

    `by` names the person who uploaded it, `company` whose it is where they said so.
    """
    hashes = engines.blobs.put([delivered.raw])
    now = engines.clock.now()
    with engines.store.write() as session:
        new = deliveries.add_deliveries(session, [(delivered, hashes[0])], now)
        item_id = next(iter(_begin(engines, session, new, now, company)), None)
        if by is not None and item_id is not None:
            add_event(session, by, "uploaded", now, item_id, {"company": company} if company else None)
        return item_id


def submit_step(
    jobs: JobQueue, session: Session, item_id: int, step: Step, not_before: datetime | None = None
) -> bool:
    """Queue one step of one work item; False when it is queued already."""
    payload = {"item": str(item_id), "step": step.value}
    return jobs.submit(
        STEP_JOB,
        f"{item_id}:{step.value}",
        payload,
        not_before=not_before,
        lock=lock_of(session, item_id),
        transaction=session,
    )


def _batches(engines: Engines, source: MailSource, folder: str) -> Iterator[Batch]:
    if isinstance(source, CountedSource):
        return counted_batches(engines, source, folder)
    return source.fetch(folder, first_mark(engines, source, folder))


def _kept(blobs: BlobStore, mails: Sequence[Delivered]) -> list[str]:
    """Make the bytes durable and return their hashes, in order."""
    spooled = [mail.spooled for mail in mails]
    for one in spooled:
        if one is not None:
            blobs.adopt(one.path, one.sha256)
    put = iter(blobs.put([mail.raw for mail in mails if mail.spooled is None]))
    return [next(put) if one is None else one.sha256 for one in spooled]


def _link(
    engines: Engines,
    session: Session,
    known: Sequence[StoredDelivery],
    mails: Mapping[str, int],
    now: datetime,
) -> None:
    """Note which mail each delivery is, on the mail's own item too."""
    for one in known:
        mail_id = mails[one.raw_sha256]
        deliveries.link_to_mail(session, one.id, mail_id)
        owner = next(iter(items_of_mail(session, mail_id)), None)
        if owner is not None:
            add_event(session, "ardoise", "delivered_again", now, owner.id, {"delivery": one.id})
            plan_late_marks(engines, session, owner, one.id, now)
            bring_back(engines, session, owner.id, now)


def _complete(
    engines: Engines, session: Session, stored: Sequence[tuple[Delivered, str]], now: datetime
) -> None:
    """Work what was refused so far; a mail of which only the header was known begins anew."""
    again, fresh = complete_refused(session, stored, now)
    for item_id in again:
        submit_step(engines.jobs, session, item_id, Step.PARSE)
    _begin(
        engines,
        session,
        [StoredDelivery(row.id, delivered, row.raw_sha256 or "") for row, delivered in fresh],
        now,
    )


def _begin(
    engines: Engines,
    session: Session,
    new: Sequence[StoredDelivery],
    now: datetime,
    company: str = ALONE,
) -> list[int]:
    begun = []
    for stored in new:
        key = stored.delivered.key
        name = stored.delivered.name or f"{key.account}/{key.folder}/{key.uid}"
        row = WorkItemRow(
            delivery_id=stored.id,
            source_name=name,
            account=key.account,
            company=company,
            created_at=now,
            updated_at=now,
        )
        item_id = add_item(session, row)
        submit_step(engines.jobs, session, item_id, Step.PARSE)
        begun.append(item_id)
    return begun


def note_unreached(engines: Engines, account: str, error: ArdoiseError) -> None:
    """Note where alarms look that an account failed before any of its folders was reached."""
    refused = isinstance(error, SignInError)
    with engines.store.write() as session:
        signs.note_visit(session, account, "", engines.clock.now(), str(error), sign_in=refused)


def _note(engines: Engines, account: str, folder: str, error: SourceError | None) -> None:
    problem = None if error is None else str(error)
    refused = isinstance(error, SignInError)
    now = engines.clock.now()
    with engines.store.write() as session:
        deliveries.note_poll(session, account, folder, now, problem)
        signs.note_visit(session, account, folder, now, problem, sign_in=refused)

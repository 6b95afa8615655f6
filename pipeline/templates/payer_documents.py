"""Reads the stored documents of a payer by a layout: which of them balance, which differ, and why."""

from collections import OrderedDict
from dataclasses import dataclass, field, replace
from enum import StrEnum
from threading import Lock

from domain.codec import from_json
from domain.errors import NotFoundError
from domain.layouts import LayoutTemplate
from domain.pages import Document
from domain.ports import ReadingAids
from domain.states import Step
from domain.taught import CustomerKey
from extractors.layouts.differences import differences
from extractors.layouts.spelling import spelt_like
from extractors.layouts.taught import read_taught
from pipeline.engines import Engines
from pipeline.records import Readings, load_reading
from pipeline.templates.lessons import true_payment
from store.repositories import remittances, teachable, work_items
from store.repositories.teachable import PayerDocument
from store.session import Session

MOST = 60
"""Documents of one payer that are read, the newest first."""
_MOST_KEPT = 120
_OWN_FORM = 0.6
"""Share of the landmarks from which on a document is taken for the layout's own form."""


class Balance(StrEnum):
    """What the layout makes of one stored document."""

    BALANCES = "balances"
    """Its lines add up, and where a person confirmed it, it says the same."""
    DIFFERS = "differs"
    ANOTHER_FORM = "another_form"
    """It does not look like this layout; it says nothing about it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One stored document read by the layout."""

    item_id: int
    document: str
    balance: Balance
    reason: str = ""
    """The first thing that is wrong, in words."""


@dataclass(slots=True)
class PayerDocuments:
    """Reads documents of payers; the pages are kept in memory while somebody teaches."""

    engines: Engines
    _pages: OrderedDict[str, Document] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def read_by(
        self, template: LayoutTemplate, customer: CustomerKey, but: str, aids: ReadingAids
    ) -> tuple[Outcome, ...]:
        """Return what the layout makes of the payer's documents, the one with the SHA-256 `but` left out."""
        with self.engines.store.read() as session:
            held = teachable.documents_of_payer(session, template.payer, customer, MOST)
            found = [(one, sha) for one in held if (sha := _body(session, one))]
        outcomes, seen = [], {but}
        for one, sha in found:
            document = self._document(sha)
            if document is not None and document.sha256 not in seen:
                seen.add(document.sha256)
                outcomes.append(self._outcome(one, document, template, aids))
        return tuple(outcomes)

    def _outcome(
        self, one: PayerDocument, document: Document, template: LayoutTemplate, aids: ReadingAids
    ) -> Outcome:
        known = replace(aids, company_name=one.company or aids.company_name)
        reading = read_taught(template, spelt_like(template, document), known)
        if reading.fit < _OWN_FORM or document.medium not in template.media:
            return Outcome(one.item_id, document.name, Balance.ANOTHER_FORM)
        faults: list[str] = []
        if one.confirmed:
            with self.engines.store.read() as session:
                true = remittances.load_remittances(session, one.item_id)
            own = [true_payment(payment) for payment in true if payment.document == document.name]
            faults = differences(reading.remittances, own)
        elif not reading.remittances:
            faults = ["No line was found."]
        else:
            faults = [why for payment in reading.remittances for why in payment.problems]
        balance = Balance.DIFFERS if faults else Balance.BALANCES
        return Outcome(one.item_id, document.name, balance, faults[0] if faults else "")

    def _document(self, sha: str) -> Document | None:
        with self._lock:
            found = self._pages.get(sha)
        if found is None:
            try:
                found = load_reading(self.engines.blobs, sha)
            except NotFoundError:
                return None
            with self._lock:
                self._pages[sha] = found
                while len(self._pages) > _MOST_KEPT:
                    self._pages.popitem(last=False)
        return found


def _body(session: Session, one: PayerDocument) -> str:
    """Return the name of the stored pages, "" where they are gone."""
    body = work_items.results(session, one.item_id).get(Step.READ)
    if body is None:
        row = work_items.get_item(session, one.item_id)
        body = work_items.results(session, row.parent_id).get(Step.READ) if row.parent_id else None
    readings: Readings = from_json(Readings, body) if body else ()
    return next((sha for name, sha in readings if name == one.document), "")

"""What a confirmed work item teaches: each document with its true values, and what was corrected of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.layouts import HEADER_FIELDS, LINE_FIELDS, Sample, TruePayment
from domain.pages import Document
from domain.remittance import Remittance
from domain.words import Layout, Medium
from extractors.layouts.differences import as_json
from store.tables import Correction

BODY = "body"
_PLACE = re.compile(r"remittances\.(\d+)\.(?:lines\.(\d+)\.)?(\w+)")
_BEFORE_VALUES = ("route", "customer")
"""Kinds of corrections after which everything is read anew."""
_OPTIONAL = frozenset({"document_date", "po_number", "deduction_reason"})
"""Values of a line that clerks leave out because nothing rests on them: an empty one says nothing."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One value that a clerk changed: of which payment (from 0), which field, and whether it was emptied."""

    payment: int
    field: str
    line: bool
    emptied: bool

    @property
    def said(self) -> str:
        """The field as the history of a layout names it: "lines.net_amount"."""
        return f"lines.{self.field}" if self.line else self.field


@dataclass(frozen=True, slots=True)
class Lesson:
    """One confirmed document."""

    sample: Sample
    template: str | None
    """The layout that read it."""
    corrected: tuple[str, ...]
    """Fields that the clerk changed; () where it was confirmed as read."""
    proved: bool
    """True where its own proofs held before anybody looked."""


def edits_of(corrections: Sequence[Correction]) -> tuple[Edit, ...]:
    """Return what clerks changed in all, values that were changed and changed back left out."""
    last = max((c.id for c in corrections if c.kind in _BEFORE_VALUES), default=0)
    first: dict[str, str | None] = {}
    after: dict[str, str | None] = {}
    for correction in corrections:
        if correction.kind == "value" and correction.id > last:
            first.setdefault(correction.field, correction.before)
            after[correction.field] = correction.after
    return tuple(_edits(first, after))


def lessons(
    documents: Sequence[Document], payments: Sequence[Remittance], edits: Sequence[Edit], company: str = ""
) -> tuple[Lesson, ...]:
    """Return what each document teaches; self-describing ones and prose of the mail itself teach nothing.

    `company` says which of several own companies they were sent to.
    """
    of: dict[str, list[int]] = {}
    for number, payment in enumerate(payments):
        document = _document(documents, payment)
        if document is not None and payment.lines and not _speaks_for_itself(document, payment):
            of.setdefault(document.name, []).append(number)
    by_name = {document.name: document for document in documents}
    return tuple(_lesson(by_name[name], numbers, payments, edits, company) for name, numbers in of.items())


def true_payment(payment: Remittance, edits: Sequence[Edit] = ()) -> TruePayment:
    """Return a confirmed payment as true values; an empty value counts as known where that means something.

    A header value that is empty was perhaps only left out, unless the clerk emptied it.
    """
    emptied = {edit.field for edit in edits if edit.emptied and not edit.line}
    header = {name: as_json(getattr(payment, name)) for name in HEADER_FIELDS}
    lines = [{name: as_json(getattr(line, name)) for name in LINE_FIELDS} for line in payment.lines]
    emptied_below = {edit.field for edit in edits if edit.emptied and edit.line}
    return TruePayment(
        {name: value for name, value in header.items() if value is not None or name in emptied},
        tuple(
            {
                name: value
                for name, value in line.items()
                if value is not None or name not in _OPTIONAL or name in emptied_below
            }
            for line in lines
        ),
    )


def _lesson(
    document: Document,
    numbers: Sequence[int],
    payments: Sequence[Remittance],
    edits: Sequence[Edit],
    company: str,
) -> Lesson:
    own = [payments[number] for number in numbers]
    # A payment that was deleted has no document any more; its loss counts for all.
    told = [edit for edit in edits if edit.payment in numbers or edit.payment >= len(payments)]
    truth = tuple(
        true_payment(payments[number], [edit for edit in told if edit.payment == number])
        for number in numbers
    )
    return Lesson(
        Sample(document, truth, company),
        next((payment.template for payment in own if payment.template), None),
        tuple(sorted({edit.said for edit in told})),
        all(not payment.needs_review for payment in own),
    )


def _edits(first: Mapping[str, str | None], after: Mapping[str, str | None]) -> Iterator[Edit]:
    for place, before in first.items():
        found = _PLACE.fullmatch(place)
        now = after[place]
        if found is None or before == now:
            continue
        line, field = found[2] is not None, found[3]
        if field in (LINE_FIELDS if line else HEADER_FIELDS):
            yield Edit(int(found[1]), field, line, now is None)


def _document(documents: Sequence[Document], payment: Remittance) -> Document | None:
    """Return the payment's document; for one that a clerk typed in, the one that holds its numbers."""
    readable = [document for document in documents if document.pages]
    named = next((document for document in readable if document.name == payment.document), None)
    if named is not None or not readable:
        return named
    return max(readable, key=lambda document: held_by(document, (true_payment(payment),)))


def held_by(document: Document, truth: Sequence[TruePayment]) -> int:
    """Return how many of the true numbers and amounts stand in a document; numbers count twice."""
    text = "".join(document.text.split())
    lines = [line for payment in truth for line in payment.lines]
    numbers = [str(line.get("document_number") or "") for line in lines]
    amounts = [str(line.get("net_amount") or "") for line in lines]
    return 2 * sum(bool(n) and "".join(n.split()) in text for n in numbers) + sum(
        bool(a) and a.lstrip("-").split(".")[0] in text for a in amounts
    )


def _speaks_for_itself(document: Document, payment: Remittance) -> bool:
    if document.medium is Medium.EDI or payment.layout is Layout.EDI:
        return True
    return document.name == BODY and payment.layout is Layout.PROSE

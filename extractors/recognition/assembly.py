"""Makes the remittance of what was read: header values with their evidence, lines, proofs and doubts."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from domain.dialect import Dialect
from domain.dialect_numbers import CODES
from domain.ledger import Ledger
from domain.money import plain
from domain.numbers import number_key
from domain.pages import Document
from domain.ports import ReadingAids
from domain.remittance import Remittance, RemittanceLine
from domain.words import DocumentType, Layout, Look, Medium
from extractors.recognition.column_doubts import unread_headings
from extractors.recognition.doubts import (
    number_doubts,
    stray_documents,
    told_numbers,
    unclaimed_numbers,
    unnamed_payer,
    unread_labels,
)
from extractors.recognition.entries import Entry, lettered_debits
from extractors.recognition.header_values import HeaderValues
from extractors.recognition.labels import Labelled
from extractors.recognition.own_values import without_own
from extractors.recognition.pieces import Row
from extractors.recognition.reading_doubts import (
    cut_reference,
    numbers_beside,
    reading_doubts,
    unread_separated,
    yearless_days,
)
from extractors.recognition.unnamed import nobody_named, unnamed_parties, unnamed_signer
from extractors.recognition.unread_values import unread_day, unread_number, unread_said
from extractors.recognition.words import says

if TYPE_CHECKING:
    from extractors.recognition.reader import Payment

_SPOKEN = 20_000
"""In letters: so much of a document told in sentences is looked at for the payment's number."""
_ZERO = Decimal(0)
_NAMED = 0.9
"""So sure is a day whose label names the payment, not just any day."""


def assemble(
    payment: "Payment",
    shared: Sequence[Labelled],
    first: Remittance | None,
    document: Document,
    aids: ReadingAids,
    dialect: Dialect,
) -> Remittance:
    """Return the remittance; `shared` and `first` are what the document's first payment stated."""
    header = HeaderValues(payment, shared, first, document, aids, dialect)
    header.fill()
    problems = _doubts(payment, header, document, aids, dialect)
    proven = payment.proof.sum_holds and not problems
    lines = tuple(_line(entry, aids.ledger, proven) for entry in payment.entries)
    return Remittance(
        document=document.name,
        layout=payment.layout,
        lines=lines,
        payer_name=header.payer,
        payee_name=header.payee,
        payment_reference=header.reference,
        payment_method=header.method,
        payment_date=header.day,
        currency=header.currency,
        total_amount=plain(payment.proof.total.amount) if payment.proof.total else None,
        fields=header.fields,
        confidence=_confidence(payment, lines, problems),
        needs_review=not proven,
        problems=tuple(problems),
    )


def _doubts(
    payment: "Payment", header: HeaderValues, document: Document, aids: ReadingAids, dialect: Dialect
) -> list[str]:
    """Return every reason why a person must look, each once, in the order in which they were met."""
    problems = list(dict.fromkeys([*payment.problems, *payment.proof.problems, *header.problems]))
    numbers = [header.reference, *(entry.number for entry in payment.entries)]
    problems = without_own(problems, {header.day}, numbers, dialect)
    problems += _document_doubts(document, dialect, payment)
    problems += number_doubts(payment.entries, document, aids.ledger) + lettered_debits(payment.entries)
    problems += reading_doubts(payment.entries, aids.ledger, header.day if _is_loose(header) else None)
    problems += cut_reference(payment.rows, header.reference)
    problems += unread_labels(payment.rows, payment.found, _stated(header, payment))
    problems += unread_separated(payment.rows, payment.entries)
    problems += stray_documents(payment.rows, payment.entries)
    if payment.layout is not Layout.TABLE:
        problems += unread_headings(payment.rows, payment.entries)
    problems += yearless_days(document.text[:_SPOKEN], payment.entries)
    if header.reference is None:
        problems += _unread_reference(payment, header, document, dialect)
    problems += _unread_day(payment, header, dialect)
    problems += _unnamed(payment, header, letter=document.name != "body")
    return list(dict.fromkeys(problems))


def _is_loose(header: HeaderValues) -> bool:
    """Tell whether no label that names the payment leads to its day."""
    evidence = header.fields.get("payment_date")
    return evidence is not None and ("label" not in evidence.proofs or evidence.confidence < _NAMED)


def _unread_reference(
    payment: "Payment", header: HeaderValues, document: Document, dialect: Dialect
) -> list[str]:
    total = payment.proof.total.amount if payment.proof.total else None
    doubts = numbers_beside(payment.rows, payment.entries, header.day, total, dialect)
    doubts += unclaimed_numbers(payment.rows, payment.entries)
    doubts += told_numbers(payment.rows, payment.entries, _spoken(document, payment))
    return doubts + (
        unread_number(payment.rows, payment.entries) or unread_said(payment.rows, "payment_reference")
    )


def _unread_day(payment: "Payment", header: HeaderValues, dialect: Dialect) -> list[str]:
    evidence = header.fields.get("payment_date")
    doubts: list[str] = []
    if header.day is None or (_is_loose(header) and evidence and "words" not in evidence.proofs):
        days = {header.day, *(entry.day for entry in payment.entries)} if header.day else set()
        doubts += unread_day(payment.rows, days, dialect)
    return doubts + (unread_said(payment.rows, "payment_date") if header.day is None else [])


def _unnamed(payment: "Payment", header: HeaderValues, *, letter: bool) -> list[str]:
    if not letter:
        return unnamed_signer(payment.everything, header.payer)
    return (
        unnamed_payer(payment.rows, header.payer, header.payee)
        or unnamed_parties(payment.everything, payment.entries, header.payer, header.payee)
        or nobody_named(header.payer, header.payee, header.aids)
    )


def _spoken(document: Document, payment: "Payment") -> str:
    return document.text[:_SPOKEN] if payment.layout is Layout.PROSE else ""


def _stated(header: HeaderValues, payment: "Payment") -> frozenset[str]:
    values = {
        "payment_reference": header.reference,
        "payment_date": header.day,
        "payer": header.payer,
        "payee": header.payee,
        "total": payment.proof.total,
        "payment_method": header.method,
    }
    return frozenset(concept for concept, value in values.items() if value is not None)


def _line(entry: Entry, ledger: Ledger | None, proven: bool) -> RemittanceLine:
    proofs = [*(["sum_of_lines"] if proven else []), *(["equation"] if entry.equation else [])]
    known = bool(ledger and entry.number and number_key(entry.number) in ledger.items_by_key)
    if known:
        proofs.append("open_item_found")
    first = entry.pieces[0] if entry.pieces else None
    confidence = 0.99 if proven else 0.85 if known or entry.equation else 0.7
    return RemittanceLine(
        document_number=entry.number,
        document_type=entry.kind or DocumentType.INVOICE,
        document_date=entry.day,
        po_number=entry.po,
        gross_amount=_plain(entry.gross),
        discount_amount=_plain(entry.discount),
        deduction_amount=_plain(entry.deduction),
        deduction_reason=None if entry.reason in CODES else entry.reason,
        net_amount=_plain(entry.net),
        confidence=confidence if not entry.problems else 0.5,
        page=entry.page if entry.box else None,
        box=entry.box,
        cell=first.cell if first else None,
        proofs=tuple(proofs),
    )


def _plain(amount: Decimal | None) -> Decimal | None:
    return plain(amount) if amount is not None else None


def _document_doubts(document: Document, dialect: Dialect, payment: "Payment") -> list[str]:
    doubts = [f"The document was not read wholly: {problem}" for problem in document.problems]
    if dialect.mixed_amounts:
        doubts.append("The document writes amounts in two ways; its decimal mark is not certain.")
    if dialect.mixed_dates and any(entry.day is None for entry in payment.entries):
        doubts.append("The document writes dates in two orders.")
    if document.look in (Look.INVOICE, Look.STATEMENT) or says(document.text[:4000], "not_advice"):
        doubts.append("The document says that it is something else than a remittance advice.")
    if document.medium is Medium.CSV and any(_cut_by_comma(row) for row in payment.rows):
        doubts.append("A comma seems to have cut amounts in two; the file does not quote them.")
    if payment.layout is Layout.PROSE and document.medium is not Medium.EDI and len(payment.entries) > 12:
        doubts.append("So many lines in running text are unusual; please look at them.")
    return doubts


def _cut_by_comma(row: Row) -> bool:
    pairs = zip(row.pieces, row.pieces[1:], strict=False)
    return any(_amount_cut(a.text, b.text) or _day_cut(a.text, b.text) for a, b in pairs)


def _amount_cut(left: str, right: str) -> bool:
    cents = r"\d{2}\)?( ?[A-Z€£]{1,3}\)?)?\.?"
    return bool(re.search(r"\d$", left) and re.fullmatch(cents, right))


def _day_cut(left: str, right: str) -> bool:
    return bool(re.search(r"[^\W\d_]{3,} \d{1,2}$", left) and re.fullmatch(r"\d{4}", right))


def _confidence(payment: "Payment", lines: Sequence[RemittanceLine], problems: Sequence[str]) -> float:
    if not problems and payment.proof.sum_holds:
        return 0.99
    held = 0.8 if payment.proof.sum_holds else 0.6
    return round(max(0.2, held - 0.05 * len(problems)), 2)

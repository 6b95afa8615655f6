"""What the head of an EDIFACT REMADV message says of its payment: parties, day, references, sum."""

from collections.abc import Sequence
from datetime import date

from extractors.electronic.codes import codes_of
from extractors.electronic.drafts import Payment, amount, compact_day
from extractors.electronic.segments import Segment, qualified

_PAYMENT_CURRENCY = "11"
_DAY_FIRST = {"2": 6, "4": 8}
"""Formats of dates (element 2379) that begin with the day, and their length."""


def read_header(payment: Payment, header: Sequence[Segment]) -> None:
    """State what the segments before the first document say of the payment."""
    codes = codes_of("edifact")
    for name in ("payer", "payee"):
        for segment in qualified(header, "NAD", codes.lists[f"{name}s"]):
            payment.state(name, _party(segment), segment.cell(4 if segment.get(4) else 3))
    for segment in qualified(header, "RFF", codes.lists["payment_references"]):
        payment.state("reference", segment.get(1, 2) or None, segment.cell(1, 2))
    for segment in qualified(header, "DTM", codes.lists["payment_dates"]):
        payment.state("day", day_of(segment), segment.cell(1, 2))
    for segment in header:
        if segment.tag == "BGM":
            payment.state("reference", segment.get(2) or None, segment.cell(2))
        elif segment.tag == "PAI":
            payment.state("method", codes.methods.get(segment.get(1, 3)), segment.cell(1, 3))
    _currency(payment, header)


def day_of(segment: Segment) -> date | None:
    """Return the date of a DTM, whose third component may say that the day stands first."""
    text, form = segment.get(1, 2), segment.get(1, 3)
    if form in _DAY_FIRST and text.isdigit() and len(text) >= _DAY_FIRST[form]:
        text = text[4 : _DAY_FIRST[form]] + text[2:4] + text[:2]
    return compact_day(text)


def _currency(payment: Payment, header: Sequence[Segment]) -> None:
    """CUX states up to two currencies; that of the payment counts."""
    stated = [
        (segment.get(at, 3) == _PAYMENT_CURRENCY, segment, at)
        for segment in header
        if segment.tag == "CUX"
        for at in (1, 2)
        if segment.get(at, 2)
    ]
    for _, segment, at in sorted(stated, key=lambda one: not one[0]):
        payment.state("currency", segment.get(at, 2), segment.cell(at, 2))


def _party(segment: Segment) -> str | None:
    """Return the name (C080), its lines joined; else the first line of name and address (C058)."""
    lines = [segment.get(4, part) for part in range(1, 6)]
    return " ".join(line for line in lines if line) or segment.get(3) or None


def read_total(payment: Payment, segments: Sequence[Segment], mark: str) -> None:
    """State the sum of the payment, written with that decimal mark, and its currency."""
    for segment in qualified(segments, "MOA", codes_of("edifact").lists["total"]):
        payment.state("total", amount(segment.get(1, 2), mark), segment.cell(1, 2))
        payment.state("currency", segment.get(1, 3) or None, segment.cell(1, 3))

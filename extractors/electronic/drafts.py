"""One payment while a self-describing document is read: lines, header values with their places, doubts."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from domain.money import ZERO
from domain.words import DocumentType, PaymentMethod

_LONGEST_AMOUNT = 24
_MOST_DECIMALS = 4
_NUMBER = re.compile(r"[+-]?(?:[0-9][0-9.,]*|[.,][0-9]+)")
_GROUPED = re.compile(r"[.,][0-9]{3}$")


@dataclass(slots=True)
class LineDraft:
    """One line; amounts as the document signs them until the payment is settled."""

    number: str | None = None
    kind: DocumentType = DocumentType.INVOICE
    day: date | None = None
    po: str | None = None
    gross: Decimal | None = None
    discount: Decimal | None = None
    deduction: Decimal | None = None
    reason: str | None = None
    net: Decimal | None = None
    cell: str | None = None
    problems: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Payment:
    """One payment; `where` names the place of each header value."""

    payer: str | None = None
    payee: str | None = None
    reference: str | None = None
    method: PaymentMethod | None = None
    day: date | None = None
    currency: str | None = None
    total: Decimal | None = None
    lines: list[LineDraft] = field(default_factory=list)
    where: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    form: str = ""

    def state(self, name: str, value: object, cell: str) -> None:
        """Take a header value and its place, unless a better one was taken before or there is none."""
        if value not in (None, "") and getattr(self, name) is None:
            setattr(self, name, value)
            self.where[name] = cell


Variant = tuple[str, Callable[[], list[LineDraft]]]
"""One way to understand amounts whose sign or scope the standard leaves open: a note, and its lines."""


def amount(text: str, decimal_mark: str = ".") -> Decimal | None:
    """Return a number as standards write it: a sign before or behind, one decimal mark, no grouping.

    Grouped numbers are taken where they can mean only one thing; "1,234" is None where the mark is a dot.
    """
    bare = text.strip().replace(" ", "")
    if bare.endswith(("-", "+")):
        bare = bare[-1] + bare[:-1]
    if len(bare) > _LONGEST_AMOUNT or not _NUMBER.fullmatch(bare):
        return None
    marks = {mark for mark in ",." if mark in bare}
    if len(marks) == 2:
        decimal_mark = max(marks, key=bare.rfind)
        bare = bare.replace("," if decimal_mark == "." else ".", "")
    elif marks and decimal_mark not in marks:
        if _GROUPED.search(bare):
            return None
        decimal_mark = marks.pop()
    bare = bare.replace(decimal_mark, ".")
    return Decimal(bare) if bare.count(".") <= 1 and len(bare.partition(".")[2]) <= _MOST_DECIMALS else None


def compact_day(text: str) -> date | None:
    """Return a date written YYYYMMDD, YYMMDD (years 2000 on) or ISO 8601, a time behind it or not."""
    bare = text.strip()
    figures = "".join(sign for sign in bare if sign.isdigit())
    if not figures.isascii():
        return None
    if len(bare) >= 10 and bare[4] == "-" == bare[7]:
        return _day(bare[:4], bare[5:7], bare[8:10])
    if not bare.isdigit():
        return None
    if len(figures) in (8, 12, 14):
        return _day(figures[:4], figures[4:6], figures[6:8])
    return _day("20" + figures[:2], figures[2:4], figures[4:]) if len(figures) == 6 else None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def settled(variants: Sequence[Variant], total: Decimal | None) -> tuple[list[LineDraft], str]:
    """Return the lines and note of the variant that fits best.

    The stated total decides first, then how many lines contradict themselves; the first wins a draw.
    """
    made = [(note, lines()) for note, lines in variants]
    note, lines = max(
        made,
        key=lambda one: (
            total is not None and sum_of(one[1]) == total,
            -sum(not agrees(line) for line in one[1]),
        ),
    )
    return lines, note


def agrees(line: LineDraft) -> bool:
    """Tell whether net = gross - discount - deduction; True where a line does not state them all."""
    if line.net is None or line.gross is None or (line.discount is None and line.deduction is None):
        return True
    return line.gross - (line.discount or 0) - (line.deduction or 0) == line.net


def turn_discount(line: LineDraft) -> None:
    """Make a discount reduce: payers write it with a minus too, which no equation of the line bears out."""
    if not line.gross or not line.discount or (line.gross > 0) == (line.discount > 0):
        return
    if line.net is None or line.gross - line.discount != line.net:
        line.discount = -line.discount


def sum_of(lines: Sequence[LineDraft]) -> Decimal | None:
    """Return the sum of the nets, None while a line has none."""
    nets = [line.net for line in lines if line.net is not None]
    return sum(nets, ZERO) if lines and len(nets) == len(lines) else None

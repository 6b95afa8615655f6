"""What the reading of a taught layout's lines comes to: entries, their rows, and what nothing explains."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from domain.dialect_numbers import CODES, is_amount_like
from domain.layouts import LineRule
from domain.words import DocumentType
from extractors.layouts.kinds import Value
from extractors.recognition.entries import Entry, kind_of
from extractors.recognition.pieces import Piece
from extractors.recognition.words import fold

ZERO = Decimal(0)
_AMOUNTS = ("gross_amount", "discount_amount", "deduction_amount", "net_amount")
_EDGES = " .,;:"
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(slots=True)
class LineReading:
    """Lines in document order, the rows they took, and what nothing explains."""

    entries: list[Entry] = field(default_factory=list)
    at: list[int] = field(default_factory=list)
    """First row of each entry."""
    sums: list[Decimal] = field(default_factory=list)
    """Amounts of rows that only sum up lines."""
    problems: list[str] = field(default_factory=list)
    kinds: list[DocumentType | None] = field(default_factory=list)
    """What each entry is by the table that it stands in; empty where no table says so."""
    header_rows: int = 0
    """How many header rows of the layout were found; 0 for a layout without."""


Cells = Mapping[str, tuple[Value, tuple[Piece, ...]]]
"""What one record states, by field, with the pieces it was read from."""


def entry_of(rule: LineRule, cells: Cells, said: str, rows_said: str) -> Entry:
    """Make an entry of what a record states; `rows_said` are the words of all its rows."""
    entry = Entry(said=rows_said)
    entry.number = _text(cells, "document_number")
    entry.po = _text(cells, "po_number")
    entry.reason = _text(cells, "deduction_reason")
    day = cells.get("document_date")
    entry.day = day[0] if day and not isinstance(day[0], Decimal | str) else None
    entry.gross, entry.net = _amount(cells, "gross_amount"), _amount(cells, "net_amount")
    entry.discount, entry.deduction = _reductions(
        entry, _amount(cells, "discount_amount"), _amount(cells, "deduction_amount")
    )
    if rule.reverse:
        entry.gross = -entry.gross if entry.gross is not None else None
        entry.net = -entry.net if entry.net is not None else None
    if entry.gross is not None and entry.net is not None and not rule.unexplained:
        entry.problems += _gap(entry)
    if entry.deduction and not entry.reason and any(cell.field == "deduction_reason" for cell in rule.cells):
        entry.problems.append(f"{entry.number or 'A line'} has a deduction, but not the reason beside it.")
    entry.problems += _words_with_amounts(entry, cells)
    type_text = _text(cells, "document_type") or ""
    entry.kind = _kind(rule, entry, type_text, said)
    if fold(type_text) and fold(type_text) not in dict(rule.types) and kind_of(Entry(), type_text) is None:
        entry.problems.append(f'{entry.number or "A line"} is of a type that was not taught: "{type_text}".')
    if entry.kind is None and entry.net is None and (entry.gross or ZERO) < 0:
        entry.kind = DocumentType.CREDIT_NOTE
    entry.pieces = [piece for _, pieces in cells.values() for piece in pieces]
    for name in ("payment_reference", "currency", "payment_date", "payer_name"):
        if name in cells:
            entry.extras[name] = str(cells[name][0])
    return entry


def _words_with_amounts(entry: Entry, cells: Cells) -> list[str]:
    """Name words in the cells of amounts of a line that is reduced without a reason: they may be it."""
    if not entry.deduction or entry.reason:
        return []
    pieces = [piece for name, (_, held) in cells.items() if name in _AMOUNTS for piece in held]
    words = [
        piece.text
        for piece in pieces
        if _LETTERS.search(piece.text)
        and piece.text not in CODES
        and not is_amount_like(piece.text.strip(_EDGES))
    ]
    return [f'"{word}" stands with an amount of {entry.number} and was not read.' for word in words[:1]]


def _gap(entry: Entry) -> list[str]:
    """Name a difference between gross and net that no value of the line explains."""
    less = (entry.discount or ZERO) + (entry.deduction or ZERO)
    if entry.gross is None or entry.net is None or abs(entry.gross) - less == abs(entry.net):
        return []
    return (
        []
        if entry.gross - less == entry.net
        else [f"{entry.number or 'A line'} pays another amount than its gross, and no column says why."]
    )


def _kind(rule: LineRule, entry: Entry, type_text: str, said: str) -> DocumentType | None:
    taught = dict(rule.types)
    for text in (type_text, said):
        kind = taught.get(fold(text)) if text else None
        if kind is not None:
            return kind
    kind = kind_of(entry, type_text)
    letters = series_of(entry.number or "")
    if kind is not None and letters and fold(letters) in taught:
        return kind_of(replace(entry, number=None), type_text)
    return kind


def series_of(number: str) -> str:
    """Return the letters that a document number begins with: "AB" of "AB 26 4711"."""
    found = _LETTERS.match(number)
    return found.group() if found else ""


def _reductions(
    entry: Entry, discount: Decimal | None, deduction: Decimal | None
) -> tuple[Decimal | None, Decimal | None]:
    """Give both their sign: positive where they reduce, as the line's own equation says where it is whole."""
    choices = [
        (one, other)
        for one in ((abs(discount), -abs(discount)) if discount else (discount,))
        for other in ((abs(deduction), -abs(deduction)) if deduction else (deduction,))
    ]
    if entry.gross is not None and entry.net is not None:
        for one, other in choices:
            if entry.gross - (one or ZERO) - (other or ZERO) == entry.net:
                entry.equation = True
                return one, other
            if abs(entry.gross) - (one or ZERO) - (other or ZERO) == abs(entry.net):
                return one, other
        if discount or deduction:
            entry.equation = False
    return choices[0]


def _text(cells: Cells, name: str) -> str | None:
    held = cells.get(name)
    return str(held[0]) if held else None


def _amount(cells: Cells, name: str) -> Decimal | None:
    held = cells.get(name)
    return held[0] if held and isinstance(held[0], Decimal) else None

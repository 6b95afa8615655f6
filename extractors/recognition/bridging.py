"""Closes the gap between the lines and the stated total: a table of deductions, rows under a subtotal."""

from collections.abc import Sequence
from decimal import Decimal

from domain.dialect import Dialect, parse_amount
from domain.dialect_numbers import is_amount_like
from domain.words import DocumentType
from extractors.recognition.entries import Entry
from extractors.recognition.numbers import looks_like_number
from extractors.recognition.pieces import Row, split_typed
from extractors.recognition.signs import total_of, turn
from extractors.recognition.tables import Stated
from extractors.recognition.words import starts_with

_SUMS = ("total", "subtotal", "carried", "opening")
_MOST = 6
"""Rows between a subtotal and the total."""


def bridged(
    entries: list[Entry],
    tables: Sequence[Sequence[Entry]],
    rows: Sequence[Row],
    stated: Sequence[Stated],
    dialect: Dialect,
) -> list[Entry]:
    """Return the lines with what makes them the total that is stated; as they are where nothing does.

    `tables` are the lines of each table, `rows` those that no table took.
    """
    totals = {item.amount for item in stated if item.kind in ("total", "label")}
    whole = total_of(entries)
    if not entries or not totals or whole in totals:
        return entries
    if _taken_off(tables, whole, totals):
        return entries
    detailed = _detailed(entries, totals)
    if detailed:
        return detailed
    subtotals = {item.amount for item in stated if item.kind == "subtotal"}
    if whole not in subtotals:
        return entries
    added = [entry for row in rows if (entry := _nameless(row, dialect)) is not None]
    if not 0 < len(added) <= _MOST or whole + total_of(added) not in totals:
        return entries
    return [*entries, *added]


def _detailed(entries: list[Entry], totals: set[Decimal]) -> list[Entry]:
    """Return the lines with what is listed behind the total in place of the one sum taken off; [] without."""
    for at, one in enumerate(entries):
        behind = entries[at + 1 :]
        if (one.net or 0) >= 0 or not behind or not all((entry.net or 0) > 0 for entry in behind):
            continue
        if total_of(behind) != -(one.net or 0) or total_of(entries[: at + 1]) not in totals:
            continue
        for entry in behind:
            turn(entry)
            entry.kind, entry.gross = DocumentType.DEDUCTION, None
            entry.problems.append(
                f"{entry.number or 'A deduction'} is listed apart; is its reason read right?"
            )
        return [*entries[:at], *behind]
    return []


def _taken_off(tables: Sequence[Sequence[Entry]], whole: Decimal, totals: set[Decimal]) -> bool:
    """Turn the one later table whose amounts, taken off, make the total."""
    fitting = [
        table
        for table in tables[1:]
        if table and whole - 2 * total_of(table) in totals and all((entry.net or 0) > 0 for entry in table)
    ]
    if len(fitting) != 1:
        return False
    for entry in fitting[0]:
        turn(entry)
        entry.kind = DocumentType.DEDUCTION
        entry.gross = None
    return True


def _nameless(row: Row, dialect: Dialect) -> Entry | None:
    """Return the deduction that a row of words and one negative amount states, None for any other row."""
    pieces = [part for piece in row.pieces for part in split_typed(piece)]
    amounts = [
        (piece.number if piece.number is not None else parse_amount(piece.text, dialect), piece)
        for piece in pieces
        if piece.number is not None or is_amount_like(piece.text)
    ]
    words = [piece.text for piece in pieces if any(map(str.isalpha, piece.text))]
    if len(amounts) != 1 or not words or any(starts_with(words[0], kind) for kind in _SUMS):
        return None
    amount = amounts[0][0]
    if amount is None or amount >= 0 or any(looks_like_number(text) for text in words[0].split()):
        return None
    reason = " ".join(words[0].split())
    return Entry(
        net=amount, kind=DocumentType.DEDUCTION, reason=reason, said=row.text, pieces=list(row.pieces)
    )

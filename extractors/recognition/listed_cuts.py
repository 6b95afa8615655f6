"""Gives lines what a list of its own says was taken off them, and why: "10  1,671.41  pallets missing"."""

from collections.abc import Sequence
from decimal import Decimal

from domain.dialect import Dialect, parse_amount
from domain.dialect_dates import is_date_like
from domain.dialect_numbers import is_amount_like
from extractors.recognition.entries import Entry
from extractors.recognition.pieces import Piece, Row, split_typed
from extractors.recognition.words import components

_ZERO = Decimal(0)


def take_listed_cuts(entries: Sequence[Entry], rows: Sequence[Row], dialect: Dialect) -> None:
    """Write deduction and reason into lines that are paid with less than was billed, and say not why.

    A row of `rows` tells it that names the line, by its number or by a cell of its own ("Item 10"), and whose
    one amount is what the line lacks.
    """
    for entry in entries:
        if (short := _short(entry)) is None:
            continue
        telling = [row for row in rows if _amounts(row, dialect) == [short] and _named(row, entry)]
        reason = entry.reason or (_reason(telling[0], entry) if len(telling) == 1 else None)
        if len(telling) == 1 and reason and "DISCOUNT" not in components(reason)[0]:
            entry.deduction, entry.reason, entry.equation = short, reason, True
            entry.pieces += telling[0].pieces


def _short(entry: Entry) -> Decimal | None:
    """Return what a line is paid less than billed, None where it is not or its row says why."""
    if entry.gross is None or entry.net is None or entry.discount or entry.deduction:
        return None
    short = entry.gross - entry.net
    return short if _ZERO < short < entry.gross else None


def _amounts(row: Row, dialect: Dialect) -> list[Decimal]:
    found = [
        piece.number if piece.number is not None else parse_amount(piece.text, dialect)
        for piece in _parts(row)
        if piece.number is not None or (is_amount_like(piece.text) and not piece.text.isdigit())
    ]
    return [abs(amount) for amount in found if amount is not None]


def _parts(row: Row) -> list[Piece]:
    return [part for piece in row.pieces for part in split_typed(piece)]


def _keys(entry: Entry) -> set[str]:
    texts = {piece.text.strip() for piece in entry.pieces} | {entry.number or ""}
    return {
        text
        for text in texts
        if any(map(str.isdigit, text))
        and not is_date_like(text)
        and (text.isdigit() or not is_amount_like(text))
    }


def _named(row: Row, entry: Entry) -> bool:
    words = {word.strip(" ,;:.()") for part in _parts(row) for word in (part.text, *part.text.split())}
    return bool(words & _keys(entry))


def _reason(row: Row, entry: Entry) -> str | None:
    """Return the one text of a row that is neither the line's name nor an amount."""
    keys = _keys(entry)
    texts = [" ".join(piece.text.split()) for piece in row.pieces]
    worded = [
        text
        for text in texts
        if any(map(str.isalpha, text)) and not keys & set(text.split()) and not _holds_money(text)
    ]
    return worded[0] if len(worded) == 1 else None


def _holds_money(text: str) -> bool:
    return any(is_amount_like(word) and not word.isdigit() for word in text.split())

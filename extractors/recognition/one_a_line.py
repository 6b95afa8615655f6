"""Puts cells of a table that were pasted one under another back into rows: all headers, then cell by cell."""

from collections.abc import Sequence
from dataclasses import replace

from domain.dialect_dates import is_date_like
from domain.dialect_numbers import is_amount_like
from extractors.recognition.headers import AMOUNTS
from extractors.recognition.numbers import looks_like_number
from extractors.recognition.pieces import Piece, Row, is_typed
from extractors.recognition.words import column_meaning

_NUMBERS = frozenset({"your_number", "number", "reference"})
_FEWEST, _MOST = 2, 10
"""Columns of such a table."""
_LONG = 4
"""In words: no number of a document."""
_STEP, _WIDTH = 60.0, 50.0
"""How far apart its columns are set, and how wide."""


def rejoined(rows: Sequence[Row]) -> list[Row]:
    """Return the rows; headers that stand one under another, and the cells under them, as a table's rows.

    Only where number, days and amounts of every row stand where the headers say.
    """
    told: list[Row] = []
    at = 0
    while at < len(rows):
        told.append(rows[at])
        at += 1
        if not _may_begin(rows, at):
            continue
        columns = _columns(rows, at)
        count = _count(rows, at, columns)
        if count:
            size = len(columns)
            told[-size:] = [_row(rows[at - size : at])]
            told += [_row(rows[at + size * n : at + size * (n + 1)]) for n in range(count)]
            at += size * count
    return told


def _may_begin(rows: Sequence[Row], at: int) -> bool:
    """Tell whether the first cell under headers may stand there: a number, cells under it, words above."""
    if not _FEWEST <= at < len(rows) - 1 or not _is_number(_cell(rows[at])):
        return False
    return bool(_cell(rows[at + 1])) and all(_is_words(_cell(rows[at - back])) for back in (1, 2))


def _columns(rows: Sequence[Row], at: int) -> list[str]:
    """Return what the headers right above a row mean; [] where they do not make those of a table."""
    concepts: list[str] = []
    for back in range(1, min(_MOST, at) + 1):
        text = _cell(rows[at - back])
        meaning = column_meaning(text.rstrip(" :")) if _is_words(text) else None
        if meaning is None or meaning.concept in concepts:
            break
        concepts.insert(0, meaning.concept)
        if meaning.concept in _NUMBERS and len(concepts) >= _FEWEST and set(concepts) & AMOUNTS:
            return concepts
    return []


def _count(rows: Sequence[Row], at: int, columns: Sequence[str]) -> int:
    """Return how many records follow, 0 where the cells behind them begin one that does not fit."""
    count, size = 0, len(columns)
    while size and _fit(rows[at : at + size], columns):
        count, at = count + 1, at + size
    goes_on = size and at < len(rows) and _is_number(_cell(rows[at]))
    return 0 if goes_on else count


def _fit(cells: Sequence[Row], columns: Sequence[str]) -> bool:
    return len(cells) == len(columns) and all(
        _fits(_cell(cell), concept) for cell, concept in zip(cells, columns, strict=True)
    )


def _fits(text: str, concept: str) -> bool:
    if concept in AMOUNTS:
        return is_amount_like(text)
    if concept in _NUMBERS:
        return _is_number(text)
    if concept.endswith("_date"):
        return is_date_like(text)
    return bool(text) and not is_amount_like(text)


def _cell(row: Row) -> str:
    return row.pieces[0].text.strip() if len(row.pieces) == 1 else ""


def _is_number(text: str) -> bool:
    """Tell whether a cell holds a document's number, its series before it or not: "FT A26/19764"."""
    words = text.split()
    return 0 < len(words) < _LONG and looks_like_number(words[-1]) and not is_typed(text)


def _is_words(text: str) -> bool:
    return bool(text) and not any(map(str.isdigit, text))


def _row(cells: Sequence[Row]) -> Row:
    pieces = tuple(_placed(cell.pieces[0], number) for number, cell in enumerate(cells))
    return Row(pieces, cells[0].page, cells[0].top, cells[-1].bottom, ruled=True)


def _placed(piece: Piece, number: int) -> Piece:
    return replace(piece, left=number * _STEP, right=number * _STEP + _WIDTH)

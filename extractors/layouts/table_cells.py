"""Reads the cells of a taught table as what their fields hold."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from domain.dialect import Dialect
from domain.layouts import CellRule
from extractors.layouts.kinds import (
    KIND_OF,
    Kind,
    Value,
    fits_form,
    plain_text,
    read_piece,
    read_text,
    squeezed,
)
from extractors.layouts.sight import label_runs, words_in
from extractors.layouts.table_grid import Grid
from extractors.recognition.entries import amount_in, day_in
from extractors.recognition.numbers import number_in
from extractors.recognition.pieces import Piece, split_typed
from extractors.recognition.words import fold

_TALLEST = 8
"""Rows of the tallest record."""


def cell_value(
    cell: CellRule, grid: Grid, index: int, dialect: Dialect, forms: Sequence[str] = ()
) -> Value | None:
    """Return what a rule reads in a row of the grid, None where the row or the value is missing."""
    if not 0 <= index < len(grid.rows):
        return None
    pieces = grid.cells[index].get(cell.column, [])
    if cell.behind >= 0:
        series = text_in(grid, index, cell.behind)
        return squeezed(series + text_in(grid, index, cell.column)) if pieces else None
    value = read_cell(cell, pieces, dialect, forms)
    return -abs(value) if cell.negative and isinstance(value, Decimal) else value


def is_blank(grid: Grid, index: int, column: int) -> bool:
    """Tell whether a cell says nothing of its own: empty, dashes, or a sign for "the same"."""
    return not any(c.isalnum() for c in text_in(grid, index, column))


def labelled_row(grid: Grid, label: str, first: int, after: int) -> int | None:
    """Return the row, from `first` up to `after`, that holds a label as whole words; None where none does."""
    rows = range(first, min(after, len(grid.rows), first + _TALLEST))
    return next((at for at in rows if f" {label} " in f" {fold(grid.rows[at].text)} "), None)


def text_in(grid: Grid, index: int, column: int) -> str:
    """Return the text of one cell of the grid, "" where it is empty."""
    return plain_text(" ".join(piece.text for piece in grid.cells[index].get(column, [])))


def read_cell(
    cell: CellRule, pieces: Sequence[Piece], dialect: Dialect, forms: Sequence[str] = ()
) -> Value | None:
    """Return the value of one field in the pieces of one cell, None where they state none."""
    kept = _behind_label(pieces, cell.label) if cell.label else list(pieces)
    if not kept:
        return None
    if cell.field == "document_type":
        return plain_text(" ".join(piece.text for piece in kept))
    kind = KIND_OF[cell.field]
    if cell.nth:
        return _nth(kind, kept, cell.nth, dialect)
    if kind is Kind.AMOUNT:
        amount = amount_in(kept, dialect)[0]
        return None if cell.zero_is_none and not amount else amount
    if kind is Kind.DAY:
        return day_in(kept, dialect)[0]
    text = "\n".join(piece.text for piece in kept)
    if kind is Kind.NUMBER:
        return _number(text, forms)
    return read_text(kind, text, dialect)


def holds_something(pieces: Sequence[Piece], dialect: Dialect) -> bool:
    """Tell whether a cell holds more than blanks, dashes or an amount of nothing."""
    text = plain_text(" ".join(piece.text for piece in pieces))
    if not any(c.isalnum() for c in text):
        return False
    amount = amount_in(pieces, dialect)[0]
    return amount is None or bool(amount)


def count_of(kind: Kind, pieces: Sequence[Piece], dialect: Dialect) -> int:
    """Return how many amounts or days a cell holds."""
    return len(_typed(kind, pieces, dialect))


def _nth(kind: Kind, pieces: Sequence[Piece], nth: int, dialect: Dialect) -> Value | None:
    found = _typed(kind, pieces, dialect)
    return found[nth - 1] if nth <= len(found) else None


def _typed(kind: Kind, pieces: Sequence[Piece], dialect: Dialect) -> list[Value]:
    """Return every amount or day in a cell, from the top left; a line of text or a typed run holds one."""
    lines = [
        replace(piece, text=line, words=piece.words if "\n" not in piece.text else ())
        for piece in pieces
        for line in piece.text.split("\n")
    ]
    parts = [part for line in lines for part in split_typed(line)]
    return [value for part in parts if (value := read_piece(kind, part, dialect)) is not None]


def _number(text: str, forms: Sequence[str]) -> str | None:
    whole = plain_text(text)
    for tried in (whole, squeezed(text)):
        if tried and fits_form(tried, forms):
            return tried
    words = words_in(whole)
    for first in range(len(words)):
        for after in range(len(words), first, -1):
            part = whole[words[first][1] : words[after - 1][2]].strip(" ,;:()[]")
            if part and fits_form(part, forms):
                return part
    return number_in(text)[0]


def _behind_label(pieces: Sequence[Piece], label: str) -> list[Piece]:
    kept: list[Piece] = []
    found = False
    for piece in pieces:
        if found:
            kept.append(piece)
            continue
        for run in label_runs(piece.text, label):
            found = True
            words = words_in(piece.text)
            if run.after < len(words):
                text = piece.text[words[run.after][1] :].strip(" ,;:=")
                kept.append(Piece(text, piece.left, piece.right, piece.page, piece.box, piece.cell))
            break
    return kept

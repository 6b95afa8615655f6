"""Makes a page of a sheet's cells: hidden rows and columns closed up, each cell with its address."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import groupby

from domain.errors import ReadingError
from domain.pages import Cell, Page, Table, Token
from extractors.geometry.words import seen_lines
from extractors.limits import check_rows
from extractors.number_formats import decimal_of, shown_day, shown_number

MOST_CELLS = 400_000
"""Filled cells of one workbook that are read."""
MOST_COLUMNS = 16_384
MOST_ROWS = 1_048_576

Place = tuple[int, int]
"""(row, column) in the sheet, from 0."""
Shown = tuple[str, Decimal | None, date | None]
"""(text as displayed, number, day) of a cell's value."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One visible sheet as its file gives it."""

    title: str
    cells: Mapping[Place, Shown]
    """Filled cells."""
    spans: Mapping[Place, tuple[int, int]]
    """(rows, columns) that a merged cell covers."""
    hidden_rows: Collection[int] = ()
    hidden_columns: Collection[int] = ()
    problems: tuple[str, ...] = ()


def pages_of(sheets: Iterable[Sheet], name: str) -> tuple[Page, ...]:
    """Return one Page a sheet. Raises ReadingError (empty, too_large) where none or too much is shown."""
    pages = tuple(page_of(sheet, number) for number, sheet in enumerate(sheets, 1))
    check_rows(sum(page.text.count("\n") + 1 for page in pages), name)
    if not any(page.tokens or page.problems for page in pages):
        raise ReadingError("empty", f"{name} shows no values; ask the sender what was meant to be in it.")
    return pages


def page_of(sheet: Sheet, number: int) -> Page:
    """Return the sheet as a page; `ref` of a cell is its place in the sheet, "Sheet1!C7"."""
    cells = _visible_cells(sheet)
    tokens = tuple(Token(cell.text, row=cell.row, column=cell.column) for cell in cells)
    rows = max((cell.row + cell.row_span for cell in cells), default=0)
    columns = max((cell.column + cell.column_span for cell in cells), default=0)
    tables = (Table(cells, rows, columns, sheet.title),) if cells else ()
    return Page(number, tokens, tables=tables, text=_text(cells), name=sheet.title, problems=sheet.problems)


def check_cells(count: int, name: str) -> None:
    """Raise ReadingError(too_large) when a workbook has more filled cells than are read."""
    if count > MOST_CELLS:
        raise ReadingError("too_large", f"{name} has more than {MOST_CELLS} cells; ask for a shorter sheet.")


def shown(value: object, code: str = "General") -> Shown:
    """Return what a cell shows of its value under its number format."""
    if isinstance(value, bool):
        return str(value).upper(), None, None
    if isinstance(value, int | float):
        number = decimal_of(value)
        return (str(value), None, None) if number is None else (shown_number(number, code), number, None)
    if isinstance(value, datetime):
        return shown_day(value, code), None, value.date()
    if isinstance(value, date | time):
        return shown_day(value, code), None, value if isinstance(value, date) else None
    if isinstance(value, timedelta):
        return str(value), None, None
    return seen_lines(str(value).replace("\r\n", "\n").replace("\r", "\n")), None, None


def address(row: int, column: int) -> str:
    """Return how people name a cell, "C7"; row and column from 0."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row + 1}"


def unsaved_results(title: str, places: Sequence[str], name: str) -> str:
    """Return the problem of formulas whose results the file does not hold; `places` are addresses."""
    more = f" and {len(places) - 3} more" if len(places) > 3 else ""
    where = ", ".join(f"{title}!{place}" for place in places[:3]) + more
    return (
        f"no_value: {name} holds formulas without their results at {where}; "
        "open it in a spreadsheet program, save it and read it again."
    )


def _visible_cells(sheet: Sheet) -> tuple[Cell, ...]:
    hidden_rows, hidden_columns = sorted(set(sheet.hidden_rows)), sorted(set(sheet.hidden_columns))
    rows_hidden, columns_hidden = set(hidden_rows), set(hidden_columns)
    cells = []
    for (row, column), (text, number, day) in sorted(sheet.cells.items(), key=_place):
        if not text or row in rows_hidden or column in columns_hidden:
            continue
        down, right = sheet.spans.get((row, column), (1, 1))
        cells.append(
            Cell(
                row - bisect_left(hidden_rows, row),
                column - bisect_left(hidden_columns, column),
                text,
                _length(row, down, hidden_rows),
                _length(column, right, hidden_columns),
                ref=f"{sheet.title}!{address(row, column)}",
                number=number,
                day=day,
            )
        )
    return tuple(cells)


def _place(item: tuple[Place, Shown]) -> Place:
    return item[0]


def _length(first: int, count: int, hidden: list[int]) -> int:
    """Return how many of the rows or columns from the first on are shown, at least 1."""
    return max(1, count - (bisect_left(hidden, first + count) - bisect_left(hidden, first)))


def _text(cells: Iterable[Cell]) -> str:
    return "\n".join(
        "  ".join(" ".join(cell.text.split()) for cell in row)
        for _, row in groupby(cells, key=lambda cell: cell.row)
    )

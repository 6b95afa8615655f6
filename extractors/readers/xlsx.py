"""Reads XLSX workbooks: every visible sheet a page with one table of its visible cells, values only."""

import io
import warnings
import zipfile
from bisect import bisect_left
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from domain.errors import ReadingError
from domain.pages import Cell, Page, Table, Token
from domain.words import Medium
from extractors.archives import check_office_file
from extractors.geometry.words import seen_lines
from extractors.limits import check_pages
from extractors.number_formats import decimal_of, shown_day, shown_number

_MOST_CELLS = 400_000


class XlsxReader:
    """The reader of Excel workbooks; macros are never run, formulas show the value that was saved."""

    name = "xlsx"
    medium = Medium.SHEET
    content_types = frozenset(
        {
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.ms-excel.sheet.macroenabled.12",
        }
    )

    def read(self, content: bytes, name: str) -> tuple[Page, ...]:
        """Return one Page a visible sheet. Raises ReadingError: empty, broken, encrypted, too_large."""
        check_office_file(content, name)
        sheets = [sheet for sheet in _workbook(content, name).worksheets if sheet.sheet_state == "visible"]
        check_pages(len(sheets), name, "sheets")
        if sum(len(sheet._cells) for sheet in sheets) > _MOST_CELLS:
            raise ReadingError(
                "too_large", f"{name} has more than {_MOST_CELLS} cells; ask for a shorter sheet."
            )
        pages = tuple(_page(sheet, number) for number, sheet in enumerate(sheets, 1))
        if not any(page.tokens for page in pages):
            raise ReadingError("empty", f"{name} shows no values; ask the sender what was meant to be in it.")
        return pages


def _workbook(content: bytes, name: str) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # they tell of styles and extensions that values do not need
            return openpyxl.load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
    except (
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        SyntaxError,
    ) as error:
        raise ReadingError(
            "broken",
            f"{name} is not a workbook that can be read ({type(error).__name__}); save it again as XLSX.",
        ) from error


def _page(sheet: Worksheet, number: int) -> Page:
    cells = _cells(sheet)
    tokens = tuple(Token(cell.text, row=cell.row, column=cell.column) for cell in cells)
    rows = max((cell.row + cell.row_span for cell in cells), default=0)
    columns = max((cell.column + cell.column_span for cell in cells), default=0)
    tables = (Table(cells, rows, columns, sheet.title),) if cells else ()
    return Page(number, tokens, tables=tables, text=_text(cells), name=sheet.title)


def _text(cells: Iterable[Cell]) -> str:
    rows: dict[int, list[str]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(" ".join(cell.text.split()))
    return "\n".join("  ".join(row) for row in rows.values())


def _cells(sheet: Worksheet) -> tuple[Cell, ...]:
    """Return the filled visible cells, hidden rows and columns closed up; `ref` is the place in the sheet."""
    hidden_rows = sorted(index for index, row in sheet.row_dimensions.items() if row.hidden)
    hidden_columns = _hidden_columns(sheet)
    spans = _spans(sheet, hidden_rows, hidden_columns)
    cells = []
    for (row, column), cell in sorted(sheet._cells.items()):
        value = cell.value
        if value is None or _in(row, hidden_rows) or _in(column, hidden_columns):
            continue
        text, number, day = _shown(value, cell.number_format)
        if text:
            place = row - 1 - bisect_left(hidden_rows, row), column - 1 - bisect_left(hidden_columns, column)
            ref = f"{sheet.title}!{get_column_letter(column)}{row}"
            down, right = spans.get((row, column), (1, 1))
            cells.append(Cell(*place, text, down, right, None, ref, number, day))
    return tuple(cells)


def _hidden_columns(sheet: Worksheet) -> list[int]:
    hidden: set[int] = set()
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden and dimension.min and dimension.max:
            hidden.update(range(dimension.min, min(dimension.max, 16_384) + 1))
    return sorted(hidden)


def _in(index: int, ordered: list[int]) -> bool:
    at = bisect_left(ordered, index)
    return at < len(ordered) and ordered[at] == index


def _spans(
    sheet: Worksheet, hidden_rows: list[int], hidden_columns: list[int]
) -> dict[tuple[int, int], tuple[int, int]]:
    def length(first: int, last: int, hidden: list[int]) -> int:
        return max(1, last - first + 1 - (bisect_left(hidden, last + 1) - bisect_left(hidden, first)))

    return {
        (merged.min_row, merged.min_col): (
            length(merged.min_row, merged.max_row, hidden_rows),
            length(merged.min_col, merged.max_col, hidden_columns),
        )
        for merged in sheet.merged_cells.ranges
    }


def _shown(value: object, code: str) -> tuple[str, Decimal | None, date | None]:
    """Return (text as displayed, number, day) of a cell's value."""
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
    return seen_lines(str(value).replace("\r\n", "\n")), None, None


PLUGIN = XlsxReader()

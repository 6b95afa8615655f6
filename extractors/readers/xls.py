"""Reads old Excel workbooks (BIFF): every visible sheet a page, values as their number formats show them."""

import io
import struct
from collections.abc import Iterator
from typing import Any

import xlrd

from domain.errors import ReadingError
from domain.pages import Page
from domain.words import Medium
from extractors.limits import check_pages
from extractors.office.macros import macros_problem
from extractors.office.sheets import MOST_CELLS, Place, Sheet, Shown, check_cells, pages_of, shown

_WHAT_IT_RAISES = (
    xlrd.XLRDError,
    xlrd.compdoc.CompDocError,
    struct.error,
    AssertionError,
    AttributeError,
    IndexError,
    KeyError,
    LookupError,
    OverflowError,
    RecursionError,
    TypeError,
    ValueError,
    ZeroDivisionError,
)
"""The library leaves damaged files to Python's own errors."""
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!"}
_VISIBLE = 0


class XlsReader:
    """The reader of workbooks of Excel 2 to 2003; macros are never run, formulas show what was saved."""

    name = "xls"
    medium = Medium.SHEET
    content_types = frozenset({"application/vnd.ms-excel"})

    def read(self, content: bytes, name: str) -> tuple[Page, ...]:
        """Return one Page a visible sheet. Raises ReadingError: empty, broken, encrypted, too_large."""
        try:
            with xlrd.open_workbook(
                file_contents=content, formatting_info=True, logfile=io.StringIO()
            ) as book:
                sheets = [sheet for sheet in book.sheets() if sheet.visibility == _VISIBLE]
                check_pages(len(sheets), name, "sheets")
                problems = _macros(content, name)
                return pages_of([_sheet(book, sheet, name, problems) for sheet in sheets], name)
        except _WHAT_IT_RAISES as error:
            raise _reading_error(error, name) from error


def _reading_error(error: Exception, name: str) -> ReadingError:
    if "encrypted" in str(error).lower() or "password" in str(error).lower():
        return ReadingError(
            "encrypted", f"{name} is protected by a password; ask the sender for an open copy."
        )
    return ReadingError(
        "broken",
        f"{name} is not a workbook that can be read ({type(error).__name__}); save it again as XLSX.",
    )


def _macros(content: bytes, name: str) -> tuple[str, ...]:
    if "_VBA_PROJECT".encode("utf-16-le") not in content:
        return ()
    return macros_problem(name)


def _sheet(book: Any, sheet: Any, name: str, problems: tuple[str, ...]) -> Sheet:
    cells: dict[Place, Shown] = {}
    for place, value in _cells(book, sheet):
        cells[place] = value
        if len(cells) > MOST_CELLS:
            check_cells(len(cells), name)
    spans = {(top, left): (bottom - top, right - left) for top, bottom, left, right in sheet.merged_cells}
    hidden_rows = [at for at, row in sheet.rowinfo_map.items() if row.hidden]
    hidden_columns = [at for at, column in sheet.colinfo_map.items() if column.hidden]
    return Sheet(sheet.name, cells, spans, hidden_rows, hidden_columns, problems)


def _cells(book: Any, sheet: Any) -> Iterator[tuple[Place, Shown]]:
    for row in range(sheet.nrows):
        values, kinds = sheet.row_values(row), sheet.row_types(row)
        for column, (value, kind) in enumerate(zip(values, kinds, strict=True)):
            if kind not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                yield (row, column), _shown(book, value, kind, sheet.cell_xf_index(row, column))


def _shown(book: Any, value: Any, kind: int, style: int) -> Shown:
    if kind == xlrd.XL_CELL_ERROR:
        return _ERRORS.get(value, "#N/A"), None, None
    if kind == xlrd.XL_CELL_BOOLEAN:
        return shown(bool(value))
    if kind == xlrd.XL_CELL_TEXT:
        return shown(value)
    code = _code(book, style)
    if kind == xlrd.XL_CELL_DATE:
        try:
            return shown(xlrd.xldate_as_datetime(value, book.datemode), code)
        except (ValueError, OverflowError):
            pass  # a number under a date's format that no date has
    return shown(value, code)


def _code(book: Any, style: int) -> str:
    try:
        return str(book.format_map[book.xf_list[style].format_key].format_str)
    except (KeyError, IndexError):
        return "General"


PLUGIN = XlsReader()

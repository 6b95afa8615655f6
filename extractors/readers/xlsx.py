"""Reads XLSX workbooks: every visible sheet a page with one table of its visible cells, values only."""

import io
import warnings
import zipfile
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from domain.pages import Page
from domain.words import Medium
from extractors.archives import check_office_file
from extractors.limits import check_pages
from extractors.office.calamined import calamined
from extractors.office.formulas import unsaved_formulas
from extractors.office.macros import macros_in
from extractors.office.sheets import MOST_COLUMNS, Sheet, check_cells, pages_of, shown, unsaved_results

_UNREADABLE = (
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    SyntaxError,
)


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
        macros = macros_in(check_office_file(content, name), name)
        try:
            book = _workbook(content)
            visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        except _UNREADABLE:
            book, visible = None, []
        if not visible:  # a form of the format that the library does not know
            return pages_of(calamined(content, name, macros), name)
        check_pages(len(visible), name, "sheets")
        check_cells(sum(len(sheet._cells) for sheet in visible), name)
        unsaved = unsaved_formulas(content)
        return pages_of(
            [_sheet(sheet, name, unsaved.get(sheet.title, []), macros) for sheet in visible], name
        )


def _workbook(content: bytes) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # they tell of styles and extensions that values do not need
        return openpyxl.load_workbook(io.BytesIO(content), data_only=True, keep_links=False)


def _sheet(sheet: Worksheet, name: str, unsaved: list[str], problems: tuple[str, ...]) -> Sheet:
    hidden_rows = {index - 1 for index, row in sheet.row_dimensions.items() if row.hidden}
    hidden_columns = _hidden_columns(sheet)
    lost = [place for place in unsaved if _is_seen(sheet, place, hidden_rows, hidden_columns)]
    return Sheet(
        sheet.title,
        {
            (row - 1, column - 1): shown(cell.value, cell.number_format)
            for (row, column), cell in sheet._cells.items()
            if cell.value is not None
        },
        {
            (merged.min_row - 1, merged.min_col - 1): (
                merged.max_row - merged.min_row + 1,
                merged.max_col - merged.min_col + 1,
            )
            for merged in sheet.merged_cells.ranges
        },
        hidden_rows,
        hidden_columns,
        (*problems, *([unsaved_results(sheet.title, lost, name)] if lost else [])),
    )


def _is_seen(sheet: Worksheet, place: str, hidden_rows: set[int], hidden_columns: set[int]) -> bool:
    cell = sheet[place]
    return cell.row - 1 not in hidden_rows and cell.column - 1 not in hidden_columns


def _hidden_columns(sheet: Worksheet) -> set[int]:
    hidden: set[int] = set()
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden and dimension.min and dimension.max:
            hidden.update(range(dimension.min - 1, min(dimension.max, MOST_COLUMNS)))
    return hidden


PLUGIN = XlsxReader()

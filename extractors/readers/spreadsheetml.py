"""Reads workbooks in the XML form of Excel 2003, which many business programs write as ".xls"."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal, InvalidOperation

import lxml.etree
from lxml.etree import _Element as Element

from domain.errors import ReadingError
from domain.pages import Page
from domain.words import Medium
from extractors.limits import check_pages
from extractors.number_formats import shown_day, shown_number
from extractors.office.sheets import (
    MOST_COLUMNS,
    MOST_ROWS,
    Place,
    Sheet,
    Shown,
    address,
    check_cells,
    pages_of,
    shown,
    unsaved_results,
)

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"
_NAMED_FORMATS = {"Standard": "#,##0.00", "Fixed": "0.00", "Currency": "#,##0.00", "Short Date": "yyyy-mm-dd"}


class SpreadsheetMlReader:
    """The reader of Excel's old XML; formulas show the value that was saved."""

    name = "spreadsheetml"
    medium = Medium.SHEET
    content_types = frozenset({"application/vnd.ms-excel+xml"})

    def read(self, content: bytes, name: str) -> tuple[Page, ...]:
        """Return one Page a visible sheet. Raises ReadingError: empty, broken, too_large."""
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise ReadingError("broken", f"{name} declares XML entities, which no office program does.")
        parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
        try:
            root = lxml.etree.fromstring(content, parser)
        except lxml.etree.XMLSyntaxError as error:
            raise ReadingError(
                "broken", f"{name} is damaged ({error.msg}); ask the sender to send it again."
            ) from error
        sheets = [sheet for sheet in root.iterfind(f"{_SS}Worksheet") if _is_shown(sheet)]
        check_pages(len(sheets), name, "sheets")
        formats = _formats(root)
        return pages_of([_sheet(sheet, formats, name) for sheet in sheets], name)


def _is_shown(sheet: Element) -> bool:
    told = sheet.findtext(f"{_EXCEL}WorksheetOptions/{_EXCEL}Visible") or ""
    return told not in ("SheetHidden", "SheetVeryHidden")


def _formats(root: Element) -> dict[str, str]:
    """Return the number format of each style."""
    found = {}
    for style in root.iterfind(f"{_SS}Styles/{_SS}Style"):
        told = style.find(f"{_SS}NumberFormat")
        code = told.get(f"{_SS}Format", "General") if told is not None else "General"
        found[style.get(f"{_SS}ID", "")] = _NAMED_FORMATS.get(code, code)
    return found


def _sheet(sheet: Element, formats: dict[str, str], name: str) -> Sheet:
    title = sheet.get(f"{_SS}Name", "")
    cells: dict[Place, Shown] = {}
    spans: dict[Place, tuple[int, int]] = {}
    hidden_rows, unsaved = set(), []
    table = sheet.find(f"{_SS}Table")
    for row, element in _placed(table, "Row", MOST_ROWS):
        if element.get(f"{_SS}Hidden") == "1":
            hidden_rows.add(row)
            continue
        for column, cell in _placed(element, "Cell", MOST_COLUMNS):
            value = _shown(cell, formats.get(cell.get(f"{_SS}StyleID", ""), "General"))
            if value is not None:
                cells[row, column] = value
            elif cell.get(f"{_SS}Formula"):
                unsaved.append(address(row, column))
            spans[row, column] = (1 + _number(cell, "MergeDown"), 1 + _number(cell, "MergeAcross"))
        check_cells(len(cells), name)
    hidden_columns = _hidden_columns(table)
    problems = (unsaved_results(title, unsaved, name),) if unsaved else ()
    return Sheet(title, cells, spans, hidden_rows, hidden_columns, problems)


def _hidden_columns(table: Element | None) -> set[int]:
    return {
        at + more
        for at, column in _placed(table, "Column", MOST_COLUMNS)
        if column.get(f"{_SS}Hidden") == "1"
        for more in range(1 + min(_number(column, "Span"), MOST_COLUMNS))
    }


def _placed(outer: Element | None, kind: str, most: int) -> Iterator[tuple[int, Element]]:
    """Yield each row, column or cell with its place: the next one, or what its Index says."""
    at = 0
    for element in outer.iterfind(f"{_SS}{kind}") if outer is not None else ():
        at = _number(element, "Index") - 1 if element.get(f"{_SS}Index") else at
        if 0 <= at < most:
            yield at, element
        at += 1 + _number(element, "MergeAcross") + _number(element, "Span")


def _shown(cell: Element, code: str) -> Shown | None:
    told = cell.find(f"{_SS}Data")
    if told is None:
        return None
    text = "".join(str(part) for part in told.itertext())
    kind = told.get(f"{_SS}Type")
    try:
        if kind == "Number" and abs((number := Decimal(text.strip())).adjusted()) < 30:
            return shown_number(number, code), number, None
        if kind == "DateTime":
            moment = datetime.fromisoformat(text.strip()[:19])
            return (
                shown_day(moment if moment.time().isoformat() != "00:00:00" else moment.date(), code),
                None,
                (moment.date()),
            )
    except (InvalidOperation, ValueError):
        pass  # shown as it is written
    return shown(text)


def _number(element: Element, attribute: str) -> int:
    told = element.get(f"{_SS}{attribute}", "0")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 8 else 0


PLUGIN = SpreadsheetMlReader()

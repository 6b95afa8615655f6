"""Reads OpenDocument sheets: every visible sheet a page, typed values with the text that is shown."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from lxml.etree import _Element as Element

from domain.pages import Page
from domain.words import Medium
from extractors.archives import check_office_file
from extractors.limits import check_pages
from extractors.office.macros import macros_problem
from extractors.office.odf import OFFICE, STYLE, TABLE, count_of, odf_content, paragraphs_in
from extractors.office.sheets import (
    MOST_COLUMNS,
    MOST_ROWS,
    Place,
    Sheet,
    Shown,
    address,
    check_cells,
    pages_of,
    unsaved_results,
)

_NUMBERS = frozenset({"float", "currency", "percentage"})
_CLOSED = frozenset({"collapse", "filter"})


class OdsReader:
    """The reader of OpenDocument sheets; formulas show the value that was saved."""

    name = "ods"
    medium = Medium.SHEET
    content_types = frozenset({"application/vnd.oasis.opendocument.spreadsheet"})

    def read(self, content: bytes, name: str) -> tuple[Page, ...]:
        """Return one Page a visible sheet. Raises ReadingError: empty, broken, encrypted, too_large."""
        entries = check_office_file(content, name)
        macros = macros_problem(name) if any(e.startswith("Basic/") for e in entries) else ()
        root = odf_content(content, name)
        unseen = _hidden_styles(root)
        tables = [
            table
            for table in root.iterfind(f"{OFFICE}body/{OFFICE}spreadsheet/{TABLE}table")
            if table.get(f"{TABLE}style-name") not in unseen
        ]
        check_pages(len(tables), name, "sheets")
        return pages_of([_Walk(name).sheet(table, macros) for table in tables], name)


def _hidden_styles(root: Element) -> set[str | None]:
    """Return the names of the table styles that are not displayed."""
    return {
        style.get(f"{STYLE}name")
        for style in root.iterfind(f"{OFFICE}automatic-styles/{STYLE}style")
        for properties in style.iterfind(f"{STYLE}table-properties")
        if properties.get(f"{TABLE}display") == "false"
    }


@dataclass(slots=True)
class _Walk:
    """Goes through one sheet's rows and writes down what is filled."""

    name: str
    cells: dict[Place, Shown] = field(default_factory=dict)
    spans: dict[Place, tuple[int, int]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    unsaved: list[Place] = field(default_factory=list)

    def sheet(self, table: Element, problems: tuple[str, ...]) -> Sheet:
        hidden_columns = _hidden_columns(table)
        row = 0
        for element in _own(table, "table-row"):
            repeated = count_of(element, f"{TABLE}number-rows-repeated", MOST_ROWS)
            filled = list(_filled(element))
            shown = element.get(f"{TABLE}visibility") not in _CLOSED
            for number in range(row, row + repeated) if filled and shown else ():
                self._take(number, filled, hidden_columns)
            if not shown and row < MOST_ROWS:
                self.hidden_rows.update(range(row, min(row + repeated, MOST_ROWS)))
            row += repeated
        title = table.get(f"{TABLE}name") or ""
        lost = [address(*place) for place in self.unsaved]
        if lost:
            problems = (*problems, unsaved_results(title, lost, self.name))
        return Sheet(title, self.cells, self.spans, self.hidden_rows, hidden_columns, problems)

    def _take(self, row: int, filled: list[tuple[int, int, Element]], hidden_columns: set[int]) -> None:
        for first, count, cell in filled:
            value = _shown(cell)
            for column in range(first, first + count):
                if value is not None:
                    self.cells[row, column] = value
                elif column not in hidden_columns:
                    self.unsaved.append((row, column))
            self.spans[row, first] = (
                count_of(cell, f"{TABLE}number-rows-spanned", MOST_ROWS),
                count_of(cell, f"{TABLE}number-columns-spanned", MOST_COLUMNS),
            )
        check_cells(len(self.cells) + len(self.unsaved), self.name)


def _own(table: Element, kind: str) -> Iterator[Element]:
    """Yield a sheet's rows or columns, in groups or not, but not those of tables inside its cells."""
    for child in table:
        if child.tag == f"{TABLE}{kind}":
            yield child
        elif (
            isinstance(child.tag, str)
            and child.tag.startswith(TABLE)
            and child.tag[len(TABLE) :]
            in (
                "table-header-rows",
                "table-rows",
                "table-row-group",
                "table-header-columns",
                "table-columns",
                "table-column-group",
            )
        ):
            yield from _own(child, kind)


def _hidden_columns(table: Element) -> set[int]:
    hidden: set[int] = set()
    at = 0
    for column in _own(table, "table-column"):
        repeated = count_of(column, f"{TABLE}number-columns-repeated", MOST_COLUMNS)
        if column.get(f"{TABLE}visibility") in _CLOSED:
            hidden.update(range(at, min(at + repeated, MOST_COLUMNS)))
        at += repeated
    return hidden


def _filled(row: Element) -> Iterator[tuple[int, int, Element]]:
    """Yield (column, repetitions, cell) of each cell that holds something, covered ones left out."""
    at = 0
    for cell in row:
        if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            continue
        repeated = count_of(cell, f"{TABLE}number-columns-repeated", MOST_COLUMNS)
        holds = len(cell) or cell.get(f"{OFFICE}value-type") or cell.get(f"{TABLE}formula")
        if holds and cell.tag == f"{TABLE}table-cell" and at < MOST_COLUMNS:
            yield at, min(repeated, MOST_COLUMNS - at), cell
        at += repeated


def _shown(cell: Element) -> Shown | None:
    """Return what a cell shows; None for a formula whose result was not saved."""
    kind = cell.get(f"{OFFICE}value-type") or ""
    text = "\n".join(paragraphs_in(cell)).strip()
    if not kind and not text and cell.get(f"{TABLE}formula"):
        return None
    if kind in _NUMBERS:
        number = _number(cell.get(f"{OFFICE}value") or "")
        return text or ("" if number is None else f"{number:f}"), number, None
    if kind == "date":
        told = cell.get(f"{OFFICE}date-value") or ""
        return text or told, None, _day(told)
    return text or cell.get(f"{OFFICE}string-value") or "", None, None


def _number(told: str) -> Decimal | None:
    try:
        number = Decimal(told)
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > 30:
        return None
    return +number if len(number.as_tuple().digits) <= 15 else Decimal(f"{float(number):.15g}")


def _day(told: str) -> date | None:
    try:
        return date.fromisoformat(told[:10])
    except ValueError:
        return None


PLUGIN = OdsReader()

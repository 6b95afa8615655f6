"""Says where on the shown documents each value stands: the id of an element, and a cut-out of its page."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.pages import Box, Document, Page, Table
from domain.remittance import Remittance
from review.values import PaymentView

MARGIN = 5.0
"""Points around a value in its cut-out."""
WIDEST_CUT = 300.0
_NAMED = re.compile(r"row (\d{1,6}) column (\d{1,6})")
_BARE = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class CutOut:
    """A piece of a page picture: `page` counted from 1, in points from the page's top left."""

    document: int
    page: int
    box: Box
    width: float
    height: float
    """Of the whole page."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: `element` is an id on the page; a cut-out where the medium has points."""

    element: str
    cut: CutOut | None = None


@dataclass(frozen=True, slots=True)
class _Stated:
    """What a reading says of one value's place."""

    key: str
    text: str
    page: int | None
    box: Box | None
    cell: str | None


def places(
    documents: Sequence[Document], payments: Sequence[Remittance], views: Sequence[PaymentView]
) -> Mapping[str, Place]:
    """Return the place of each value by the name of its input; values whose place is not shown have none."""
    found: dict[str, Place] = {}
    for view in views:
        if view.was is None or view.was >= len(payments):
            continue
        payment = payments[view.was]
        number = next((n for n, one in enumerate(documents) if one.name == payment.document), None)
        if number is None:
            continue
        sheets = _Sheets(documents[number])
        for stated in _stated(view, payment):
            place = _place(stated, number, sheets)
            if place:
                found[stated.key] = place
    return found


def row_id(document: int, page: int, row: int, table: int | None = None) -> str:
    """Return the id of a line of text, or of a row of a table."""
    return f"d{document}p{page}{'' if table is None else f't{table}'}r{row}"


def bare(text: str) -> str:
    """Return the letters and figures of a text alone, as values are held against words."""
    return _BARE.sub("", text).lower()


def _stated(view: PaymentView, payment: Remittance) -> Iterator[_Stated]:
    for value in view.fields:
        evidence = payment.fields.get(value.name)
        if evidence:
            yield _Stated(value.key, value.text, evidence.page, evidence.box, evidence.cell)
    for line in view.lines:
        if line.was is not None and line.was < len(payment.lines):
            read = payment.lines[line.was]
            text = read.document_number or (str(read.net_amount) if read.net_amount is not None else "")
            yield _Stated(line.key, text, read.page, read.box, read.cell)


@dataclass(frozen=True, slots=True)
class _Rows:
    """One table by the names of its cells and by its rows."""

    named: Mapping[str, int]
    texts: Mapping[int, list[str]]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One page as cells are looked up in it."""

    page: Page
    tables: tuple[_Rows, ...]
    lines: int
    """Lines of text; 0 where its tables are all there is, as in a sheet: its text is not shown besides."""


class _Sheets:
    """The pages of a document, each taken apart once, when a cell is first looked for."""

    def __init__(self, document: Document) -> None:
        self.pages = {page.number: page for page in reversed(document.pages)}
        self._document = document
        self._sheets: list[_Sheet] | None = None

    @property
    def sheets(self) -> list[_Sheet]:
        if self._sheets is None:
            self._sheets = [_sheet(page) for page in self._document.pages]
        return self._sheets


def _sheet(page: Page) -> _Sheet:
    only_tables = bool(page.tables) and sum(len(table.cells) for table in page.tables) >= len(page.tokens)
    return _Sheet(page, tuple(map(_rows, page.tables)), 0 if only_tables else len(page.text.splitlines()))


def _rows(table: Table) -> _Rows:
    named: dict[str, int] = {}
    texts: dict[int, list[str]] = {}
    for cell in table.cells:
        if cell.ref is not None:
            named.setdefault(cell.ref, cell.row)
        texts.setdefault(cell.row, []).append(cell.text)
    return _Rows(named, texts)


def _place(stated: _Stated, number: int, sheets: _Sheets) -> Place | None:
    if stated.box and stated.page:
        page = sheets.pages.get(stated.page)
        return Place(f"box-{stated.key}", _cut(number, page, stated.box) if page else None)
    if stated.cell:
        for sheet in sheets.sheets:
            element = _row(stated, stated.cell, number, sheet)
            if element:
                return Place(element)
    return None


def _cut(number: int, page: Page, box: Box) -> CutOut | None:
    if not page.width or not page.height:
        return None
    left, top = max(0.0, box[0] - MARGIN), max(0.0, box[1] - MARGIN)
    right, bottom = min(page.width, box[2] + MARGIN), min(page.height, box[3] + MARGIN)
    if right - left < 1 or bottom - top < 1:
        return None
    return CutOut(number, page.number, (left, top, right, bottom), page.width, page.height)


def _row(stated: _Stated, cell: str, number: int, sheet: _Sheet) -> str | None:
    """Return the row that the cell's name means: "row 3 column 1" names one of a table or a line of text."""
    page = sheet.page
    for index, rows in enumerate(sheet.tables):
        row = rows.named.get(cell)
        if row is not None and (_said(stated.text, " ".join(rows.texts[row])) or not page.text):
            return row_id(number, page.number, row, index)
    named = _NAMED.fullmatch(cell)
    if named and 0 < int(named[1]) <= sheet.lines:
        return row_id(number, page.number, int(named[1]) - 1)
    for index, rows in enumerate(sheet.tables):
        if cell in rows.named:
            return row_id(number, page.number, rows.named[cell], index)
    return None


def _said(value: str, text: str) -> bool:
    """Tell whether a row says a value, whatever signs stand between its letters and figures."""
    wanted, found = bare(value), bare(text)
    return bool(wanted) and (wanted in found or wanted.rstrip("0") in found)

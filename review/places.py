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
        for stated in _stated(view, payment):
            place = _place(stated, number, documents[number])
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


def _place(stated: _Stated, number: int, document: Document) -> Place | None:
    if stated.box and stated.page:
        page = next((one for one in document.pages if one.number == stated.page), None)
        return Place(f"box-{stated.key}", _cut(number, page, stated.box) if page else None)
    if stated.cell:
        for page in document.pages:
            element = _row(stated, number, page)
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


def _row(stated: _Stated, number: int, page: Page) -> str | None:
    """Return the row that the cell's name means: "row 3 column 1" names one of a table or a line of text."""
    for index, table in enumerate(page.tables):
        cell = next((one for one in table.cells if one.ref == stated.cell), None)
        if cell is not None and (_said(stated.text, _text(table, cell.row)) or not page.text):
            return row_id(number, page.number, cell.row, index)
    named = _NAMED.fullmatch(stated.cell or "")
    lines = page.text.splitlines()
    if named and not _only_tables(page) and 0 < int(named[1]) <= len(lines):
        return row_id(number, page.number, int(named[1]) - 1)
    for index, table in enumerate(page.tables):
        cell = next((one for one in table.cells if one.ref == stated.cell), None)
        if cell is not None:
            return row_id(number, page.number, cell.row, index)
    return None


def _only_tables(page: Page) -> bool:
    """Tell whether the tables are all there is, as in a sheet: its text is not shown besides."""
    return bool(page.tables) and sum(len(table.cells) for table in page.tables) >= len(page.tokens)


def _text(table: Table, row: int) -> str:
    return " ".join(cell.text for cell in table.cells if cell.row == row)


def _said(value: str, text: str) -> bool:
    """Tell whether a row says a value, whatever signs stand between its letters and figures."""
    wanted, found = bare(value), bare(text)
    return bool(wanted) and (wanted in found or wanted.rstrip("0") in found)

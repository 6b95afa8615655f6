"""What the document side of the item page shows: page pictures with boxes, tables of cells, plain text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.pages import Box, Document, Page, Table
from domain.remittance import Remittance
from review.values import PaymentView, State

MOST_PAGES = 25
"""Of one item on one screen; what lies beyond is in the original."""
MOST_WORDS = 6000
"""Boxes of words on one screen."""
MOST_ROWS = 400
MOST_COLUMNS = 60
MOST_TEXT = 100_000
_SHEET_CELL = re.compile(r"!([A-Z]{1,3})(\d+)$")


@dataclass(frozen=True, slots=True)
class Mark:
    """The box of a value: `key` is the name of its input."""

    key: str
    box: Box
    state: State
    title: str


@dataclass(frozen=True, slots=True)
class GridView:
    """One table: `columns` as people call them, rows with their number and (text, reference) of each cell."""

    name: str | None
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[str, str | None], ...]], ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """One page: with points a picture and boxes, else tables or text."""

    number: int
    name: str | None
    width: float | None
    height: float | None
    words: tuple[tuple[str, Box], ...] = ()
    marks: tuple[Mark, ...] = ()
    tables: tuple[GridView, ...] = ()
    text: str = ""
    cut: bool = False
    """True when not all of it is shown."""


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One document of the item; `number` is its index."""

    number: int
    name: str
    look: str
    problems: tuple[str, ...]
    pages: tuple[PageView, ...]
    hidden: int
    """How many further pages are not shown."""


def document_views(
    documents: Sequence[Document], payments: Sequence[Remittance], views: Sequence[PaymentView]
) -> tuple[DocumentView, ...]:
    """Return the documents with the boxes of the values that were read from them."""
    marks = _marks(payments, views)
    pages_left, words_left = MOST_PAGES, MOST_WORDS
    shown = []
    for number, document in enumerate(documents):
        pages = []
        for page in document.pages[:pages_left]:
            view = _page(page, marks.get((document.name, page.number), ()), words_left)
            words_left -= len(view.words)
            pages.append(view)
        pages_left -= len(pages)
        hidden = len(document.pages) - len(pages)
        shown.append(
            DocumentView(number, document.name, document.look.value, document.problems, tuple(pages), hidden)
        )
    return tuple(shown)


def _page(page: Page, marks: Sequence[Mark], words_left: int) -> PageView:
    if page.width and page.height:
        words = [(token.text, token.box) for token in page.tokens if token.box is not None]
        return PageView(
            page.number, page.name, page.width, page.height, tuple(words[:words_left]), tuple(marks)
        )
    tables = tuple(_grid(table) for table in page.tables)
    rows = sum(table.rows for table in page.tables)
    text = "" if tables else page.text
    cut = rows > MOST_ROWS or len(text) > MOST_TEXT
    return PageView(page.number, page.name, None, None, tables=tables, text=text[:MOST_TEXT], cut=cut)


def _grid(table: Table) -> GridView:
    """Return the rows that hold anything, numbered as in the sheet, columns by its letters."""
    cells: dict[int, dict[int, tuple[str, str | None]]] = {}
    columns = [str(number) for number in range(1, min(table.columns, MOST_COLUMNS) + 1)]
    rows: dict[int, str] = {}
    for cell in table.cells:
        if cell.row >= MOST_ROWS or cell.column >= MOST_COLUMNS or not cell.text:
            continue
        cells.setdefault(cell.row, {})[cell.column] = (cell.text, cell.ref)
        named = _SHEET_CELL.search(cell.ref or "")
        if named:
            columns[cell.column], rows[cell.row] = named.group(1), named.group(2)
    shown = tuple(
        (rows.get(row, str(row + 1)), tuple(held.get(column, ("", None)) for column in range(len(columns))))
        for row, held in sorted(cells.items())
    )
    return GridView(table.name, tuple(columns), shown)


def _marks(
    payments: Sequence[Remittance], views: Sequence[PaymentView]
) -> Mapping[tuple[str, int], list[Mark]]:
    """Return the boxes by document and page; a value that the form no longer holds has none."""
    found: dict[tuple[str, int], list[Mark]] = {}
    for view in views:
        if view.was is None or view.was >= len(payments):
            continue
        payment = payments[view.was]
        for value in view.fields:
            evidence = payment.fields.get(value.name)
            if evidence and evidence.box and evidence.page:
                mark = Mark(value.key, evidence.box, value.state, value.name)
                found.setdefault((payment.document, evidence.page), []).append(mark)
        for line in view.lines:
            read = payment.lines[line.was] if line.was is not None and line.was < len(payment.lines) else None
            if read and read.box and read.page:
                mark = Mark(line.key, read.box, line.state, "line")
                found.setdefault((payment.document, read.page), []).append(mark)
    return found

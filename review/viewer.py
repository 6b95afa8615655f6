"""What the document side of the item page shows: pictures with boxes, tables of cells, lines of words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.pages import Box, Document, Page, Table
from domain.remittance import Remittance, RemittanceLine
from domain.words import Medium
from pipeline.item import WorkItem
from review.doubts import State
from review.places import bare, row_id
from review.values import PaymentView

MOST_PAGES = 25
"""Of one item on one screen; what lies beyond is in the original."""
MOST_WORDS = 6000
"""Words on one screen that can be selected."""
MOST_ROWS = 400
ROWS_BEFORE = 5
"""Of a long table, before the lines in sight."""
PICTURES_AHEAD = 2
MOST_COLUMNS = 60
MOST_TEXT = 100_000
_SHEET_CELL = re.compile(r"!([A-Z]{1,3})(\d+)$")
_PIECES = re.compile(r"\s+|\S+")
_BESIDE_TABLES = frozenset({Medium.HTML, Medium.TEXT})
"""Media whose tables stand within a text."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The box of a value: `key` is the name of its input."""

    key: str
    box: Box
    state: State
    title: str


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of a table: its id, its number as people call it, (text, reference) of each cell."""

    element: str
    number: str
    cells: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class GridView:
    """One table: `columns` as people call them."""

    name: str | None
    columns: tuple[str, ...]
    rows: tuple[RowView, ...]


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text: its id, and its words with the spaces between them, in order."""

    element: str
    pieces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """One page: with points a picture and boxes, else tables or lines of text."""

    number: int
    name: str | None
    width: float | None
    height: float | None
    words: tuple[tuple[str, Box], ...] = ()
    marks: tuple[Mark, ...] = ()
    tables: tuple[GridView, ...] = ()
    lines: tuple[TextLine, ...] = ()
    text: str = ""
    """What is read aloud or copied beside a picture."""
    cut: bool = False
    """True when not all of it is shown."""


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One document of the item; `number` is its index."""

    number: int
    name: str
    look: str
    problems: tuple[str, ...]
    notes: tuple[str, ...]
    pages: tuple[PageView, ...]
    hidden: int
    """How many further pages are not shown."""

    @property
    def pictured(self) -> bool:
        """True where pages are shown as pictures, which can be turned and enlarged."""
        return any(page.width for page in self.pages)


def document_views(
    documents: Sequence[Document], payments: Sequence[Remittance], views: Sequence[PaymentView]
) -> tuple[DocumentView, ...]:
    """Return the documents with the boxes of the values that were read from them."""
    marks, near = _marks(payments, views), _near(payments, views)
    pages_left, words_left = MOST_PAGES, MOST_WORDS
    shown = []
    for number, document in enumerate(documents):
        pages = []
        lines = near.get(document.name, ())
        for page in _pages(document, lines, pages_left):
            marked = marks.get((document.name, page.number), ())
            view = _page(number, document, page, marked, words_left, lines)
            words_left -= len(view.words) + sum(len(line.pieces) for line in view.lines)
            pages.append(view)
        pages_left -= len(pages)
        shown.append(
            DocumentView(
                number,
                document.name,
                document.look.value,
                document.problems,
                document.notes,
                tuple(pages),
                len(document.pages) - len(pages),
            )
        )
    return tuple(shown)


def part_of(documents: Sequence[DocumentView]) -> str:
    """Return a text that tells whether two pages of an item show the same part of its documents."""
    every = [(one, page) for one in documents for page in one.pages]
    pages = (f"{one.number}.{page.number}" for one, page in every)
    rows = (table.rows[-1].element for _, page in every for table in page.tables if table.rows)
    return " ".join((*pages, *rows))


def first_pictures(item_id: int, item: WorkItem) -> list[str]:
    """Return the addresses of the pictures that an item's page shows first, of its first such document."""
    for number, document in enumerate(item.documents):
        pages = [page.number for page in document.pages if page.width and page.height]
        if pages:
            return [f"/items/{item_id}/documents/{number}/{page}.png" for page in pages[:PICTURES_AHEAD]]
    return []


def text_lines(document: int, page: int, text: str, most_pieces: int) -> tuple[tuple[TextLine, ...], bool]:
    """Return the lines of a text as words that can be selected, and whether some were left out."""
    lines: list[TextLine] = []
    left = most_pieces
    every = text[:MOST_TEXT].splitlines()
    for row, line in enumerate(every):
        pieces = tuple(_PIECES.findall(line.replace("\t", "    ")))
        if len(pieces) > left:
            return tuple(lines), True
        left -= len(pieces)
        lines.append(TextLine(row_id(document, page, row), pieces))
    return tuple(lines), len(text) > MOST_TEXT


def _near(payments: Sequence[Remittance], views: Sequence[PaymentView]) -> Mapping[str, list[RemittanceLine]]:
    """Return the lines in sight of payments that are not shown whole, by their document."""
    found: dict[str, list[RemittanceLine]] = {}
    for view in views:
        if not view.whole and view.was is not None and view.was < len(payments):
            payment = payments[view.was]
            numbers = (line.was for line in view.lines if line.was is not None)
            lines = [payment.lines[number] for number in numbers if number < len(payment.lines)]
            found.setdefault(payment.document, []).extend(lines)
    return found


def _pages(document: Document, lines: Sequence[RemittanceLine], most: int) -> list[Page]:
    """Return the pages that are shown: those with the lines in sight before all others, in their order."""
    wanted = {line.page for line in lines} if len(document.pages) > most else set()
    first = sorted(range(len(document.pages)), key=lambda at: document.pages[at].number not in wanted)
    return [document.pages[at] for at in sorted(first[:most])]


def _page(
    number: int,
    document: Document,
    page: Page,
    marks: Sequence[Mark],
    words_left: int,
    near: Sequence[RemittanceLine],
) -> PageView:
    if page.width and page.height:
        words = [(token.text, token.box) for token in page.tokens if token.box is not None]
        return PageView(
            page.number,
            page.name,
            page.width,
            page.height,
            tuple(words[: max(0, words_left)]),
            tuple(marks),
            text=page.text[:MOST_TEXT],
        )
    tables = tuple(_grid(number, page, index, table, near) for index, table in enumerate(page.tables))
    lines: tuple[TextLine, ...] = ()
    cut = any(table.rows > MOST_ROWS for table in page.tables)
    if not tables or document.medium in _BESIDE_TABLES:
        lines, more = text_lines(number, page.number, page.text, max(0, words_left))
        told = {bare(" ".join(text for text, _ in row.cells)) for table in tables for row in table.rows}
        lines = tuple(line for line in lines if not tables or bare("".join(line.pieces)) not in told)
        cut = cut or more
    return PageView(page.number, page.name, None, None, tables=tables, lines=lines, cut=cut)


def _grid(document: int, page: Page, index: int, table: Table, near: Sequence[RemittanceLine]) -> GridView:
    """Return the rows that hold anything, numbered as in the sheet, columns by its letters.

    Of a long table the first row and those around the lines in sight.
    """
    start = _start(table, near) if table.rows > MOST_ROWS else 0
    cells: dict[int, dict[int, tuple[str, str | None]]] = {}
    columns = [str(number) for number in range(1, min(table.columns, MOST_COLUMNS) + 1)]
    rows: dict[int, str] = {}
    for cell in table.cells:
        shown = cell.row == 0 or start <= cell.row < start + MOST_ROWS
        if not shown or cell.column >= MOST_COLUMNS or not cell.text:
            continue
        cells.setdefault(cell.row, {})[cell.column] = (cell.text, cell.ref)
        named = _SHEET_CELL.search(cell.ref or "")
        if named:
            columns[cell.column], rows[cell.row] = named.group(1), named.group(2)
    views = tuple(
        RowView(
            row_id(document, page.number, row, index),
            rows.get(row, str(row + 1)),
            tuple(held.get(column, ("", None)) for column in range(len(columns))),
        )
        for row, held in sorted(cells.items())
    )
    return GridView(table.name, tuple(columns), views)


def _start(table: Table, near: Sequence[RemittanceLine]) -> int:
    """Return the row with which a long table begins to be shown."""
    wanted = {line.cell for line in near if line.cell}
    rows = [cell.row for cell in table.cells if cell.ref in wanted] if wanted else []
    return max(0, min(rows) - ROWS_BEFORE) if rows else 0


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

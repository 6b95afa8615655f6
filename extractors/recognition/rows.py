"""One row-and-column view over all media: pages become rows of pieces, each with its place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from domain.dialect_numbers import is_amount_like
from domain.numbers import visible
from domain.pages import Box, Cell, Document, Page, Table, Token
from domain.words import Medium
from extractors.recognition.export_columns import restored
from extractors.recognition.footnotes import marks_apart
from extractors.recognition.numbered_panels import documents_below
from extractors.recognition.one_a_line import rejoined
from extractors.recognition.packed import unpacked
from extractors.recognition.panels import unfolded
from extractors.recognition.passed_on import without_mail_heads, without_what_is_answered
from extractors.recognition.pieces import Piece, Row, is_typed, joined
from extractors.recognition.spacing import grouped, with_whole_names, without_leaders
from extractors.recognition.told_payments import apart
from extractors.recognition.turned import upright

_STROKES = frozenset("|¦│║┃!")
"""Set between columns instead of a drawn line."""
_SET_BY_BLANKS = re.compile(r"\S {2,}\S")
_FIGURE = re.compile(r"\d")
_RULE_LINE = re.compile(r"^[\s\-_=*.|+~—–]+$")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows that share one horizontal scale: all pages of a PDF, one table of a sheet or mail."""

    rows: tuple[Row, ...]
    tabular: bool
    """True where columns are certain (sheets, HTML, CSV); False where words lie free."""
    name: str | None = None


def stretches_of(document: Document) -> tuple[Stretch, ...]:
    """Return the document's rows in reading order, tables on their side upright, packed values apart."""
    return tuple(
        replace(
            stretch,
            rows=tuple(rejoined(upright(apart(unpacked(marks_apart(_written_now(stretch.rows))))))),
        )
        for stretch in _as_set(document)
    )


def _written_now(rows: Sequence[Row]) -> list[Row]:
    return without_mail_heads(without_what_is_answered(rows))


def _as_set(document: Document) -> tuple[Stretch, ...]:
    if document.medium in (Medium.PDF, Medium.IMAGE):
        flow = _set_out([row for page in document.pages for row in _page_rows(page)])
        return (Stretch(tuple(flow), False),) if flow else ()
    if document.medium in (Medium.SHEET, Medium.CSV):
        tables = [_sheet_stretch(table, page.number) for page in document.pages for table in page.tables]
        return tuple(stretch for stretch in tables if stretch.rows)
    return tuple(stretch for page in document.pages for stretch in _text_stretches(page))


def _set_out(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with one document in each."""
    return documents_below(unfolded(rows))


def _sheet_stretch(table: Table, page: int) -> Stretch:
    if _is_written_out(table):
        return Stretch(tuple(_set_out(list(_written_rows(table, page)))), False, table.name)
    return Stretch(tuple(_set_out(restored(list(_table_rows(table, page))))), True, table.name)


def _page_rows(page: Page) -> list[Row]:
    tables = [table for table in page.tables if table.box and _is_whole(table)]
    inside = [table.box for table in tables if table.box]
    free = [
        token
        for token in page.tokens
        if token.box and token.text not in _STROKES and not any(_within(token.box, box) for box in inside)
    ]
    walls = _walls(page)
    rows = [row for line in _lines(free) for row in _free_row(line, page.number, walls)]
    placed = [((row.top + row.bottom) / 2, 0.0, row) for row in rows]
    for table, top in zip(tables, _tops(tables), strict=True):
        left = table.box[0] if table.box else 0.0
        placed += [
            ((row.top + row.bottom) / 2 if top is None else top, left, row)
            for row in _table_rows(table, page.number)
        ]
    return [row for _, _, row in sorted(placed, key=lambda item: item[:2])]


def _tops(tables: Sequence[Table]) -> list[float | None]:
    """Return where tables that stand side by side begin; None for one that stands alone."""
    tops: list[float | None] = []
    for table in tables:
        beside = [other.box for other in tables if other.box and table.box and _beside(other.box, table.box)]
        tops.append(min(box[1] for box in [*beside, table.box] if box) if beside else None)
    return tops


def _beside(first: Box, second: Box) -> bool:
    shared = min(first[3], second[3]) - max(first[1], second[1])
    apart = first[2] <= second[0] + 1 or second[2] <= first[0] + 1
    return apart and shared > 0.5 * min(first[3] - first[1], second[3] - second[1])


def _is_whole(table: Table) -> bool:
    """A drawn grid whose cells hold one value each; several amounts in a cell mean missing row lines."""
    for cell in table.cells:
        lines = cell.text.split("\n")
        if len(lines) > 1 and sum(is_typed(line) for line in lines) > 1:
            return False
    return table.columns > 1


def _walls(page: Page) -> list[tuple[float, float, float]]:
    """Return upright ruling lines as (x, top, bottom): words on two sides of one stay apart."""
    return [
        (rule.x0, min(rule.top, rule.bottom), max(rule.top, rule.bottom))
        for rule in page.rulings
        if not rule.horizontal and abs(rule.bottom - rule.top) > 6
    ][:400]


def _within(inner: Box, outer: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] - 1 <= x <= outer[2] + 1 and outer[1] - 1 <= y <= outer[3] + 1


def _lines(tokens: Sequence[Token]) -> list[list[Token]]:
    """Group tokens whose vertical centres agree; each line from left to right."""
    lines: list[list[Token]] = []
    for token in sorted(tokens, key=lambda t: (t.box[1] + t.box[3]) / 2 if t.box else 0):
        if lines and _same_line(lines[-1][0], token):
            lines[-1].append(token)
        else:
            lines.append([token])
    for line in lines:
        line.sort(key=lambda t: t.box[0] if t.box else 0)
    return lines


def _same_line(first: Token, second: Token) -> bool:
    if first.box is None or second.box is None:
        return False
    distance = abs((first.box[1] + first.box[3]) - (second.box[1] + second.box[3])) / 2
    return distance <= 0.4 * max(min(first.box[3] - first.box[1], second.box[3] - second.box[1]), 5.0)


def _free_row(line: list[Token], page: int, walls: list[tuple[float, float, float]]) -> Iterator[Row]:
    pieces = tuple(
        joined(group, page)
        for group in grouped(without_leaders(line), walls)
        if not _RULE_LINE.match("".join(t.text for t in group))
    )
    if pieces:
        boxes = [piece.box for piece in pieces if piece.box]
        yield Row(pieces, page, min(box[1] for box in boxes), max(box[3] for box in boxes))


def _table_rows(table: Table, page: int) -> Iterator[Row]:
    standing = sorted([*table.cells, *_spanning(table)], key=lambda c: (c.row, c.column))
    for _, cells in groupby(standing, key=lambda c: c.row):
        held = [cell for cell in cells if cell.text.strip()]
        if held:
            boxes = [cell.box for cell in held if cell.box]
            top = min((box[1] for box in boxes), default=float(held[0].row))
            bottom = max((box[3] for box in boxes), default=float(held[0].row))
            yield Row(tuple(_cell_piece(cell, page) for cell in held), page, top, bottom, ruled=True)


def _spanning(table: Table) -> Iterator[Cell]:
    """Yield what a cell over several rows says of the further ones: their order or day, never an amount."""
    for cell in table.cells:
        text = cell.text.strip()
        if cell.row_span < 2 or cell.number is not None or is_amount_like(text) or not _FIGURE.search(text):
            continue
        for row in range(cell.row + 1, cell.row + cell.row_span):
            if any(other.row == row and other.text.strip() for other in table.cells):
                yield replace(cell, row=row, row_span=1)


def _is_written_out(table: Table) -> bool:
    """One cell a row that holds the whole line, set in columns by blanks: text that came as a table."""
    rows = [cell.row for cell in table.cells if cell.text.strip()]
    return len(set(rows)) == len(rows) and any(
        _SET_BY_BLANKS.search(cell.text.strip()) for cell in table.cells
    )


def _written_rows(table: Table, page: int) -> Iterator[Row]:
    for cell in sorted((cell for cell in table.cells if cell.text.strip()), key=lambda cell: cell.row):
        if cell.number is not None or cell.day is not None or "\n" in cell.text:
            piece = _cell_piece(cell, page)
            yield Row((piece,), page, float(cell.row), float(cell.row))
            continue
        words = [
            Token(found.group(), None, cell.row, found.start()) for found in re.finditer(r"\S+", cell.text)
        ]
        row = _text_row(words, page)
        ref = cell.ref or f"row {cell.row + 1} column {cell.column + 1}"
        yield replace(row, pieces=tuple(replace(piece, cell=ref) for piece in row.pieces))


def _cell_piece(cell: Cell, page: int) -> Piece:
    text = visible(cell.text)
    left, right = float(cell.column), float(cell.column + cell.column_span)
    if cell.box:
        left, right = cell.box[0], cell.box[2]
    ref = None if cell.box else cell.ref or f"row {cell.row + 1} column {cell.column + 1}"
    words = (
        () if cell.box or "\n" in text else tuple(Token(w, None, cell.row, cell.column) for w in text.split())
    )
    return Piece(text, left + 0.01, right - 0.01, page, cell.box, ref, cell.number, cell.day, words)


def _text_stretches(page: Page) -> Iterator[Stretch]:
    """Yield free lines and tables of an HTML or text page in their order."""
    lines = [list(tokens) for _, tokens in groupby(page.tokens, key=lambda token: token.row)]
    cursor = 0
    for table in page.tables:
        held = [[cell.text for cell in row if cell.text] for row in _cells_by_row(table)]
        held = [row for row in held if row]
        start = next(
            (at for at in range(cursor, len(lines)) if [token.text for token in lines[at]] == held[0]), cursor
        )
        if start > cursor:
            yield Stretch(tuple(_text_row(line, page.number) for line in lines[cursor:start]), False)
        yield Stretch(tuple(_set_out(list(_table_rows(table, page.number)))), True, table.name)
        cursor = start + len(held)
    rest = tuple(_text_row(line, page.number) for line in lines[cursor:])
    if rest:
        yield Stretch(rest, False)


def _cells_by_row(table: Table) -> list[list[Cell]]:
    ordered = sorted(table.cells, key=lambda cell: (cell.row, cell.column))
    return [list(cells) for _, cells in groupby(ordered, key=lambda cell: cell.row)]


def _text_row(tokens: list[Token], page: int) -> Row:
    groups: list[list[Token]] = []
    for token in without_leaders(_unquoted(tokens)):
        if token.text in _STROKES:
            groups.append([])
            continue
        for part in _pipe_parts(token):
            last = groups[-1][-1] if groups and groups[-1] else None
            if (last is not None and (part.column or 0) - (last.column or 0) - len(last.text) <= 1) or (
                groups and not groups[-1]
            ):
                groups[-1].append(part)
            else:
                groups.append([part])
    pieces = tuple(
        joined(group, page)
        for group in with_whole_names([group for group in groups if group], _few_blanks)
        if not _RULE_LINE.match("".join(t.text for t in group))
    )
    row = float(tokens[0].row or 0)
    return Row(pieces, page, row, row)


def _unquoted(tokens: list[Token]) -> list[Token]:
    """Leave out the marks before a line of a mail that was passed on: "> > INV-1", ">INV-1"."""
    rest = list(tokens)
    while rest and rest[0].text.startswith(">"):
        bare = rest[0].text.lstrip(">")
        cut = len(rest[0].text) - len(bare)
        first = replace(rest[0], text=bare, column=(rest[0].column or 0) + cut)
        rest[:1] = [first] if bare else []
    return rest


def _few_blanks(left: Token, right: Token) -> bool:
    return (right.column or 0) - (left.column or 0) - len(left.text) <= 3


def _pipe_parts(token: Token) -> Iterator[Token]:
    """Part "a|b" at the pipe; other tokens stay whole."""
    if "|" not in token.text:
        yield token
        return
    for found in re.finditer(r"[^|]+", token.text):
        yield replace(
            token,
            text=found.group(),
            column=(token.column or 0) + found.start() + (2 if found.start() else 0),
        )

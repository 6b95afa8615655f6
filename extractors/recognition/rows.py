"""One row-and-column view over all media: pages become rows of pieces, each with its place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby

from domain.dialect_dates import is_date_like
from domain.dialect_numbers import is_amount_like
from domain.numbers import visible
from domain.pages import Box, Cell, Document, Page, Table, Token
from domain.words import Medium

_GAP = 0.55
"""In word heights: a wider gap between two words of a line parts two pieces."""
_RULE_LINE = re.compile(r"^[\s\-_=*.|+~—–]+$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that stands together: a cell, or words of a line without a wide gap."""

    text: str
    left: float
    right: float
    page: int
    box: Box | None = None
    cell: str | None = None
    number: Decimal | None = None
    day: date | None = None
    words: tuple[Token, ...] = ()

    @property
    def centre(self) -> float:
        """The horizontal centre."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Row:
    """The pieces of one line or table row, from left to right."""

    pieces: tuple[Piece, ...]
    page: int
    top: float = 0.0
    bottom: float = 0.0
    ruled: bool = False
    """True for a row of a drawn or given table: its cells are whole, a next row is another row."""

    @property
    def text(self) -> str:
        """The row's text, pieces parted by two blanks."""
        return "  ".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows that share one horizontal scale: all pages of a PDF, one table of a sheet or mail."""

    rows: tuple[Row, ...]
    tabular: bool
    """True where columns are certain (sheets, HTML, CSV); False where words lie free."""
    name: str | None = None


def stretches_of(document: Document) -> tuple[Stretch, ...]:
    """Return the document's rows in reading order."""
    if document.medium in (Medium.PDF, Medium.IMAGE):
        flow = [row for page in document.pages for row in _page_rows(page)]
        return (Stretch(tuple(flow), False),) if flow else ()
    if document.medium in (Medium.SHEET, Medium.CSV):
        return tuple(
            Stretch(rows, True, table.name)
            for page in document.pages
            for table in page.tables
            if (rows := tuple(_table_rows(table, page.number)))
        )
    return tuple(stretch for page in document.pages for stretch in _text_stretches(page))


def split_typed(piece: Piece) -> tuple[Piece, ...]:
    """Part a piece where an amount or date stands among other words: "INV-1 12.03.2026 1 300,00"."""
    if len(piece.words) < 2 or _typed(piece.text):
        return (piece,)
    parts: list[Piece] = []
    start = loose = 0
    while start < len(piece.words):
        size, text = _typed_run(piece.words, start)
        if size:
            parts += [_sub(piece, piece.words[loose:start])] if loose < start else []
            parts.append(replace(_sub(piece, piece.words[start : start + size]), text=text))
            loose = start + size
        start += max(size, 1)
    parts += [_sub(piece, piece.words[loose:])] if loose < len(piece.words) else []
    return tuple(parts) if parts else (piece,)


def part_of(piece: Piece, start: int, stop: int) -> Piece:
    """Return the piece made of some of its words."""
    return _sub(piece, piece.words[start:stop])


def box_around(pieces: Sequence[Piece]) -> Box | None:
    """Return the smallest box around pieces of one page, None where they have none."""
    boxes = [piece.box for piece in pieces if piece.box and piece.page == pieces[0].page]
    if not boxes:
        return None
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _typed_run(words: Sequence[Token], start: int) -> tuple[int, str]:
    """Return how many words from here are one amount or date (0: none) and its text."""
    for size in range(min(4, len(words) - start), 0, -1):
        text = " ".join(word.text for word in words[start : start + size])
        if _percent(words, start + size):
            continue
        if _typed(text):
            return size, text
        bare = text.strip("()[],;:.")
        if bare != text and bare.count(" ") == text.count(" ") and _typed(bare):
            return size, bare
    return 0, ""


def _sub(piece: Piece, words: Sequence[Token]) -> Piece:
    made = _joined(words, piece.page)
    return made if made.box or piece.cell is None else replace(made, cell=piece.cell)


def _percent(words: Sequence[Token], at: int) -> bool:
    return at < len(words) and words[at].text.startswith("%")


def _typed(text: str) -> bool:
    return is_amount_like(text) or is_date_like(text)


def _page_rows(page: Page) -> list[Row]:
    tables = [table for table in page.tables if table.box and _is_whole(table)]
    inside = [table.box for table in tables if table.box]
    free = [
        token for token in page.tokens if token.box and not any(_within(token.box, box) for box in inside)
    ]
    walls = _walls(page)
    rows = [row for line in _lines(free) for row in _free_row(line, page.number, walls)]
    for table in tables:
        rows.extend(_table_rows(table, page.number))
    return sorted(rows, key=lambda row: (row.top + row.bottom) / 2)


def _is_whole(table: Table) -> bool:
    """A drawn grid whose cells hold one value each; several amounts in a cell mean missing row lines."""
    for cell in table.cells:
        lines = cell.text.split("\n")
        if len(lines) > 1 and sum(_typed(line) for line in lines) > 1:
            return False
    return table.columns > 1


def _walls(page: Page) -> list[tuple[float, float, float]]:
    """Return the upright ruling lines as (x, top, bottom): words on two sides of one do not belong together."""
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
    groups: list[list[Token]] = []
    for token in line:
        if groups and not _parted(groups[-1][-1], token, walls):
            groups[-1].append(token)
        else:
            groups.append([token])
    pieces = tuple(
        _joined(group, page) for group in groups if not _RULE_LINE.match("".join(t.text for t in group))
    )
    if pieces:
        boxes = [piece.box for piece in pieces if piece.box]
        yield Row(pieces, page, min(box[1] for box in boxes), max(box[3] for box in boxes))


def _parted(left: Token, right: Token, walls: list[tuple[float, float, float]]) -> bool:
    if left.box is None or right.box is None:
        return True
    gap = right.box[0] - left.box[2]
    height = max(min(left.box[3] - left.box[1], right.box[3] - right.box[1]), 5.0)
    if gap > _GAP * height:
        return True
    middle = (left.box[1] + left.box[3]) / 2
    return any(
        left.box[2] - 1 <= x <= right.box[0] + 1 and top <= middle <= bottom for x, top, bottom in walls
    )


def _joined(tokens: Sequence[Token], page: int) -> Piece:
    text = visible(" ".join(token.text for token in tokens))
    boxes = [token.box for token in tokens if token.box]
    if boxes:
        box = (
            min(b[0] for b in boxes),
            min(b[1] for b in boxes),
            max(b[2] for b in boxes),
            max(b[3] for b in boxes),
        )
        return Piece(text, box[0], box[2], page, box, words=tuple(tokens))
    left = float(tokens[0].column or 0)
    right = float((tokens[-1].column or 0) + len(tokens[-1].text))
    cell = f"row {(tokens[0].row or 0) + 1} column {int(left) + 1}"
    return Piece(text, left, right, page, cell=cell, words=tuple(tokens))


def _table_rows(table: Table, page: int) -> Iterator[Row]:
    for _, cells in groupby(sorted(table.cells, key=lambda c: (c.row, c.column)), key=lambda c: c.row):
        held = [cell for cell in cells if cell.text.strip()]
        if held:
            boxes = [cell.box for cell in held if cell.box]
            top = min((box[1] for box in boxes), default=float(held[0].row))
            bottom = max((box[3] for box in boxes), default=float(held[0].row))
            yield Row(tuple(_cell_piece(cell, page) for cell in held), page, top, bottom, ruled=True)


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
        yield Stretch(tuple(_table_rows(table, page.number)), True, table.name)
        cursor = start + len(held)
    rest = tuple(_text_row(line, page.number) for line in lines[cursor:])
    if rest:
        yield Stretch(rest, False)


def _cells_by_row(table: Table) -> list[list[Cell]]:
    ordered = sorted(table.cells, key=lambda cell: (cell.row, cell.column))
    return [list(cells) for _, cells in groupby(ordered, key=lambda cell: cell.row)]


def _text_row(tokens: list[Token], page: int) -> Row:
    groups: list[list[Token]] = []
    for token in tokens:
        if token.text in ("|", "¦"):
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
        _joined(group, page)
        for group in groups
        if group and not _RULE_LINE.match("".join(t.text for t in group))
    )
    row = float(tokens[0].row or 0)
    return Row(pieces, page, row, row)


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

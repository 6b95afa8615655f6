"""Which cell of a table holds which value of the true lines, and on which row of the record."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from domain.dialect import Dialect
from domain.layouts import CellRule, LineRule
from domain.words import DocumentType
from extractors.layouts.kinds import KIND_OF, Kind, Value, read_text, same_value, squeezed
from extractors.layouts.learning_values import Values, value_key
from extractors.layouts.table_cells import cell_value, is_blank, labelled_row, text_in
from extractors.layouts.table_grid import Grid
from extractors.layouts.truth import TrueLine
from extractors.recognition.entries import Entry, kind_of
from extractors.recognition.headers import Column
from extractors.recognition.words import column_meaning, fold

OFFSETS = (0, 1, -1, 2, -2, 3)
_CODE = 3
"""Letters of a code for a type: RE, KG, CN."""


@dataclass(frozen=True, slots=True)
class Found:
    """The rows of a grid where the true lines begin; None for a line whose row is not known."""

    grid: Grid
    lines: tuple[TrueLine, ...]
    rows: tuple[int | None, ...]
    starts: frozenset[int]
    """The rows where lines begin."""
    ordered: tuple[int, ...]
    """The same rows from the top."""
    dialect: Dialect
    values: Values

    def truths(self, field: str) -> list[tuple[int, Value | None]]:
        """Return (row, true value) of the lines whose row is known."""
        return [
            (row, line.values.get(field))
            for row, line in zip(self.rows, self.lines, strict=True)
            if row is not None
        ]

    def end_of(self, row: int) -> int:
        """Return the row after the last that may belong to the line beginning at `row`."""
        at = bisect_right(self.ordered, row)
        return self.ordered[at] if at < len(self.ordered) else len(self.grid.rows)


def alignments(
    bare: LineRule, grid: Grid, lines: tuple[TrueLine, ...], dialect: Dialect
) -> Iterator[tuple[CellRule, Found]]:
    """Yield where lines may begin: the cell of the starting value and the row of each line, fullest first."""
    found = []
    values = Values(grid, dialect)
    for start, column, behind in _start_cells(len(bare.columns)):
        cell = CellRule(start, column, behind=behind)
        rows = _aligned(cell, bare, grid, lines, dialect)
        count = sum(row is not None for row in rows)
        if count >= max(1, 0.6 * len(rows)):
            worth = count - 0.5 * (start == "net_amount") - 0.2 * (behind >= 0)
            found.append((worth, cell, rows))
    for _, cell, rows in sorted(found, key=lambda item: -item[0])[:4]:
        starts = frozenset(row for row in rows if row is not None)
        yield cell, Found(grid, lines, tuple(rows), starts, tuple(sorted(starts)), dialect, values)


def best_cell(
    field: str, truths: Sequence[tuple[int, Value | None]], found: Found, width: int, *, every: bool = False
) -> CellRule | None:
    """Return the cell that reads most true values of a field right; `every`: only one that reads them all."""
    if not any(truth is not None for _, truth in truths):
        return None
    rated = []
    for offset, column in product(OFFSETS, range(width)):
        for label in _labels(field, truths, found, column, offset):
            for carry in (False, True):
                cell = CellRule(field, column, offset, label, carry=carry)
                hits, wrong = judged(cell, truths, found)
                if hits and (not every or hits == len(truths)):
                    worth = hits - 1.5 * wrong - 0.02 * abs(offset) - 0.01 * bool(label) - 0.3 * carry
                    rated.append((worth, cell))
    best = max(rated, key=lambda pair: pair[0], default=None)
    return best[1] if best is not None and best[0] > 0 else None


def judged(cell: CellRule, truths: Sequence[tuple[int, Value | None]], found: Found) -> tuple[int, int]:
    """Return how many lines the cell reads right, and how many it reads although nothing is there."""
    kind = KIND_OF[cell.field]
    hits = wrong = 0
    last: Value | None = None
    for row, truth in truths:
        at = row + cell.row
        if cell.row_label:
            labelled = labelled_row(found.grid, cell.row_label, row, found.end_of(row))
            at = labelled if labelled is not None else -1
        if not 0 <= at < len(found.grid.rows) or (cell.row and at in found.starts):
            continue
        value = found.values.read(cell, at)
        if cell.carry and value is None and is_blank(found.grid, at, cell.column):
            value = last
        last = value
        if truth is not None and same_value(kind, value, truth):
            hits += 1
        elif value is not None and not (truth is None and not value):
            wrong += 1
    return hits, wrong


def types_of(found: Found, width: int) -> tuple[tuple[tuple[str, DocumentType], ...], tuple[CellRule, ...]]:
    """Return what the texts of a column mean as types, and that column where one tells them apart."""
    known = [
        (row, line.kind)
        for row, line in zip(found.rows, found.lines, strict=True)
        if row is not None and line.kind
    ]
    best: tuple[int, int, dict[str, DocumentType]] | None = None
    for column in range(width):
        meant = _meant(found.grid, column, known)
        if not _tells_types(found.grid, column, known, meant):
            continue
        kinds = {kind for held in meant.values() for kind in held}
        clear = meant and all(len(held) == 1 for held in meant.values()) and len(meant) <= 6
        if clear and len(kinds) > 1 and (best is None or len(kinds) > best[0]):
            best = (len(kinds), column, {text: next(iter(held)) for text, held in meant.items()})
    if best is None:
        return (), ()
    return tuple(sorted(best[2].items())), (CellRule("document_type", best[1]),)


def one_type(
    found: Found, columns: Sequence[Column]
) -> tuple[tuple[tuple[str, DocumentType], ...], tuple[CellRule, ...]]:
    """Return what a column headed as that of types says where all lines are of one type."""
    for at, column in enumerate(columns):
        meaning = column_meaning(column.header)
        if meaning is None or meaning.concept != "type":
            continue
        known = [
            (row, line.kind) for row, line in zip(found.rows, found.lines, strict=True) if row is not None
        ]
        kinds = {kind for _, kind in known}
        meant = _meant(found.grid, at, [(row, kind) for row, kind in known if kind])
        kind = next(iter(kinds), None)
        if len(kinds) == 1 and kind and meant and _tells_types(found.grid, at, list(known), meant):
            return tuple(sorted((text, kind) for text in meant)), (CellRule("document_type", at),)
    return (), ()


def _tells_types(
    grid: Grid,
    column: int,
    known: Sequence[tuple[int, DocumentType | None]],
    meant: dict[str, set[DocumentType]],
) -> bool:
    """Tell a column of types from one of goods that happen to part the lines: its texts come again."""
    counts = Counter(fold(text_in(grid, row, column)) for row, _ in known)
    return all(
        counts[text] > 1 or (len(text) <= _CODE and not text.isdigit()) or kind_of(Entry(), text) in kinds
        for text, kinds in meant.items()
    )


def _start_cells(width: int) -> Iterator[tuple[str, int, int]]:
    for column in range(width):
        yield "document_number", column, -1
        yield "net_amount", column, -1
    for column in range(1, width):
        yield "document_number", column, column - 1


def _meant(
    grid: Grid, column: int, known: Sequence[tuple[int, DocumentType]]
) -> dict[str, set[DocumentType]]:
    meant: dict[str, set[DocumentType]] = {}
    for row, kind in known:
        text = fold(text_in(grid, row, column))
        if not text or (any(c.isdigit() for c in text) and len(text) > 4):
            return {}
        meant.setdefault(text, set()).add(kind)
    return meant


def _aligned(
    cell: CellRule, bare: LineRule, grid: Grid, lines: Sequence[TrueLine], dialect: Dialect
) -> list[int | None]:
    """Return for each line the first row, after that of the line before, whose cell holds its value."""
    places = _places(cell, bare, grid, dialect)
    rows: list[int | None] = []
    after = 0
    for line in lines:
        truth = line.values.get(cell.field)
        held = places.get(value_key(KIND_OF[cell.field], truth), []) if truth is not None else []
        at = bisect_left(held, after)
        hit = held[at] if at < len(held) else None
        rows.append(hit)
        after = hit + 1 if hit is not None else after
    return rows


def _places(cell: CellRule, bare: LineRule, grid: Grid, dialect: Dialect) -> dict[Hashable, list[int]]:
    """Return the rows, in order, in which the cell holds a value, by what is the same for one value."""
    kind = KIND_OF[cell.field]
    places: dict[Hashable, list[int]] = {}
    for index in range(len(grid.rows)):
        if not grid.cells[index].get(cell.column):
            continue
        value = cell_value(cell, grid, index, dialect, bare.number_forms)
        keys = {value_key(kind, value)} if value is not None else set()
        if kind is Kind.NUMBER and (joined := _wrapped(grid, index, cell.column)):
            keys.add(joined)
        for key in keys:
            places.setdefault(key, []).append(index)
    return places


def _wrapped(grid: Grid, index: int, column: int) -> str:
    """Return the text that a cell and the one under it make together, "" where one of them is empty."""
    if index + 1 >= len(grid.rows):
        return ""
    texts = [squeezed(text_in(grid, at, column)) for at in (index, index + 1)]
    return "".join(texts) if all(texts) else ""


def _labels(
    field: str, truths: Sequence[tuple[int, Value | None]], found: Found, column: int, offset: int
) -> list[str]:
    """Return "" and the words that stand before the value in the cell of the first line that holds it."""
    if offset == 0 and KIND_OF[field] is Kind.AMOUNT:
        return [""]
    for row, truth in truths:
        at = row + offset
        if truth is None or not 0 <= at < len(found.grid.rows):
            continue
        text = text_in(found.grid, at, column)
        printed = _printed(text, field, truth, found.dialect)
        if printed:
            before = fold(text[: text.index(printed)])
            return ["", before] if before and not any(c.isdigit() for c in before) else [""]
    return [""]


def _printed(text: str, field: str, truth: Value, dialect: Dialect) -> str | None:
    words = text.split()
    for first in range(len(words)):
        tail = " ".join(words[first:])
        for tried in (tail, words[first]):
            if same_value(KIND_OF[field], read_text(KIND_OF[field], tried.strip(" ,;:"), dialect), truth):
                return tried
    return None

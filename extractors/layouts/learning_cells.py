"""Which cell of a table holds which value of the true lines, and on which row of the record."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from domain.dialect import Dialect
from domain.layouts import CellRule, LineRule
from domain.words import DocumentType
from extractors.layouts.kinds import KIND_OF, Kind, Value, read_text, same_value, squeezed
from extractors.layouts.table_cells import cell_value, count_of, is_blank, labelled_row, text_in
from extractors.layouts.table_grid import Grid
from extractors.layouts.truth import TrueLine
from extractors.recognition.headers import Column
from extractors.recognition.words import column_meaning, fold

OFFSETS = (0, 1, -1, 2, -2, 3)
_AMOUNTS = ("net_amount", "gross_amount", "discount_amount", "deduction_amount")
_MEANINGS = {
    "net_amount": ("net", "amount", "total"),
    "gross_amount": ("gross", "amount"),
    "discount_amount": ("discount",),
    "deduction_amount": ("deduction",),
}
_MOST_IN_CELL = 4
_WAYS = 8


@dataclass(frozen=True, slots=True)
class Found:
    """The rows of a grid where the true lines begin; None for a line whose row is not known."""

    grid: Grid
    lines: tuple[TrueLine, ...]
    rows: tuple[int | None, ...]
    dialect: Dialect

    def truths(self, field: str) -> list[tuple[int, Value | None]]:
        """Return (row, true value) of the lines whose row is known."""
        return [
            (row, line.values.get(field))
            for row, line in zip(self.rows, self.lines, strict=True)
            if row is not None
        ]

    def end_of(self, row: int) -> int:
        """Return the row after the last that may belong to the line beginning at `row`."""
        return min((start for start in self.starts if start > row), default=len(self.grid.rows))

    @property
    def starts(self) -> frozenset[int]:
        """The rows where lines begin."""
        return frozenset(row for row in self.rows if row is not None)


def alignments(
    bare: LineRule, grid: Grid, lines: tuple[TrueLine, ...], dialect: Dialect
) -> Iterator[tuple[CellRule, Found]]:
    """Yield where lines may begin: the cell of the starting value and the row of each line, fullest first."""
    found = []
    for start, column, behind in _start_cells(len(bare.columns)):
        cell = CellRule(start, column, behind=behind)
        rows = _aligned(cell, bare, grid, lines, dialect)
        count = sum(row is not None for row in rows)
        if count >= max(1, 0.6 * len(rows)):
            worth = count - 0.5 * (start == "net_amount") - 0.2 * (behind >= 0)
            found.append((worth, cell, Found(grid, lines, tuple(rows), dialect)))
    for _, cell, rows_found in sorted(found, key=lambda item: -item[0])[:4]:
        yield cell, rows_found


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
        value = cell_value(cell, found.grid, at, found.dialect)
        if cell.carry and value is None and is_blank(found.grid, at, cell.column):
            value = last
        last = value
        if truth is not None and same_value(kind, value, truth):
            hits += 1
        elif value is not None and not (truth is None and not value):
            wrong += 1
    return hits, wrong


def amount_ways(found: Found, columns: Sequence[Column]) -> Iterator[tuple[CellRule, ...]]:
    """Yield ways to give the amounts their cells, the best-fitting first, no cell twice."""
    choices: list[list[tuple[float, tuple[CellRule, ...]]]] = []
    for field in _AMOUNTS:
        truths = found.truths(field)
        rated = _rated_amounts(field, truths, found, columns) if any(t is not None for _, t in truths) else []
        choices.append(rated or [(0.0, ())])
    ways = []
    for way in product(*choices):
        cells = tuple(cell for _, held in way for cell in held)
        if len({(cell.column, cell.row, cell.nth, cell.row_label) for cell in cells}) == len(cells):
            ways.append((sum(worth for worth, _ in way), cells))
    ways.sort(key=lambda pair: -pair[0])
    for _, best in ways[:_WAYS]:
        yield best


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
        kinds = {kind for held in meant.values() for kind in held}
        clear = meant and all(len(held) == 1 for held in meant.values()) and len(meant) <= 6
        if clear and len(kinds) > 1 and (best is None or len(kinds) > best[0]):
            best = (len(kinds), column, {text: next(iter(held)) for text, held in meant.items()})
    if best is None:
        return (), ()
    return tuple(sorted(best[2].items())), (CellRule("document_type", best[1]),)


def _start_cells(width: int) -> Iterator[tuple[str, int, int]]:
    for column in range(width):
        yield "document_number", column, -1
        yield "net_amount", column, -1
    for column in range(1, width):
        yield "document_number", column, column - 1


def _rated_amounts(
    field: str, truths: Sequence[tuple[int, Value | None]], found: Found, columns: Sequence[Column]
) -> list[tuple[float, tuple[CellRule, ...]]]:
    rated: list[tuple[float, tuple[CellRule, ...]]] = []
    for offset, column in product(OFFSETS, range(len(columns))):
        for nth in _places_in(truths, found, column, offset):
            cell = CellRule(field, column, offset, nth=nth)
            hits, wrong = judged(cell, truths, found)
            if hits:
                named = _named(field, columns[column])
                rated.append((hits - 1.5 * wrong - 0.02 * abs(offset) - 0.01 * nth + 0.3 * named, (cell,)))
    for cell in _by_row_label(field, truths, found, len(columns)):
        hits, wrong = judged(cell, truths, found)
        rated.append((hits - 1.5 * wrong - 0.3, (cell,)))
    rated.sort(key=lambda pair: -pair[0])
    kept = [pair for pair in rated[:4] if pair[0] > 0]
    return kept + _two_sided(field, truths, found, len(columns))


def _by_row_label(
    field: str, truths: Sequence[tuple[int, Value | None]], found: Found, width: int
) -> Iterator[CellRule]:
    """Yield cells whose row is known by words: "Discount" beside the amount, wherever in the record."""
    row, truth = next(((row, truth) for row, truth in truths if truth is not None), (0, None))
    if truth is None:
        return
    for at in range(row, min(found.end_of(row), row + 6, len(found.grid.rows))):
        for column in range(width):
            cell = CellRule(field, column)
            if not same_value(KIND_OF[field], cell_value(cell, found.grid, at, found.dialect), truth):
                continue
            for other in range(width):
                words = fold(text_in(found.grid, at, other)) if other != column else ""
                if words and not any(c.isdigit() for c in words):
                    yield CellRule(field, column, row_label=words)


def _places_in(truths: Sequence[tuple[int, Value | None]], found: Found, column: int, offset: int) -> range:
    """Return which amounts of a cell to try: the only one, or each of several."""
    most = max(
        (
            count_of(Kind.AMOUNT, found.grid.cells[row + offset].get(column, []), found.dialect)
            for row, _ in truths[:6]
            if 0 <= row + offset < len(found.grid.rows)
        ),
        default=0,
    )
    return range(1, min(most, _MOST_IN_CELL) + 1) if most > 1 else range(1)


def _two_sided(
    field: str, truths: Sequence[tuple[int, Value | None]], found: Found, width: int
) -> list[tuple[float, tuple[CellRule, ...]]]:
    """Return pairs of columns of which one holds what is paid, the other what counts against it."""
    if field not in ("net_amount", "gross_amount"):
        return []
    plus = [(row, truth) for row, truth in truths if truth is not None and not str(truth).startswith("-")]
    minus = [(row, truth) for row, truth in truths if truth is not None and str(truth).startswith("-")]
    if not plus or not minus:
        return []
    sides: list[list[int]] = [[], []]
    for side, wanted in enumerate((plus, minus)):
        for column in range(width):
            if judged(CellRule(field, column), wanted, found) == (len(wanted), 0):
                sides[side].append(column)
    pairs: list[tuple[float, tuple[CellRule, ...]]] = [
        (len(truths) - 0.4, (CellRule(field, first), CellRule(field, second, negative=True)))
        for first, second in product(*sides)
        if first != second
    ]
    return pairs[:2]


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
    kind = KIND_OF[cell.field]
    rows: list[int | None] = []
    after = 0
    for line in lines:
        truth = line.values.get(cell.field)
        hit = None
        for index in range(after, len(grid.rows)) if truth is not None else ():
            if not grid.cells[index].get(cell.column):
                continue
            value = cell_value(cell, grid, index, dialect, bare.number_forms)
            if same_value(kind, value, truth) or (  # type: ignore[arg-type]
                kind is Kind.NUMBER and _wraps(grid, index, cell.column, str(truth))
            ):
                hit = index
                break
        rows.append(hit)
        after = hit + 1 if hit is not None else after
    return rows


def _wraps(grid: Grid, index: int, column: int, truth: str) -> bool:
    if index + 1 >= len(grid.rows):
        return False
    texts = [squeezed(text_in(grid, at, column)) for at in (index, index + 1)]
    return all(texts) and "".join(texts) == squeezed(truth)


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


def _named(field: str, column: Column) -> float:
    meaning = column_meaning(column.header)
    if meaning is None:
        return 0.01 * (field == "net_amount") * column.right / 1000
    return 1.0 if meaning.concept in _MEANINGS[field] else -1.0

"""Which cells of a table hold the amounts: columns, several in one cell, two sides, rows known by words."""

from collections.abc import Iterator, Sequence
from itertools import product

from domain.layouts import CellRule
from extractors.layouts.kinds import KIND_OF, Kind, Value, same_value
from extractors.layouts.learning_cells import OFFSETS, Found, judged
from extractors.layouts.table_cells import cell_value, count_of, text_in
from extractors.recognition.headers import Column
from extractors.recognition.words import column_meaning, fold

_AMOUNTS = ("net_amount", "gross_amount", "discount_amount", "deduction_amount")
_MEANINGS = {
    "net_amount": ("net", "amount", "total"),
    "gross_amount": ("gross", "amount"),
    "discount_amount": ("discount",),
    "deduction_amount": ("deduction",),
}
_MOST_IN_CELL = 4
_WAYS = 8


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


def _named(field: str, column: Column) -> float:
    meaning = column_meaning(column.header)
    if meaning is None:
        return 0.01 * (field == "net_amount") * column.right / 1000
    return 1.0 if meaning.concept in _MEANINGS[field] else -1.0

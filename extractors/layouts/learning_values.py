"""What the cells of one grid state, each read once however many rules are tried on it."""

from collections.abc import Hashable
from decimal import Decimal

from domain.dialect import Dialect
from domain.layouts import CellRule
from extractors.layouts.kinds import KIND_OF, Kind, Value, squeezed
from extractors.layouts.table_cells import cell_value
from extractors.layouts.table_grid import Grid


class Values:
    """Remembers what was read in a grid: rules of several fields, rows and ways to carry share cells."""

    def __init__(self, grid: Grid, dialect: Dialect) -> None:
        self._grid = grid
        self._dialect = dialect
        self._columns: dict[Hashable, dict[int, Value | None]] = {}

    def read(self, cell: CellRule, index: int) -> Value | None:
        """Return what the rule reads in a row of the grid, whichever row of the record that is."""
        kind = KIND_OF.get(cell.field, cell.field)
        way = (kind, cell.column, cell.label, cell.zero_is_none, cell.nth, cell.negative, cell.behind)
        held = self._columns.setdefault(way, {})
        if index not in held:
            held[index] = cell_value(cell, self._grid, index, self._dialect)
        return held[index]


def value_key(kind: Kind, value: Value) -> Hashable:
    """Return what is equal for just those values that are the same: amounts without sign, words squeezed."""
    if isinstance(value, Decimal):
        return abs(value)
    if kind in (Kind.NUMBER, Kind.NAME, Kind.TEXT) and isinstance(value, str):
        return squeezed(value)
    return value

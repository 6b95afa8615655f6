"""Tells the sums of a table's other columns from those of the column that is paid."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from extractors.recognition.bodies import Record
from extractors.recognition.column_parts import Parts
from extractors.recognition.pieces import Piece, Row

if TYPE_CHECKING:
    from extractors.recognition.tables import Stated

_ZERO = Decimal(0)


def beside_what_is_paid(
    stated: Sequence["Stated"],
    table: Sequence[Record],
    parts: Parts,
    amounts: Sequence[Mapping[int, Decimal]],
) -> list[Piece]:
    """Return the cells of sums of columns that no line takes: taxes, shares, bases, rests.

    Each sums up its own column, and the sum of what is paid stands in the same row; `amounts` are those of
    the lines, by column.
    """
    paid = set(parts.roles.columns("net"))
    aside = parts.aside | set(parts.roles.columns("ignore"))
    held = {id(item.piece): item for item in stated}
    found: list[Piece] = []
    for record in table:
        sums = {
            index: [piece for piece in pieces if _sums(index, held.get(id(piece)), amounts)]
            for index, pieces in record.cells.items()
        }
        if any(sums.get(index) for index in paid):
            found += [piece for index in aside for piece in sums.get(index, ())]
    return found


def without_cells(rows: Sequence[Row], cells: Sequence[Piece]) -> list[Row]:
    """Return the rows without these cells, so that no label before them takes one of them."""
    gone = {id(piece) for piece in cells}
    return [
        replace(row, pieces=tuple(piece for piece in row.pieces if id(piece) not in gone)) for row in rows
    ]


def _sums(index: int, item: "Stated | None", amounts: Sequence[Mapping[int, Decimal]]) -> bool:
    """Tell whether a stated sum is that of a column over all lines."""
    whole = sum((values.get(index, _ZERO) for values in amounts), _ZERO)
    return item is not None and abs(item.amount) == abs(whole)

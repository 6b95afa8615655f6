"""Tells tables of documents that are not paid, or of details of those that are, from the paid ones."""

from collections.abc import Sequence
from decimal import Decimal

from extractors.recognition.pieces import Row
from extractors.recognition.scan import Part
from extractors.recognition.signs import total_of
from extractors.recognition.tables import TableReading
from extractors.recognition.words import says

_ABOVE = 2
"""In rows: so near above its table stands a title."""


def tables_aside(
    parts: Sequence[Part], tables: Sequence[tuple[Part, TableReading]], sums: Sequence[Decimal]
) -> list[TableReading]:
    """Return the tables that pay nothing, where the others alone make a sum stated outside or in the first.

    Those are tables under a title of what is not paid, and later ones that tell more of the same documents.
    """
    readings = [reading for _, reading in tables]
    stated = [item.amount for reading in readings[:1] for item in reading.stated if item.kind == "total"]
    wanted = {*sums, *stated}
    if len(tables) < 2 or _total(readings) in wanted:
        return []
    aside = [
        reading
        for at, (part, reading) in enumerate(tables)
        if at and (_is_titled(_above(parts, part)) or _tells_again(reading, readings[:at]))
    ]
    paid = [reading for reading in readings if reading not in aside and reading.entries]
    return aside if paid and _total(paid) in wanted else []


def _total(readings: Sequence[TableReading]) -> Decimal:
    return total_of([entry for reading in readings for entry in reading.entries])


def _above(parts: Sequence[Part], part: Part) -> Sequence[Row]:
    at = next(at for at, one in enumerate(parts) if one is part)
    return [*(parts[at - 1].rows if at else ()), *part.head]


def _is_titled(above: Sequence[Row]) -> bool:
    """Tell whether one of the last rows above the table, or its header, names what is not paid."""
    return any(says(row.text, "not_paid") for row in above[-_ABOVE - 1 :])


def _tells_again(reading: TableReading, before: Sequence[TableReading]) -> bool:
    numbers = {entry.number for one in before for entry in one.entries if entry.number}
    return bool(reading.entries) and all(entry.number in numbers for entry in reading.entries)

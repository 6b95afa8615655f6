"""Joins days that a narrow column cuts in two: "2026-" above its row or in it, "07-01" below."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from domain.dialect_dates import is_date_like
from extractors.recognition.headers import Column
from extractors.recognition.pieces import Piece

if TYPE_CHECKING:
    from extractors.recognition.bodies import Record

_SHORTEST = 3
"""In figures: fewer may count the lines."""
_JOINTS = ("-", "/", ".")


def days_joined(records: Sequence["Record"], columns: Sequence[Column]) -> list["Record"]:
    """Return the records; rows of nothing but a part of a day are put into the row that they lie around."""
    dated = [index for index, column in enumerate(columns) if column.concept == "document_date"]
    if len(dated) != 1:
        return list(records)
    kept: list[Record] = []
    at = 0
    while at < len(records):
        above, line = _around(records, at, dated[0])
        below = records[at + above + 1] if at + above + 1 < len(records) else None
        day = _day(records[at] if above else line, below, dated[0]) if line is not None else None
        if line is None or below is None or day is None:
            kept.append(records[at])
            at += 1
            continue
        line.cells[dated[0]] = [day]
        line.rows = [row for record in records[at : at + above + 2] for row in record.rows]
        kept.append(line)
        at += above + 2
    return kept


def is_bare(text: str) -> bool:
    """Tell figures without a word, a part of the cell above, from a note about it."""
    return sum(map(str.isdigit, text)) >= _SHORTEST and not any(map(str.isalpha, text))


def _around(records: Sequence["Record"], at: int, column: int) -> tuple[int, "Record | None"]:
    """Return how many rows above the line hold its day's first part, and the line; None without one."""
    record = records[at]
    if _is_part(record, column):
        line = records[at + 1] if at + 1 < len(records) else None
        held = line is not None and len(line.cells) > 1 and column not in line.cells
        return 1, line if held else None
    return 0, record if len(record.cells) > 1 and column in record.cells else None


def _is_part(record: "Record", column: int) -> bool:
    """Tell whether a row holds nothing but figures in the column of days."""
    return list(record.cells) == [column] and not is_date_like(record.text(column))


def _day(first: "Record | None", second: "Record | None", column: int) -> Piece | None:
    if first is None or second is None or list(second.cells) != [column]:
        return None
    upper, lower = first.text(column).strip(), second.text(column).strip()
    if is_date_like(upper) or not any(map(str.isdigit, lower)):
        return None
    whole = upper + lower if upper.endswith(_JOINTS) else f"{upper} {lower}"
    return replace(first.cells[column][0], text=whole, words=()) if is_date_like(whole) else None

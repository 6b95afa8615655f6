"""Tells by the stated sum which lines are credits where a column of codes or signs marks them."""

from collections.abc import Sequence
from decimal import Decimal

from domain.words import DocumentType
from extractors.recognition.bodies import Record
from extractors.recognition.entries import Entry
from extractors.recognition.headers import Column
from extractors.recognition.signs import total_of, turn

_LONGEST, _MOST = 2, 4
"""Letters of a code, and different codes in one column."""
_MARKING = ("type", "unknown", "ignore", "text", "debit", "credit")


def turn_marked(
    lines: Sequence[tuple[Record, Entry]], columns: Sequence[Column], sums: Sequence[Decimal]
) -> None:
    """Make credits of the lines of one code where only their taking off makes a stated sum.

    Nothing happens where no code or several do, or where a line of that code is negative already.
    """
    whole = total_of([entry for _, entry in lines])
    if whole in sums:
        return
    found: dict[frozenset[int], list[Entry]] = {}
    for index, column in enumerate(columns):
        codes = [record.text(index).strip() for record, _ in lines] if column.concept in _MARKING else []
        if not 1 < len(set(codes)) <= _MOST or any(len(code) > _LONGEST for code in codes):
            continue
        for code in set(codes):
            marked = [entry for (_, entry), said in zip(lines, codes, strict=True) if said == code]
            if whole - 2 * total_of(marked) in sums and all((entry.net or 0) > 0 for entry in marked):
                found[frozenset(map(id, marked))] = marked
    for entry in next(iter(found.values())) if len(found) == 1 else ():
        turn(entry)
        entry.kind = DocumentType.CREDIT_NOTE

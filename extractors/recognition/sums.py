"""Tells rows without a number that only sum up the lines above them, whatever words they carry."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from extractors.recognition.bodies import Record
from extractors.recognition.numbers import looks_like_number
from extractors.recognition.words import says

ZERO = Decimal(0)


def mark_sums(records: Sequence[Record], amounts: Sequence[Mapping[int, Decimal]]) -> None:
    """Make a sum of every nameless record whose amounts all add up the lines above it.

    The lines are those since the last sum or all of them; the sum is the total where it takes in
    all and no line follows, else a subtotal. `amounts` are those of the records, by column.
    """
    group: dict[int, Decimal] = {}
    whole: dict[int, Decimal] = {}
    lines = since = 0
    last = max((at for at, record in enumerate(records) if _is_named(record)), default=-1)
    for at, (record, values) in enumerate(zip(records, amounts, strict=True)):
        if record.kind in ("line", "amount") and not _is_named(record) and lines and _may_sum(record, values):
            all_in = _adds_up(values, whole)
            if all_in or (since > 1 and _adds_up(values, group)):
                record.kind = "total" if all_in and at > last else "subtotal"
        if record.kind in ("line", "amount"):
            lines, since = lines + 1, since + 1
            for index, value in values.items():
                group[index] = group.get(index, ZERO) + value
                whole[index] = whole.get(index, ZERO) + value
        elif record.kind == "subtotal":
            group, since = {}, 0


def _is_named(record: Record) -> bool:
    words = [
        word.strip("().,;:") for row in record.rows for piece in row.pieces for word in piece.text.split()
    ]
    return record.kind == "line" and any(looks_like_number(word) for word in words)


def _may_sum(record: Record, values: Mapping[int, Decimal]) -> bool:
    return any(values.values()) and not says(record.whole, "on_account")


def _adds_up(values: Mapping[int, Decimal], sums: Mapping[int, Decimal]) -> bool:
    return all(sums.get(index) == value for index, value in values.items())

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


def mark_labelled_total(
    records: Sequence[Record], amounts: Sequence[Mapping[int, Decimal]], totals: Sequence[Decimal]
) -> None:
    """Make the total of a last row without a number that repeats the sum that a label elsewhere states."""
    lines = [at for at, record in enumerate(records) if record.kind in ("line", "amount")]
    if len(lines) < 3 or records[lines[-1]].kind != "amount" or _is_named(records[lines[-1]]):
        return
    last = lines[-1]
    if any(value in totals for value in amounts[last].values()) and _may_sum(records[last], amounts[last]):
        records[last].kind = "total"


def mark_sums_above(records: Sequence[Record], amounts: Sequence[Mapping[int, Decimal]]) -> None:
    """Make a sum of every row of a name and amounts that heads its group and adds up the lines under it.

    Only where all such rows do: what one of them states must be what its lines make in each column.
    """
    lines = [at for at, record in enumerate(records) if record.kind in ("line", "amount")]
    heads = [at for at in lines if len(records[at].cells) - len(amounts[at]) <= 1 and amounts[at]]
    if not heads or not lines or heads[0] != lines[0] or len(heads) == len(lines):
        return
    groups = [
        [at for at in lines if head < at < after]
        for head, after in zip(heads, [*heads[1:], len(records)], strict=True)
    ]
    if not all(groups) or not (
        max(map(len, groups)) > 1 or not any(_is_named(records[head]) for head in heads)
    ):
        return
    for head, group in zip(heads, groups, strict=True):
        sums = {index: sum((amounts[at].get(index, ZERO) for at in group), ZERO) for index in amounts[head]}
        if not _adds_up(amounts[head], sums):
            return
    for head in heads:
        records[head].kind = "subtotal"


def _is_named(record: Record) -> bool:
    words = [
        word.strip("().,;:") for row in record.rows for piece in row.pieces for word in piece.text.split()
    ]
    return record.kind == "line" and any(looks_like_number(word) for word in words)


def _may_sum(record: Record, values: Mapping[int, Decimal]) -> bool:
    return any(values.values()) and not says(record.whole, "on_account")


def _adds_up(values: Mapping[int, Decimal], sums: Mapping[int, Decimal]) -> bool:
    return all(sums.get(index) == value for index, value in values.items())

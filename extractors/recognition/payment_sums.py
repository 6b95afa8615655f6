"""Finds the column that states, beside each line, the sum of the payment that the line belongs to."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from domain.dialect_numbers import is_amount_like
from extractors.recognition.bodies import Record, number_columns
from extractors.recognition.headers import Column
from extractors.recognition.numbers import looks_like_number
from extractors.recognition.words import components

PAYMENT_SUM = "payment_sum"
"""What a line keeps it under, as a plain decimal."""
_PAYMENTS = frozenset({"CHEQUE", "TRANSFER", "PAID"})
_MEANS_OF_PAYING = frozenset({"CHEQUE", "TRANSFER"})
_ZERO = Decimal(0)
Amounts = Mapping[int, Decimal]
"""The amounts of one line by column index."""


def payment_sums(
    columns: Sequence[Column], lines: Sequence[Record], amounts: Sequence[Amounts]
) -> tuple[int, list[Decimal]] | None:
    """Return the column whose amount is, for every payment, the sum of another column, and that of each line.

    It stands in each line of a payment or in the first one. None without a column of payment numbers.
    """
    groups = _groups(columns, lines)
    if groups is None:
        return None
    for index, column in enumerate(columns):
        for other in range(len(columns)):
            sums = _sums(index, other, groups, amounts) if other != index else None
            if sums is None:
                continue
            named = components(column.header)[0] & _MEANS_OF_PAYING
            if named or any(len(group) > 1 for group in groups):
                return index, [total for total, group in zip(sums, groups, strict=True) for _ in group]
    return None


def without_payments(records: Sequence[Record], columns: Sequence[Column]) -> list[Record]:
    """Return the records but for those that state a payment's number and no document: what they state is its
    sum, not that of a group."""
    own = [index for index, column in enumerate(columns) if column.concept == "payment_reference"]
    numbers = number_columns(columns)
    return [
        record
        for record in records
        if not any(record.text(index) for index in own) or any(record.text(index) for index in numbers)
    ]


def payments_for_sums(records: Sequence[Record]) -> list[str]:
    """Doubt rows taken for sums of groups whose words and numbers tell of payments of their own."""
    told = [record.whole for record in records if record.kind in ("subtotal", "total") and _tells(record)]
    return [f'"{told[0]}" may be a payment of its own.'] if len(set(told)) > 1 else []


def _tells(record: Record) -> bool:
    pieces = [piece.text for row in record.rows for piece in row.pieces]
    said = frozenset[str]().union(*(components(text)[0] for text in pieces))
    words = [word for text in pieces if not is_amount_like(text) for word in text.split()]
    return bool(said & _PAYMENTS) and any(looks_like_number(word) for word in words)


def _groups(columns: Sequence[Column], lines: Sequence[Record]) -> list[list[int]] | None:
    """Return the lines of each payment, one after another; None where its number heads no column."""
    held = [index for index, column in enumerate(columns) if column.concept == "payment_reference"]
    if len(held) != 1:
        return None
    groups: list[list[int]] = []
    last = ""
    for at, line in enumerate(lines):
        number = line.text(held[0])
        if number and number != last:
            groups.append([])
            last = number
        if not groups:
            return None
        groups[-1].append(at)
    return groups


def _sums(
    index: int, other: int, groups: Sequence[Sequence[int]], amounts: Sequence[Amounts]
) -> list[Decimal] | None:
    """Return the amount of a column in each group where it is the sum of the other there, else None."""
    sums: list[Decimal] = []
    for group in groups:
        stated = {amounts[at][index] for at in group if index in amounts[at]}
        own = [amounts[at].get(other) for at in group]
        if len(stated) != 1 or index not in amounts[group[0]] or None in own:
            return None
        if sum((amount for amount in own if amount is not None), _ZERO) not in stated:
            return None
        sums += stated
    return sums

"""Tells columns that arithmetic ties to a line and that feed none: taxes, what is paid before or later."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import permutations

from extractors.recognition.headers import Column
from extractors.recognition.words import components

_PAID_OTHERWISE = frozenset({"OPEN", "PREVIOUS"})
_ZERO = Decimal(0)
_FEWEST_SHARES = 2
Amounts = Mapping[int, Decimal]
"""The amounts of one line by column index."""


def aside_columns(
    columns: Sequence[Column], lines: Sequence[Amounts], sums: Sequence[Decimal]
) -> frozenset[int]:
    """Return the columns of amounts aside of what is billed, taken off and paid; `sums` are stated totals.

    A tax and the amount without it, where both make a third column in every line; and what was paid before or
    stays open, where it makes with what is paid the amount of the document.
    """
    if not lines:
        return frozenset()
    said = [components(column.header)[0] for column in columns]
    whole = [index for index in range(len(columns)) if all(index in line for line in lines)]
    found: set[int] = set()
    for tax in (index for index, words in enumerate(said) if "TAX" in words and "DEDUCTION" not in words):
        found |= _taxed(tax, whole, said, lines, sums)
    rest = [index for index, words in enumerate(said) if words & _PAID_OTHERWISE]
    rest = [index for index in rest if any(index in line for line in lines)]
    for billed, paid in permutations([index for index in whole if index not in rest], 2):
        left = [line[billed] - line[paid] for line in lines]
        if any(_makes(part, left, lines) for part in _parts(rest)):
            found |= set(rest)
    return frozenset(found | _shares(columns, whole, lines))


def _shares(columns: Sequence[Column], whole: Sequence[int], lines: Sequence[Amounts]) -> set[int]:
    """Return columns of unknown use that part another's amount in every line: one for each month or plant."""
    parts = [
        index
        for index, column in enumerate(columns)
        if column.concept == "unknown" and any(line.get(index) for line in lines)
    ]
    if len(parts) < _FEWEST_SHARES:
        return set()
    for at in set(whole) - set(parts):
        alike = all(line.get(index, _ZERO) * line[at] >= 0 for line in lines for index in parts)
        if alike and _makes(parts, [line[at] for line in lines], lines):
            return set(parts)
    return set()


def _taxed(
    tax: int,
    whole: Sequence[int],
    said: Sequence[frozenset[str]],
    lines: Sequence[Amounts],
    sums: Sequence[Decimal],
) -> set[int]:
    if not any(line.get(tax) for line in lines):
        return set()
    for bare, full in permutations([index for index in whole if index != tax], 2):
        if "PAID" in said[bare] or (_sum(bare, lines) in sums and _sum(full, lines) not in sums):
            continue  # a tax that was kept back
        if any(line.get(tax, _ZERO) * line[bare] < 0 for line in lines):
            continue  # a tax that somebody else bears: "-12.30" is taken off
        if all(line[bare] + line.get(tax, _ZERO) == line[full] for line in lines):
            return {bare, tax}
    return set()


def _parts(rest: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield what may lie between billed and paid: all of these columns, or one alone."""
    yield from (rest, *([index] for index in rest if len(rest) > 1))


def _makes(part: Sequence[int], left: Sequence[Decimal], lines: Sequence[Amounts]) -> bool:
    made = [sum((abs(line.get(index, _ZERO)) for index in part), _ZERO) for line in lines]
    return any(made) and made == [abs(amount) for amount in left]


def _sum(index: int, lines: Sequence[Amounts]) -> Decimal:
    return sum((line[index] for line in lines), _ZERO)

"""Tells columns that hold sums of the lines of a group from those that hold a line's own amounts."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

_SUMS_OF = frozenset({"net", "amount", "unknown", "debit", "total"})
"""What a column is called whose amounts another sums up."""
_MAY_SUM = frozenset({"gross", "amount", "unknown", "total", "ignore"})
_ZERO = Decimal(0)
Amounts = Mapping[int, Decimal]
"""The amounts of one line by column index."""


def group_sums(concepts: Mapping[int, str], lines: Sequence[Amounts]) -> frozenset[int]:
    """Return the columns whose every amount is the sum of another's: of a group's lines, or of all so far.

    `concepts` are the meanings of the columns by header. The other column states an amount in every line; one
    group at least has several lines, or the sums would be no more than the amounts again.
    """
    whole = [index for index, concept in concepts.items() if concept in _SUMS_OF and _fills(index, lines)]
    return frozenset(
        index
        for index, concept in concepts.items()
        if concept in _MAY_SUM and any(_sums(index, other, lines) for other in whole if other != index)
    )


def _fills(index: int, lines: Sequence[Amounts]) -> bool:
    return bool(lines) and all(index in line for line in lines)


def _sums(index: int, other: int, lines: Sequence[Amounts]) -> bool:
    stated = [at for at, line in enumerate(lines) if line.get(index)]
    own = [line[other] for line in lines]
    if not stated or len(lines) < 2:
        return False
    if len(stated) == len(lines):
        return len(lines) > 2 and all(
            line[index] == sum(own[: at + 1], _ZERO) for at, line in enumerate(lines)
        )
    at_end = all(lines[last][index] == total for last, total in _groups(stated, own, at_end=True))
    at_start = all(lines[first][index] == total for first, total in _groups(stated, own, at_end=False))
    return (at_end and stated[-1] == len(lines) - 1) or (at_start and stated[0] == 0)


def _groups(stated: Sequence[int], own: Sequence[Decimal], *, at_end: bool) -> Iterator[tuple[int, Decimal]]:
    """Yield the line that states a group's sum, and the sum of the group's own amounts."""
    if at_end:
        starts = [0, *(at + 1 for at in stated[:-1])]
        yield from ((at, sum(own[start : at + 1], _ZERO)) for start, at in zip(starts, stated, strict=True))
    else:
        ends = [*stated[1:], len(own)]
        yield from ((at, sum(own[at:end], _ZERO)) for at, end in zip(stated, ends, strict=True))

"""Pages of a long list by the last row seen, so that page 2,000 costs no more than page 1."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

PAGE = 50

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Slice(Generic[Item]):
    """Rows of one page; `more` tells whether further ones follow the last."""

    rows: tuple[Item, ...]
    more: bool


def sliced(rows: Sequence[Item], limit: int) -> Slice[Item]:
    """Return a page of `limit` rows out of a query that asked for one more."""
    return Slice(tuple(rows[:limit]), len(rows) > limit)

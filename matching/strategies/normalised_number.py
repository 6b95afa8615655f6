"""The number is the ledger's, but for capitals, signs, spaces and leading zeros."""

import re

from domain.ledger import OpenItem
from domain.words import How
from matching.books import Books, Entry, Finding, agrees, ordered
from matching.strategies.exact_number import STRONG

_DIGITS = re.compile(r"[0-9]+")


def find(entry: Entry, books: Books) -> Finding | None:
    """Decide where one item of the payer (or, payer unknown, of anybody) has that key."""
    if not _DIGITS.search(entry.key):
        return None
    holders = books.ledger.items_by_key.get(entry.key, ())
    considered = holders if books.customer_id is None else books.own(holders)
    if not considered:
        return None
    sure = tuple(item for item in considered if _sure(entry, item, books))
    if len(sure) > 1 and books.customer_id is not None:
        sure = tuple(item for item in sure if agrees(entry, item))
    if len(sure) == 1 and (len(considered) == 1 or books.customer_id is not None):
        return Finding(How.NORMALISED_NUMBER, sure[0])
    return Finding(
        How.NORMALISED_NUMBER,
        candidates=ordered(considered),
        why="the same number in other spelling, but it is not the only one or the amount differs",
        closed=True,
    )


def _sure(entry: Entry, item: OpenItem, books: Books) -> bool:
    if agrees(entry, item):
        return True
    if books.customer_id is None and len(entry.key) < STRONG:
        return False
    return not _grouped_otherwise(entry.number, item.document_number)


def _grouped_otherwise(one: str, other: str) -> bool:
    """Tell 10-01 from 1-001, which have one key: both are cut, and at different places."""
    left, right = _groups(one), _groups(other)
    return len(left) > 1 and len(right) > 1 and left != right


def _groups(number: str) -> list[str]:
    return [run.lstrip("0") for run in _DIGITS.findall(number)]

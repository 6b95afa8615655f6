"""The payer dropped or added a prefix: "1001" for "INV-1001", "26-1001" for "F-2026-1001"."""

import re

from domain.ledger import OpenItem
from domain.numbers import digit_tail
from domain.words import DocumentType, How
from matching.books import Books, Entry, Finding, agrees, item_key, ordered

LONG = 6
"""Digits from which a tail that only one of the payer's items has needs no amount beside it."""
SHORT = 3
"""Fewer digits say nothing, whatever the amount."""
PARTIAL = 4
"""Digits that the shorter of two tails needs, where one is only the end of the other."""


def find(entry: Entry, books: Books) -> Finding | None:
    """Decide among the payer's own items only: by amount, or by a long tail that nothing speaks against."""
    tail = digit_tail(entry.number)
    if books.customer_id is None or len(tail) < SHORT:
        return None
    same_tail = _of_tail(tail, books)
    of_amount = _of_amount(entry, tail, same_tail, books)
    if rivals := tuple(item for item in _strangers(entry, books) if of_amount and agrees(entry, item)):
        return Finding(
            How.NORMALISED_NUMBER,
            candidates=ordered((*of_amount, *rivals)),
            why="number and amount fit, but they also fit an item of another customer",
            problem="fits an item of the payer and one of another customer alike",
            closed=True,
        )
    if len(of_amount) == 1:
        return Finding(How.NORMALISED_NUMBER, of_amount[0])
    if not of_amount and len(same_tail) == 1 and _stands_alone(entry, tail, same_tail[0], books):
        return Finding(How.NORMALISED_NUMBER, same_tail[0])
    candidates = of_amount or same_tail
    if not candidates:
        return None
    return Finding(
        How.NORMALISED_NUMBER,
        candidates=ordered(candidates),
        why="its number ends in the same digits",
        closed=len(of_amount) > 1,
    )


def _of_amount(
    entry: Entry, tail: str, same_tail: tuple[OpenItem, ...], books: Books
) -> tuple[OpenItem, ...]:
    found = {item_key(item): item for item in same_tail if item.open_amount in entry.stated}
    for item in books.own_of_amount(entry.stated):
        if _ends_alike(tail, digit_tail(item.document_number)):
            found[item_key(item)] = item
    return tuple(found.values())


def _of_tail(tail: str, books: Books) -> tuple[OpenItem, ...]:
    own = books.own(books.ledger.items_by_tail.get(tail, ()))
    return tuple(item for item in own if item_key(item) not in books.claimed)


def _strangers(entry: Entry, books: Books) -> tuple[OpenItem, ...]:
    """Return the items of other customers that carry the number as written."""
    holders = books.ledger.items_by_key.get(entry.key, ())
    return tuple(item for item in holders if item.customer_id != books.customer_id)


def _ends_alike(one: str, other: str) -> bool:
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= PARTIAL and longer.endswith(shorter)


def _stands_alone(entry: Entry, tail: str, item: OpenItem, books: Books) -> bool:
    if len(tail) < LONG or _strangers(entry, books) or entry.line.document_type is DocumentType.DEDUCTION:
        return False
    net = entry.line.net_amount
    if net is not None and (net < 0) != (item.amount < 0):
        return False
    letters = re.sub("[0-9]", "", entry.key)
    return not letters or item.document_number.isdigit()

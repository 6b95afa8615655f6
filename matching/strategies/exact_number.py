"""The number stands in the ledger exactly as written."""

from domain.ledger import OpenItem
from domain.words import How
from matching.books import Books, Entry, Finding, agrees, ordered

STRONG = 5
"""A shorter number proves nothing about an unknown payer: "17" is somebody's invoice everywhere."""
TINY = 3
"""A shorter number may be a line's position on the page, even where the payer has such an item."""


def find(entry: Entry, books: Books) -> Finding | None:
    """Decide for the payer's own item; without a known payer for the only one there is."""
    holders = books.ledger.items_by_number.get(entry.number, ())
    own = books.own(holders)
    if own:
        return Finding(How.EXACT_NUMBER, own[0], problem=_doubt(entry, own[0]))
    if not holders or books.customer_id is not None:
        return None
    if len(holders) == 1 and (len(entry.key) >= STRONG or agrees(entry, holders[0])):
        return Finding(How.EXACT_NUMBER, holders[0])
    return Finding(
        How.EXACT_NUMBER,
        candidates=ordered(holders),
        why="the same number, but the payer is not known",
        problem="names a number whose owner is not settled, because the payer is not known",
        closed=True,
    )


def _doubt(entry: Entry, item: OpenItem) -> str | None:
    if len(entry.key) >= TINY or not entry.stated or agrees(entry, item):
        return None
    return "is applied by a very short number although the amount differs from what is open"

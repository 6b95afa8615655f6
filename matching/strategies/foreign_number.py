"""The number is another customer's: a parent pays for its child, or the payer was taken for somebody else."""

from domain.ledger import OpenItem
from domain.words import How
from matching.books import Books, Entry, Finding, agrees, ordered


def find(entry: Entry, books: Books) -> Finding | None:
    """Decide for the only holder of the exact number if it is of the family or the amount agrees.

    Whatever is decided or suggested here is a problem that a person sees.
    """
    holders = books.ledger.items_by_number.get(entry.number, ())
    how = How.EXACT_NUMBER
    if books.customer_id is None or not entry.number:
        return None
    if not holders and any(sign.isdigit() for sign in entry.key):
        holders, how = books.ledger.items_by_key.get(entry.key, ()), How.NORMALISED_NUMBER
    if not holders:
        return None
    owners = " and ".join(sorted({item.customer_id for item in holders}))
    problem = f"names a number of customer {owners}, but the payer is {books.customer_id}"
    if how is How.EXACT_NUMBER and len(holders) == 1 and _believable(entry, holders[0], books):
        return Finding(how, holders[0], problem=problem)
    return Finding(
        how,
        candidates=ordered(holders),
        why=f"the same number, but it belongs to customer {owners}",
        problem=problem,
        closed=True,
    )


def _believable(entry: Entry, item: OpenItem, books: Books) -> bool:
    return books.related(item.customer_id) or agrees(entry, item)

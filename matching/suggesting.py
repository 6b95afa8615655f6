"""Open items that may belong to a line that was not applied, best first, for a person to choose."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.decisions import Suggestion
from domain.ledger import OpenItem
from domain.money import as_text
from domain.numbers import number_key
from matching.books import Books, Entry, ItemKey, item_key

PER_LINE = 5


@dataclass(frozen=True, slots=True)
class Hint:
    """One candidate; a lower rank is better: 0 number, 1 the line's amount, 2 its gross, 3 the order."""

    rank: int
    entry: Entry
    item: OpenItem
    why: str


def hints(entry: Entry, books: Books) -> tuple[Hint, ...]:
    """Return the payer's own items that fit the line by amount or by purchase order."""
    found = [
        Hint(1 if amount == entry.line.net_amount else 2, entry, item, _by_amount(amount, item))
        for amount in entry.stated
        for item in books.own_of_amount((amount,))
    ]
    for order in {number_key(entry.line.po_number or ""), entry.key} - {""}:
        orders = books.ledger.items_by_order_key.get(order, ())
        found.extend(
            Hint(3, entry, item, f"the same customer's item for order {item.po_number}")
            for item in books.own(orders)
            if item.open_amount and item_key(item) not in books.claimed
        )
    return tuple(found)


def suggestions(found: Iterable[Hint]) -> tuple[Suggestion, ...]:
    """Return each item once a line with its best reason, at most PER_LINE a line, best first."""
    kept: list[Hint] = []
    seen: set[tuple[tuple[int, int], ItemKey]] = set()
    counts: dict[tuple[int, int], int] = {}
    for hint in sorted(found, key=_order):
        place = hint.entry.place
        if (place, item_key(hint.item)) in seen or counts.get(place, 0) >= PER_LINE:
            continue
        seen.add((place, item_key(hint.item)))
        counts[place] = counts.get(place, 0) + 1
        kept.append(hint)
    return tuple(_suggestion(hint) for hint in kept)


def _by_amount(amount: Decimal, item: OpenItem) -> str:
    return f"open amount {grouped(amount)} {item.currency} of the same customer equals the line".replace(
        "  ", " "
    )


def grouped(amount: Decimal) -> str:
    """Write an amount for a person: 1,234.50."""
    whole, _, cents = as_text(amount).partition(".")
    return f"{int(whole):,}.{cents}" if whole != "-0" else f"-0.{cents}"


def _order(hint: Hint) -> tuple[int, int, int, date, str, str]:
    item = hint.item
    return (
        hint.rank,
        *hint.entry.place,
        item.due_date or date.max,
        item.document_number,
        item.customer_id,
    )


def _suggestion(hint: Hint) -> Suggestion:
    line = hint.entry.line
    amount = line.net_amount if line.net_amount is not None else hint.item.open_amount
    return Suggestion(*hint.entry.place, hint.item.document_number, amount, hint.why)

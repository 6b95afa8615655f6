"""What the strategies look at: one line in search of its open item, and the ledger seen by its payer."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from domain.decisions import Application
from domain.ledger import Ledger, OpenItem
from domain.numbers import number_key, visible
from domain.remittance import RemittanceLine
from domain.words import How

ItemKey = tuple[str, str]
COMMON = 100
"""An amount that more of one payer's items share (a monthly flat rate) tells nothing about any of them."""


def item_key(item: OpenItem) -> ItemKey:
    """Return (customer_id, document_number), which is unique in a ledger."""
    return item.customer_id, item.document_number


def applied_key(application: Application) -> ItemKey:
    """Return the same key for an application."""
    return application.customer_id, application.document_number


@dataclass(frozen=True, slots=True)
class Entry:
    """One remittance line with its place; indices from 0."""

    remittance: int
    index: int
    line: RemittanceLine
    document: str
    currency: str | None
    number: str = ""
    key: str = ""
    stated: tuple[Decimal, ...] = ()
    """The amounts that could equal what is open: net, net before reductions, gross; each once."""

    @property
    def place(self) -> tuple[int, int]:
        """Return (remittance, line)."""
        return self.remittance, self.index

    def __str__(self) -> str:
        """Name the line as a person would: "Line 3 of advice.pdf (INV-7)"."""
        number = f" ({self.number})" if self.number else ""
        return f"Line {self.index + 1} of {self.document}{number}"


def entry(remittance: int, index: int, line: RemittanceLine, document: str, currency: str | None) -> Entry:
    """Return the line with its number and amounts made ready for look-ups."""
    number = visible(line.document_number or "")
    return Entry(remittance, index, line, document, currency, number, number_key(number), _stated(line))


def _stated(line: RemittanceLine) -> tuple[Decimal, ...]:
    found = [line.net_amount]
    if line.net_amount is not None:
        found.append(line.net_amount + (line.discount_amount or 0) + (line.deduction_amount or 0))
    found.append(line.gross_amount)
    return tuple(dict.fromkeys(amount for amount in found if amount))


@dataclass(frozen=True, slots=True)
class Finding:
    """What one strategy says of one line: the item, or candidates that it cannot choose between."""

    how: How
    item: OpenItem | None = None
    candidates: tuple[OpenItem, ...] = ()
    why: str = ""
    """Why the candidates are worth a look."""
    problem: str | None = None
    """What a person must check, as the rest of a sentence that begins with the line."""
    closed: bool = False
    """True: weaker strategies must not decide this line any more."""


@dataclass(slots=True)
class Books:
    """The ledger from the payer's side; `claimed` holds the items that stronger strategies gave away."""

    ledger: Ledger
    customer_id: str | None
    claimed: set[ItemKey] = field(default_factory=set)

    def own(self, items: Iterable[OpenItem]) -> tuple[OpenItem, ...]:
        """Return those items that belong to the payer."""
        return tuple(item for item in items if item.customer_id == self.customer_id)

    def own_of_amount(self, amounts: Iterable[Decimal]) -> tuple[OpenItem, ...]:
        """Return the payer's unclaimed items whose open amount is one of these, COMMON amounts left out."""
        if self.customer_id is None:
            return ()
        found: list[OpenItem] = []
        for amount in amounts:
            holders = self.ledger.items_by_amount.get((self.customer_id, amount), ())
            if len(holders) <= COMMON:
                found.extend(item for item in holders if item_key(item) not in self.claimed)
        return tuple(found)

    def related(self, customer_id: str) -> bool:
        """Tell whether that customer and the payer have the same parent, or one is the other's."""
        payer = self.ledger.customer_by_id.get(self.customer_id or "")
        other = self.ledger.customer_by_id.get(customer_id)
        if payer is None or other is None:
            return False
        heads = {payer.parent_id or payer.customer_id, payer.customer_id}
        return other.customer_id in heads or (other.parent_id or "") in heads


def agrees(entry: Entry, item: OpenItem) -> bool:
    """Tell whether an amount of the line is what the item has open, or once had."""
    return item.open_amount in entry.stated or item.amount in entry.stated


def ordered(items: Iterable[OpenItem]) -> tuple[OpenItem, ...]:
    """Return the items in an order that does not depend on the ledger's."""
    return tuple(sorted(items, key=item_key))

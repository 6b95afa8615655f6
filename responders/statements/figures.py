"""What a statement of account says: open items, oldest first, with their age, and totals per currency."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.ledger import Customer, Ledger, OpenItem

BUCKETS = (0, 30, 60, 90)
"""Upper ends of the ageing buckets in days overdue: not due, 1-30, 31-60, 61-90, and beyond."""


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One open item and how many days it is overdue; 0: not due, or no due date is known."""

    item: OpenItem
    days_overdue: int


@dataclass(frozen=True, slots=True)
class CurrencyTotal:
    """What is open in one currency: one sum a bucket, and all of them together."""

    currency: str
    buckets: tuple[Decimal, ...]

    @property
    def total(self) -> Decimal:
        """The sum of all buckets."""
        return sum(self.buckets, Decimal(0))


@dataclass(frozen=True, slots=True)
class StatementFigures:
    """One customer's open items on one day."""

    customer: Customer
    day: date
    lines: tuple[StatementLine, ...]
    totals: tuple[CurrencyTotal, ...]


def figures_of(ledger: Ledger, customer: Customer, day: date) -> StatementFigures:
    """Return everything that is open for the customer, credit notes with their minus sign."""
    items = [item for item in ledger.items_by_customer.get(customer.customer_id, ()) if item.open_amount]
    items.sort(key=lambda item: (item.currency, item.due_date or date.max, item.document_number))
    lines = tuple(StatementLine(item, _overdue(item, day)) for item in items)
    return StatementFigures(customer, day, lines, _totals(lines))


def _overdue(item: OpenItem, day: date) -> int:
    return max(0, (day - item.due_date).days) if item.due_date else 0


def _totals(lines: tuple[StatementLine, ...]) -> tuple[CurrencyTotal, ...]:
    sums: dict[str, list[Decimal]] = defaultdict(lambda: [Decimal(0)] * (len(BUCKETS) + 1))
    for line in lines:
        place = sum(line.days_overdue > end for end in BUCKETS)
        sums[line.item.currency][place] += line.item.open_amount
    return tuple(CurrencyTotal(currency, tuple(each)) for currency, each in sorted(sums.items()))

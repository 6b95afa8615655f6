"""How urgent a dispute is: four factors, each 0-1, weighted to 100 points."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from domain.decisions import PriorityShare
from domain.ledger import Customer, Ledger
from domain.money import ZERO
from domain.policy import DisputeWeights
from domain.words import Band, DisputeReason

UNKNOWN = 0.5
"""The value of a factor of which nothing is known: neither urgent nor not."""
_SMALL, _LARGE = 1.0, 5.0
"""Powers of ten between which an amount counts from 0 to 1: 10 and 100,000."""
_BY_TURNOVER = 0.6
_GRAVITY = {
    DisputeReason.NOT_DELIVERED: 0.9,
    DisputeReason.DAMAGED_OR_DEFECTIVE: 0.85,
    DisputeReason.SERVICE_QUALITY: 0.8,
    DisputeReason.ALREADY_PAID: 0.8,
    DisputeReason.RETURNED_GOODS: 0.7,
    DisputeReason.PRICE: 0.7,
    DisputeReason.QUANTITY: 0.7,
    DisputeReason.DUPLICATE_INVOICE: 0.6,
    DisputeReason.WRONG_ADDRESSEE: 0.6,
    DisputeReason.TAX_INFORMATION: 0.5,
    DisputeReason.TERMS: 0.5,
    DisputeReason.RECORDS_MISMATCH: 0.5,
    DisputeReason.PO_MISSING: 0.4,
    DisputeReason.SUPPORTING_DOCUMENT_MISSING: 0.4,
    DisputeReason.INVOICE_NOT_RECEIVED: 0.3,
    DisputeReason.OTHER: 0.5,
}
"""How far each reason puts the customer's trust, and the money, at risk."""


def priority_of(
    reason: DisputeReason,
    amount: Decimal | None,
    customer_id: str | None,
    ledger: Ledger | None,
    weights: DisputeWeights,
) -> tuple[int, tuple[PriorityShare, ...]]:
    """Return the priority 0-100 and each factor's share of it; weights are scaled to sum to 1."""
    customer = ledger.customer_by_id.get(customer_id) if ledger and customer_id else None
    factors = (
        ("amount", amount_value(amount), weights.amount),
        ("gravity", _GRAVITY[reason], weights.gravity),
        ("customer_value", customer_value(customer, ledger), weights.customer_value),
        ("credit_risk", credit_risk(customer), weights.credit_risk),
    )
    total = sum(weight for _, _, weight in factors)
    shares = tuple(
        PriorityShare(name, round(value, 3), weight, round(100 * value * weight / total, 1) if total else 0.0)
        for name, value, weight in factors
    )
    return min(100, max(0, round(sum(share.points for share in shares)))), shares


def band_of(priority: int) -> Band:
    """Return the band: low < 25 <= medium < 50 <= high < 75 <= critical."""
    if priority < 25:
        return Band.LOW
    if priority < 50:
        return Band.MEDIUM
    return Band.HIGH if priority < 75 else Band.CRITICAL


def amount_value(amount: Decimal | None) -> float:
    """Return 0 at 10, 1 at 100,000 and more, evenly by powers of ten between."""
    if amount is None:
        return UNKNOWN
    if abs(amount) <= 0:
        return 0.0
    return min(1.0, max(0.0, (math.log10(float(abs(amount))) - _SMALL) / (_LARGE - _SMALL)))


def customer_value(customer: Customer | None, ledger: Ledger | None) -> float:
    """Return where the customer stands among all, by yearly turnover and by open balance."""
    if customer is None or ledger is None:
        return UNKNOWN
    standings = _standings(_Books(ledger))
    by_balance = _standing(_balance(customer, ledger), standings.balances)
    if customer.annual_revenue is None:
        return by_balance
    by_turnover = _standing(customer.annual_revenue, standings.turnovers)
    return _BY_TURNOVER * by_turnover + (1 - _BY_TURNOVER) * by_balance


def credit_risk(customer: Customer | None) -> float:
    """Return 1 for a credit score of 0, 0 for 100."""
    if customer is None or customer.credit_score is None:
        return UNKNOWN
    return 1 - min(100, max(0, customer.credit_score)) / 100


@dataclass(frozen=True, slots=True)
class _Standings:
    """What all customers of a ledger owe and turn over, each sorted."""

    balances: tuple[Decimal, ...]
    turnovers: tuple[Decimal, ...]


class _Books:
    """One ledger, compared by identity: a ledger never changes."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def __hash__(self) -> int:
        return id(self.ledger)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Books) and self.ledger is other.ledger


@lru_cache(maxsize=2)
def _standings(books: _Books) -> _Standings:
    customers = books.ledger.customers
    return _Standings(
        balances=tuple(sorted(_balance(one, books.ledger) for one in customers)),
        turnovers=tuple(sorted(one.annual_revenue for one in customers if one.annual_revenue is not None)),
    )


def _balance(customer: Customer, ledger: Ledger) -> Decimal:
    return sum((item.open_amount for item in ledger.items_by_customer.get(customer.customer_id, ())), ZERO)


def _standing(own: Decimal, everybody: Sequence[Decimal]) -> float:
    """Return the share of the others, sorted, that this one is above; ties count half."""
    if len(everybody) < 2:
        return UNKNOWN
    below = bisect_left(everybody, own)
    equal = bisect_right(everybody, own) - below - 1
    return (below + equal / 2) / (len(everybody) - 1)

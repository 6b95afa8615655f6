"""Tells a table that lists the payments, whose documents another table holds under the payments' numbers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from domain.numbers import number_key
from extractors.recognition.entries import Entry
from extractors.recognition.payment_sums import PAYMENT_SUM
from extractors.recognition.signs import total_of

if TYPE_CHECKING:
    from extractors.recognition.tables import TableReading

_NUMBER = "payment_reference"
_OF_PAYMENT = frozenset({"payment_date", "payer", "payee", "currency", "method"})


def list_of_payments(readings: Sequence["TableReading"]) -> "TableReading | None":
    """Return the table whose every row is a payment of the others' lines, None without one.

    Its numbers are those that the lines name as their payments', its amounts their sums. The lines take the
    payment's sum, day and what else it says of the payment from it.
    """
    for reading in readings:
        lines = [entry for other in readings if other is not reading for entry in other.entries]
        groups = _by_payment(lines)
        payments = {number_key(entry.number or ""): entry for entry in reading.entries}
        if not groups or set(groups) != set(payments) or len(payments) < len(reading.entries):
            continue
        if any(payments[key].net != total_of(held) for key, held in groups.items()):
            continue
        for key, held in groups.items():
            for entry in held:
                _take(entry, payments[key])
        return reading
    return None


def _by_payment(lines: Sequence[Entry]) -> dict[str, list[Entry]]:
    """Return the lines of each payment's number, {} where one names none."""
    groups: dict[str, list[Entry]] = {}
    for entry in lines:
        groups.setdefault(number_key(entry.extras.get(_NUMBER, "")), []).append(entry)
    return {} if "" in groups else groups


def _take(entry: Entry, payment: Entry) -> None:
    entry.extras[PAYMENT_SUM] = str(payment.net)
    for concept, text in payment.extras.items():
        if concept in _OF_PAYMENT:
            entry.extras.setdefault(concept, text)
    if payment.day is not None:
        entry.extras.setdefault("payment_date", payment.day.isoformat())

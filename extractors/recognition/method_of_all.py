"""Gives several payments the way of paying that the document's title tells of all: "Executed transfers"."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractors.recognition.labels import Labelled
from extractors.recognition.methods import told_methods

if TYPE_CHECKING:
    from extractors.recognition.reader import Payment

_OWN = frozenset({"payment_reference", "payment_date", "total", "payer", "payee"})
"""What labels say of one payment: above the first of them the document speaks of all."""
_RANK = 2


def with_method_of_all(
    payments: Sequence[tuple["Payment", Sequence[Labelled]]],
) -> Sequence[tuple["Payment", Sequence[Labelled]]]:
    """Return the payments with what is stated for all, to which the way of paying of the title is added.

    A payment that tells another way itself keeps its own.
    """
    if len(payments) < 2:
        return payments
    (first, _), *others = payments
    begins = min((hit.at for hit in first.found if hit.concept in _OWN), default=0)
    told = told_methods(first.rows[:begins])
    if len(told) != 1 or all(payment.rows is first.rows for payment, _ in others):
        return payments
    method, piece = next(iter(told.items()))
    title = Labelled("payment_method", _RANK, method, piece, 0, piece.text, "same")
    added = [
        (payment, shared if told_methods(payment.rows) else (*shared, title)) for payment, shared in others
    ]
    return [payments[0], *added]

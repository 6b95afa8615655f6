"""Counts how right the numbers are that the router reads from labelled mails, with and without a ledger."""

from collections.abc import Iterator
from dataclasses import dataclass

from bench.figure import Aim, Figure
from bench.halves import Half, of_half
from bench.numbers_written import FOREIGN, ledger_around, parsed
from domain.decisions import References
from domain.ledger import Ledger
from domain.numbers import number_key
from domain.policy import Routing
from router.customer import customers_of_sender
from router.learned.training import TrainingMail, training_mails
from router.references import references_of

_PRECISION, _RECALL = Aim(0.99), Aim(0.95)


@dataclass(frozen=True, slots=True)
class Told:
    """What was read of one mail, and what it truly names."""

    mail: TrainingMail
    found: frozenset[str]
    true: frozenset[str]


def measure() -> list[Figure]:
    """Return precision and recall with a ledger and without one, of the families kept for figures."""
    return [
        figure
        for name, with_ledger in (("ledger", True), ("bare", False))
        for figure in _figures(name, list(told(Half.FIGURES, with_ledger=with_ledger)))
    ]


def told(half: Half, *, with_ledger: bool, every: int = 1) -> Iterator[Told]:
    """Yield what is read of every n-th mail; an invoice's key and an order's key are never the same."""
    everybody = training_mails()
    for mail in of_half(everybody, half)[::every]:
        if mail.intent not in FOREIGN:
            books = ledger_around(mail, everybody) if with_ledger else None
            yield Told(mail, _keys(_read(mail, books)), _keys(References(mail.invoices, mail.orders)))


def _read(mail: TrainingMail, books: Ledger | None) -> References:
    whole = parsed(mail)
    return references_of(whole, books, mail.language, customers_of_sender(whole, books, Routing()))


def _keys(references: References) -> frozenset[str]:
    return frozenset(
        (
            *(f"invoice {number_key(one)}" for one in references.invoice_numbers),
            *(f"order {number_key(one)}" for one in references.po_numbers),
        )
    )


def _figures(name: str, read: list[Told]) -> list[Figure]:
    right = sum(len(one.found & one.true) for one in read)
    found, true = sum(len(one.found) for one in read), sum(len(one.true) for one in read)
    where = "with a ledger" if name == "ledger" else "without a ledger"
    return [
        Figure(
            f"references.{name}.precision", f"numbers read, {where}: right", right / found, "", aim=_PRECISION
        ),
        Figure(f"references.{name}.recall", f"numbers named, {where}: read", right / true, "", aim=_RECALL),
    ]

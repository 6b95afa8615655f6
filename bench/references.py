"""Counts how right the numbers are that the router reads from labelled mails, with and without a ledger."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.figure import Aim, Figure
from bench.halves import Half, of_half
from bench.numbers_written import FOREIGN, ledger_around, parsed
from domain.decisions import References
from domain.mail import Mail
from domain.numbers import number_key
from domain.policy import Routing
from router.customer import customers_of_sender
from router.learned.numbers import labelled_numbers, learn_numbers
from router.learned.training import TrainingMail, training_mails
from router.number_judge import NumberWeights
from router.references import references_of

_PRECISION, _RECALL = Aim(0.99), Aim(0.95)
_FOLDS = 5


@dataclass(frozen=True, slots=True)
class Told:
    """What was read of one mail, and what it truly names."""

    mail: TrainingMail
    found: frozenset[str]
    true: frozenset[str]


def measure() -> list[Figure]:
    """Return precision and recall: with a ledger of the families kept for figures, without one of all.

    Without a ledger what a number is was learnt from other families than the mail's.
    """
    return [*_figures("ledger", list(told(Half.FIGURES))), *_figures("bare", list(told_bare()))]


def told(half: Half, *, every: int = 1) -> Iterator[Told]:
    """Yield what is read of every n-th mail with a ledger; an invoice's key is never an order's."""
    everybody = training_mails()
    for mail in of_half(everybody, half)[::every]:
        if mail.intent not in FOREIGN:
            whole, books = parsed(mail), ledger_around(mail, everybody)
            read = references_of(whole, books, mail.language, customers_of_sender(whole, books, Routing()))
            yield Told(mail, _keys(read), _keys(References(mail.invoices, mail.orders)))


def told_bare() -> Iterator[Told]:
    """Yield what is read of every mail without a ledger, by weights that have not seen its family."""
    mails = [(mail, parsed(mail)) for mail in training_mails() if mail.intent not in FOREIGN]
    unseen = _weights(mails)
    for mail, whole in mails:
        weights = unseen[zlib.crc32(mail.kin.encode()) % _FOLDS]
        read = references_of(whole, None, mail.language, weights=weights)
        yield Told(mail, _keys(read), _keys(References(mail.invoices, mail.orders)))


def _weights(mails: Sequence[tuple[TrainingMail, Mail]]) -> list[NumberWeights]:
    numbers = labelled_numbers(mails, _FOLDS)
    return [learn_numbers([one for one in numbers if one.fold != fold]) for fold in range(_FOLDS)]


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

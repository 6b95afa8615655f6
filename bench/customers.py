"""Counts how often the router finds the customer of a mail among two thousand that are easily confused."""

import time
from collections.abc import Iterable

from bench.figure import Aim, Figure
from bench.made_up_customers import Sent, made_up_ledger, made_up_mails
from domain.decisions import References
from domain.ledger import Ledger
from domain.policy import Routing
from router.customer import customer_of

_CUSTOMERS, _MAILS = 2_000, 1_600
_MANY = 100_000


def measure() -> list[Figure]:
    """Return the share of mails whose customer is right, the share of wrong ones, and the cost among many."""
    ledger = made_up_ledger(_CUSTOMERS)
    sent = tuple(made_up_mails(ledger, _MAILS))
    wrong = missed(sent, ledger)
    false = sum(found is not None for _, found in wrong)
    many = made_up_ledger(_MANY)
    return [
        Figure(
            "customers.right",
            f"customer right or rightly left open, {_MAILS} mails",
            1 - len(wrong) / _MAILS,
            "",
            aim=Aim(0.98),
        ),
        Figure("customers.false", "another customer named", false / _MAILS, "", less_is_better=True),
        Figure(
            "customers.time",
            f"a mail among {_MANY:,} customers",
            _milliseconds(many),
            "ms",
            less_is_better=True,
        ),
    ]


def missed(sent: Iterable[Sent], ledger: Ledger) -> list[tuple[Sent, str | None]]:
    """Return the mails whose customer was not found as it should be, with whom the router named."""
    named = ((one, _named(one, ledger)) for one in sent)
    return [(one, found) for one, found in named if found != one.customer_id]


def _named(one: Sent, ledger: Ledger) -> str | None:
    return customer_of(one.mail, References(one.numbers), ledger, Routing()).customer_id


def _milliseconds(ledger: Ledger) -> float:
    sent = tuple(made_up_mails(ledger, 160))
    missed(sent[:16], ledger)
    started = time.process_time()
    missed(sent, ledger)
    return (time.process_time() - started) * 1000 / len(sent)

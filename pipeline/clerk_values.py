"""Marks which values of a payment a clerk set, and holds the result against its own sums."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from domain.money import as_text
from domain.remittance import Evidence, Remittance, RemittanceLine

CLERK = "clerk"
"""Who read a value that a person typed, and what proves it."""

HEADER = (
    "payer_name",
    "payee_name",
    "payment_reference",
    "payment_method",
    "payment_date",
    "currency",
    "total_amount",
)
"""The values of a payment besides its lines."""


def marked(before: Sequence[Remittance], after: Sequence[Remittance]) -> tuple[Remittance, ...]:
    """Return the payments as a clerk says they are, every changed value marked as the clerk's.

    A changed payment is compared with the one that stood at its place; one that balances needs no review
    any more.
    """
    unread = Remittance("", after[0].layout) if after else None
    old = [*before, *([unread] * len(after))]
    return tuple(
        payment if payment in before else _checked(_marked(known or payment, payment))
        for known, payment in zip(old, after, strict=False)
    )


def lines_total(payment: Remittance) -> Decimal:
    """Return what the lines add to the payment; a line without a net amount adds nothing."""
    return sum((line.net_amount or Decimal(0) for line in payment.lines), Decimal(0))


def _marked(before: Remittance, after: Remittance) -> Remittance:
    fields = dict(after.fields)
    for name in HEADER:
        value = getattr(after, name)
        if value == getattr(before, name):
            continue
        fields.pop(name, None)
        if value is not None:
            fields[name] = _vouched(before.fields.get(name), after.fields.get(name))
    known = frozenset(before.lines)
    lines = tuple(line if line in known else _by_clerk(line) for line in after.lines)
    return replace(after, fields=fields, lines=lines)


def _vouched(before: Evidence | None, after: Evidence | None) -> Evidence:
    """Return the clerk's evidence; a place that came with the new value is where it was picked."""
    if after is None or after == before:
        return Evidence(confidence=1.0, by=CLERK, proofs=(CLERK,))
    return replace(after, confidence=1.0, by=CLERK, proofs=(CLERK,))


def _by_clerk(line: RemittanceLine) -> RemittanceLine:
    return replace(line, confidence=1.0, proofs=(CLERK,))


def _checked(payment: Remittance) -> Remittance:
    problems = tuple(_problems(payment))
    return replace(payment, needs_review=bool(problems), problems=problems)


def _problems(payment: Remittance) -> list[str]:
    problems = []
    if any(line.net_amount is None for line in payment.lines):
        problems.append("A line has no amount.")
    total = lines_total(payment)
    if payment.total_amount is not None and payment.lines and total != payment.total_amount:
        problems.append(
            f"The lines add up to {as_text(total)} but the document states {as_text(payment.total_amount)}."
        )
    return problems

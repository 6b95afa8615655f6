"""What a generated electronic document says, in the terms of the trade and of no parser."""

# ruff: noqa: E501

import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from bench.layouts.truth import FIRMS, PAYEES

D = Decimal
CENT = D("0.01")
FORMS = ("INV-{}", "{}", "F-2026-{}", "RE{}", "90{}", "A/{}/26", "SI.{}.X", "2026 {}")


@dataclass
class Line:
    number: str | None
    kind: str = "invoice"
    net: Decimal | None = None
    gross: Decimal | None = None
    discount: Decimal | None = None
    deduction: Decimal | None = None
    reason: str | None = None
    day: date | None = None
    po: str | None = None


@dataclass
class Payment:
    payer: str | None
    payee: str | None
    reference: str | None
    day: date | None
    currency: str | None
    method: str | None = None
    total: Decimal | None = None
    lines: list[Line] = field(default_factory=list)

    @property
    def sum(self) -> Decimal:
        return sum((line.net or D(0) for line in self.lines), D(0))


@dataclass
class Made:
    """One document and what it truly says."""

    name: str
    content: bytes
    payments: list[Payment]
    form: str
    """Which well-formed or broken form it has."""


def money(rng: random.Random, least: int = 1_000, most: int = 2_000_000) -> Decimal:
    return D(rng.randint(least, most)) / 100


def make(rng: random.Random, *, kinds: tuple[str, ...], reasons: tuple[str, ...], currency: str) -> Payment:
    """Make a payment of one to twelve lines; `kinds` are those the format can say besides invoices."""
    day = date(2026, 1, 1) + timedelta(days=rng.randint(0, 300))
    payment = Payment(
        rng.choice(FIRMS),
        rng.choice(PAYEES),
        rng.choice(["PAY-{}", "{}", "TRF{}", "E2E/{}"]).format(rng.randint(10**5, 10**9)),
        day,
        currency,
    )
    form = rng.choice(FORMS)
    number = rng.randint(10_000, 80_000)
    for index in range(rng.choice((1, 2, 3, 4, 6, 12))):
        number += rng.randint(1, 60)
        kind = rng.choice(kinds) if index and kinds and rng.random() < 0.3 else "invoice"
        payment.lines.append(_line(rng, form.format(number), kind, reasons, day))
    if payment.sum <= 0:
        payment.lines = [replace(payment.lines[0])]
    payment.total = payment.sum
    return payment


def _line(rng: random.Random, number: str, kind: str, reasons: tuple[str, ...], day: date) -> Line:
    gross = money(rng)
    line = Line(number, kind, day=day - timedelta(days=rng.randint(20, 80)))
    line.po = f"45{rng.randint(10**6, 10**7)}" if rng.random() < 0.5 else None
    if kind in ("credit_note", "deduction"):
        line.net = -(gross / 20).quantize(CENT)
        if kind == "deduction":
            line.reason, line.day, line.po = rng.choice(reasons), None, None
    elif kind == "on_account":
        line.number, line.net, line.day, line.po = None, gross, None, None
    else:
        line.gross = gross
        if rng.random() < 0.4:
            line.discount = (gross * rng.choice((D("0.02"), D("0.03")))).quantize(CENT)
        if reasons and rng.random() < 0.3:
            line.deduction = (gross * D(rng.randint(1, 30)) / 100).quantize(CENT)
            line.reason = rng.choice(reasons)
        line.net = gross - (line.discount or 0) - (line.deduction or 0)
    return line


def plain(rng: random.Random, value: Decimal) -> str:
    """Write an amount as standards allow it: trailing zeros of the cents or none, a zero before the dot or none."""
    text = f"{value:.2f}"
    if rng.random() < 0.3:
        text = text.rstrip("0").rstrip(".")
    if rng.random() < 0.1 and text.startswith(("0.", "-0.")):
        text = text.replace("0.", ".", 1)
    return text

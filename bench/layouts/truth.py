"""What a generated document says: the payment behind every layout."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

D = Decimal
CENT = D("0.01")
FIRMS = [
    "Brackwater Foods Ltd",
    "Halvorsen Marine AS",
    "Petit Moulin SARL",
    "Kessler Antriebe GmbH",
    "Rioverde Textil SL",
    "Fornaci Lusetti SpA",
    "Van der Hoop BV",
    "Casa Alvorada Lda",
    "Northgate Timber Inc",
    "Oakline Supplies LLC",
    "Quillfeather Press plc",
    "Sonnfeld Logistik GmbH & Co. KG",
    "Aciéries du Valmont SAS",
    "Terranova Pools Corp",
]
PAYEES = ["Lumen Parts Ltd", "Orlow Valves GmbH", "Maison Tessier SA", "Delft Pumps BV", "Grupo Solano SA"]


@dataclass
class Line:
    number: str | None
    kind: str = "invoice"
    day: date | None = None
    po: str | None = None
    gross: Decimal | None = None
    discount: Decimal | None = None
    deduction: Decimal | None = None
    reason: str | None = None
    net: Decimal | None = None


@dataclass
class Payment:
    payer: str
    payee: str
    reference: str
    method: str | None
    day: date
    currency: str
    lines: list[Line] = field(default_factory=list)
    total: Decimal | None = None
    """None where the document states none."""

    @property
    def sum(self) -> Decimal:
        return sum((line.net or D(0) for line in self.lines), D(0))


def make_payment(
    rng: random.Random, *, currency: str, lines: int, credits: bool = True, reductions: str = "both"
) -> Payment:
    """Make a payment; `reductions` is both, discount or none."""
    payer = rng.choice(FIRMS)
    payment = Payment(
        payer,
        rng.choice(PAYEES),
        rng.choice(
            [
                f"PAY-{rng.randint(10000, 99999)}",
                str(rng.randint(10**6, 10**7)),
                f"TRF{rng.randint(10**7, 10**8)}",
            ]
        ),
        rng.choice(["transfer", "cheque", None]),
        date(2026, 1, 1) + timedelta(days=rng.randint(0, 300)),
        currency,
    )
    form = rng.choice(["INV-{}", "{}", "F-2026-{}", "RE{}", "90{}", "A/{}/26", "SI-{}-X"])
    start = rng.randint(10000, 80000)
    for index in range(lines):
        start += rng.randint(1, 60)
        gross = D(rng.randint(1000, 2_000_000)) / 100
        line = Line(
            form.format(start),
            gross=gross,
            day=payment.day - timedelta(days=rng.randint(20, 80)),
            po=f"45{rng.randint(10**7, 10**8 - 1)}",
        )
        if credits and index and rng.random() < 0.15:
            line.kind, line.gross = "credit_note", -(gross / 10).quantize(CENT)
        elif reductions != "none" and rng.random() < 0.5:
            line.discount = (gross * D(rng.choice([2, 3])) / 100).quantize(CENT)
        if reductions == "both" and line.kind == "invoice" and rng.random() < 0.3:
            line.deduction = (
                D(rng.randint(500, min(20000, int(gross * 40)))) / 100 if gross * 40 > 600 else None
            )
            line.reason = rng.choice(["D12", "SHORT", "PRICE", "R07"]) if line.deduction else None
        line.net = line.gross - (line.discount or 0) - (line.deduction or 0)
        payment.lines.append(line)
    if payment.sum <= 0:
        return make_payment(rng, currency=currency, lines=lines, credits=False, reductions=reductions)
    payment.total = payment.sum
    return payment

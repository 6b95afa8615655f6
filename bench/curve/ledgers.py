"""A ledger that holds what the documents pay, among foreign and deceptively similar items."""

import random
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from bench.layouts.series import Drawn
from domain.ledger import Customer, Ledger, OpenItem
from domain.words import DocumentType

FOREIGN = 500
_KINDS = {"invoice": DocumentType.INVOICE, "credit_note": DocumentType.CREDIT_NOTE}


def ledger_for(documents: Sequence[Drawn], rng: random.Random) -> Ledger:
    """Return the payer's open items, some that differ from them by a figure, and those of strangers."""
    payer = documents[0].truth[0].fields.get("payer_name") or ""
    items: dict[tuple[str, str], OpenItem] = {}
    for one in documents:
        for payment in one.sheet.payments:
            for line in payment.lines:
                kind = _KINDS.get(line.kind)
                if kind is None or not line.number:
                    continue
                amount = line.gross if line.gross is not None else line.net or Decimal(1)
                _add(items, line.number, "C1", amount, payment.currency, kind, line.day, line.po)
                if rng.random() < 0.3:
                    _add(items, _similar(line.number, rng), "C1", _amount(rng), payment.currency)
    numbers = [item.document_number for item in items.values()] or ["INV-10000"]
    for count in range(FOREIGN):
        _add(items, _similar(rng.choice(numbers), rng), f"C{2 + count % 20}", _amount(rng), "EUR")
    strangers = tuple(Customer(f"C{2 + n}", f"Stranger Works {n} Ltd") for n in range(20))
    return Ledger((Customer("C1", payer), *strangers), open_items=tuple(items.values()))


def _add(
    items: dict[tuple[str, str], OpenItem],
    number: str,
    customer: str,
    amount: Decimal,
    currency: str,
    kind: DocumentType = DocumentType.INVOICE,
    day: date | None = None,
    order: str | None = None,
) -> None:
    item = OpenItem(number, customer, kind, currency, amount, amount, issue_date=day, po_number=order)
    items.setdefault((customer, number), item)


def _similar(number: str, rng: random.Random) -> str:
    """Return the number with one or two figures changed."""
    places = [at for at, sign in enumerate(number) if sign.isdigit()]
    signs = list(number)
    for at in rng.sample(places, min(len(places), rng.randint(1, 2))):
        signs[at] = rng.choice("0123456789")
    return "".join(signs)


def _amount(rng: random.Random) -> Decimal:
    return Decimal(rng.randint(1000, 2_000_000)) / 100

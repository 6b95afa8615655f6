"""Ledgers and advices of a few lines, and their match."""

from decimal import Decimal

from domain.decisions import Match
from domain.ledger import Customer, Ledger, OpenItem
from domain.policy import Matching
from domain.remittance import Remittance, RemittanceLine
from domain.words import DocumentType, Layout
from matching.matching import match

SETTINGS = Matching()


def item(number: str, open_amount: str, customer: str = "C1", **other: object) -> OpenItem:
    amount = Decimal(str(other.pop("amount", open_amount)))
    kind = DocumentType.CREDIT_NOTE if amount < 0 else DocumentType.INVOICE
    fields: dict[str, object] = {"currency": "EUR", "document_type": kind, **other}
    return OpenItem(number, customer, amount=amount, open_amount=Decimal(open_amount), **fields)  # type: ignore[arg-type]


def ledger(*items: OpenItem, parents: dict[str, str] | None = None) -> Ledger:
    ids = sorted({one.customer_id for one in items} | {"C1", *(parents or {})})
    customers = tuple(Customer(name, name, parent_id=(parents or {}).get(name)) for name in ids)
    return Ledger(customers, open_items=items)


def line(number: str | None, net: str | None, **other: object) -> RemittanceLine:
    money = ("gross_amount", "discount_amount", "deduction_amount")
    fields = {name: Decimal(str(value)) if name in money else value for name, value in other.items()}
    amount = None if net is None else Decimal(net)
    return RemittanceLine(number, net_amount=amount, **fields)  # type: ignore[arg-type]


def advice(*lines: RemittanceLine, total: str | None = "sum", currency: str | None = "EUR") -> Remittance:
    stated = sum((one.net_amount or Decimal(0) for one in lines), Decimal("0.00"))
    amount = stated if total == "sum" else None if total is None else Decimal(total)
    return Remittance("advice.pdf", Layout.TABLE, lines, currency=currency, total_amount=amount)


def matched(books: Ledger, *remittances: Remittance, customer: str | None = "C1") -> Match:
    result = match(remittances, books, customer, SETTINGS)
    assert result is not None
    return result

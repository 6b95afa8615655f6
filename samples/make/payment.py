"""A payment as an advice tells it, how amounts and days are written, and its truth."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from samples.make.books import Item

Json = dict[str, Any]
LINE_KEYS = ("gross", "discount", "deduction", "reason", "net", "dated", "po")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an advice; the net is what it adds to the payment."""

    number: str | None
    net: Decimal
    kind: str = "invoice"
    gross: Decimal | None = None
    discount: Decimal | None = None
    deduction: Decimal | None = None
    reason: str | None = None
    dated: date | None = None
    po: str | None = None


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment with its lines; the total is theirs."""

    payer: str
    currency: str
    lines: tuple[Line, ...]
    reference: str = ""
    method: str = "transfer"
    day: date = date(2026, 11, 12)
    payee: str = "Tarvenne Fasteners Ltd"

    @property
    def total(self) -> Decimal:
        return sum((line.net for line in self.lines), Decimal("0.00"))


def line(
    item: Item,
    *,
    discount: str | None = None,
    deduction: str | None = None,
    reason: str | None = None,
    net: str | None = None,
    number: str | None = None,
) -> Line:
    """Make the line that settles an item, whole or less what is taken off."""
    off, less = (Decimal(text) if text else None for text in (discount, deduction))
    paid = Decimal(net) if net else item.open_amount - (off or 0) - (less or 0)
    said = number or item.number
    return Line(said, paid, item.kind, item.amount, off, less, reason, item.issued, item.po or None)


def percent(item: Item, rate: str) -> str:
    """Return that percentage of an item as text, rounded to the cent."""
    return f"{(item.amount * Decimal(rate) / 100).quantize(Decimal('0.01'))}"


def _grouped(mark: str, point: str) -> Callable[[Decimal], str]:
    def write(amount: Decimal) -> str:
        return f"{amount:,.2f}".replace(",", "\0").replace(".", point).replace("\0", mark)

    return write


def _trailing(amount: Decimal) -> str:
    return f"{abs(amount):,.2f}" + ("-" if amount < 0 else "")


def _bracketed(amount: Decimal) -> str:
    return f"({abs(amount):,.2f})" if amount < 0 else f"{amount:,.2f}"


MONEY: dict[str, Callable[[Decimal], str]] = {
    "en": _grouped(",", "."),
    "fr": _grouped(" ", ","),
    "de": _grouped(".", ","),
    "ch": _grouped("'", "."),
    "plain": _grouped("", "."),
    "comma": _grouped("", ","),
    "trailing": _trailing,
    "brackets": _bracketed,
}


def text_of(value: object, money: str, day: str) -> str:
    """Write one value of a line or header in a dialect; what is not there stays blank."""
    if isinstance(value, Decimal):
        return MONEY[money](value)
    if isinstance(value, date):
        return value.strftime(day)
    return "" if value is None else str(value)


def remittance(
    payment: Payment,
    document: str,
    layout: str,
    *,
    head: Collection[str],
    shown: Collection[str],
    also_in: Sequence[str] = (),
) -> Json:
    """Return the truth of a payment of which the document shows only those header and line keys."""

    def stated(key: str, value: object) -> object:
        return value if key in head else None

    return {
        "document": document,
        "layout": layout,
        "payer_name": stated("payer", payment.payer),
        "payee_name": stated("payee", payment.payee),
        "payment_reference": stated("reference", payment.reference),
        "payment_method": stated("method", payment.method),
        "payment_date": stated("day", payment.day.isoformat()),
        "currency": stated("currency", payment.currency),
        "total_amount": stated("total", f"{payment.total:.2f}"),
        "lines": [_line_truth(one, shown) for one in payment.lines],
        "also_in": list(also_in),
    }


def _line_truth(one: Line, shown: Collection[str]) -> Json:
    def amount(key: str, value: Decimal | None) -> str | None:
        return f"{value:.2f}" if key in shown and value is not None else None

    return {
        "document_number": one.number,
        "document_type": one.kind,
        "document_date": one.dated.isoformat() if one.dated and "dated" in shown else None,
        "po_number": one.po if "po" in shown else None,
        "gross_amount": amount("gross", one.gross),
        "discount_amount": amount("discount", one.discount),
        "deduction_amount": amount("deduction", one.deduction),
        "deduction_reason": one.reason if "reason" in shown else None,
        "net_amount": amount("net", one.net),
    }


def match(found: Sequence[Payment], items: Sequence[Item]) -> Json:
    """Return the truth of the match where every line settles one of the items.

    Short payments without a stated reason leave a residual.
    """
    by_number = {item.number: item for item in items}
    applied: list[Json] = []
    for place, payment in enumerate(found):
        for turn, one in enumerate(payment.lines):
            item = by_number[one.number or ""]
            rest = item.open_amount - one.net - (one.discount or 0) - (one.deduction or 0)
            row: Json = {"remittance": place, "line": turn, "document_number": item.number}
            row |= {"amount": f"{one.net:.2f}", "residual": f"{rest:.2f}"}
            applied.append(row | {"residual_kind": "short_payment" if rest > 0 else None})
    return {"status": "full", "applied": applied, "unapplied_amount": "0.00"}

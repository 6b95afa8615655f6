"""Keeps amounts that no ledger could hold out of the store: they are shown as what they are, a doubt."""

from dataclasses import replace
from decimal import Decimal

from domain.money import to_storage
from domain.remittance import Remittance, RemittanceLine

LARGEST = 2**63 - 1


def storable(payment: Remittance) -> Remittance:
    """Return the payment without amounts of more than four decimals or beyond any booking.

    Each such amount is named in `problems` and the payment needs review: rounding silently is never right.
    """
    problems: list[str] = []
    total = _checked(payment.total_amount, "the total", problems)
    lines = tuple(_line(line, number, problems) for number, line in enumerate(payment.lines, 1))
    if not problems:
        return payment
    return replace(
        payment,
        total_amount=total,
        lines=lines,
        needs_review=True,
        problems=(*payment.problems, *problems),
    )


def _line(line: RemittanceLine, number: int, problems: list[str]) -> RemittanceLine:
    def checked(amount: Decimal | None, name: str) -> Decimal | None:
        return _checked(amount, f"{name} of line {number}", problems)

    return replace(
        line,
        gross_amount=checked(line.gross_amount, "gross_amount"),
        discount_amount=checked(line.discount_amount, "discount_amount"),
        deduction_amount=checked(line.deduction_amount, "deduction_amount"),
        net_amount=checked(line.net_amount, "net_amount"),
    )


def _checked(amount: Decimal | None, what: str, problems: list[str]) -> Decimal | None:
    if amount is None or _fits(amount):
        return amount
    problems.append(f"{amount} as {what} is no amount of money; look at the document.")
    return None


def _fits(amount: Decimal) -> bool:
    try:
        return abs(to_storage(amount)) <= LARGEST
    except (ValueError, ArithmeticError):
        return False

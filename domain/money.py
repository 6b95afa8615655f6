"""Amounts of money: always Decimal, stored as whole ten-thousandths."""

from decimal import Decimal

SCALE = 10_000
CENT = Decimal("0.01")
ZERO = Decimal("0.00")


def to_storage(amount: Decimal) -> int:
    """Return the amount as a whole number of 1/10,000.

    Raises ValueError when the amount has more than four decimals: rounding money
    silently is never right.
    """
    scaled = amount * SCALE
    if scaled != scaled.to_integral_value():
        raise ValueError(f"the amount {amount} has more than four decimals")
    return int(scaled)


def from_storage(stored: int) -> Decimal:
    """Return the Decimal of a stored whole number of 1/10,000, with at least two decimals."""
    return plain(Decimal(stored) / SCALE)


def plain(amount: Decimal) -> Decimal:
    """Drop trailing zeros beyond the cents: 12.3400 -> 12.34, 12.5 -> 12.50, 0.1250 -> 0.125."""
    if not amount.is_finite():
        raise ValueError(f"{amount} is not an amount of money")
    normal = amount.normalize()
    exponent = normal.as_tuple().exponent
    if isinstance(exponent, int) and exponent > -2:
        return normal.quantize(CENT)
    return normal


def as_text(amount: Decimal) -> str:
    """Write an amount as the interface wants it: a dot, at least two decimals, "1234.50"."""
    text = f"{plain(amount):f}"
    return "0.00" if text in ("-0.00", "0.00") else text

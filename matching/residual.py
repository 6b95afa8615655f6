"""What an amount left open after an application is."""

from decimal import Decimal

from domain.policy import Matching
from domain.remittance import RemittanceLine
from domain.words import DocumentType, ResidualKind

HIGHEST_CASH_DISCOUNT = Decimal("0.05")
USUAL_RATES = tuple(Decimal(rate) / 1000 for rate in (10, 15, 20, 25, 30, 40, 50))
_CENT = Decimal("0.01")
_DISCOUNT_WORDS = (
    "discount", "skonto", "escompte", "pronto pago", "sconto", "betalingskorting", "kassakorting", "desconto",
)  # fmt: skip


def residual_kind(
    residual: Decimal, opened: Decimal, line: RemittanceLine, taken_back: Decimal, settings: Matching
) -> ResidualKind | None:
    """Name a residual = open - amount - discount - deduction. First that holds:

    - `null`: nothing is left.
    - `rounding`: not more than `settings.rounding`, either way.
    - `overpayment`: below zero, more was applied than was open; of a credit note, credit left unused.
    - `deduction`: the lines that take money off this item are what is left, or the line gives a reason
      for paying less but states no deduction amount.
    - `discount`: the line states no discount, but its reason is a discount word and the rest is at most
      5 % of what was open, or its own gross is what was open and lacks a usual cash discount to the cent.
    - `short_payment`: anything else; a stated discount or deduction that leaves a rest does not explain it.

    `opened` is what was open before this line, `taken_back` the sum (positive) that lines with negative
    amounts took off this item so far.
    """
    if not residual:
        return None
    if abs(residual) <= settings.rounding:
        return ResidualKind.ROUNDING
    if residual < 0:
        return ResidualKind.OVERPAYMENT
    if opened >= 0 and (residual == taken_back or line.document_type is DocumentType.DEDUCTION):
        return ResidualKind.DEDUCTION
    if opened > 0 and _is_discount(residual, opened, line):
        return ResidualKind.DISCOUNT
    if line.deduction_reason and line.deduction_amount is None and opened > 0:
        return ResidualKind.DEDUCTION
    return ResidualKind.SHORT_PAYMENT


def _is_discount(residual: Decimal, opened: Decimal, line: RemittanceLine) -> bool:
    if line.discount_amount is not None or residual > opened * HIGHEST_CASH_DISCOUNT + _CENT:
        return False
    reason = (line.deduction_reason or "").lower()
    if reason:
        return any(word in reason for word in _DISCOUNT_WORDS)
    if line.gross_amount != opened or line.deduction_amount is not None:
        return False
    return any(abs(opened * rate - residual) < _CENT for rate in USUAL_RATES)

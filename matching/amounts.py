"""The amount each decided line adds to its payment, also where the document states it only in sum."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from domain.money import ZERO
from domain.remittance import Remittance, RemittanceLine
from matching.deciding import Decisions, Place


def line_amounts(remittances: Sequence[Remittance], decisions: Decisions) -> dict[Place, Decimal]:
    """Return the amount of each decided line by (remittance, line); lines without a proven one are absent.

    A stated net is taken as it is. Lines without a net ("we paid INV-1 and INV-2, 1,234.50 in all") get
    their gross less reductions, or else what is open, only if with it the whole payment adds up to its total.
    """
    amounts: dict[Place, Decimal] = {}
    for number, remittance in enumerate(remittances):
        for index, net in enumerate(_nets(number, remittance, decisions)):
            if net is not None and (number, index) in decisions.found:
                amounts[number, index] = net
    return amounts


def _nets(number: int, remittance: Remittance, decisions: Decisions) -> list[Decimal | None]:
    stated = [line.net_amount for line in remittance.lines]
    if None not in stated or remittance.total_amount is None:
        return stated
    ways: tuple[Callable[[int, RemittanceLine], Decimal | None], ...] = (
        lambda _, line: _gross_less_reductions(line),
        lambda index, _: _open_amount((number, index), decisions),
    )
    for way in ways:
        filled = [
            way(index, line) if line.net_amount is None else line.net_amount
            for index, line in enumerate(remittance.lines)
        ]
        known = [amount for amount in filled if amount is not None]
        if len(known) == len(filled) and sum(known, ZERO) == remittance.total_amount:
            return filled
    return stated


def _gross_less_reductions(line: RemittanceLine) -> Decimal | None:
    if line.gross_amount is None:
        return None
    return line.gross_amount - (line.discount_amount or ZERO) - (line.deduction_amount or ZERO)


def _open_amount(place: Place, decisions: Decisions) -> Decimal | None:
    finding = decisions.found.get(place)
    return finding.item.open_amount if finding and finding.item else None

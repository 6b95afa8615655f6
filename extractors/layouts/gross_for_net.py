"""Tells gross from net where the taught lines had both the same: the stated total decides."""

from collections.abc import Sequence
from decimal import Decimal

from domain.money import ZERO
from extractors.recognition.entries import Entry


def set_right(entries: Sequence[Entry], stated: Sequence[Decimal]) -> None:
    """Exchange gross and net of all lines whose reductions add, where only then the lines make a total."""
    turned = [entry for entry in entries if _adds(entry)]
    if not turned or any(entry.net is None for entry in entries):
        return
    now = sum((entry.net or ZERO for entry in entries), ZERO)
    gap = sum(((entry.gross or ZERO) - (entry.net or ZERO) for entry in turned), ZERO)
    if now not in stated and now + gap in stated:
        for entry in turned:
            entry.gross, entry.net = entry.net, entry.gross
            entry.discount = -entry.discount if entry.discount else entry.discount
            entry.deduction = -entry.deduction if entry.deduction else entry.deduction


def _adds(entry: Entry) -> bool:
    """Tell whether a line is paid more than its gross amount by what should reduce it."""
    reductions = (entry.discount or ZERO, entry.deduction or ZERO)
    whole = entry.gross is not None and entry.net is not None and entry.net > entry.gross > 0
    return whole and min(reductions) < 0 and max(reductions) <= 0

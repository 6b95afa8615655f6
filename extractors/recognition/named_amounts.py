"""Reads amounts that each have their name before them: "Invoiced 100.00 · Discount 2.00 · Paid 98.00"."""

from collections.abc import Sequence
from decimal import Decimal

from extractors.recognition.looking import Found
from extractors.recognition.words import column_meaning

_ROLES = frozenset({"gross", "discount", "deduction", "net"})
_LONGEST = 4
"""In words: what names an amount."""


def named_amounts(lines: Sequence[Found]) -> list[dict[str, Decimal]] | None:
    """Return each line's amounts by role where a name stands before every one of them, else None.

    One line at least states more than what is paid, and all state that.
    """
    named = [_named(found) for found in lines]
    told = [one for one in named if one is not None and "net" in one]
    return told if len(told) == len(lines) and any(len(one) > 1 for one in told) else None


def _named(found: Found) -> dict[str, Decimal] | None:
    amounts = iter(found.amounts)
    roles: dict[str, Decimal] = {}
    since: list[str] = []
    for kind, text, _ in found.sequence:
        if kind == "word":
            since = [*since, text][-_LONGEST:] if text else []
            continue
        if kind == "amount":
            role = _role(since)
            amount = next(amounts)[0]
            if role is None or role in roles:
                return None
            roles[role] = abs(amount) if role in ("discount", "deduction") else amount
        since = []
    return roles


def _role(words: Sequence[str]) -> str | None:
    """Return the role that the fewest last words name: "vom Rechnungsbetrag" is the gross amount."""
    for size in range(1, len(words) + 1):
        meaning = column_meaning(" ".join(words[-size:]))
        if meaning is not None and meaning.concept in _ROLES:
            return meaning.concept
    return None

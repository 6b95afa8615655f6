"""Reads one cell of the ledger as one kind of value; a ValueError says what is wrong with it."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from domain.money import plain

W = TypeVar("W", bound=StrEnum)

_AMOUNT = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_TRUTH = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
_LARGEST = Decimal(10) ** 14
_LONGEST = 24


def text(cell: str) -> str:
    """Return the cell as it stands."""
    return cell


def amount(cell: str) -> Decimal:
    """Return money, with at least two decimals: "-1234.5" -> Decimal("-1234.50")."""
    if not _AMOUNT.fullmatch(cell):
        raise ValueError("is not an amount; write it with a decimal point and nothing else, like 1234.50")
    # Longer texts could lose digits in Decimal's arithmetic of 28 places.
    value = plain(Decimal(cell)) if len(cell) <= _LONGEST else _LARGEST
    if abs(value) >= _LARGEST:
        raise ValueError("has more digits than any amount that can be stored")
    if value != round(value, 4):
        raise ValueError("has more than four decimals")
    return value


@lru_cache(maxsize=8192)
def day(cell: str) -> date:
    """Return an ISO date."""
    if not _DATE.fullmatch(cell):
        raise ValueError("is not a date; write it like 2026-03-31")
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise ValueError("is not a day of the calendar") from None


def truth(cell: str) -> bool:
    """Return yes or no."""
    try:
        return _TRUTH[cell.lower()]
    except KeyError:
        raise ValueError("is neither yes nor no; write yes, no, true, false, 1 or 0") from None


def currency(cell: str) -> str:
    """Return an ISO 4217 code in capitals."""
    code = cell.upper()
    if not _CURRENCY.fullmatch(code):
        raise ValueError("is not a currency code of three letters, like EUR")
    return code


def score(cell: str) -> int:
    """Return a whole number from 0 to 100."""
    if not re.fullmatch("[0-9]{1,3}", cell) or int(cell) > 100:
        raise ValueError("is not a whole number from 0 to 100")
    return int(cell)


def address(cell: str) -> str:
    """Return an e-mail address in lower case."""
    local, at, domain = cell.partition("@")
    if not (local and at and domain) or "@" in domain or re.search(r"\s", cell):
        raise ValueError("is not an e-mail address")
    return cell.lower()


def many(cell: str) -> tuple[str, ...]:
    """Return the parts of a list separated by semicolons, blank ones left out."""
    return tuple(part for part in (piece.strip() for piece in cell.split(";")) if part)


def domains(cell: str) -> tuple[str, ...]:
    """Return a list of e-mail domains in lower case, without a leading @."""
    found = tuple(part.lower().removeprefix("@") for part in many(cell))
    for domain in found:
        if not domain or "@" in domain or re.search(r"\s", domain):
            raise ValueError("is not a list of e-mail domains separated by semicolons")
    return found


def word_of(kind: type[W]) -> Callable[[str], W]:
    """Return a reader for one of the words of that list."""
    listed = ", ".join(kind)

    def word(cell: str) -> W:
        try:
            return kind(cell.lower())
        except ValueError:
            raise ValueError(f"is none of {listed}") from None

    return word

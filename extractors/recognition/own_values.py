"""Drops doubts about days and numbers beside lines that turn out to be a payment's own."""

from collections.abc import Iterable, Sequence, Set
from datetime import date

from domain.dialect import Dialect, parse_date
from domain.dialect_dates import is_date_like
from domain.numbers import number_key
from extractors.recognition.leftovers import BESIDE, is_part
from extractors.recognition.numbers import looks_like_number

_EDGES = " ,;:.()[]*•·\"'"


def without_own(
    doubts: Sequence[str],
    days: Set[date | None],
    numbers: Iterable[str | None],
    dialect: Dialect,
) -> list[str]:
    """Return the doubts but for those about the payment's own day and number, which were found elsewhere.

    `numbers` are that of the payment and those of its lines, which may stand beside them.
    """
    own = {number_key(number) for number in numbers if number}
    return [
        doubt
        for doubt in doubts
        if not doubt.endswith(BESIDE) or not _is_own(doubt[1 : -len(BESIDE) - 1], days, own, dialect)
    ]


def _is_own(text: str, days: Set[date | None], own: Set[str], dialect: Dialect) -> bool:
    numbers = [word for word in (part.strip(_EDGES) for part in text.split()) if looks_like_number(word)]
    if own and all(is_part(number_key(one), own) for one in numbers or [text]):
        return True
    day = parse_date(text, dialect) if is_date_like(text) else None
    return day is not None and day in days

"""Reads days behind a label that announces one, though written of bare figures or far apart: 16102026."""

import re
from datetime import date

from domain.dialect import Dialect
from domain.dialect_dates import DateOrder

_PACKED = re.compile(r"^\d{8}$")
_SPACED = re.compile(r"(?<=\d)\s*([/.-])\s*(?=\d)")
_FIRST, _LAST = 2000, 2099
_ORDERS = {DateOrder.DAY_FIRST: (4, 2, 0), DateOrder.MONTH_FIRST: (4, 0, 2)}
"""Where year, month and day begin."""


def tight(text: str) -> str:
    """Return a day of figures without the blanks beside its strokes: "2026 / 10 / 06"."""
    return _SPACED.sub(r"\1", text)


def is_packed_day(text: str) -> bool:
    """Tell whether eight figures can be read as a day of this century."""
    return bool(_days(text))


def packed_day(text: str, dialect: Dialect) -> date | None:
    """Return the day, None where the figures name several and the document's order does not tell."""
    days = _days(text)
    if len(set(days.values())) == 1:
        return next(iter(days.values()))
    return days.get(dialect.order) if dialect.order else None


def _days(text: str) -> dict[DateOrder, date]:
    if not _PACKED.match(text):
        return {}
    days = {}
    for order, (year, month, day) in _ORDERS.items():
        try:
            found = date(int(text[year : year + 4]), int(text[month : month + 2]), int(text[day : day + 2]))
        except ValueError:
            continue  # these figures are no day in that order
        if _FIRST <= found.year <= _LAST:
            days[order] = found
    return days

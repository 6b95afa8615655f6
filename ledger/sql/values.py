"""Writes what a database driver gives as the text that the ledger's checks take; nothing is rounded."""

from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID

_AMOUNTS = frozenset({"amount", "open_amount", "annual_revenue"})
_DAYS = frozenset({"issue_date", "due_date", "order_date"})
_EXACT_DIGITS = 15
"""A binary float holds so many decimal digits for certain."""
_YES = frozenset({"yes", "true", "1", "y", "t", "x"})
_NO = frozenset({"", "no", "false", "0", "n", "f"})


def cell_of(column: str, value: object, *, known: bool) -> str:
    """Return the value as a cell of a CSV file would hold it, "" for NULL.

    `known` is False for columns that are kept as extras. Raises ValueError that says what is wrong.
    """
    match value:
        case None:
            return ""
        case str():
            return value.strip()
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Decimal():
            return _decimal(column, value, known=known)
        case float():
            return _float(column, value, known=known)
        case datetime():
            return _moment(column, value)
        case date() | UUID():
            return str(value)
    raise ValueError(f"is of the type {type(value).__name__}; cast the column to text in the query")


def is_deleted(value: object) -> bool:
    """Tell whether a row is marked as deleted: a flag, or the day or moment of its deletion.

    Raises ValueError for anything that is neither.
    """
    if isinstance(value, date):
        return True
    word = cell_of("", value, known=True).lower()
    if word in _YES or word in _NO:
        return word in _YES
    raise ValueError("is neither yes nor no; give yes, no, 1, 0, a date or NULL")


def _decimal(column: str, value: Decimal, *, known: bool) -> str:
    if not value.is_finite():
        raise ValueError("is not a number")
    if column in _AMOUNTS or not known:
        return f"{value:f}"
    if value == value.to_integral_value():
        return str(int(value))
    raise ValueError("is a number with decimals; cast the column to text in the query")


def _float(column: str, value: float, *, known: bool) -> str:
    exact = Decimal(repr(value))
    _, digits, exponent = exact.as_tuple()
    if column in _AMOUNTS:
        if not isinstance(exponent, int) or exponent < -4 or len(digits) > _EXACT_DIGITS:
            raise ValueError(
                "is a floating-point number that is not exact; cast the column to NUMERIC in the query"
            )
        return f"{exact:f}"
    if known:
        raise ValueError("is a floating-point number; cast the column to text or INTEGER in the query")
    return repr(value)


def _moment(column: str, value: datetime) -> str:
    if column not in _DAYS:
        return value.isoformat(" ")
    if value.tzinfo is not None or value.time() != time():
        raise ValueError("is a moment, not a day; cast the column to DATE in the query")
    return value.date().isoformat()

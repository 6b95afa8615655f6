"""The dialect in which one document writes numbers and dates, decided from all of them together."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from domain.dialect_dates import DateOrder, decide_order, is_date_like, read_date
from domain.dialect_numbers import decide_decimal, fractions_of_three, is_amount_like, read_amount


@dataclass(frozen=True, slots=True)
class Hints:
    """What surrounds a document and may settle what its own values leave open."""

    language: str | None = None
    """ISO 639-1."""
    country: str | None = None
    """ISO 3166 alpha-2 of the writer."""
    currency: str | None = None
    near: date | None = None
    """A day near which the document was written, e.g. the mail's date."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one document writes; None where nothing settles it, and then such values are not read."""

    decimal: str | None = None
    """"." or ",": the mark before the cents."""
    order: DateOrder | None = None
    """Which of day and month comes first in all-figure dates."""
    three_decimals: bool = False
    """True where the document surely writes amounts with three decimals."""
    mixed_amounts: bool = False
    """Both marks are surely used as decimal marks somewhere."""
    mixed_dates: bool = False
    """Both orders are surely used somewhere."""
    why: tuple[str, ...] = ()


def decide(texts: Iterable[str], hints: Hints | None = None) -> Dialect:
    """Return the dialect of a document from its cell or word-group texts and from hints.

    Texts that are neither amounts nor dates are ignored; values count before hints.
    """
    hints = hints or Hints()
    kept = list(texts)
    amounts = [text for text in kept if is_amount_like(text)]
    dates = [text for text in kept if is_date_like(text)]
    decimal, mixed_amounts, why_amounts = decide_decimal(amounts, hints.language)
    order, mixed_dates, why_dates = decide_order(
        dates, hints.language, hints.country, hints.currency, hints.near
    )
    dialect = Dialect(decimal=decimal, order=order, mixed_amounts=mixed_amounts, mixed_dates=mixed_dates)
    return replace(dialect, three_decimals=fractions_of_three(amounts, decimal), why=why_amounts + why_dates)


def parse_amount(text: str, dialect: Dialect) -> Decimal | None:
    """Return the amount that the whole text states, None if it states none or is ambiguous.

    Signs, currencies, padding and brackets may stand around it; negative for a leading or
    trailing minus, brackets and a CR mark.
    """
    return read_amount(text, dialect.decimal, three_decimals=dialect.three_decimals)


def parse_date(text: str, dialect: Dialect) -> date | None:
    """Return the day that the whole text states, None if it states none or is ambiguous."""
    return read_date(text, dialect.order)

"""Reads days in any of the ways that firms print them, in seven languages."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import lru_cache

from domain.dialect_numbers import clean

_MONTHS = {
    1: "january jan janvier janv januar jaenner enero ene gennaio gen januari janeiro",
    2: "february feb fevrier fevr fev februar febrero febbraio februari fevereiro",
    3: "march mar mars maerz marz mrz marzo maart mrt marco",
    4: "april apr avril avr abril abr aprile",
    5: "may mai mayo maggio mag mei maio",
    6: "june jun juin juni junio giugno giu junho",
    7: "july jul juillet juil juli julio luglio lug julho",
    8: "august aug aout aou agosto ago augustus",
    9: "september sep sept septembre septiembre set settembre setembro",
    10: "october oct octobre oktober okt octubre ottobre ott outubro out",
    11: "november nov novembre noviembre novembro",
    12: "december dec decembre dezember dez diciembre dic dicembre dezembro",
}
_MONTH = {word: month for month, words in _MONTHS.items() for word in words.split()}
_NUMERIC = re.compile(r"^(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})$")
_ISO = re.compile(
    r"^(\d{4})\s?([./-])\s?(\d{1,2})\2\s?(\d{1,2})"
    r"(?:[t ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:z|[+-]\d{2}:?\d{2})?)?$"
)
_COMPACT = re.compile(r"^(19|20)(\d{2})(\d{2})(\d{2})$")
_DAY_FIRST = re.compile(
    r"^(\d{1,2})(?:er|st|nd|rd|th|\.|o)?[\s./-]*(?:de |of |d')?"
    r"([a-z]{3,10})\.?[\s./,-]*(?:de[l]? )?(\d{4}|\d{2})$"
)
_MONTH_FIRST = re.compile(r"^([a-z]{3,10})\.?[\s./-]*(\d{1,2})(?:st|nd|rd|th)?[\s.,/-]+(\d{4}|\d{2})$")
_WEEKDAY = re.compile(
    r"^(?:le |den |am |dated |the |el |il |op )?"
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch"
    r"|mo|di|mi|do|fr|sa|so|lun|mar|mer|jeu|ven|sam|dim|lunes|martes|miercoles|jueves|viernes)?"
    r"[.,]?\s*(?:le |den |the )?(?=[\da-z])"
)
_TIME = re.compile(
    r",?\s+(?:(?:at|um|a)\s+)?\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m)?(?:\s?(?:utc|gmt|cet|cest|uhr))?$"
)
_DAY_FIRST_LANGUAGES = frozenset({"fr", "de", "es", "it", "nl", "pt"})
_DAY_FIRST_CURRENCIES = frozenset(
    "EUR GBP CHF SEK NOK DKK PLN CZK HUF RON BGN AUD NZD INR BRL MXN SGD AED MAD TND TRY ARS CLP COP".split()  # noqa: SIM905
)
_SOON, _LATE = 14, 45
"""In days after the mail: a payment is announced at most so early, and a day beyond is another reading."""
_MONTH_FIRST_COUNTRIES = frozenset({"US"})


def is_month(word: str) -> bool:
    """Tell whether a folded word is the name of a month, or a way to shorten it."""
    return word in _MONTH


class DateOrder(StrEnum):
    """Which of day and month comes first in an all-figure date."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


@lru_cache(maxsize=8192)
def is_date_like(text: str) -> bool:
    """Tell whether the whole text is written like a day, readable or ambiguous."""
    if not 6 <= len(text) <= 40 or not any(letter.isdigit() for letter in text):
        return False
    return any(read_date(text, order) is not None for order in DateOrder)


@lru_cache(maxsize=8192)
def read_date(text: str, order: DateOrder | None) -> date | None:
    """Return the day, None if the text is none or its order of day and month is not settled."""
    bare = _fold(text)
    if (found := _ISO.match(bare)) is not None:
        return _day(int(found[1]), int(found[3]), int(found[4]))
    if (found := _NUMERIC.match(bare)) is not None:
        return _numeric(int(found[1]), int(found[3]), _year(found[4]), found[2], order)
    if (found := _COMPACT.match(bare)) is not None:
        return _day(int(found[1] + found[2]), int(found[3]), int(found[4]))
    return _named(bare)


def decide_order(
    dates: Iterable[str], language: str | None, country: str | None, currency: str | None, near: date | None
) -> tuple[DateOrder | None, bool, tuple[str, ...]]:
    """Return (order or None, whether both are surely used, why)."""
    pairs = [parts for text in dates if (parts := _parts(text))]
    day_first = sum(1 for first, second, mark, _ in pairs if first > 12 >= second or mark == ".")
    month_first = sum(1 for first, second, _, _ in pairs if second > 12 >= first)
    if day_first or month_first:
        winner = DateOrder.DAY_FIRST if day_first > month_first else DateOrder.MONTH_FIRST
        mixed = bool(day_first and month_first)
        return (
            None if mixed else winner,
            mixed,
            (f"dates: {winner} by {max(day_first, month_first)} of them",),
        )
    if not pairs:
        return None, False, ()
    by_surroundings = _order_by_surroundings(language, country, currency)
    by_time = _order_by_time(pairs, near)
    if by_time and by_surroundings and by_time is not by_surroundings:
        return None, False, ("the dates fit the mail's day in one order and the language in the other",)
    order = by_time or by_surroundings
    if order:
        return (
            order,
            False,
            (f"dates: {order} by {'the day of the mail' if by_time else 'language or country'}",),
        )
    return None, False, ("nothing says whether 03/04 is in March or in April",)


def _order_by_surroundings(
    language: str | None, country: str | None, currency: str | None
) -> DateOrder | None:
    if country in _MONTH_FIRST_COUNTRIES:
        return DateOrder.MONTH_FIRST if language in (None, "en") else None
    if language in _DAY_FIRST_LANGUAGES or (country and country != "CA"):
        return DateOrder.DAY_FIRST
    if currency in _DAY_FIRST_CURRENCIES and country is None:
        return DateOrder.DAY_FIRST
    return None


def _order_by_time(pairs: list[tuple[int, int, str, int]], near: date | None) -> DateOrder | None:
    """Choose the order whose days all lie before the mail or soon after, where the other has a late one."""
    if near is None:
        return None
    latest = {order: -9999 for order in DateOrder}
    for first, second, mark, year in pairs:
        for order in DateOrder:
            day = _numeric(first, second, year, mark, order)
            latest[order] = max(latest[order], (day - near).days if day else 9999)
    fitting = [order for order in DateOrder if latest[order] <= _SOON]
    late = [order for order in DateOrder if latest[order] > _LATE]
    return fitting[0] if len(fitting) == 1 and len(late) == 1 else None


def _parts(text: str) -> tuple[int, int, str, int] | None:
    found = _NUMERIC.match(_fold(text))
    if found is None or found[1].lstrip("0") == found[3].lstrip("0"):
        return None
    return int(found[1]), int(found[3]), found[2], _year(found[4])


def _numeric(first: int, second: int, year: int, mark: str, order: DateOrder | None) -> date | None:
    if first == second or mark == ".":
        return _day(year, second, first)
    if order is DateOrder.DAY_FIRST:
        return _day(year, second, first)
    if order is DateOrder.MONTH_FIRST:
        return _day(year, first, second)
    if first > 12 >= second:
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 >= first else None


def _named(bare: str) -> date | None:
    return _day_of_named(bare) or _day_of_named(_WEEKDAY.sub("", bare, count=1))


def _day_of_named(bare: str) -> date | None:
    if (found := _DAY_FIRST.match(bare)) is not None and found[2] in _MONTH:
        return _day(_year(found[3]), _MONTH[found[2]], int(found[1]))
    if (found := _MONTH_FIRST.match(bare)) is not None and found[1] in _MONTH:
        return _day(_year(found[3]), _MONTH[found[1]], int(found[2]))
    return None


@lru_cache(maxsize=8192)
def _fold(text: str) -> str:
    lowered = clean(text).lower().replace("ä", "ae").replace("º", "").replace("°", "")
    folded = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    return _TIME.sub("", folded).strip(" ,;:")


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text) if int(text) < 70 else 1900 + int(text)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if 1990 <= year <= 2099 else None

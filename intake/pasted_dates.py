"""Reads the date of a pasted header, in whatever language its mail program writes; in doubt there is none."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from intake.forward_words import MONTHS

_LONGEST = 200
_TIME = re.compile(
    r"(?<![\d.:])(\d{1,2})\s?(?::|h|(?<=\d)\.(?=\d\d(?:\D|$)))\s?(\d{2})(?::(\d{2}))?\s*([ap])?\.?\s?(?:m\b)?",
    re.I,
)
_OFFSET = re.compile(r"(?:GMT|UTC|\s)([+-])(\d{1,2}):?(\d{2})?(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<![\d:])(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d|:)")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"(?<![\d:.])\d{1,4}(?![\d:])")


def pasted_date(text: str) -> datetime | None:
    """Return the moment, in UTC where no offset is stated; None where day and month could be swapped."""
    text = " ".join(text[:_LONGEST].replace("\u202f", " ").replace("\u00a0", " ").split())
    figures = _YEAR_FIRST.search(text) or _DAY_FIRST.search(text)
    day = _by_figures(text) if figures else _by_words(text)
    if day is None:
        return None if figures else _by_standard(text)
    hour, minute, second = _time(text)
    try:
        return datetime(*day, hour, minute, second, tzinfo=_zone(text))
    except ValueError:
        return None


def _by_standard(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        moment.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment


def _by_words(text: str) -> tuple[int, int, int] | None:
    """Read a day whose month is written as a word: "lundi 2 mars 2026", "March 2, 2026"."""
    months = [MONTHS[word] for word in map(str.casefold, _WORD.findall(text)) if word in MONTHS]
    if not months:
        return None
    # "mar" is a Tuesday in three languages: of two months named the last one is meant.
    numbers = [int(found.group()) for found in _NUMBER.finditer(_TIME.sub(" ", text))]
    years = [number for number in numbers if 1970 <= number <= 2200]
    days = [number for number in numbers if 1 <= number <= 31]
    if not years or not days:
        return None
    return years[0], months[-1], days[0]


def _by_figures(text: str) -> tuple[int, int, int] | None:
    found = _YEAR_FIRST.search(text)
    if found:
        year, month, day = map(int, found.groups())
        return (year, month, day) if month <= 12 else None
    found = _DAY_FIRST.search(text)
    if found is None:
        return None
    one, mark, other, year = int(found[1]), found[2], int(found[3]), int(found[4])
    year += 2000 if year < 100 else 0
    if mark == "." or one > 12 or one == other:
        return year, other, one
    return (year, one, other) if other > 12 else None


def _time(text: str) -> tuple[int, int, int]:
    found = _TIME.search(_YEAR_FIRST.sub(" ", _DAY_FIRST.sub(" ", text)))
    if found is None:
        return 0, 0, 0
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    half = (found[4] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour, minute, second


def _zone(text: str) -> timezone:
    found = _OFFSET.search(text)
    if found is None:
        return UTC
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    return timezone(timedelta(minutes=minutes if found[1] == "+" else -minutes)) if minutes < 1440 else UTC

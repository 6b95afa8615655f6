"""Reads a period ("March", "July to September 2026", "Q2", "last month") in any of the seven languages."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from babel.dates import get_month_names

from domain.sentences import fold
from responders.wording.texts import LANGUAGES

_ORDINALS = (
    "first 1st 1er premier erste[nrs]? primer primero primo eerste primeiro",
    "second 2nd 2e 2eme deuxieme second zweite[nrs]? segundo secondo tweede",
    "third 3rd 3e 3eme troisieme dritte[nrs]? tercer tercero terzo derde terceiro",
    "fourth 4th 4e 4eme quatrieme vierte[nrs]? cuarto quarto vierde",
)
_QUARTER_WORD = r"(?:quarter|quartals?|trimestre|kwartaal)"
_LAST_MONTH = (
    r"last month|previous month|(?:vom )?(?:letzten|vergangenen|vorigen) monats?|vormonats?|le mois dernier"
    r"|mois dernier|mois passe|mes pasado|mes anterior|mese scorso|vorige maand|afgelopen maand|mes passado"
)
_THIS_MONTH = (
    r"this month|current month|(?:diesem|diesen|laufenden) monats?|ce mois|este mes|questo mese|deze maand"
)
_THIS_YEAR = r"this year|dieses jahres?|diesem jahr|cette annee|este ano|quest'anno|dit jaar"
_LAST_YEAR = (
    r"last year|letzten jahres|letztes jahr|letztem jahr|vorjahres?|annee derniere|l'an dernier"
    r"|ano pasado|anno scorso|vorig jaar|ano passado"
)
_TO = r"\s*(?:-|–|to|until|through|and|bis|und|a|au|et|hasta|y|fino a|e|ad?|tot(?: en met)?|t/m|en|ate)\s*"


@dataclass(frozen=True, slots=True)
class Period:
    """Days from first to last, both included."""

    first: date
    last: date

    def holds(self, day: date | None) -> bool:
        """Tell whether the day lies within; an unknown day does not."""
        return day is not None and self.first <= day <= self.last


def read_period(text: str, today: date) -> Period | None:
    """Return the period that the folded text is, None for anything else.

    A month without a year is the last one that has begun.
    """
    words = " ".join(text.split())
    return _relative(words, today) or _quarter(words, today) or _months(words, today) or _year(words)


@cache
def period_pattern() -> str:
    """Return a pattern (without groups) for what `read_period` takes, for folded text."""
    month = rf"(?:{'|'.join(sorted(_month_numbers(), key=len, reverse=True))})"
    year = r"(?:\s+(?:de\s+|del\s+|do\s+)?(?:19|20)\d\d)"
    months = rf"{month}{year}?(?:{_TO}{month}{year}?)?"
    ordinal = "|".join(word for line in _ORDINALS for word in line.split())
    quarter = rf"(?:(?:{ordinal}|[1-4]\.?)\s+{_QUARTER_WORD}|q[1-4])(?:{year}|/(?:19|20)\d\d)?"
    relative = "|".join((_LAST_MONTH, _THIS_MONTH, _THIS_YEAR, _LAST_YEAR))
    return rf"(?:{quarter}|{months}|{relative}|(?:19|20)\d\d)"


@cache
def _month_numbers() -> dict[str, int]:
    found = {"marz": 3, "maerz": 3, "januar": 1, "janner": 1}
    for language in LANGUAGES:
        for width in ("format", "stand-alone"):
            for number, name in get_month_names("wide", width, language).items():
                found[fold(name)] = number
    return found


def _relative(words: str, today: date) -> Period | None:
    if re.fullmatch(_LAST_MONTH, words):
        last = today.replace(day=1) - timedelta(days=1)
        return Period(last.replace(day=1), last)
    if re.fullmatch(_THIS_MONTH, words):
        return _month(today.year, today.month)
    if re.fullmatch(_THIS_YEAR, words):
        return _whole_year(today.year)
    return _whole_year(today.year - 1) if re.fullmatch(_LAST_YEAR, words) else None


def _quarter(words: str, today: date) -> Period | None:
    year = re.search(r"(?:19|20)\d\d$", words)
    for number, line in enumerate(_ORDINALS, 1):
        ordinal = "|".join(line.split())
        if re.match(rf"(?:(?:{ordinal}|{number}\.?)\s+{_QUARTER_WORD}|q{number})\b", words):
            start = number * 3 - 2
            chosen = int(year.group()) if year else _begun(start, today)
            return Period(date(chosen, start, 1), _month(chosen, start + 2).last)
    return None


def _months(words: str, today: date) -> Period | None:
    month = "|".join(sorted(_month_numbers(), key=len, reverse=True))
    year = r"(?:\s+(?:de\s+|del\s+|do\s+)?((?:19|20)\d\d))?"
    found = re.fullmatch(rf"({month}){year}(?:{_TO}({month}){year})?", words)
    if found is None:
        return None
    first = _month_numbers()[found.group(1)]
    last = _month_numbers()[found.group(3)] if found.group(3) else first
    stated = found.group(4) or found.group(2)
    end = int(stated) if stated else _begun(last, today)
    begin = int(found.group(2)) if found.group(2) else end - (first > last)
    period = Period(date(begin, first, 1), _month(end, last).last)
    return period if period.first <= period.last else None


def _year(words: str) -> Period | None:
    return _whole_year(int(words)) if re.fullmatch(r"(?:19|20)\d\d", words) else None


def _begun(month: int, today: date) -> int:
    return today.year if month <= today.month else today.year - 1


def _whole_year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def _month(year: int, month: int) -> Period:
    after = date(year + month // 12, month % 12 + 1, 1)
    return Period(date(year, month, 1), after - timedelta(days=1))

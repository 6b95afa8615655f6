"""How documents of seven languages write words, numbers and dates."""

import random
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TypeVar

import yaml

from bench.layouts.words import WORDS

T = TypeVar("T")
STYLES = {
    "en": ["point", "plain"],
    "fr": ["space", "comma"],
    "de": ["comma", "apostrophe"],
    "es": ["comma"],
    "it": ["comma"],
    "nl": ["comma"],
    "pt": ["comma", "space"],
}
DATES = {"en": ["%d/%m/%Y", "%d-%b-%Y", "%Y-%m-%d", "%B %d, %Y"], "de": ["%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d"]}
OTHER_DATES = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"]
_MARKS = {
    "point": (",", "."),
    "comma": (".", ","),
    "space": (" ", ","),
    "apostrophe": ("'", "."),
    "plain": ("", "."),
}


class Money(str):
    """An amount as printed, which a workbook may hold as a number."""

    amount: Decimal


class Day(str):
    """A day as printed, which a workbook may hold as a date."""

    day: date


@dataclass(frozen=True)
class Speech:
    """One layout's way of writing."""

    language: str
    style: str
    """point, comma, space, apostrophe, plain."""
    dates: str
    """strftime pattern."""
    negative: str = "lead"
    """lead, trail, brackets."""
    look: int = 0
    """Chooses among ways to say and to arrange the same thing; 0: the first of each."""

    def __call__(self, word: str, **values: str) -> str:
        """Return the word or sentence in this language, its values filled in."""
        known = _more().get(word, {}).get(self.language)
        if known is None:
            return WORDS[self.language][word]
        said = known if isinstance(known, str) else self.pick(known, word)
        return said.format(**values) if values else said

    def pick(self, ways: Sequence[T], salt: str = "") -> T:
        """Return one of the ways, always the same in one layout."""
        return ways[zlib.crc32(f"{salt}{self.look}".encode()) % len(ways)] if self.look else ways[0]

    def money(self, amount: Decimal | None) -> str:
        """Return the amount as this layout prints it, "" for None."""
        if amount is None:
            return ""
        whole, cents = f"{abs(amount):,.2f}".rsplit(".", 1)
        group, mark = _MARKS[self.style]
        text = whole.replace(",", group) + mark + cents
        if amount < 0:
            text = {"lead": f"-{text}", "trail": f"{text}-", "brackets": f"({text})"}[self.negative]
        printed = Money(text)
        printed.amount = amount
        return printed

    def day(self, day: date | None) -> str:
        """Return the day as this layout prints it, "" for None."""
        if day is None:
            return ""
        printed = Day(day.strftime(self.dates))
        printed.day = day
        return printed


def speech(rng: random.Random, look: int = 0, languages: Sequence[str] = ()) -> Speech:
    """Return one of the languages, () for all, and its way to write numbers and days."""
    language = rng.choice(list(languages or WORDS))
    days = rng.choice(DATES.get(language, OTHER_DATES))
    style = rng.choice(STYLES[language])
    return Speech(language, style, days, rng.choice(["lead", "trail", "brackets", "lead"]), look)


@cache
def _more() -> dict[str, dict[str, str | list[str]]]:
    path = Path(__file__).with_name("more_words.yaml")
    return yaml.safe_load(path.read_text(encoding="utf-8"))

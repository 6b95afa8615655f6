"""What the forms on pages say in seven languages, days in words included."""

from datetime import date
from functools import cache
from pathlib import Path

import yaml

from bench.layouts.speech import Day, Speech
from bench.layouts.unseen2.phrases import LANGUAGES


def w(say: Speech, key: str, **values: str) -> str:
    """Return a word or sentence in the layout's language, its values filled in."""
    ways = _words()[key].split(" // ")[LANGUAGES.index(say.language)].split("|")
    said = say.pick(ways, f"fourth {key}").strip()
    return said.format(**values) if values else said


def ws(say: Speech, *keys: str) -> list[str]:
    """Return several words."""
    return [w(say, key) for key in keys]


def said_anywhere(key: str, place: str) -> set[str]:
    """Return what is said in any language, with the place of that language filled in."""
    ways = zip(_words()[key].split(" // "), _words()[place].split(" // "), strict=True)
    return {way.strip().format(t=town.strip()) for told, town in ways for way in told.split("|")}


def worded(say: Speech, day: date, how: str = "long") -> str:
    """Return a day with its month's name, long or short."""
    months = w(say, "months" if how == "long" else "short_months").split(",")
    printed = Day(w(say, f"{how}_day", d=str(day.day), m=months[day.month - 1], y=str(day.year)))
    printed.day = day
    return printed


def told(say: Speech, day: date) -> str:
    """Return the payment's day as it stands over a list: as in columns, or in words."""
    return worded(say, day) if say.pick([False, False, True], "fourth told") else say.day(day)


@cache
def _words() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted(Path(__file__).with_name("words").glob("pages_*.yaml")):
        found |= yaml.safe_load(path.read_text(encoding="utf-8"))
    for key, said in found.items():
        if len(said.split(" // ")) != len(LANGUAGES):
            raise ValueError(f"{key} is not said in {len(LANGUAGES)} languages.")
    return found

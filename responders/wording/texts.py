"""Fills values into the plain wording files; nothing in a file or a value can execute or recurse."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from babel.dates import format_date

from domain.errors import ConfigurationError

LANGUAGES = ("en", "fr", "de", "es", "it", "nl", "pt")
"""ISO 639-1 codes of the languages that answers are written in."""

PLACEHOLDERS = frozenset(
    {
        "address",
        "amount",
        "case",
        "date",
        "document",
        "documents",
        "link",
        "links",
        "number",
        "orders",
        "paragraphs",
        "reason",
        "relations",
        "signature",
        "status",
        "understood",
    }
)
"""The closed list of what may stand in braces."""

_FOLDER = Path(__file__).parent
_SLOT = re.compile(r"\{([^{}\n]*)\}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def choose_language(*wishes: str | None) -> str:
    """Return the first wish that answers are written in, "en" when there is none."""
    spoken = (wish.lower()[:2] for wish in wishes if wish)
    return next((wish for wish in spoken if wish in LANGUAGES), "en")


def fill(language: str, name: str, values: Mapping[str, str]) -> str:
    """Return the wording file of that name with its placeholders replaced, each once and literally."""
    return substitute(_wording(language, name), values).strip()


def label(language: str, name: str, values: Mapping[str, str] | None = None) -> str:
    """Return one short phrase of the language's `labels.txt`, filled in the same way."""
    return substitute(_labels(language)[name], values or {})


def has_label(language: str, name: str) -> bool:
    """Tell whether the language has a short phrase of that name."""
    return name in _labels(language)


def long_date(language: str, day: date) -> str:
    """Return the day written out, e.g. "28 février 2026"."""
    text: str = format_date(day, format="long", locale="en_GB" if language == "en" else language)
    return f"1er{text[1:]}" if language == "fr" and day.day == 1 else text


def bullets(lines: tuple[str, ...]) -> str:
    """Return the lines as a list, one a line; the values in them cannot start lines of their own."""
    return "\n".join("- " + " ".join(line.split()) for line in lines)


def substitute(wording: str, values: Mapping[str, str]) -> str:
    """Replace every `{name}` by its value in one pass; braces inside values stay as they are.

    Raises ConfigurationError for a placeholder outside the closed list or without a value.
    """

    def value_of(slot: re.Match[str]) -> str:
        name = slot.group(1)
        if name not in PLACEHOLDERS or name not in values:
            raise ConfigurationError(
                f"the wording holds {slot.group()}; use one of {', '.join(sorted(values))}."
            )
        return _CONTROL.sub("", values[name])

    return _SLOT.sub(value_of, wording)


@cache
def _wording(language: str, name: str) -> str:
    return (_FOLDER / language / f"{name}.txt").read_text(encoding="utf-8")


@cache
def _labels(language: str) -> dict[str, str]:
    rows = (line.partition("=") for line in _wording(language, "labels").splitlines() if line.strip())
    return {name.strip(): text.strip() for name, _, text in rows}

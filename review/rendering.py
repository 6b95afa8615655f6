"""Fills the page templates: everything escaped, words and amounts in the visitor's language."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_decimal, format_percent
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from domain.money import plain
from review.catalogues import Catalogue, catalogue
from review.event_words import Piece, Shape, pieces
from review.sentences import reason, reasons

_TEMPLATES = Path(__file__).parent / "templates"
_HIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)
_LOCALES = {"en": Locale.parse("en_GB"), "fr": Locale.parse("fr_FR")}


def render(words: Catalogue, template: str, **values: object) -> str:
    """Return the page as text."""
    return _environment(words.language).get_template(template).render(**values)


def visible(text: object) -> str:
    """Show what a hostile name hides: control, zero-width and direction characters become their code."""
    return _HIDDEN.sub(lambda sign: f"⟨U+{ord(sign.group()):04X}⟩", str(text))


def visible_lines(text: str) -> str:
    """Do the same for a text of many lines, whose line ends and tabs stay."""
    return "\n".join(visible(line.replace("\t", "    ")) for line in text.splitlines())


def word(words: Catalogue, value: StrEnum | str | None) -> str:
    """Return a stored word ("payment_advice") as people say it ("Payment advice"), translated."""
    if value is None:
        return ""
    stored = value.value if isinstance(value, StrEnum) else value
    said = stored.replace("_", " ")
    return words.text(said[:1].upper() + said[1:])


def amount(words: Catalogue, value: Decimal | None, currency: str | None = None) -> str:
    """Return an amount as people read it: 1,234.50 EUR or 1 234,50 EUR."""
    if value is None:
        return ""
    shown: str = format_decimal(plain(value), format="#,##0.00##", locale=_LOCALES[words.language])
    return f"{shown} {currency}" if currency else shown


def moment(words: Catalogue, value: datetime | None) -> str:
    """Return a moment in UTC."""
    if value is None:
        return ""
    shown: str = format_datetime(value, "d MMM y HH:mm 'UTC'", locale=_LOCALES[words.language])
    return shown


def day(words: Catalogue, value: date, pattern: str = "d MMM") -> str:
    """Return a day as people write it, e.g. 16 Nov."""
    shown: str = format_date(value, pattern, locale=_LOCALES[words.language])
    return shown


def number(words: Catalogue, value: float, decimals: int = 0) -> str:
    """Return a number with its thousands set apart."""
    shape = "#,##0" + ("." + "0" * decimals if decimals else "")
    shown: str = format_decimal(value, format=shape, locale=_LOCALES[words.language])
    return shown


def percent(words: Catalogue, share: float | None, decimals: int = 0) -> str:
    """Return a share of 1 as percent, a dash for None."""
    if share is None:
        return "–"
    sign = "%" if words.language == "en" else "\u202f%"
    shape = "#,##0" + ("." + "0" * decimals if decimals else "") + sign
    shown: str = format_percent(share, format=shape, locale=_LOCALES[words.language])
    return shown


def age(words: Catalogue, value: timedelta) -> str:
    """Return how long ago something was, roughly."""
    seconds = abs(round(value.total_seconds()))
    if seconds == 0:
        return words.text("a moment")
    step = 1 if seconds < 100 else 60 if seconds < 172_800 else 3600
    return _age(words.language, seconds // step * step)


def told(words: Catalogue, detail: str) -> str:
    """Return what an entry of a history says (its stored detail) as people read it, "" for nothing."""
    return " · ".join(_told(words, piece) for piece in pieces(detail))


def shortened(sentences: Iterable[str], length: int = 140) -> str:
    """Return the first of some sentences, cut, and how many more there are."""
    kept = list(sentences)
    if not kept:
        return ""
    first = kept[0] if len(kept[0]) <= length else kept[0][: length - 1].rstrip() + "…"
    return first + (f" (+{len(kept) - 1})" if len(kept) > 1 else "")


def _told(words: Catalogue, piece: Piece) -> str:
    label = words.text(piece.label)
    if piece.shape is Shape.SWITCH:
        return label
    said = piece.value
    if piece.shape is Shape.WORD:
        said = word(words, piece.value)
    elif piece.shape is Shape.SENTENCE:
        said = reason(words, piece.value)
    elif piece.shape is Shape.MOMENT:
        said = moment(words, piece.when) or piece.value
    return f"{label}\u00a0: {said}" if words.language == "fr" else f"{label}: {said}"


@lru_cache(maxsize=10_000)
def _age(language: str, seconds: int) -> str:
    # A list has two of these in each row, and Babel takes longer for one than the rest of the row takes.
    shown: str = format_timedelta(timedelta(seconds=seconds), format="short", locale=_LOCALES[language])
    return shown


@cache
def _environment(language: str) -> Environment:
    words = catalogue(language)
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    install: Callable[..., None] = environment.install_gettext_callables  # type: ignore[attr-defined]
    install(words.text, words.several, newstyle=True)
    environment.filters.update(
        visible=visible,
        visible_lines=visible_lines,
        word=lambda value: word(words, value),
        amount=lambda value, currency=None: amount(words, value, currency),
        moment=lambda value: moment(words, value),
        age=lambda value: age(words, value),
        shortened=shortened,
        told=lambda detail: told(words, detail),
        reason=lambda sentence: reason(words, sentence),
        reasons=lambda sentences: reasons(words, sentences),
    )
    environment.globals.update(language=language, here=_path)
    return environment


@pass_context
def _path(context: Context) -> str:
    """Return the path of the page that is shown."""
    path: str = context["visit"].request.url.path
    return path

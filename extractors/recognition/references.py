"""Reads the payment's number out of the text behind its label."""

import re
from itertools import pairwise

from domain.dialect_dates import is_date_like
from extractors.recognition.numbers import is_page_count, without_sign
from extractors.recognition.pieces import is_typed
from extractors.recognition.words import label_meaning

_FIGURE = re.compile(r"\d")
_LEAST = 3
"""Characters of a number that a sentence may end with."""
_WORDS = 3
"""More words behind a number are a sentence, unless each has figures."""
_CUT = re.compile(r"\d[-/_]$")
_MARKS = " ,;.:"
_TRAILING = re.compile(r"(?: [^\W\dA-Z_]+)+$")
"""Small words behind a number lead on to its day: "0.088.120 de fecha"."""
_STROKE = re.compile(r"^[/|·•–—-]+$")
_REFERENCE = re.compile(r"^(?=.*\d)[\w][\w\-/.#:&+ ]{2,39}$")


def reference_in(text: str) -> str | None:
    """Return the payment's number that the text behind its label states, without day and next label."""
    words = _before_stroke(_of_sentence(text.split()))
    label = next((at for at in range(1, len(words)) if _is_sure_label(words[at])), None)
    words = _without_day(words[:label] if label else words)
    text = " ".join([without_sign(words[0]), *words[1:]])
    if len(words) > _WORDS and not _is_number_in_groups(words):
        text = next((word.strip(",;") for word in words[:3] if _FIGURE.search(word)), "")
    text = _TRAILING.sub("", text.strip(_MARKS)).strip(_MARKS)
    if (
        not _REFERENCE.match(text)
        or is_page_count(text)
        or (is_typed(text) and not text.isdigit())
        or len(text) < 3
    ):
        return None
    return text


def first_line(text: str) -> str:
    """Return the first line of a cell, with the next one where a dash or stroke cuts a number in two."""
    first, *others = text.split("\n")
    if others and is_cut(first) and others[0][:1].isalnum():
        return first.rstrip() + others[0].strip()
    return first


def is_cut(text: str) -> bool:
    """Tell whether a number goes on elsewhere: "TR 26-"."""
    return bool(_CUT.search(text.rstrip()))


def _is_number_in_groups(words: list[str]) -> bool:
    """Tell whether figures set apart make one number: "0042 1887 33 11 09"."""
    return all(_FIGURE.search(word) and word.isalnum() for word in words)


def _of_sentence(words: list[str]) -> list[str]:
    """Take the next sentence off: "200022988. With it we settle"."""
    ends = (
        at + 1
        for at, (word, after) in enumerate(pairwise(words))
        if word.endswith((".", ";")) and len(word) > _LEAST and _FIGURE.search(word) and after[0].isupper()
    )
    return words[: next(ends, len(words))]


def _before_stroke(words: list[str]) -> list[str]:
    """Take what a stroke parts from the number off: "OP61699764/26 / Value date 9 March"."""
    strokes = (
        at
        for at, word in enumerate(words)
        if at and _STROKE.match(word) and (at + 1 == len(words) or not _FIGURE.search(words[at + 1]))
    )
    return words[: next(strokes, len(words))]


def _without_day(words: list[str]) -> list[str]:
    """Take "of 17/11/2026" off "5541 of 17/11/2026"."""
    stops = (
        at
        for at in range(1, len(words))
        if is_date_like(" ".join(words[at:]))
        or (at + 1 < len(words) and is_date_like(" ".join(words[at + 1 :])))
    )
    return words[: next(stops, len(words))]


def _is_sure_label(word: str) -> bool:
    """Another label behind a value ends it: "2219184 Zahlungsdatum"."""
    meaning = label_meaning(word.rstrip(":"))
    return meaning is not None and meaning.strength >= 0.99 and len(word) > 3 and not re.search(r"\d", word)

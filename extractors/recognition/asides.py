"""Tells what a document says beside its payment: what is not paid, balances by age, firms' capital."""

import re
from collections.abc import Iterable, Sequence

from domain.numbers import number_key
from extractors.recognition.entries import Entry
from extractors.recognition.numbers import looks_like_number
from extractors.recognition.pieces import Row
from extractors.recognition.words import says, starts_with

_AGE = re.compile(
    r"^(?:[<>]=?\s?|(?:\w+ ){1,3})?\d{1,3}(?:\s?[-–/+]\s?\d{0,3})?\s?"
    r"(?:days?|d|jours?|j|tagen?|tage|t|d[ií]as?|giorni|gg|dagen|dgn)?\.?$",
    re.IGNORECASE,
)
_SPANS = re.compile(r"\d\s?[-–]\s?\d")
_FEWEST_AGES = 2
_BELOW_AGES = 2
_LONGEST_HEAD = 14
"""In words: what is longer is a sentence about something."""
_EDGES = " ,;:.()[]*"
_SUMS = ("total", "subtotal", "carried")


def says_aside(text: str) -> bool:
    """Tell whether a row speaks of money that pays nothing: the firm's capital, its bank's charges."""
    return says(text, "aside")


def rows_aside(rows: Sequence[Row], entries: Sequence[Entry]) -> frozenset[int]:
    """Return the rows of documents that are expressly not paid, and of balances by their age.

    `entries` are the lines that were read: what is not paid ends where one of them stands.
    """
    read = {number_key(entry.number) for entry in entries if entry.number}
    return frozenset(_not_paid(rows, read)) | frozenset(_by_age(rows, read))


def _not_paid(rows: Sequence[Row], read: set[str]) -> Iterable[int]:
    inside = False
    for at, row in enumerate(rows):
        numbers = {number_key(word) for word in _numbers(row)}
        if numbers & read:
            inside = False
        elif not numbers and len(row.text.split()) <= _LONGEST_HEAD and says(row.text, "not_paid"):
            inside = True
        elif inside and (numbers or any(starts_with(row.text, kind) for kind in _SUMS)):
            yield at


def _numbers(row: Row) -> list[str]:
    words = (word.strip(_EDGES) for piece in row.pieces for word in piece.text.split())
    return [word for word in words if len(word) > 2 and looks_like_number(word)]


def _by_age(rows: Sequence[Row], read: set[str]) -> Iterable[int]:
    for at, row in enumerate(rows):
        ages = [piece.text for piece in row.pieces if _AGE.match(piece.text) and not piece.text.isdigit()]
        if len(ages) < _FEWEST_AGES or not any(_SPANS.search(text) for text in ages):
            continue
        below = range(at, min(at + 1 + _BELOW_AGES, len(rows)))
        yield from (one for one in below if not read & {number_key(word) for word in _numbers(rows[one])})

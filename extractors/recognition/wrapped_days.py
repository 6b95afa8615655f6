"""Reads a day of payment that the end of a line cuts in two: "left our account on 28." and "July 2026"."""

import re
from collections.abc import Sequence

from domain.dialect import Dialect, parse_date
from domain.dialect_dates import is_date_like
from extractors.recognition.methods import payment_method_in
from extractors.recognition.pieces import Row
from extractors.recognition.spoken import OWN, Told, told_days
from extractors.recognition.words import components

_ENDS = re.compile(r"(?:^|\s)(\d{1,2}\.?(?: (?:de |of )?[^\W\d_]{3,})?)$")
_TAIL = 24
_LONGEST = 4
"""In words: "de julio de 2026"."""


def days_of_paying(rows: Sequence[Row], text: str, dialect: Dialect, documents: frozenset[str]) -> list[Told]:
    """Return the days that stand in free rows, else those that the end of a row cuts; see `told_days`."""
    return told_days(rows, dialect, documents) or wrapped_days(rows, text, dialect)


def wrapped_days(rows: Sequence[Row], text: str, dialect: Dialect) -> list[Told]:
    """Return the days that begin at the end of a row of paying and end in the next line of `text`.

    The next line may be part of the lines of the payment and no row of its own.
    """
    found = []
    for row in rows:
        ends = _ENDS.search(row.text)
        if ends is None or not _tells_of_paying(row.text):
            continue
        day = _with_next(ends[1], row.text, text)
        if day is not None:
            found.append(Told(day, row.pieces[-1], OWN, parse_date(day, dialect)))
    return found


def _tells_of_paying(text: str) -> bool:
    return bool(components(text)[0] & {"PAID", "TRANSFER", "CHEQUE"}) or payment_method_in(text) is not None


def _with_next(begun: str, row: str, text: str) -> str | None:
    _, found, behind = text.partition(row[-_TAIL:] + "\n")
    words = behind.split("\n", 1)[0].split()[:_LONGEST] if found else []
    for size in range(len(words), 0, -1):
        whole = " ".join([begun, *words[:size]]).rstrip(" ,.;:")
        if is_date_like(whole):
            return whole
    return None

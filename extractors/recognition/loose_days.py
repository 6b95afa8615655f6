"""Finds days within the block of the lines that no value took and no word calls another's."""

from collections.abc import Iterator, Sequence, Set
from datetime import date
from itertools import pairwise

from domain.dialect import Dialect, parse_date
from domain.dialect_dates import is_date_like
from domain.dialect_numbers import is_amount_like
from extractors.recognition.entries import Entry
from extractors.recognition.pieces import Row
from extractors.recognition.words import column_meaning

_LONGEST_DAY = 5
"""In words: "22 de julio de 2026"."""
_LABEL_WORDS = 4
_EDGES = " ,;:.()[]*•·\"'"
_OTHERS = frozenset({"ignore", "due_date", "payment_date"})
"""What a day may be called that is none of a line's."""
_LONE_BLOCK = 4
"""In rows: how far the block of a lone line may reach below its number."""
_LONGEST_ROW = 60
"""In words: a longer row is a paragraph, whose days sentences tell."""


def loose_days(
    rows: Sequence[Row], entries: Sequence[Entry], known: Set[date], dialect: Dialect
) -> dict[str, str]:
    """Return days between the first and last row of lines that are not `known`: text, words before."""
    numbers = {entry.number for entry in entries if entry.number}
    held = [at for at, row in enumerate(rows) if _names(row, numbers)]
    found: dict[str, str] = {}
    for at in range(held[0], _end(rows, held)) if held else ():
        before = ""
        for piece in rows[at].pieces:
            for line in piece.text.split("\n"):
                found |= dict(_days(line, before, known, dialect))
                before = line
    return found


def _names(row: Row, numbers: Set[str]) -> bool:
    return any(
        line in numbers or any(word.strip(_EDGES) in numbers for word in line.split())
        for piece in row.pieces
        for line in piece.text.split("\n")
    )


def _end(rows: Sequence[Row], held: Sequence[int]) -> int:
    """Return where the last line's block ends: as many rows behind its number as lie between two numbers."""
    gaps = [later - first for first, later in pairwise(held)]
    return min(len(rows), held[-1] + (min(gaps) if gaps else _LONE_BLOCK))


def _days(line: str, before: str, known: Set[date], dialect: Dialect) -> Iterator[tuple[str, str]]:
    words = line.split()
    at = 0
    while at < len(words) <= _LONGEST_ROW:
        text = _day_at(words, at)
        if text is None:
            at += 1
            continue
        label = " ".join(words[max(0, at - _LABEL_WORDS) : at]) or before
        day = parse_date(text, dialect)
        if (day is None or day not in known) and not _is_called_otherwise(label):
            yield text, label
        at += len(text.split())


def _day_at(words: Sequence[str], at: int) -> str | None:
    for size in range(min(_LONGEST_DAY, len(words) - at), 0, -1):
        text = " ".join(words[at : at + size]).strip(_EDGES)
        if is_date_like(text) and not text.isdigit() and not is_amount_like(text):
            return text
    return None


def _is_called_otherwise(label: str) -> bool:
    meaning = column_meaning(label.rstrip(" :.")) if label else None
    return meaning is not None and meaning.concept in _OTHERS

"""Asks about numbers and days that may be the payment's where none was read, or only by weak evidence."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from domain.dialect import Dialect, parse_date
from domain.dialect_dates import is_date_like
from domain.dialect_numbers import is_amount_like
from domain.numbers import number_key
from extractors.recognition.addresses import is_address
from extractors.recognition.entries import Entry
from extractors.recognition.numbers import is_page_count, looks_like_number
from extractors.recognition.pieces import Row
from extractors.recognition.words import components

_EDGES = " ,;:.()[]*•·\"'"
_PARTS = re.compile(r"\s+[|·•–-]\s+|\n|;\s")
_LONG_NUMBER = 5
_LONGEST_DAY = 5
"""In words: "22 de julio de 2026"."""
_LABEL = 5
"""In words before a value: what may name it."""
_OTHERS = frozenset({"CONTACT", "ACCOUNT", "TAX", "PARTY", "PAYER", "PAYEE", "COUNT", "PERCENT", "TERMS"})
"""What numbers may be called that are none of the payment's."""
_OTHER_DAYS = frozenset({"DUE", "OTHER_DAY", "PREVIOUS", "TERMS", "DISCOUNT", "CONTACT"})


def unread_number(rows: Sequence[Row], entries: Sequence[Entry]) -> list[str]:
    """Return a doubt about the first number outside the lines that nothing explains.

    Asked where no payment's number was read; `rows` are those beside the lines.
    """
    used = {number_key(word) for text in _of_lines(entries) for word in [text, *text.split()]}
    for row in rows:
        if is_address(row):
            continue
        for label, words in _named(row):
            if components(label)[0] & _OTHERS:
                continue
            free = next((word for word in words if _is_free(word, used)), None)
            if free is not None:
                said = f"{label} {free}".strip()
                return [f'"{said}" may be the payment\'s number; it was not read.']
    return []


def unread_day(rows: Sequence[Row], known: set[date | None], dialect: Dialect) -> list[str]:
    """Return a doubt about the first day outside the lines, not `known`, that no word calls another's."""
    for row in rows:
        for label, text in _days(row):
            day = parse_date(text, dialect)
            if (day is None or day not in known) and not components(label)[0] & _OTHER_DAYS:
                said = f"{label} {text}".strip()
                return [f'"{said}" may be the day of payment; it was not read.']
    return []


def _of_lines(entries: Sequence[Entry]) -> Iterator[str]:
    for entry in entries:
        yield from (text for text in (entry.number, entry.po, entry.reason, *entry.extras.values()) if text)


def _named(row: Row) -> Iterator[tuple[str, list[str]]]:
    """Yield the parts of a row, each with what may name it: its own first words or the piece before it."""
    before = ""
    for piece in row.pieces:
        for part in _PARTS.split(piece.text):
            words = part.split()
            first = next((at for at, word in enumerate(words) if looks_like_number(word.strip(_EDGES))), None)
            if first is not None:
                own = " ".join(words[:first]).rstrip(" :.")
                yield own or before, [word.strip(_EDGES) for word in words[first:]]
            before = part.rstrip(" :.")


def _is_free(word: str, used: set[str]) -> bool:
    if len(word) < _LONG_NUMBER or not looks_like_number(word) or is_page_count(word):
        return False
    typed = (is_amount_like(word) or is_date_like(word)) and not word.isdigit()
    return not typed and number_key(word) not in used


def _days(row: Row) -> Iterator[tuple[str, str]]:
    before = ""
    for piece in row.pieces:
        for line in piece.text.split("\n"):
            words = line.split()
            at = 0
            while at < len(words):
                size, text = _day_at(words, at)
                if size:
                    own = " ".join(words[max(0, at - _LABEL) : at]).rstrip(" :.")
                    yield own or before, text
                at += max(size, 1)
            before = line.rstrip(" :.")


def _day_at(words: Sequence[str], at: int) -> tuple[int, str]:
    for size in range(min(_LONGEST_DAY, len(words) - at), 0, -1):
        text = " ".join(words[at : at + size]).strip(_EDGES)
        if is_date_like(text) and not text.isdigit() and not is_amount_like(text):
            return size, text
    return 0, ""

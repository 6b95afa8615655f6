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
from extractors.recognition.words import components, label_meaning

_EDGES = " ,;:.()[]*•·\"'"
_PARTS = re.compile(r"\s+[|·•–-]\s+|\n|;\s")
_SHORTEST = 4
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_SURELY, _RANK = 0.99, 4
_LONGEST_CODE = 40
_CALLED = {"payment_reference": "payment's number", "payment_date": "day of payment"}
_LONGEST_DAY = 5
"""In words: "22 de julio de 2026"."""
_LABEL = 5
"""In words before a value: what may name it."""
_BARE_DAY = re.compile(r"^(?:[0-3]\d[01]\d(?:20)?[2-4]\d|(?:20)?[2-4]\d[01]\d[0-3]\d)$")
_OTHERS = frozenset({"CONTACT", "ACCOUNT", "TAX", "PARTY", "PAYER", "PAYEE", "COUNT", "PERCENT", "TERMS"})
"""What numbers may be called that are none of the payment's."""
_NEVER = frozenset({"DUE", "DISCOUNT", "TERMS"})
_OF_FIRMS = frozenset({"CONTACT", "ACCOUNT", "TAX"})
_OF_PAYMENTS = frozenset({"REF", "NUM", "PAID", "TRANSFER", "CHEQUE", "ADVICE", "RUN"})
_OTHER_DAYS = frozenset({"DUE", "OTHER_DAY", "PREVIOUS", "TERMS", "DISCOUNT", "CONTACT"})


def unread_number(rows: Sequence[Row], entries: Sequence[Entry]) -> list[str]:
    """Return a doubt about the first number outside the lines that nothing explains.

    Asked where no payment's number was read; `rows` are those beside the lines.
    """
    used = {number_key(word) for text in _of_lines(entries) for word in [text, *text.split()]}
    for row in rows:
        if is_address(row):
            continue
        named = list(_named(row))
        particulars = len(named) > 1 and any(components(label)[0] & _OF_FIRMS for label, _ in named)
        for label, words in named:
            said = components(label)[0]
            if said & _OTHERS or (particulars and not said & _OF_PAYMENTS):
                continue
            free = next((word for word in words if _is_free(word, used)), None)
            if free is not None:
                whole = f"{label} {free}".strip()
                return [f'"{whole}" may be the payment\'s number; it was not read.']
    return []


def unread_day(rows: Sequence[Row], known: set[date | None], dialect: Dialect) -> list[str]:
    """Return a doubt about the first day outside the lines, not `known`, that no word calls another's.

    Where no day of payment is `known`, that of printing may be it.
    """
    others = _OTHER_DAYS if known else _NEVER
    bare = [] if known else [word for row in rows for word in row.text.split() if _BARE_DAY.match(word)]
    for row in rows:
        for label, text in _days(row):
            day = parse_date(text, dialect)
            if (day is None or day not in known) and not components(label)[0] & others:
                said = f"{label} {text}".strip()
                return [f'"{said}" may be the day of payment; it was not read.']
    return [f'"{word}" may be the day of payment; it was not read.' for word in bare[:1]]


def _of_lines(entries: Sequence[Entry]) -> Iterator[str]:
    for entry in entries:
        yield from (text for text in (entry.number, entry.po, entry.reason, *entry.extras.values()) if text)


def unread_said(rows: Sequence[Row], concept: str) -> list[str]:
    """Return a doubt about the first label of `concept`, which was not read, with anything behind it.

    A number may be words alone, a day may be written as nobody does.
    """
    for row in rows:
        for place, piece in enumerate(row.pieces):
            after = row.pieces[place + 1].text if place + 1 < len(row.pieces) else ""
            if _announces(piece.text, after, concept):
                value = piece.text if ":" in piece.text.rstrip(" :") or not after else f"{piece.text} {after}"
                return [f'"{value}" seems to name the {_CALLED[concept]}; it was not read.']
    return []


def _announces(text: str, after: str, concept: str) -> bool:
    words = text.replace(":", ": ").split()
    for size in range(min(len(words), _LABEL), 0, -1):
        meaning = label_meaning(" ".join(words[:size]).rstrip(" :."))
        value = " ".join(words[size:]) or after
        if (
            meaning is None
            or meaning.concept != concept
            or meaning.strength < _SURELY
            or meaning.rank > _RANK
        ):
            continue
        told = any(map(str.isdigit, value)) or (concept == "payment_reference" and _is_code(value))
        return told and label_meaning(value.rstrip(" :.")) is None
    return False


def _is_code(text: str) -> bool:
    """Capitals such as "AP OCT WEEK" may name a payment, words of a sentence do not."""
    return text.isupper() and 1 < len(text) <= _LONGEST_CODE


def _named(row: Row) -> Iterator[tuple[str, list[str]]]:
    """Yield the parts of a row, each with what may name it: its own first words or the piece before it."""
    before = ""
    for piece in row.pieces:
        for part in _PARTS.split(piece.text):
            words = [word.strip(_EDGES) for word in part.split()]
            first = next((at for at, word in enumerate(words) if _has_figures(word)), None)
            if first is not None:
                own = " ".join(words[:first]).rstrip(" :.")
                yield own or before, _joined(words[first:])
            before = part.rstrip(" :.")


def _has_figures(word: str) -> bool:
    return looks_like_number(word) or (word.isdigit() and len(word) > 1)


def _joined(words: Sequence[str]) -> list[str]:
    """Join groups of bare figures into one number: "00 4471 88"."""
    joined: list[str] = []
    held = False
    for word in words:
        if held and word.isdigit():
            joined[-1] += word
        else:
            joined.append(word)
        held = word.isdigit()
    return joined


def _is_free(word: str, used: set[str]) -> bool:
    if len(word) < _SHORTEST or not looks_like_number(word) or is_page_count(word) or _YEAR.match(word):
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

"""Tells the figures of postal addresses from the numbers of documents."""

import re
from collections.abc import Iterator, Sequence

from domain.dialect_dates import is_date_like
from domain.dialect_numbers import is_amount_like
from extractors.recognition.customers import firm_at_start, is_firm
from extractors.recognition.pieces import Row
from extractors.recognition.words import components

_LINES = 4
"""The most lines of an address below the firm's name."""
_SHORT = 3
"""In letters: shorter words mean this and that."""
_TRADE = frozenset({"DOC", "ORDER", "PAID", "TRANSFER", "CHEQUE", "REF", "NUM", "AMOUNT", "TOTAL", "DATE"})
_CODE = re.compile(r"^(?:[A-Z]{1,2}-)?\d{4,6}$|^\d{5}-\d{4}$|^\d{4}-\d{3}$")
_PLACE = re.compile(r"^[^\W\d_][^\d]*$")
_PARTS = re.compile(r"\s*[·•|,;]\s*|\s{2,}|\n")


def postal_codes(rows: Sequence[Row]) -> frozenset[str]:
    """Return the figures before a town's name in the lines of an address, which follow a firm's name.

    Lines with an amount, a day or a word of the trade are no address.
    """
    found: set[str] = set()
    left = 0
    for row in rows:
        if _names_firm(row):
            left = _LINES + 1
        if left > 0 and not says_more(row):
            found.update(_codes(row))
        left -= 1
    return frozenset(found)


def is_address(row: Row) -> bool:
    """Tell whether a row reads as a line of an address: a street with its number, a code with its town."""
    return not says_more(row) and (any(True for _ in _codes(row)) or _is_street(row.text))


def _names_firm(row: Row) -> bool:
    return any(is_firm(part) or firm_at_start(part) for piece in row.pieces for part in _parts(piece.text))


def _codes(row: Row) -> Iterator[str]:
    for piece in row.pieces:
        for part in _parts(piece.text):
            words = part.split()
            if len(words) > 1 and _CODE.match(words[0]) and _is_place(words[1:]):
                yield words[0]
            elif len(words) > 1 and _CODE.match(words[-1]) and _is_place(words[:-1]):
                yield words[-1]


def _is_place(words: Sequence[str]) -> bool:
    return len(words) <= 4 and words[0][:1].isupper() and all(map(_PLACE.match, words))


def _is_street(text: str) -> bool:
    words = text.split()
    numbers = sum(word.strip(",").rstrip("abcABC").isdigit() for word in words)
    return 2 <= len(words) <= 7 and numbers == 1 and any(word[:1].isupper() for word in words)


def says_more(row: Row) -> bool:
    """Tell whether a row holds an amount, a day or a word of the trade: no address does."""
    if row.ruled and len(row.pieces) > 2:
        return True
    words = [word for piece in row.pieces for word in piece.text.split()]
    typed = any((is_amount_like(word) or is_date_like(word)) and not word.isdigit() for word in words)
    return typed or any(components(word)[0] & _TRADE for word in words if len(word) > _SHORT)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _PARTS.split(text) if part.strip()]

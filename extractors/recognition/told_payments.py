"""Takes apart rows that tell a payment: "Payment 2 of 3: TRF-88, 12.03.2026, EUR 100,00"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from domain.dialect_dates import is_date_like
from domain.dialect_numbers import is_amount_like
from domain.pages import Token
from extractors.recognition.numbers import looks_like_number
from extractors.recognition.pieces import Piece, Row
from extractors.recognition.words import components, label_meaning

_COUNTED = re.compile(
    r"^\W*(?P<word>[^\W\d_]{3,20})\s+\d{1,2}\s*(?:/|\s[^\W\d_]{1,4}\s)\s*\d{1,2}\s*[:–-]?\s+(?P<rest>.+)$"
)
_APART = re.compile(r"\s*[,;|·](?=\s)\s*|\s{2,}|\t")
_PAIRS = re.compile(r"\s+[-–—·•|/]\s+|\s*;\s+|\s*,\s+|\s{2,}|\t")
_OF_PAYMENT = frozenset({"payment_reference", "payment_date", "total", "payment_method", "currency"})
_MADE = frozenset({"PAID", "TRANSFER", "CHEQUE"})
_MOST_PARTS = 5
_LONGEST = 160
"""In letters: so much tells no more than a payment."""


def apart(rows: Sequence[Row]) -> list[Row]:
    """Return the rows; one that tells a payment's number and more of its values becomes a row a value."""
    return [told for row in rows for told in (_told(row) or _labelled(row) or (row,))]


def _told(row: Row) -> list[Row]:
    text = "  ".join(piece.text for piece in row.pieces)
    found = _COUNTED.match(text) if len(text) < _LONGEST else None
    if found is None or not components(found["word"])[0] & _MADE:
        return []
    parts = _with_whole_days([part for part in _APART.split(found["rest"]) if part.strip()])
    kinds = [_kind(part) for part in parts]
    if len(parts) > _MOST_PARTS or kinds.count("Payment reference") != 1 or kinds.count("Total paid") != 1:
        return []
    return list(_rows(row, [pair for pair in zip(kinds, parts, strict=True) if pair[0]]))


def _labelled(row: Row) -> list[Row]:
    """Part one text of several labels, each with its value: "Payment no.: 77 - Date: 3 May - Total: 9.00"."""
    text = row.pieces[0].text if len(row.pieces) == 1 else ""
    if text.count(":") < 2 or len(text) >= _LONGEST or "\n" in text:
        return []
    pairs: list[tuple[str, str]] = []
    end = 0
    for start, after in _bounds(text):
        label, colon, value = text[start:after].partition(":")
        if colon and value.strip() and label_meaning(label.strip()):
            pairs.append((label.strip(), value.strip()))
        elif pairs:  # what has no label of its own goes on with the value before it
            pairs[-1] = (pairs[-1][0], f"{pairs[-1][1]}{text[end:after]}")
        else:
            return []
        end = after
    meanings = [label_meaning(label) for label, _ in pairs]
    concepts = [meaning.concept for meaning in meanings if meaning]
    known = len(concepts) == len(set(concepts)) > 1 and set(concepts) <= _OF_PAYMENT
    return list(_rows(row, pairs)) if known and "payment_reference" in concepts else []


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _PAIRS.finditer(text):
        yield start, found.start()
        start = found.end()
    yield start, len(text)


def _with_whole_days(parts: Sequence[str]) -> list[str]:
    """Return the parts; a day that its own comma cut ("October 10", "2026") whole again."""
    whole: list[str] = []
    for part in parts:
        if whole and part.isdigit() and len(part) == 4 and is_date_like(f"{whole[-1]}, {part}"):
            whole[-1] = f"{whole[-1]}, {part}"
        else:
            whole.append(part)
    return whole


def _kind(part: str) -> str:
    if is_date_like(part) and not part.isdigit():
        return "Payment date"
    if is_amount_like(part):
        return "Total paid"
    return "Payment reference" if looks_like_number(part) else ""


def rows_of_values(row: Row, pairs: Sequence[tuple[str, str]]) -> list[Row]:
    """Return a row of label and value for each pair, one under another within the row's own height."""
    return list(_rows(row, pairs))


def _rows(row: Row, pairs: Sequence[tuple[str, str]]) -> Iterator[Row]:
    first, left, right = row.pieces[0], row.pieces[0].left, row.pieces[-1].right
    half, height = (left + right) / 2, (row.bottom - row.top) / len(pairs)
    for at, (label, text) in enumerate(pairs):
        pieces = (_piece(first, label, left, half), _piece(first, text, half + 0.01, right))
        top = row.top + at * height
        yield Row(pieces, row.page, top, top + height)


def _piece(place: Piece, text: str, left: float, right: float) -> Piece:
    words = tuple(Token(word, place.box) for word in text.split())
    return replace(place, text=text, left=left, right=right, number=None, day=None, words=words)

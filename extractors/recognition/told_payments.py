"""Takes apart rows that tell a payment among several: "Payment 2 of 3: TRF-88, 12.03.2026, EUR 100,00"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from domain.dialect_dates import is_date_like
from domain.dialect_numbers import is_amount_like
from domain.pages import Token
from extractors.recognition.numbers import looks_like_number
from extractors.recognition.pieces import Piece, Row
from extractors.recognition.words import components

_COUNTED = re.compile(
    r"^\W*(?P<word>[^\W\d_]{3,20})\s+\d{1,2}\s*(?:/|\s[^\W\d_]{1,4}\s)\s*\d{1,2}\s*[:–-]?\s+(?P<rest>.+)$"
)
_APART = re.compile(r"\s*[,;|·](?=\s)\s*|\s{2,}|\t")
_MADE = frozenset({"PAID", "TRANSFER", "CHEQUE"})
_MOST_PARTS = 5


def apart(rows: Sequence[Row]) -> list[Row]:
    """Return the rows; one that counts a payment and tells its number and sum becomes a row a value."""
    return [told for row in rows for told in (_told(row) or (row,))]


def _told(row: Row) -> list[Row]:
    text = "  ".join(piece.text for piece in row.pieces)
    found = _COUNTED.match(text) if len(text) < 160 else None
    if found is None or not components(found["word"])[0] & _MADE:
        return []
    parts = _with_whole_days([part for part in _APART.split(found["rest"]) if part.strip()])
    kinds = [_kind(part) for part in parts]
    if len(parts) > _MOST_PARTS or kinds.count("Payment reference") != 1 or kinds.count("Total paid") != 1:
        return []
    return list(_rows(row, [pair for pair in zip(kinds, parts, strict=True) if pair[0]]))


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


def _rows(row: Row, pairs: Sequence[tuple[str, str]]) -> Iterator[Row]:
    """Yield a row of label and value for each part, one under another within the row's own height."""
    first, left, right = row.pieces[0], row.pieces[0].left, row.pieces[-1].right
    half, height = (left + right) / 2, (row.bottom - row.top) / len(pairs)
    for at, (label, text) in enumerate(pairs):
        pieces = (_piece(first, label, left, half), _piece(first, text, half + 0.01, right))
        top = row.top + at * height
        yield Row(pieces, row.page, top, top + height)


def _piece(place: Piece, text: str, left: float, right: float) -> Piece:
    words = tuple(Token(word, place.box) for word in text.split())
    return replace(place, text=text, left=left, right=right, number=None, day=None, words=words)

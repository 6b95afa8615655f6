"""Parts the mark of a footnote from the amount that it stands behind: "628,90 1)", "441.92 §"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from domain.dialect_numbers import is_amount_like
from extractors.recognition.pieces import Piece, Row

_MARKED = re.compile(
    r"^(?P<amount>.*\d.{0,5}?)(?:\s+(?P<number>\(?\d{1,2}\))|\s*(?P<sign>[*†‡§#°¹²³]{1,3}))$"
)
_SIGNS = frozenset("†‡§#°¹²³)*")


def marks_apart(rows: Sequence[Row]) -> list[Row]:
    """Return the rows, marks as pieces of their own at the right end of the amount's place."""
    return [_parted(row) if any(_may_be(piece) for piece in row.pieces) else row for row in rows]


def _may_be(piece: Piece) -> bool:
    text = piece.text
    return piece.number is None and len(text) < 40 and text[-1:] in _SIGNS and not is_amount_like(text)


def _parted(row: Row) -> Row:
    return replace(row, pieces=tuple(part for piece in row.pieces for part in _parts(piece)))


def _parts(piece: Piece) -> tuple[Piece, ...]:
    found = _MARKED.match(piece.text) if _may_be(piece) else None
    if found is None or not is_amount_like(found["amount"]):
        return (piece,)
    count = len(found["amount"].split())
    edge = piece.right - 0.01
    amount = replace(piece, text=found["amount"].strip(), right=edge, words=piece.words[:count])
    mark = found["number"] or found["sign"]
    return amount, replace(piece, text=mark, left=edge, words=piece.words[count:])

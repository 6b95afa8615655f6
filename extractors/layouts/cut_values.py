"""Finds days and numbers that the end of a line of running text cuts in two: "of 13" and "February 2026"."""

from collections.abc import Iterator, Sequence

from domain.dialect import Dialect
from extractors.layouts.kinds import Kind, Value, fits_form, plain_text, read_text
from extractors.recognition.pieces import Piece, Row, joined

_RUNNING = 6
"""In words: a line of so many is running text."""
_MOST = 4
"""In words: so many of a value stand on one side of the cut."""
_EDGES = " ,;:.()[]*•–-\"'"


def cut_value(
    above: Row, below: Row, forms: Sequence[str], dialect: Dialect
) -> tuple[Kind, Value, Piece] | None:
    """Return the value that begins at the end of one row and ends in the next, None where none does."""
    if not _is_running(above) or len(below.pieces) != 1 or above.page != below.page:
        return None
    first, second = above.pieces[0], below.pieces[0]
    if not first.words or not second.words or read_text(Kind.DAY, _text(first, -1, None), dialect):
        return None
    for kind, value, size, more in _readings(first, second, forms, dialect):
        return kind, value, joined((*first.words[-size:], *second.words[:more]), first.page)
    return None


def _readings(
    first: Piece, second: Piece, forms: Sequence[str], dialect: Dialect
) -> Iterator[tuple[Kind, Value, int, int]]:
    """Yield what the last words of one row and the first of the next say together, the longest first."""
    for size in range(min(_MOST, len(first.words)), 0, -1):
        for more in range(min(_MOST, len(second.words)), 0, -1):
            text = f"{_text(first, -size, None)} {_text(second, 0, more)}".strip(_EDGES)
            day = read_text(Kind.DAY, text, dialect)
            if day is not None and _needs_both(first, second, size, more, dialect):
                yield Kind.DAY, day, size, more
            elif text.count(" ") == size + more - 1 and fits_form(text, forms):
                yield Kind.NUMBER, text, size, more


def _needs_both(first: Piece, second: Piece, size: int, more: int, dialect: Dialect) -> bool:
    """A day of its own on either side of the cut is not cut."""
    sides = (_text(first, -size, None), _text(second, 0, more))
    return all(read_text(Kind.DAY, side.strip(_EDGES), dialect) is None for side in sides)


def _text(piece: Piece, first: int, after: int | None) -> str:
    return plain_text(" ".join(word.text for word in piece.words[first:after]))


def _is_running(row: Row) -> bool:
    return len(row.pieces) == 1 and len(row.pieces[0].text.split()) >= _RUNNING

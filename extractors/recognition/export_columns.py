"""Gives days and numbers back the form that an export took from them: 46266 for a day, 102.0 for a number."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from domain.dialect_dates import is_date_like
from extractors.recognition.pieces import Piece, Row, is_typed
from extractors.recognition.words import column_meaning

_DAYS = frozenset({"document_date", "due_date", "payment_date"})
_NUMBERS = frozenset({"number", "your_number", "own_number", "reference", "payment_reference", "po"})
_SERIAL = re.compile(r"^[345]\d{4}(?:[.,]0+)?$")
_PACKED = re.compile(r"^([0-3]\d)([01]\d)(20\d\d)$")
"""Day, month and year without marks; what may be a year first is read as such elsewhere."""
_FLOATED = re.compile(r"^(\d{3,15})[.,]0$")
_FIRST_DAY = date(1899, 12, 30)
_EARLIEST, _LATEST = date(2000, 1, 1), date(2049, 12, 31)


def restored(rows: Sequence[Row]) -> list[Row]:
    """Return a sheet's rows with serial days as days, and numbers of documents without the ".0" of floats.

    Both only under a header that asks for a day or a number, and only where all that stand under it agree.
    """
    changed: dict[tuple[int, int], Piece] = {}
    for at, row in enumerate(rows):
        for index, piece in enumerate(row.pieces):
            if any(map(str.isdigit, piece.text)) or len(row.pieces) < 2 or _is_label(row, index):
                continue
            meaning = column_meaning(piece.text)
            if meaning is not None and meaning.concept in _DAYS | _NUMBERS:
                changed |= _mended(rows, at, piece, days=meaning.concept in _DAYS)
    return [
        replace(row, pieces=tuple(changed.get((at, index), one) for index, one in enumerate(row.pieces)))
        for at, row in enumerate(rows)
    ]


def _is_label(row: Row, index: int) -> bool:
    """Tell whether the value of a word stands beside it: "Payment date; 01.09.26" heads no column."""
    beside = row.pieces[index + 1 : index + 2]
    return any(one.day is not None or one.number is not None or is_typed(one.text) for one in beside)


def _mended(rows: Sequence[Row], at: int, header: Piece, *, days: bool) -> dict[tuple[int, int], Piece]:
    """Return the pieces under a header in their own form, {} unless all that hold figures have one."""
    found: dict[tuple[int, int], Piece] = {}
    for below, row in enumerate(rows[at + 1 :], at + 1):
        for index, piece in enumerate(row.pieces):
            if not _stands_under(piece, header) or not any(map(str.isdigit, piece.text)):
                continue
            mended = _as_day(piece) if days else _as_number(piece)
            if mended is None:
                return {} if len(row.pieces) > 2 else found
            found[below, index] = mended
    return found


def _stands_under(piece: Piece, header: Piece) -> bool:
    return min(piece.right, header.right) > max(piece.left, header.left)


def _as_day(piece: Piece) -> Piece | None:
    if (packed := _PACKED.match(piece.text)) is not None:
        text = "{}-{}-{}".format(*packed.group(3, 2, 1))
        return replace(piece, text=text, number=None, words=()) if is_date_like(text) else None
    if piece.day is not None or not _SERIAL.match(piece.text):
        return None
    day = _FIRST_DAY + timedelta(days=int(piece.text[:5]))
    if not _EARLIEST <= day <= _LATEST:
        return None
    return replace(piece, text=day.isoformat(), day=day, number=None, words=())


def _as_number(piece: Piece) -> Piece | None:
    found = _FLOATED.match(piece.text)
    return replace(piece, text=found[1], number=None, words=()) if found else None

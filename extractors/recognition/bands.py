"""Takes bands apart that name a payment and its sum without labels: "Transfer 77 of 3 May, 30.00"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate, pairwise

from domain.dialect import Dialect, parse_amount
from domain.dialect_dates import is_date_like
from domain.dialect_numbers import is_amount_like
from extractors.recognition.numbers import looks_like_number
from extractors.recognition.pieces import Piece, Row, split_typed
from extractors.recognition.scan import Part
from extractors.recognition.told_payments import rows_of_values
from extractors.recognition.words import components, starts_with

_PAYMENTS = frozenset({"PAID", "TRANSFER", "CHEQUE"})
_SUMS = ("total", "subtotal", "carried")
_LONGEST = 120
"""In letters: a band is no sentence."""
_EDGES = " ,;:.()[]"


@dataclass(frozen=True, slots=True)
class _Band:
    number: str
    amount: Decimal
    values: tuple[tuple[str, str], ...]
    """Label and text of each value."""


def bands_apart(parts: Sequence[Part], dialect: Dialect) -> list[Part]:
    """Return the parts; where bands name several payments and state the sums of the lines under them, a band
    becomes a row a value."""
    rows = [row for part in parts for row in part.rows]
    bands = {at: band for at, row in enumerate(rows) if (band := _band(row, dialect))}
    if len({band.number for band in bands.values()}) < 2 or not _hold(rows, bands, dialect):
        return list(parts)
    told = {id(rows[at]): rows_of_values(rows[at], band.values) for at, band in bands.items()}
    return [
        replace(part, rows=[one for row in part.rows for one in told.get(id(row), (row,))]) for part in parts
    ]


def _hold(rows: Sequence[Row], bands: dict[int, _Band], dialect: Dialect) -> bool:
    """Tell whether each band states the sum of the amounts that end the rows under it."""
    bounds = [*bands, len(rows)]
    for at, after in pairwise(bounds):
        lines = [amounts[-1] for row in rows[at + 1 : after] if (amounts := _amounts(row, dialect))]
        sums = list(accumulate(lines))
        # Under the last band's lines a sum of all payments may stand, and what a page says at its foot.
        if bands[at].amount not in (sums if after == len(rows) else sums[-1:]):
            return False
    return True


def _band(row: Row, dialect: Dialect) -> _Band | None:
    """Return what a row tells that begins with a word of paying and holds one number and one amount."""
    text = row.text
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    if len(text) > _LONGEST or not components(first.strip(_EDGES))[0] & _PAYMENTS:
        return None
    amounts = _amounts(row, dialect)
    if len(amounts) != 1 or any(starts_with(text, kind) for kind in _SUMS):
        return None
    parts = _typed(row)
    days = [
        part.text for part in parts if part.number is None and is_date_like(part.text) and not _is_money(part)
    ]
    words = [word.strip(_EDGES) for part in parts if not _is_money(part) for word in part.text.split()]
    numbers = [word for word in words if looks_like_number(word)]
    if len(numbers) != 1 or len(days) > 1:
        return None
    money = next(part.text for part in parts if _is_money(part))
    values = [
        ("Payment reference", numbers[0]),
        *(("Payment date", day) for day in days),
        ("Total paid", money),
    ]
    return _Band(numbers[0], amounts[0], tuple(values))


def _amounts(row: Row, dialect: Dialect) -> list[Decimal]:
    read = [
        part.number if part.number is not None else parse_amount(part.text, dialect)
        for part in _typed(row)
        if _is_money(part)
    ]
    return [amount for amount in read if amount is not None]


def _typed(row: Row) -> list[Piece]:
    return [part for piece in row.pieces for part in split_typed(piece)]


def _is_money(piece: Piece) -> bool:
    return (piece.number is not None and piece.day is None) or is_amount_like(piece.text)

"""Takes a box of labelled values off the right side of a table: "Payment no." and below it "PAY-77"."""

from collections.abc import Sequence

from extractors.recognition.headers import Header
from extractors.recognition.pieces import Piece, Row
from extractors.recognition.words import label_meaning

_OF_PAYMENT = frozenset({"payee", "payer", "payment_reference", "payment_date", "payment_method", "total"})
_FEWEST = 2
_SURE_RANK = 2


def without_box(header: Header, rows: Sequence[Row]) -> tuple[Header, list[Row], list[Row]] | None:
    """Return the header and rows of a table without its last column, and the rows of the box that this is.

    None where the last column names fewer than two values of the payment.
    """
    columns = header.columns
    if len(columns) < _FEWEST + 1:
        return None
    edge = (columns[-2].right + columns[-1].left) / 2
    beside = [[piece for piece in row.pieces if piece.left > edge] for row in rows]
    named = {concept for pieces in beside for piece in pieces if (concept := _named(piece))}
    if len(named) < _FEWEST or any(len(pieces) > _FEWEST for pieces in beside):
        return None
    box = [
        Row(tuple(pieces), row.page, row.top, row.bottom, row.ruled)
        for row, pieces in zip(rows, beside, strict=True)
        if pieces
    ]
    kept = [_without(row, pieces) for row, pieces in zip(rows, beside, strict=True)]
    table = Header(columns[:-1], header.size, header.score, header.depth)
    return table, [row for row in kept if row.pieces], box


def _named(piece: Piece) -> str | None:
    meaning = label_meaning(piece.text.rstrip(" :."))
    sure = meaning is not None and meaning.strength >= 1 and meaning.rank <= _SURE_RANK
    return meaning.concept if meaning is not None and sure and meaning.concept in _OF_PAYMENT else None


def _without(row: Row, pieces: Sequence[Piece]) -> Row:
    left = tuple(piece for piece in row.pieces if piece not in pieces)
    return Row(left, row.page, row.top, row.bottom, row.ruled)

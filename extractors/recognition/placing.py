"""Finds the column that each piece of a row stands in: by overlap, kind, alignment and right edge."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.dialect_dates import is_date_like
from domain.dialect_numbers import is_amount_like, is_number
from extractors.recognition.headers import AMOUNTS, Column
from extractors.recognition.pieces import Piece, Row, split_typed, without_rate

_FIGURE = re.compile(r"\d")


def placed(row: Row, columns: Sequence[Column], streams: "Streams") -> dict[int, list[Piece]]:
    """Return the row's pieces by column index."""
    cells: dict[int, list[Piece]] = defaultdict(list)
    for piece in pieces_of(row):
        cells[streams.column_of(piece, columns)].append(piece)
    return dict(cells)


@dataclass(slots=True)
class Streams:
    """Columns of amounts by their right edge: what stands in one line belongs to one column."""

    by_edge: dict[int, int] = field(default_factory=dict)

    def learn(self, rows: Sequence[Row], columns: Sequence[Column]) -> None:
        """Let the amounts that end at one edge vote for their column together."""
        votes: dict[int, Counter[int]] = defaultdict(Counter)
        for row in rows:
            if row.ruled:
                continue
            for piece in pieces_of(row):
                if is_amount_like(piece.text):
                    votes[_edge(piece)][nearest(piece, columns)] += 1
        for edge, counter in votes.items():
            near = counter + votes.get(edge - 1, Counter()) + votes.get(edge + 1, Counter())
            self.by_edge[edge] = near.most_common(1)[0][0]

    def column_of(self, piece: Piece, columns: Sequence[Column]) -> int:
        """Return the index of the column that the piece stands in."""
        if is_amount_like(piece.text) and _edge(piece) in self.by_edge:
            return self.by_edge[_edge(piece)]
        return nearest(piece, columns)


def nearest(piece: Piece, columns: Sequence[Column]) -> int:
    """Return the column under which a piece stands by overlap, kind and alignment."""

    def cost(index: int) -> tuple[float, float]:
        column = columns[index]
        overlap = min(piece.right, column.right) - max(piece.left, column.left)
        aligned = min(
            abs(piece.left - column.left),
            abs(piece.right - column.right),
            abs(piece.centre - (column.left + column.right) / 2),
        )
        away = 0.0 if overlap > 0 else -overlap
        return (away + 1000.0 * _unfit(piece, column.concept, overlap > 0) + 0.2 * aligned, aligned)

    return min(range(len(columns)), key=cost)


def _unfit(piece: Piece, concept: str, overlapping: bool) -> float:
    amount = is_amount_like(piece.text)
    if amount and concept in ("document_date", "due_date", "payment_date", "type", "po", "currency"):
        return 1.0
    if is_date_like(piece.text) and not amount and concept in AMOUNTS | {"currency", "type", "reason"}:
        return 1.0
    if concept in AMOUNTS and not is_number(without_rate(piece.text)) and _FIGURE.search(piece.text):
        return 0.02
    if concept in AMOUNTS and not _FIGURE.search(piece.text) and not overlapping:
        return 0.03
    return 0.0


def pieces_of(row: Row) -> list[Piece]:
    """Return a row's pieces, free ones parted where an amount or day stands among other words."""
    if row.ruled:
        return list(row.pieces)
    return [part for piece in row.pieces for part in split_typed(piece)]


def _edge(piece: Piece) -> int:
    return round(piece.right / 3.0)

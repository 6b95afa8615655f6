"""Finds header rows: which columns a table has, where they stand and what their headers say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.dialect_dates import is_date_like
from domain.dialect_numbers import CODES, is_amount_like
from extractors.recognition.customers import is_firm
from extractors.recognition.headings import holds_several, parts_of_heading
from extractors.recognition.methods import is_method, payment_method_in
from extractors.recognition.pieces import Piece, Row
from extractors.recognition.words import Meaning, column_meaning, components, label_meaning

AMOUNTS = frozenset({"gross", "discount", "deduction", "net", "amount", "total", "credit", "debit"})
NUMBERS = frozenset({"your_number", "number", "reference", "own_number", "text", "type"})
_TALLEST = 3
_WIDEST = 60
"""In columns: a header of several rows is no wider, for each of its cells is held against each other."""
LAYER = 10_000.0
_FINER = {
    "number": ("own_number", "your_number"),
    "reference": ("own_number", "your_number"),
    "amount": ("gross", "net", "discount", "deduction"),
    "unknown": ("gross", "net", "discount", "deduction", "document_date", "own_number", "your_number"),
}
_MANY_FIGURES = re.compile(r"\d{3}")
_MONTH = re.compile(
    r"^(?:[^\W\d]{3,9}[ .\-/']{1,2}|(?:0?[1-9]|1[0-2])[-/.])(?:20)?\d\d$|^20\d\d[-/](?:0[1-9]|1[0-2])$"
)
"""A month may head a column: "July 2026", "Jul-26", "07/2026"."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its meaning by header ("unknown" without one) and its span."""

    concept: str
    left: float
    right: float
    header: str = ""
    strength: float = 0.0


@dataclass(frozen=True, slots=True)
class Header:
    """A header of `size` physical rows and the columns under it; `depth` rows make one record."""

    columns: tuple[Column, ...]
    size: int
    score: float
    depth: int = 1
    """How many rows make one record, where each header row has columns of its own."""

    @property
    def concepts(self) -> tuple[str, ...]:
        """The meanings from left to right, for telling a repeated header from a new one."""
        return tuple(column.concept for column in self.columns)


def header_at(rows: Sequence[Row], at: int) -> Header | None:
    """Return the header that starts at this row, of one to three physical rows; None where none does."""
    if not _may_be_header(rows[at]):
        return None
    best = _best_from(rows, at)
    for later in range(1, best.size if best else 1):
        below = _best_from(rows, at + later) if _may_be_header(rows[at + later]) else None
        if best and below is not None and _is_title(best, below, later):
            return None  # the header starts under it
    return best


def _is_title(best: Header, below: Header, later: int) -> bool:
    if below.score > best.score + 0.3:
        return True  # the rows below make a better header without this one
    if below.size > best.size - later or below.score < best.score - 0.3:
        return False
    return best.score < below.score or not _is_refined(below, best)


def _is_refined(below: Header, both: Header) -> bool:
    """Tell whether a row above says more of the same columns: "Our" over "document", "Net" over "paid"."""
    pairs = list(zip(below.concepts, both.concepts, strict=False))
    if len(below.concepts) != len(both.concepts):
        return False
    finer = [later in _FINER.get(first, ()) for first, later in pairs]
    return any(finer) and all(
        fine or first == later for fine, (first, later) in zip(finer, pairs, strict=True)
    )


def _best_from(rows: Sequence[Row], at: int) -> Header | None:
    best: Header | None = None
    for size in range(1, _TALLEST + 1):
        if at + size > len(rows) or (size > 1 and not _goes_on(rows[at + size - 2], rows[at + size - 1])):
            break
        if size > 1 and len(rows[at + size - 1].pieces) > _WIDEST:
            break
        header = _stacked(rows[at : at + size]) or _scored(columns_of_header(rows[at : at + size]), size)
        if header is None:
            continue
        if best is None or header.score > best.score + 0.05 or _takes_in(best, header, rows[at + size - 1]):
            best = header
    return best


def _takes_in(best: Header, taller: Header, row: Row) -> bool:
    """A row right under a header that alone would head the same columns is its next row, no new table."""
    alone = _scored(columns_of_header([row]), 1)
    if (
        alone is None
        or taller.depth > 1
        or not len(alone.columns) == len(best.columns) == len(taller.columns)
    ):
        return False
    return taller.score > max(best.score, alone.score) - 0.5 and alone.concepts != best.concepts


def place_in_layer(piece: Piece, layer: int) -> Piece:
    """Move a piece of a record's further row far to the right, beside the columns of its header row."""
    return (
        replace(piece, left=piece.left + layer * LAYER, right=piece.right + layer * LAYER) if layer else piece
    )


def _stacked(rows: Sequence[Row]) -> Header | None:
    """Return a header whose rows each head one row of the record, one under another."""
    if len(rows) < 2:
        return None
    columns: list[Column] = []
    for layer, row in enumerate(rows):
        for piece in row.pieces:
            meaning = column_meaning(piece.text)
            if meaning is None or meaning.strength < 0.75 or meaning.concept == "ignore":
                return None
            moved = place_in_layer(piece, layer)
            columns.append(Column(meaning.concept, moved.left, moved.right, piece.text, meaning.strength))
    concepts = [column.concept for column in columns]
    merged = columns_of_header(rows)
    clashes = sum(holds_several(column.header) for column in merged)
    if len(set(concepts)) < len(concepts) or not clashes or clashes < len(rows) - 1:
        return None
    header = _scored(tuple(columns), len(rows))
    return replace(header, depth=len(rows), score=header.score + 0.2) if header else None


def _may_be_header(row: Row) -> bool:
    if _states_value(row):
        return False
    return bool(row.pieces) and not any(_is_value(piece) or _is_name(piece) for piece in row.pieces)


def _states_value(row: Row) -> bool:
    """A label and its value, "Currency  EUR" or "Means of payment  Cheque", head no columns."""
    if len(row.pieces) != 2:
        return False
    label, value = (piece.text.rstrip(" :") for piece in row.pieces)
    meanings = {meaning.concept for meaning in (column_meaning(label), label_meaning(label)) if meaning}
    named = bool(meanings & {"method", "payment_method"})
    return (value in CODES and "currency" in meanings) or (
        payment_method_in(value) is not None if named else is_method(value) and not meanings
    )


def _is_name(piece: Piece) -> bool:
    return is_firm(piece.text) and components(piece.text)[1] < 0.75


def _is_value(piece: Piece) -> bool:
    text = piece.text
    if _MONTH.match(text):
        return False
    if piece.number is not None or piece.day is not None or is_amount_like(text) or is_date_like(text):
        return True
    return text.endswith(":") or bool(_MANY_FIGURES.search(text)) or len(text) > 60 or ": " in text


def _goes_on(above: Row, below: Row) -> bool:
    """A second header line: no values, near, on the same page."""
    if not _may_be_header(below) or above.page != below.page:
        return False
    height = max(above.bottom - above.top, 1.0)
    return above.ruled == below.ruled and below.top - above.bottom <= (height * 1.2 if height > 1 else 1.5)


def _scored(columns: tuple[Column, ...], size: int) -> Header | None:
    concepts = [column.concept for column in columns]
    known = {concept for concept in concepts if concept not in ("unknown", "ignore")}
    if not known & AMOUNTS or not (known & NUMBERS or _lists_notes(concepts)):
        return None
    if len(known) < 2 or 2 * _unknown(columns) > len(columns):
        return None
    score = sum(column.strength if column.concept != "ignore" else 0.3 for column in columns)
    score -= 0.4 * concepts.count("unknown")
    score -= 1.0 * sum(concepts.count(concept) - 1 for concept in known)
    return Header(columns, size, score)


def _unknown(columns: Sequence[Column]) -> int:
    """Count the columns whose headers say nothing; months say what they part."""
    return sum(column.concept == "unknown" and not _MONTH.match(column.header) for column in columns)


def _lists_notes(concepts: Sequence[str]) -> bool:
    """Beside days, sender's numbers may be known by their content alone; so are those of dated charges."""
    dated = "document_date" in concepts
    return dated and ("ignore" in concepts or ("reason" in concepts and concepts[0] == "deduction"))


def columns_of_header(rows: Sequence[Row]) -> tuple[Column, ...]:
    """Return the columns that the rows of one header name, from left to right."""
    layers = [
        list(row.pieces) if row.ruled else [part for piece in row.pieces for part in parts_of_heading(piece)]
        for row in rows
    ]
    clusters: list[list[Piece]] = []
    widest = max(layers, key=len)
    clusters = [[piece] for piece in widest]
    for layer in layers:
        if layer is not widest:
            _join_layer(clusters, layer, above=layers.index(layer) < layers.index(widest))
    columns = [_column(cluster) for cluster in clusters]
    return tuple(sorted(columns, key=lambda column: column.left))


def _join_layer(clusters: list[list[Piece]], layer: list[Piece], *, above: bool) -> None:
    for piece in layer:
        under = [cluster for cluster in clusters if any(_overlap(piece, other) > 0 for other in cluster)]
        if not under:
            clusters.append([piece])
        for cluster in under:
            cluster.insert(0, piece) if above else cluster.append(piece)


def _overlap(first: Piece, second: Piece) -> float:
    return min(first.right, second.right) - max(first.left, second.left)


def _column(cluster: list[Piece]) -> Column:
    text = " ".join(piece.text for piece in cluster)
    text = re.sub(r"(?<=[a-zà-ÿ])-\s+(?=[a-zà-ÿ])", "", text)
    narrow = [piece for piece in cluster if len(cluster) == 1 or not _is_wide(piece, cluster)]
    spans = narrow or cluster
    meaning = column_meaning(text) or _best_alone(cluster)
    left, right = min(piece.left for piece in spans), max(piece.right for piece in spans)
    if meaning is None:
        return Column("unknown", left, right, text)
    return Column(meaning.concept, left, right, text, meaning.strength)


def _is_wide(piece: Piece, cluster: list[Piece]) -> bool:
    """A heading over several columns is wider than what stands under it."""
    return piece.right - piece.left > 1.8 * min(other.right - other.left for other in cluster)


def _best_alone(cluster: list[Piece]) -> Meaning | None:
    meanings = [meaning for piece in cluster if (meaning := column_meaning(piece.text))]
    return max(meanings, key=lambda meaning: meaning.strength, default=None)

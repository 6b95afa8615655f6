"""Sets tables upright that stand on their side: labels down the left, a document in each column."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.dialect_dates import is_date_like
from domain.dialect_numbers import is_amount_like
from extractors.recognition.headers import AMOUNTS
from extractors.recognition.numbers import looks_like_number
from extractors.recognition.pieces import Piece, Row, part_of, split_typed
from extractors.recognition.words import column_meaning

_NUMBERS = frozenset({"your_number", "number", "reference"})
_UNKNOWN = "unknown"
_MOST_ROWS = 12
_MOST_DOCUMENTS = 200
_BESIDE = 0.95
"""Of a column's step: so wide its cells are set."""


@dataclass(frozen=True, slots=True)
class _Block:
    """Neighbouring rows that begin with a label each; `count` documents stand side by side in them."""

    labels: tuple[Piece, ...]
    values: tuple[tuple[Piece, ...], ...]
    number: int
    """Which of the rows holds the numbers."""
    size: int

    @property
    def said(self) -> tuple[str, ...]:
        """The labels' texts."""
        return tuple(label.text.strip(" :").casefold() for label in self.labels)


def upright(rows: Sequence[Row]) -> list[Row]:
    """Return the rows; those of a table on its side as a header and one row a document.

    A further block of the same labels goes on under the same header, with one document too.
    """
    told: list[Row] = []
    before: tuple[str, ...] = ()
    step = 0.0
    at = 0
    while at < len(rows):
        block = _block(rows, at) if len(rows[at].pieces) > 1 else None
        same = block is not None and block.said == before
        if block is None or not (same or len(_documents(block)) > 1):
            told.append(rows[at])
            at += 1
            continue
        step = step if same else _step(block, rows[at : at + block.size])
        told += _set_upright(block, rows[at : at + block.size], step, with_header=not same)
        before = block.said
        at += block.size
    return told


def _block(rows: Sequence[Row], at: int) -> _Block | None:
    """Return the block that starts in a row, None where none does."""
    labels: list[Piece] = []
    values: list[tuple[Piece, ...]] = []
    for row in rows[at : at + _MOST_ROWS]:
        held = _values(row) if row.page == rows[at].page else None
        if held is None or row.pieces[0].text in [label.text for label in labels]:
            break
        if values and (len(held) > len(values[0]) + 1 or _is_apart(rows[at + len(labels) - 1], row)):
            break
        labels.append(row.pieces[0])
        values.append(held)
    concepts = [_concept(label) for label in labels]
    while concepts and concepts[-1] == _UNKNOWN:
        concepts.pop()
    number = _number_row(concepts, values)
    if number is None or 2 * concepts.count(_UNKNOWN) > len(concepts):
        return None
    size = len(concepts)
    block = _Block(tuple(labels[:size]), tuple(values[:size]), number, size)
    return block if _is_sound(block, concepts) else None


def _is_apart(above: Row, below: Row) -> bool:
    """Tell whether a sheet leaves a row blank between two, and the lower holds one value alone: a sum."""
    gap = below.top - above.bottom > 1 and all(piece.box is None for piece in below.pieces)
    return gap and below.ruled and len(below.pieces) == 2 < len(above.pieces)


def _concept(label: Piece) -> str:
    meaning = column_meaning(label.text.rstrip(" :"))
    return meaning.concept if meaning is not None else _UNKNOWN


def _number_row(concepts: Sequence[str], values: Sequence[tuple[Piece, ...]]) -> int | None:
    """Return the row of the documents' numbers: that which its label calls so, else the first of numbers."""
    for wanted in (_NUMBERS, {_UNKNOWN}):
        for at, concept in enumerate(concepts):
            texts = [piece.text for piece in values[at] if any(map(str.isdigit, piece.text))]
            if concept in wanted and texts and all(map(_is_number, texts)):
                return at
    return None


def _values(row: Row) -> tuple[Piece, ...] | None:
    """Return the values behind a label, all of one kind; None for any other row."""
    if not row.pieces or any(map(str.isdigit, row.pieces[0].text)):
        return None
    rest = row.pieces[1:]
    held: list[Piece] = []
    for piece in rest:
        if len(piece.words) > 1 and all(_is_number(word.text) for word in piece.words):
            held += [part_of(piece, index, index + 1) for index in range(len(piece.words))]
        else:
            parts = split_typed(piece)
            held += parts if len(parts) > 1 else [piece]
    kinds = {_kind(piece) for piece in held[:-1]}
    if len(held) == 1 or (held and _kind(held[-1]) != "words"):
        kinds.add(_kind(held[-1]))  # words behind other values head a column of sums
    return tuple(held) if len(kinds) < 2 and "words" not in kinds else None


def _kind(piece: Piece) -> str:
    if piece.number is not None or is_amount_like(piece.text) or not piece.text.strip("-–— "):
        return "amount"
    if piece.day is not None or (is_date_like(piece.text) and not piece.text.isdigit()):
        return "day"
    return "number" if _is_number(piece.text) else "words"


def _documents(block: _Block) -> tuple[Piece, ...]:
    """Return the numbers, without the word that heads a column of sums."""
    return tuple(piece for piece in block.values[block.number] if any(map(str.isdigit, piece.text)))


def _is_sound(block: _Block, concepts: Sequence[str]) -> bool:
    """Tell whether each row holds values of its kind, no more than documents and perhaps their sum."""
    texts = [piece.text for piece in _documents(block)]
    if len(texts) > _MOST_DOCUMENTS or len(set(texts)) < len(texts) or not all(map(_is_number, texts)):
        return False
    paid = 0
    for concept, values in zip(concepts, block.values, strict=True):
        money = bool(values) and all(_kind(piece) == "amount" for piece in values)
        if len(values) > len(texts) + (money or values is block.values[block.number]):
            return False
        if concept in AMOUNTS and values and not money:
            return False
        paid = max(paid, len(values)) if money else paid
    return paid >= len(texts)


def _is_number(text: str) -> bool:
    words = text.split()
    return bool(words) and ((looks_like_number(words[-1]) and not is_date_like(text)) or text.isdigit())


def _step(block: _Block, rows: Sequence[Row]) -> float:
    """Return how far apart the columns stand when upright: within the width of the block."""
    right = max(piece.right for row in rows for piece in row.pieces)
    return (right - block.labels[0].left) / len(block.labels)


def _set_upright(block: _Block, rows: Sequence[Row], step: float, *, with_header: bool) -> list[Row]:
    """Return a row a document, a sum's column as the row under them, below the labels as header."""
    numbers = block.values[block.number]
    left = block.labels[0].left
    columns = [[_spread(block.labels[index], left, step, index) for index in range(block.size)]]
    extra = _sum_column(block)
    places = [*numbers, *extra]
    for at in range(len(places)):
        held = [
            _spread(piece, left, step, index)
            for index, values in enumerate(block.values)
            for piece in values
            if _nearest(piece, places) == at
        ]
        columns.append(held)
    height = (rows[-1].bottom - rows[0].top) / max(len(columns), 1)
    told = []
    for at, pieces in enumerate(columns):
        top = rows[0].top + at * height
        if pieces and (at or with_header):
            told.append(Row(tuple(pieces), rows[0].page, top, top + height, ruled=True))
    return told


def _sum_column(block: _Block) -> list[Piece]:
    """Return where a sum stands that no head names: right of the last number."""
    last = max(piece.right for piece in block.values[block.number])
    beyond = [piece for values in block.values for piece in values if piece.left > last]
    more = any(len(values) > len(block.values[block.number]) for values in block.values)
    return beyond[:1] if more else []


def _spread(piece: Piece, left: float, step: float, index: int) -> Piece:
    first = left + index * step
    return replace(piece, left=first, right=first + _BESIDE * step)


def _nearest(piece: Piece, places: Sequence[Piece]) -> int:
    def distance(at: int) -> float:
        other = places[at]
        return min(
            abs(piece.left - other.left), abs(piece.right - other.right), abs(piece.centre - other.centre)
        )

    return min(range(len(places)), key=distance)

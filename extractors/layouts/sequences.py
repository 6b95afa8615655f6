"""Reads lines whose values follow one another: in prose, in lists, in rows without fixed columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.dialect import Dialect
from domain.layouts import LineRule
from extractors.layouts.kinds import KIND_OF, Kind, Value, fits_form, read_piece
from extractors.layouts.lines import LineReading, entry_of
from extractors.layouts.sight import Sight
from extractors.recognition.pieces import Piece, is_typed, part_of, split_typed

_EDGES = " ,;:.()[]*•–-\"'"


@dataclass(frozen=True, slots=True)
class Item:
    """One value in reading order: a number of the taught form, an amount or a day."""

    kind: Kind
    value: Value
    piece: Piece
    at: int


def read_sequence(rule: LineRule, sight: Sight, dialect: Dialect) -> LineReading:
    """Return one line for each document number of a taught form, its values counted from it."""
    items = list(items_of(sight, rule.number_forms, dialect))
    numbers = [index for index, item in enumerate(items) if item.kind is Kind.NUMBER]
    reading = LineReading()
    for order, index in enumerate(numbers):
        first = numbers[order - 1] + 1 if order else 0
        after = numbers[order + 1] if order + 1 < len(numbers) else len(items)
        cells = {"document_number": (items[index].value, (items[index].piece,))}
        for step in rule.steps:
            held = step_in(items, index, first, after, step.field, step.nth)
            if held is not None:
                cells[step.field] = (held.value, (held.piece,))
        if any(step.field == "net_amount" for step in rule.steps) and "net_amount" not in cells:
            continue
        row = sight.rows[items[index].at].text
        reading.entries.append(entry_of(rule, cells, row, row))
        reading.at.append(items[index].at)
    return reading


def step_in(items: Sequence[Item], index: int, first: int, after: int, field: str, nth: int) -> Item | None:
    """Return the nth value of the field's kind behind (or, negative, before) the number at `index`."""
    kind = KIND_OF[field]
    found = items[index + 1 : after] if nth > 0 else items[first:index][::-1]
    held = [item for item in found if item.kind is kind]
    return held[abs(nth) - 1] if len(held) >= abs(nth) else None


def items_of(sight: Sight, forms: Sequence[str], dialect: Dialect) -> Iterator[Item]:
    """Yield the document numbers, amounts and days of a document in reading order."""
    for at, row in enumerate(sight.rows):
        for whole in row.pieces:
            for piece in split_typed(whole):
                yield from _items_in(piece, at, forms, dialect)


def _items_in(piece: Piece, at: int, forms: Sequence[str], dialect: Dialect) -> Iterator[Item]:
    for kind in (Kind.NUMBER, Kind.AMOUNT, Kind.DAY):
        if kind is Kind.NUMBER:
            bare = piece.text.strip(_EDGES)
            if fits_form(bare, forms):
                yield Item(kind, bare, piece, at)
                return
            continue
        if is_typed(piece.text) or piece.number is not None or piece.day is not None:
            value = read_piece(kind, piece, dialect)
            if value is not None:
                yield Item(kind, value, piece, at)
                return
    words = piece.words or ()
    if len(words) > 1:
        for number in range(len(words)):
            part = part_of(piece, number, number + 1)
            bare = part.text.strip(_EDGES)
            if fits_form(bare, forms):
                yield Item(Kind.NUMBER, bare, part, at)
    elif not words:
        for text in piece.text.split():
            if fits_form(text.strip(_EDGES), forms):
                yield Item(Kind.NUMBER, text.strip(_EDGES), piece, at)

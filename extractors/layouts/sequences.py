"""Reads lines whose values follow one another: in prose, in lists, in rows without fixed columns."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from domain.dialect import Dialect
from domain.layouts import LineRule
from extractors.layouts.anchors import at_anchor
from extractors.layouts.cut_values import cut_value
from extractors.layouts.kinds import KIND_OF, Kind, Value, fits_form, plain_text, read_piece
from extractors.layouts.lines import LineReading, entry_of
from extractors.layouts.sight import Sight
from extractors.recognition.pieces import Piece, is_typed, part_of, split_typed

_EDGES = " ,;:.()[]*•–-\"'"
_RUNNING = 6
"""In words: in a row of so many brackets are a writer's, no accountant's sign."""
_WRAPPED = 1
"""In rows: so far a sentence may always run on."""
_REMARK = re.compile(r"\(([^()\d]*[^\W\d_][^()\d]*)\)")


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
    reading = LineReading()
    remarks = remarks_of(items, sight)
    for order, (index, first, after) in enumerate(records_in(items)):
        number = items[index]
        steps = [step for step in rule.steps if step.of in (-1, amounts_behind(items, index, after))]
        if rule.steps and not steps:
            reading.problems.append(f"{number.value} stands with other amounts than any line taught.")
        cells: dict[str, tuple[Value, tuple[Piece, ...]]] = {}
        cells["document_number"] = (number.value, (number.piece,))
        missing: list[str] = []
        for step in steps:
            if KIND_OF[step.field] is Kind.TEXT:
                if remarks[order]:
                    cells[step.field] = (remarks[order], ())
                continue
            held = step_in(items, index, first, after, step.field, step.nth)
            if held is not None:
                cells[step.field] = (held.value, (held.piece,))
            elif step.field in rule.always:
                missing.append(step.field.replace("_", " "))
        if any(step.field == "net_amount" for step in rule.steps) and "net_amount" not in cells:
            continue
        reading.problems += [f"{number.value} has no {name}, unlike every line taught." for name in missing]
        row = sight.rows[number.at].text
        reading.entries.append(entry_of(rule, cells, row, row))
        reading.at.append(number.at)
    _take_nameless(rule, sight, dialect, reading)
    return reading


def _take_nameless(rule: LineRule, sight: Sight, dialect: Dialect, reading: LineReading) -> None:
    """Take amounts without a number that a sentence of their own tells of: "keep 650.00 on account"."""
    for block in rule.blocks:
        hit = at_anchor(block.anchor, KIND_OF[block.field], sight, dialect)
        if hit is not None and reading.entries:
            cells = {block.field: (hit.value, (hit.piece,))}
            reading.entries.append(entry_of(rule, cells, block.anchor.label, block.anchor.label))
            reading.at.append(reading.at[-1])


def records_in(items: Sequence[Item]) -> Iterator[tuple[int, int, int]]:
    """Yield (number's item, first item that may belong to it, item after its last) for each number.

    The last takes no more rows than the longest before it: behind the lines stands what is paid in all.
    """
    numbers = [index for index, item in enumerate(items) if item.kind is Kind.NUMBER]
    heights = [items[after].at - items[index].at for index, after in pairwise(numbers)]
    tallest = max(_WRAPPED, *heights) if heights else None
    for order, index in enumerate(numbers):
        first = numbers[order - 1] + 1 if order else 0
        if order + 1 < len(numbers):
            yield index, first, numbers[order + 1]
            continue
        behind = range(index + 1, len(items))
        far = (at for at in behind if tallest is not None and items[at].at > items[index].at + tallest)
        yield index, first, next(far, len(items))


def amounts_behind(items: Sequence[Item], index: int, after: int) -> int:
    """Return how many amounts stand between a number and the next one."""
    return sum(item.kind is Kind.AMOUNT for item in items[index + 1 : after])


def remarks_of(items: Sequence[Item], sight: Sight) -> list[str]:
    """Return for each number the first words in brackets behind it, before the next one; "" for none."""
    text = plain_text(" ".join(row.text for row in sight.rows))
    places: list[int] = []
    for item in items:
        if item.kind is Kind.NUMBER:
            at = text.find(str(item.value), places[-1] + 1 if places else 0)
            places.append(at if at >= 0 else len(text))
    found = [_REMARK.search(text[at:after]) for at, after in pairwise([*places, len(text)])]
    return [remark.group(1).strip() if remark else "" for remark in found]


def step_in(items: Sequence[Item], index: int, first: int, after: int, field: str, nth: int) -> Item | None:
    """Return the nth value of the field's kind behind (or, negative, before) the number at `index`."""
    kind = KIND_OF[field]
    found = items[index + 1 : after] if nth > 0 else items[first:index][::-1]
    held = [item for item in found if item.kind is kind]
    return held[abs(nth) - 1] if len(held) >= abs(nth) else None


def items_of(sight: Sight, forms: Sequence[str], dialect: Dialect) -> Iterator[Item]:
    """Yield the document numbers, amounts and days of a document in reading order."""
    for at, row in enumerate(sight.rows):
        running = len(row.pieces) == 1 and len(row.pieces[0].text.split()) >= _RUNNING
        for whole in row.pieces:
            for piece in split_typed(whole):
                bare = replace(piece, text=piece.text.strip("()")) if running else _without_stop(piece)
                yield from _items_in(bare, at, forms, dialect)
        cut = cut_value(row, sight.rows[at + 1], forms, dialect) if at + 1 < len(sight.rows) else None
        if cut is not None:
            yield Item(*cut, at)


def _without_stop(piece: Piece) -> Piece:
    """Return a word that ends a sentence, alone in its line, without the full stop."""
    alone = " " not in piece.text and piece.text[:1].isdigit() and piece.text[-1:] in ".;"
    return replace(piece, text=piece.text[:-1]) if alone else piece


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
    yield from _numbers_in(piece, at, forms)


def _numbers_in(piece: Piece, at: int, forms: Sequence[str]) -> Iterator[Item]:
    """Yield the numbers among the words of a piece, those of several words, too."""
    texts = [word.text for word in piece.words] or piece.text.split()
    sizes = sorted({1, *(form.count(" ") + 1 for form in forms)}, reverse=True)
    start = 0
    while start < len(texts) and (len(texts) > 1 or not piece.words):
        for size in sizes:
            bare = plain_text(" ".join(texts[start : start + size])).strip(_EDGES)
            if start + size <= len(texts) and bare.count(" ") == size - 1 and fits_form(bare, forms):
                part = part_of(piece, start, start + size) if piece.words else piece
                yield Item(Kind.NUMBER, bare, part, at)
                start += size - 1
                break
        start += 1

"""Where the columns of a table may stand in a taught document: under its headers, or in bands of its own."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.layouts.kinds import number_form, squeezed
from extractors.layouts.sight import Sight
from extractors.layouts.truth import TrueLine
from extractors.recognition.headers import Column, columns_of_header, header_at
from extractors.recognition.pieces import Row, is_typed
from extractors.recognition.placing import pieces_of
from extractors.recognition.words import fold

_TALLEST = 3
_ABOVE = 8
"""Rows above the first line in which a header is looked for."""


def number_forms(lines: Sequence[TrueLine]) -> tuple[str, ...]:
    """Return the forms of the true document numbers, in order of first use."""
    return tuple(
        dict.fromkeys(
            number_form(str(line.values["document_number"]))
            for line in lines
            if "document_number" in line.values
        )
    )


def header_candidates(sight: Sight, lines: Sequence[TrueLine]) -> Iterator[tuple[tuple[Column, ...], int]]:
    """Yield header candidates: those that words of the trade show, those that stand above the lines, none."""
    seen: set[tuple[str, ...]] = set()
    for at in range(len(sight.rows)):
        header = header_at(sight.rows, at)
        if header is not None:
            columns = columns_of_header(sight.rows[at : at + header.size])
            texts = tuple(fold(column.header) for column in columns)
            if texts not in seen:
                seen.add(texts)
                yield columns, header.size
    first = _first_row(sight, lines)
    for at in range(max(0, first - _ABOVE), first):
        for size in range(1, min(_TALLEST, first - at) + 1):
            rows = sight.rows[at : at + size]
            if sight.blocks[at] != sight.blocks[first] or not all(_is_wordy(row) for row in rows):
                break
            columns = columns_of_header(rows)
            texts = tuple(fold(column.header) for column in columns)
            if len(columns) > 1 and all(texts) and texts not in seen:
                seen.add(texts)
                yield columns, size
    bands = _bands(sight, lines)
    if len(bands) > 1:
        yield bands, 0


def _is_wordy(row: Row) -> bool:
    return len(row.pieces) > 1 and not any(
        is_typed(p.text) or p.number is not None or p.day for p in row.pieces
    )


def _first_row(sight: Sight, lines: Sequence[TrueLine]) -> int:
    numbers = _numbers(lines)
    for at, row in enumerate(sight.rows):
        if any(
            squeezed(word) in numbers
            for piece in pieces_of(row)
            for word in (piece.text, *piece.text.split())
        ):
            return at
    return 0


def _bands(sight: Sight, lines: Sequence[TrueLine]) -> tuple[Column, ...]:
    """Return columns made of what stands above one another in the rows that hold the true numbers."""
    numbers = _numbers(lines)
    spans: list[tuple[float, float]] = []
    for row in sight.rows:
        pieces = pieces_of(row)
        texts = [squeezed(piece.text) for piece in pieces]
        if any(text in numbers for text in (*texts, *map("".join, pairwise(texts)))):
            spans += [(piece.left, piece.right) for piece in pieces]
    merged: list[tuple[float, float]] = []
    for left, right in sorted(spans):
        if merged and left < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(right, merged[-1][1]))
        else:
            merged.append((left, right))
    return tuple(Column("unknown", left, right) for left, right in merged)


def _numbers(lines: Sequence[TrueLine]) -> set[str]:
    return {
        squeezed(str(line.values["document_number"])) for line in lines if "document_number" in line.values
    }

"""Pieces of text with their places, rows of them, and how a piece is parted into typed runs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from domain.dialect_dates import is_date_like
from domain.dialect_numbers import is_amount_like
from domain.numbers import visible
from domain.pages import Box, Token

_RUNNING = 6
"""In words: a line of so many may go on in the next."""
_LONGEST_PARAGRAPH = 200
"""In words: what runs on longer is looked at in parts."""
_ANNOUNCING = re.compile(r"(?<!\w)(?:nr?|no|num|r[eé]f|rif)\.$", re.IGNORECASE)
"""A sentence does not end with the word for a number: "our transfer no."."""
_RATE = re.compile(r"\s*\(\s*\d[\d.,]*\s*%\s*\)|\s*\d[\d.,]*\s*%\s*$")
"""A rate beside its amount: "31,47 (3 %)"."""
_DASHES = frozenset("-–—−")
_LONGEST_TYPED = 5
"""In words: "22 de julio de 2026"."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that stands together: a cell, or words of a line without a wide gap."""

    text: str
    left: float
    right: float
    page: int
    box: Box | None = None
    cell: str | None = None
    number: Decimal | None = None
    day: date | None = None
    words: tuple[Token, ...] = ()

    @property
    def centre(self) -> float:
        """The horizontal centre."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Row:
    """The pieces of one line or table row, from left to right."""

    pieces: tuple[Piece, ...]
    page: int
    top: float = 0.0
    bottom: float = 0.0
    ruled: bool = False
    """True for a row of a drawn or given table: its cells are whole, a next row is another row."""

    @property
    def text(self) -> str:
        """The row's text, pieces parted by two blanks."""
        return "  ".join(piece.text for piece in self.pieces)


def split_typed(piece: Piece) -> tuple[Piece, ...]:
    """Part a piece where an amount or date stands among other words: "INV-1 12.03.2026 1 300,00"."""
    if len(piece.words) < 2 or is_typed(piece.text):
        return (piece,)
    parts: list[Piece] = []
    start = loose = 0
    while start < len(piece.words):
        if loose < start and piece.words[start].text in _DASHES:
            start += 1  # a dash behind words parts them from the amount
            continue
        size, text = _typed_run(piece.words, start)
        if size:
            parts += [_sub(piece, piece.words[loose:start])] if loose < start else []
            parts.append(replace(_sub(piece, piece.words[start : start + size]), text=text))
            loose = start + size
        start += max(size, 1)
    parts += [_sub(piece, piece.words[loose:])] if loose < len(piece.words) else []
    return tuple(parts) if parts else (piece,)


def paragraphs(rows: Sequence[Row]) -> list[Row]:
    """Join lines of running text that follow closely under one another at one left edge into one row each."""
    joined_rows: list[Row] = []
    for row in rows:
        last = joined_rows[-1] if joined_rows else None
        if last is not None and flows(last, row):
            words = last.pieces[0].words + row.pieces[0].words
            whole = replace(joined(words, row.page), left=last.pieces[0].left)
            joined_rows[-1] = Row((whole,), row.page, row.top, row.bottom)
        else:
            joined_rows.append(row)
    return joined_rows


def flows(above: Row, below: Row) -> bool:
    """Tell whether running text goes on from one row to the next."""
    if len(above.pieces) != 1 or len(below.pieces) != 1 or above.ruled or below.ruled:
        return False
    first, second = above.pieces[0], below.pieces[0]
    if above.page != below.page or not _RUNNING <= len(first.words) <= _LONGEST_PARAGRAPH or not second.words:
        return False
    height = above.bottom - above.top
    near = below.top - above.bottom <= (height if height > 0 else 1.0)
    text = first.text.rstrip()
    closed = text.endswith((".", ":", "!", "?")) and not _ANNOUNCING.search(text)
    return near and abs(first.left - second.left) < 4 and not closed


def part_of(piece: Piece, start: int, stop: int) -> Piece:
    """Return the piece made of some of its words."""
    return _sub(piece, piece.words[start:stop])


def without_rate(text: str) -> str:
    """Return a text without the rate beside its amount: "31,47 (3 %)"; "" for a rate alone."""
    return _RATE.sub("", text)


def box_around(pieces: Sequence[Piece]) -> Box | None:
    """Return the smallest box around pieces of one page, None where they have none."""
    boxes = [piece.box for piece in pieces if piece.box and piece.page == pieces[0].page]
    if not boxes:
        return None
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _typed_run(words: Sequence[Token], start: int) -> tuple[int, str]:
    """Return how many words from here are one amount or date (0: none) and its text."""
    for size in range(min(_LONGEST_TYPED, len(words) - start), 0, -1):
        text = " ".join(word.text for word in words[start : start + size])
        if _percent(words, start + size):
            continue
        if is_typed(text):
            return size, text
        bare = text.strip("()[],;:.")
        if bare != text and bare.count(" ") == text.count(" ") and is_typed(bare):
            return size, bare
    return 0, ""


def _sub(piece: Piece, words: Sequence[Token]) -> Piece:
    made = joined(words, piece.page)
    return made if made.box or piece.cell is None else replace(made, cell=piece.cell)


def _percent(words: Sequence[Token], at: int) -> bool:
    return at < len(words) and words[at].text.startswith("%")


def is_typed(text: str) -> bool:
    """Tell whether the whole text is an amount or a date."""
    return is_amount_like(text) or is_date_like(text)


def joined(tokens: Sequence[Token], page: int) -> Piece:
    """Return the piece that neighbouring tokens make."""
    text = visible(" ".join(token.text for token in tokens))
    boxes = [token.box for token in tokens if token.box]
    if boxes:
        box = (
            min(b[0] for b in boxes),
            min(b[1] for b in boxes),
            max(b[2] for b in boxes),
            max(b[3] for b in boxes),
        )
        return Piece(text, box[0], box[2], page, box, words=tuple(tokens))
    left = float(tokens[0].column or 0)
    right = float((tokens[-1].column or 0) + len(tokens[-1].text))
    cell = f"row {(tokens[0].row or 0) + 1} column {int(left) + 1}"
    return Piece(text, left, right, page, cell=cell, words=tuple(tokens))

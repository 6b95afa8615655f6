"""Unfolds tables that were set side by side under the same header: the right one follows the left one."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.recognition.headers import AMOUNTS
from extractors.recognition.pieces import Piece, Row
from extractors.recognition.words import column_meaning, starts_with

_FEWEST_COLUMNS = 2
_MOST_PANELS = 4
_FEWEST_RISING = 3
"""In numbers: so few rise by chance."""
_SAMPLE = 20
"""In rows: so many tell where the gap between two panels lies."""
_FIGURE = re.compile(r"\d")


def unfolded(rows: Sequence[Row]) -> list[Row]:
    """Return the rows; those under a header that stands twice or more in its row, panel after panel.

    The panels end at a row that reaches over the gap between them, at a sum of them all, and at another page.
    """
    told: list[Row] = []
    at = 0
    while at < len(rows):
        gutters = _gutters(rows[at])
        if not gutters:
            told.append(rows[at])
            at += 1
            continue
        gutters = _fitted(gutters, rows[at], rows[at + 1 : at + 1 + _SAMPLE])
        end = at + 1
        while end < len(rows) and _goes_on(rows[at], rows[end], gutters):
            end += 1
        spans = list(zip([float("-inf"), *gutters], [*gutters, float("inf")], strict=True))
        parted = [[_between(row, left, right) for left, right in spans] for row in rows[at:end]]
        if _runs_across(parted[1:]):
            told += _row_by_row(parted)
        else:
            told += [part for parts in zip(*parted, strict=True) for part in parts if part is not None]
        at = end
    return told


def _row_by_row(parted: Sequence[Sequence[Row | None]]) -> list[Row]:
    """Return the first panel's header and all rows under it, moved to where that panel stands."""
    heads = [part for part in parted[0] if part is not None]
    told = heads[:1]
    for parts in parted[1:]:
        for head, part in zip(heads, parts, strict=True):
            by = heads[0].pieces[0].left - head.pieces[0].left
            told += [_moved(part, by)] if part is not None else []
    return told


def _moved(row: Row, by: float) -> Row:
    pieces = tuple(replace(piece, left=piece.left + by, right=piece.right + by) for piece in row.pieces)
    return replace(row, pieces=pieces)


def _runs_across(parted: Sequence[Sequence[Row | None]]) -> bool:
    """Tell whether the numbers rise from panel to panel in each row, and not down each panel."""
    across = [_figures(part) for parts in parted for part in parts]
    down = [_figures(part) for parts in zip(*parted, strict=True) for part in parts]
    return _rises(across) and not _rises(down)


def _figures(part: Row | None) -> str:
    """Return the first text of a part that has figures, "" without any: its number, in most panels."""
    return next((piece.text for piece in part.pieces if _FIGURE.search(piece.text)), "") if part else ""


def _rises(texts: Sequence[str]) -> bool:
    """Tell whether texts of one length rise; a sum or a number of another form stands for nothing."""
    held = [text for text in texts if text]
    usual = Counter(map(len, held)).most_common(1)
    alike = [text for text in held if usual and len(text) == usual[0][0]]
    return len(alike) > _FEWEST_RISING and all(one < other for one, other in pairwise(alike))


def _gutters(row: Row) -> list[float]:
    """Return where the panels of a header row meet; [] for a row whose texts are not the same again."""
    texts = [piece.text.strip().casefold() for piece in row.pieces]
    for panels in range(2, _MOST_PANELS + 1):
        width, rest = divmod(len(texts), panels)
        if (
            rest
            or width < _FEWEST_COLUMNS
            or texts != texts[:width] * panels
            or not _heads(row.pieces[:width])
        ):
            continue
        return [
            (row.pieces[at - 1].right + row.pieces[at].left) / 2 for at in range(width, len(texts), width)
        ]
    return []


def _fitted(gutters: Sequence[float], header: Row, rows: Sequence[Row]) -> list[float]:
    """Move each gutter to where the fewest cells reach over it: amounts end to the right of their header."""
    return [_fit(gutter, header, [piece for row in rows for piece in row.pieces]) for gutter in gutters]


def _fit(gutter: float, header: Row, under: Sequence[Piece]) -> float:
    left = max(piece.right for piece in header.pieces if piece.right <= gutter)
    right = min(piece.left for piece in header.pieces if piece.left >= gutter)
    places = [gutter, *(left + (right - left) * part / 8 for part in range(1, 8))]
    return min(places, key=lambda place: sum(piece.left < place < piece.right for piece in under))


def _heads(pieces: Sequence[Piece]) -> bool:
    """True for texts that are all different, words, and name a column of amounts."""
    texts = {piece.text.strip().casefold() for piece in pieces}
    if len(texts) < len(pieces) or any(map(str.isdigit, "".join(texts))):
        return False
    meanings = [meaning for piece in pieces if (meaning := column_meaning(piece.text))]
    return len(meanings) > 1 and any(meaning.concept in AMOUNTS for meaning in meanings)


def _goes_on(header: Row, row: Row, gutters: Sequence[float]) -> bool:
    if row.page != header.page or _gutters(row):
        return False
    if any(piece.left < gutter < piece.right for piece in row.pieces for gutter in gutters):
        return False
    sums = sum(starts_with(piece.text, "total") for piece in row.pieces)
    return sums in (0, len(gutters) + 1)


def _between(row: Row, left: float, right: float) -> Row | None:
    pieces = tuple(piece for piece in row.pieces if left <= (piece.left + piece.right) / 2 < right)
    return replace(row, pieces=pieces) if pieces else None

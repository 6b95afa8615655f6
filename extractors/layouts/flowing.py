"""Running text without its line breaks: a sentence wraps at another word in every letter."""

from collections.abc import Sequence
from functools import lru_cache

from extractors.layouts.sight import Sight
from extractors.recognition.pieces import Row, joined

_RUNNING = 6
"""In words: a row of so many may go on in the next."""
_LONGEST = 200
"""In words: what runs on longer is looked at in parts."""
_SLACK = 0.02
"""Share of a paragraph's width by which a word may seem to have fitted."""


@lru_cache(maxsize=8)
def flowing(sight: Sight) -> Sight:
    """Return the paragraphs of a document, each as one row; rows that do not go on are left out."""
    held: list[tuple[Row, int]] = []
    for first, after in _stretches(sight):
        rows = sight.rows[first:after]
        widest = max(row.pieces[0].right for row in rows)
        start = 0
        for at in range(len(rows)):
            if at + 1 < len(rows) and _goes_on(rows[start : at + 1], rows[at + 1], widest):
                continue
            if at > start:
                held.append((_whole(rows[start : at + 1]), sight.blocks[first]))
            start = at + 1
    return Sight(tuple(row for row, _ in held), tuple(block for _, block in held))


def _stretches(sight: Sight) -> list[tuple[int, int]]:
    """Return neighbouring rows of one piece each that share a page and a scale, as (first, after)."""
    found: list[tuple[int, int]] = []
    first = 0
    for at in range(len(sight.rows) + 1):
        if at < len(sight.rows) and _is_alone(sight.rows[at]) and (at == first or _same(sight, first, at)):
            continue
        if at - first > 1:
            found.append((first, at))
        first = at if at < len(sight.rows) and _is_alone(sight.rows[at]) else at + 1
    return found


def _is_alone(row: Row) -> bool:
    return len(row.pieces) == 1 and not row.ruled and bool(row.pieces[0].words)


def _same(sight: Sight, first: int, at: int) -> bool:
    return sight.blocks[first] == sight.blocks[at] and sight.rows[first].page == sight.rows[at].page


def _goes_on(above: Sequence[Row], below: Row, widest: float) -> bool:
    """Tell whether text goes on in the next row: that row's first word had no room in this one."""
    last, piece = above[-1].pieces[0], below.pieces[0]
    if len(last.words) < _RUNNING or sum(len(row.pieces[0].words) for row in above) > _LONGEST:
        return False
    height = above[-1].bottom - above[-1].top
    near = below.top - above[-1].bottom <= (height if height > 0 else 1.0)
    letter = (piece.right - piece.left) / max(len(piece.text), 1)
    room = widest * (1 + _SLACK) - last.right
    return near and abs(last.left - piece.left) < 4 and letter * (len(piece.text.split()[0]) + 1) > room


def _whole(rows: Sequence[Row]) -> Row:
    words = tuple(word for row in rows for word in row.pieces[0].words)
    return Row((joined(words, rows[0].page),), rows[0].page, rows[0].top, rows[-1].bottom)

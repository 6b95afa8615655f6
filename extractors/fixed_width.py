"""Parts lines of fixed-width columns at the gutters that all of their rows leave blank."""

import re
from collections.abc import Sequence

_CHUNK = re.compile(r"\S+(?: \S+)*")
_FEWEST_CHUNKS = 3
_FEWEST_ROWS = 3
_BLANK_SHARE = 0.97
_WIDEST = 2_000
_SAMPLE_ROWS = 3_000


def rows_by_gutters(lines: Sequence[str]) -> list[list[str]] | None:
    """Return each line's fields; None where fewer than three lines stand in three columns."""
    chunked = [[(m.start(), m.end(), m.group()) for m in _CHUNK.finditer(line[:_WIDEST])] for line in lines]
    tabular = [chunks for chunks in chunked if len(chunks) >= _FEWEST_CHUNKS]
    if len(tabular) < _FEWEST_ROWS:
        return None
    starts = _column_starts(tabular[:_SAMPLE_ROWS])
    if len(starts) < _FEWEST_CHUNKS:
        return None
    return [_fields(chunks, starts) for chunks in chunked]


def _column_starts(tabular: Sequence[Sequence[tuple[int, int, str]]]) -> list[int]:
    """Return where each stretch of places begins that rows fill."""
    filled = [0] * (_WIDEST + 1)
    for chunks in tabular:
        for start, end, _ in chunks:
            for place in range(start, end):
                filled[place] += 1
    least = (1 - _BLANK_SHARE) * len(tabular)
    return [at for at in range(_WIDEST) if filled[at] > least and (at == 0 or filled[at - 1] <= least)]


def _fields(chunks: Sequence[tuple[int, int, str]], starts: Sequence[int]) -> list[str]:
    fields = [""] * len(starts)
    for start, end, text in chunks:
        middle = (start + end) / 2
        column = max((at for at, left in enumerate(starts) if left <= middle), default=0)
        fields[column] = f"{fields[column]} {text}".strip()
    return fields

"""Groups the words of a line into pieces: which gaps part columns and which only part words."""

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from domain.pages import Token
from extractors.recognition.customers import is_firm
from extractors.recognition.words import column_meaning, components, label_meaning

Walls = Sequence[tuple[float, float, float]]
"""Upright ruling lines as (x, top, bottom)."""
_GAP = 0.55
"""In word heights: a wider gap between two words of a line parts two pieces."""
_WIDEST_EVEN = 2.2
"""In word heights: words set further apart than this are columns, however evenly they stand."""
_LEADER = re.compile(r"[.·…_]{4,}|…{2,}")
_SENTENCE = 8
"""In words: a shorter line with figures in it may be a row of a table."""


def grouped(line: Sequence[Token], walls: Walls) -> list[list[Token]]:
    """Return the words of one line, from left to right, as pieces.

    Words of one fixed pitch, of a justified line or of a name set wide stay together.
    """
    if len(line) > 2 and _is_even_text(line) and not _crosses(line, walls):
        return [list(line)]
    groups: list[list[Token]] = []
    for token in line:
        if groups and not _parted(groups[-1][-1], token, walls):
            groups[-1].append(token)
        else:
            groups.append([token])
    return with_whole_names(
        groups, lambda left, right: _near(left, right) and not _crosses([left, right], walls)
    )


def without_leaders(line: Sequence[Token]) -> list[Token]:
    """Return the words without the rows of dots that lead the eye, also where these are glued to words."""
    kept: list[Token] = []
    for token in line:
        if not _LEADER.search(token.text):
            kept.append(token)
            continue
        ends = [0, *(end for found in _LEADER.finditer(token.text) for end in found.span()), len(token.text)]
        spans = zip(ends[::2], ends[1::2], strict=True)
        kept += [_cut(token, start, stop) for start, stop in spans if start < stop]
    return kept


def _cut(token: Token, start: int, stop: int) -> Token:
    column = token.column + start if token.column is not None else None
    box = token.box
    if box is not None:
        width = (box[2] - box[0]) / len(token.text)
        box = (box[0] + start * width, box[1], box[0] + stop * width, box[3])
    return replace(token, text=token.text[start:stop], column=column, box=box)


def with_whole_names(groups: list[list[Token]], near: Callable[[Token, Token], bool]) -> list[list[Token]]:
    """Join neighbouring pieces that only together end in a legal form: "Halvorsen" "Marine" "AS"."""
    joined = list(groups)
    stop = len(joined)
    while stop > 1:
        start = next(
            (
                start
                for start in range(max(0, stop - 6), stop - 1)
                if all(near(joined[i][-1], joined[i + 1][0]) for i in range(start, stop - 1))
                and _is_split_name([_text(group) for group in joined[start:stop]])
            ),
            None,
        )
        if start is not None:
            joined[start:stop] = [[token for group in joined[start:stop] for token in group]]
            stop = start
        else:
            stop -= 1
    return joined


def _is_split_name(texts: Sequence[str]) -> bool:
    if any(any(letter.isdigit() for letter in text) or text.endswith(":") for text in texts):
        return False
    if any(is_firm(text) for text in texts) or _is_trade(texts[0]):
        return False
    if sum(_is_trade(text) for text in texts[:-1]) > (len(texts) - 1) / 2:
        return False
    return is_firm(" ".join(texts))


def _is_even_text(line: Sequence[Token]) -> bool:
    """Tell whether gaps as even as only a justified or centred line has part words, not columns."""
    gaps = [_gap(left, right) for left, right in itertools.pairwise(line)]
    height = _height(line[0], line[-1])
    if min(gaps) < _GAP * height or max(gaps) > _WIDEST_EVEN * height or max(gaps) - min(gaps) > 0.6:
        return False
    words = [token.text for token in line]
    spoken = sum(not any(letter.isdigit() for letter in word) for word in words)
    trade = sum(bool(components(word)[0]) for word in words)
    if spoken < len(words) < _SENTENCE:
        return False
    return spoken >= 0.6 * len(words) and trade < 0.5 * len(words)


def _is_trade(text: str) -> bool:
    return any(
        meaning is not None and meaning.strength >= 0.75
        for meaning in (column_meaning(text.rstrip(":")), label_meaning(text.rstrip(":")))
    )


def _parted(left: Token, right: Token, walls: Walls) -> bool:
    if left.box is None or right.box is None:
        return True
    if _gap(left, right) > _GAP * _height(left, right) and not _one_pitch(left, right):
        return True
    return _crosses([left, right], walls)


def _one_pitch(left: Token, right: Token) -> bool:
    """Tell whether two words of letters of one width stand one such letter apart, as on a typewriter."""
    if left.box is None or right.box is None:
        return False
    first = (left.box[2] - left.box[0]) / len(left.text)
    second = (right.box[2] - right.box[0]) / len(right.text)
    return abs(first - second) <= 0.02 * first and _gap(left, right) <= 1.3 * first


def _crosses(line: Sequence[Token], walls: Walls) -> bool:
    for left, right in itertools.pairwise(line):
        if left.box is None or right.box is None:
            continue
        middle = (left.box[1] + left.box[3]) / 2
        if any(left.box[2] - 1 <= x <= right.box[0] + 1 and top <= middle <= low for x, top, low in walls):
            return True
    return False


def _near(left: Token, right: Token) -> bool:
    return _gap(left, right) <= _WIDEST_EVEN * _height(left, right)


def _gap(left: Token, right: Token) -> float:
    return right.box[0] - left.box[2] if left.box and right.box else 1000.0


def _height(left: Token, right: Token) -> float:
    if left.box is None or right.box is None:
        return 5.0
    return max(min(left.box[3] - left.box[1], right.box[3] - right.box[1]), 5.0)


def _text(group: Sequence[Token]) -> str:
    return " ".join(token.text for token in group)

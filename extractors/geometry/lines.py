"""Puts the words of a page into lines and reading order."""

import math
from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter

from extractors.geometry.words import Word

_WIDE_GAP = 0.9
"""In word heights: a gap as wide as this separates columns and is written as two blanks."""
_SPELT_GAP = 0.6
"""In word heights: letters further apart are no spelt-out word."""
_FEWEST_LETTERS = 4
_left = itemgetter(Word._fields.index("x0"))


def lines_of(words: Sequence[Word]) -> list[list[Word]]:
    """Return the lines from top to bottom, each from left to right.

    Words share a line when the centre of one lies within the inner half of the other. Text that runs
    up or down the page forms lines of its own, after the upright ones.
    """
    lines: list[list[Word]] = []
    marks: list[tuple[float, float]] = []  # middle and height of each line's first word
    at, mark_height = -math.inf, 0.0
    for middle, height, word in sorted(_upright(words), key=itemgetter(0)):
        if middle - at <= 0.25 * (height + mark_height):  # the latest line: most words are of it
            lines[-1].append(word)
        elif (index := _line_at(middle, height, marks)) >= 0:
            lines[index].append(word)
        else:
            at, mark_height = middle, height
            lines.append([word])
            marks.append((middle, height))
    lines = [_spelt(sorted(line, key=_left)) for line in lines]
    return lines + _turned_lines(words)


def _upright(words: Sequence[Word]) -> list[tuple[float, float, Word]]:
    """Return middle, height and word for each that is not turned."""
    return [
        ((top + bottom) / 2, bottom - top, word)
        for word in words
        for _, _, top, _, bottom, _, _, turn in (word,)
        if not turn
    ]


def text_of(line: Sequence[Word]) -> str:
    """Return a line's text: one blank between words, two where a gap separates columns."""
    parts: list[str] = []
    end_before = height_before = turn_before = 0.0
    for text, x0, top, x1, bottom, _, _, turn in line:
        height = bottom - top
        if parts:
            gap = x0 - end_before
            wide = gap > _WIDE_GAP * height or gap > _WIDE_GAP * height_before
            parts.append("  " if wide and not turn_before else " ")
        parts.append(text)
        end_before, height_before, turn_before = x1, height, turn
    return "".join(parts)


def _spelt(line: list[Word]) -> list[Word]:
    """Join words that were printed with blanks between their letters, as in "I n v o i c e  N o"."""
    if len(line) < _FEWEST_LETTERS or [len(word[0]) for word in line].count(1) < _FEWEST_LETTERS:
        return line
    joined: list[Word] = []
    for run in _runs(line):
        joined.extend(_joined(run) if _is_spelt(run) else run)
    return joined


def _runs(line: list[Word]) -> list[list[Word]]:
    runs = [[line[0]]]
    for before, word in pairwise(line):
        if word.x0 - before.x1 > _WIDE_GAP * word.height:
            runs.append([])
        runs[-1].append(word)
    return runs


def _is_spelt(run: list[Word]) -> bool:
    single = [word for word in run if len(word.text) == 1]
    letters = sum(1 for word in single if word.text.isalpha())
    return letters >= _FEWEST_LETTERS - 1 and len(single) >= 0.6 * len(run) and letters * 2 > len(single)


def _joined(run: list[Word]) -> list[Word]:
    """Join across the narrow gaps; the clearly wider ones part words."""
    gaps = [right.x0 - left.x1 for left, right in pairwise(run)]
    narrow = min(gaps) * 1.5 + 0.03 * run[0].height
    words = [run[0]]
    for gap, word in zip(gaps, run[1:], strict=True):
        if gap > narrow or gap > _SPELT_GAP * word.height:
            words.append(word)
        else:
            last = words[-1]
            words[-1] = Word(
                last.text + word.text,
                last.x0,
                min(last.top, word.top),
                word.x1,
                max(last.bottom, word.bottom),
                last.first,
                word.last,
            )
    return words


def _line_at(middle: float, height: float, marks: list[tuple[float, float]]) -> int:
    """Return which of the last three lines a word belongs to, the latest first; -1 for none of them."""
    # The first word stands for its line, so that a slanting scan does not chain two lines into one.
    for index in range(len(marks) - 1, max(len(marks) - 4, -1), -1):
        at, mark_height = marks[index]
        if abs(middle - at) <= 0.25 * (height + mark_height):
            return index
    return -1


def _turned_lines(words: Sequence[Word]) -> list[list[Word]]:
    lines: list[list[Word]] = []
    for word in words:
        if word.upright:
            continue
        if lines and abs(lines[-1][-1].centre - word.centre) < 0.5 * (word.x1 - word.x0):
            lines[-1].append(word)
        else:
            lines.append([word])
    return lines

"""Puts the words of a page into lines and reading order."""

from collections.abc import Sequence

from extractors.geometry.words import Word

_WIDE_GAP = 0.9
"""In word heights: a gap as wide as this separates columns and is written as two blanks."""


def lines_of(words: Sequence[Word]) -> list[list[Word]]:
    """Return the lines from top to bottom, each from left to right.

    Words share a line when the centre of one lies within the inner half of the other. Text that runs
    up or down the page forms lines of its own, after the upright ones.
    """
    upright = sorted((word for word in words if word.upright), key=lambda word: word.middle)
    lines: list[list[Word]] = []
    for word in upright:
        line = next((line for line in reversed(lines[-3:]) if _on_line(word, line)), None)
        if line is None:
            lines.append([word])
        else:
            line.append(word)
    for line in lines:
        line.sort(key=lambda word: word.x0)
    return lines + _turned_lines(words)


def text_of(line: Sequence[Word]) -> str:
    """Return a line's text: one blank between words, two where a gap separates columns."""
    parts: list[str] = []
    before: Word | None = None
    for word in line:
        if before is not None:
            parts.append("  " if _apart(before, word) else " ")
        parts.append(word.text)
        before = word
    return "".join(parts)


def _on_line(word: Word, line: Sequence[Word]) -> bool:
    # The first word stands for its line, so that a slanting scan does not chain two lines into one.
    mark = line[0]
    distance = abs(word.middle - mark.middle)
    return distance <= 0.25 * (word.height + mark.height)


def _apart(left: Word, right: Word) -> bool:
    return left.upright and right.x0 - left.x1 > _WIDE_GAP * min(left.height, right.height)


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

"""Makes words with boxes of the characters of one line and of the ink that they were read from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractors.ocr.lines import has_ink
from extractors.ocr.shades import Shades

_UNSEEN_BLANK, _WITHIN_NUMBER = 0.3, 0.5
"""In line heights: ink so far apart is two words, though no blank was read between; figures stand wider."""
_FIGURES = frozenset("0123456789.,/-'()")
_LETTER = 0.2
"""In line heights: half of the room that a letter takes where no ink tells."""


class Character(NamedTuple):
    """One character as read: its middle in pixels from the line's left, and how sure it is."""

    text: str
    middle: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Spelt:
    """One word of a line, its box in pixels from the line's top left."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float


def words_of(characters: Sequence[Character], crop: Shades) -> list[Spelt]:
    """Return the words of a line: parted at blanks that were read and at gaps that nobody reads over."""
    ink = has_ink(crop)
    height, width = crop.shape
    runs: list[tuple[list[Character], float]] = []
    start, run, last = 0.0, list[Character](), None
    for character in characters:
        if character.text.isspace():
            continue
        if last is None:
            start = 0.0
        else:
            blank = any(c.text.isspace() for c in _between(characters, last, character))
            gap = _widest_gap(ink, last.middle, character.middle)
            if blank or gap[1] - gap[0] > _blank(last, character) * height:
                cut = (gap[0] + gap[1]) / 2 if gap[1] > gap[0] else (last.middle + character.middle) / 2
                runs.append((run, start))
                start, run = cut, []
        run.append(character)
        last = character
    if run:
        runs.append((run, start))
    ends = [begin for _, begin in runs[1:]] + [float(width)]
    top, bottom = _upright_ink(crop)
    return [
        _spelt(run, begin, end, ink, (top, bottom), height)
        for (run, begin), end in zip(runs, ends, strict=True)
    ]


def _blank(left: Character, right: Character) -> float:
    return _WITHIN_NUMBER if {left.text, right.text} <= _FIGURES else _UNSEEN_BLANK


def _between(characters: Sequence[Character], left: Character, right: Character) -> list[Character]:
    return [one for one in characters if left.middle <= one.middle <= right.middle]


def _widest_gap(ink: Sequence[bool], left: float, right: float) -> tuple[int, int]:
    """Return where the widest stretch without ink between two middles begins and ends."""
    best = (0, 0)
    begun: int | None = None
    stop = min(len(ink), round(right) + 1)
    for x in range(max(0, round(left)), stop):
        if ink[x]:
            begun = None
            continue
        begun = x if begun is None else begun
        if x + 1 - begun > best[1] - best[0]:
            best = (begun, x + 1)
    return best


def _spelt(
    run: Sequence[Character],
    begin: float,
    end: float,
    ink: Sequence[bool],
    rows: tuple[int, int],
    height: int,
) -> Spelt:
    inked = [x for x in range(max(0, int(begin)), min(len(ink), int(end) + 1)) if ink[x]]
    reach = _LETTER * height
    x0 = inked[0] if inked else max(begin, run[0].middle - reach)
    x1 = inked[-1] + 1 if inked else min(end, run[-1].middle + reach)
    return Spelt(
        "".join(character.text for character in run),
        float(min(x0, run[0].middle)),
        float(rows[0]),
        float(max(x1, run[-1].middle)),
        float(rows[1]),
        min(character.confidence for character in run),
    )


def _upright_ink(crop: Shades) -> tuple[int, int]:
    """Return the rows of the line's middle nine tenths: descenders and neighbours are left out."""
    margin = max(1, round(0.1 * crop.shape[0]))
    return margin, crop.shape[0] - margin

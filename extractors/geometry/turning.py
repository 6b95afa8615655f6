"""Turns a page that was printed sideways or upside down, so that its text can be read upright."""

from collections import Counter
from collections.abc import Sequence

from domain.pages import Ruling
from extractors.geometry.words import Word

_MOST = 0.7
"""Share of the page's letters that must run that way: a note along the margin turns no page."""

Place = tuple[float, float]


def turn_of(words: Sequence[Word]) -> int:
    """Return which way most text runs: 0 upright, 90 downwards, 180 upside down, 270 upwards."""
    if not any([word.turn for word in words]):
        return 0
    letters: Counter[int] = Counter()
    for word in words:
        if len(word.text) > 1:
            letters[word.turn] += len(word.text)
    if not letters:
        return 0
    turn, count = letters.most_common(1)[0]
    return turn if count >= _MOST * letters.total() else 0


def turned_size(turn: int, width: float, height: float) -> tuple[float, float]:
    """Return width and height of the page once its text stands upright."""
    return (height, width) if turn in (90, 270) else (width, height)


def turned_word(word: Word, turn: int, width: float, height: float) -> Word:
    """Return the word as it lies on the turned page; width and height are those before."""
    (xa, ya), (xb, yb) = (
        _turned(place, turn, width, height) for place in ((word.x0, word.top), (word.x1, word.bottom))
    )
    # A single letter does not show which way it runs: it goes with the page.
    way = 0 if len(word.text) == 1 else (word.turn - turn) % 360
    return Word(word.text, min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb), word.first, word.last, way)


def turned_ruling(ruling: Ruling, turn: int, width: float, height: float) -> Ruling:
    """Return the drawn line as it lies on the turned page."""
    (xa, ya), (xb, yb) = (
        _turned(place, turn, width, height) for place in ((ruling.x0, ruling.top), (ruling.x1, ruling.bottom))
    )
    return Ruling(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))


def _turned(place: Place, turn: int, width: float, height: float) -> Place:
    x, y = place
    if turn == 90:
        return y, width - x
    if turn == 180:
        return width - x, height - y
    return height - y, x

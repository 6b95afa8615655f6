"""Joins the pieces of words whose letters were placed one by one: "I nvoic e" with no blank between them."""

from collections.abc import Sequence

from extractors.geometry.letters import Letters
from extractors.geometry.words import Word

_NARROW = 0.16
"""Of the height of the letters: no font's blank is as narrow, and no justified line's."""


def joined_fragments(words: Sequence[Word], letters: Letters) -> list[Word]:
    """Join words of one line that only a narrow gap parts and no character of the page's own text."""
    joined: list[Word] = []
    for word in words:
        last = joined[-1] if joined else None
        if last is not None and _is_near(last, word) and letters.is_made_up(last.last + 1):
            whole = letters.word(last.first, word.last)
            if whole is not None and whole.upright:
                joined[-1] = whole._replace(text=last.text + word.text)
                continue
        joined.append(word)
    return joined


def _is_near(left: Word, right: Word) -> bool:
    return (
        right.first == left.last + 2
        and -0.5 <= right.x0 - left.x1 <= _NARROW * (right.bottom - right.top)
        and left.turn == 0 == right.turn
        and abs(left.top - right.top) < 0.1
    )

"""A word with its box while a page is being read, before it becomes a token."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from domain.pages import Box, Token
from extractors.geometry.filling import filled

_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


class Word(NamedTuple):
    """One word as placed on the page, in points from the page's top left."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    first: int = 0
    """Index of its first character in the page's text."""
    last: int = 0
    turn: int = 0
    """Which way it runs: 0 upright, 90 downwards, 180 upside down, 270 upwards."""

    @property
    def upright(self) -> bool:
        """True for text that runs from left to right."""
        return self.turn == 0

    @property
    def middle(self) -> float:
        """The vertical centre: boxes of two engines differ in height, their centres do not."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """The horizontal centre."""
        return (self.x0 + self.x1) / 2

    @property
    def height(self) -> float:
        """Height of the box in points."""
        return self.bottom - self.top


def seen(text: str) -> str:
    """Return the text as a person sees it: no control, zero-width or bidi characters, ligatures spelt out."""
    bare = text if text.isascii() and text.isprintable() else _UNSEEN.sub("", text)
    return bare if bare.isascii() else "".join(map(_plain, bare))


def seen_lines(text: str) -> str:
    """Return the text as a person sees it, its line ends kept."""
    return "\n".join(seen(line).strip() for line in text.split("\n")).strip()


class Hundredths(dict[float, float]):
    """Rounds to hundredths of a point, each number once: columns and lines repeat theirs on every row."""

    def __missing__(self, place: float) -> float:
        """Round a number that has not been asked for before."""
        rounded = self[place] = round(place, 2)
        return rounded


def tokens_of(words: Sequence[Word]) -> tuple[Token, ...]:
    """Return the words as tokens, their boxes rounded to hundredths of a point."""
    near = Hundredths()
    boxes = [(near[x0], near[top], near[x1], near[bottom]) for _, x0, top, x1, bottom, _, _, _ in words]
    return tuple(filled(Token, len(boxes), text=[word.text for word in words], box=boxes))


def box_of(words: Iterable[Word]) -> Box:
    """Return the box around the words. There must be at least one."""
    members = tuple(words)
    return (
        round(min(word.x0 for word in members), 2),
        round(min(word.top for word in members), 2),
        round(max(word.x1 for word in members), 2),
        round(max(word.bottom for word in members), 2),
    )


def _plain(character: str) -> str:
    """Spell out ligatures and full-width forms; leave what carries meaning, such as a superscript."""
    if "\ufb00" <= character <= "\ufb06" or "\uff01" <= character <= "\uff5e":
        return unicodedata.normalize("NFKC", character)
    return character

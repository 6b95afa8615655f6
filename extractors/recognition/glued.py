"""Parts words that a print set without a gap between them: "Gross amountDiscount"."""

import re
from dataclasses import replace

from domain.pages import Token
from extractors.recognition.pieces import Piece

_GLUED = re.compile(r"(?:(?<=[a-zà-ÿ]{3})|(?<=\)))(?=[A-ZÀ-Þ][a-zà-ÿ]{2})")


def unglued(piece: Piece) -> Piece:
    """Return a piece whose words are parted where a small letter or bracket runs into a capital."""
    if not _GLUED.search(piece.text):
        return piece
    words: list[Token] = []
    for word in piece.words:
        start = 0
        for end in [*(found.start() for found in _GLUED.finditer(word.text)), len(word.text)]:
            words.append(_share(word, start, end))
            start = end
    return replace(piece, text=" ".join(word.text for word in words), words=tuple(words))


def _share(word: Token, start: int, end: int) -> Token:
    if word.box is None or not word.text:
        return replace(word, text=word.text[start:end])
    left, top, right, bottom = word.box
    step = (right - left) / len(word.text)
    return replace(word, text=word.text[start:end], box=(left + start * step, top, left + end * step, bottom))

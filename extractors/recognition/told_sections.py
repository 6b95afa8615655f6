"""Finds sentences that each tell a payment: "On 3 May we paid EUR 30.00 by transfer, our reference 77."."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from domain.pages import Token
from extractors.recognition.pieces import Row, flows, joined, part_of
from extractors.recognition.spoken import SENTENCE, told_references

_FIGURES = re.compile(r"\d{3}")
_FEWEST = 6
"""In words: what is shorter tells no payment."""
_ABBREVIATED = 4
"""In letters with the full stop: "No.", "Ref."."""
_SPOKEN = 400
"""In rows: a document told in sentences has no more."""


@dataclass(slots=True)
class _Sentence:
    at: int
    """The row that it begins in."""
    word: int
    words: list[Token] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence that tells one of several payments: its first row and word, and the payment's number."""

    at: int
    word: int
    number: str


def cut(row: Row, words: Sequence[int]) -> dict[int, Row]:
    """Return a row of one piece in parts, by the word that each begins with: 0 and those of `words`."""
    piece = row.pieces[0]
    starts = [0, *sorted({word for word in words if 0 < word < len(piece.words)})]
    if len(starts) == 1:
        return {0: row}
    bounds = pairwise([*starts, len(piece.words)])
    return {
        first: Row((part_of(piece, first, after),), row.page, row.top, row.bottom) for first, after in bounds
    }


def telling(rows: Sequence[Row]) -> list[Telling]:
    """Return the sentences that each tell a payment; [] where they name fewer than two."""
    found: list[Telling] = []
    for sentence in _sentences(rows[:_SPOKEN]):
        if len(sentence.words) < _FEWEST or not any(_FIGURES.search(word.text) for word in sentence.words):
            continue
        whole = Row((joined(sentence.words, rows[sentence.at].page),), rows[sentence.at].page)
        numbers = {told.text for told in told_references([whole], frozenset()) if told.rank <= SENTENCE}
        if len(numbers) == 1:
            found.append(Telling(sentence.at, sentence.word, numbers.pop()))
    return found if len({one.number for one in found}) > 1 else []


def _sentences(rows: Sequence[Row]) -> Iterator[_Sentence]:
    """Yield the sentences of running text, each with its own part of the rows."""
    current: _Sentence | None = None
    for at, row in enumerate(rows):
        if len(row.pieces) != 1 or row.ruled or not row.pieces[0].words:
            current = None
            continue
        words = row.pieces[0].words
        goes_on = at > 0 and current is not None and flows(rows[at - 1], row)
        bounds = [
            0,
            *(place for place in range(1, len(words)) if _ends(words[place - 1].text, words[place].text)),
        ]
        for number, first in enumerate(bounds):
            after = bounds[number + 1] if number + 1 < len(bounds) else len(words)
            if current is None or number or not goes_on:
                current = _Sentence(at, first)
            current.words += words[first:after]
            if after < len(words) or not _goes_on_below(rows, at):
                yield current


def _goes_on_below(rows: Sequence[Row], at: int) -> bool:
    return at + 1 < len(rows) and flows(rows[at], rows[at + 1])


def _ends(word: str, after: str) -> bool:
    """Tell whether a sentence ends between two words."""
    if not word.endswith((".", "!", "?")) or not after[:1].isupper():
        return False
    return len(word) > _ABBREVIATED or any(map(str.isdigit, word))

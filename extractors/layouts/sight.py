"""A document as templates see it: rows of pieces on one scale a block, runs of words, labels."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from domain.dialect import Dialect
from domain.pages import Document
from extractors.layouts.kinds import Kind, Value, read_piece, read_text
from extractors.recognition.pieces import Piece, Row, part_of
from extractors.recognition.rows import stretches_of
from extractors.recognition.words import fold

_WORD = re.compile(r"[^\s:=]+[:=]*|[:=]+")
_EDGES = " ,;:=.…"
_LONGEST_RUN = 8
_BELOW = 3
"""In rows: so far under its label a value may stand."""


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """A document's rows in reading order; `blocks` tells which of them share a horizontal scale.

    Two are the same only where they are one: what is made of a document once is kept by it.
    """

    rows: tuple[Row, ...]
    blocks: tuple[int, ...]

    def part(self, first: int, after: int) -> "Sight":
        """Return the rows from `first` up to, not including, `after`."""
        return Sight(self.rows[first:after], self.blocks[first:after])


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring words of one piece: row, piece, first word, the word after the last, text as printed."""

    at: int
    place: int
    first: int
    after: int
    text: str


def sight_of(document: Document) -> Sight:
    """Return what templates see of a document."""
    rows: list[Row] = []
    blocks: list[int] = []
    for number, stretch in enumerate(stretches_of(document)):
        rows += stretch.rows
        blocks += [number] * len(stretch.rows)
    return Sight(tuple(rows), tuple(blocks))


@lru_cache(maxsize=16384)
def words_in(text: str) -> tuple[tuple[str, int, int], ...]:
    """Return (folded, start, end) of each word of a text."""
    return tuple((fold(w.group()), w.start(), w.end()) for w in _WORD.finditer(text))


def runs_of(sight: Sight, at: int, longest: int = _LONGEST_RUN) -> Iterator[Run]:
    """Yield every run of words of one row, whole pieces too, however long."""
    for place, piece in enumerate(sight.rows[at].pieces):
        words = words_in(piece.text)
        for first in range(len(words)):
            for after in range(first + 1, min(len(words), first + longest) + 1):
                yield _run(at, place, first, after, piece.text, words)
        if len(words) > longest:
            yield _run(at, place, 0, len(words), piece.text, words)


def piece_of(sight: Sight, run: Run) -> Piece:
    """Return the piece that a run makes, with its own place where the words have one."""
    whole = sight.rows[run.at].pieces[run.place]
    count = len(words_in(whole.text))
    if run.first == 0 and run.after == count:
        return whole
    if len(whole.words) == count:
        return replace(part_of(whole, run.first, run.after), text=run.text, cell=whole.cell)
    return replace(whole, text=run.text, number=None, day=None, words=())


def read_run(kind: Kind, sight: Sight, run: Run, dialect: Dialect) -> Value | None:
    """Return the value that a run states, its edges of punctuation left out where it states none whole."""
    whole = sight.rows[run.at].pieces[run.place]
    if run.first == 0 and run.after == len(words_in(whole.text)):
        found = read_piece(kind, whole, dialect)
        if found is not None and not (kind is Kind.NUMBER and _in_brackets(str(found))):
            return found
    for text in dict.fromkeys((run.text, run.text.strip(_EDGES), run.text.strip(_EDGES + "()[]"))):
        if kind is Kind.NUMBER and _in_brackets(text.strip(_EDGES)):
            continue
        found = read_text(kind, text, dialect)
        if found is not None:
            return found.strip(_EDGES) if isinstance(found, str) and kind is Kind.NUMBER else found
    return None


def _in_brackets(text: str) -> bool:
    """Tell whether a bracket around the words stands at an edge of the text: "(4711", "(4711)"."""
    if text[:1] in ("(", "[") and text[-1:] in (")", "]"):
        return True
    return any(text.count(left) != text.count(right) for left, right in ("()", "[]"))


def labels_at(sight: Sight, label: str) -> Iterator[Run]:
    """Yield every place where the folded words of a label stand, in reading order."""
    wanted = label.split()
    if not wanted:
        return
    for at, row in enumerate(sight.rows):
        for place, piece in enumerate(row.pieces):
            yield from _labels_in(piece.text, at, place, wanted)


def label_runs(text: str, label: str) -> Iterator[Run]:
    """Yield where a label stands in one text (row and piece 0)."""
    return _labels_in(text, 0, 0, label.split())


def right_of(sight: Sight, run: Run) -> list[Run]:
    """Return the whole pieces right of a run in its row."""
    row = sight.rows[run.at]
    return [whole_run(sight, run.at, place) for place in range(run.place + 1, len(row.pieces))]


def left_of(sight: Sight, run: Run) -> list[Run]:
    """Return the whole pieces left of a run in its row, the nearest first."""
    return [whole_run(sight, run.at, place) for place in range(run.place - 1, -1, -1)]


def below(sight: Sight, run: Run) -> Iterator[Run]:
    """Yield the pieces that stand under a run's piece in the next rows, nearest first."""
    over = sight.rows[run.at].pieces[run.place]
    for at in range(run.at + 1, min(run.at + 1 + _BELOW, len(sight.rows))):
        if sight.blocks[at] != sight.blocks[run.at] or sight.rows[at].page != sight.rows[run.at].page:
            return
        for place, piece in enumerate(sight.rows[at].pieces):
            if min(piece.right, over.right) - max(piece.left, over.left) > 0:
                yield whole_run(sight, at, place)


def above(sight: Sight, run: Run) -> Iterator[Run]:
    """Yield the pieces that stand over a run's piece in the rows before, nearest first."""
    under = sight.rows[run.at].pieces[run.place]
    for at in range(run.at - 1, max(-1, run.at - 1 - _BELOW), -1):
        if sight.blocks[at] != sight.blocks[run.at] or sight.rows[at].page != sight.rows[run.at].page:
            return
        for place, piece in enumerate(sight.rows[at].pieces):
            if min(piece.right, under.right) - max(piece.left, under.left) > 0:
                yield whole_run(sight, at, place)


def whole_run(sight: Sight, at: int, place: int) -> Run:
    """Return the run of all words of a piece."""
    text = sight.rows[at].pieces[place].text
    return Run(at, place, 0, len(words_in(text)), text)


def rest_of(sight: Sight, run: Run) -> Run | None:
    """Return what stands behind a run in its own piece, None where nothing does."""
    text = sight.rows[run.at].pieces[run.place].text
    words = words_in(text)
    first = run.after
    while (
        first < len(words) and not words[first][0] and not any(c.isalnum() for c in text[words[first][1] :])
    ):
        first += 1
    return _run(run.at, run.place, first, len(words), text, words) if first < len(words) else None


def heads_of(sight: Sight, run: Run, longest: int = _LONGEST_RUN) -> Iterator[Run]:
    """Yield the beginnings of a run, the longest first."""
    text = sight.rows[run.at].pieces[run.place].text
    words = words_in(text)
    for after in range(min(run.after, run.first + longest), run.first, -1):
        yield _run(run.at, run.place, run.first, after, text, words)


def folded_words(text: str) -> list[str]:
    """Return the folded words of a text without punctuation."""
    return " ".join(word for word, _, _ in words_in(text)).split()


def _labels_in(text: str, at: int, place: int, wanted: Sequence[str]) -> Iterator[Run]:
    words = words_in(text)
    for first, (folded, _, _) in enumerate(words):
        if not folded or folded.split()[0] != wanted[0]:
            continue
        gathered: list[str] = []
        for after in range(first, len(words)):
            gathered += words[after][0].split()
            if gathered == list(wanted):
                yield _run(at, place, first, after + 1, text, words)
                break
            if gathered != list(wanted[: len(gathered)]):
                break


def _run(
    at: int, place: int, first: int, after: int, text: str, words: Sequence[tuple[str, int, int]]
) -> Run:
    return Run(at, place, first, after, text[words[first][1] : words[after - 1][2]])

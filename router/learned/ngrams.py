"""Turns a mail into hashed features: words, pairs of words, letters within words, concepts of clauses."""

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from domain.phrases import ReadClause
from domain.sentences import fold
from router.reading import Reading

LONGEST = 6_000
"""Characters of a text that are looked at; what a person wants stands before that."""
_WORD = re.compile(r"[^\W\d_]+|\d[\w./-]*|[?!€$£%]")
_MOODS = ("ask", "question", "tell")
_MOST_CONCEPTS = 12
"""Concepts of one clause that are paired; a longer clause is a list."""


class Group(StrEnum):
    """Features that are weighed and scaled together."""

    WORDS = "words"
    LETTERS = "letters"
    CONCEPTS = "concepts"


def counts(read: Reading) -> dict[Group, dict[int, float]]:
    """Return how often each feature stands in subject and new text, group by group."""
    text, subject = _words(read.text), _words(read.subject)
    return {
        Group.WORDS: _counted((*_runs(text, ""), *_runs(subject, "s:"))),
        Group.LETTERS: _counted((*_letters(text), *_letters(subject))),
        Group.CONCEPTS: _counted((*_concepts(read.clauses, "c:"), *_concepts(read.subject_clauses, "sc:"))),
    }


def counts_in(sentence: str, clauses: Sequence[ReadClause]) -> dict[Group, dict[int, float]]:
    """Return the words and concepts of one sentence, given with its clauses."""
    return {
        Group.WORDS: _counted(_runs(_words(sentence), "")),
        Group.CONCEPTS: _counted(_concepts(clauses, "c:")),
    }


def _words(text: str) -> list[str]:
    """Folded words; anything with a digit counts as a number of so many digits."""
    found = _WORD.findall(fold(text[:LONGEST]))
    return [word if not word[0].isdigit() else _shape(word) for word in found]


def _shape(word: str) -> str:
    digits = sum(c.isdigit() for c in word)
    return f"<{min(digits, 8)}{'.' if '.' in word else ''}>"


def _runs(words: list[str], mark: str) -> Iterator[str]:
    for place, word in enumerate(words):
        yield f"{mark}{word}"
        if place:
            yield f"{mark}{words[place - 1]} {word}"


def _letters(words: list[str]) -> Iterator[str]:
    for word in words:
        if word[0] == "<":
            continue
        edged = f"_{word}_"
        for length in (3, 4, 5):
            for start in range(len(edged) - length + 1):
                yield f"l:{edged[start : start + length]}"


def _concepts(clauses: Sequence[ReadClause], mark: str) -> Iterator[str]:
    """Concepts carry across languages: each alone, with its mood, and in pairs within a clause."""
    for clause in clauses:
        names = sorted(
            {
                f"-{hit.concept}" if hit.negated else hit.concept
                for hit in clause.hits
                if hit.concept not in _MOODS
            }
        )
        moods = [mood for mood in _MOODS if clause.has(mood)]
        for place, name in enumerate(names):
            yield f"{mark}{name}"
            for mood in moods:
                yield f"{mark}{mood}+{name}"
            for other in names[place + 1 : _MOST_CONCEPTS]:
                yield f"{mark}{name}+{other}"


def _counted(names: Iterable[str]) -> dict[int, float]:
    found: dict[int, float] = {}
    for name in names:
        key = zlib.crc32(name.encode("utf-8"))
        found[key] = found.get(key, 0.0) + 1.0
    return found

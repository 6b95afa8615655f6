"""Describes a candidate number by the words around it, its form and the other numbers of the mail."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.phrases import ReadClause
from domain.sentences import fold
from router.candidates import Candidate
from router.reading import Reading
from router.written import YEAR, as_written, digits_of, shape_of, written

_LONG = 6
_MANY = 3
_FEW_WORDS = 4
_NONE, _INVOICE, _ORDER = "n", "i", "o"


Labels = Counter[str]
"""How many numbers are called what."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A candidate with the text it stands in."""

    candidate: Candidate
    subject: bool
    """It stands in the subject, else in a text."""


@dataclass(frozen=True, slots=True)
class _Crowd:
    """What all numbers of a mail are called, counted once for all of them."""

    by_shape: dict[str, Labels]
    by_text: dict[str, Labels]
    all: Labels

    def others(self, labels: Labels, own: str) -> set[str]:
        """Return what numbers are called beside one that is itself counted."""
        return {label for label, count in labels.items() if count > (label == own)}


def marks_of(placed: Sequence[Placed], read: Reading) -> list[tuple[str, ...]]:
    """Return the marks of each candidate of one mail, by which numbers without a ledger are judged."""
    crowd = _crowd([one.candidate for one in placed])
    concepts = sorted(
        {hit.concept for clause in (*read.clauses, *read.subject_clauses) for hit in clause.hits}
    )
    return [
        (*_own(one), *_around(one), *_near(one, read), *_others(one.candidate, crowd), *whole)
        for one in placed
        for whole in [tuple(_whole(one.candidate, concepts))]
    ]


def _own(placed: Placed) -> Iterator[str]:
    """Yield what the number itself shows."""
    candidate = placed.candidate
    text = written(candidate.text)
    digits = digits_of(text)
    letters = re.match(r"[^\W\d_]*", text)
    rule = _rule(candidate)
    yield from (f"label:{candidate.label}", f"rule:{rule}", f"rule+label:{rule}{candidate.label}")
    yield from (f"subject:{placed.subject}", f"form:{_form(text)}", f"digits:{min(len(digits), 12)}")
    if letters and letters[0]:
        yield f"letters:{letters[0].lower()}"
    if YEAR.fullmatch(text):
        yield "year"
    if digits.startswith("0"):
        yield "zero"
    if candidate.text != text:
        yield f"called:{fold(candidate.text[: -len(text)]).strip(' .:#')}"


def _around(placed: Placed) -> Iterator[str]:
    """Yield the words before and after, with the kind of the number where they are nearest."""
    candidate = placed.candidate
    before = [*["^"] * _FEW_WORDS, *candidate.words_before]
    after = [*candidate.words_after, *["$"] * _FEW_WORDS]
    kind = _kind(candidate)
    yield from (f"b{place}:{before[-place]}" for place in (1, 2, 3))
    yield from (f"a{place}:{after[place]}" for place in (0, 1, 2))
    yield f"bb:{before[-2]} {before[-1]}"
    yield f"bbb:{before[-3]} {before[-2]} {before[-1]}"
    yield f"aa:{after[0]} {after[1]}"
    yield f"ba:{before[-1]} {after[0]}"
    yield f"bk:{before[-1]}/{kind}"
    yield f"ak:{after[0]}/{kind}"
    yield from (f"B:{word}" for word in sorted(set(candidate.words_before)))
    yield from (f"A:{word}" for word in sorted(set(candidate.words_after)))
    yield f"left:{min(candidate.lines_left, _MANY)}{placed.subject}"
    if candidate.alone:
        yield f"alone:{kind}{placed.subject}"


def _near(placed: Placed, read: Reading) -> Iterator[str]:
    """Yield the concepts of the clause that holds the number; they are the same in every language."""
    bare = placed.candidate.text.isdigit()
    clauses = read.subject_clauses if placed.subject else read.clauses
    run = re.findall(r"\d+", placed.candidate.text)[-1]
    for name in _concepts(clauses, run):
        yield f"c:{name}"
        yield f"ck:{name}{bare}"


def _concepts(clauses: Sequence[ReadClause], run: str) -> list[str]:
    for clause in clauses:
        if any(run in word for word in clause.clause.words):
            return sorted({f"-{hit.concept}" if hit.negated else hit.concept for hit in clause.hits})
    return []


def _crowd(every: Sequence[Candidate]) -> _Crowd:
    crowd = _Crowd({}, {}, Counter(one.label for one in every))
    for one in every:
        text = written(one.text)
        crowd.by_shape.setdefault(shape_of(text), Counter())[one.label] += 1
        crowd.by_text.setdefault(text, Counter())[one.label] += 1
    return crowd


def _others(candidate: Candidate, crowd: _Crowd) -> Iterator[str]:
    """Yield what the mail's other numbers are called, those of the same form first."""
    text, own = written(candidate.text), candidate.label
    alike = crowd.by_shape[shape_of(text)]
    yield f"same:{min(alike.total() - 1, _MANY)}"
    rest = crowd.others(crowd.all, own)
    yield from sorted(f"like:{label}" for label in crowd.others(alike, own))
    yield from sorted(f"again:{label}" for label in crowd.others(crowd.by_text[text], own))
    yield from sorted(f"beside:{label}" for label in rest)
    if alike.total() == 1 and "invoice" in rest:
        yield f"odd:{own}"


def _whole(candidate: Candidate, concepts: Sequence[str]) -> Iterator[str]:
    """Yield what the whole mail speaks of."""
    unnamed = "" if candidate.label else "0"
    yield from (f"m:{name}" for name in concepts)
    yield from (f"m{unnamed}:{name}" for name in concepts)
    yield f"mo:{'po' in concepts}{'invoice' in concepts}{candidate.label}"


def _rule(candidate: Candidate) -> str:
    numbers, is_order = as_written(candidate, None)
    return (_ORDER if is_order else _INVOICE) if numbers else _NONE


def _kind(candidate: Candidate) -> str:
    text = written(candidate.text)
    return f"{'bare' if text.isdigit() else 'x'}{min(len(digits_of(text)), _LONG)}"


def _form(text: str) -> str:
    lettered = re.sub(r"[^\W\d_]+", lambda run: "A" if len(run[0]) == 1 else "AA", text)
    return re.sub(r"\d+", lambda run: "9" * min(len(run[0]), 9), lettered)

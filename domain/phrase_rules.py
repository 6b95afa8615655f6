"""Rules over the concepts of a clause, from YAML tables that a person can read.

A rule names concepts: `send invoice` needs both near each other, `a|b` either, `-receive` the concept
negated, `!attached` its absence, `any:send` negated or not. See `domain.phrases` for the concepts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from domain.phrases import Hit, ReadClause

REACH = 14
"""How many words the concepts of one rule may lie apart."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that held in a clause."""

    name: str
    weight: float
    clause: ReadClause

    @property
    def sentence(self) -> str:
        """The deciding sentence, shortened for people."""
        text = self.clause.clause.sentence
        return text if len(text) <= 200 else text[:197] + "…"


@dataclass(frozen=True, slots=True)
class _Term:
    concepts: frozenset[str]
    polarity: str
    """"+" not negated, "-" negated, "any", "!" absent."""


class Rules:
    """Named rules over concepts, from a mapping of name -> {rule: weight}."""

    def __init__(self, table: Mapping[str, Mapping[str, float]]) -> None:
        self._rules = [
            (name, tuple(_term(part) for part in rule.split()), float(weight))
            for name, rules in table.items()
            for rule, weight in rules.items()
        ]

    def find(self, clauses_read: Iterable[ReadClause]) -> tuple[Finding, ...]:
        """Return the strongest rule of each name in each clause, in the order of the text."""
        found: list[Finding] = []
        for clause in clauses_read:
            best: dict[str, float] = {}
            for name, terms, weight in self._rules:
                if weight > best.get(name, 0) and _holds(terms, clause.hits):
                    best[name] = weight
            found.extend(Finding(name, weight, clause) for name, weight in best.items())
        return tuple(found)


@cache
def rules_in(path: Path) -> Rules:
    """Return the rules of a YAML file, loaded once."""
    with path.open(encoding="utf-8") as file:
        return Rules(yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))  # noqa: S506


def _term(part: str) -> _Term:
    polarity = "+"
    for mark in ("!", "-", "any:"):
        if part.startswith(mark):
            polarity, part = mark.rstrip(":"), part[len(mark) :]
            break
    return _Term(frozenset(part.split("|")), polarity)


_MOODS = frozenset({"ask", "question", "tell"})


def _holds(terms: tuple[_Term, ...], hits: tuple[Hit, ...]) -> bool:
    groups: list[list[Hit]] = []
    for term in terms:
        matching = [hit for hit in hits if hit.concept in term.concepts]
        if term.polarity == "!":
            if matching:
                return False
            continue
        if term.polarity != "any":
            wants = term.polarity == "-"
            matching = [hit for hit in matching if hit.negated == wants]
        if not matching:
            return False
        if not term.concepts & _MOODS:
            groups.append(matching)
    return _close(groups)


def _close(groups: list[list[Hit]]) -> bool:
    if len(groups) < 2:
        return True
    first, *others = groups
    return any(
        all(any(abs(hit.start - anchor.start) <= REACH for hit in group) for group in others)
        for anchor in first
    )

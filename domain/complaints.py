"""Finds what a text complains of, by the fixed list of dispute reasons."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from domain.phrases import Finding, Hit, ReadClause, rules_in
from domain.words import DisputeReason

_RULES = Path(__file__).parent / "lexicon" / "complaints.yaml"
_REFUSED_ELSEWHERE = 0.9
"""How much a reason counts that needs a refusal which another sentence of the mail gives."""


def complaints_in(clauses: Sequence[ReadClause]) -> tuple[Finding, ...]:
    """Return the complaints of a text in order; a finding's `name` is a `DisputeReason`'s value.

    A clause may give several; whoever reads the whole mail weighs them. A refusal to pay in one
    sentence makes a complaint of what another merely states ("No order number on it.").
    """
    rules = rules_in(_RULES)
    found = rules.find(clauses)
    if not any(_refuses(clause) for clause in clauses):
        return found
    stated = [_with_refusal(clause) for clause in clauses if not _refuses(clause)]
    return found + tuple(
        replace(finding, weight=finding.weight * _REFUSED_ELSEWHERE)
        for finding in rules.find(stated)
        if finding.name != DisputeReason.OTHER.value
    )


def _refuses(clause: ReadClause) -> bool:
    return any(hit.concept == "refuse" and not hit.negated for hit in clause.hits)


def _with_refusal(clause: ReadClause) -> ReadClause:
    places = {hit.start for hit in clause.hits}
    return replace(clause, hits=clause.hits + tuple(Hit("refuse", place, place) for place in sorted(places)))

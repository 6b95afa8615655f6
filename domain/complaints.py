"""Finds what a text complains of, by the fixed list of dispute reasons."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from domain.contrasts import contrasts_in
from domain.phrase_rules import Finding, rules_in
from domain.phrases import Hit, ReadClause
from domain.words import DisputeReason

_RULES = Path(__file__).parent / "lexicon" / "complaints.yaml"
_SAID_ELSEWHERE = 0.9
"""How much a reason counts that needs a refusal or a reminder which another sentence of the mail names."""
_ANY_REASON = frozenset(reason.value for reason in DisputeReason) - {DisputeReason.OTHER.value}
_REMINDED_OF = frozenset({DisputeReason.ALREADY_PAID.value, DisputeReason.TERMS.value})


def complaints_in(clauses: Sequence[ReadClause]) -> tuple[Finding, ...]:
    """Return the complaints of a text in order; a finding's `name` is a `DisputeReason`'s value.

    A clause may give several; whoever reads the whole mail weighs them. A refusal to pay in one
    sentence makes a complaint of what another merely states ("No order number on it.").
    """
    found = rules_in(_RULES).find(clauses)
    found += contrasts_in(clauses)
    said = (("refuse", _ANY_REASON), ("reminder", _REMINDED_OF), ("check_again", _REMINDED_OF))
    return found + tuple(one for concept, names in said for one in _elsewhere(concept, clauses, names))


def _elsewhere(concept: str, clauses: Sequence[ReadClause], names: frozenset[str]) -> tuple[Finding, ...]:
    """Read every clause without the concept once more as if it held it, if another clause does."""
    if not any(_holds(clause, concept) for clause in clauses):
        return ()
    stated = [_with(concept, clause) for clause in clauses if not _holds(clause, concept)]
    return tuple(
        replace(finding, weight=finding.weight * _SAID_ELSEWHERE)
        for finding in rules_in(_RULES).find(stated)
        if finding.name in names
    )


def _holds(clause: ReadClause, concept: str) -> bool:
    return any(hit.concept == concept and not hit.negated for hit in clause.hits)


def _with(concept: str, clause: ReadClause) -> ReadClause:
    places = sorted({hit.start for hit in clause.hits})
    return replace(clause, hits=clause.hits + tuple(Hit(concept, place, place) for place in places))

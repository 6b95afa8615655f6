"""Finds what a text complains of, by the fixed list of dispute reasons."""

from collections.abc import Iterable
from pathlib import Path

from domain.phrases import Finding, ReadClause, rules_in
from domain.words import DisputeReason

_RULES = Path(__file__).parent / "lexicon" / "complaints.yaml"


def complaints_in(clauses: Iterable[ReadClause]) -> tuple[Finding, ...]:
    """Return the complaints of the clauses in order; a finding's `name` is a `DisputeReason`'s value.

    A clause may give several; the reader of the whole mail weighs them.
    """
    return rules_in(_RULES).find(clauses)


def reason_of(finding: Finding) -> DisputeReason:
    """Return the reason that a complaint names."""
    return DisputeReason(finding.name)

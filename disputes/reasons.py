"""Chooses the reason of a dispute among the complaints that a mail makes."""

from collections.abc import Sequence

from domain.phrase_rules import Finding
from domain.words import DisputeReason

_BY_SUBJECT = 0.6
_VAGUE = 0.45
"""How much the catch-all counts: any named reason beats it."""


def reason_of(
    by_text: Sequence[Finding], by_subject: Sequence[Finding]
) -> tuple[DisputeReason, tuple[Finding, ...]]:
    """Return the reason with the strongest joint evidence and its findings, the strongest first.

    `other` without findings where nothing is complained of in words.
    """
    missing: dict[DisputeReason, float] = {}
    for finding, share in (*((f, 1.0) for f in by_text), *((f, _BY_SUBJECT) for f in by_subject)):
        reason = DisputeReason(finding.name)
        weight = finding.weight * share * (_VAGUE if reason is DisputeReason.OTHER else 1.0)
        missing[reason] = missing.get(reason, 1.0) * (1 - weight)
    if not missing:
        return DisputeReason.OTHER, ()
    best = min(missing, key=lambda reason: missing[reason])
    findings = [f for f in (*by_text, *by_subject) if f.name == best.value]
    return best, tuple(sorted(findings, key=lambda f: -f.weight))

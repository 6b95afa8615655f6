"""Assesses a disputed mail: the reason, the documents, the money, and how urgent it is."""

from disputes.arrivals import what_never_came
from disputes.documents import disputed_amount, disputed_documents, held_back
from disputes.objects import reason_by_objects
from disputes.priority import band_of, priority_of
from disputes.reasons import reason_of
from domain.complaints import complaints_in
from domain.decisions import Dispute, Match, Understanding
from domain.ledger import Ledger
from domain.mail import Mail
from domain.phrase_rules import Finding
from domain.phrases import ReadClause, read
from domain.policy import DisputeWeights
from domain.words import DisputeReason, Route

_MOST_SENTENCES = 4
_LEARNED_FROM = 0.4
"""Probability from which on the learned reason outranks the words' (chosen by cross-validation)."""


def assess(
    mail: Mail | None,
    understanding: Understanding,
    match: Match | None,
    ledger: Ledger | None,
    weights: DisputeWeights,
) -> Dispute | None:
    """Return the dispute of a mail whose label or further matters name one, None for every other."""
    route = understanding.route
    further = any(matter.label is Route.DISPUTE for matter in route.also)
    if mail is None or (route.label is not Route.DISPUTE and not further):
        return None
    clauses = read(mail.new_text, understanding.language)
    subject = read(mail.subject, understanding.language)
    reason, findings = reason_of(complaints_in(clauses), complaints_in(subject))
    told = _telling(clauses, findings)
    reason = what_never_came(reason, clauses, [finding.clause for finding in findings])
    if reason is DisputeReason.OTHER:
        reason = reason_by_objects(clauses, subject) or reason
    reason = _likeliest(reason, understanding)
    documents = disputed_documents(understanding.references, told, match, route.label is Route.DISPUTE)
    amount = disputed_amount(documents, told, match, ledger, understanding.language)
    priority, shares = priority_of(reason, amount, understanding.customer.customer_id, ledger, weights)
    return Dispute(
        reason=reason,
        documents=documents,
        amount=amount,
        priority=priority,
        band=band_of(priority),
        evidence=_evidence(reason, findings, match, understanding),
        shares=shares,
    )


def _likeliest(by_words: DisputeReason, understanding: Understanding) -> DisputeReason:
    """Return the learned router's reason where it has one of some weight, or the words tell none."""
    learned = understanding.reason
    if learned is None:
        return by_words
    sure = understanding.reason_confidence >= _LEARNED_FROM
    return learned if sure or by_words is DisputeReason.OTHER else by_words


def _telling(clauses: tuple[ReadClause, ...], findings: tuple[Finding, ...]) -> list[ReadClause]:
    """Return the clauses that complain or refuse, in order."""
    orders = {finding.clause.clause.order for finding in findings}
    return [
        clause
        for clause in clauses
        if clause.clause.order in orders
        or any(clause.has(concept) for concept in ("refuse", "deduct", "credit"))
    ]


def _evidence(
    reason: DisputeReason, findings: tuple[Finding, ...], match: Match | None, understanding: Understanding
) -> tuple[str, ...]:
    sentences = dict.fromkeys(f"{reason.value.replace('_', ' ')}: «{f.sentence}»" for f in findings)
    held = dict.fromkeys(
        f"{applied.document_number} was paid {applied.residual} short" for applied in held_back(match)
    )
    found = (*sentences, *held)[:_MOST_SENTENCES]
    return found or understanding.route.evidence[:1]

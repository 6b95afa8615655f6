"""What a mail shows besides its words, as numbers between 0 and about 4: what rules say, documents, form."""

import math
from collections.abc import Sequence

from domain.numbers import number_key
from domain.phrase_rules import Finding
from domain.ports import RuleSubject
from domain.words import DisputeReason, Intent, Look
from router.reading import Reading, either
from router.standing import Standing

_STRONGEST = 0.99
_LOOKS = (Look.ADVICE, Look.INVOICE, Look.STATEMENT, Look.PICTURE, Look.UNKNOWN)
_MATTERS = ("refusal", "not_received", "points_back", "asks_to_send", "named_document")

NAMES: tuple[str, ...] = (
    *(f"rules:{intent.value}" for intent in Intent),
    "rules:nothing",
    *(f"reason:{reason.value}" for reason in DisputeReason),
    *(f"matter:{name}" for name in _MATTERS),
    *(f"attached:{look.value}" for look in _LOOKS),
    "body:advice",
    "body:invoice",
    "numbers:held",
    "numbers:foreign",
    "invoices",
    "orders",
    "amounts",
    "thread",
    "quoted",
    "forwarded",
    "empty",
    "words",
    "questions",
    "asking",
    "telling",
    "lines",
)
"""The features, in order."""


def evidence_of(subject: RuleSubject, read: Reading, standings: Sequence[Standing]) -> tuple[float, ...]:
    """Return the features' values, in the order of `NAMES`."""
    rules = {one.intent: one.strength for one in standings}
    reasons = _reasons(read)
    attached = [one.look for one in subject.documents if one.name != "body"]
    body = [one.look for one in subject.documents if one.name == "body"]
    return (
        *(_doubt(rules.get(intent, 0.0)) for intent in Intent),
        float(not rules),
        *(_doubt(reasons.get(reason.value, 0.0)) for reason in DisputeReason),
        *(_doubt(read.strength(name)) for name in _MATTERS),
        *(float(look in attached) for look in _LOOKS),
        float(Look.ADVICE in body),
        float(Look.INVOICE in body),
        *_numbers(subject),
        *_form(subject, read),
    )


def _numbers(subject: RuleSubject) -> tuple[float, float]:
    """Return whether the ledger holds a document that the mail names, and whether it holds none of them."""
    ledger, references = subject.ledger, subject.references
    if ledger is None or not (references.invoice_numbers or references.po_numbers):
        return 0.0, 0.0
    held = any(number in ledger.items_by_number for number in references.invoice_numbers) or any(
        number_key(number) in ledger.orders_by_key for number in references.po_numbers
    )
    return float(held), float(not held)


def _form(subject: RuleSubject, read: Reading) -> tuple[float, ...]:
    clauses = max(len(read.clauses), 1)
    references = subject.references
    return (
        math.log1p(len(references.invoice_numbers)),
        math.log1p(len(references.po_numbers)),
        math.log1p(len(references.amounts)),
        float(read.in_thread),
        float(bool(subject.mail.quoted_text.strip())),
        float(read.from_quote),
        float(not read.words),
        math.log1p(read.words) / 3,
        sum(clause.has("question") for clause in read.clauses) / clauses,
        sum(clause.has("ask") for clause in read.clauses) / clauses,
        sum(clause.has("tell") for clause in read.clauses) / clauses,
        math.log1p(subject.mail.new_text.count("\n")) / 3,
    )


def _reasons(read: Reading) -> dict[str, float]:
    found: dict[str, float] = {}
    share = read.subject_share
    weighed: list[tuple[Finding, float]] = [(finding, 1.0) for finding in read.complaints]
    weighed += [(finding, share) for finding in read.subject_complaints]
    for finding, part in weighed:
        found[finding.name] = either(found.get(finding.name, 0.0), finding.weight * part)
    return found


def _doubt(strength: float) -> float:
    """Strengths count by the doubt they leave, so that 0.9 and 0.99 differ."""
    return -math.log(1 - min(strength, _STRONGEST)) / 2

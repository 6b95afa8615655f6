"""Tells what never came: the invoice itself, or what stands on it."""

from collections.abc import Sequence

from domain.phrases import ReadClause
from domain.sentences import word_set
from domain.words import DisputeReason

_ON = word_set(
    "on against under for behind auf aus unter zu sur pour su per op in sob na no voor sobre por bajo"
)
_OF_BILLS = frozenset({"invoice", "number"})


def what_never_came(
    reason: DisputeReason, clauses: Sequence[ReadClause], telling: Sequence[ReadClause]
) -> DisputeReason:
    """Return the reason, or its twin where the sentences that tell it name the other thing."""
    if reason is DisputeReason.INVOICE_NOT_RECEIVED and not _wants_invoice(clauses):
        goods = any(clause.has("goods") or clause.has("undelivered") for clause in clauses)
        if goods or (telling and all(_only_on_a_bill(clause) for clause in telling)):
            return DisputeReason.NOT_DELIVERED
    no_goods = not any(clause.has("goods") for clause in clauses)
    if reason is DisputeReason.NOT_DELIVERED and no_goods and _no_invoice(clauses):
        return DisputeReason.INVOICE_NOT_RECEIVED
    return reason


def _no_invoice(clauses: Sequence[ReadClause]) -> bool:
    return any(hit.concept == "invoice" and hit.negated for clause in clauses for hit in clause.hits)


def _wants_invoice(clauses: Sequence[ReadClause]) -> bool:
    """Tell whether the mail asks for the bill, or says outright that there is none."""
    asked = any(clause.has("ask") and (clause.has("copy") or clause.has("send")) for clause in clauses)
    return asked or _no_invoice(clauses)


def _only_on_a_bill(clause: ReadClause) -> bool:
    """Tell "the clips on INV-1001" from "INV-1001 never came"."""
    bills = [hit for hit in clause.hits if hit.concept in _OF_BILLS]
    words = clause.clause.words
    return bool(bills) and all(set(words[max(0, hit.start - 2) : hit.start]) & _ON for hit in bills)

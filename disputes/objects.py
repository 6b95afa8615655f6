"""Reads the reason of a complaint off the things it speaks of, where no sentence states it outright."""

from collections.abc import Iterable, Sequence

from domain.phrases import ReadClause
from domain.words import DisputeReason

_TROUBLE, _THING = 1.0, 0.6
_NEIGHBOUR, _SUBJECT = 0.6, 0.6
_LEAST = 0.35
_CARRIES = ("refuse", "dispute", "credit", "correct", "cancel", "wrong", "deduct", "reminder")
_OBJECTS: dict[DisputeReason, tuple[tuple[str, float], ...]] = {
    DisputeReason.DAMAGED_OR_DEFECTIVE: (("damaged", _TROUBLE),),
    DisputeReason.NOT_DELIVERED: (("undelivered", _TROUBLE),),
    DisputeReason.DUPLICATE_INVOICE: (("duplicate", _TROUBLE),),
    DisputeReason.RETURNED_GOODS: (("returned", _TROUBLE),),
    DisputeReason.WRONG_ADDRESSEE: (("not_ours", _TROUBLE),),
    DisputeReason.SERVICE_QUALITY: (("bad_work", _TROUBLE), ("service", _THING)),
    DisputeReason.QUANTITY: (("short", _TROUBLE),),
    DisputeReason.TAX_INFORMATION: (("tax", _TROUBLE),),
    DisputeReason.PRICE: (("overcharged", _TROUBLE), ("price", _THING)),
    DisputeReason.TERMS: (("terms", _THING),),
    DisputeReason.SUPPORTING_DOCUMENT_MISSING: (("support_missing", _TROUBLE), ("pod", _THING)),
    DisputeReason.PO_MISSING: (("po", _THING),),
}
"""reason -> the concepts that speak of it, and how surely: words of trouble, or names of things."""


def reason_by_objects(clauses: Sequence[ReadClause], subject: Sequence[ReadClause]) -> DisputeReason | None:
    """Return the one reason of which the complaining sentences speak most, None in doubt.

    The sentence that carries the refusal counts whole, those beside it and the subject in part.
    """
    carrying = {c.clause.order for c in clauses if any(c.has(concept) for concept in _CARRIES)}
    scores: dict[DisputeReason, float] = {}
    for clause, share in _weighed(clauses, carrying, subject):
        for reason, concepts in _OBJECTS.items():
            named = max((weight for concept, weight in concepts if clause.has(concept)), default=0.0)
            scores[reason] = scores.get(reason, 0.0) + named * share
    best = max(scores.values(), default=0.0)
    leading = [reason for reason, score in scores.items() if score == best]
    return leading[0] if best >= _LEAST and len(leading) == 1 else None


def _weighed(
    clauses: Sequence[ReadClause], carrying: set[int], subject: Sequence[ReadClause]
) -> Iterable[tuple[ReadClause, float]]:
    for clause in clauses:
        order = clause.clause.order
        if order in carrying:
            yield clause, 1.0
        elif not carrying or {order - 1, order + 1} & carrying:
            yield clause, _NEIGHBOUR
    for clause in subject:
        yield clause, _SUBJECT

"""The policy in one table: which further matters of a mail become work of their own."""

from collections.abc import Mapping

from domain.decisions import RouteDecision
from domain.policy import Routing
from domain.words import Intent
from pipeline.waiting import ARCHIVED

OF_ITS_OWN: Mapping[Intent, str] = {
    Intent.PAYMENT_ADVICE: "cash application books the payment",
    Intent.DISPUTE: "somebody decides the case",
    Intent.PROMISE_TO_PAY: "collection notes the promise",
    Intent.BANK_DETAILS_CHANGE: "somebody calls the customer back",
    Intent.NEW_ORDER: "sales takes the order",
    Intent.SUPPLIER_INVOICE: "accounts payable books the invoice",
}
"""Who does what with it, apart from whoever works the rest of the mail. What is not listed (copies,
documents, order numbers, links, statements) is served by the mail's one answer, so it stays with it."""

_SURE = 0.9
"""Probability from which on a further matter needs no checking, where the configuration states none."""


def own_matters(route: RouteDecision, routing: Routing) -> tuple[RouteDecision, ...]:
    """Return the decision that each further matter of a mail starts its own work with, each intent once.

    None for automatic mail, which nobody works.
    """
    if route.automatic_mail is not None or route.intent in ARCHIVED:
        return ()
    found: dict[Intent, RouteDecision] = {}
    for further in route.also:
        if further.intent in OF_ITS_OWN and further.intent is not route.intent:
            sure = further.confidence >= routing.thresholds.get(further.label, _SURE)
            evidence = further.evidence or route.evidence
            decision = RouteDecision(further.label, further.intent, further.confidence, sure, (), evidence)
            found.setdefault(further.intent, decision)
    return tuple(found.values())

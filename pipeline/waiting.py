"""The policy in one table: which work items wait for a person, and why."""

from collections.abc import Callable

from domain.words import Block, Intent, Look, MatchStatus, Route
from pipeline.item import WorkItem

ARCHIVED = frozenset({Intent.AUTOMATIC_REPLY, Intent.BOUNCE, Intent.MARKETING})
"""Intents that nobody need see when the route is sure."""

Reason = Callable[[WorkItem], list[str]]


def reasons_to_wait(item: WorkItem) -> tuple[str, ...]:
    """Return every reason why a person must look, in words; () when the program may close the item."""
    sentences = [sentence for reason in REASONS for sentence in reason(item)]
    return tuple(dict.fromkeys(sentences))


def doubts(item: WorkItem) -> tuple[str, ...]:
    """Return the reasons that speak against the item as it stands, those against its answer left out."""
    return tuple(sentence for reason in REASONS if reason is not _answer for sentence in reason(item))


def _unreadable(item: WorkItem) -> list[str]:
    if item.share.part_of is not None and not item.share.payments:
        return []
    defects = list(item.mail.defects) if item.mail else []
    problems = [problem for document in item.documents for problem in document.problems]
    part = [item.incomplete] if item.incomplete else []
    return [item.error] if item.error else part + defects + problems


def _flags(item: WorkItem) -> list[str]:
    return list(item.understanding.flag_reasons) if item.understanding else []


def _route(item: WorkItem) -> list[str]:
    if item.understanding is None or item.understanding.route.auto:
        return []
    route = item.understanding.route
    return [f"The route is not sure: {route.intent.value} at {route.confidence:.0%}."]


def _person_wanted(item: WorkItem) -> list[str]:
    """`other` holds what only a person answers, unless a reply leaves by itself or it is archived."""
    if item.understanding is None:
        return []
    route = item.understanding.route
    if route.label is not Route.OTHER or (route.auto and route.intent in ARCHIVED):
        return []
    if item.reply is not None and item.reply.auto_send:
        return []
    return [f"A person answers mail of this kind ({route.intent.value})."]


def _reading(item: WorkItem) -> list[str]:
    if not item.share.payments:
        return []
    sentences = [
        f"{remittance.document}: {problem}"
        for remittance in item.remittances
        if remittance.needs_review
        for problem in remittance.problems or ("the values read are not proved.",)
    ]
    if not item.remittances and _is_advice(item):
        sentences.append("The mail announces a payment, but no remittance could be read.")
    return sentences


_UNMATCHED = {
    MatchStatus.PARTIAL: "The payment is matched in part: some of it has no open item.",
    MatchStatus.NONE: "The payment is not matched: none of it has an open item.",
}


def _matching(item: WorkItem) -> list[str]:
    if not item.remittances or not item.share.payments:
        return []
    if item.match is None:
        return ["Nothing was matched: there is no ledger, or the advice has no lines."]
    sentences = list(item.match.problems)
    if item.match.status is not MatchStatus.FULL:
        sentences.append(_UNMATCHED[item.match.status])
    return sentences


def _dispute(item: WorkItem) -> list[str]:
    if item.dispute is None or Route.DISPUTE in item.share.elsewhere:
        return []
    return [f"The customer disputes ({item.dispute.reason.value}); somebody must decide."]


def _answer(item: WorkItem) -> list[str]:
    if item.reply is None or item.reply.auto_send:
        return []
    rules = zip(item.reply.blocked_by, item.reply.block_reasons, strict=True)
    return [f"The answer is a draft: {reason}" for rule, reason in rules if not _said_already(rule)]


def _said_already(rule: str) -> bool:
    """Flags and an unsure route have reasons of their own."""
    return rule == Block.ROUTE_UNSURE or rule.startswith("flag_")


def _no_answer(item: WorkItem) -> list[str]:
    """A request that no responder could answer must not vanish."""
    wants = {Route.INVOICE_COPY_REQUEST, Route.PO_INQUIRY}
    if item.understanding is None or item.reply is not None or item.bare or item.share.part_of is not None:
        return []
    if item.understanding.route.label not in wants:
        return []
    return ["The mail asks for something that no responder can answer."]


def _split_off(item: WorkItem) -> list[str]:
    if item.share.split_by is None:
        return []
    return [f"{item.share.split_by} split this off from work item {item.share.part_of}."]


def _is_advice(item: WorkItem) -> bool:
    routed = item.understanding is not None and item.understanding.route.label is Route.PAYMENT_ADVICE
    return routed or any(document.look is Look.ADVICE for document in item.documents)


REASONS: tuple[Reason, ...] = (
    _unreadable,
    _flags,
    _route,
    _reading,
    _matching,
    _dispute,
    _answer,
    _no_answer,
    _person_wanted,
    _split_off,
)

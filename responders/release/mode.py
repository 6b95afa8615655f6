"""How far a responder may go: the mode that the configuration sets for this answer."""

from domain.policy import ModeRule
from domain.words import Mode, ReplyKind
from responders.port import Composition, Draft, Matter
from responders.request import AnswerRequest

_STRICTNESS = {Mode.OFF: 0, Mode.DRAFT: 1, Mode.DELAYED: 2, Mode.AUTOMATIC: 3}


def is_on(request: AnswerRequest, kind: ReplyKind) -> bool:
    """Tell whether a kind of answer is given at all.

    Off are acknowledgements that are not switched on, and kinds that a rule without further
    condition turns off. A mode override acts as if all were on.
    """
    if request.mode_override is not None:
        return True
    policy = request.answering
    if kind is ReplyKind.DISPUTE_ACKNOWLEDGEMENT and not policy.acknowledge_disputes:
        return False
    if kind is ReplyKind.REMITTANCE_ACKNOWLEDGEMENT and not policy.acknowledge_remittances:
        return False
    return not any(
        rule == ModeRule(mode=Mode.OFF, kind=kind) for rule in policy.modes if rule.mode is Mode.OFF
    )


def effective_mode(request: AnswerRequest, composition: Composition) -> Mode:
    """Return the strictest mode over all parts of the answer."""
    if request.mode_override is not None:
        return request.mode_override
    return _strictest([_mode_of(request, matter, draft) for matter, draft in composition.parts])


def mode_off(request: AnswerRequest, composition: Composition) -> str | None:
    """Fails where the configuration forbids any answer."""
    if effective_mode(request, composition) is Mode.OFF:
        return "Answers are switched off for this kind, route, customer or amount."
    return None


def mode_draft(request: AnswerRequest, composition: Composition) -> str | None:
    """Fails where the configuration leaves sending to a person."""
    if effective_mode(request, composition) is Mode.DRAFT:
        return "The configuration asks for a draft that a person sends."
    return None


def kill_switch(request: AnswerRequest, composition: Composition) -> str | None:
    """Fails while the one switch that stops everything is on."""
    return "The kill switch is on: nothing leaves by itself." if request.answering.kill_switch else None


def _mode_of(request: AnswerRequest, matter: Matter, draft: Draft) -> Mode:
    """A rule from an amount on: counts where the amount reaches it; where none is known, only if stricter."""
    named = [rule for rule in request.answering.modes if _names(rule, request, matter, draft)]
    certain = [rule.mode for rule in named if _reached(rule, draft)]
    unknown = [rule.mode for rule in named if rule.amount_from is not None and draft.amount is None]
    return _strictest([_strictest(certain) if certain else request.answering.mode, *unknown])


def _names(rule: ModeRule, request: AnswerRequest, matter: Matter, draft: Draft) -> bool:
    customer_id = request.understanding.customer.customer_id
    return (
        rule.kind in (None, draft.kind)
        and rule.route in (None, matter.route)
        and rule.customer_id in (None, customer_id)
    )


def _reached(rule: ModeRule, draft: Draft) -> bool:
    return rule.amount_from is None or (draft.amount is not None and draft.amount >= rule.amount_from)


def _strictest(modes: list[Mode]) -> Mode:
    return min(modes, key=_STRICTNESS.__getitem__)

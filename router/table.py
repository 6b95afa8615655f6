"""Combines the votes of all rules into one route, with what else the mail holds and an honest confidence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import router.rules
from domain.decisions import AlsoDecision, RouteDecision
from domain.plugins import discover
from domain.policy import Routing
from domain.ports import RoutingRule, RuleSubject, Vote
from domain.words import Intent, Route

ALSO_FROM = 0.75
"""A further matter is told only when its own evidence is at least this strong."""
_SECOND = 0.6
"""How much the strongest matter of another route, not told under `also`, takes from the confidence."""
_COMPANION = 0.15
"""The same for one that is told: the label is one of two true ones."""
_NOTHING = 0.35
_FIRST = (
    Intent.BANK_DETAILS_CHANGE,
    Intent.PAYMENT_ADVICE,
    Intent.DISPUTE,
    Intent.INVOICE_COPY_REQUEST,
    Intent.SUPPORTING_DOCUMENT_REQUEST,
    Intent.NEW_ORDER,
    Intent.PO_INQUIRY,
    Intent.PAYMENT_LINK_REQUEST,
    Intent.STATEMENT_REQUEST,
    Intent.PROMISE_TO_PAY,
    Intent.UNSUBSCRIBE,
    Intent.GENERAL,
)
"""Where a mail really holds several matters, the first of these names its route."""
_ALONE = frozenset(
    {Intent.AUTOMATIC_REPLY, Intent.BOUNCE, Intent.MARKETING, Intent.SUPPLIER_INVOICE, Intent.GENERAL}
)
"""Never a further matter, and nothing stands beside them."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One intent with the joint strength of its votes, 0-1, and their reasons, strongest first."""

    intent: Intent
    strength: float
    reasons: tuple[str, ...]
    decisive: bool = False


@cache
def rules() -> tuple[RoutingRule, ...]:
    """Return all routing rules, in order of their names."""
    return discover(router.rules, "ardoise.routing_rules")


def decide(subject: RuleSubject, routing: Routing, automatic: str | None) -> RouteDecision:
    """Ask every rule and combine their votes; `automatic` is why the mail is automatic, if it is."""
    ballots = [ballot for rule in rules() for ballot in rule.votes(subject)]
    return combine(ballots, routing, automatic)


def combine(ballots: Iterable[Vote], routing: Routing, automatic: str | None = None) -> RouteDecision:
    """Return the route that the votes make; `general` with little confidence where there are none."""
    standings = _standings(ballots)
    if not standings:
        return RouteDecision(
            Route.OTHER,
            Intent.GENERAL,
            _NOTHING,
            False,
            evidence=("no rule found anything it knows",),
            automatic_mail=automatic,
        )
    decisive = [standing for standing in standings if standing.decisive]
    if decisive:
        return _decision(decisive[0], (), decisive[0].strength, routing, automatic)
    first = _first(standings)
    also = _also(first, standings)
    return _decision(first, also, _confidence(first, also, standings), routing, automatic)


def _standings(ballots: Iterable[Vote]) -> list[Standing]:
    by_intent: dict[Intent, list[Vote]] = {}
    for ballot in ballots:
        by_intent.setdefault(Intent(ballot.intent), []).append(ballot)
    standings = []
    for intent, votes in by_intent.items():
        ordered = sorted(votes, key=lambda ballot: -ballot.weight)
        missing = 1.0
        for ballot in ordered:
            missing *= 1 - ballot.weight
        decisive = any(ballot.decisive for ballot in votes)
        standings.append(Standing(intent, 1 - missing, tuple(ballot.reason for ballot in ordered), decisive))
    return sorted(standings, key=lambda standing: -standing.strength)


def _first(standings: Sequence[Standing]) -> Standing:
    """Among the matters that are really there, the one that comes first in the house's order."""
    best = standings[0]
    if best.intent in _ALONE - {Intent.GENERAL}:
        return best
    near = [standing for standing in standings if standing.strength >= max(ALSO_FROM, best.strength - 0.2)]
    ranked = [one for one in near if one.intent in _FIRST and not _outdone(one, near)]
    return min(ranked, key=lambda standing: _FIRST.index(standing.intent), default=best)


def _outdone(standing: Standing, others: Sequence[Standing]) -> bool:
    """One sentence says one thing: the strongest that it says."""
    return any(
        other.strength > standing.strength and _quote(other) == _quote(standing)
        for other in others
        if other is not standing
    )


def _also(first: Standing, standings: Sequence[Standing]) -> tuple[AlsoDecision, ...]:
    if first.intent in _ALONE:
        return ()
    told = [
        standing
        for standing in standings
        if standing is not first
        and standing.intent not in _ALONE
        and standing.strength >= ALSO_FROM
        and not set(standing.reasons) & set(first.reasons)
        and _quote(standing) != _quote(first)
    ]
    told.sort(key=lambda standing: _FIRST.index(standing.intent))
    return tuple(
        AlsoDecision(
            standing.intent.route, standing.intent, round(standing.strength, 2), standing.reasons[:2]
        )
        for standing in told
    )


def _quote(standing: Standing) -> str:
    """The sentence that decided: one sentence is evidence for one matter only."""
    reason = standing.reasons[0]
    return reason[reason.find("«") :] if "«" in reason else reason


def _confidence(first: Standing, also: Sequence[AlsoDecision], standings: Sequence[Standing]) -> float:
    told = {matter.intent for matter in also}
    rivals = [
        standing.strength * (_COMPANION if standing.intent in told else _SECOND)
        for standing in standings
        if standing is not first and standing.intent.route is not first.intent.route
    ]
    inside = [
        standing.strength * _SECOND * 0.5
        for standing in standings
        if standing is not first
        and standing.intent.route is first.intent.route
        and standing.intent not in told
    ]
    return first.strength * (1 - max([*rivals, *inside], default=0.0))


def _decision(
    first: Standing,
    also: tuple[AlsoDecision, ...],
    confidence: float,
    routing: Routing,
    automatic: str | None,
) -> RouteDecision:
    label = first.intent.route
    threshold = routing.thresholds.get(label, 1.0)
    return RouteDecision(
        label=label,
        intent=first.intent,
        confidence=round(min(confidence, 0.99), 2),
        auto=confidence >= threshold,
        also=also,
        evidence=first.reasons[:4],
        automatic_mail=automatic,
    )

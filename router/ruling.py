"""Weighs the votes of all rules into one route, with what else the mail holds and an honest confidence."""

from collections.abc import Sequence

from domain.decisions import AlsoDecision, RouteDecision
from domain.policy import Routing
from domain.ports import RuleSubject
from domain.words import Intent, Route
from router.circumstances import circumstances_of
from router.confidence import Evidence, probability
from router.relations import Relation, relation
from router.standing import Standing
from router.voting import reading

ALSO_FROM = 0.75
"""A further matter is told only when its own evidence is at least this strong."""
_SUPPORTING = 0.3
"""How much a matter that says the same in other words adds."""
_ANOTHER_READING = 0.5
"""How much a weaker reading of the deciding sentence itself counts against it."""
_SUBJECT_ALONE = 0.4
"""The same for a matter that only the subject names: subjects of threads are old news."""
_CONTRADICT = Relation.CONTRADICT
_NOTHING = 0.35
BY_RULES = 0.9
"""Confidence from which on a route needs no checking, where the configuration states none."""
_HELD_BACK = ("deduct", "credit", "refuse", "dispute", "short")
"""Words without which a payment is not also a complaint of unnamed reason."""
FIRST = (
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
ALONE = frozenset(
    {Intent.AUTOMATIC_REPLY, Intent.BOUNCE, Intent.MARKETING, Intent.SUPPLIER_INVOICE, Intent.GENERAL}
)
"""Never a further matter, and nothing stands beside them."""


def first_of(matters: Sequence[Intent]) -> Intent:
    """Return which of the matters of one mail names its route; the one given first where none has a place."""
    return min((one for one in matters if one in FIRST), key=FIRST.index, default=matters[0])


def decide_by_rules(
    subject: RuleSubject, standings: Sequence[Standing], routing: Routing, automatic: str | None
) -> RouteDecision:
    """Combine the standings of all matters; `automatic` is why the mail is automatic, if it is."""
    if not standings:
        return RouteDecision(
            Route.OTHER,
            Intent.GENERAL,
            _NOTHING,
            False,
            evidence=("no rule found anything it knows",),
            automatic_mail=automatic,
        )
    first, also, evidence = weigh(standings, subject)
    return _decision(first, also, probability(evidence), routing, automatic)


def weigh(
    standings: Sequence[Standing], subject: RuleSubject
) -> tuple[Standing, tuple[AlsoDecision, ...], Evidence]:
    """Return the winning matter, the further ones, and what speaks for and against the first."""
    first = _first(standings)
    if first.intent is Intent.PAYMENT_ADVICE and not any(map(reading(subject).has, _HELD_BACK)):
        standings = [
            one for one in standings if one.intent is not Intent.DISPUTE or not _names_no_reason(one)
        ]
    also = _also(first, standings)
    evidence = Evidence(
        strength=_supported(first, standings),
        against=_against(first, also, standings),
        beside=max((one.confidence for one in also if _as_well(first.intent, one.intent)), default=0.0),
        vague=first.intent is Intent.GENERAL or (first.intent is Intent.DISPUTE and _names_no_reason(first)),
        circumstances=circumstances_of(subject, first.intent),
    )
    return first, also, evidence


def _first(standings: Sequence[Standing]) -> Standing:
    """Among the matters that are really there, the one that comes first in the house's order."""
    best = standings[0]
    if best.intent in ALONE - {Intent.GENERAL}:
        return best
    near = [standing for standing in standings if standing.strength >= max(ALSO_FROM, best.strength - 0.2)]
    ranked = [one for one in near if one.intent in FIRST and not _outdone(one, near)]
    return min(ranked, key=lambda standing: FIRST.index(standing.intent), default=best)


def _outdone(standing: Standing, others: Sequence[Standing]) -> bool:
    """One sentence says one thing: the strongest that it says."""
    return any(
        other.strength > standing.strength and _quote(other) == _quote(standing)
        for other in others
        if other is not standing
    )


def _also(first: Standing, standings: Sequence[Standing]) -> tuple[AlsoDecision, ...]:
    if first.intent in ALONE:
        return ()
    told = [
        standing
        for standing in standings
        if standing is not first
        and standing.intent not in ALONE
        and standing.strength >= ALSO_FROM
        and not set(standing.reasons) & set(first.reasons)
        and _quote(standing) != _quote(first)
    ]
    told = [standing for standing in told if not _outdone(standing, told)]
    told.sort(key=lambda standing: FIRST.index(standing.intent))
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


def _as_well(first: Intent, other: Intent) -> bool:
    """Tell whether the other might name the route: a payment told with its deductions, or a complaint
    with what it lacks, leaves no doubt which comes first."""
    settled = first in (Intent.PAYMENT_ADVICE, Intent.DISPUTE) and relation(first, other) is not _CONTRADICT
    return other.route is not first.route and not settled


def _names_no_reason(first: Standing) -> bool:
    return "(other)" in first.reasons[0]


def _supported(first: Standing, standings: Sequence[Standing]) -> float:
    """Return the strength of the first with the matters that say the same in other words."""
    missing = 1 - first.strength
    for standing in standings:
        if relation(first.intent, standing.intent) is Relation.SUPPORT:
            missing *= 1 - standing.strength * _SUPPORTING
    return 1 - missing


def _against(first: Standing, also: Sequence[AlsoDecision], standings: Sequence[Standing]) -> float:
    told = {matter.intent for matter in also}
    return max((_contradiction(first, one) for one in standings if one.intent not in told), default=0.0)


def _contradiction(first: Standing, other: Standing) -> float:
    if other is first or relation(first.intent, other.intent) is not Relation.CONTRADICT:
        return 0.0
    share = 1.0
    if _quote(other) == _quote(first) and other.strength < first.strength:
        share = _ANOTHER_READING
    elif other.reasons[0].startswith("the subject"):
        share = _SUBJECT_ALONE
    same_route = other.intent.route is first.intent.route
    return other.strength * share * (_ANOTHER_READING if same_route else 1.0)


def _decision(
    first: Standing,
    also: tuple[AlsoDecision, ...],
    confidence: float,
    routing: Routing,
    automatic: str | None,
) -> RouteDecision:
    label = first.intent.route
    threshold = routing.thresholds.get(label, BY_RULES)
    return RouteDecision(
        label=label,
        intent=first.intent,
        confidence=round(min(confidence, 0.99), 2),
        auto=confidence >= threshold,
        also=also,
        evidence=first.reasons[:4],
        automatic_mail=automatic,
    )

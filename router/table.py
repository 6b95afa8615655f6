"""Decides the route of a mail: what is certain first, then the learned router, without a model the rules."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.decisions import RouteDecision
from domain.policy import Routing
from domain.ports import RuleSubject
from domain.words import DisputeReason
from router.flags import Weighed
from router.ruling import BY_RULES, decide_by_rules
from router.standing import Standing, standings
from router.voting import reading

if TYPE_CHECKING:
    from router.learned.model import Model


@dataclass(frozen=True, slots=True)
class Decided:
    """The route, and why the mail disputes, if it does."""

    route: RouteDecision
    reason: DisputeReason | None = None
    reason_confidence: float = 0.0
    weighed: Weighed | None = None
    """What the learned router thinks of bank accounts; None: it was not asked."""


def decide(
    subject: RuleSubject, routing: Routing, automatic: str | None, model: "Model | None" = None
) -> Decided:
    """Return the decision; `automatic` is why the mail is automatic, if it is."""
    standing = standings(subject)
    certain = [one for one in standing if one.decisive]
    if certain:
        return Decided(_certain(certain[0], routing, automatic))
    if model is None or _says_nothing(subject):
        return Decided(decide_by_rules(subject, standing, routing, automatic))
    from router.learned.deciding import decide_by_model  # numpy: only what routes mail loads it

    told = decide_by_model(subject, standing, routing, automatic, model)
    reason = max(told.reasons, key=lambda one: told.reasons[one])
    return Decided(told.route, reason, told.reasons[reason], Weighed(told.feared))


def _says_nothing(subject: RuleSubject) -> bool:
    """Tell whether there is not a word to learn from: then a document's look alone may decide."""
    read = reading(subject)
    return not read.words and not read.subject.strip() and not subject.documents


def _certain(standing: Standing, routing: Routing, automatic: str | None) -> RouteDecision:
    label = standing.intent.route
    return RouteDecision(
        label=label,
        intent=standing.intent,
        confidence=round(standing.strength, 2),
        auto=standing.strength >= routing.thresholds.get(label, BY_RULES),
        evidence=standing.reasons[:4],
        automatic_mail=automatic,
    )

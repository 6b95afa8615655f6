"""Asks every rule and adds up the votes: how strongly each matter stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import router.rules
from domain.plugins import discover
from domain.ports import RoutingRule, RuleSubject, Vote
from domain.words import Intent


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


def standings(subject: RuleSubject) -> list[Standing]:
    """Return what all rules together say of a mail, the strongest matter first."""
    return standings_of(ballot for rule in rules() for ballot in rule.votes(subject))


def standings_of(ballots: Iterable[Vote]) -> list[Standing]:
    """Return each intent that has votes, the strongest first; votes for one add up (noisy or)."""
    by_intent: dict[Intent, list[Vote]] = {}
    for ballot in ballots:
        by_intent.setdefault(Intent(ballot.intent), []).append(ballot)
    found = []
    for intent, votes in by_intent.items():
        ordered = sorted(votes, key=lambda ballot: -ballot.weight)
        missing = 1.0
        for ballot in ordered:
            missing *= 1 - ballot.weight
        decisive = any(ballot.decisive for ballot in votes)
        found.append(Standing(intent, 1 - missing, tuple(ballot.reason for ballot in ordered), decisive))
    return sorted(found, key=lambda standing: -standing.strength)

"""What the learned router says of one mail."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.words import DisputeReason, Intent, Route
from router.ruling import ALONE, first_of

INTENTS = tuple(Intent)
BANK_FROM = 0.4
"""Low on purpose: money that goes to a wrong account does not come back."""
THERE_FROM = 0.6
"""Probability from which on a matter is there, and names the mail if it comes first in the house's order."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What the model says of one mail."""

    intents: Mapping[Intent, float]
    """Probability that the intent names the mail; they sum to 1."""
    matters: Mapping[Intent, float]
    """Probability that the matter is in the mail, each by itself."""
    reasons: Mapping[DisputeReason, float]
    """If it disputes: why; they sum to 1."""
    known: float
    """0-1: how many of the mail's words the model has met."""
    settled: Intent | None = None
    """What a certainty says in place of the model."""
    bank: float = 0.0
    """Probability that the mail speaks of another bank account."""

    @property
    def routes(self) -> dict[Route, float]:
        """The intents' probabilities, added up by route."""
        found = dict.fromkeys(Route, 0.0)
        for intent, probability in self.intents.items():
            found[intent.route] += probability
        return found

    @property
    def route(self) -> Route:
        """The likeliest route, or that of bank details, which come before everything else."""
        return self.intent.route

    @property
    def intent(self) -> Intent:
        """The likeliest intent of the likeliest route, or a matter that is there and comes before it.

        Changed bank details come first as soon as they may be there.
        """
        if self.settled is not None:
            return self.settled
        if self.bank >= BANK_FROM:
            return Intent.BANK_DETAILS_CHANGE
        routes = self.routes
        route = max(routes, key=lambda one: routes[one])
        likeliest = max((one for one in INTENTS if one.route is route), key=lambda one: self.intents[one])
        if likeliest in ALONE:
            return likeliest
        there = [one for one in INTENTS if one not in ALONE and self.matters[one] >= THERE_FROM]
        return first_of([likeliest, *there])

"""Turns the model's probabilities into an honest confidence that the route is right."""

import math
from collections.abc import Sequence

import numpy as np

from domain.ports import RuleSubject
from domain.words import Intent, Route
from router.confidence import probability
from router.learned.judged import Judged
from router.learned.regression import Matrix, each, lowest
from router.ruling import ALONE, FIRST, weigh
from router.standing import Standing

TERMS = ("one", "odds", "lead", "rules agree", "rules contradict", "unknown words", "comes before")
SIGNS = (0, 1, 1, 1, -1, -1, -1)
"""More evidence never makes less sure, a doubt never surer."""
MOST = 0.995
_FURTHEST = 7.0
_PULL = 1.0
_NOTHING = 4.0
"""Odds (logarithm) against a matter beyond which nobody need doubt."""


def terms(judged: Judged, standings: Sequence[Standing], subject: RuleSubject) -> tuple[float, ...]:
    """Return the terms' values for the likeliest route."""
    routes = judged.routes
    best = judged.route
    second = max(share for route, share in routes.items() if route is not best)
    return (
        1.0,
        _odds(routes[best]),
        min(math.log(max(routes[best], 1e-6) / max(second, 1e-6)), _FURTHEST),
        *_rules(best, standings, subject),
        1 - judged.known,
        _comes_before(judged),
    )


def _comes_before(judged: Judged) -> float:
    """Return how much a matter may be there that would name the mail in place of the one that does."""
    first = judged.intent
    if first in ALONE:
        return 0.0
    rivals = [one for one in FIRST[: FIRST.index(first)] if one.route is not first.route]
    shares = [judged.matters[one] for one in rivals if one is not Intent.BANK_DETAILS_CHANGE]
    return max(0.0, _odds(max([judged.bank, *shares])) + _NOTHING) / 2


def _rules(best: Route, standings: Sequence[Standing], subject: RuleSubject) -> tuple[float, float]:
    """Return (how surely the rules agree, how surely they contradict)."""
    if not standings:
        return 0.0, 0.0
    theirs, _, evidence = weigh(standings, subject)
    sure = -math.log(1 - probability(evidence))
    return (sure, 0.0) if theirs.intent.route is best else (0.0, sure)


def confidence(values: Sequence[float], weights: Sequence[float]) -> float:
    """Return the probability that the route is right, at most `MOST`."""
    total = sum(value * weight for value, weight in zip(values, weights, strict=True))
    return min(MOST, 1 / (1 + math.exp(-max(-40.0, min(40.0, total)))))


def fit(values: Matrix, right: Matrix, counts: Matrix) -> tuple[float, ...]:
    """Return the weights of least log loss; `counts` says how much each decision counts."""
    signs = np.array(SIGNS)

    def weighted(inner: Matrix) -> Matrix:
        """Weights that must keep a sign are squares, so that they keep it."""
        return np.where(signs == 0, inner, signs * inner**2)

    def at(inner: Matrix) -> tuple[float, Matrix]:
        told = np.clip(each(values @ weighted(inner)), 1e-9, 1 - 1e-9)
        loss = -(counts * (right * np.log(told) + (1 - right) * np.log(1 - told))).sum()
        slope = values.T @ (counts * (told - right)) + _PULL * weighted(inner) * (signs != 0)
        loss += 0.5 * _PULL * (weighted(inner)[signs != 0] ** 2).sum()
        turned = np.where(signs == 0, slope, slope * signs * 2 * inner)
        return float(loss) / len(values), turned / len(values)

    return tuple(float(one) for one in weighted(lowest(at, np.full(len(SIGNS), 0.5))))


def _odds(probability: float) -> float:
    kept = min(max(probability, 1e-4), 1 - 1e-4)
    return min(math.log(kept / (1 - kept)), _FURTHEST)

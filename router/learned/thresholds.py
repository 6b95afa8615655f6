"""Computes from which confidence on a route may act, from a wanted precision and known errors."""

import math
from collections import Counter
from collections.abc import Sequence

from domain.words import Route
from router.learned.model import Point

NEVER = 1.0
_CAUTION = 1.0
"""Standard errors below what was counted: the precision that is promised for mails to come."""
_LENT = 50
"""So many decisions of all routes stand beside a route's own."""
_FEWEST = 20
"""Decisions without which nothing is promised."""
_STEP = 0.0005
LEAST = 0.5
"""No threshold lies lower."""


def thresholds(points: Sequence[Point], precision: float) -> dict[Route, float]:
    """Return each route's threshold: the lowest above which the precision is met, as far as can be told.

    A route's own errors are few; what they leave open, the errors of all routes at that confidence fill in,
    at their lower bound. `NEVER` where no threshold keeps the promise.
    """
    ordered = sorted(points, key=lambda one: -one.confidence)
    found = dict.fromkeys(Route, NEVER)
    counts, rights, many = dict.fromkeys(Route, 0.0), dict.fromkeys(Route, 0.0), Counter[Route]()
    squares = 0.0
    for place, one in enumerate(ordered, start=1):
        counts[one.route] += one.weight
        rights[one.route] += one.weight * one.right
        many[one.route] += 1
        squares += one.weight**2
        if place < len(ordered) and ordered[place].confidence == one.confidence:
            continue
        whole = sum(counts.values())
        # So many decisions of equal weight would tell as much.
        telling = whole**2 / squares
        every = lower_bound(sum(rights.values()) / whole * telling, telling)
        for route in Route:
            shared = (rights[route] + _LENT * every) / (counts[route] + _LENT)
            if many[route] >= _FEWEST and shared >= precision:
                found[route] = _below(one.confidence)
    return found


def lower_bound(right: float, count: float) -> float:
    """Return Wilson's lower bound of a share, `_CAUTION` standard errors down; 0 without anything counted."""
    if not count:
        return 0.0
    share, square = right / count, _CAUTION**2
    middle = share + square / (2 * count)
    spread = _CAUTION * math.sqrt(share * (1 - share) / count + square / (4 * count**2))
    return (middle - spread) / (1 + square / count)


def _below(confidence: float) -> float:
    return max(math.floor(confidence / _STEP) * _STEP, LEAST)

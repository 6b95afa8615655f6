"""Computes from which confidence on a route may act, from a wanted precision and known errors."""

import math
from collections.abc import Sequence

from domain.words import Route
from router.learned.model import Point

NEVER = 1.0
_CAUTION = 1.0
"""Standard errors below what was counted: the precision that is promised for mails to come."""
_FEWEST = 20
"""Decisions without which nothing is promised."""
_STEP = 0.0005
LEAST = 0.5


def thresholds(points: Sequence[Point], precision: float) -> dict[Route, float]:
    """Return each route's threshold: the lowest above which the lower bound of the precision is met.

    `NEVER` where no threshold keeps that promise.
    """
    return {route: _threshold([one for one in points if one.route is route], precision) for route in Route}


def lower_bound(right: int, count: int) -> float:
    """Return Wilson's lower bound of a share, `_CAUTION` standard errors down; 0 without anything counted."""
    if not count:
        return 0.0
    share, square = right / count, _CAUTION**2
    middle = share + square / (2 * count)
    spread = _CAUTION * math.sqrt(share * (1 - share) / count + square / (4 * count**2))
    return (middle - spread) / (1 + square / count)


def _threshold(points: Sequence[Point], precision: float) -> float:
    ordered = sorted(points, key=lambda one: -one.confidence)
    found, right = NEVER, 0
    for count, one in enumerate(ordered, start=1):
        right += one.right
        last_of_its_kind = count == len(ordered) or ordered[count].confidence < one.confidence
        if count >= _FEWEST and last_of_its_kind and lower_bound(right, count) >= precision:
            found = max(one.confidence, LEAST)
    return math.floor(found / _STEP) * _STEP if found < NEVER else NEVER

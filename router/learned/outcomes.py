"""What a model said of a labelled mail, and whether it was right."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.words import Intent
from router.learned.example import Example
from router.learned.judged import Judged
from router.ruling import ALONE

_ALSO_PRECISION = 0.85
"""Of the further matters that are told, so many must be there."""
_ALSO_LEAST = 0.4
_ALSO_MOST = 0.98


@dataclass(frozen=True, slots=True)
class Outcome:
    """One mail, judged by a model that had not learnt from it."""

    example: Example
    judged: Judged
    confidence: float

    @property
    def right(self) -> bool:
        """Tell whether the route is right."""
        return self.judged.route is self.example.intent.route


def further(judged: Judged, above: float) -> list[Intent]:
    """Return the matters beside the first whose probability is above that, likeliest first."""
    first = judged.intent
    if first in ALONE:
        return []
    told = [
        matter
        for matter, probability in judged.matters.items()
        if probability >= above and matter is not first and matter not in ALONE
    ]
    return sorted(told, key=lambda matter: -judged.matters[matter])


def also_threshold(outcomes: Sequence[Outcome]) -> float:
    """Return the lowest probability from which on further matters are as precise as wanted."""
    told = sorted(
        (
            (one.judged.matters[matter], matter in one.example.also or matter is one.example.intent)
            for one in outcomes
            for matter in further(one.judged, _ALSO_LEAST)
        ),
        reverse=True,
    )
    found, right = _ALSO_MOST, 0
    for count, (probability, there) in enumerate(told, start=1):
        right += there
        if count >= 10 and right / count >= _ALSO_PRECISION:
            found = probability
    return min(found, _ALSO_MOST)

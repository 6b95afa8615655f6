"""Turns evidence into an honest probability that the route is right, by numbers fitted on labelled mails."""

import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from router.circumstances import Circumstances

_FILE = Path(__file__).parent / "calibration.yaml"
_STRONGEST = 0.99
MOST = 0.99
"""Nothing is surer than this."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of the winning matter and of its rivals."""

    strength: float
    """Joint strength of its votes, 0-1."""
    against: float
    """Strength of the strongest matter that contradicts it, 0-1."""
    beside: float
    """Strength of the strongest further matter that might as well name the route, 0-1."""
    vague: bool
    """A complaint of which nobody can say about what, or a matter that has no route of its own."""
    circumstances: Circumstances | None


TERMS = ("one", "strength", "against", "beside", "vague", "witnesses", "form", "numbers", "unexplained")
"""The terms of the sum, in order; the sign that each weight must keep stands in `SIGNS`."""
SIGNS = (0, 1, -1, -1, -1, 1, 1, 1, -1)


def features(evidence: Evidence) -> tuple[float, ...]:
    """Return the terms' values; strengths count by the doubt they leave, so that 0.9 and 0.99 differ."""
    around = evidence.circumstances
    strength = min(evidence.strength, _STRONGEST)
    return (
        1.0,
        -math.log(1 - strength),
        evidence.against,
        evidence.beside,
        float(evidence.vague),
        min(around.witnesses, 4) if around else 1.0,
        float(around.form) if around else 0.0,
        float(around.numbers) if around else 0.0,
        around.unexplained if around else 0.0,
    )


def probability(evidence: Evidence) -> float:
    """Return the probability 0-0.99 that the route is right."""
    weights = _weights()
    total = sum(weight * value for weight, value in zip(weights, features(evidence), strict=True))
    return min(MOST, 1 / (1 + math.exp(-total)))


@cache
def _weights() -> tuple[float, ...]:
    with _FILE.open(encoding="utf-8") as file:
        stored = yaml.safe_load(file)["weights"]
    return tuple(float(stored[name]) for name in TERMS)

"""Counts how right a model is, how honest its confidence, and how much it may do by itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields

import numpy as np
from numpy.typing import NDArray

from domain.words import Intent, Route
from router.learned.example import prevalence
from router.learned.model import Point
from router.learned.outcomes import Outcome, further
from router.learned.thresholds import thresholds

BINS = 10
_DRAWS = 500
_SEED = 20260131
_LATER = frozenset({"bank_flag"})
"""Figures that older models were kept without."""
WANTED = (0.95, 0.98, 0.99, 0.995)


@dataclass(frozen=True, slots=True)
class Figures:
    """All that is told of a model; shares are 0-1."""

    mails: int
    macro_f1: float
    """Mean F1 of the five routes."""
    by_language: dict[str, float]
    by_route: dict[str, float]
    intents_right: float
    reasons_macro_f1: float
    also_precision: float
    also_recall: float
    calibration_error: float
    calibration_interval: tuple[float, float]
    """95 %, by drawing mails again."""
    bank_recall: float
    bank_flag: tuple[float, float] = (0.0, 0.0)
    """(recall, precision) of the warning of another bank account that the text alone raises."""
    sure: dict[str, tuple[float, float]] = field(default_factory=dict)
    """Wanted precision -> (precision that was met, share of mails); thresholds of the other folds."""

    sure_everyday: dict[str, tuple[float, float]] = field(default_factory=dict)
    """The same of everyday mails alone."""

    def plain(self) -> dict[str, object]:
        """Return what is stored beside a model."""
        return _rounded(asdict(self))


def from_plain(told: Mapping[str, object]) -> Figures:
    """Return what `Figures.plain` stored. Raises KeyError or TypeError for anything else."""
    values = {
        one.name: _as_kept(told[one.name])
        for one in fields(Figures)
        if one.name not in _LATER or one.name in told
    }
    return Figures(**values)  # type: ignore[arg-type]


def figures(outcomes: Sequence[Outcome], also_from: float, bank_from: float = 1.0) -> Figures:
    """Return the figures of what models said of mails they had not learnt from."""
    languages = sorted({one.example.language for one in outcomes})
    confidences = np.array([one.confidence for one in outcomes])
    right = np.array([float(one.right) for one in outcomes])
    precision, recall = _also(outcomes, also_from)
    return Figures(
        mails=len(outcomes),
        macro_f1=route_macrof1(outcomes),
        by_language={
            language: route_macrof1([one for one in outcomes if one.example.language == language])
            for language in languages
        },
        by_route={route.value: f1(_routes(outcomes), route) for route in Route},
        intents_right=_mean(one.judged.intent is one.example.intent for one in outcomes),
        reasons_macro_f1=reasons_macrof1(outcomes),
        also_precision=precision,
        also_recall=recall,
        calibration_error=calibration_error(confidences, right),
        calibration_interval=_drawn(confidences, right),
        bank_recall=_mean(
            one.judged.intent is Intent.BANK_DETAILS_CHANGE
            for one in outcomes
            if one.example.intent is Intent.BANK_DETAILS_CHANGE
        ),
        bank_flag=_bank_flag(outcomes, bank_from),
        sure={f"{wanted}": sure(outcomes, wanted) for wanted in WANTED},
        sure_everyday={f"{wanted}": sure(outcomes, wanted, everyday=True) for wanted in WANTED},
    )


def route_macrof1(outcomes: Sequence[Outcome]) -> float:
    """Return the mean F1 of the five routes."""
    pairs = _routes(outcomes)
    return sum(f1(pairs, route) for route in Route) / len(Route)


def reasons_macrof1(outcomes: Sequence[Outcome]) -> float:
    """Return the mean F1 of the dispute reasons, over mails that dispute."""
    pairs = [
        (one.example.reason, max(one.judged.reasons, key=lambda reason: one.judged.reasons[reason]))
        for one in outcomes
        if one.example.reason is not None
    ]
    reasons = sorted({reason for reason, _ in pairs if reason is not None})
    return sum(f1(pairs, reason) for reason in reasons) / max(len(reasons), 1)


def sure(outcomes: Sequence[Outcome], wanted: float, *, everyday: bool = False) -> tuple[float, float]:
    """Return (precision, share) of the mails that act, or of the everyday ones among them.

    Thresholds come from other families.
    """
    often = prevalence([one.example for one in outcomes])
    places = {family: at for at, family in enumerate(sorted({one.example.together for one in outcomes}))}
    halves = [places[one.example.together] % 2 for one in outcomes]
    acting: list[bool] = []
    for half in (0, 1):
        known = [
            Point(one.judged.route, one.confidence, one.right, weight)
            for one, side, weight in zip(outcomes, halves, often, strict=True)
            if side != half
        ]
        needed = thresholds(known, wanted)
        acting += [
            one.right
            for one, side in zip(outcomes, halves, strict=True)
            if side == half
            and one.confidence >= needed[one.judged.route]
            and (one.example.everyday or not everyday)
        ]
    count = sum(one.example.everyday or not everyday for one in outcomes)
    return _mean(acting), len(acting) / max(count, 1)


def calibration_error(confidences: NDArray[np.float64], right: NDArray[np.float64]) -> float:
    """Return the expected calibration error over ten bins of equal width."""
    places = np.minimum((confidences * BINS).astype(int), BINS - 1)
    gaps = np.bincount(places, weights=confidences - right, minlength=BINS)
    return float(np.abs(gaps).sum() / max(len(right), 1))


def _drawn(confidences: NDArray[np.float64], right: NDArray[np.float64]) -> tuple[float, float]:
    chance = np.random.default_rng(_SEED)
    errors = []
    for _ in range(_DRAWS):
        drawn = chance.integers(0, len(right), len(right))
        errors.append(calibration_error(confidences[drawn], right[drawn]))
    low, high = np.quantile(errors, (0.025, 0.975))
    return float(low), float(high)


def _also(outcomes: Sequence[Outcome], above: float) -> tuple[float, float]:
    told = [(matter, one.example) for one in outcomes for matter in further(one.judged, above)]
    there = sum(len(one.example.also) for one in outcomes)
    precise = _mean(matter in example.also or matter is example.intent for matter, example in told)
    met = sum(matter in example.also for matter, example in told)
    return precise, met / max(there, 1)


def _bank_flag(outcomes: Sequence[Outcome], bank_from: float) -> tuple[float, float]:
    matter = Intent.BANK_DETAILS_CHANGE
    there = [matter is one.example.intent or matter in one.example.also for one in outcomes]
    told = [one.judged.bank >= bank_from or one.judged.intent is matter for one in outcomes]
    recall = _mean(raised for raised, true in zip(told, there, strict=True) if true)
    return recall, _mean(true for raised, true in zip(told, there, strict=True) if raised)


def _routes(outcomes: Sequence[Outcome]) -> list[tuple[Route, Route]]:
    return [(one.example.intent.route, one.judged.route) for one in outcomes]


def f1(pairs: Sequence[tuple[object, object]], label: object) -> float:
    """Return the F1 of one label over (true, told) pairs."""
    both = sum(true == label and told == label for true, told in pairs)
    either = sum((true == label) + (told == label) for true, told in pairs)
    return 2 * both / either if either else 0.0


def _as_kept(value: object) -> object:
    """JSON has no tuples."""
    if isinstance(value, dict):
        return {key: _as_kept(one) for key, one in value.items()}
    return tuple(value) if isinstance(value, list) else value


def _mean(values: Iterable[bool]) -> float:
    kept = list(values)
    return sum(kept) / len(kept) if kept else 0.0


def _rounded(values: dict[str, object]) -> dict[str, object]:
    return {name: _round(value) for name, value in values.items()}


def _round(value: object) -> object:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: _round(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [_round(one) for one in value]
    return value

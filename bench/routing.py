"""Counts how right the learned router is on families of mails it had not learnt from, beside simpler ways."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from app.routing_model import labelled
from bench.figure import Aim, Figure
from domain.policy import Routing
from domain.words import Route
from router.learned.blocks import EVIDENCE, SHARES, SUBJECT, TEXT
from router.learned.example import Example
from router.learned.features import features_of_many
from router.learned.figures import Figures, f1, figures
from router.learned.files import load
from router.learned.fitting import Trained, cross_validated, laid, train
from router.learned.ngrams import Group
from router.learned.outcomes import Outcome
from router.learned.vectors import encoder
from router.ruling import decide_by_rules
from router.standing import standings
from router.table import decide

_WANTED = 0.99
_LONG = 150
"""Words of the mail whose cost is measured."""
_DRAWS = 300
_SEED = 20260131
Bounds = tuple[float, float]
"""Between which a figure lies in 19 of 20 cases."""
_COST = """
import time
from pathlib import Path
started = time.process_time()
from router.learned.files import load
from router.learned.vectors import encoder
load()
encoder().encode(["one"])
# Of this process alone: what getrusage tells begins with the peak of the process that started it.
peak = Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]
print(time.process_time() - started, int(peak) / 1024)
"""


def measure() -> list[Figure]:
    """Return the figures, all by cross-validation over families."""
    examples = labelled()
    features = features_of_many([one.subject for one in examples], encoder())
    learned = train(laid(examples, features))
    words = dict.fromkeys(SHARES, 0.0) | {Group.WORDS: 1.0, TEXT: 0.0, SUBJECT: 0.0, EVIDENCE: 0.0}
    peer = figures(cross_validated(laid(examples, features, words)), 1.0)
    found = figures(learned.outcomes, learned.model.also_from, learned.model.doubt.flag_from)
    bounds = intervals(learned.outcomes)
    return [
        *_rightness(found, bounds, peer, _by_rules(examples)),
        *_trust(found, learned),
        *_costs(examples),
    ]


def _rightness(found: Figures, bounds: Mapping[str, Bounds], peer: Figures, rules: float) -> list[Figure]:
    other = "TF-IDF + logistic regression"
    count = found.mails
    return [
        Figure(
            "router.macro_f1",
            f"routes, macro-F1 over {count} mails of unseen families",
            found.macro_f1,
            "",
            *bounds["all"],
            peer=other,
            peer_value=peer.macro_f1,
            aim=Aim(0.93),
        ),
        Figure("router.by_rules", "the same by the rules alone", rules, ""),
        *(
            Figure(
                f"router.macro_f1.{language}",
                f"routes, macro-F1, {language}",
                value,
                "",
                *bounds[language],
                peer=other,
                peer_value=peer.by_language[language],
                aim=Aim(0.88),
            )
            for language, value in found.by_language.items()
        ),
        Figure(
            "router.intents",
            "intents right",
            found.intents_right,
            "",
            *bounds["intents"],
            peer=other,
            peer_value=peer.intents_right,
            aim=Aim(0.90),
        ),
        Figure(
            "router.reasons",
            "dispute reasons, macro-F1",
            found.reasons_macro_f1,
            "",
            *bounds["reasons"],
            peer=other,
            peer_value=peer.reasons_macro_f1,
            aim=Aim(0.80),
        ),
    ]


def _trust(found: Figures, learned: Trained) -> list[Figure]:
    precision, share = found.sure[f"{_WANTED}"]
    everyday = found.sure_everyday[f"{_WANTED}"]
    low, high = found.calibration_interval
    strange = (
        figures(learned.foreign, learned.model.also_from, learned.model.doubt.flag_from)
        if learned.foreign
        else None
    )
    return [
        Figure("router.precision", "routes right where sure", precision, "", aim=Aim(0.99)),
        Figure("router.sure", "share of mails that are sure", share, "", aim=Aim(0.75)),
        Figure(
            "router.precision_everyday", "everyday mails right where sure", everyday[0], "", aim=Aim(0.99)
        ),
        Figure(
            "router.sure_everyday", "share of everyday mails that are sure", everyday[1], "", aim=Aim(0.75)
        ),
        Figure(
            "router.also_precision", "further matters, precision", found.also_precision, "", aim=Aim(0.90)
        ),
        Figure("router.also_recall", "further matters, recall", found.also_recall, "", aim=Aim(0.60)),
        Figure(
            "router.bank_recall",
            "other bank accounts that are warned of",
            found.bank_flag[0],
            "",
            aim=Aim(0.98),
        ),
        Figure(
            "router.bank_precision",
            "warnings of another bank account that are right",
            found.bank_flag[1],
            "",
            aim=Aim(0.90),
        ),
        Figure(
            "router.calibration",
            "error of the confidence (ECE, 10 bins)",
            found.calibration_error,
            "",
            low,
            high,
            aim=Aim(0.04),
            less_is_better=True,
        ),
        Figure(
            "router.unseen_language",
            "routes, macro-F1, the mail's language left out of training",
            strange.macro_f1 if strange else None,
            "",
        ),
    ]


def _costs(examples: tuple[Example, ...]) -> list[Figure]:
    model = load()
    lengths = sorted(examples, key=lambda one: abs(len(one.subject.mail.new_text.split()) - _LONG))[:30]
    decide(lengths[0].subject, Routing(), None, model)
    started = time.process_time()
    for one in lengths:
        decide(one.subject, Routing(), None, model)
    each = (time.process_time() - started) / len(lengths) * 1000
    done = subprocess.run(
        [sys.executable, "-c", _COST],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )
    load_seconds, memory = map(float, done.stdout.split())
    return [
        Figure(
            "router.cpu",
            f"deciding on a mail of {_LONG} words",
            each,
            "ms CPU",
            aim=Aim(25),
            less_is_better=True,
        ),
        Figure("router.load", "loading the model", load_seconds, "s CPU", aim=Aim(2), less_is_better=True),
        Figure("router.memory", "memory with the model", memory, "MB", aim=Aim(400), less_is_better=True),
    ]


def intervals(outcomes: Sequence[Outcome]) -> dict[str, Bounds]:
    """Return the bounds of the figures, by drawing circles of kin families again; mails of one are alike."""
    circles = np.unique([one.example.together for one in outcomes], return_inverse=True)[1]
    languages = np.array([one.example.language for one in outcomes])
    routes = _coded([(one.example.intent.route, one.judged.route) for one in outcomes])
    intents = _coded([(one.example.intent, one.judged.intent) for one in outcomes])
    reasons = _coded(
        [(one.example.reason, max(one.judged.reasons.items(), key=_second)[0]) for one in outcomes]
    )
    disputes = np.array([one.example.reason is not None for one in outcomes])
    chance = np.random.default_rng(_SEED)
    drawn: dict[str, list[float]] = {}
    for _ in range(_DRAWS):
        often = np.bincount(
            chance.integers(0, circles.max() + 1, circles.max() + 1), minlength=circles.max() + 1
        )
        weights = often[circles].astype(np.float64)
        told = {"all": _weighted_f1(routes, weights), "intents": _weighted_right(intents, weights)}
        told["reasons"] = _weighted_f1(reasons, weights * disputes)
        told |= {one: _weighted_f1(routes, weights * (languages == one)) for one in np.unique(languages)}
        for name, value in told.items():
            drawn.setdefault(name, []).append(value)
    return {
        name: (float(np.quantile(all_, 0.025)), float(np.quantile(all_, 0.975)))
        for name, all_ in drawn.items()
    }


def _second(pair: tuple[object, float]) -> float:
    return pair[1]


def _coded(pairs: Sequence[tuple[object, object]]) -> NDArray[np.int64]:
    """Return (mails, 2) whole numbers for pairs of true and told."""
    names = {name: place for place, name in enumerate(sorted({str(one) for pair in pairs for one in pair}))}
    return np.array([[names[str(true)], names[str(told)]] for true, told in pairs])


def _weighted_f1(pairs: NDArray[np.int64], weights: NDArray[np.float64]) -> float:
    count = int(pairs.max()) + 1
    there = np.bincount(pairs[:, 0], weights, count)
    told = np.bincount(pairs[:, 1], weights, count)
    both = np.bincount(pairs[:, 0], weights * (pairs[:, 0] == pairs[:, 1]), count)
    known = there > 0
    return float((2 * both[known] / (there + told)[known]).mean())


def _weighted_right(pairs: NDArray[np.int64], weights: NDArray[np.float64]) -> float:
    return float((weights * (pairs[:, 0] == pairs[:, 1])).sum() / weights.sum())


def _by_rules(examples: tuple[Example, ...]) -> float:
    pairs = [
        (
            one.intent.route,
            decide_by_rules(one.subject, standings(one.subject), Routing(), None).label,
        )
        for one in examples
    ]
    return sum(f1(pairs, route) for route in Route) / len(Route)

"""Counts how right the learned router is on families of mails it had not learnt from, beside simpler ways."""

import os
import subprocess
import sys
import time

from app.routing_model import labelled
from bench.figure import Aim, Figure
from domain.policy import Routing
from domain.words import Route
from router.learned.blocks import EVIDENCE, SHARES, SUBJECT, TEXT
from router.learned.example import Example
from router.learned.features import features_of_many
from router.learned.figures import Figures, f1, figures
from router.learned.files import load
from router.learned.fitting import Trained, laid, train
from router.learned.ngrams import Group
from router.learned.vectors import encoder
from router.ruling import decide_by_rules
from router.standing import standings
from router.table import decide

_WANTED = 0.99
_LONG = 150
"""Words of the mail whose cost is measured."""
_COST = """
import resource, time
started = time.process_time()
from router.learned.files import load
from router.learned.vectors import encoder
load()
encoder().encode(["one"])
print(time.process_time() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def measure() -> list[Figure]:
    """Return the figures, all by cross-validation over families."""
    examples = labelled()
    features = features_of_many([one.subject for one in examples], encoder())
    learned = train(laid(examples, features))
    words = dict.fromkeys(SHARES, 0.0) | {Group.WORDS: 1.0, TEXT: 0.0, SUBJECT: 0.0, EVIDENCE: 0.0}
    peer = figures(train(laid(examples, features, words)).outcomes, 1.0)
    found = figures(learned.outcomes, learned.model.also_from)
    return [*_rightness(found, peer, _by_rules(examples)), *_trust(found, learned), *_costs(examples)]


def _rightness(found: Figures, peer: Figures, rules: float) -> list[Figure]:
    other = "TF-IDF + logistic regression"
    count = found.mails
    return [
        Figure(
            "router.macro_f1",
            f"routes, macro-F1 over {count} mails of unseen families",
            found.macro_f1,
            "",
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
            peer=other,
            peer_value=peer.intents_right,
            aim=Aim(0.90),
        ),
        Figure(
            "router.reasons",
            "dispute reasons, macro-F1",
            found.reasons_macro_f1,
            "",
            peer=other,
            peer_value=peer.reasons_macro_f1,
            aim=Aim(0.80),
        ),
    ]


def _trust(found: Figures, learned: Trained) -> list[Figure]:
    precision, share = found.sure[f"{_WANTED}"]
    low, high = found.calibration_interval
    strange = figures(learned.foreign, learned.model.also_from) if learned.foreign else None
    return [
        Figure("router.precision", "routes right where sure", precision, "", aim=Aim(0.99)),
        Figure("router.sure", "share of mails that are sure", share, "", aim=Aim(0.75)),
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


def _by_rules(examples: tuple[Example, ...]) -> float:
    pairs = [
        (
            one.intent.route,
            decide_by_rules(one.subject, standings(one.subject), Routing(), None).label,
        )
        for one in examples
    ]
    return sum(f1(pairs, route) for route in Route) / len(Route)

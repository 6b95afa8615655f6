"""Fits the router's confidence on labelled mails: `python -m bench.calibrating FILE.yaml … [--write]`.

Each FILE lists mails as those of tests/router. The fit is a logistic one whose weights keep their signs, so
that more evidence never makes less sure; the error is told for each file by weights fitted on the others.
The rules know the words of these mails, so each mail is also read with some of its words blotted out: as the
rules will read mails of writers whose words they do not know. `first_readings.csv` beside this file keeps
what the rules found in mails that they saw for the first time: `--keep FILE.yaml` adds those of a new file,
once, before any rule is changed for them.
"""

import csv
import math
import random
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from domain.mail import Address, Mail
from domain.pages import Document
from domain.policy import Company, Routing
from domain.ports import RuleSubject
from domain.words import Intent, Look, Medium
from router.confidence import MOST, SIGNS, TERMS, features
from router.ruling import weigh
from router.standing import rules, standings_of
from router.understanding import understand

_TARGET = Path(__file__).parents[1] / "router" / "calibration.yaml"
_STEPS, _RATE, _PULL = 1200, 0.5, 0.002
_WRONG_COSTS = 3.0
"""How many unsure right ones one sure wrong one outweighs."""
_SURE = 0.9
_BINS = 10
_FIRST = Path(__file__).with_name("first_readings.csv")
_FIRST_COUNT = 4
"""How many times a first reading counts: it is the only one of which the rules knew nothing."""
_BLOTS = (0.0, 0.1, 0.2, 0.3)
"""Shares of words that are blotted out, one reading each."""
Sample = tuple[tuple[float, ...], bool]


def main(arguments: Sequence[str]) -> None:
    """Print each file's calibration by the weights of the others; store the joint weights with --write."""
    if "--keep" in arguments:
        _keep(
            [one for path in arguments if not path.startswith("--") for one in _samples(Path(path), (0.0,))]
        )
        return
    paths = [Path(one) for one in arguments if not one.startswith("--")]
    samples = {path.name: _samples(path) for path in paths}
    for name, own in samples.items():
        others = [one for other, found in samples.items() if other != name for one in found]
        print(f"{name}: {_figures(own, fit(others + _first() * _FIRST_COUNT))}")
    pooled = [one for found in samples.values() for one in found]
    print(f"first readings by the others' weights: {_figures(_first(), fit(pooled))}")
    pooled += _first() * _FIRST_COUNT
    weights = fit(pooled)
    print(f"all: {_figures(pooled, weights)}")
    if "--write" in arguments:
        _write(weights, list(samples), len(pooled))


def fit(samples: Sequence[Sample]) -> tuple[float, ...]:
    """Return the weights of least log loss, pulled a little to zero, each held to its sign."""
    weights = [0.0] * len(TERMS)
    for _ in range(_STEPS):
        slope = [0.0] * len(TERMS)
        for values, right in samples:
            miss = (_probable(weights, values) - right) * (1.0 if right else _WRONG_COSTS)
            for place, value in enumerate(values):
                slope[place] += miss * value
        for place, sign in enumerate(SIGNS):
            pull = _PULL * weights[place] if sign else 0.0
            weights[place] -= _RATE * (slope[place] / len(samples) + pull)
            if sign:
                weights[place] = sign * max(0.0, sign * weights[place])
    return tuple(weights)


def _probable(weights: Sequence[float], values: Sequence[float]) -> float:
    return 1 / (1 + math.exp(-sum(weight * value for weight, value in zip(weights, values, strict=True))))


def _figures(samples: Sequence[Sample], weights: Sequence[float]) -> str:
    told = [(min(MOST, _probable(weights, values)), right) for values, right in samples]
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(_BINS)]
    for sure, right in told:
        bins[min(_BINS - 1, int(sure * _BINS))].append((sure, right))
    error = sum(abs(sum(p for p, _ in one) - sum(r for _, r in one)) for one in bins) / len(told)
    decided = [right for sure, right in told if sure >= _SURE]
    return (
        f"{len(told)} mails, ECE {error:.3f}, sure {len(decided) / len(told):.2f}, "
        f"of these right {sum(decided) / max(len(decided), 1):.3f}"
    )


def _first() -> list[Sample]:
    with _FIRST.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [(tuple(float(row[term]) for term in TERMS), row["right"] == "yes") for row in rows]


def _keep(samples: Sequence[Sample]) -> None:
    new = not _FIRST.exists()
    with _FIRST.open("a", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        if new:
            rows.writerow((*TERMS, "right"))
        for values, right in samples:
            rows.writerow((*(f"{value:.4g}" for value in values), "yes" if right else "no"))


def _samples(path: Path, blots: Sequence[float] = _BLOTS) -> list[Sample]:
    found: list[Sample] = []
    cases = yaml.safe_load(path.read_text(encoding="utf-8"))
    for case, share in ((case, share) for case in cases for share in blots):
        subject = _subject(_blotted(case, share))
        standings = standings_of(ballot for rule in rules() for ballot in rule.votes(subject))
        if standings:
            first, _, evidence = weigh(standings, subject)
            found.append((features(evidence), first.intent.route is Intent(case["i"]).route))
    return found


def _blotted(case: dict[str, Any], share: float) -> dict[str, Any]:
    """Replace a share of the words of each text by a word that nobody knows, always the same ones."""
    chance = random.Random(f"{share}{case['t']}")

    def blot(found: re.Match[str]) -> str:
        return "zzq" if chance.random() < share else found.group()

    return {
        **case,
        **{key: re.sub(r"[^\W\d_]{2,}", blot, case[key]) for key in ("s", "t", "q") if key in case},
    }


def _subject(case: dict[str, Any]) -> RuleSubject:
    mail = Mail(
        raw_sha256="",
        identity="",
        size=1,
        message_id=None,
        subject=case.get("s", ""),
        date=None,
        senders=(Address("clerk@customer.example"),),
        from_fields=1,
        text=case["t"],
        new_text=case["t"],
        quoted_text=case.get("q", ""),
    )
    documents = tuple(
        Document(name, "", Medium.PDF, "application/pdf", look=Look(look))
        for name, look in case.get("a", {}).items()
    )
    known = understand(mail, documents, None, Routing(), Company(name="Ours"))
    return RuleSubject(mail, documents, None, known.references, known.language)


def _write(weights: Sequence[float], names: Sequence[str], count: int) -> None:
    head = (
        "# How evidence becomes a probability: the weights of a sum over the terms of router/confidence.py.\n"
        f"# Made by `python -m bench.calibrating FILE … --write` on {count} readings of\n"
        f"# {', '.join(names)};\n"
        f"# a wrong route weighs {_WRONG_COSTS:g} times a right one; each weight keeps its sign.\n"
    )
    lines = [f"  {name}: {weight:.3f}\n" for name, weight in zip(TERMS, weights, strict=True)]
    _TARGET.write_text(head + "weights:\n" + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])

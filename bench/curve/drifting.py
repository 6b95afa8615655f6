"""`python -m bench.curve.drifting`: what becomes of documents whose payer changed a taught form.

Each layout is taught from one document; then its payer renames labels, changes language, adds or moves.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.curve.measuring import subject_media
from bench.layouts.changes import DRIFTS
from bench.layouts.reading import read_whole
from bench.layouts.scoring import Score, judge
from bench.layouts.series import Drawn, drift
from bench.layouts.telling import compared
from domain.layouts import LayoutTemplate, Sample
from domain.ports import ReadingAids
from domain.remittance import Remittance
from extractors.extraction import extract
from extractors.layouts.changed import says_changed
from extractors.layouts.refine import refine
from extractors.layouts.shelf import TemplateShelf
from extractors.layouts.truth import LearningError

_NONE = ""
"""No change: the same payments in the form as it was."""


def main(arguments: list[str]) -> int:
    """Measure and print, one row a change."""
    parser = argparse.ArgumentParser(prog="python -m bench.curve.drifting", description=__doc__)
    parser.add_argument("--n", type=int, default=100, help="layouts")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print each silent error")
    parser.add_argument("--keep", type=Path, help="write the documents of silent errors here")
    options = parser.parse_args(arguments)
    found: dict[str, Found] = defaultdict(Found)
    for number, (form, medium) in enumerate(subject_media(options.n, options.seed)):
        change = DRIFTS[number % len(DRIFTS)]
        seed = options.seed * 1_000_000 + number
        before, after = drift(seed, form, medium, change)
        template = _learnt(before[0])
        if template is None:
            continue
        _, same = drift(seed, form, medium, _NONE)
        for one, unchanged in zip(after, same, strict=True):
            read = _read(one, template)
            score = judge(one.truth, read)
            found[change] += Found(score, *_said(read, one, unchanged))
            if score.silent and options.show:
                print("=" * 80, form, medium, seed, change, *compared(one.truth, read), sep="\n")
            if score.silent and options.keep:
                (options.keep / f"{form}.{medium}.{seed}.{one.kind}").write_bytes(one.raw)
        for one in (before[1], *same):
            found[change] += Found(kept=1, alarms=int(_tells(_read(one, template))))
    _print(found)
    return 0


@dataclass
class Found:
    """What became of documents: their reading, of those that differ how many are said to, false alarms."""

    score: Score = field(default_factory=Score)
    differ: int = 0
    told: int = 0
    kept: int = 0
    """Documents of the same layouts that did not change."""
    alarms: int = 0
    """Those of them that are said to have changed."""

    def __iadd__(self, other: "Found") -> "Found":
        self.score += other.score
        self.differ += other.differ
        self.told += other.told
        self.kept += other.kept
        self.alarms += other.alarms
        return self


def _said(read: Sequence[Remittance], one: Drawn, unchanged: Drawn) -> tuple[int, int]:
    """Return whether the change shows in the document at all, and whether it is said: 1 or 0 each."""
    differs = read_whole(one).text.split() != read_whole(unchanged).text.split()
    return int(differs), int(differs and _tells(read))


def _tells(read: Sequence[Remittance]) -> bool:
    return any(
        says_changed(payment) or any("this form is none of them" in note for note in payment.notes)
        for payment in read
    )


def _read(one: Drawn, template: LayoutTemplate) -> tuple[Remittance, ...]:
    aids = ReadingAids(templates=TemplateShelf([template]))
    return extract((read_whole(one),), aids, advice_expected=True)


def _learnt(one: Drawn) -> LayoutTemplate | None:
    payer = one.truth[0].fields.get("payer_name") or "unknown"
    try:
        return refine([Sample(read_whole(one), one.truth)], "layout-1", payer)
    except LearningError:
        return None


def _print(found: dict[str, Found]) -> None:
    print("change       docs  lineF1  whole  unsent  silent  said to have changed  false alarms")
    every = Found()
    for one in found.values():
        every += one
    for name, one in [*found.items(), ("all", every)]:
        score, n = one.score, max(one.score.documents, 1)
        print(
            f"{name:12} {score.documents:4}  {score.f1:.3f}   {score.whole / n:.2f}   "
            f"{1 - score.review / n:.2f}   {score.silent}/{n}   {one.told}/{one.differ}   "
            f"{one.alarms}/{one.kept}"
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

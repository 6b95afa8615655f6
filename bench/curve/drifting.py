"""`python -m bench.curve.drifting`: what becomes of documents whose payer changed a taught form.

Each layout is taught from one document; then its payer renames labels, changes language, adds or moves.
"""

import argparse
import sys
from collections import defaultdict
from pathlib import Path

from bench.curve.measuring import subject_media
from bench.layouts.changes import DRIFTS
from bench.layouts.reading import read_whole
from bench.layouts.scoring import Score, judge, total
from bench.layouts.series import Drawn, drift
from bench.layouts.telling import compared
from domain.layouts import LayoutTemplate, Sample
from domain.ports import ReadingAids
from extractors.extraction import extract
from extractors.layouts.learn import learn
from extractors.layouts.shelf import TemplateShelf
from extractors.layouts.truth import LearningError


def main(arguments: list[str]) -> int:
    """Measure and print, one row a change."""
    parser = argparse.ArgumentParser(prog="python -m bench.curve.drifting", description=__doc__)
    parser.add_argument("--n", type=int, default=100, help="layouts")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print each silent error")
    parser.add_argument("--keep", type=Path, help="write the documents of silent errors here")
    options = parser.parse_args(arguments)
    scores: dict[str, Score] = defaultdict(Score)
    changed: dict[str, int] = defaultdict(int)
    for number, (form, medium) in enumerate(subject_media(options.n, options.seed)):
        change = DRIFTS[number % len(DRIFTS)]
        seed = options.seed * 1_000_000 + number
        before, after = drift(seed, form, medium, change)
        template = _learnt(before[0])
        if template is None:
            continue
        for one in after:
            read = extract(
                (read_whole(one),), ReadingAids(templates=TemplateShelf([template])), advice_expected=True
            )
            score = judge(one.truth, read)
            scores[change] += score
            said = " ".join(text for each in read for text in (*each.problems, *each.notes))
            changed[change] += "changed" in said or "not taught" in said
            if score.silent and options.show:
                print("=" * 80, form, medium, seed, change, *compared(one.truth, read), sep="\n")
            if score.silent and options.keep:
                (options.keep / f"{form}.{medium}.{seed}.{one.kind}").write_bytes(one.raw)
    _print(scores, changed)
    return 0


def _learnt(one: Drawn) -> LayoutTemplate | None:
    payer = one.truth[0].fields["payer_name"] or "unknown"
    try:
        return learn(Sample(read_whole(one), one.truth), "layout-1", payer)
    except LearningError:
        return None


def _print(scores: dict[str, Score], changed: dict[str, int]) -> None:
    print("change       docs  lineF1  whole  unsent  silent  said to have changed")
    for name, score in [*scores.items(), ("all", total(scores.values()))]:
        n = max(score.documents, 1)
        told = sum(changed.values()) if name == "all" else changed[name]
        print(
            f"{name:12} {score.documents:4}  {score.f1:.3f}   {score.whole / n:.2f}   "
            f"{1 - score.review / n:.2f}   {score.silent}/{n}   {told}/{n}"
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

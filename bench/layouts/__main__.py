"""`python -m bench.layouts`: how documents of no taught layout are read, by technique and form.

--show 1 prints each silent error with what was read, --show 2 each fault; --keep DIR writes those documents.
"""

import argparse
import sys
from collections import defaultdict
from pathlib import Path

from bench.layouts.drawing import MEDIA
from bench.layouts.forms import HELD_OUT, recipes
from bench.layouts.reading import read_whole
from bench.layouts.scoring import Score, judge, total
from bench.layouts.series import Drawn, drawn, media_for
from bench.layouts.telling import compared
from domain.ports import ReadingAids
from extractors.extraction import extract


def main(arguments: list[str]) -> int:
    """Read and print."""
    options = _options(arguments)
    known = [options.form] if options.form else list(recipes(unseen=options.held_out))
    media = [options.medium] if options.medium else list(MEDIA)
    pairs = [(form, medium) for form in known for medium in media_for(form, media)]
    if not pairs:
        print("no form suits these media; forms held out belong into bench/layouts/unseen.", file=sys.stderr)
        return 2
    by_medium: dict[str, Score] = defaultdict(Score)
    by_form: dict[str, Score] = defaultdict(Score)
    for count in range(options.n):
        # A step that shares no factor with the number of pairs visits each form and medium early.
        form, medium = pairs[count * _step(len(pairs)) % len(pairs)]
        seed = options.seed * 100_000 + count
        one = drawn(seed, form, medium, 1)[0]
        score = _judged(one, f"{form}.{medium}.{seed}", options)
        by_medium[medium] += score
        by_form[form] += score
    for title, scores in (("medium", by_medium), ("form", by_form)):
        print(f"\n{title:24} docs  lineF1 columns headers whole review silent  faults")
        for key, score in sorted(scores.items()):
            _row(key, score)
    _row("all", total(by_medium.values()))
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.layouts", description=__doc__)
    parser.add_argument("--n", type=int, default=400, help="documents")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--form")
    parser.add_argument("--medium")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    parser.add_argument(
        "--held-out",
        nargs="?",
        const=HELD_OUT[0],
        default="",
        choices=HELD_OUT,
        help="only the forms held out in this set, the first where none is named",
    )
    return parser.parse_args(arguments)


def _judged(one: Drawn, name: str, options: argparse.Namespace) -> Score:
    document = read_whole(one)
    read = extract((document,), ReadingAids(), advice_expected=True)
    score = judge(one.truth, read)
    if options.show and not score.whole and (score.silent or options.show > 1):
        print("=" * 80, name, "SILENT" if score.silent else "", dict(score.faults), file=sys.stderr)
        print(document.text[:1800], *compared(one.truth, read), sep="\n", file=sys.stderr)
        if options.keep:
            (options.keep / f"{name}.{one.kind}").write_bytes(one.raw)
    return score


def _step(count: int) -> int:
    return next(step for step in (37, 41, 43, 47, 53, 1) if count % step)


def _row(key: str, score: Score) -> None:
    n = max(score.documents, 1)
    faults = ", ".join(f"{name} {count}" for name, count in score.faults.most_common(5))
    print(
        f"{key:24} {score.documents:4}  {score.f1:.3f}  {score.column_share:.3f}   {score.header_share:.3f}  "
        f"{score.whole / n:.2f}  {score.review / n:.2f}   {score.silent}/{n}   {faults}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""`python -m bench.curve`: the learning curve at 0, 1, 2 and 5 taught documents, by format and language.

`python -m bench.curve --n 400 --seed 1 --json curve.json` measures; `python -m bench.curve.picture curve.json
docs/learning-curve.svg` draws.
"""

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import TextIO

from bench.curve.measuring import READ, STEPS, Lessons, Point, points, subjects
from bench.curve.report import Sums, add_to, kept, table
from bench.layouts.drawing import MEDIA, TECHNIQUES
from bench.layouts.forms import HELD_OUT
from extractors.layouts.differences import differences


def main(arguments: list[str]) -> int:
    """Measure, print and keep."""
    options = _options(arguments)
    started, commit = time.perf_counter(), _commit()
    media = _media(options.media)
    chosen = subjects(options.n // READ, options.seed, media, unseen=options.held_out, form=options.form)
    try:
        layouts = list(chosen)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{len(layouts)} layouts drawn and read in {time.perf_counter() - started:.0f} s", file=sys.stderr)
    lessons, sums = Lessons(), Sums()
    faults = options.faults.open("w", encoding="utf-8") if options.faults else None
    steps = [step for step in STEPS if step <= options.most]
    for point in points(layouts, lessons, steps):
        if point.taught not in {taught for _, _, taught, _ in sums}:
            print(f"reading after {point.taught}, {time.perf_counter() - started:.0f} s", file=sys.stderr)
        add_to(sums, point)
        if faults and not point.score.whole:
            _tell(point, faults)
    for step, at, why in lessons.refused if faults else ():
        one = layouts[at]
        refusal = {
            "form": one.form,
            "medium": one.medium,
            "seed": one.seed,
            "taught": step,
            "not_learnt": why,
        }
        print(json.dumps(refusal, ensure_ascii=False), file=faults)
    for kind in ("group", "family", "language", *(("form", "medium") if options.detailed else ())):
        print(*table(sums, kind), sep="\n")
    print(f"\nnot learnt: {len(lessons.refused)}; teaching took {lessons.seconds:.0f} s CPU")
    if options.json:
        told = {"commit": commit, "seed": options.seed, "layouts": len(layouts), "media": ",".join(media)}
        kept(sums, lessons, told | {"held_out": str(options.held_out)}, options.json)
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.curve", description=__doc__)
    parser.add_argument("--n", type=int, default=400, help="documents that are read at each step")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--media",
        default="",
        help="techniques or families (pdf, html, text, csv, xlsx, scan) or all; else all but scans",
    )
    parser.add_argument("--most", type=int, default=STEPS[-1], help="most taught documents: 0, 1, 2 or 5")
    parser.add_argument("--form", help="one form only")
    parser.add_argument(
        "--held-out",
        nargs="?",
        const=HELD_OUT[0],
        default="",
        choices=HELD_OUT,
        help="only the forms held out in this set, the first where none is named",
    )
    parser.add_argument("--detailed", action="store_true", help="print every form and technique too")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--faults", type=Path, help="lists every faulty document, one JSON object a line")
    return parser.parse_args(arguments)


def _media(named: str) -> list[str]:
    if not named:
        return list(MEDIA)
    wanted = named.split(",")
    found = [
        name
        for name, technique in TECHNIQUES.items()
        if name in wanted or technique.family in wanted or "all" in wanted
    ]
    unknown = set(wanted) - set(found) - {TECHNIQUES[name].family for name in found} - {"all"}
    if unknown:
        raise SystemExit(f"{sorted(unknown)[0]} is no technique; there are {', '.join(TECHNIQUES)}.")
    return found


def _tell(point: Point, out: TextIO) -> None:
    made = point.subject.asked[point.number][0]
    fault = {
        "form": point.subject.form,
        "medium": point.subject.medium,
        "seed": point.subject.seed,
        "language": point.subject.language,
        "document": point.number,
        "taught": point.taught,
        "ledger": point.ledger,
        "silent": bool(point.score.silent),
        "lines": [point.score.found, point.score.read, point.score.true],
        "read_by": sorted({one.template or "first sight" for one in point.read}),
        "differences": differences(point.read, made.truth)[:6],
        "problems": [problem for one in point.read for problem in one.problems][:4],
    }
    print(json.dumps(fault, ensure_ascii=False), file=out)


def _commit() -> str:
    said = subprocess.run(
        ["git", "rev-parse", "--short=12", "HEAD"], capture_output=True, text=True, check=False
    )
    return said.stdout.strip() or "unknown"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

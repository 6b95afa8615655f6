"""`python -m bench.curve.page CURVE.json… PAGE.md` writes the figures between the page's two marks."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.curve.report import joined
from bench.layouts.scoring import upper_bound

BEGIN, END = "<!-- learning curve: written by bench.curve.page -->", "<!-- end of the learning curve -->"
NAMES = {"pages": "text PDF, HTML, text", "sheets": "spreadsheets, CSV", "scans": "scans"}
COLUMNS = ((0, False), (0, True), (1, False), (1, True), (2, True), (5, True))
HEADS = "first sight | first sight, ledger | 1 taught | 1 taught, ledger | 2, ledger | 5, ledger"
Row = Mapping[str, Any]
FIGURES: Mapping[str, Callable[[Row], str]] = {
    "lines exact (F1)": lambda row: f"{_share(2 * row['found'], row['read'] + row['true']):.3f}",
    "other stated values of lines exact": lambda row: f"{_share(row['columns_right'], row['columns']):.3f}",
    "header values exact": lambda row: f"{_share(row['headers_right'], row['headers']):.3f}",
    "documents wholly right": lambda row: f"{row['whole'] / row['documents']:.2f}",
    "documents not sent to review": lambda row: f"{1 - row['review'] / row['documents']:.2f}",
    "silent errors (95 % bound)": lambda row: (
        f"{row['silent']} of {row['documents']} (≤ {upper_bound(row['silent'], row['documents']):.1%})"
    ),
}
_WEAKEST = 12


def page(runs: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the lines: circumstances, the figures of each group, then shorter tables."""
    rows = {(r["kind"], r["key"], r["taught"], r["ledger"]): r for r in joined(runs)}
    for run in runs:
        refused = sum(run["not_learnt"].values())
        yield (
            f"- commit {run['commit']}, seed {run['seed']}: {run['layouts']} layouts, two documents read "
            f"of each at every step; {refused} lessons refused because no template read all of them right"
        )
    for key, name in NAMES.items():
        if any(of == "group" and found == key for of, found, _, _ in rows):
            yield f"\n### {name[0].upper()}{name[1:]}\n\n| figure | {HEADS} |\n|---|{'---|' * len(COLUMNS)}"
            for figure, said in FIGURES.items():
                yield f"| {figure} | {_cells(rows, 'group', key, said)} |"
    for kind, title in (("family", "By format"), ("language", "By language"), ("medium", "By technique")):
        yield f"\n### {title}: lines exact (F1), silent errors\n\n| | {HEADS} |\n|---|{'---|' * len(COLUMNS)}"
        for key in sorted({found for of, found, _, _ in rows if of == kind}):
            yield f"| {key} | {_cells(rows, kind, key, _short)} |"
    yield f"\n### The weakest forms at first sight\n\n| | {HEADS} |\n|---|{'---|' * len(COLUMNS)}"
    for key in _weakest(rows):
        yield f"| {key} | {_cells(rows, 'form', key, _short)} |"


def _cells(rows: Mapping[Any, Row], kind: str, key: str, said: Callable[[Row], str]) -> str:
    found = [rows.get((kind, key, taught, ledger)) for taught, ledger in COLUMNS]
    return " | ".join("–" if row is None else said(row) for row in found)


def _short(row: Row) -> str:
    return f"{FIGURES['lines exact (F1)'](row)}, {row['silent']} of {row['documents']}"


def _weakest(rows: Mapping[Any, Row]) -> list[str]:
    wrong = {
        key: row["documents"] - row["whole"] + row["silent"]
        for (kind, key, taught, ledger), row in rows.items()
        if kind == "form" and taught == 0 and not ledger
    }
    return sorted(wrong, key=lambda key: (-wrong[key], key))[:_WEAKEST]


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 1.0


def main(arguments: list[str]) -> int:
    """Write; 2 where the page has no marks."""
    runs = [json.loads(Path(name).read_text(encoding="utf-8")) for name in arguments[:-1]]
    path = Path(arguments[-1])
    text = path.read_text(encoding="utf-8")
    if BEGIN not in text or END not in text:
        print(f"{path} lacks the marks between which the figures stand: {BEGIN} and {END}", file=sys.stderr)
        return 2
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    path.write_text(f"{before}{BEGIN}\n" + "\n".join(page(runs)) + f"\n{END}{after}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

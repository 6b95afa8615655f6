"""Adds the points of a curve up, prints them as tables and keeps them as JSON."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.curve.measuring import Lessons, Point
from bench.layouts.scoring import Score

GROUPS = {
    "pdf": "pages",
    "html": "pages",
    "text": "pages",
    "docx": "pages",
    "csv": "sheets",
    "xlsx": "sheets",
    "xls": "sheets",
    "ods": "sheets",
    "scan": "scans",
    "edi": "electronic",
    "xml": "electronic",
}
"""Which curve of the picture a family counts for; an unknown family is its own."""
PLACE = ("kind", "key", "taught", "ledger")
Sums = dict[tuple[str, str, int, bool], Score]
"""By kind of key, key, taught documents, and whether there was a ledger."""
KEYS: Mapping[str, Callable[[Point], str]] = {
    "group": lambda point: GROUPS.get(point.subject.family, point.subject.family),
    "family": lambda point: point.subject.family,
    "language": lambda point: point.subject.language,
    "medium": lambda point: point.subject.medium,
    "form": lambda point: point.subject.form,
}


def add_to(sums: Sums, point: Point) -> None:
    """Count a point for everything it belongs to."""
    for kind, key in KEYS.items():
        place = (kind, key(point), point.taught, point.ledger)
        sums[place] = sums.get(place, Score()) + point.score


def joined(runs: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of several runs, those of the same place added up."""
    found: dict[tuple[object, ...], dict[str, Any]] = {}
    for row in (row for run in runs for row in run["rows"]):
        place = tuple(row[name] for name in PLACE)
        held = found.setdefault(place, dict.fromkeys(row, 0) | dict(zip(PLACE, place, strict=True)))
        for name, count in row.items():
            if name not in PLACE and not isinstance(count, dict):
                held[name] += count
    return list(found.values())


def table(sums: Sums, kind: str) -> Iterable[str]:
    """Yield the rows of one kind of key, by taught documents, without and with a ledger."""
    yield f"\n{kind:24} taught ledger docs  lineF1 columns headers  whole  unsent  silent   ≤ (95 %)"
    keys = sorted({key for of, key, _, _ in sums if of == kind})
    for key in keys:
        for (of, name, taught, ledger), score in sorted(sums.items()):
            if (of, name) != (kind, key):
                continue
            n = score.documents
            yield (
                f"{key:24} {taught:6} {'yes' if ledger else 'no':6} {n:4}  {score.f1:.3f}   "
                f"{score.column_share:.3f}   {score.header_share:.3f}  {score.whole / n:5.2f}  "
                f"{1 - score.review / n:5.2f}   {score.silent:3}/{n:<4} {score.silent_bound:.4f}"
            )


def kept(sums: Sums, lessons: Lessons, told: Mapping[str, str | int], path: Path) -> None:
    """Write the sums as JSON."""
    rows = []
    for (kind, key, taught, ledger), score in sorted(sums.items()):
        counts = asdict(score) | {"faults": dict(score.faults.most_common(8))}
        counts["seconds"] = round(score.seconds, 3)
        rows.append({"kind": kind, "key": key, "taught": taught, "ledger": ledger, **counts})
    refused: dict[int, int] = defaultdict(int)
    for step, _, _ in lessons.refused:
        refused[step] += 1
    body = {**told, "not_learnt": dict(refused), "rows": rows}
    path.write_text(json.dumps(body, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

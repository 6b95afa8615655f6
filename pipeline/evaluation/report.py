"""The figures of an evaluation as JSON and as text."""

from typing import Any

from pipeline.evaluation.coverage import PlainCoverage, as_lines, coverage, plain
from pipeline.evaluation.tally import Scores, Tally, rounded


def as_json(scores: Scores, counted: int, left_out: int) -> dict[str, Any]:
    """Return every figure by name; shares and tallies as in `pipeline.evaluation.tally`."""
    labels = sorted({label for pair in scores.confusion for label in pair})
    return {
        "inputs": counted,
        "without_truth": left_out,
        "confusion": {
            expected: {found: scores.confusion[expected, found] for found in labels} for expected in labels
        },
        "routes": {label: route_tally(scores, label).row() for label in labels},
        "macro_f1": macro_f1(scores),
        "coverage": plain(coverage(scores.decisions)),
        "shares": {name: share.row() for name, share in sorted(scores.shares.items())},
        "tallies": {name: tally.row() for name, tally in sorted(scores.tallies.items())},
        "differences": scores.wrong,
    }


def route_tally(scores: Scores, label: str) -> Tally:
    """Return precision and recall of one route, out of the confusion matrix."""
    right = scores.confusion[label, label]
    found = sum(count for (_, said), count in scores.confusion.items() if said == label)
    expected = sum(count for (wanted, _), count in scores.confusion.items() if wanted == label)
    return Tally(right, found - right, expected - right)


def macro_f1(scores: Scores) -> float | None:
    """Return the mean F1 over the routes that the truth holds; None without any."""
    labels = {expected for expected, _ in scores.confusion}
    values = [route_tally(scores, label).f1 or 0.0 for label in labels]
    return rounded(sum(values) / len(values)) if values else None


def as_text(figures: dict[str, Any], differences: bool = True) -> str:
    """Return the figures for a person to read."""
    parts = [
        f"{figures['inputs']} inputs with truth, {figures['without_truth']} without (left out).",
        _matrix(figures["confusion"]),
        _tallies("route", figures["routes"]),
        f"macro-F1 over routes: {figures['macro_f1']}",
        _shares(figures["shares"]),
        _tallies("value", figures["tallies"]),
        _alone(figures["coverage"]),
    ]
    if differences and figures["differences"]:
        parts.append("Differences:\n" + "\n".join(f"  {line}" for line in figures["differences"]))
    return "\n\n".join(part for part in parts if part)


def _alone(table: PlainCoverage) -> str:
    lines = as_lines(table)
    return f"What would act alone from which confidence on:\n{lines}" if lines else ""


def _matrix(confusion: dict[str, dict[str, int]]) -> str:
    if not confusion:
        return ""
    labels = list(confusion)
    width = max(len(label) for label in labels) + 2
    head = "expected \\ found".ljust(width) + "".join(label.rjust(width) for label in labels)
    rows = [
        expected.ljust(width) + "".join(str(confusion[expected][found]).rjust(width) for found in labels)
        for expected in labels
    ]
    return "\n".join([head, *rows])


def _shares(shares: dict[str, dict[str, Any]]) -> str:
    return "\n".join(
        f"{name:<48}{row['yes']:>6} of {row['of']:<6} {_percent(row['share'])}"
        for name, row in shares.items()
    )


def _tallies(title: str, tallies: dict[str, dict[str, Any]]) -> str:
    if not tallies:
        return ""
    head = f"{title:<36}{'precision':>10}{'recall':>10}{'F1':>10}{'right':>8}{'false':>8}{'missed':>8}"
    rows = [
        f"{name:<36}{_percent(row['precision']):>10}{_percent(row['recall']):>10}{_percent(row['f1']):>10}"
        f"{row['right']:>8}{row['false']:>8}{row['missed']:>8}"
        for name, row in tallies.items()
    ]
    return "\n".join([head, *rows])


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.1%}"

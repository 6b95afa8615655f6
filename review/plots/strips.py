"""Columns over time, one strip a name under each other: told apart by place and name, not by colour."""

from collections.abc import Sequence

from markupsafe import Markup

from review.plots.svg import WIDTH, Said, bar, cut, frame, label, rule

NAMES = 134
"""Units left of the columns, for the names."""
TOTAL = 40
"""Units right of them, for the totals."""
STRIP, GAP, FOOT = 30.0, 9.0, 18.0


def strips(
    said: Said, labels: Sequence[str], series: Sequence[tuple[str, Sequence[int]]], totals: Sequence[str]
) -> Markup:
    """Return the plot; strips have one scale, `labels` name the stretches, `totals` stand right."""
    top = max((max(row, default=0) for _, row in series), default=0) or 1
    shapes: list[Markup] = []
    for number, ((name, row), total) in enumerate(zip(series, totals, strict=True)):
        shapes += _strip(number * (STRIP + GAP), name, row, total, top, labels)
    bottom = len(series) * (STRIP + GAP)
    shapes += time_axis(labels, NAMES, WIDTH - TOTAL - 8, bottom + 8)
    return frame(said, bottom + FOOT, shapes)


def time_axis(labels: Sequence[str], left: float, right: float, y: float) -> list[Markup]:
    """Return the first, the middle and the last label of a row."""
    if not labels:
        return []
    found = [label(left, y, labels[0], "small")]
    if len(labels) > 4:
        found.append(label((left + right) / 2, y, labels[len(labels) // 2], "small", "middle"))
    if len(labels) > 1:
        found.append(label(right, y, labels[-1], "small", "end"))
    return found


def _strip(
    y: float, name: str, row: Sequence[int], total: str, top: int, labels: Sequence[str]
) -> list[Markup]:
    left, right = NAMES, WIDTH - TOTAL - 8
    width = (right - left) / max(1, len(row))
    base = y + STRIP
    shapes = [label(0, base - STRIP / 2 + 4, cut(name, 19)), rule(left, base, right, base)]
    for number, value in enumerate(row):
        if value:
            high = max(1.0, STRIP * value / top)
            told = f"{labels[number]}: {value}"
            gap = min(1.5, width * 0.2)
            shapes.append(bar(left + number * width, base - high, width - gap, high, "fill", told))
    shapes.append(label(WIDTH, base - STRIP / 2 + 4, total, "strong", "end"))
    return shapes

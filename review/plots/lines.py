"""One or two lines over time; they differ in their strokes and carry their names."""

from collections.abc import Callable, Sequence

from markupsafe import Markup

from review.plots.strips import time_axis
from review.plots.svg import WIDTH, Said, course, dot, frame, label, rule

LEFT, TOP, HIGH, FOOT = 44.0, 26.0, 130.0, 18.0
MOST_DOTS = 40
Written = Callable[[float], str]


def lines(
    said: Said,
    labels: Sequence[str],
    series: Sequence[tuple[str, Sequence[float | None]]],
    top: float,
    written: Written,
) -> Markup:
    """Return the plot from 0 to `top`; None leaves a gap. `written` writes a value for the axis."""
    shapes: list[Markup] = []
    for share in (0.0, 0.5, 1.0):
        y = TOP + HIGH * (1 - share)
        shapes.append(rule(LEFT, y, WIDTH, y, "axis" if share == 0 else "grid"))
        shapes.append(label(LEFT - 6, y + 4, written(top * share), "small", "end"))
    for number, (name, row) in enumerate(series):
        shapes += _line(number, row, labels, top, written)
        x = LEFT + 4 + number * 150
        shapes.append(rule(x, 6, x + 22, 6, f"stroke line{number}"))
        shapes.append(label(x + 28, 10, name, "small"))
    shapes += time_axis(labels, LEFT, WIDTH, TOP + HIGH + 15)
    return frame(said, TOP + HIGH + FOOT, shapes)


def _line(
    number: int, row: Sequence[float | None], labels: Sequence[str], top: float, written: Written
) -> list[Markup]:
    step = (WIDTH - LEFT - 6) / max(1, len(row) - 1)
    shapes: list[Markup] = []
    run: list[tuple[float, float]] = []
    for place, value in enumerate((*row, None)):
        if value is None:
            if len(run) > 1:
                shapes.append(course(run, f"stroke line{number}"))
            run = []
            continue
        point = (LEFT + 3 + place * step, TOP + HIGH * (1 - min(value, top) / top))
        run.append(point)
        if len(row) <= MOST_DOTS:
            shapes.append(dot(*point, f"dot line{number}", f"{labels[place]}: {written(value)}"))
    return shapes

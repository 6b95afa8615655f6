"""Names with a bar each, the longest first."""

from collections.abc import Sequence

from markupsafe import Markup

from review.plots.svg import WIDTH, Said, bar, cut, frame, label

ROW, THICK = 24.0, 12.0
NAMES, VALUES = 168, 62
"""Units for the names and for the values as written."""


def ranks(
    said: Said, rows: Sequence[tuple[str, float, str]], names: int = NAMES, values: int = VALUES
) -> Markup:
    """Return the plot of (name, value, value as written), in so much room for both texts."""
    top = max((value for _, value, _ in rows), default=0) or 1
    room = WIDTH - names - values
    shapes: list[Markup] = []
    for number, (name, value, written) in enumerate(rows):
        y = number * ROW
        shapes.append(label(0, y + 15, cut(name, names // 7)))
        shapes.append(bar(names, y + 5, max(1.0, room * max(0.0, value) / top), THICK, "fill"))
        shapes.append(label(WIDTH, y + 15, written, "strong", "end"))
    return frame(said, max(ROW, len(rows) * ROW), shapes)

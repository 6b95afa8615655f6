"""The few shapes that plots are made of, and the frame that says what they show."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

WIDTH = 400
"""Units of every plot; about the width of a card in pixels, so that its text is as large as other text."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a plot is called and what it shows, for whoever does not see it; `key` is unique on its page."""

    key: str
    title: str
    description: str


def frame(said: Said, height: float, shapes: Iterable[Markup]) -> Markup:
    """Return the whole picture."""
    return Markup(
        '<svg class="plot" viewBox="0 0 {width} {height}" role="img" aria-labelledby="{key}-t {key}-d">'
        '<title id="{key}-t">{title}</title><desc id="{key}-d">{description}</desc>{shapes}</svg>'
    ).format(
        width=WIDTH,
        height=_short(height),
        key=said.key,
        title=said.title,
        description=said.description,
        shapes=Markup("").join(shapes),
    )


def bar(x: float, y: float, width: float, height: float, kind: str, told: str = "") -> Markup:
    """Return a rectangle; `told` is shown where a mouse rests on it."""
    inner = Markup("<title>{}</title>").format(told) if told else Markup("")
    shape = Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}">{}</rect>')
    return shape.format(kind, _short(x), _short(y), _short(width), _short(height), inner)


def rule(x: float, y: float, to_x: float, to_y: float, kind: str = "axis") -> Markup:
    """Return a straight line."""
    shape = Markup('<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>')
    return shape.format(kind, _short(x), _short(y), _short(to_x), _short(to_y))


def course(points: Iterable[tuple[float, float]], kind: str) -> Markup:
    """Return a line through points."""
    listed = " ".join(f"{_short(x)},{_short(y)}" for x, y in points)
    return Markup('<polyline class="{}" points="{}"/>').format(kind, listed)


def dot(x: float, y: float, kind: str, told: str = "") -> Markup:
    """Return a round mark."""
    inner = Markup("<title>{}</title>").format(told) if told else Markup("")
    return Markup('<circle class="{}" cx="{}" cy="{}" r="2.6">{}</circle>').format(
        kind, _short(x), _short(y), inner
    )


def label(x: float, y: float, text: str, kind: str = "", anchor: str = "start") -> Markup:
    """Return a text; `anchor` is start, middle or end."""
    shape = Markup('<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>')
    return shape.format(f"said {kind}".strip(), _short(x), _short(y), anchor, escape(text))


def cut(text: str, signs: int) -> str:
    """Shorten a text to so many signs."""
    return text if len(text) <= signs else f"{text[: signs - 1].rstrip()}…"


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")

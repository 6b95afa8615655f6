"""`python -m bench.curve.picture CURVE.json… PICTURE.svg` draws the learning curve of one or several runs."""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from bench.curve.report import joined

STEPS = (0, 1, 2, 5)
WIDE, HIGH, GAP, LEFT, TOP = 190.0, 150.0, 58.0, 46.0, 92.0
GROUPS = {
    "pages": ("PDF, HTML, text", "a"),
    "sheets": ("spreadsheets, CSV", "b"),
    "scans": ("scans", "c"),
}
STYLE = """
text { font: 12px system-ui, sans-serif; fill: #24292f }
.title { font-weight: 600 } .small { font-size: 11px }
.quiet { fill: #57606a } .grid { stroke: #d0d7de } .line { fill: none; stroke-width: 2.2 }
.without { stroke-dasharray: 3 4; stroke-width: 1.6 }
.a { stroke: #0b62c4 } .b { stroke: #b35900 } .c { stroke: #7a3fb0 }
.fa { fill: #0b62c4 } .fb { fill: #b35900 } .fc { fill: #7a3fb0 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 } .quiet { fill: #9198a1 } .grid { stroke: #3d444d }
  .a { stroke: #6cb2ff } .b { stroke: #f0a050 } .c { stroke: #cfa0ff }
  .fa { fill: #6cb2ff } .fb { fill: #f0a050 } .fc { fill: #cfa0ff }
}
"""


@dataclass(frozen=True)
class Panel:
    """One figure over the number of taught documents."""

    title: str
    value: Callable[[dict[str, float]], float]
    low: float
    high: float


PANELS = (
    Panel("Lines exact (F1)", lambda row: _share(2 * row["found"], row["read"] + row["true"]), 0.5, 1.0),
    Panel("Documents wholly right", lambda row: row["whole"] / row["documents"], 0.0, 1.0),
    Panel("Not sent to review", lambda row: 1 - row["review"] / row["documents"], 0.0, 1.0),
    Panel("Silent errors", lambda row: row["silent"] / row["documents"], 0.0, 0.3),
)


def picture(runs: Sequence[Mapping[str, Any]]) -> str:
    """Return the SVG of the rows of kind "group"; solid lines with a ledger, dashed without."""
    rows = [row for row in joined(runs) if row["kind"] == "group"]
    wide = LEFT + len(PANELS) * (WIDE + GAP)
    high = TOP + HIGH + 46
    told = "taught documents of a layout against how further documents of it are read"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {high:.0f}" role="img" '
        f'aria-label="Learning curve: {told}">',
        f"<style>{STYLE}</style>",
        _legend({str(row["key"]) for row in rows}),
    ]
    parts += [_panel(panel, rows, LEFT + n * (WIDE + GAP)) for n, panel in enumerate(PANELS)]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _legend(keys: set[str]) -> str:
    parts = [_text(LEFT, 22, "Taught documents of a layout, and how the next are read", "title")]
    x = LEFT
    for key, (name, mark) in GROUPS.items():
        if key in keys:
            parts.append(f'<rect class="f{mark}" x="{x:.0f}" y="38" width="14" height="4" rx="2"/>')
            parts.append(_text(x + 20, 44, name, "small"))
            x += 36 + 6.4 * len(name)
    return "\n".join([*parts, _text(x + 6, 44, "solid: with a ledger, dashed: without", "small quiet")])


def _text(x: float, y: float, words: str, kind: str, anchor: str = "start") -> str:
    return f'<text class="{kind}" text-anchor="{anchor}" x="{x:.0f}" y="{y:.0f}">{escape(words)}</text>'


def _panel(panel: Panel, rows: Sequence[dict[str, object]], left: float) -> str:
    def x(step: int) -> float:
        return left + WIDE * STEPS.index(step) / (len(STEPS) - 1)

    def y(value: float) -> float:
        held = min(max(value, panel.low), panel.high)
        return TOP + HIGH * (1 - (held - panel.low) / (panel.high - panel.low))

    parts = [_text(left, TOP - 16, panel.title, "title")]
    for part in range(6):
        value = panel.low + (panel.high - panel.low) * part / 5
        at = f'y1="{y(value):.1f}" y2="{y(value):.1f}"'
        parts.append(f'<line class="grid" x1="{left:.0f}" x2="{left + WIDE:.0f}" {at}/>')
        parts.append(_text(left - 6, y(value) + 4, f"{value:.0%}", "small quiet", "end"))
    parts += [_text(x(step), TOP + HIGH + 18, str(step), "small quiet", "middle") for step in STEPS]
    parts.append(_text(left + WIDE / 2, TOP + HIGH + 36, "taught documents", "small quiet", "middle"))
    for key, (_, mark) in GROUPS.items():
        for ledger in (False, True):
            found = {row["taught"]: row for row in rows if row["key"] == key and row["ledger"] is ledger}
            places = [(x(step), y(panel.value(found[step]))) for step in STEPS if step in found]  # type: ignore[arg-type]
            parts.append(_line(places, mark, ledger=ledger))
    return "\n".join(part for part in parts if part)


def _line(places: Sequence[tuple[float, float]], mark: str, *, ledger: bool) -> str:
    if not places:
        return ""
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    drawn = f'<polyline class="line {mark}{"" if ledger else " without"}" points="{points}"/>'
    if not ledger:
        return drawn
    return drawn + "".join(f'<circle class="f{mark}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in places)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 1.0


def main(arguments: list[str]) -> int:
    """Draw; 2 where no run or no picture is named."""
    if len(arguments) < 2 or not arguments[-1].endswith(".svg"):
        print(__doc__, file=sys.stderr)
        return 2
    runs = [json.loads(Path(name).read_text(encoding="utf-8")) for name in arguments[:-1]]
    Path(arguments[-1]).write_text(picture(runs), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

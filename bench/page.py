"""The page of figures: Markdown tables out, and values by name back in; each section keeps its own commit."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from bench.figure import Figure

MARK = re.compile(r"<!-- figure: (?P<name>[\w.]+)(?P<ratio> ratio)? -->")
"""Stands directly behind a number in prose that is a figure; `ratio` where it is the ratio to the peer."""
COMMIT = "commit"
"""The circumstance that each section has of its own."""
_NUMBER_BEFORE = re.compile(r"(?<![\d.,])(\d[\d,]*(?:\.\d+)?) ?$")
_HEAD = ("name", "figure", "value", "unit", "spread", "peer", "peer's value", "ratio", "aim", "met")
_INTRODUCTION = (
    "Written by `make bench`; `make bench ARGS=pipeline` measures that subject and leaves the other "
    "sections as they are. Each value is the median of several short runs, with the least and the most; a "
    "peer is measured in the same run. A ratio says how many times better than the peer. CPU times and "
    "ratios carry to other machines, wall times less so."
)
Sections = Sequence[tuple[str, Sequence[Figure]]]
"""(title, its figures) in order."""


def written(
    circumstances: Mapping[str, str], sections: Sections, order: Sequence[str] = (), page: str = ""
) -> str:
    """Return the whole page: these sections, and of an earlier page the others, in the order of their titles.

    Each section names the commit that it was measured at.
    """
    facts = "\n".join(f"- {name}: {value}" for name, value in circumstances.items() if name != COMMIT)
    kept = _sections_of(page)
    kept |= {title: _section(title, circumstances.get(COMMIT, ""), figures) for title, figures in sections}
    places = [*order, *(title for title, _ in sections if title not in order)]
    return (
        "\n\n".join(["# Figures", _INTRODUCTION, facts, *(kept[one] for one in places if one in kept)]) + "\n"
    )


def _sections_of(page: str) -> dict[str, str]:
    found = re.split(r"(?m)^## (.+)$", page)
    return {
        title: f"## {title}\n\n{text.strip()}" for title, text in zip(found[1::2], found[2::2], strict=True)
    }


def parse(page: str) -> dict[str, Decimal]:
    """Return every measured value by name, and each ratio under `NAME ratio`.

    Raises ValueError for a row of another shape and for a name that stands there twice.
    """
    found: dict[str, Decimal] = {}
    for line in page.splitlines():
        if not line.startswith("| `"):
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) != len(_HEAD):
            raise ValueError(f"a row of figures has {len(cells)} cells instead of {len(_HEAD)}: {line}")
        row = dict(zip(_HEAD, cells, strict=True))
        name = row["name"].strip("`")
        for key, text in ((name, row["value"]), (f"{name} ratio", row["ratio"])):
            if key in found:
                raise ValueError(f"the figure {key} stands there twice")
            if text:
                found[key] = Decimal(text.replace(",", ""))
    return found


def marked(prose: str) -> list[tuple[str, Decimal]]:
    """Return (name or `NAME ratio`, number) of each marked number. Raises ValueError for a mark alone."""
    found = []
    for mark in MARK.finditer(prose):
        number = _NUMBER_BEFORE.search(prose[: mark.start()])
        if number is None:
            raise ValueError(f"no number stands before {mark.group()}")
        key = mark["name"] + (mark["ratio"] or "")
        found.append((key, Decimal(number.group(1).replace(",", ""))))
    return found


def row(figure: Figure) -> tuple[str, ...]:
    """Return the cells of one figure, as text."""
    wide = figure.low is not None and figure.high is not None
    return (
        f"`{figure.name}`",
        (figure.what + (f" ({figure.note})" if figure.note else "")).replace("|", "/"),
        shown(figure.value),
        figure.unit,
        f"{shown(figure.low)}–{shown(figure.high)}" if wide else "",
        figure.peer.replace("|", "/"),
        shown(figure.peer_value),
        shown(figure.ratio),
        _aim(figure),
        {None: "", True: "yes", False: "no"}[figure.met],
    )


def shown(value: float | None) -> str:
    """Return a number with three digits that count, whole from 100 on; "" for None."""
    if value is None:
        return ""
    if value == 0 or abs(value) >= 100:
        return f"{value:,.0f}"
    digits = 1 if abs(value) >= 10 else (2 if abs(value) >= 1 else 3)
    return f"{value:.{digits}f}".rstrip("0").rstrip(".")


def _section(title: str, commit: str, figures: Sequence[Figure]) -> str:
    lines = [f"| {' | '.join(_HEAD)} |", "|" + "---|" * len(_HEAD)]
    lines += [f"| {' | '.join(row(figure))} |" for figure in figures]
    return f"## {title}\n\nMeasured at commit {commit or 'unknown'}.\n\n" + "\n".join(lines)


def _aim(figure: Figure) -> str:
    if figure.aim is None:
        return ""
    of = "ratio " if figure.aim.of == "ratio" else ""
    sign = "≤" if figure.aim.of == "value" and figure.less_is_better else "≥"
    return f"{of}{sign} {shown(figure.aim.bound)}"

"""What would be done without anyone checking, at each threshold: coverage against precision, by route."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.words import Route

STEPS = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.925, 0.95, 0.96, 0.97, 0.98, 0.985, 0.99)
_SURE = 1.96
"""Standard errors of the bounds that are told: 95 %."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One mail whose route is known: what was said, how surely, and whether that was right."""

    route: Route
    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Step:
    """What a threshold does: so many mails of the route would act, so many of them rightly."""

    threshold: float
    acting: int
    right: int
    mails: int
    """All mails that were given this route."""

    @property
    def coverage(self) -> float:
        """Share of the route's mails that would act."""
        return self.acting / self.mails if self.mails else 0.0

    @property
    def precision(self) -> float | None:
        """Share of the acting mails that are right; None where none acts."""
        return self.right / self.acting if self.acting else None

    @property
    def bounds(self) -> tuple[float, float] | None:
        """Between which the precision lies in 19 of 20 cases (Wilson); None where none acts."""
        return wilson(self.right, self.acting) if self.acting else None


Coverage = Mapping[str, tuple[Step, ...]]
"""Route, or "all" -> its steps, the lowest threshold first."""

PlainCoverage = dict[str, list[dict[str, float | int | None]]]
"""The same as JSON has it."""


def coverage(decisions: Iterable[Decision], steps: Sequence[float] = STEPS) -> Coverage:
    """Return the table of all routes that occur, and of all together."""
    known = list(decisions)
    found = {"all": _steps(known, steps)}
    for route in Route:
        own = [one for one in known if one.route is route]
        if own:
            found[route.value] = _steps(own, steps)
    return found


def wilson(right: int, count: int) -> tuple[float, float]:
    """Return between which a share lies in 19 of 20 cases; `count` must not be 0."""
    share, square = right / count, _SURE**2
    middle = share + square / (2 * count)
    spread = _SURE * math.sqrt(share * (1 - share) / count + square / (4 * count**2))
    return max(0.0, (middle - spread) / (1 + square / count)), min(
        1.0, (middle + spread) / (1 + square / count)
    )


def plain(table: Coverage) -> PlainCoverage:
    """Return the table as JSON."""
    return {route: [_row(step) for step in steps] for route, steps in table.items()}


def as_lines(table: PlainCoverage) -> str:
    """Return the table of `plain` for a person to read; "" without any mail."""
    parts = []
    for route, rows in table.items():
        if not rows or not rows[0]["mails"]:
            continue
        head = f"{route} ({rows[0]['mails']} mails)"
        lines = [f"{head:<36}{'acting':>8}{'share':>9}{'right':>9}  in 19 of 20 cases"]
        lines += [_line(row) for row in rows if row["acting"]]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _steps(known: Sequence[Decision], steps: Sequence[float]) -> tuple[Step, ...]:
    found = []
    for threshold in steps:
        acting = [one for one in known if one.confidence >= threshold]
        found.append(Step(threshold, len(acting), sum(one.right for one in acting), len(known)))
    return tuple(found)


def _row(step: Step) -> dict[str, float | int | None]:
    low, high = step.bounds or (None, None)
    return {
        "threshold": step.threshold,
        "mails": step.mails,
        "acting": step.acting,
        "right": step.right,
        "coverage": round(step.coverage, 4),
        "precision": _rounded(step.precision),
        "precision_low": _rounded(low),
        "precision_high": _rounded(high),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _line(row: Mapping[str, float | int | None]) -> str:
    shares = [f"{row[name] or 0.0:.1%}" for name in ("coverage", "precision")]
    between = "–".join(f"{row[name] or 0.0:.1%}" for name in ("precision_low", "precision_high"))
    cells = "".join(f"{one:>9}" for one in shares)
    return f"  from {row['threshold']:<29}{row['acting']:>8}{cells}  {between}"

"""How long items waited for a person, in working hours: the middle of them, and nine of ten."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.office_hours import OfficeHours
from pipeline.dashboard.office_clock import OfficeClock

MOST = 2500
"""So many are looked at; of more each n-th by its number, which has nothing to do with how long it waited."""
Waits = Callable[[int], Sequence[tuple[datetime, datetime]]]
"""(each how many) -> when each came and when it was closed."""


@dataclass(frozen=True, slots=True)
class Waited:
    """Working hours from arrival to the closing by a person; None where nobody closed any."""

    items: int
    looked_at: int
    median: float | None
    nine_of_ten: float | None
    medians: tuple[float | None, ...]
    """By stretch, by the day of closing."""
    nines: tuple[float | None, ...]


def waited(
    waits: Waits, items: int, office: OfficeHours, edges: Sequence[datetime], longest: timedelta
) -> Waited:
    """Return how long they waited; what came longer than `longest` before the period counts from then on."""
    pairs = waits(-(-items // MOST) or 1)
    clock = OfficeClock(office, edges[0] - longest, edges[-1])
    by_stretch: list[list[float]] = [[] for _ in edges[1:]]
    for came, ended in pairs:
        hours = clock.between(came, ended) / timedelta(hours=1)
        by_stretch[bisect_right(edges, ended) - 1].append(hours)
    every = [hours for some in by_stretch for hours in some]
    return Waited(
        items=items,
        looked_at=len(pairs),
        median=quantile(every, 0.5),
        nine_of_ten=quantile(every, 0.9),
        medians=tuple(quantile(some, 0.5) for some in by_stretch),
        nines=tuple(quantile(some, 0.9) for some in by_stretch),
    )


def quantile(values: Sequence[float], share: float) -> float | None:
    """Return the smallest value that at least this share does not exceed, None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    # 0.9 * 10 is 9.000000000000002 in some places: a hair must not move the rank.
    rank = -int(-(share * len(ordered) - 1e-9) // 1)
    return ordered[max(1, rank) - 1]

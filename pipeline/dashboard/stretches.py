"""Cuts a period into days or weeks of the office's own time zone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

LONGEST = timedelta(days=371)
"""53 weeks."""
DAYS_AT_MOST = 92
"""A longer period is shown by weeks."""
DAY = timedelta(days=1)


class By(StrEnum):
    """What one stretch is."""

    DAY = "day"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class Stretches:
    """The first days of the stretches, in order, and the first day after the last one."""

    by: By
    days: tuple[date, ...]
    until: date
    time_zone: str

    @property
    def edges(self) -> tuple[datetime, ...]:
        """The moments where they begin, and the end, in UTC."""
        zone = ZoneInfo(self.time_zone)
        return tuple(datetime.combine(day, time(), zone).astimezone(UTC) for day in (*self.days, self.until))


def stretches(first: date, last: date, by: By, time_zone: str) -> Stretches:
    """Return the stretches from one day to another, both included; weeks begin on Monday.

    A period is cut to its last `LONGEST`, one of many days is counted by weeks; days in the wrong order are
    put right.
    """
    first, last = min(first, last), max(first, last)
    first = max(first, last - LONGEST + DAY)
    if (last - first).days >= DAYS_AT_MOST:
        by = By.WEEK
    step = DAY
    if by is By.WEEK:
        step = timedelta(days=7)
        first -= timedelta(days=first.weekday())
        last += timedelta(days=6 - last.weekday())
    count = (last - first) // step + 1
    days = tuple(first + number * step for number in range(count))
    return Stretches(by, days, last + DAY, time_zone)

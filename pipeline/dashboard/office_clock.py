"""Working time between two moments, for many pairs of them at once."""

from bisect import bisect_right
from datetime import datetime, timedelta
from itertools import accumulate

from domain.office_hours import OfficeHours, shifts_between


class OfficeClock:
    """Counts the hours of the office; what lies before `since` is not counted."""

    def __init__(self, office: OfficeHours, since: datetime, until: datetime) -> None:
        shifts = shifts_between(office, since, until)
        self._opens = [opens.timestamp() for opens, _ in shifts]
        self._lengths = [(closes - opens).total_seconds() for opens, closes in shifts]
        self._before = [0.0, *accumulate(self._lengths)]

    def between(self, since: datetime, until: datetime) -> timedelta:
        """Return the working time from one moment to a later one."""
        return timedelta(seconds=max(0.0, self._worked(until) - self._worked(since)))

    def _worked(self, moment: datetime) -> float:
        second = moment.timestamp()
        begun = bisect_right(self._opens, second)
        if begun == 0:
            return 0.0
        return self._before[begun - 1] + min(second - self._opens[begun - 1], self._lengths[begun - 1])

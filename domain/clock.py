"""The clock port: nothing in Ardoise reads the wall clock by itself."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time and waits; tests move theirs by hand."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait that many seconds."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        """Wait that many seconds."""
        time.sleep(seconds)


@dataclass(slots=True)
class SetClock:
    """A clock that stands still until it is moved; waiting moves it at once."""

    moment: datetime

    def now(self) -> datetime:
        """Return the set moment."""
        return self.moment

    def sleep(self, seconds: float) -> None:
        """Move the clock on by that many seconds without waiting."""
        self.moment += timedelta(seconds=seconds)


def aware_utc(moment: datetime) -> datetime:
    """Return the same moment in UTC.

    Raises ValueError for a moment without an offset: such a time means nothing.
    """
    if moment.tzinfo is None:
        raise ValueError(f"the time {moment.isoformat()} has no offset")
    return moment.astimezone(UTC)

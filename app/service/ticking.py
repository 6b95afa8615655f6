"""The clock of the timetable: APScheduler says when to look, and is put right when the clock was set back."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

_LOOK = "look"
_PATIENCE = 3.0
"""Missed looks after which the scheduler counts as waiting for an hour that has been before."""


class Ticking:
    """Calls `look` every so often in a thread of its own, one call at a time, until it fails."""

    def __init__(
        self, look: Callable[[], object], every: float, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._look = look
        self._every = every
        self._monotonic = monotonic
        self._looked = monotonic()
        self._looking = False
        self._error: BaseException | None = None
        self._scheduler = BackgroundScheduler()

    def start(self) -> None:
        """Begin, with a look at once."""
        self._scheduler.add_job(
            self._once, self._trigger(), id=_LOOK, coalesce=True, misfire_grace_time=None, max_instances=1
        )
        self._scheduler.start()

    def check(self) -> None:
        """Raise what a look failed with; put the scheduler right when no look came for too long.

        APScheduler keeps its next run as a moment of the wall clock: set back by an hour, it would look again
        after an hour.
        """
        if self._error is not None:
            raise self._error
        if not self._looking and self._monotonic() - self._looked > _PATIENCE * self._every:
            self._looked = self._monotonic()
            self._scheduler.reschedule_job(_LOOK, trigger=self._trigger())

    def stop(self) -> None:
        """End without waiting for a look that is under way."""
        self._scheduler.shutdown(wait=False)

    def _once(self) -> None:
        self._looking = True
        try:
            if self._error is None:
                self._look()
        except Exception as error:  # noqa: BLE001 - raised again by `check` in the thread that waits
            self._error = error
        finally:
            self._looked = self._monotonic()
            self._looking = False

    def _trigger(self) -> IntervalTrigger:
        return IntervalTrigger(seconds=self._every)


@contextmanager
def ticking(look: Callable[[], object], every: float) -> Iterator[Ticking]:
    """Yield a clock that has begun; it is stopped at the end."""
    clock = Ticking(look, every)
    clock.start()
    try:
        yield clock
    finally:
        clock.stop()

"""Waits out what passes: said once when it begins and once when it is over, looked at ever more slowly."""

import logging
import time

from app.service.stopping import Stopping
from store.outage import outage_of, reason_of

log = logging.getLogger("ardoise.outage")

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 15.0


class Outages:
    """The outages of one loop: `wait_out` where something failed, `over` where it worked again."""

    def __init__(self, who: str, stopping: Stopping) -> None:
        self._who = who
        self._stopping = stopping
        self._since: float | None = None
        self._what: str | None = None
        self._pause = 0.0

    def wait_out(self, error: Exception) -> bool:
        """Say what is out of order, unless that was said, and wait; False at once when it is no outage."""
        what = outage_of(error)
        if what is None:
            return False
        self._pause = min(LONGEST_PAUSE, self._pause * 2 or FIRST_PAUSE)
        if self._what != what:
            self._what = what
            log.error("outage", extra={"who": self._who, "outage": what.value, "reason": reason_of(error)})
        self._since = self._since if self._since is not None else time.monotonic()
        self._stopping.wait(self._pause)
        return True

    def over(self) -> None:
        """Say that the work goes on again; nothing where nothing was out of order."""
        if self._since is None:
            return
        seconds = round(time.monotonic() - self._since, 1)
        log.warning("recovered", extra={"who": self._who, "outage": self._what, "seconds": seconds})
        self._since, self._what, self._pause = None, None, 0.0

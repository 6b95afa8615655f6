"""Keeps gathered figures for a minute, so that several people looking cost no more than one."""

import threading
from datetime import datetime, timedelta

from pipeline.dashboard.figures import Dashboard, gather
from pipeline.dashboard.stretches import Stretches
from pipeline.engines import Engines

FRESH = timedelta(seconds=60)
MOST = 50
_Key = tuple[Stretches, str | None, str | None]


class KeptFigures:
    """Gathers, and answers with what was gathered within the last minute."""

    def __init__(self) -> None:
        self._kept: dict[_Key, tuple[datetime, Dashboard]] = {}
        self._lock = threading.Lock()

    def of(
        self, engines: Engines, stretches: Stretches, account: str | None, company: str | None = None
    ) -> Dashboard:
        """Return the figures of a period, mailbox and company."""
        now, key = engines.clock.now(), (stretches, account, company)
        with self._lock:
            kept = self._kept.get(key)
        if kept is not None and timedelta() <= now - kept[0] < FRESH:
            return kept[1]
        found = gather(engines, stretches, account, company)
        with self._lock:
            if len(self._kept) >= MOST:
                self._kept.clear()
            self._kept[key] = (now, found)
        return found

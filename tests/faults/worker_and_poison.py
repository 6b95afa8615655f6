"""A real worker whose opener of Outlook files burns processor time until the kernel ends the process.

Run as a program: CONFIG HOURS. Its clock is so many hours ahead, so that a dead worker's lease is over.
"""

import resource
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.installation import open_installation
from app.settings import load_settings
from app.working import desk_maker
from domain.policy import ReadingLimits
from extractors.fence import Fence
from pipeline.desk import Desk
from pipeline.worker import Worker


class HoursAhead:
    """A clock that runs ahead."""

    def __init__(self, hours: float) -> None:
        self._ahead = timedelta(hours=hours)

    def now(self) -> datetime:
        """Return the moment, so many hours ahead."""
        return datetime.now(UTC) + self._ahead

    def sleep(self, seconds: float) -> None:
        """Never wait."""


def burn(content: bytes, name: str, content_type: str) -> bytes:
    """Use processor time without end; the process may use half a second more."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (most, most))
    while True:
        content = content[::-1]


def main(config: str, hours: str) -> None:
    """Work what is due, as far as it comes."""
    settings = load_settings(Path(config))
    installation = open_installation(settings, HoursAhead(float(hours)))
    with Fence(ReadingLimits()) as fence:
        sound = desk_maker(installation, fence)

        def desk() -> Desk:
            return replace(sound(), unpack=burn)

        worker = Worker(f"poisoned-{hours}", installation.engines, desk, settings.service, {})
        while worker.run_one():
            pass


if __name__ == "__main__":
    main(*sys.argv[1:])

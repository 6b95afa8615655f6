"""Jobs that an outage interrupted: given back without counting the try, as soon as that can be written."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from domain.errors import ConflictError
from domain.job_ports import Job, JobQueue
from store.outage import Outage, outage_of, reason_of

_OF_THE_DISK = frozenset({Outage.DISK_FULL, Outage.STORAGE_UNUSABLE})


MOST_INTERRUPTIONS = 10
"""Of one job, by a database that is away: nothing is claimed meanwhile, so one outage counts once."""


class Leftovers:
    """What one worker holds and does not work on."""

    def __init__(self, worker: str, now: Callable[[], datetime], pause: timedelta) -> None:
        """`pause` is how long a job waits for which there was no room; others go first meanwhile."""
        self._worker = worker
        self._now = now
        self._pause = pause
        self._left: list[tuple[JobQueue, Job, str, timedelta]] = []
        self._interrupted: Counter[tuple[str, str]] = Counter()

    def take(self, queue: JobQueue, job: Job, error: Exception) -> bool:
        """Keep a job that an outage interrupted; False, and nothing is kept, when it was none.

        False too for a job that lost the database again and again: it may be what brings that down.
        """
        outage = outage_of(error)
        if outage is None:
            return False
        self._interrupted[job.kind, job.key] += outage not in _OF_THE_DISK
        if self._interrupted[job.kind, job.key] > MOST_INTERRUPTIONS:
            return False
        pause = self._pause if outage in _OF_THE_DISK else timedelta(0)
        self._left.append((queue, job, f"{outage.value}: {reason_of(error)}", pause))
        return True

    def give_back(self) -> None:
        """Give back what is left, before anything else is claimed; what others have by now is theirs.

        Raises what the database raises; the rest stays for the next call.
        """
        while self._left:
            queue, job, reason, pause = self._left[-1]
            # The lease may have run out, or the job's end been written although nobody could say so.
            with suppress(ConflictError):
                queue.hand_back(job, self._worker, reason, retry_at=self._now() + pause)
            self._left.pop()

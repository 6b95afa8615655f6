"""The engines that the contract of the job queue is run on, and a worker process to be killed."""

import sys
import time
from datetime import UTC, datetime, timedelta

from domain.clock import SystemClock
from jobs.table import LeasedJobs
from store.engine import open_store

LEASE = timedelta(seconds=60)
NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)


def claim_and_hang(url: str, lease_seconds: float) -> None:
    """Claim one job, say so on standard output, and never finish it."""
    queue = LeasedJobs(open_store(url), SystemClock(), timedelta(seconds=lease_seconds))
    job = queue.claim(["read"], "doomed")
    print(job.key if job else "nothing", flush=True)
    time.sleep(600)


def claim_until_empty(url: str, worker: str) -> None:
    """Claim and finish every job, printing each key."""
    queue = LeasedJobs(open_store(url), SystemClock(), LEASE)
    while (job := queue.claim(["read"], worker)) is not None:
        print(job.key, flush=True)
        queue.finish(job, worker)


if __name__ == "__main__":
    if sys.argv[1] == "hang":
        claim_and_hang(sys.argv[2], float(sys.argv[3]))
    else:
        claim_until_empty(sys.argv[2], sys.argv[3])

"""The engines that the contract of the job queue is run on, and a worker process to be killed."""

import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from domain.clock import Clock, SystemClock
from domain.job_ports import JobQueue
from jobs.engine import open_queue
from store.engine import Store, open_store

LEASE = timedelta(seconds=60)
NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)


class DatabaseClock:
    """A clock that moves a database's `now()` with it, through a schema that is looked into first."""

    def __init__(self, store: Store, moment: datetime) -> None:
        self._store = store
        self._moment = moment
        with store.engine.begin() as connection:
            connection.exec_driver_sql("CREATE SCHEMA moved")
            connection.exec_driver_sql("CREATE TABLE moved.moment (at timestamptz NOT NULL)")
            connection.exec_driver_sql("INSERT INTO moved.moment VALUES (%s)", (moment,))
            connection.exec_driver_sql(
                "CREATE FUNCTION moved.now() RETURNS timestamptz LANGUAGE sql STABLE "
                "AS 'SELECT at FROM moved.moment'"
            )

    def now(self) -> datetime:
        """Return the set moment."""
        return self._moment

    def sleep(self, seconds: float) -> None:
        """Move the clock, and the database's with it."""
        self._moment += timedelta(seconds=seconds)
        with self._store.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE moved.moment SET at = %s", (self._moment,))

    def moved(self) -> Store:
        """Return the same database as one whose time this clock tells."""
        url = self._store.url.update_query_dict({"options": "-csearch_path=moved,public,pg_catalog"})
        return open_store(url.render_as_string(hide_password=False))


def claim_and_hang(url: str, lease_seconds: float) -> None:
    """Claim one job, say so on standard output, and never finish it."""
    queue = queue_at(url, timedelta(seconds=lease_seconds))
    job = queue.claim(["read"], "doomed")
    print(job.key if job else "nothing", flush=True)
    time.sleep(600)


def claim_until_empty(url: str, worker: str) -> None:
    """Claim and finish every job, printing each key."""
    queue = queue_at(url, LEASE)
    while (job := queue.claim(["read"], worker)) is not None:
        print(job.key, flush=True)
        queue.finish(job, worker)


def race(queue: JobQueue, worker: str) -> Iterator[tuple[str, float, float]]:
    """Claim and finish until nothing is left; yield each key and the moments between which it ran."""
    while queue.counts():
        job = queue.claim(["read"], worker)
        if job is None:
            time.sleep(0.002)
            continue
        begun = time.monotonic()
        time.sleep(0.002)
        yield job.key, begun, time.monotonic()
        queue.finish(job, worker)


def queue_at(url: str, lease: timedelta, clock: Clock | None = None) -> JobQueue:
    """Open the queue of a database as the program does."""
    return open_queue(open_store(url), clock or SystemClock(), lease)


if __name__ == "__main__":
    if sys.argv[1] == "hang":
        claim_and_hang(sys.argv[2], float(sys.argv[3]))
    elif sys.argv[1] == "race":
        for told in race(queue_at(sys.argv[2], LEASE), sys.argv[3]):
            print(*told, flush=True)
    else:
        claim_until_empty(sys.argv[2], sys.argv[3])

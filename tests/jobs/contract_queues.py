"""The queue of each engine with a clock that moves it; a further engine is one more `queue`."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from domain.clock import SetClock
from domain.job_ports import Job
from jobs.postgresql import ProcrastinateJobs
from jobs.table import LeasedJobs
from store.engine import Store
from tests.jobs import queues

A_SECOND = timedelta(seconds=1)


Queue = LeasedJobs | ProcrastinateJobs


@pytest.fixture
def clock(any_store: Store) -> SetClock | queues.DatabaseClock:
    """The clock that leases are counted by: this process's on SQLite, the database's on PostgreSQL."""
    if any_store.url.get_backend_name() == "sqlite":
        return SetClock(queues.NOON)
    return queues.DatabaseClock(any_store, queues.NOON)


@pytest.fixture
def queue(any_store: Store, clock: SetClock | queues.DatabaseClock) -> Iterator[Queue]:
    if isinstance(clock, SetClock):
        yield LeasedJobs(any_store, clock, queues.LEASE)
        return
    moved = clock.moved()
    yield ProcrastinateJobs(moved, clock, queues.LEASE)
    moved.close()


def claimed(queue: Queue, worker: str = "w1", kinds: tuple[str, ...] = ("read",)) -> Job:
    job = queue.claim(kinds, worker)
    assert job is not None
    return job

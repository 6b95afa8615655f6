"""Times what the queue itself costs a mail on either engine: its calls, not the transactions around them."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from typing import TypeVar

from bench.figure import Aim, Figure
from bench.timing import spread
from bench.workspace import empty_installation
from domain.clock import SystemClock
from domain.job_ports import Job, JobQueue
from jobs.engine import open_queue
from store.engine import Store
from tests.servers import postgres, stores

T = TypeVar("T")

STEPS = 7
MAILS = 40
RUNS = 5
MOST_MS = 10


def measure() -> list[Figure]:
    """Return ms a mail of seven steps: submitted, claimed, carried on six times, finished."""
    with empty_installation() as installation:
        figures = [_figure("sqlite", "the leased table on SQLite", installation.engines.store)]
    reason = postgres.why_not()
    if reason:
        return [*figures, Figure("jobs.overhead.postgresql", "", None, "ms", note=f"left out: {reason}")]
    with durable_server() as url, empty_installation(stores.empty_postgres(url)) as installation:
        return [*figures, _figure("postgresql", "procrastinate on PostgreSQL", installation.engines.store)]


@contextmanager
def durable_server() -> Iterator[str]:
    """Run a PostgreSQL that syncs what it commits; yield its URL."""
    server = postgres.Server(durable=True)
    server.start()
    try:
        yield server.url
    finally:
        server.stop()
        server.remove()


def _figure(name: str, what: str, store: Store) -> Figure:
    queue, numbers = open_queue(store, SystemClock(), timedelta(minutes=2)), count()
    _mail(queue, store, next(numbers))
    runs = [[_mail(queue, store, next(numbers)) for _ in range(MAILS)] for _ in range(RUNS)]
    found = spread([sum(run) / MAILS * 1000 for run in runs])
    return Figure(
        name=f"jobs.overhead.{name}",
        what=f"of a mail's {STEPS} steps, the queue's own calls: {what}",
        value=found.median,
        unit="ms",
        low=found.low,
        high=found.high,
        aim=Aim(MOST_MS),
        less_is_better=True,
    )


def _mail(queue: JobQueue, store: Store, number: int) -> float:
    """Return the seconds spent in the queue's calls for one mail."""
    spent: list[float] = []
    with store.write() as session:
        _timed(spent, lambda: queue.submit("step", f"{number}:0", {}, lock=f"{number}", transaction=session))
    job = _timed(spent, lambda: queue.claim(("step", "ledger", "tidy"), "bench"))
    for step in range(1, STEPS):
        job = _carried_on(spent, queue, store, job, f"{number}:{step}")
    with store.write() as session:
        _timed(spent, lambda: queue.finish(_there(job), "bench", transaction=session))
    return sum(spent)


def _carried_on(spent: list[float], queue: JobQueue, store: Store, job: Job | None, key: str) -> Job | None:
    payload = {"item": key, "step": "read"}
    with store.write() as session:
        return _timed(
            spent,
            lambda: queue.finish_and_continue(
                _there(job), "bench", "step", key, payload, transaction=session
            ),
        )


def _timed(spent: list[float], call: Callable[[], T]) -> T:
    started = time.perf_counter()
    made = call()
    spent.append(time.perf_counter() - started)
    return made


def _there(job: Job | None) -> Job:
    assert job is not None
    return job

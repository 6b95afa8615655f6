"""Times jobs claimed and finished, each in a durable transaction of its own, beside bare sqlite3."""

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path

from bench.figure import Figure
from bench.timing import seconds, spread
from bench.workspace import empty_installation
from domain.clock import SystemClock
from jobs.table import LeasedJobs

JOBS = 200
RUNS = 5


def measure() -> list[Figure]:
    """Return jobs/s claimed and finished by one worker."""
    with empty_installation() as installation:
        jobs = LeasedJobs(installation.engines.store, SystemClock(), timedelta(minutes=1))
        numbers = count()
        bare = _bare(installation.settings.data / "bare.db")
        pairs = [
            (_rate(lambda: _ours(jobs), lambda: _submit(jobs, numbers)), _rate(*bare)) for _ in range(RUNS)
        ]
    ours, peer = spread([pair[0] for pair in pairs]), spread([pair[1] for pair in pairs])
    return [
        Figure(
            name="jobs.claim_and_finish",
            what="jobs claimed and finished by one worker, two durable transactions each",
            value=ours.median,
            unit="jobs/s",
            low=ours.low,
            high=ours.high,
            peer="bare sqlite3, the same transactions",
            peer_value=peer.median,
        )
    ]


def _rate(work: Callable[[], None], prepare: Callable[[], None]) -> float:
    prepare()
    return JOBS / seconds(work)


def _submit(jobs: LeasedJobs, numbers: "count[int]") -> None:
    with jobs.store.write() as session:
        for _ in range(JOBS):
            jobs.submit("bench", str(next(numbers)), {"item": "1", "step": "parse"}, transaction=session)


def _ours(jobs: LeasedJobs) -> None:
    while job := jobs.claim(("bench",), "bench"):
        jobs.finish(job, "bench")


def _bare(path: Path) -> tuple[Callable[[], None], Callable[[], None]]:
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE job (id INTEGER PRIMARY KEY, state TEXT, due REAL, worker TEXT)")
    database.execute("CREATE INDEX due ON job (state, due)")

    def prepare() -> None:
        database.execute("BEGIN IMMEDIATE")
        database.executemany(
            "INSERT INTO job (state, due) VALUES ('waiting', ?)", [(n,) for n in range(JOBS)]
        )
        database.execute("COMMIT")

    def work() -> None:
        choose = "SELECT id FROM job WHERE state = 'waiting' ORDER BY due LIMIT 1"
        while True:
            database.execute("BEGIN IMMEDIATE")
            found = database.execute(choose).fetchone()
            if found:
                database.execute("UPDATE job SET state = 'leased', worker = 'bench' WHERE id = ?", found)
            database.execute("COMMIT")
            if not found:
                return
            database.execute("BEGIN IMMEDIATE")
            database.execute("DELETE FROM job WHERE id = ?", found)
            database.execute("COMMIT")

    return work, prepare

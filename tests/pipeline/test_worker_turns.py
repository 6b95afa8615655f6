"""A worker outlives the loss of a lease, and lets no backlog of one kind hold up another."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from domain.clock import SetClock
from domain.job_ports import Job
from domain.policy import Service
from jobs.table import LeasedJobs
from pipeline.desk import Desk
from pipeline.engines import SEND_JOB, TIDY_JOB, Engines
from pipeline.worker import Worker
from store.blobs import BlobFolder
from store.engine import Store
from tests.servers.store_fixtures import sqlite_template, store

__all__ = ["sqlite_template", "store"]

MINUTE = timedelta(minutes=1)


def _engines(store: Store, clock: SetClock, folder: Path) -> Engines:
    queue = LeasedJobs(store, clock, MINUTE)
    return Engines(store, BlobFolder(folder), queue, queue, clock)


def _worker(engines: Engines, handlers: dict[str, Callable[[Job], None]]) -> Worker:
    def no_desk() -> Desk:
        raise AssertionError("no step is worked here")

    return Worker("w", engines, no_desk, Service(), handlers)


def test_a_job_that_fails_after_its_lease_went_to_another_ends_no_worker(
    store: Store, clock: SetClock, tmp_path: Path
) -> None:
    engines = _engines(store, clock, tmp_path)

    def too_late(job: Job) -> None:
        clock.sleep(61)
        assert engines.jobs.claim((TIDY_JOB,), "another") is not None
        raise ValueError("fails after all")

    engines.jobs.submit(TIDY_JOB, "tidy", {})
    assert _worker(engines, {TIDY_JOB: too_late}).run_one()
    assert engines.jobs.counts().get("leased") == 1


def test_sending_and_other_work_take_turns(store: Store, clock: SetClock, tmp_path: Path) -> None:
    engines = _engines(store, clock, tmp_path)
    done: list[str] = []

    def worked(job: Job) -> None:
        done.append(job.kind)
        engines.jobs.finish(job, "w")

    for number in range(3):
        engines.jobs.submit(TIDY_JOB, f"tidy{number}", {})
        engines.sending.submit(SEND_JOB, f"send{number}", {})
    worker = _worker(engines, {TIDY_JOB: worked, SEND_JOB: worked})
    while worker.run_one():
        pass
    assert done == [SEND_JOB, TIDY_JOB] * 3

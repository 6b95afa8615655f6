"""Open jobs as values, so that they can be carried from one engine to another through the port."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, text

from domain.clock import aware_utc
from domain.errors import ConflictError
from domain.job_ports import JobQueue
from domain.states import JobState
from store.dialect import table_of
from store.tables import JobRow

MOVER = "mover"
_JOB = table_of(JobRow)
_PROCRASTINATE = text(
    "SELECT queue_name, queueing_lock, args, lock, status, coalesce(scheduled_at, now()) AS due "
    "FROM procrastinate_jobs WHERE status IN ('todo', 'doing', 'failed') ORDER BY id"
)


_RUNNING = text(
    "SELECT queue_name, queueing_lock FROM procrastinate_jobs WHERE status = 'doing' ORDER BY id LIMIT :most"
)


@dataclass(frozen=True, slots=True)
class RunningJob:
    """One job that somebody works now; `worker` None where the engine gives it no name."""

    kind: str
    key: str
    worker: str | None


def running_jobs(connection: Connection, most: int) -> tuple[RunningJob, ...]:
    """Return the jobs that are being worked, at most so many, of whichever engine the database has."""
    if connection.dialect.name == "postgresql":
        rows = connection.execute(_RUNNING, {"most": most})
        return tuple(RunningJob(row[0], row[1].partition("\x1f")[2], None) for row in rows)
    columns = (_JOB.c.kind, _JOB.c.key, _JOB.c.worker)
    wanted = select(*columns).where(_JOB.c.state == JobState.LEASED).order_by(_JOB.c.id).limit(most)
    return tuple(RunningJob(*row) for row in connection.execute(wanted))


@dataclass(frozen=True, slots=True)
class OpenJob:
    """One job that waits, runs or was shelved; one that runs waits again where it arrives."""

    kind: str
    key: str
    payload: dict[str, str]
    not_before: datetime
    lock: str | None
    shelved: bool
    error: str | None


def open_jobs(connection: Connection) -> Iterator[OpenJob]:
    """Yield every open job of whichever engine the database has, the oldest first."""
    if connection.dialect.name == "postgresql":
        for row in connection.execute(_PROCRASTINATE):
            key, due = row.queueing_lock.partition("\x1f")[2], aware_utc(row.due)
            shelved, error = row.status == "failed", row.args.get("error")
            yield OpenJob(row.queue_name, key, row.args["payload"], due, row.lock, shelved, error)
        return
    for row in connection.execute(select(_JOB).order_by(_JOB.c.id)):
        shelved = row.state is JobState.SHELVED
        payload = json.loads(row.payload)
        yield OpenJob(row.kind, row.key, payload, row.not_before, row.lock, shelved, row.error)


def shelve_again(queue: JobQueue, jobs: Iterable[OpenJob]) -> None:
    """Shelve in an empty queue the jobs that were shelved; to be done before any job waits there.

    Raises ConflictError when somebody else uses the queue meanwhile.
    """
    for job in jobs:
        if job.shelved:
            _shelve(queue, job)


def submit_again(queue: JobQueue, jobs: Iterable[OpenJob], transaction: object | None = None) -> None:
    """Queue the jobs that are not shelved."""
    for job in jobs:
        if not job.shelved:
            queue.submit(
                job.kind,
                job.key,
                job.payload,
                not_before=job.not_before,
                lock=job.lock,
                transaction=transaction,
            )


def _shelve(queue: JobQueue, job: OpenJob) -> None:
    queue.submit(job.kind, job.key, job.payload, lock=job.lock)
    claimed = queue.claim((job.kind,), MOVER)
    if claimed is None or claimed.key != job.key:
        raise ConflictError(f"the target's queue is in use: job {job.kind} {job.key} was not shelved there.")
    queue.fail(claimed, MOVER, job.error or "", retry_at=None)

"""The statements behind the leased job table; each runs in the caller's writing transaction."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, CursorResult, Row, Select, func, select, update
from sqlalchemy import delete as delete_from
from sqlalchemy.sql.dml import ReturningUpdate, Update
from sqlmodel import Session

from domain.ports import Job
from domain.words import JobState
from store.dialect import insert_into, table_of
from store.tables import JobRow

_JOB = table_of(JobRow)
_ACTIVE = (JobState.WAITING, JobState.LEASED)
_CLAIM_KEY = 4_711_001
"""Number of the advisory lock under which PostgreSQL lets one claim choose at a time."""


def insert(
    session: Session,
    kind: str,
    key: str,
    payload: Mapping[str, str],
    not_before: datetime,
    lock: str | None,
    now: datetime,
) -> int | None:
    """Add a waiting job and return its id; None when one of that kind and key is active."""
    values = {
        "kind": kind,
        "key": key,
        "payload": json.dumps(dict(payload), ensure_ascii=False),
        "state": JobState.WAITING,
        "lock": lock,
        "not_before": not_before,
        "attempts": 0,
        "created_at": now,
    }
    statement = insert_into(session, JobRow).values(values).on_conflict_do_nothing().returning(_JOB.c.id)
    found: int | None = session.execute(statement).scalar_one_or_none()
    return found


def lease_next(
    session: Session, kinds: Sequence[str], worker: str, now: datetime, until: datetime
) -> Job | None:
    """Lease the next job of those kinds: first one whose lease ran out, then the earliest due."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_CLAIM_KEY)))
    for choice in (_expired(kinds, now), _due(kinds, now)):
        job_id = session.execute(choice).scalar_one_or_none()
        if job_id is not None:
            return lease(session, job_id, worker, until)
    return None


def lease(session: Session, job_id: int, worker: str, until: datetime) -> Job:
    """Give that job to the worker and count the attempt."""
    statement: ReturningUpdate[tuple[object, ...]] = (
        update(_JOB)
        .where(_JOB.c.id == job_id)
        .values(state=JobState.LEASED, worker=worker, lease_until=until, attempts=_JOB.c.attempts + 1)
        .returning(*_JOB.c)
    )
    return _job(session.execute(statement).one())


def prolong(session: Session, job: Job, worker: str, until: datetime) -> bool:
    """Move the end of the lease; False when the job is no longer this worker's."""
    return _changed(session, update(_JOB).where(*_held(job, worker)).values(lease_until=until))


def delete(session: Session, job: Job, worker: str) -> bool:
    """Remove a finished job; False when it is no longer this worker's."""
    result = session.execute(delete_from(_JOB).where(*_held(job, worker)))
    return isinstance(result, CursorResult) and result.rowcount == 1


def give_back(session: Session, job: Job, worker: str, error: str, retry_at: datetime | None) -> bool:
    """Make the job wait until `retry_at`, or shelve it; False when it is no longer this worker's."""
    state = JobState.SHELVED if retry_at is None else JobState.WAITING
    values: dict[str, object] = {"state": state, "worker": None, "lease_until": None, "error": error}
    if retry_at is not None:
        values["not_before"] = retry_at
    return _changed(session, update(_JOB).where(*_held(job, worker)).values(values))


def unshelve(session: Session, kind: str | None, key: str | None, now: datetime) -> int:
    """Make shelved jobs wait again with fresh attempts; drop those whose kind and key are active."""
    wanted = select(_JOB).where(_JOB.c.state == JobState.SHELVED).order_by(_JOB.c.id.desc())
    if kind is not None:
        wanted = wanted.where(_JOB.c.kind == kind)
    if key is not None:
        wanted = wanted.where(_JOB.c.key == key)
    active = {(row.kind, row.key) for row in session.execute(_active_ones())}
    count = 0
    for row in session.execute(wanted).all():
        if (row.kind, row.key) in active:
            session.execute(delete_from(_JOB).where(_JOB.c.id == row.id))
            continue
        active.add((row.kind, row.key))
        fresh = {"state": JobState.WAITING, "not_before": now, "attempts": 0}
        session.execute(update(_JOB).where(_JOB.c.id == row.id).values(fresh))
        count += 1
    return count


def counts(session: Session) -> dict[str, int]:
    """Return the number of jobs by state."""
    rows = session.execute(select(_JOB.c.state, func.count()).group_by(_JOB.c.state))
    return {state.value: number for state, number in rows}


def _active_ones() -> Select[tuple[str, str]]:
    return select(_JOB.c.kind, _JOB.c.key).where(_JOB.c.state.in_(_ACTIVE))


def _expired(kinds: Sequence[str], now: datetime) -> Select[tuple[int]]:
    return (
        select(_JOB.c.id)
        .where(_JOB.c.state == JobState.LEASED, _JOB.c.lease_until <= now, _JOB.c.kind.in_(kinds))
        .order_by(_JOB.c.lease_until, _JOB.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def _due(kinds: Sequence[str], now: datetime) -> Select[tuple[int]]:
    other = _JOB.alias()
    locked = select(other.c.id).where(other.c.lock == _JOB.c.lock, other.c.state == JobState.LEASED).exists()
    return (
        select(_JOB.c.id)
        .where(_JOB.c.state == JobState.WAITING, _JOB.c.not_before <= now, _JOB.c.kind.in_(kinds), ~locked)
        .order_by(_JOB.c.not_before, _JOB.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def _held(job: Job, worker: str) -> tuple[ColumnElement[bool], ...]:
    # The attempt tells this lease from a later one of a worker with the same name.
    return (
        _JOB.c.id == job.id,
        _JOB.c.state == JobState.LEASED,
        _JOB.c.worker == worker,
        _JOB.c.attempts == job.attempts,
    )


def _changed(session: Session, statement: Update) -> bool:
    result = session.execute(statement)
    return isinstance(result, CursorResult) and result.rowcount == 1


def _job(row: Row[tuple[object, ...]]) -> Job:
    return Job(
        id=row.id,
        kind=row.kind,
        key=row.key,
        payload=json.loads(row.payload),
        attempts=row.attempts,
        lease_until=row.lease_until,
        lock=row.lock,
    )

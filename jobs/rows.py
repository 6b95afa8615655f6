"""The statements behind the leased job table; each runs in the caller's writing transaction."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import CursorResult, Delete, Row, Select, Update, bindparam, func, select, update
from sqlalchemy import delete as delete_from
from sqlmodel import Session

from domain.job_ports import Job
from domain.states import JobState
from store.dialect import insert_for, table_of
from store.tables import JobRow

_JOB = table_of(JobRow)
_ACTIVE = (JobState.WAITING, JobState.LEASED)
_CLAIM_KEY = 4_711_001
"""Number of the advisory lock under which PostgreSQL lets one claim choose at a time."""

# Statements are made once: building one costs more than running it.
_OTHER = _JOB.alias()
_LOCKED = select(_OTHER.c.id).where(_OTHER.c.lock == _JOB.c.lock, _OTHER.c.state == JobState.LEASED).exists()
_ASKED_FOR = _JOB.c.kind.in_(bindparam("kinds", expanding=True))
_NOW = bindparam("now", type_=_JOB.c.not_before.type)
_EXPIRED = (
    select(_JOB.c.id)
    .where(_JOB.c.state == JobState.LEASED, _JOB.c.lease_until <= _NOW, _ASKED_FOR)
    .order_by(_JOB.c.lease_until, _JOB.c.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)
_DUE = (
    select(_JOB.c.id)
    .where(_JOB.c.state == JobState.WAITING, _JOB.c.not_before <= _NOW, _ASKED_FOR, ~_LOCKED)
    .order_by(_JOB.c.not_before, _JOB.c.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)
_LEASE = (
    update(_JOB)
    .where(_JOB.c.id == bindparam("job_id"))
    .values(
        state=JobState.LEASED,
        worker=bindparam("new_worker"),
        lease_until=bindparam("until"),
        attempts=_JOB.c.attempts + 1,
    )
    .returning(*_JOB.c)
)
_SHORTEN = (
    update(_JOB)
    .where(_JOB.c.state == JobState.LEASED, _JOB.c.lease_until > bindparam("until"), _ASKED_FOR)
    .values(lease_until=bindparam("until"))
)
# The attempt tells this lease from a later one of a worker with the same name.
_HELD = (
    _JOB.c.id == bindparam("job_id"),
    _JOB.c.state == JobState.LEASED,
    _JOB.c.worker == bindparam("holder"),
    _JOB.c.attempts == bindparam("attempt"),
)
_PROLONG = update(_JOB).where(*_HELD).values(lease_until=bindparam("until"))
_DELETE = delete_from(_JOB).where(*_HELD)
_GIVE_BACK = update(_JOB).where(*_HELD)


@cache
def _submission(dialect: str) -> Any:
    return insert_for(dialect, JobRow).on_conflict_do_nothing().returning(_JOB.c.id)


def insert(
    session: Session,
    kind: str,
    key: str,
    payload: Mapping[str, str],
    not_before: datetime,
    lock: str | None,
    now: datetime,
    *,
    holder: str | None = None,
    until: datetime | None = None,
) -> int | None:
    """Add a waiting job, or with a holder a leased one, and return its id.

    None when one of kind and key is active, or, for a leased one, when another is leased under its lock.
    """
    values = {
        "kind": kind,
        "key": key,
        "payload": json.dumps(dict(payload), ensure_ascii=False),
        "state": JobState.WAITING if holder is None else JobState.LEASED,
        "lock": lock,
        "not_before": not_before,
        "attempts": 0 if holder is None else 1,
        "worker": holder,
        "lease_until": until,
        "created_at": now,
    }
    statement = _submission(session.get_bind().dialect.name)
    found: int | None = session.execute(statement, values).scalar_one_or_none()
    return found


def lease_next(
    session: Session, kinds: Sequence[str], worker: str, now: datetime, until: datetime
) -> Job | None:
    """Lease the next job of those kinds: first one whose lease ran out, then the earliest due."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_CLAIM_KEY)))
    for choice in (_EXPIRED, _DUE):
        job_id = session.execute(choice, {"kinds": list(kinds), "now": now}).scalar_one_or_none()
        if job_id is not None:
            return lease(session, job_id, worker, until)
    return None


def lease(session: Session, job_id: int, worker: str, until: datetime) -> Job:
    """Give that job to the worker and count the attempt."""
    values = {"job_id": job_id, "new_worker": worker, "until": until}
    return _job(session.execute(_LEASE, values).one())


def prolong(session: Session, job: Job, worker: str, until: datetime) -> bool:
    """Move the end of the lease; False when the job is no longer this worker's."""
    return _changed(session, _PROLONG, {**_holder(job, worker), "until": until})


def delete(session: Session, job: Job, worker: str) -> bool:
    """Remove a finished job; False when it is no longer this worker's."""
    return _changed(session, _DELETE, _holder(job, worker))


def give_back(
    session: Session, job: Job, worker: str, error: str, retry_at: datetime | None, now: datetime
) -> bool:
    """Make the job wait until `retry_at`, or shelve it; False when it is no longer this worker's."""
    state = JobState.SHELVED if retry_at is None else JobState.WAITING
    values: dict[str, object] = {"state": state, "worker": None, "lease_until": None, "error": error}
    if retry_at is not None:
        values |= {"not_before": retry_at, "created_at": now}
    return _changed(session, _GIVE_BACK.values(values), _holder(job, worker))


def hand_back(
    session: Session, job: Job, worker: str, reason: str, retry_at: datetime, now: datetime
) -> bool:
    """Make the job wait again without counting the try; False when it is no longer this worker's."""
    values = {
        "state": JobState.WAITING,
        "worker": None,
        "lease_until": None,
        "error": reason,
        "not_before": retry_at,
        "created_at": now,
        "attempts": job.attempts - 1,
    }
    return _changed(session, _GIVE_BACK.values(values), _holder(job, worker))


def hasten(session: Session, kind: str, key: str, not_before: datetime) -> None:
    """Let a waiting job of that kind and key be due at `not_before` where it was due later."""
    session.execute(
        update(_JOB)
        .where(
            _JOB.c.kind == kind,
            _JOB.c.key == key,
            _JOB.c.state == JobState.WAITING,
            _JOB.c.not_before > not_before,
        )
        .values(not_before=not_before, created_at=not_before)
    )


def mend_set_back(session: Session, kinds: Sequence[str], now: datetime, until: datetime) -> None:
    """After the clock was set back: let nothing wait for the hour that comes again.

    A lease runs out in its own time from now on, a job that was put off waits as long as it was to wait.
    """
    session.execute(_SHORTEN, {"kinds": list(kinds), "until": until})
    ahead = select(_JOB).where(_JOB.c.state == JobState.WAITING, _JOB.c.created_at > now)
    for row in session.execute(ahead).all():
        due = now + max(row.not_before - row.created_at, timedelta(0))
        session.execute(update(_JOB).where(_JOB.c.id == row.id).values(not_before=due, created_at=now))


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
        fresh = {"state": JobState.WAITING, "not_before": now, "created_at": now, "attempts": 0}
        session.execute(update(_JOB).where(_JOB.c.id == row.id).values(fresh))
        count += 1
    return count


def counts(session: Session) -> dict[str, int]:
    """Return the number of jobs by state."""
    rows = session.execute(select(_JOB.c.state, func.count()).group_by(_JOB.c.state))
    return {state.value: number for state, number in rows}


def _active_ones() -> Select[tuple[str, str]]:
    return select(_JOB.c.kind, _JOB.c.key).where(_JOB.c.state.in_(_ACTIVE))


def _holder(job: Job, worker: str) -> dict[str, object]:
    return {"job_id": job.id, "holder": worker, "attempt": job.attempts}


def _changed(session: Session, statement: Update | Delete, values: Mapping[str, object]) -> bool:
    result = session.execute(statement, values)
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

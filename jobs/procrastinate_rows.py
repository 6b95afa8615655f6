"""The statements over procrastinate's tables and functions; each runs in the caller's transaction.

A job's kind is its queue, `kind` and `key` together its queueing lock. The database's clock counts, one for
all machines. The priority falls with the due time, so that procrastinate's own rule "of jobs under one lock
the one of highest priority first" never lets a job that waits for a later time hold back another.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, TextClause
from sqlmodel import Session

from domain.job_ports import Job
from jobs import procrastinate_statements as sql
from jobs.transactions import storable

_SEPARATOR = "\x1f"


def insert(
    session: Session,
    kind: str,
    key: str,
    payload: Mapping[str, str],
    lock: str | None,
    *,
    delay: timedelta = timedelta(0),
    holder: int | None = None,
) -> Row[Any] | None:
    """Add a waiting job, or with a holder a running one; None when one of kind and key is active.

    None too when a running one is wanted and another runs under its lock.
    """
    values = {
        "kind": kind,
        "once": once(kind, key),
        "lock": lock,
        "args": json.dumps({"payload": dict(payload)}, ensure_ascii=False),
        "delay": delay.total_seconds(),
        "status": "todo" if holder is None else "doing",
        "holder": holder,
    }
    return session.execute(sql.INSERT, values).one_or_none()


def prepare(
    session: Session, kinds: Sequence[str], lease: timedelta, known: Sequence[int]
) -> tuple[datetime, int | None]:
    """Put back every running job of those kinds whose holder has not been heard of for so long.

    Returns the database's time, and one of the known registered workers that holds no job.
    """
    values = {"kinds": list(kinds), "lease": lease, "known": list(known)}
    row = session.execute(sql.PREPARE, values).one()
    return row.now, row.holder


def register(session: Session) -> int:
    """Register a further worker with procrastinate and return its number."""
    found: int = session.execute(sql.REGISTER).scalar_one()
    return found


def fetch(session: Session, kinds: Sequence[str], holder: int, lease: timedelta) -> Job | None:
    """Let procrastinate choose and mark the next due job of those kinds."""
    row = session.execute(sql.FETCH, {"kinds": list(kinds), "holder": holder}).one_or_none()
    if row is None:
        return None
    return Job(
        id=row.id,
        kind=row.queue_name,
        key=row.queueing_lock.partition(_SEPARATOR)[2],
        payload=row.args["payload"],
        attempts=row.attempts + 1,
        lease_until=row.now + lease,
        lock=row.lock,
        holder=holder,
    )


def beat(session: Session, holder: int) -> None:
    """Note that this registered worker lives."""
    session.execute(sql.BEAT, {"holder": holder})


def keep(session: Session, job: Job) -> bool:
    """Tell whether the lease still holds, and keep it so until the transaction ends."""
    return _one(session, sql.KEEP, _held(job))


def finish(session: Session, job: Job) -> bool:
    """Remove a finished job; False when the lease was lost."""
    return _one(session, sql.FINISH, _held(job))


def put_off(session: Session, job: Job, error: str, delay: timedelta, *, counted: bool) -> bool:
    """Make the job wait so long, with or without counting the try; False when the lease was lost."""
    values = {"delay": delay.total_seconds(), "counted": int(counted), "noted": _noted(error)}
    return _one(session, sql.PUT_OFF, {**_held(job), **values})


def shelve(session: Session, job: Job, error: str) -> bool:
    """Keep the job for a person, with its error; False when the lease was lost."""
    if not _one(session, sql.NOTE, {**_held(job), "noted": _noted(error)}):
        return False
    session.execute(sql.FAIL, {"job": job.id})
    return True


def hasten(session: Session, kind: str, key: str) -> None:
    """Let a waiting job be due now where it was due later."""
    session.execute(sql.HASTEN, {"once": once(kind, key), "delay": 0.0})


def unshelve(session: Session, kind: str | None, key: str | None) -> int:
    """Make shelved jobs wait again with fresh attempts; drop those whose kind and key are active."""
    wanted = {"kind": kind, "once": once(kind, key) if kind is not None and key is not None else None}
    count = 0
    for row in session.execute(sql.SHELVED, wanted).all():
        if session.execute(sql.ACTIVE, {"once": row.queueing_lock}).one_or_none() is not None:
            session.execute(sql.DROP, {"job": row.id})
            continue
        session.execute(sql.UNSHELVE, {"job": row.id, "delay": 0.0})
        count += 1
    return count


def counts(session: Session) -> dict[str, int]:
    """Return the number of jobs by procrastinate's own word for their state."""
    return {status: number for status, number in session.execute(sql.COUNTS)}


def mend_set_back(session: Session) -> None:
    """After the database's clock was set back: let nothing wait for the hour that comes again.

    A lease runs out in its own time from now on, a job that was put off waits as long as it was to wait.
    """
    session.execute(sql.MEND_BEATS)
    session.execute(sql.MEND_DUES)


def prune(session: Session, silent: timedelta) -> None:
    """Remove registered workers that were not heard of for so long; what they held is put back."""
    session.execute(sql.PRUNE, {"seconds": silent.total_seconds()})


def once(kind: str, key: str) -> str:
    """Return the queueing lock under which only one job of that kind and key is active."""
    return f"{kind}{_SEPARATOR}{key}"


def _noted(error: str) -> str:
    return json.dumps({"error": storable(error)}, ensure_ascii=False)


def _held(job: Job) -> dict[str, object]:
    return {"job": job.id, "holder": job.holder, "failed": job.attempts - 1}


def _one(session: Session, statement: TextClause, values: Mapping[str, object]) -> bool:
    return session.execute(statement, values).first() is not None

"""Tables of the job queue and of the timetable."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field

from domain.states import JobState
from store.columns import UtcColumn
from store.tables.base import Row, key, later, long_text, moment, word

_ACTIVE = text("state IN ('waiting', 'leased')")
_LEASED = text("state = 'leased'")


class JobRow(Row, table=True):
    """One piece of work that waits, is leased or was shelved; finished ones are deleted."""

    __tablename__ = "job"
    __table_args__ = (
        Index("uq_job_active", "kind", "key", unique=True, sqlite_where=_ACTIVE, postgresql_where=_ACTIVE),
        Index("uq_job_lock", "lock", unique=True, sqlite_where=_LEASED, postgresql_where=_LEASED),
        Index("ix_job_due", "state", "not_before", "id"),
        Index("ix_job_lease", "state", "lease_until"),
        # Finished jobs are deleted; an id that came again could be taken for an old lease.
        {"sqlite_autoincrement": True},
    )

    id: int = key()
    kind: str = Field(max_length=60)
    key: str
    payload: str = long_text("{}")
    """JSON object of texts."""
    state: JobState = word(JobState, JobState.WAITING)
    lock: str | None = None
    """Jobs with the same lock are never leased together."""
    not_before: datetime = moment()
    attempts: int = 0
    """How often it was leased."""
    worker: str | None = None
    lease_until: datetime | None = later()
    error: str | None = long_text(None)
    created_at: datetime = moment()
    """When it was last put to wait: one from later than now tells that the clock was set back."""


class TimetableRun(Row, table=True):
    """One due time of one entry; who writes the row submits the job."""

    __tablename__ = "timetable_run"

    entry: str = Field(primary_key=True, max_length=100)
    due_at: datetime = Field(primary_key=True, sa_type=UtcColumn)

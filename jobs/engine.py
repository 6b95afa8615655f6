"""Chooses the job engine that a database has: its own table on SQLite, procrastinate on PostgreSQL."""

from datetime import timedelta

from domain.clock import Clock
from domain.job_ports import JobQueue
from jobs.postgresql import ProcrastinateJobs
from jobs.table import LeasedJobs
from store.engine import Store


def open_queue(store: Store, clock: Clock, lease: timedelta) -> JobQueue:
    """Return the queue in that database; jobs that are claimed through it have that lease."""
    if store.url.get_backend_name() == "postgresql":
        return ProcrastinateJobs(store, clock, lease)
    return LeasedJobs(store, clock, lease)

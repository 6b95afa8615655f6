"""The job queue on PostgreSQL: procrastinate's tables and functions, for any number of machines."""

import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy.exc import IntegrityError

from domain.clock import Clock
from domain.job_ports import Job
from domain.states import JobState
from jobs import procrastinate_rows as rows
from jobs.transactions import lost, writing
from store.engine import Store

_WORDS = {"todo": JobState.WAITING, "doing": JobState.LEASED, "failed": JobState.SHELVED}
_SILENT = timedelta(days=1)
_TRIES = 3


class ProcrastinateJobs:
    """The job port over procrastinate. Every lease is one worker registered there, with its own heartbeat.

    So a job that its process has given up comes back when its own lease ends, although the process lives on.
    Every claim puts back the jobs of its kinds whose holder fell silent: each worker does, on each machine.
    """

    def __init__(self, store: Store, clock: Clock, lease: timedelta) -> None:
        self.store = store
        self.clock = clock
        self.lease = lease
        self._holders: dict[tuple[int, str], list[int]] = defaultdict(list)
        self._seen = datetime.max.replace(tzinfo=UTC)
        """The database's time at the last claim."""

    def submit(
        self,
        kind: str,
        key: str,
        payload: Mapping[str, str],
        *,
        not_before: datetime | None = None,
        lock: str | None = None,
        transaction: object | None = None,
    ) -> bool:
        """Queue a job; False when one of that kind and key is already waiting or running."""
        with writing(self.store, transaction) as session:
            return rows.insert(session, kind, key, payload, lock, delay=self._until(not_before)) is not None

    def claim(self, kinds: Sequence[str], worker: str) -> Job | None:
        """Take the next due job under a lease, None when there is none; never two with the same lock."""
        if not kinds:
            return None
        for _ in range(_TRIES):
            try:
                return self._claim(kinds, worker)
            except IntegrityError:
                # Another claim took a job under the same lock just now, or an idle registration was pruned.
                self._holders.pop((threading.get_ident(), worker), None)
        return None

    def heartbeat(self, job: Job, worker: str) -> bool:
        """Lengthen the lease; False when it was lost to another worker."""
        with self.store.write() as session:
            if not rows.keep(session, job):
                return False
            rows.beat(session, job.holder)
            return True

    def finish(self, job: Job, worker: str, *, transaction: object | None = None) -> None:
        """Mark done. Raises ConflictError when the lease was lost."""
        with writing(self.store, transaction) as session:
            if not rows.finish(session, job):
                raise lost(job, worker)

    def finish_and_continue(
        self,
        job: Job,
        worker: str,
        kind: str,
        key: str,
        payload: Mapping[str, str],
        *,
        lock: str | None = None,
        transaction: object | None = None,
    ) -> Job | None:
        """Mark done and take the follow-up under the same lease; `lock` None: under the same lock."""
        lock = lock or job.lock
        with writing(self.store, transaction) as session:
            if not rows.finish(session, job):
                raise lost(job, worker)
            row = rows.insert(session, kind, key, payload, lock, holder=job.holder)
            if row is None:
                rows.insert(session, kind, key, payload, lock)
                return None
            return Job(row.id, kind, key, dict(payload), 1, row.now + self.lease, lock, job.holder)

    def fail(
        self,
        job: Job,
        worker: str,
        error: str,
        *,
        retry_at: datetime | None,
        transaction: object | None = None,
    ) -> None:
        """Give back for a later try, or, with `retry_at` None, shelve it for good with its error.

        Raises ConflictError when the lease was lost.
        """
        with writing(self.store, transaction) as session:
            if retry_at is None:
                kept = rows.shelve(session, job, error)
            else:
                kept = rows.put_off(session, job, error, self._until(retry_at), counted=True)
            if not kept:
                raise lost(job, worker)

    def hand_back(self, job: Job, worker: str, reason: str, *, retry_at: datetime) -> None:
        """Give back for another try that does not count: nothing failed, what it relied on has changed.

        Raises ConflictError when the lease was lost.
        """
        with self.store.write() as session:
            if not rows.put_off(session, job, reason, self._until(retry_at), counted=False):
                raise lost(job, worker)

    def hasten(self, kind: str, key: str, *, transaction: object | None = None) -> None:
        """Let a waiting job of that kind and key be due now, however far off it was."""
        with writing(self.store, transaction) as session:
            rows.hasten(session, kind, key)

    def retry_shelved(
        self, kind: str | None = None, key: str | None = None, *, transaction: object | None = None
    ) -> int:
        """Put shelved jobs (all, of one kind, or one) back in the queue; return how many.

        One whose kind and key are active again is dropped: the newer job does its work.
        """
        with writing(self.store, transaction) as session:
            return rows.unshelve(session, kind, key)

    def counts(self) -> dict[str, int]:
        """Return how many jobs stand in each state, for the health page."""
        with self.store.read() as session:
            found = rows.counts(session)
        return {_WORDS[word].value: number for word, number in found.items() if word in _WORDS}

    def tidy(self) -> None:
        """Remove the registrations of workers that ended long ago; finished jobs are gone already."""
        with self.store.write() as session:
            rows.prune(session, _SILENT)

    def _claim(self, kinds: Sequence[str], worker: str) -> Job | None:
        # Leases of one worker's threads are told apart: each is heard of by itself.
        known = self._holders[threading.get_ident(), worker]
        with self.store.write() as session:
            now, holder = rows.prepare(session, kinds, self.lease, known)
            if now < self._seen:
                rows.mend_set_back(session)
            self._seen = now
            if holder is None:
                holder = rows.register(session)
                known.append(holder)
            return rows.fetch(session, kinds, holder, self.lease)

    def _until(self, moment: datetime | None) -> timedelta:
        """How far off a moment of this machine's clock is: the database counts from its own."""
        return timedelta(0) if moment is None else moment - self.clock.now()

"""The leased job table: a job belongs to its worker until it is finished or the lease runs out."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from domain.clock import Clock
from domain.job_ports import Job
from jobs import rows
from jobs.transactions import lost, storable, writing
from store.engine import Store

_EVER = datetime.max.replace(tzinfo=UTC)


class LeasedJobs:
    """The job queue in the store's own database, so that jobs are submitted with the result they follow from.

    A worker that dies keeps nothing: when its lease ends the job goes to the next one.
    """

    def __init__(self, store: Store, clock: Clock, lease: timedelta) -> None:
        self.store = store
        self.clock = clock
        self.lease = lease
        self._seen: dict[tuple[str, ...], datetime] = {}
        """The time of the last claim of those kinds."""

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
        now = self.clock.now()
        with writing(self.store, transaction) as session:
            return rows.insert(session, kind, key, payload, not_before or now, lock, now) is not None

    def claim(self, kinds: Sequence[str], worker: str) -> Job | None:
        """Take the next due job under a lease, None when there is none.

        Jobs whose lease ran out come first, then the earliest due; never two with the same lock.
        """
        if not kinds:
            return None
        now = self.clock.now()
        with self.store.write() as session:
            if now < self._seen.get(tuple(kinds), _EVER):
                rows.mend_set_back(session, kinds, now, now + self.lease)
            self._seen[tuple(kinds)] = now
            return rows.lease_next(session, kinds, worker, now, now + self.lease)

    def heartbeat(self, job: Job, worker: str) -> bool:
        """Lengthen the lease; False when it was lost to another worker."""
        with self.store.write() as session:
            return rows.prolong(session, job, worker, self.clock.now() + self.lease)

    def finish(self, job: Job, worker: str, *, transaction: object | None = None) -> None:
        """Mark done. Raises ConflictError when the lease was lost."""
        with writing(self.store, transaction) as session:
            if not rows.delete(session, job, worker):
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
        """Mark done and take the follow-up, leased by the same worker; `lock` None: under the same lock.

        None when a job of that kind and key is active already, and when another runs under the new lock.
        Raises ConflictError when the lease was lost. The follow-up counts once the transaction is committed.
        """
        now, lock = self.clock.now(), lock or job.lock
        with writing(self.store, transaction) as session:
            if not rows.delete(session, job, worker):
                raise lost(job, worker)
            until = now + self.lease
            new = rows.insert(session, kind, key, payload, now, lock, now, holder=worker, until=until)
            if new is None:
                rows.insert(session, kind, key, payload, now, lock, now)
                return None
            return Job(new, kind, key, dict(payload), 1, until, lock)

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
            if not rows.give_back(session, job, worker, storable(error), retry_at, self.clock.now()):
                raise lost(job, worker)

    def hand_back(self, job: Job, worker: str, reason: str, *, retry_at: datetime) -> None:
        """Give back for another try that does not count: nothing failed, what it relied on has changed.

        Raises ConflictError when the lease was lost.
        """
        with self.store.write() as session:
            if not rows.hand_back(session, job, worker, storable(reason), retry_at, self.clock.now()):
                raise lost(job, worker)

    def hasten(self, kind: str, key: str, *, transaction: object | None = None) -> None:
        """Let a waiting job of that kind and key be due now, however far off it was."""
        with writing(self.store, transaction) as session:
            rows.hasten(session, kind, key, self.clock.now())

    def retry_shelved(
        self, kind: str | None = None, key: str | None = None, *, transaction: object | None = None
    ) -> int:
        """Put shelved jobs (all, of one kind, or one) back in the queue; return how many.

        One whose kind and key are active again is dropped: the newer job does its work.
        """
        with writing(self.store, transaction) as session:
            return rows.unshelve(session, kind, key, self.clock.now())

    def counts(self) -> dict[str, int]:
        """Return how many jobs stand in each state, for the health page."""
        with self.store.read() as session:
            return rows.counts(session)

    def tidy(self) -> None:
        """Nothing is left behind: a finished job is deleted with its end."""

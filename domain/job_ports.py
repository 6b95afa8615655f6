"""The queue of jobs as a Protocol: what whoever works it, or adds to it, may rely on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Job:
    """One claimed piece of work."""

    id: int
    kind: str
    key: str
    payload: Mapping[str, str]
    attempts: int
    lease_until: datetime
    lock: str | None = None
    holder: int = 0
    """What the engine knows this lease by; 0 where the worker's name and the attempts say it."""


class JobQueue(Protocol):
    """Work that waits, runs under a lease, or was shelved; each engine behind it keeps the same contract.

    `transaction` is the caller's own (a store session), None for one of the queue's own.
    """

    @property
    def lease(self) -> timedelta:
        """How long a claimed job belongs to its worker without a heartbeat."""
        ...

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
        """Queue a job; False when one of that kind and key is already waiting or running.

        Jobs under one lock never run together; one that waits for its time holds back no other.
        """
        ...

    def claim(self, kinds: Sequence[str], worker: str) -> Job | None:
        """Take the next due job under a lease, None when there is none; one whose lease ran out is due."""
        ...

    def heartbeat(self, job: Job, worker: str) -> bool:
        """Lengthen the lease; False when it was lost to another worker."""
        ...

    def finish(self, job: Job, worker: str, *, transaction: object | None = None) -> None:
        """Mark done. Raises ConflictError when the lease was lost."""
        ...

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
        """Mark done and take the follow-up under the same lease; `lock` None: under the same lock.

        None when a job of that kind and key is active already, or when another job runs under the new
        lock: then the follow-up waits. Raises ConflictError when the lease was lost. The follow-up counts
        once the transaction is committed.
        """
        ...

    def fail(
        self,
        job: Job,
        worker: str,
        error: str,
        *,
        retry_at: datetime | None,
        transaction: object | None = None,
    ) -> None:
        """Give back for a later try, or, with `retry_at` None, shelve it for good with its error."""
        ...

    def hand_back(self, job: Job, worker: str, reason: str, *, retry_at: datetime) -> None:
        """Give back for another try that does not count. Raises ConflictError when the lease was lost."""
        ...

    def hasten(self, kind: str, key: str, *, transaction: object | None = None) -> None:
        """Let a waiting job of that kind and key be due now, however far off it was."""
        ...

    def retry_shelved(
        self, kind: str | None = None, key: str | None = None, *, transaction: object | None = None
    ) -> int:
        """Put shelved jobs (all, of one kind, or one) back in the queue; return how many.

        One whose kind and key are active again is dropped: the newer job does its work.
        """
        ...

    def counts(self) -> dict[str, int]:
        """Return how many jobs stand in each state (the words of JobState), those of no job left out."""
        ...

    def tidy(self) -> None:
        """Remove what finished jobs and dead workers left behind; called once a day."""
        ...

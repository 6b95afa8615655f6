"""A worker: claims jobs, runs steps, and gives every failure its name; it never stops for a bad mail."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from domain.errors import ConflictError
from domain.job_ports import Job, JobQueue
from domain.policy import Service
from domain.states import Step, WorkState
from pipeline.bounds import bounded_cpu
from pipeline.commit import save_step
from pipeline.desk import Desk
from pipeline.engines import SEND_JOB, SETTLE_JOB, STEP_JOB, Engines
from pipeline.freezing import frozen_reply, grounds_of
from pipeline.item import Share, WorkItem
from pipeline.leases import kept_alive
from pipeline.leftovers import Leftovers
from pipeline.locks import lock_of
from pipeline.observer import Observer, Unobserved
from pipeline.outgoing import StaleDecisionError
from pipeline.records import load_item, load_share
from pipeline.table import run_step
from store.repositories import work_items
from store.repositories.history import add_event
from store.session import Session

log = logging.getLogger("ardoise.worker")

Handler = Callable[[Job], None]
"""Does one job wholly, its end included; any exception gives the job back."""

_SENDING = (SEND_JOB, SETTLE_JOB)


class Worker:
    """Works jobs one by one; `desk` gives a fresh desk for each step: ledger and switches are of now."""

    def __init__(
        self,
        name: str,
        engines: Engines,
        desk: Callable[[], Desk],
        service: Service,
        handlers: Mapping[str, Handler],
        observer: Observer | None = None,
    ) -> None:
        self.name = name
        self.engines = engines
        self._desk = desk
        self._service = service
        self._others = handlers
        self._observer = observer or Unobserved()
        self._sending_first = False
        self._leftovers = Leftovers(name, engines.clock.now, timedelta(seconds=service.retry_seconds))

    def run_one(self) -> bool:
        """Work one job and what follows from it; False when nothing was due.

        Raises only what an outage raises: the job goes back, uncounted, with the next call.
        """
        self._leftovers.give_back()
        job = self._claim()
        if job is None:
            return False
        carried: WorkItem | None = None
        while job is not None:
            job, carried = self._attempt(job, carried)
        return True

    def _claim(self) -> Job | None:
        """Take the next job, of sending and of other work by turns: a backlog of one holds up no other."""
        self._sending_first = not self._sending_first
        for sending in (self._sending_first, not self._sending_first):
            queue = self.engines.sending if sending else self.engines.jobs
            kinds = _SENDING if sending else (STEP_JOB, *self._plain_kinds())
            job = queue.claim(kinds, self.name)
            if job is not None:
                return job
        return None

    def _plain_kinds(self) -> tuple[str, ...]:
        return tuple(kind for kind in self._others if kind not in _SENDING)

    def _attempt(self, job: Job, carried: WorkItem | None) -> tuple[Job | None, WorkItem | None]:
        queue = self.engines.sending if job.kind in _SENDING else self.engines.jobs
        try:
            return self._tried(queue, job, carried)
        except ConflictError as error:
            log.warning("lease_lost", extra={"job": job.id, "reason": str(error)})
        return None, None

    def _tried(
        self, queue: JobQueue, job: Job, carried: WorkItem | None
    ) -> tuple[Job | None, WorkItem | None]:
        """Work the job; what fails is given back. Raises ConflictError when the lease was lost meanwhile."""
        try:
            with kept_alive(queue, job, self.name):
                if job.kind != STEP_JOB:
                    self._others[job.kind](job)
                    return None, None
                if job.attempts > self._service.attempts:
                    raise RuntimeError("the worker died each time it worked on this mail")
                return self._step(job, carried)
        except StaleDecisionError as error:
            queue.hand_back(job, self.name, str(error), retry_at=self.engines.clock.now())
        except ConflictError:
            raise
        except Exception as error:
            if self._leftovers.take(queue, job, error):
                raise
            self._give_back(queue, job, error)
        return None, None

    def _step(self, job: Job, carried: WorkItem | None) -> tuple[Job | None, WorkItem | None]:
        item_id, step = int(job.payload["item"]), Step(job.payload["step"])
        self._observer.at(f"{step.value}:entered")
        item = carried or load_item(self.engines.store, self.engines.blobs, item_id)
        grounds = grounds_of(self.engines, item_id, item) if step is Step.RESPOND else None
        desk = self._desk().serving(item)
        with bounded_cpu():
            outcome = run_step(step, item, desk)
        frozen = frozen_reply(self.engines, outcome, desk, grounds) if grounds else None
        self._observer.at(f"{step.value}:done")
        follow_up: list[Job | None] = [None]

        def go_on(session: Session, next_step: Step | None) -> None:
            # Only now is it known which thread the mail belongs to.
            lock = lock_of(session, item_id) if step is Step.PARSE and next_step else None
            follow_up[0] = self._go_on(session, job, item_id, next_step, lock)

        save_step(self.engines, item_id, step, outcome, frozen, go_on)
        self._observer.at(f"{step.value}:committed")
        log.info(
            "step", extra={"item": item_id, "step": step.value, "ms": outcome.item.timings_ms[step.value]}
        )
        item = outcome.item
        if outcome.matters or (step is Step.EXTRACT and item.share != Share()):
            # Which item of the mail holds what may have changed with the route.
            item = replace(item, share=load_share(self.engines.store, item_id))
        return follow_up[0], item

    def _go_on(
        self, session: Session, job: Job, item_id: int, step: Step | None, lock: str | None
    ) -> Job | None:
        if step is None:
            self.engines.jobs.finish(job, self.name, transaction=session)
            return None
        payload = {"item": str(item_id), "step": step.value}
        key = f"{item_id}:{step.value}"
        return self.engines.jobs.finish_and_continue(
            job, self.name, STEP_JOB, key, payload, lock=lock, transaction=session
        )

    def _give_back(self, queue: JobQueue, job: Job, error: Exception) -> None:
        """Try again later, or shelve for good with the error, visible in the queue of the clerks."""
        sentence = f"{type(error).__name__}: {error}"
        last = job.attempts >= self._service.attempts and job.kind == STEP_JOB
        now = self.engines.clock.now()
        pause = timedelta(seconds=self._service.retry_seconds * 2 ** min(job.attempts - 1, 10))
        log.error(
            "failed", extra={"job": job.id, "kind": job.kind, "shelved": last, "error": type(error).__name__}
        )
        with self.engines.store.write() as session:
            queue.fail(job, self.name, sentence, retry_at=None if last else now + pause, transaction=session)
            if last:
                _shelve(session, int(job.payload["item"]), sentence, self.engines)


def _shelve(session: Session, item_id: int, sentence: str, engines: Engines) -> None:
    now = engines.clock.now()
    row = work_items.change_item(session, item_id, None, now)
    row.state, row.error = WorkState.SHELVED, sentence
    row.waits_because = (f"This could not be worked ({sentence}). It is kept whole and can be tried again.",)
    add_event(session, "ardoise", "shelved", now, item_id, {"error": sentence})

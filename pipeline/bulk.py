"""Acts on many items at once: what ends them takes effect ten seconds later, so that it can be taken back."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.errors import ConflictError, NotFoundError
from domain.job_ports import Job
from domain.states import BulkAction, BulkState, WorkState
from pipeline import clerk, clerk_desk, clerk_parts
from pipeline.engines import BULK_JOB, Engines
from store.repositories import team, work_items
from store.tables import BulkAct, WorkItemRow

GRACE = timedelta(seconds=10)
MOST = 200
Chosen = tuple[tuple[int, int], ...]
"""(number, version that was seen) of each item."""


def begin(engines: Engines, action: BulkAction, chosen: Chosen, who: str, detail: str = "") -> int:
    """Confirm or archive items in ten seconds; return the act's number.

    Raises ConflictError where nothing or too much is chosen, or something that may not be done unseen.
    """
    if not 0 < len(chosen) <= MOST:
        raise ConflictError(f"choose 1 to {MOST} items; nothing was changed.")
    now = engines.clock.now()
    with engines.store.write() as session:
        for item_id, _ in chosen:
            row = work_items.get_item(session, item_id)
            if action is BulkAction.CONFIRM and not row.green:
                raise ConflictError(f"work item {item_id} is not wholly green; look at it alone.")
            if row.risk:
                raise ConflictError(f"work item {item_id} carries a warning; look at it alone.")
        act = BulkAct(
            action=action,
            who=who,
            detail=detail,
            made_at=now,
            due_at=now + GRACE,
            items=json.dumps([list(pair) for pair in chosen]),
        )
        number = team.add_bulk_act(session, act)
        engines.jobs.submit(
            BULK_JOB, str(number), {"act": str(number)}, not_before=act.due_at, transaction=session
        )
    return number


def undo(engines: Engines, act_id: int, who: str) -> None:
    """Take an act back before it takes effect. Raises ConflictError when it is too late."""
    with engines.store.write() as session:
        act = team.bulk_act(session, act_id)
        if act is None or act.who != who:
            raise NotFoundError(f"there is no act {act_id} of yours.")
        if act.state is not BulkState.PENDING:
            raise ConflictError("that took effect already; bring single items back from the closed ones.")
        act.state = BulkState.UNDONE
        session.add(act)


def numbers_of(acts: Iterable[BulkAct]) -> tuple[int, ...]:
    """Return the numbers of all items that the acts are about."""
    return tuple(number for act in acts for number, _ in chosen_of(act))


def chosen_of(act: BulkAct) -> Chosen:
    """Return the items of an act."""
    return tuple((int(number), int(version)) for number, version in json.loads(act.items))


def assign(engines: Engines, chosen: Chosen, to: str | None, who: str) -> tuple[str, ...]:
    """Give items to a colleague, None: to nobody in particular; return what could not be done."""
    return _each(chosen, lambda item_id, version: clerk_parts.hand(engines, item_id, version, to, who))


def snooze(engines: Engines, chosen: Chosen, until: datetime, who: str) -> tuple[str, ...]:
    """Put items off until a moment; return what could not be done."""
    return _each(chosen, lambda item_id, version: clerk_desk.postpone(engines, item_id, version, until, who))


@dataclass(frozen=True, slots=True)
class BulkWorker:
    """Does the acts when they are due; a job handler of a worker."""

    worker: str
    engines: Engines

    def work(self, job: Job) -> None:
        """Let one act take effect, unless it was taken back; a second run goes on where the first ended."""
        act = self._begun(int(job.payload["act"]))
        failed: tuple[str, ...] = ()
        if act is not None:
            failed = _each(chosen_of(act), lambda item_id, version: self._one(act, item_id, version))
        with self.engines.store.write() as session:
            stored = team.bulk_act(session, int(job.payload["act"]))
            if act is not None and stored is not None:
                stored.state, stored.failed = BulkState.DONE, failed
                session.add(stored)
            self.engines.jobs.finish(job, self.worker, transaction=session)

    def _begun(self, act_id: int) -> BulkAct | None:
        with self.engines.store.write() as session:
            act = team.bulk_act(session, act_id)
            if act is None or act.state not in (BulkState.PENDING, BulkState.WORKING):
                return None
            act.state = BulkState.WORKING
            session.add(act)
            return act

    def _one(self, act: BulkAct, item_id: int, version: int) -> None:
        row = self._row(item_id)
        if row.state is WorkState.CLOSED and (row.closed_by, row.version) == (act.who, version + 1):
            return  # the run before this one did it
        if act.action is BulkAction.CONFIRM:
            if not row.green:
                raise ConflictError(f"work item {item_id} is no longer wholly green.")
            clerk.confirm(self.engines, item_id, version, act.who, ("together",))
        else:
            clerk.close(self.engines, item_id, version, act.detail, act.who, ("together",))

    def _row(self, item_id: int) -> WorkItemRow:
        with self.engines.store.read() as session:
            return work_items.get_item(session, item_id)


def _each(chosen: Chosen, act: Callable[[int, int], None]) -> tuple[str, ...]:
    failed = []
    for item_id, version in chosen:
        try:
            act(item_id, version)
        except (ConflictError, NotFoundError) as error:
            failed.append(str(error))
    return tuple(failed)

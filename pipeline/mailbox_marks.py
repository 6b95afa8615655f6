"""What is done to a mail in its mailbox once its work is done: planned with the end, carried out by a job."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from domain.after_work import AfterWork
from domain.errors import NotFoundError, SourceError, Throttled
from domain.job_ports import Job
from domain.mailbox_marks import SEEN, MarkableMailbox, MarkOutcome, MarkState, RefusedError
from domain.states import WorkState
from domain.words import Route
from pipeline.engines import MARK_JOB, Engines
from pipeline.mark_steps import Marking, end_mark, load, note_refusal
from pipeline.pauses import hold_back, paused_until
from store.repositories import deliveries, mailbox_marks, work_items
from store.session import Session
from store.tables import Delivery, WorkItemRow

AT_ONCE = 100
"""Marks of one account that one job works off over one connection."""
MOST_REFUSALS = 5

OpenMailbox = Callable[[str], MarkableMailbox | None]
"""Account -> its mailbox, not yet connected; None for one that is not configured."""


def plan_marks(engines: Engines, session: Session, row: WorkItemRow, now: datetime) -> None:
    """Plan what the settings ask for if the mail of this item is done: every item of it is closed.

    Part of the transaction that closes the item. Where something was planned before nothing is again.
    """
    _plan_all(engines, session, row, now, lambda delivery, others: True)


def plan_late_marks(
    engines: Engines, session: Session, row: WorkItemRow, delivery_id: int | None, now: datetime
) -> None:
    """Plan the same for one more delivery of a mail, if it is the first one in its account.

    A mail that comes to an account again is left alone: somebody put it back, its folder was renumbered,
    or it is the copy that was just moved.
    """

    def first_in_account(delivery: Delivery, others: tuple[Delivery, ...]) -> bool:
        same = [other for other in others if other.account == delivery.account]
        return delivery.id == delivery_id and len(same) == 1

    _plan_all(engines, session, row, now, first_in_account)


def withdraw_marks(session: Session, row: WorkItemRow) -> None:
    """Forget what was planned for the mail of an item that is opened again, unless it was begun."""
    if row.mail_id is not None:
        mailbox_marks.withdraw(session, row.mail_id)


def _plan_all(
    engines: Engines,
    session: Session,
    row: WorkItemRow,
    now: datetime,
    chosen: Callable[[Delivery, tuple[Delivery, ...]], bool],
) -> None:
    if not engines.after_work or row.mail_id is None:
        return
    session.flush()
    items = work_items.items_of_mail(session, row.mail_id)
    if not items or any(item.state is not WorkState.CLOSED for item in items):
        return
    settled = mailbox_marks.accounts_marked(session, row.mail_id)
    every = deliveries.deliveries_of_mail(session, row.mail_id)
    for delivery in every:
        policy = engines.after_work.get(delivery.account)
        if policy is not None and delivery.account not in settled and chosen(delivery, every):
            _plan(engines, session, items[0], delivery, policy, now)


def _plan(
    engines: Engines,
    session: Session,
    item: WorkItemRow,
    delivery: Delivery,
    policy: AfterWork,
    now: datetime,
) -> None:
    flags = _flags(policy, item.route)
    move_to = policy.move_to.get(item.route) if item.route is not None else None
    if not flags and move_to is None:
        return
    values = {
        "delivery_id": delivery.id,
        "mail_id": item.mail_id,
        "work_item_id": item.id,
        "account": delivery.account,
        "flags": flags,
        "move_to": move_to,
        "copy_only": policy.copy_only,
        "flag_outcomes": (),
    }
    mark_id = mailbox_marks.plan(session, values, now)
    if mark_id is not None:
        # One connection an account: the jobs of an account never run side by side.
        lock = f"{MARK_JOB}:{delivery.account}"
        payload = {"mark": str(mark_id)}
        engines.jobs.submit(MARK_JOB, str(mark_id), payload, lock=lock, transaction=session)


def _flags(policy: AfterWork, route: Route | None) -> tuple[str, ...]:
    if policy.routes and route not in policy.routes:
        return ()
    return ((policy.tag,) if policy.tag else ()) + ((SEEN,) if policy.mark_read else ())


@dataclass(slots=True)
class Marker:
    """Carries out marks; a job handler of a worker."""

    worker: str
    engines: Engines
    open_mailbox: OpenMailbox

    def mark(self, job: Job) -> None:
        """Work off the job's mark, and over the same connection others of its account.

        A refusal is counted and tried again later; a mark that met trouble is left to its own job, so that
        one mail at which the server hangs up never holds up the others. Raises SourceError when the job's
        own mark has not ended: the job is given back. While the account is to be left in peace nothing is
        tried. A mark that was withdrawn is no work.
        """
        try:
            first = load(self.engines, int(job.payload["mark"]))
        except NotFoundError:
            self.engines.jobs.finish(job, self.worker)
            return
        until = paused_until(self.engines, first.account)
        try:
            if first.state is not MarkState.ENDED and until is None:
                self._work_off(first.id, first.account)
        except Throttled as error:
            until = hold_back(self.engines, first.account, error)
        if until is None or first.state is MarkState.ENDED:
            self.engines.jobs.finish(job, self.worker)
        else:
            reason = f"the account {first.account} is left in peace"
            self.engines.jobs.hand_back(job, self.worker, reason, retry_at=until)

    def _work_off(self, first: int, account: str) -> None:
        mailbox = self.open_mailbox(account)
        if mailbox is None:
            end_mark(self.engines, load(self.engines, first), MarkOutcome.SWITCHED_OFF)
            return
        try:
            refusal = self._try(mailbox, first)
            for mark_id in self._others(account, first):
                self._try(mailbox, mark_id)
        finally:
            mailbox.close()
        if refusal is not None and load(self.engines, first).state is not MarkState.ENDED:
            raise refusal

    def _try(self, mailbox: MarkableMailbox, mark_id: int) -> RefusedError | None:
        try:
            mark = load(self.engines, mark_id)
        except NotFoundError:
            return None
        if mark.state is MarkState.PLANNED and mark.account not in self.engines.after_work:
            end_mark(self.engines, mark, MarkOutcome.SWITCHED_OFF)
            return None
        try:
            Marking(self.engines, mailbox).finish(mark_id)
        except RefusedError as refusal:
            note_refusal(self.engines, load(self.engines, mark_id), str(refusal), MOST_REFUSALS)
            return refusal
        except SourceError as error:
            with self.engines.store.write() as session:
                mailbox_marks.note_problem(session, mark_id, str(error), self.engines.clock.now())
            raise
        return None

    def _others(self, account: str, first: int) -> tuple[int, ...]:
        with self.engines.store.read() as session:
            found = mailbox_marks.open_marks(session, account, AT_ONCE)
        return tuple(mark_id for mark_id in found if mark_id != first)

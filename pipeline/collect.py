"""Takes mail out of a source: bytes durable first, then delivery, work item and job in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.errors import SignInError, SourceError
from domain.mail import Delivered
from domain.ports import Batch, JobQueue, MailSource, Mark
from domain.words import Step
from pipeline.engines import STEP_JOB, Engines
from pipeline.locks import lock_of
from store.repositories import deliveries, signs
from store.repositories.deliveries import StoredDelivery
from store.repositories.history import add_event
from store.repositories.work_items import add_item
from store.session import Session
from store.tables import WorkItemRow


@dataclass(frozen=True, slots=True)
class Collected:
    """What one visit to a source brought."""

    new: int = 0
    known: int = 0
    problems: tuple[str, ...] = ()

    def __add__(self, other: "Collected") -> "Collected":
        """Return the sum of two visits."""
        return Collected(self.new + other.new, self.known + other.known, self.problems + other.problems)


def collect(engines: Engines, source: MailSource, folder: str) -> Collected:
    """Take what is new in one folder of a source.

    The first time only the mark is set: what lies there already is not worked. Raises SourceError after
    noting it where the health page looks.
    """
    try:
        mark = _mark(engines, source, folder)
        collected = Collected()
        for batch in source.fetch(folder, mark):
            collected += store_batch(engines, batch)
            source.acknowledge(batch)
    except SourceError as error:
        _note(engines, source.name, folder, error)
        raise
    _note(engines, source.name, folder, None)
    return collected


def backfill(engines: Engines, source: MailSource, folder: str, since: date) -> Collected:
    """Take older mail since a day; it is read and shown, never answered by itself."""
    mark = _mark(engines, source, folder)
    collected = Collected()
    for batch in source.backfill(folder, since, mark):
        collected += store_batch(engines, batch, move_mark=False)
    return collected


def store_batch(engines: Engines, batch: Batch, *, move_mark: bool = True) -> Collected:
    """Store one batch durably: one sync for the bytes, one transaction for everything else."""
    hashes = engines.blobs.put([delivered.raw for delivered in batch.mails])
    now = engines.clock.now()
    with engines.store.write() as session:
        stored = list(zip(batch.mails, hashes, strict=True))
        new = deliveries.add_deliveries(session, stored, now)
        _begin(engines, session, new, now)
        if move_mark:
            deliveries.move_mark(session, batch.account, batch.folder, batch.mark, now)
        for problem in batch.problems:
            add_event(session, batch.account, "fetch_problem", now, detail={"sentence": problem})
    return Collected(len(new), len(batch.mails) - len(new), batch.problems)


def upload(engines: Engines, delivered: Delivered) -> int | None:
    """Take one uploaded mail or document; return its work item's id, None when it was there before."""
    hashes = engines.blobs.put([delivered.raw])
    now = engines.clock.now()
    with engines.store.write() as session:
        new = deliveries.add_deliveries(session, [(delivered, hashes[0])], now)
        return next(iter(_begin(engines, session, new, now)), None)


def submit_step(
    jobs: JobQueue, session: Session, item_id: int, step: Step, not_before: datetime | None = None
) -> bool:
    """Queue one step of one work item; False when it is queued already."""
    payload = {"item": str(item_id), "step": step.value}
    return jobs.submit(
        STEP_JOB,
        f"{item_id}:{step.value}",
        payload,
        not_before=not_before,
        lock=lock_of(session, item_id),
        transaction=session,
    )


def _begin(engines: Engines, session: Session, new: Sequence[StoredDelivery], now: datetime) -> list[int]:
    begun = []
    for stored in new:
        key = stored.delivered.key
        name = stored.delivered.name or f"{key.account}/{key.folder}/{key.uid}"
        row = WorkItemRow(delivery_id=stored.id, source_name=name, created_at=now, updated_at=now)
        item_id = add_item(session, row)
        submit_step(engines.jobs, session, item_id, Step.PARSE)
        begun.append(item_id)
    return begun


def _mark(engines: Engines, source: MailSource, folder: str) -> Mark:
    with engines.store.read() as session:
        state = deliveries.folder_state(session, source.name, folder)
        if state is not None:
            return deliveries.mark_of(state)
    mark = source.first_mark(folder)
    with engines.store.write() as session:
        deliveries.move_mark(session, source.name, folder, mark, engines.clock.now())
    return mark


def note_unreached(engines: Engines, account: str, error: SourceError) -> None:
    """Note where alarms look that an account failed before any of its folders was reached."""
    refused = isinstance(error, SignInError)
    with engines.store.write() as session:
        signs.note_visit(session, account, "", engines.clock.now(), str(error), sign_in=refused)


def _note(engines: Engines, account: str, folder: str, error: SourceError | None) -> None:
    problem = None if error is None else str(error)
    refused = isinstance(error, SignInError)
    now = engines.clock.now()
    with engines.store.write() as session:
        deliveries.note_poll(session, account, folder, now, problem)
        signs.note_visit(session, account, folder, now, problem, sign_in=refused)

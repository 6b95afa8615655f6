"""Work items: the queue, optimistic changes, and what each step found."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import and_, delete, func, or_, select, update
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from domain.errors import ConflictError, NotFoundError
from domain.states import Step, WorkState
from domain.words import Route
from store.dialect import insert_for, table_of
from store.repositories.paging import PAGE, Slice, sliced
from store.tables import (
    Claim,
    Correction,
    Event,
    MailRow,
    Note,
    Reading,
    Revision,
    SearchWord,
    WorkItemRow,
    WorkResult,
)

_ITEM = table_of(WorkItemRow)


@dataclass(frozen=True, slots=True)
class QueuePlace:
    """Where a page of the queue ended."""

    priority: int
    id: int


def add_item(session: Session, item: WorkItemRow) -> int:
    """Add a work item and return its id; it is due when it was made unless it says otherwise."""
    item.due_at = item.due_at or item.created_at
    session.add(item)
    session.flush()
    return item.id


def get_item(session: Session, item_id: int) -> WorkItemRow:
    """Return one work item. Raises NotFoundError."""
    item = session.get(WorkItemRow, item_id)
    if item is None:
        raise NotFoundError(f"there is no work item {item_id}.")
    return item


def version_of(session: Session, item_id: int) -> int:
    """Return the version of one work item, and nothing else of it. Raises NotFoundError."""
    version = session.execute(select(_ITEM.c.version).where(_ITEM.c.id == item_id)).scalar()
    if version is None:
        raise NotFoundError(f"there is no work item {item_id}.")
    return int(version)


def change_item(session: Session, item_id: int, version: int | None, now: datetime) -> WorkItemRow:
    """Return a work item to be changed in this transaction; its version goes up.

    Raises ConflictError when `version` (what the clerk saw; None: whatever it is) is not the stored one.
    """
    wanted = rows_of(WorkItemRow).where(col(WorkItemRow.id) == item_id).with_for_update()
    item = session.exec(wanted).one_or_none()
    if item is None:
        raise NotFoundError(f"there is no work item {item_id}.")
    if version is not None and item.version != version:
        raise ConflictError(
            f"work item {item_id} was changed in the meantime; look at it again. Nothing was overwritten."
        )
    item.version += 1
    item.updated_at = now
    session.add(item)
    return item


def remove_item(session: Session, item_id: int, owner_id: int) -> None:
    """Remove a work item that turned out to be another's; its history and corrections become the owner's."""
    session.flush()
    for kept in (table_of(Event), table_of(Correction), table_of(Note)):
        moved = update(kept).where(kept.c.work_item_id == item_id).values(work_item_id=owner_id)
        session.execute(moved)
    for gone in (table_of(WorkResult), table_of(Revision), table_of(Claim), table_of(SearchWord)):
        session.execute(delete(gone).where(gone.c.work_item_id == item_id))
    session.delete(get_item(session, item_id))
    session.flush()


def item_of_delivery(session: Session, delivery_id: int) -> int | None:
    """Return the number of the item that a delivery began, None when it began none or it is gone."""
    wanted = select(func.min(_ITEM.c.id)).where(_ITEM.c.delivery_id == delivery_id)
    found: int | None = session.execute(wanted).scalar_one()
    return found


def one_item_of_mail_at_a_time(session: Session, mail_id: int) -> None:
    """Hold back others that decide about the items of this mail until the transaction ends.

    SQLite lets one writer in at a time anyway.
    """
    mail = table_of(MailRow)
    session.execute(select(mail.c.id).where(mail.c.id == mail_id).with_for_update(key_share=True))


def items_of_mail(session: Session, mail_id: int) -> tuple[WorkItemRow, ...]:
    """Return every work item of a mail, the first one first."""
    wanted = rows_of(WorkItemRow).where(col(WorkItemRow.mail_id) == mail_id).order_by(col(WorkItemRow.id))
    return tuple(session.exec(wanted))


def queue(
    session: Session,
    state: WorkState = WorkState.WAITING,
    *,
    route: Route | None = None,
    after: QueuePlace | None = None,
    limit: int = PAGE,
) -> Slice[WorkItemRow]:
    """Return a page of the queue: the highest priority first, the oldest first among equals."""
    priority, number = _ITEM.c.priority, _ITEM.c.id
    wanted = rows_of(WorkItemRow).where(_ITEM.c.state == state)
    if route is not None:
        wanted = wanted.where(_ITEM.c.route == route)
    if after is not None:
        further = and_(priority == after.priority, number > after.id)
        wanted = wanted.where(priority <= after.priority, or_(priority < after.priority, further))
    wanted = wanted.order_by(priority.desc(), number).limit(limit + 1)
    return sliced(session.exec(wanted).all(), limit)


def recent(
    session: Session,
    state: WorkState,
    before: tuple[datetime, int] | None = None,
    limit: int = PAGE,
    *,
    route: Route | None = None,
) -> Slice[WorkItemRow]:
    """Return the items of one state, the last changed first; `before` is (updated_at, id)."""
    changed, number = _ITEM.c.updated_at, _ITEM.c.id
    wanted = rows_of(WorkItemRow).where(_ITEM.c.state == state)
    if route is not None:
        wanted = wanted.where(_ITEM.c.route == route)
    if before is not None:
        earlier = and_(changed == before[0], number < before[1])
        wanted = wanted.where(changed <= before[0], or_(changed < before[0], earlier))
    wanted = wanted.order_by(changed.desc(), number.desc()).limit(limit + 1)
    return sliced(session.exec(wanted).all(), limit)


def counts_by_state(session: Session) -> dict[WorkState, int]:
    """Return the number of work items in each state."""
    session.flush()
    rows = session.execute(select(_ITEM.c.state, func.count()).group_by(_ITEM.c.state)).all()
    return {WorkState(state): number for state, number in rows}


def counts_by_route(session: Session, state: WorkState) -> dict[Route | None, int]:
    """Return the number of items of one state by route; None for those that have none yet."""
    session.flush()
    wanted = select(_ITEM.c.route, func.count()).where(_ITEM.c.state == state).group_by(_ITEM.c.route)
    return {route: number for route, number in session.execute(wanted).all()}


def save_result(session: Session, item_id: int, step: Step, body: str, now: datetime) -> None:
    """Save the JSON of what a step found; a step that ran again replaces what it found before."""
    values = {"work_item_id": item_id, "step": step, "body": body, "at": now}
    session.execute(_saved_result(session.get_bind().dialect.name), values)


def forget_results(session: Session, item_id: int, steps: Iterable[Step]) -> None:
    """Forget what those steps found, because they are to run again."""
    table = table_of(WorkResult)
    session.execute(delete(table).where(table.c.work_item_id == item_id, table.c.step.in_(list(steps))))


def results(session: Session, item_id: int) -> dict[Step, str]:
    """Return the JSON of what each step found so far."""
    wanted = rows_of(WorkResult).where(col(WorkResult.work_item_id) == item_id)
    return {row.step: row.body for row in session.exec(wanted)}


def find_reading(session: Session, sha256: str, reader: str) -> str | None:
    """Return the SHA-256 of the stored result of that reader for those bytes, None if it has none."""
    wanted = select(col(Reading.body_sha256)).where(
        col(Reading.sha256) == sha256, col(Reading.reader) == reader
    )
    return session.execute(wanted).scalar_one_or_none()


def save_reading(session: Session, sha256: str, reader: str, body_sha256: str, now: datetime) -> None:
    """Keep a reader's result; one that is kept already stays."""
    values = {"sha256": sha256, "reader": reader, "body_sha256": body_sha256, "created_at": now}
    session.execute(_kept_reading(session.get_bind().dialect.name), values)


# Made once a database: each step saves, and building a statement costs more than running it.
@cache
def _saved_result(dialect: str) -> Any:
    statement = insert_for(dialect, WorkResult)
    fresh = {name: statement.excluded[name] for name in ("body", "at")}
    return statement.on_conflict_do_update(index_elements=["work_item_id", "step"], set_=fresh)


@cache
def _kept_reading(dialect: str) -> Any:
    return insert_for(dialect, Reading).on_conflict_do_nothing()

"""Sums over the whole house: how many stand where, and since when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlmodel import Session

from domain.states import OutboxState, Step, WorkState
from domain.words import Route
from store.dialect import table_of
from store.tables import Delivery, Outbox, WorkItemRow

_ITEM = table_of(WorkItemRow)
_OUTBOX = table_of(Outbox)
_DELIVERY = table_of(Delivery)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many stand somewhere, since when the oldest does, and its number."""

    count: int = 0
    since: datetime | None = None
    first: int | None = None
    """The lowest number among them: the oldest, or close to it."""


def items_by_state_and_route(session: Session) -> dict[tuple[WorkState, Route | None], int]:
    """Return the number of work items in each state of each route; None for those without one yet."""
    wanted = select(_ITEM.c.state, _ITEM.c.route, func.count()).group_by(_ITEM.c.state, _ITEM.c.route)
    return {(state, route): number for state, route, number in session.execute(wanted).all()}


def mails_open_and_all(session: Session) -> tuple[int, int]:
    """Return how many mails and documents have an item that is not closed, and how many there are.

    A mail is done when all its items are.
    """
    first = func.coalesce(_ITEM.c.parent_id, _ITEM.c.id)
    unfinished = select(func.count(first.distinct())).where(_ITEM.c.state != WorkState.CLOSED)
    every = select(func.count()).select_from(_ITEM).where(_ITEM.c.parent_id.is_(None))
    return session.execute(unfinished).scalar_one(), session.execute(every).scalar_one()


def waiting_items(session: Session) -> Standing:
    """Return the items that wait for a person, since their mail came."""
    return _items(session, func.min(_ITEM.c.created_at), _ITEM.c.state == WorkState.WAITING)


def items_not_begun(session: Session) -> Standing:
    """Return the items that nobody began to work yet, since they came."""
    not_begun = and_(_ITEM.c.state == WorkState.WORKING, _ITEM.c.step == Step.PARSE)
    return _items(session, func.min(_ITEM.c.created_at), not_begun)


def items_under_way(session: Session, changed_before: datetime | None = None) -> Standing:
    """Return the items between two steps, since their last step; only those unchanged since a moment."""
    under_way = [_ITEM.c.state == WorkState.WORKING, _ITEM.c.step != Step.PARSE]
    if changed_before is not None:
        under_way.append(_ITEM.c.updated_at < changed_before)
    return _items(session, func.min(_ITEM.c.updated_at), *under_way)


def items_at_work(session: Session) -> dict[Step, Standing]:
    """Return the items that the program works, by the step that is due, since their last step."""
    columns = (_ITEM.c.step, func.count(), func.min(_ITEM.c.updated_at), func.min(_ITEM.c.id))
    wanted = select(*columns).where(_ITEM.c.state == WorkState.WORKING).group_by(_ITEM.c.step)
    return {step: Standing(*found) for step, *found in session.execute(wanted).all()}


def shelved_items(session: Session) -> Standing:
    """Return the items that were shelved with an error, since then."""
    return _items(session, func.min(_ITEM.c.updated_at), _ITEM.c.state == WorkState.SHELVED)


def answers_by_state(session: Session) -> dict[OutboxState, Standing]:
    """Return the answers in each state, since their last change."""
    columns = (func.count(), func.min(_OUTBOX.c.updated_at), func.min(_OUTBOX.c.id))
    wanted = select(_OUTBOX.c.state, *columns).group_by(_OUTBOX.c.state)
    return {state: Standing(*found) for state, *found in session.execute(wanted).all()}


def answers_overdue(session: Session, before: datetime) -> Standing:
    """Return the released answers that should have left before that moment, since they should have."""
    due = func.coalesce(_OUTBOX.c.not_before, _OUTBOX.c.frozen_at)
    waiting = _OUTBOX.c.state.in_((OutboxState.QUEUED, OutboxState.DELAYED, OutboxState.SENDING))
    wanted = select(func.count(), func.min(due), func.min(_OUTBOX.c.id)).where(waiting, due < before)
    return Standing(*session.execute(wanted).one())


def answers_sent(session: Session) -> dict[bool, int]:
    """Return how many answers were sent: by themselves (True) and by a person (False)."""
    sent = _OUTBOX.c.state == OutboxState.SENT
    wanted = select(_OUTBOX.c.automatic, func.count()).where(sent).group_by(_OUTBOX.c.automatic)
    return {automatic: number for automatic, number in session.execute(wanted).all()}


def last_deliveries(session: Session, accounts: Sequence[str]) -> dict[str, datetime]:
    """Return when each account brought its latest mail; one that never brought any is left out."""
    found = {}
    for account in accounts:
        newest = select(_DELIVERY.c.received_at).where(_DELIVERY.c.account == account)
        came = session.execute(newest.order_by(_DELIVERY.c.id.desc()).limit(1)).scalar_one_or_none()
        if came is not None:
            found[account] = came
    return found


def _items(session: Session, since: ColumnElement[datetime], *where: ColumnElement[bool]) -> Standing:
    wanted = select(func.count(), since, func.min(_ITEM.c.id)).where(*where)
    return Standing(*session.execute(wanted).one())

"""The queue as clerks look at it: chosen by many things at once, in several orders, page by page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import Enum, StrEnum
from operator import eq, ge, le, lt
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    String,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    true,
    type_coerce,
)
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from domain.states import WorkState
from domain.words import DisputeReason, Intent, Route
from store.dialect import table_of
from store.repositories.paging import PAGE, Slice
from store.repositories.queue_order import Order, Place, further, in_order
from store.repositories.search import Asked, found_by
from store.tables import WorkItemRow

MOST_CLOSED = 10_000
"""Closed items are counted so far and no further: they grow without end."""
MOST_FOUND = 1_000
"""What common words find is counted so far and no further in each tray."""
_ITEM = table_of(WorkItemRow)


class Reach(Enum):
    """How many items a search may meet: it is served by other indexes then."""

    ALL = 1
    """There is none, or it is one filter of several."""
    FEW = 2
    COMMON = 3


class Tray(StrEnum):
    """A part of all work that is looked at together."""

    WAITING = "waiting"
    MINE = "mine"
    POSTPONED = "postponed"
    WORKING = "working"
    SHELVED = "shelved"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody wants to see; None, "" and () choose nothing away."""

    tray: Tray = Tray.WAITING
    route: Route | None = None
    intent: Intent | None = None
    reason: DisputeReason | None = None
    customers: tuple[str, ...] = ()
    """Any of these customers."""
    assignee: str | None = None
    """"": items of nobody in particular."""
    free_for: str | None = None
    """Only what is this person's or nobody's in particular."""
    account: str | None = None
    company: str | None = None
    """"": items of nobody yet."""
    language: str | None = None
    """"": items without one."""
    amount_from: Decimal | None = None
    amount_to: Decimal | None = None
    came_before: datetime | None = None
    came_after: datetime | None = None
    due_before: datetime | None = None
    flagged: bool = False
    green: bool = False
    words: tuple[Asked, ...] = ()
    """What it is searched by (`pipeline.search_words.asked`)."""
    named: tuple[str, ...] = ()
    """Customers that are found too, whatever the words say: their names hold them."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many items there are; `MOST_CLOSED` closed ones means: or more."""

    by_tray: dict[Tray, int]
    by_route: dict[Route | None, int]
    """In the tray that is looked at, whatever the route that is chosen."""


@dataclass(frozen=True, slots=True)
class Looking:
    """Who looks, and when: what is mine and what is put off depend on it."""

    who: str
    now: datetime
    hidden: tuple[int, ...] = ()
    """Numbers of private items that are not shown to them."""


def page_of(
    session: Session,
    choice: Choice,
    looking: Looking,
    order: Order,
    after: Place | None = None,
    limit: int = PAGE,
    without: Sequence[int] = (),
) -> Slice[WorkItemRow]:
    """Return a page; `without` are numbers that are passed over. Which rows is told by an index alone."""
    found, reach = _chosen(session, choice)
    chosen = and_(_in_tray(choice.tray, looking, reach), found)
    if without:
        chosen = and_(chosen, _ITEM.c.id.not_in(list(without)))
    numbers: list[int] = []
    for condition in further(order, after):
        wanted = select(_ITEM.c.id).where(chosen, condition)
        wanted = wanted.order_by(*in_order(order)).limit(limit + 1 - len(numbers))
        numbers += session.execute(wanted).scalars().all()
        if len(numbers) > limit:
            break
    wanted_rows = rows_of(WorkItemRow).where(col(WorkItemRow.id).in_(numbers))
    rows = {row.id: row for row in session.exec(wanted_rows)}
    return Slice(tuple(rows[number] for number in numbers[:limit]), len(numbers) > limit)


def settled_order(session: Session, choice: Choice, order: Order) -> Order:
    """Return the order that can be had at once: what common words find is only stepped through by risk."""
    if not choice.words or order in (Order.RISK, Order.PRIORITY):
        return order
    _, is_common = found_by(session, choice.words)
    return Order.RISK if is_common and choice.tray is not Tray.CLOSED else order


def counts(session: Session, choice: Choice, looking: Looking) -> Counts:
    """Return how many items there are of what is chosen; `tray` and `route` of the choice count as unset."""
    plain = replace(choice, route=None, tray=Tray.WAITING) == Choice()
    chosen, reach = _chosen(session, replace(choice, route=None))
    most = MOST_FOUND if reach is Reach.COMMON else None
    by_tray: dict[Tray, dict[Route | None, int]] = {}
    for tray in (Tray.WORKING, Tray.SHELVED, Tray.CLOSED):
        there = and_(_in_tray(tray, looking, reach), chosen)
        by_tray[tray] = _by_route(session, there, MOST_CLOSED if tray is Tray.CLOSED else most)
    if plain or most is not None:
        by_tray |= _waiting_apart(session, chosen, looking, reach, most)
    else:
        by_tray |= _waiting_at_once(session, chosen, looking, reach)
    return Counts({tray: sum(_of(by_tray[tray], choice.route)) for tray in Tray}, by_tray[choice.tray])


def kinds_there(session: Session) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the mailboxes and the languages of what waits, to choose from."""
    wanted = select(_ITEM.c.account, _ITEM.c.language).where(_ITEM.c.state == WorkState.WAITING).distinct()
    found = session.execute(wanted).all()
    accounts = sorted({account for account, _ in found if account})
    return tuple(accounts), tuple(sorted({language for _, language in found if language}))


def _waiting_apart(
    session: Session, chosen: ColumnElement[bool], looking: Looking, reach: Reach, most: int | None
) -> dict[Tray, dict[Route | None, int]]:
    """Count what waits by an index for each tray: that pays where nothing is chosen, or common words."""
    found = {
        tray: _by_route(session, and_(_in_tray(tray, looking, reach), chosen), most)
        for tray in (Tray.MINE, Tray.POSTPONED)
    }
    there = and_(_in_state(WorkState.WAITING, reach), *_shown_to(looking), chosen)
    waiting = _by_route(session, there, most, stepping=most is None)
    # What is put off is little; what waits is then counted by stepping along one index.
    put_off = found[Tray.POSTPONED]
    return found | {Tray.WAITING: {route: count - put_off.get(route, 0) for route, count in waiting.items()}}


def _waiting_at_once(
    session: Session, chosen: ColumnElement[bool], looking: Looking, reach: Reach
) -> dict[Tray, dict[Route | None, int]]:
    """Count what waits in all its trays in one walk over what is chosen."""
    off = _ITEM.c.postponed_until > looking.now
    route = type_coerce(_ITEM.c.route, String).concat("")
    put_off = func.sum(case((off, 1), else_=0))
    mine = func.sum(case((off, 0), (_ITEM.c.assignee == looking.who, 1), else_=0))
    there = and_(_in_state(WorkState.WAITING, reach), *_shown_to(looking), chosen)
    found: dict[Tray, dict[Route | None, int]] = {Tray.WAITING: {}, Tray.MINE: {}, Tray.POSTPONED: {}}
    walked = select(route, func.count(), put_off, mine).where(there).group_by(route)
    for name, every, later, own in session.execute(walked):
        known = Route(name) if name else None
        found[Tray.WAITING][known] = every - later
        found[Tray.POSTPONED][known], found[Tray.MINE][known] = later, own
    return found


def _of(found: dict[Route | None, int], route: Route | None) -> list[int]:
    return [number for each, number in found.items() if route in (None, each)]


def _by_route(
    session: Session, there: ColumnElement[bool], most: int | None, *, stepping: bool = False
) -> dict[Route | None, int]:
    """Count; `stepping` along the routes' own index pays only where nothing else is chosen."""
    stored = type_coerce(_ITEM.c.route, String)
    route = stored if stepping else stored.concat("")
    if most is None:
        grouped = select(route, func.count()).where(there).group_by(route)
    else:
        few = select(route.label("route")).where(there).limit(most).subquery()
        grouped = select(few.c.route, func.count()).group_by(few.c.route)
    return {Route(name) if name else None: number for name, number in session.execute(grouped)}


def _in_state(state: WorkState, reach: Reach) -> ColumnElement[bool]:
    if reach is not Reach.FEW:
        return _ITEM.c.state == state
    # No index can serve this, so the few items themselves are looked up instead of all of the state.
    return type_coerce(_ITEM.c.state, String).concat("") == state.value


def _in_tray(tray: Tray, looking: Looking, reach: Reach) -> ColumnElement[bool]:
    state = WorkState.WAITING if tray in (Tray.MINE, Tray.POSTPONED) else WorkState(tray.value)
    conditions = [_in_state(state, reach), *_shown_to(looking)]
    off = _ITEM.c.postponed_until
    if tray in (Tray.WAITING, Tray.MINE):
        conditions.append(or_(off.is_(None), off <= looking.now))
    if tray is Tray.MINE:
        conditions.append(_ITEM.c.assignee == looking.who)
    if tray is Tray.POSTPONED:
        conditions.append(off > looking.now)
    return and_(*conditions)


def _shown_to(looking: Looking) -> tuple[ColumnElement[bool], ...]:
    if not looking.hidden:
        return ()
    # Literal: there may be more of them than a statement has places for values.
    listed: BindParameter[int] = bindparam(
        "hidden", list(looking.hidden), expanding=True, literal_execute=True, unique=True
    )
    return (_ITEM.c.id.not_in(listed),)


def _chosen(session: Session, choice: Choice) -> tuple[ColumnElement[bool], Reach]:
    """Return the condition, and how many items the search in it may meet."""
    item = _ITEM.c
    compared: list[tuple[object, ColumnElement[Any], Callable[..., Any]]] = [
        (choice.route, item.route, eq),
        (choice.intent, item.intent, eq),
        (choice.reason, item.reason, eq),
        (choice.account, item.account, eq),
        (choice.company, item.company, eq),
        (choice.amount_from, item.amount, ge),
        (choice.amount_to, item.amount, le),
        (choice.came_before, item.created_at, lt),
        (choice.came_after, item.created_at, ge),
        (choice.due_before, item.due_at, lt),
        (choice.flagged or None, item.risk, eq),
        (choice.green or None, item.green, eq),
    ]
    conditions = [compare(column, wish) for wish, column, compare in compared if wish is not None]
    for text, column in ((choice.assignee, item.assignee), (choice.language, item.language)):
        if text is not None:
            conditions.append(column == text if text else column.is_(None))
    if choice.free_for is not None:
        conditions.append(or_(item.assignee.is_(None), item.assignee == choice.free_for))
    if choice.customers:
        conditions.append(item.customer_id.in_(choice.customers))
    reach = Reach.ALL
    if choice.words:
        hit, is_common = found_by(session, choice.words)
        reach = Reach.COMMON if is_common else Reach.ALL if choice.named else Reach.FEW
        conditions.append(or_(hit, item.customer_id.in_(choice.named)) if choice.named else hit)
    return and_(true(), *conditions), reach

"""Mails to colleagues: who wishes which, how the day's work stands for somebody, and who was given what."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from domain.states import OutboxState, WorkState
from domain.words import Route
from store.dialect import insert_into, table_of
from store.repositories.private import hidden
from store.tables import AssigneeNotice, Event, MailRow, MessageWish, Outbox, WorkItemRow

_ITEM, _EVENT, _MAIL = table_of(WorkItemRow), table_of(Event), table_of(MailRow)
_NOTICE, _WISH, _OUTBOX = table_of(AssigneeNotice), table_of(MessageWish), table_of(Outbox)
HANDED = "handed"
"""The event that says whom an item was given to."""
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Waiting:
    """How the queue stands for one person, in numbers."""

    waiting: int
    overdue: int
    mine: int
    mine_overdue: int
    drafts: int
    held: int
    """Answers held back by a switch."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One item that a digest names."""

    number: int
    route: Route | None
    customer_id: str | None
    amount: Decimal | None
    currency: str | None
    due_at: datetime | None
    subject: str


@dataclass(frozen=True, slots=True)
class Handed:
    """One handing over: its event, the item, who gave it to whom."""

    event: int
    item: int
    by: str
    to: str
    """"" where it was given to nobody."""
    at: datetime


def wish_of(session: Session, who: str) -> MessageWish | None:
    """Return what somebody wishes, None where they never said."""
    return session.get(MessageWish, who)


def keep_wish(session: Session, wish: MessageWish) -> None:
    """Keep what somebody wishes; how their digest stands is left as it is."""
    fresh = {name: getattr(wish, name) for name in ("address", "digest", "hour", "time_zone", "assigned")}
    statement = insert_into(session, MessageWish).values(who=wish.who, **fresh)
    session.execute(statement.on_conflict_do_update(index_elements=["who"], set_={**fresh, "problem": None}))


def wishes(session: Session) -> tuple[MessageWish, ...]:
    """Return the wishes of everybody who wants any mail, by name."""
    wanted = rows_of(MessageWish).where(or_(col(MessageWish.digest), col(MessageWish.assigned)))
    return tuple(session.exec(wanted.order_by(col(MessageWish.who))))


def addresses(session: Session) -> tuple[tuple[str, str], ...]:
    """Return name and address, lower case, of everybody who named one, by name."""
    wanted = rows_of(MessageWish).where(col(MessageWish.address) != "").order_by(col(MessageWish.who))
    return tuple((wish.who, wish.address.strip().lower()) for wish in session.exec(wanted))


def claim_digest(session: Session, who: str, day: date, now: datetime) -> bool:
    """Take the digest of somebody's day; False when it was taken already, or its next try is to come."""
    free = or_(_WISH.c.sent_for.is_(None), _WISH.c.sent_for < day)
    due = or_(_WISH.c.next_try_at.is_(None), _WISH.c.next_try_at <= now)
    taken = update(_WISH).where(_WISH.c.who == who, _WISH.c.digest, free, due)
    found = session.execute(taken.values(sent_for=day, next_try_at=None).returning(_WISH.c.who))
    return found.scalar_one_or_none() is not None


def give_back_digest(session: Session, who: str, problem: str, next_try_at: datetime) -> None:
    """Note that a digest did not leave, and when it is tried again."""
    noted = update(_WISH).where(_WISH.c.who == who)
    session.execute(noted.values(sent_for=None, problem=problem, next_try_at=next_try_at))


def note_sent(session: Session, who: str) -> None:
    """Note that a digest left."""
    session.execute(update(_WISH).where(_WISH.c.who == who).values(problem=None))


def waiting_for(session: Session, who: str, now: datetime) -> Waiting:
    """Return how the queue stands; what is put off is left out."""
    late, mine = _ITEM.c.due_at < now, _ITEM.c.assignee == who
    counted = select(
        func.count(),
        func.count().filter(late),
        func.count().filter(mine),
        func.count().filter(and_(mine, late)),
    ).where(*_open(now))
    states = select(_OUTBOX.c.state, func.count()).group_by(_OUTBOX.c.state)
    states = states.where(_OUTBOX.c.state.in_((OutboxState.DRAFT, OutboxState.HELD)))
    answers = {state: count for state, count in session.execute(states).all()}
    found = session.execute(counted).one()
    waiting, overdue, mine, mine_overdue = found
    drafts, held = answers.get(OutboxState.DRAFT, 0), answers.get(OutboxState.HELD, 0)
    return Waiting(waiting, overdue, mine, mine_overdue, drafts, held)


def first_of(session: Session, who: str, now: datetime, most: int) -> tuple[Listed, ...]:
    """Return the items that are most urgent for somebody: their own before anybody's, then by due time."""
    columns = (_ITEM.c.id, _ITEM.c.route, _ITEM.c.customer_id, _ITEM.c.amount, _ITEM.c.currency)
    wanted = select(*columns, _ITEM.c.due_at, func.coalesce(_MAIL.c.subject, _ITEM.c.source_name))
    wanted = wanted.select_from(_ITEM.outerjoin(_MAIL, _MAIL.c.id == _ITEM.c.mail_id)).where(*_open(now))
    wanted = wanted.where(or_(_ITEM.c.assignee == who, _ITEM.c.assignee.is_(None)))
    wanted = wanted.where(_ITEM.c.id.not_in(hidden()))
    wanted = wanted.order_by(_ITEM.c.assignee.is_(None), _ITEM.c.due_at, _ITEM.c.id).limit(most)
    return tuple(Listed(*row) for row in session.execute(wanted).all())


def untold(session: Session, channel: str, since: datetime, now: datetime) -> tuple[Handed, ...]:
    """Return the handings over since then that a channel has to tell now: the oldest, not all at once."""
    told = _NOTICE.c.event_id == _EVENT.c.id
    joined = _EVENT.outerjoin(_NOTICE, and_(told, _NOTICE.c.channel == channel))
    due = and_(_NOTICE.c.ended_at.is_(None), _NOTICE.c.due_at <= now)
    wanted = select(_EVENT.c.id, _EVENT.c.work_item_id, _EVENT.c.who, _EVENT.c.detail, _EVENT.c.at)
    wanted = wanted.select_from(joined).where(_EVENT.c.action == HANDED, _EVENT.c.at >= since)
    wanted = wanted.where(or_(_NOTICE.c.event_id.is_(None), due)).order_by(_EVENT.c.id).limit(_AT_ONCE)
    found = []
    for number, item, by, detail, at in session.execute(wanted):
        to = json.loads(detail).get("to")
        found.append(Handed(number, item or 0, by, str(to or ""), at))
    return tuple(found)


def claim_notices(
    session: Session, events: Iterable[int], channel: str, now: datetime, until: datetime
) -> set[int]:
    """Take notices so that nobody else sends them meanwhile; return those that were free."""
    taken = set()
    for number in events:
        first = {"event_id": number, "channel": channel, "due_at": until, "attempts": 1}
        free = and_(_NOTICE.c.ended_at.is_(None), _NOTICE.c.due_at <= now)
        again = {"due_at": until, "attempts": _NOTICE.c.attempts + 1}
        statement = insert_into(session, AssigneeNotice).values(**first)
        statement = statement.on_conflict_do_update(
            index_elements=["event_id", "channel"], set_=again, where=free
        ).returning(_NOTICE.c.event_id)
        if session.execute(statement).scalar_one_or_none() is not None:
            taken.add(number)
    return taken


def end_notices(session: Session, events: Iterable[int], channel: str, now: datetime) -> None:
    """Note that notices left."""
    _noted(session, events, channel, {"ended_at": now, "error": None})


def put_off_notices(
    session: Session, events: Iterable[int], channel: str, error: str, next_try_at: datetime
) -> None:
    """Note that notices did not leave, and when they are tried again."""
    _noted(session, events, channel, {"due_at": next_try_at, "error": error})


def forget_notices_before(session: Session, before: datetime) -> None:
    """Forget notices of long ago."""
    session.execute(_NOTICE.delete().where(_NOTICE.c.due_at < before))


def _noted(session: Session, events: Iterable[int], channel: str, values: dict[str, object]) -> None:
    which = and_(_NOTICE.c.event_id.in_(list(events)), _NOTICE.c.channel == channel)
    session.execute(update(_NOTICE).where(which).values(**values))


def _open(now: datetime) -> tuple[ColumnElement[bool], ...]:
    put_off = or_(_ITEM.c.postponed_until.is_(None), _ITEM.c.postponed_until <= now)
    return (_ITEM.c.state == WorkState.WAITING, put_off)

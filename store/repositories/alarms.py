"""Alarms and who was told of them; an open alarm of one name and subject stands once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select, update
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from domain.alarms import AlarmEvent, NoticeState, Trouble
from store.dialect import insert_into, table_of
from store.tables import AlarmNotice, AlarmRow, TimetableRun

_ALARM = table_of(AlarmRow)
_NOTICE = table_of(AlarmNotice)
_RUN = table_of(TimetableRun)
_SKEW = timedelta(minutes=5)
"""Clocks of machines may differ by so much."""
_FAR = timedelta(hours=2)
"""No message is put off for so long; one that seems to be was put off before a clock was set back."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits on one channel: how many messages were tried in vain, since when, and the last error."""

    count: int
    since: datetime
    error: str


def take_turn(session: Session, entry: str, due_at: datetime, kept: timedelta) -> bool:
    """Take one due time of an entry; False when some process had it already. Older ones are forgotten.

    So are those far ahead: after a clock was set back nobody would get a turn until it caught up.
    """
    ahead = _RUN.c.due_at > due_at + _SKEW
    session.execute(_RUN.delete().where(_RUN.c.entry == entry, ahead))
    taken = session.execute(
        insert_into(session, TimetableRun)
        .values(entry=entry, due_at=due_at)
        .on_conflict_do_nothing()
        .returning(_RUN.c.entry)
    ).scalar_one_or_none()
    session.execute(_RUN.delete().where(_RUN.c.entry == entry, _RUN.c.due_at < due_at - kept))
    return taken is not None


def open_alarms(session: Session, *, to_change: bool = False) -> tuple[AlarmRow, ...]:
    """Return the alarms that are raised now, the oldest first; `to_change` locks them until the end."""
    wanted = rows_of(AlarmRow).where(col(AlarmRow.cleared_at).is_(None)).order_by(col(AlarmRow.id))
    return tuple(session.exec(wanted.with_for_update() if to_change else wanted))


def cleared_alarms(session: Session, limit: int) -> tuple[AlarmRow, ...]:
    """Return the alarms that were cleared last, the newest first."""
    wanted = rows_of(AlarmRow).where(col(AlarmRow.cleared_at).is_not(None))
    newest = wanted.order_by(col(AlarmRow.cleared_at).desc(), col(AlarmRow.id).desc())
    return tuple(session.exec(newest.limit(limit)))


def raise_alarm(session: Session, trouble: Trouble, now: datetime) -> int | None:
    """Raise an alarm and return its id; None when somebody raised it in the meantime."""
    values = {
        "name": trouble.name,
        "subject": trouble.subject,
        "sentence": trouble.sentence,
        "mend": trouble.mend,
        "since": trouble.since,
        "raised_at": now,
        "seen_at": now,
        "told_at": now,
    }
    statement = insert_into(session, AlarmRow).values(**values).on_conflict_do_nothing()
    raised: int | None = session.execute(statement.returning(_ALARM.c.id)).scalar_one_or_none()
    return raised


def forget_cleared_before(session: Session, before: datetime) -> None:
    """Forget alarms that were cleared before that time, with their notices."""
    old = select(_ALARM.c.id).where(_ALARM.c.cleared_at < before)
    session.execute(_NOTICE.delete().where(_NOTICE.c.alarm_id.in_(old)))
    session.execute(_ALARM.delete().where(_ALARM.c.cleared_at < before))


def add_notice(session: Session, alarm_id: int, event: AlarmEvent, channel: str, now: datetime) -> None:
    """Let people be told of something on one channel, not before what that channel failed to say earlier."""
    backing_off = (_NOTICE.c.state == NoticeState.WAITING, _NOTICE.c.channel == channel)
    earlier = select(func.min(_NOTICE.c.due_at)).where(*backing_off, _NOTICE.c.error.is_not(None))
    due = session.execute(earlier).scalar_one_or_none()
    notice = AlarmNotice(
        alarm_id=alarm_id, event=event, channel=channel, created_at=now, due_at=max(due or now, now)
    )
    session.add(notice)


def claim_notices(
    session: Session, channel: str, now: datetime, until: datetime, limit: int
) -> tuple[tuple[AlarmNotice, AlarmRow], ...]:
    """Take the messages of a channel that are due, with their alarms; nobody else takes them before `until`.

    The try is counted now, so that one that ends with the process was one, too.
    """
    wanted = (
        rows_of(AlarmNotice, AlarmRow)
        .join(AlarmRow, col(AlarmRow.id) == col(AlarmNotice.alarm_id))
        .where(_NOTICE.c.state == NoticeState.WAITING, _NOTICE.c.channel == channel)
        .where(or_(_NOTICE.c.due_at <= now, _NOTICE.c.due_at > now + _FAR))
        .order_by(col(AlarmNotice.id))
        .limit(limit)
        .with_for_update(of=_NOTICE, skip_locked=True)
    )
    claimed = tuple((notice, alarm) for notice, alarm in session.exec(wanted))
    for notice, _ in claimed:
        notice.due_at, notice.attempts = until, notice.attempts + 1
        session.add(notice)
    return claimed


def note_sent(session: Session, notice_ids: Sequence[int], now: datetime) -> None:
    """Note that messages were handed over."""
    _change(session, notice_ids, state=NoticeState.SENT, ended_at=now, error=None)


def note_failed(session: Session, notice_ids: Sequence[int], error: str, again_at: datetime) -> None:
    """Note why messages could not be handed over, and when they are tried again."""
    _change(session, notice_ids, error=error, due_at=again_at)


def give_up(session: Session, created_before: datetime, now: datetime) -> None:
    """Give up messages that could not be handed over since then."""
    session.execute(
        update(_NOTICE)
        .where(_NOTICE.c.state == NoticeState.WAITING, _NOTICE.c.created_at < created_before)
        .values(state=NoticeState.GIVEN_UP, ended_at=now)
    )


def notices_in_vain(session: Session) -> dict[str, Backlog]:
    """Return, by channel, the messages that wait after a failed try."""
    failed = (_NOTICE.c.state == NoticeState.WAITING, _NOTICE.c.error.is_not(None))
    wanted = (
        select(_NOTICE.c.channel, func.count(), func.min(_NOTICE.c.created_at), func.max(_NOTICE.c.error))
        .where(*failed)
        .group_by(_NOTICE.c.channel)
    )
    return {channel: Backlog(*found) for channel, *found in session.execute(wanted).all()}


def _change(session: Session, notice_ids: Sequence[int], **values: object) -> None:
    session.execute(update(_NOTICE).where(_NOTICE.c.id.in_(list(notice_ids))).values(**values))

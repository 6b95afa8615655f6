"""Marks in mailboxes: planned once a delivery, then moved from state to state."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from domain.errors import ConflictError
from domain.mailbox_marks import MarkState
from store.dialect import insert_into, table_of
from store.tables import MailboxMark

_MARK = table_of(MailboxMark)


def plan(session: Session, values: Mapping[str, object], now: datetime) -> int | None:
    """Add a mark; None when its delivery has one already."""
    statement = (
        insert_into(session, MailboxMark)
        .values(**values, state=MarkState.PLANNED, attempts=0, created_at=now, updated_at=now)
        .on_conflict_do_nothing()
        .returning(_MARK.c.id)
    )
    return session.execute(statement).scalar_one_or_none()


def withdraw(session: Session, mail_id: int) -> None:
    """Forget the marks of a mail that were planned and not begun: its work is open again."""
    session.execute(delete(_MARK).where(_MARK.c.mail_id == mail_id, _MARK.c.state == MarkState.PLANNED))


def get_mark(session: Session, mark_id: int) -> MailboxMark | None:
    """Return one mark."""
    return session.get(MailboxMark, mark_id)


def accounts_marked(session: Session, mail_id: int) -> frozenset[str]:
    """Return the accounts in which that mail was planned or marked already."""
    wanted = select(_MARK.c.account).where(_MARK.c.mail_id == mail_id)
    return frozenset(session.execute(wanted).scalars())


def open_marks(session: Session, account: str, limit: int) -> tuple[int, ...]:
    """Return marks of that account that have not ended and met no problem yet, the first one first."""
    wanted = (
        select(_MARK.c.id)
        .where(_MARK.c.account == account, _MARK.c.state != MarkState.ENDED, _MARK.c.problem.is_(None))
        .order_by(_MARK.c.id)
        .limit(limit)
    )
    return tuple(session.execute(wanted).scalars())


def hindered(session: Session) -> int:
    """Return how many marks have not ended and met a problem."""
    wanted = select(func.count()).where(_MARK.c.state != MarkState.ENDED, _MARK.c.problem.is_not(None))
    return int(session.execute(wanted).scalar_one())


def advance(
    session: Session, mark_id: int, expected: MarkState, now: datetime, values: Mapping[str, object]
) -> None:
    """Change a mark that is in the expected state. Raises ConflictError when it no longer is."""
    changed = session.execute(
        update(_MARK)
        .where(_MARK.c.id == mark_id, _MARK.c.state == expected)
        .values(updated_at=now, **values)
        .returning(_MARK.c.id)
    )
    if changed.scalar_one_or_none() is None:
        raise ConflictError(
            f"the mark {mark_id} is no longer {expected.value}: another worker goes on with it."
        )


def count_refusal(session: Session, mark_id: int, problem: str, now: datetime) -> int:
    """Note that the server refused, and why; return how often it did."""
    changed = session.execute(
        update(_MARK)
        .where(_MARK.c.id == mark_id)
        .values(attempts=_MARK.c.attempts + 1, problem=problem, updated_at=now)
        .returning(_MARK.c.attempts)
    )
    return int(changed.scalar_one())


def note_problem(session: Session, mark_id: int, problem: str, now: datetime) -> None:
    """Note what hindered a mark, e.g. a lost connection."""
    session.execute(update(_MARK).where(_MARK.c.id == mark_id).values(problem=problem, updated_at=now))


def marks_of_item(session: Session, item_id: int) -> tuple[MailboxMark, ...]:
    """Return the marks that a work item's end brought about, the first one first."""
    wanted = (
        rows_of(MailboxMark).where(col(MailboxMark.work_item_id) == item_id).order_by(col(MailboxMark.id))
    )
    return tuple(session.exec(wanted))

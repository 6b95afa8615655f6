"""Which mails are private, and from whom they are hidden."""

from datetime import datetime

from sqlalchemy import delete, func, or_, select
from sqlalchemy.sql import Select
from sqlmodel import Session

from store.dialect import insert_into, table_of
from store.tables import MailRow, PrivateMark, WorkItemRow

_MARK, _ITEM, _MAIL = table_of(PrivateMark), table_of(WorkItemRow), table_of(MailRow)


def mark(session: Session, first_id: int, who: str, reason: str, now: datetime) -> bool:
    """Make a mail private by its first item; False where it is already."""
    session.flush()
    values = {"work_item_id": first_id, "who": who, "reason": reason, "at": now}
    statement = insert_into(session, PrivateMark).values(values).on_conflict_do_nothing()
    added = session.execute(statement.returning(_MARK.c.work_item_id))
    return added.scalar_one_or_none() is not None


def unmark(session: Session, first_id: int) -> None:
    """Make it open again."""
    session.execute(delete(_MARK).where(_MARK.c.work_item_id == first_id))


def mark_of(session: Session, item_id: int) -> PrivateMark | None:
    """Return the mark that hides an item, its own or that of its mail's first item; None for an open one."""
    first = func.coalesce(_ITEM.c.parent_id, _ITEM.c.id)
    wanted = select(_MARK.c.work_item_id).join(_ITEM, _MARK.c.work_item_id == first)
    found = session.execute(wanted.where(_ITEM.c.id == item_id)).scalar()
    # Nearly every mail is open: only what is hidden is looked at whole.
    return None if found is None else session.get(PrivateMark, found)


def thread_is_private(session: Session, thread_key: str | None) -> bool:
    """Tell whether some mail of a thread is private: an answer to it quotes it."""
    if thread_key is None:
        return False
    joined = _MARK.join(_ITEM, _ITEM.c.id == _MARK.c.work_item_id).join(_MAIL, _MAIL.c.id == _ITEM.c.mail_id)
    wanted = select(_MARK.c.work_item_id).select_from(joined).where(_MAIL.c.thread_key == thread_key)
    return session.execute(wanted.limit(1)).first() is not None


def items_beside(session: Session, mail_id: int | None, along: PrivateMark | None = None) -> tuple[int, ...]:
    """Return the first items of a thread's other mails; with a mark: of those hidden along with it."""
    mail = session.get(MailRow, mail_id) if mail_id is not None else None
    if mail is None or mail.thread_key is None:
        return ()
    wanted = (
        select(_ITEM.c.id)
        .join(_MAIL, _MAIL.c.id == _ITEM.c.mail_id)
        .where(_MAIL.c.thread_key == mail.thread_key, _MAIL.c.id != mail.id, _ITEM.c.parent_id.is_(None))
    )
    if along is not None:
        wanted = wanted.join(_MARK, _MARK.c.work_item_id == _ITEM.c.id)
        wanted = wanted.where(_MARK.c.who == along.who, _MARK.c.at == along.at)
    return tuple(session.execute(wanted.order_by(_ITEM.c.id)).scalars())


def hidden_items(session: Session, who: str | None = None) -> tuple[int, ...]:
    """Return every private item but those that this person marked, in the order of their numbers."""
    return tuple(session.execute(hidden(who).order_by(_ITEM.c.id)).scalars())


def hidden(who: str | None = None) -> Select[tuple[int]]:
    """Return the same as a question, for use in others."""
    first = select(_MARK.c.work_item_id)
    if who is not None:
        first = first.where(_MARK.c.who != who)
    return select(_ITEM.c.id).where(or_(_ITEM.c.id.in_(first), _ITEM.c.parent_id.in_(first)))

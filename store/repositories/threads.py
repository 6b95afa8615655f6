"""The mails of one thread and the work items that hold them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session

from store.dialect import table_of
from store.tables import MailRow, WorkItemRow

MOST = 50
_MAIL = table_of(MailRow)
_ITEM = table_of(WorkItemRow)


@dataclass(frozen=True, slots=True)
class ThreadMail:
    """One mail of a thread, as lists show it."""

    item_id: int
    subject: str
    sender: str
    received_at: datetime
    state: str


def thread_of(session: Session, mail_id: int) -> tuple[ThreadMail, ...]:
    """Return the other mails of a mail's thread, the oldest first, each with its first work item."""
    key = session.execute(select(_MAIL.c.thread_key).where(_MAIL.c.id == mail_id)).scalar_one_or_none()
    if key is None:
        return ()
    wanted = (
        select(_ITEM.c.id, _MAIL.c.subject, _MAIL.c.sender, _MAIL.c.received_at, _ITEM.c.state)
        .join(_ITEM, _ITEM.c.mail_id == _MAIL.c.id)
        .where(_MAIL.c.thread_key == key, _MAIL.c.id != mail_id, _ITEM.c.parent_id.is_(None))
        .order_by(_MAIL.c.received_at, _MAIL.c.id)
        .limit(MOST)
    )
    return tuple(
        ThreadMail(number, subject, sender, received_at, str(state))
        for number, subject, sender, received_at, state in session.execute(wanted)
    )


def customers_in_thread(session: Session, mail_id: int, company: str = "") -> frozenset[str]:
    """Return a company's customers to whom the earlier mails of a mail's thread belong."""
    key = session.execute(select(_MAIL.c.thread_key).where(_MAIL.c.id == mail_id)).scalar_one_or_none()
    if key is None:
        return frozenset()
    wanted = (
        select(_ITEM.c.customer_id)
        .join(_MAIL, _ITEM.c.mail_id == _MAIL.c.id)
        .where(_MAIL.c.thread_key == key, _MAIL.c.id < mail_id, _ITEM.c.customer_id.is_not(None))
        .where(_ITEM.c.company == company)
        .distinct()
        .limit(MOST)
    )
    return frozenset(session.execute(wanted).scalars())

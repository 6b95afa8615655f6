"""What must not be erased until somebody ends it: everything of a customer or an address, or one item."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select, union
from sqlalchemy.sql import Select
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from store.dialect import table_of
from store.tables import LegalHold, MailRow, Outbox, WorkItemRow

_HOLD, _ITEM, _MAIL, _OUTBOX = (table_of(each) for each in (LegalHold, WorkItemRow, MailRow, Outbox))
_AT_ONCE = 500


def add_hold(session: Session, hold: LegalHold) -> int:
    """Keep a hold and return its number."""
    session.add(hold)
    session.flush()
    return hold.id


def open_holds(session: Session) -> tuple[LegalHold, ...]:
    """Return what is held now, the oldest first."""
    wanted = rows_of(LegalHold).where(col(LegalHold.ended_at).is_(None)).order_by(col(LegalHold.id))
    return tuple(session.exec(wanted))


def end_hold(session: Session, number: int, who: str, now: datetime) -> bool:
    """End a hold; False where none of that number is open."""
    hold = session.get(LegalHold, number)
    if hold is None or hold.ended_at is not None:
        return False
    hold.ended_at, hold.ended_by = now, who
    session.add(hold)
    return True


def holds_on(
    session: Session, items: Iterable[int], *, customer: str = "", address: str = ""
) -> tuple[LegalHold, ...]:
    """Return the open holds that touch any of the items or their mails, or that name these themselves."""
    numbers = list(items)
    found: dict[int, LegalHold] = {}
    for hold in open_holds(session):
        if (customer and hold.customer_id == customer) or (address and hold.address == address.lower()):
            found[hold.id] = hold
            continue
        for start in range(0, len(numbers), _AT_ONCE):
            group = numbers[start : start + _AT_ONCE]
            wanted = select(_ITEM.c.id).where(_ITEM.c.id.in_(group), _touched(hold)).limit(1)
            if session.execute(wanted).first() is not None:
                found[hold.id] = hold
                break
    return tuple(found.values())


def held_mails() -> Select[tuple[int]]:
    """Return, as a question for use in others, the mails that something holds."""
    still = _HOLD.c.ended_at.is_(None)
    items = select(_HOLD.c.work_item_id).where(still, _HOLD.c.work_item_id.is_not(None))
    customers = select(_HOLD.c.customer_id).where(still, _HOLD.c.customer_id.is_not(None))
    addresses = select(_HOLD.c.address).where(still, _HOLD.c.address.is_not(None))
    either = union(
        select(_ITEM.c.mail_id).where(
            _ITEM.c.mail_id.is_not(None), or_(_ITEM.c.id.in_(items), _ITEM.c.customer_id.in_(customers))
        ),
        select(_MAIL.c.id).where(_MAIL.c.sender.in_(addresses)),
        select(_OUTBOX.c.mail_id).where(_OUTBOX.c.mail_id.is_not(None), _OUTBOX.c.recipient.in_(addresses)),
    ).subquery()
    return select(either.c.mail_id)


def held_items() -> ColumnElement[bool]:
    """Return the condition on a work item that something holds it, one without a mail, too."""
    still = _HOLD.c.ended_at.is_(None)
    items = select(_HOLD.c.work_item_id).where(still, _HOLD.c.work_item_id.is_not(None))
    customers = select(_HOLD.c.customer_id).where(still, _HOLD.c.customer_id.is_not(None))
    return or_(_ITEM.c.mail_id.in_(held_mails()), _ITEM.c.id.in_(items), _ITEM.c.customer_id.in_(customers))


def _touched(hold: LegalHold) -> ColumnElement[bool]:
    """Return the condition on a work item that the hold holds it: every item of a held mail is."""
    same: ColumnElement[bool]
    if hold.work_item_id is not None:
        same = _ITEM.c.id == hold.work_item_id
    elif hold.customer_id is not None:
        same = _ITEM.c.customer_id == hold.customer_id
    else:
        sent = select(_MAIL.c.id).where(_MAIL.c.sender == hold.address)
        told = select(_OUTBOX.c.work_item_id).where(_OUTBOX.c.recipient == hold.address)
        same = or_(_ITEM.c.mail_id.in_(sent), _ITEM.c.id.in_(told))
    mails = select(_ITEM.c.mail_id).where(same, _ITEM.c.mail_id.is_not(None))
    return or_(same, _ITEM.c.mail_id.in_(mails))

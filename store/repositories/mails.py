"""Mails: one row however often the same mail was delivered."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from domain.mail import Mail
from domain.states import MailState
from store.dialect import insert_into, table_of
from store.tables import Delivery, MailRow

_MAIL = table_of(MailRow)


def find_or_add_mail(
    session: Session, mail: Mail, delivery: Delivery, now: datetime, thread_key: str | None = None
) -> tuple[MailRow, bool]:
    """Return the row of that mail and whether it is new; the delivery is linked to it.

    A mail known from a backfill alone that is now delivered for real stops counting as backfill.
    """
    sender = mail.sender
    row, new = _find_or_add(
        session,
        {
            **_of_delivery(delivery, now),
            "identity": mail.identity,
            "raw_sha256": mail.raw_sha256,
            "message_id": mail.message_id,
            "subject": mail.subject,
            "sender": sender.email if sender else "",
            "sender_name": sender.name if sender else "",
            "date": mail.date if mail.date is not None and mail.date.tzinfo is not None else None,
            "date_text": mail.date.isoformat() if mail.date is not None else None,
            "size": mail.size,
            "thread_key": thread_key,
            "has_attachments": any(not attachment.inline for attachment in mail.attachments),
            "state": MailState.PARSED,
            "error": None,
        },
    )
    return _linked(session, row, delivery), new


def find_or_add_broken_mail(
    session: Session, delivery: Delivery, error: str, now: datetime
) -> tuple[MailRow, bool]:
    """Return the row of a mail that no parser takes: it is known by its bytes alone. Raises ValueError
    for a delivery without bytes."""
    if delivery.raw_sha256 is None:
        raise ValueError(f"delivery {delivery.id} has no bytes")
    row, new = _find_or_add(
        session,
        {
            **_of_delivery(delivery, now),
            "identity": delivery.raw_sha256,
            "raw_sha256": delivery.raw_sha256,
            "message_id": None,
            "subject": "",
            "sender": "",
            "sender_name": "",
            "date": None,
            "date_text": None,
            "size": delivery.size,
            "thread_key": None,
            "has_attachments": False,
            "state": MailState.BROKEN,
            "error": error,
        },
    )
    return _linked(session, row, delivery), new


def get_mail(session: Session, mail_id: int) -> MailRow | None:
    """Return one mail."""
    return session.get(MailRow, mail_id)


def mail_id_of(session: Session, identity: str) -> int | None:
    """Return the id of the mail with that identity, None when it is not known."""
    return session.execute(select(_MAIL.c.id).where(_MAIL.c.identity == identity)).scalar_one_or_none()


def mails_by_id(session: Session, mail_ids: Iterable[int]) -> dict[int, MailRow]:
    """Return those mails by their id."""
    wanted = rows_of(MailRow).where(col(MailRow.id).in_(list(mail_ids)))
    return {row.id: row for row in session.exec(wanted)}


def mails_by_message_id(session: Session, message_id: str) -> tuple[MailRow, ...]:
    """Return every mail that carries that Message-ID, the oldest first: more than one is suspicious."""
    wanted = rows_of(MailRow).where(col(MailRow.message_id) == message_id).order_by(col(MailRow.id))
    return tuple(session.exec(wanted))


def newest_mails(session: Session, limit: int) -> tuple[MailRow, ...]:
    """Return the newest mails, the one that came last first."""
    wanted = rows_of(MailRow).order_by(_MAIL.c.received_at.desc(), _MAIL.c.id.desc())
    return tuple(session.exec(wanted.limit(limit)))


def earlier_mails(session: Session, sender: str, before_id: int) -> tuple[int, datetime | None]:
    """Return how many mails from that address came before this one, and when the last of them arrived."""
    wanted = select(func.count(), func.max(_MAIL.c.received_at)).where(
        _MAIL.c.sender == sender, _MAIL.c.id < before_id
    )
    count, last = session.execute(wanted).one()
    return count, last


def _of_delivery(delivery: Delivery, now: datetime) -> dict[str, object]:
    return {
        "account": delivery.account,
        "internal_date": delivery.internal_date,
        "received_at": now,
        "backfill": delivery.backfill,
    }


def _find_or_add(session: Session, values: dict[str, object]) -> tuple[MailRow, bool]:
    statement = insert_into(session, MailRow).values(values).on_conflict_do_nothing().returning(_MAIL.c.id)
    new = session.execute(statement).scalar_one_or_none() is not None
    row = session.exec(rows_of(MailRow).where(col(MailRow.identity) == values["identity"])).one()
    return row, new


def _linked(session: Session, row: MailRow, delivery: Delivery) -> MailRow:
    delivery.mail_id = row.id
    session.add(delivery)
    if row.backfill and not delivery.backfill:
        row.backfill = False
        session.add(row)
    session.flush()
    return row

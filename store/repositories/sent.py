"""What people sent themselves: how far each Sent folder was looked through, and the replies found there."""

from datetime import datetime

from sqlmodel import Session, col, select

from domain.mail_ports import Mark
from store.dialect import insert_into, table_of
from store.tables import MailRow, SentMark, SentReply

_REPLY = table_of(SentReply)


def mark_of(session: Session, account: str) -> Mark | None:
    """Return how far an account's Sent was looked through, None when it never was."""
    row = session.exec(select(SentMark).where(col(SentMark.account) == account)).one_or_none()
    return None if row is None else Mark(row.uidvalidity, row.last_uid)


def set_mark(session: Session, account: str, mark: Mark, now: datetime) -> None:
    """Note how far an account's Sent was looked through."""
    fresh = {"uidvalidity": mark.uidvalidity, "last_uid": mark.last_uid, "looked_at": now}
    session.execute(
        insert_into(session, SentMark)
        .values(account=account, **fresh)
        .on_conflict_do_update(index_elements=["account"], set_=fresh)
    )


def note_reply(session: Session, reply: SentReply) -> bool:
    """Keep a person's reply to a mail; False when it was kept before."""
    values = reply.model_dump(exclude={"id"})
    statement = insert_into(session, SentReply).values(values).on_conflict_do_nothing().returning(_REPLY.c.id)
    return session.execute(statement).scalar_one_or_none() is not None


def replies_to_mail(session: Session, mail_id: int) -> tuple[SentReply, ...]:
    """Return what people replied to a mail, the first one first."""
    wanted = select(SentReply).where(col(SentReply.mail_id) == mail_id).order_by(col(SentReply.id))
    return tuple(session.exec(wanted))


def mails_of_thread(session: Session, identifiers: frozenset[str]) -> tuple[MailRow, ...]:
    """Return the mails that carry one of these Message-IDs, or whose thread begins with one."""
    if not identifiers:
        return ()
    named = list(identifiers)
    wanted = select(MailRow).where(col(MailRow.message_id).in_(named) | col(MailRow.thread_key).in_(named))
    return tuple(session.exec(wanted.order_by(col(MailRow.id))))


def mails_from(session: Session, senders: frozenset[str], since: datetime) -> tuple[MailRow, ...]:
    """Return the mails that came from these addresses since then."""
    if not senders:
        return ()
    wanted = select(MailRow).where(
        col(MailRow.sender).in_(list(senders)), col(MailRow.internal_date) >= since
    )
    return tuple(session.exec(wanted.order_by(col(MailRow.id))))

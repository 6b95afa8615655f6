"""Deliveries whose content a server refused: which they are, and their content once it is given."""

from sqlalchemy import delete, select
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from domain.mail import DeliveryKey
from store.dialect import table_of
from store.tables import METADATA, Delivery, MailRow

_DELIVERY = table_of(Delivery)
_MAIL = table_of(MailRow)
_ABOUT_MAILS = [table for table in METADATA.sorted_tables if "mail_id" in table.c]


def refused_uids(session: Session, account: str, folder: str, uidvalidity: int) -> frozenset[int]:
    """Return the mails that the server did not give so far."""
    rows = session.execute(
        select(_DELIVERY.c.uid).where(
            _DELIVERY.c.account == account,
            _DELIVERY.c.folder == folder,
            _DELIVERY.c.uidvalidity == uidvalidity,
            _DELIVERY.c.refused.is_(True),
        )
    )
    return frozenset(int(uid) for uid in rows.scalars())


def find(session: Session, key: DeliveryKey) -> Delivery | None:
    """Return the delivery when it was refused so far."""
    wanted = rows_of(Delivery).where(
        col(Delivery.account) == key.account,
        col(Delivery.folder) == key.folder,
        col(Delivery.uidvalidity) == key.uidvalidity,
        col(Delivery.uid) == key.uid,
        col(Delivery.refused).is_(True),
    )
    return session.exec(wanted).one_or_none()


def complete(session: Session, row: Delivery, size: int, sha256: str) -> None:
    """Give a delivery that was refused so far its content."""
    row.raw_sha256, row.size = sha256, size
    row.problem, row.refused, row.mail_id = None, False, None
    session.add(row)
    session.flush()


def forget_mail(session: Session, mail_id: int) -> None:
    """Remove a mail that its header alone made, unless something else is about it."""
    session.flush()
    for table in _ABOUT_MAILS:
        if session.execute(select(table.c.mail_id).where(table.c.mail_id == mail_id).limit(1)).first():
            return
    session.execute(delete(_MAIL).where(_MAIL.c.id == mail_id))

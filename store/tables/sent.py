"""Tables of what was seen outside of the outbox: people's own replies in Sent, and bounces of answers."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from store.tables.base import Row, key, later, long_text, moment, whole


class SentMark(Row, table=True):
    """How far an account's Sent folder was looked through."""

    __tablename__ = "sent_mark"

    id: int = key()
    account: str = Field(unique=True)
    uidvalidity: int = whole()
    last_uid: int = whole()
    looked_at: datetime = moment()


class SentReply(Row, table=True):
    """A reply that a person sent from a watched account to a mail that we know."""

    __tablename__ = "sent_reply"
    __table_args__ = (UniqueConstraint("mail_id", "message_id"),)

    id: int = key()
    account: str
    message_id: str = long_text()
    mail_id: int = Field(foreign_key="mail.id")
    work_item_id: int = Field(foreign_key="work_item.id", index=True)
    sender: str = ""
    subject: str = long_text("")
    by_thread: bool = True
    """True when its In-Reply-To or References name the mail; False: by correspondent and subject."""
    sent_at: datetime | None = later()
    noted_at: datetime = moment()


class Bounce(Row, table=True):
    """One report that an answer could not be delivered."""

    __tablename__ = "bounce"
    __table_args__ = (
        UniqueConstraint("outbox_id", "mail_id"),
        Index("ix_bounce_recipient", "recipient", "noted_at"),
    )

    id: int = key()
    outbox_id: int = Field(foreign_key="outbox.id")
    mail_id: int = Field(foreign_key="mail.id")
    """The report itself."""
    recipient: str
    """Whom the answer was for, lower case."""
    hard: bool = False
    """True when the address will never take mail; False for what may pass."""
    status: str = Field(default="", max_length=20)
    """Enhanced status code (RFC 3463), "" where the report states none."""
    noted_at: datetime = moment()

"""Tables of what came in: folders read so far, deliveries, and the mails they turned out to be."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, UniqueConstraint, false
from sqlmodel import Field

from domain.states import MailState
from store.tables.base import Row, key, later, long_text, moment, whole, word


class FolderState(Row, table=True):
    """How far a folder was read; the row is made at the first connection."""

    __tablename__ = "folder_state"
    __table_args__ = (UniqueConstraint("account", "folder"),)

    id: int = key()
    account: str
    folder: str
    uidvalidity: int = whole()
    last_uid: int = whole()
    first_seen_at: datetime = moment()
    polled_at: datetime | None = later()
    problem: str | None = long_text(None)
    """Why the folder could not be read at the last try, in words; None when it could."""
    read_at: datetime | None = later()
    """When it was last read to its end."""
    reconciled_at: datetime | None = later()
    """When what lies there was last compared with what was delivered."""
    recount_uid: int = Field(default=0, sa_type=BigInteger)
    """Uids up to this one were given by a renumbering: such a mail may be known or old."""
    fresh_from: datetime | None = later()
    """After a renumbering: a mail that arrived earlier and is not known is shown, never answered."""


class FolderHistoryRow(Row, table=True):
    """What lay in a folder at its first connection, see `domain.folder_history`; never worked."""

    __tablename__ = "folder_history"
    __table_args__ = (UniqueConstraint("account", "folder"),)

    id: int = key()
    account: str
    folder: str
    uidvalidity: int = whole()
    """Under which `uids` count."""
    uids: str = long_text("")
    prints: str = long_text("")
    older_than: datetime | None = later()


class Delivery(Row, table=True):
    """One mail or bare document in one place of one mailbox; `raw_sha256` names its stored bytes."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("account", "folder", "uidvalidity", "uid"),
        Index("ix_delivery_received", "received_at", "id"),
    )

    id: int = key()
    account: str
    folder: str
    uidvalidity: int = whole()
    uid: str
    raw_sha256: str | None = Field(default=None, max_length=64, index=True)
    """None for a mail that could not be fetched; `problem` says why."""
    size: int = 0
    internal_date: datetime = moment()
    received_at: datetime = moment()
    backfill: bool = False
    name: str | None = None
    """File name of a bare document, None for mail."""
    mail_id: int | None = Field(default=None, foreign_key="mail.id", index=True)
    problem: str | None = long_text(None)
    refused: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """The server did not give its content so far; each comparison asks again."""


class MailRow(Row, table=True):
    """One mail, however often it was delivered."""

    __tablename__ = "mail"
    __table_args__ = (Index("ix_mail_received", "received_at", "id"),)

    id: int = key()
    identity: str = Field(max_length=64, unique=True)
    raw_sha256: str = Field(max_length=64, index=True)
    account: str
    message_id: str | None = Field(default=None, index=True)
    subject: str = long_text("")
    sender: str = Field(default="", index=True)
    """The first From address, lower case."""
    sender_name: str = ""
    date: datetime | None = later()
    date_text: str | None = None
    """ISO 8601 with the writer's own offset."""
    internal_date: datetime = moment()
    received_at: datetime = moment()
    backfill: bool = False
    """True only when every delivery of it came by backfill."""
    size: int = 0
    thread_key: str | None = Field(default=None, index=True)
    has_attachments: bool = False
    state: MailState = word(MailState, MailState.PARSED)
    error: str | None = long_text(None)

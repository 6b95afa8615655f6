"""Tables of what is set apart: private mail, what must be kept, and senders that people registered."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from store.tables.base import Row, key, later, long_text, moment


class PrivateMark(Row, table=True):
    """One mail or document whose content few may see; its further matters are hidden with it."""

    __tablename__ = "private_mark"

    work_item_id: int = Field(primary_key=True, foreign_key="work_item.id")
    """The mail's first item."""
    who: str = Field(max_length=100, index=True)
    """Who marked it; "ardoise": a rule of the configuration."""
    reason: str = ""
    at: datetime = moment()


class LegalHold(Row, table=True):
    """What must not be erased until somebody ends it: everything of a customer or address, or one item."""

    __tablename__ = "legal_hold"
    __table_args__ = (Index("ix_legal_hold_open", "ended_at", "id"),)

    id: int = key()
    customer_id: str | None = None
    address: str | None = None
    """Lower case."""
    work_item_id: int | None = Field(default=None, foreign_key="work_item.id", index=True)
    reason: str = long_text()
    who: str = Field(max_length=100)
    at: datetime = moment()
    ended_at: datetime | None = later()
    ended_by: str | None = Field(default=None, max_length=100)


class KnownSender(Row, table=True):
    """A contact, mail domain or name that a person added to a customer; lies over every ledger import."""

    __tablename__ = "known_sender"
    __table_args__ = (Index("ix_known_sender_open", "ended_at", "id"),)

    id: int = key()
    kind: str = Field(max_length=20)
    """"contact", "domain" or "alias"."""
    value: str = Field(max_length=320)
    """Lower case unless it is a name."""
    customer_id: str = Field(max_length=200)
    company: str = Field(default="", max_length=200, sa_column_kwargs={"server_default": ""})
    """Whose customer it is where there are several own companies."""
    asked_by: str = Field(max_length=100)
    asked_at: datetime = moment()
    agreed_by: str | None = Field(default=None, max_length=100)
    """None: a second person is still to agree."""
    agreed_at: datetime | None = later()
    ended_at: datetime | None = later()
    ended_by: str | None = Field(default=None, max_length=100)

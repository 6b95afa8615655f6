"""Tables of what answers promise: cases of disputes, reminders that stop, links to download."""

from datetime import datetime

from sqlmodel import Field

from domain.states import CaseState
from domain.words import DisputeReason
from store.tables.base import Row, key, later, long_text, moment, texts, word


class DisputeCase(Row, table=True):
    """What a customer disputes in one mail; `number` is what the customer is told."""

    __tablename__ = "dispute_case"

    id: int = key()
    number: str = Field(unique=True, max_length=40)
    work_item_id: int = Field(foreign_key="work_item.id", unique=True)
    """The mail's first work item."""
    customer_id: str | None = Field(default=None, index=True)
    reason: DisputeReason = word(DisputeReason)
    documents: tuple[str, ...] = texts()
    state: CaseState = word(CaseState, CaseState.OPEN)
    opened_at: datetime = moment()
    closed_at: datetime | None = later()


class ReminderStop(Row, table=True):
    """An address that wants no more reminders; no import of the ledger changes it."""

    __tablename__ = "reminder_stop"

    email: str = Field(primary_key=True, max_length=254)
    """Lower case."""
    asked_at: datetime = moment()
    work_item_id: int | None = Field(default=None, foreign_key="work_item.id", index=True)
    """The mail that asked for it."""
    confirmed_by: str = Field(max_length=100)
    """Who released the confirmation: a person, or `ardoise`."""


class DownloadLink(Row, table=True):
    """One document that an answer offers for download instead of attaching it."""

    __tablename__ = "download_link"

    id: int = key()
    link_id: str = Field(unique=True, max_length=60)
    outbox_id: int = Field(foreign_key="outbox.id", index=True)
    name: str = long_text("")
    sha256: str = Field(max_length=64)
    """Of the bytes, which lie among the blobs."""
    created_at: datetime = moment()
    expires_at: datetime = moment()
    revoked_at: datetime | None = later()
    revoked_by: str | None = None
    downloads: int = 0
    last_download_at: datetime | None = later()

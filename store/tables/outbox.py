"""Tables of answers: one row an answer, frozen when it is queued, and one row an attempt."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from domain.states import OutboxState
from domain.words import ReplyKind
from store.tables.base import Row, key, later, long_text, moment, texts, word


class Outbox(Row, table=True):
    """One answer to one correspondent about one mail.

    From `frozen_at` on `blob_sha256` names the final bytes and `message_id` never changes.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("mail_id", "recipient"),
        Index("ix_outbox_recent", "state", "created_at", "id"),
        Index("ix_outbox_due", "state", "next_try_at", "id"),
        Index("ix_outbox_caps", "recipient", "frozen_at"),
        Index("ix_outbox_breaker", "automatic", "frozen_at"),
        Index("ix_outbox_customer", "customer_id", "frozen_at"),
        Index("ix_outbox_made", "created_at", "state", "automatic", "work_item_id", "blocked_by"),
    )

    id: int = key()
    work_item_id: int = Field(foreign_key="work_item.id", index=True)
    mail_id: int | None = Field(default=None, foreign_key="mail.id")
    recipient: str
    """Lower-case address."""
    kind: ReplyKind = word(ReplyKind)
    subject: str = long_text("")
    subject_key: str = long_text("")
    """The subject without its Re: and Fwd:, for counting answers about the same thing."""
    documents: int = 0
    """How many documents it carries."""
    misses: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    """How many numbers an authenticated mail asked for that its customer does not own."""
    message_id: str | None = Field(default=None, unique=True)
    blob_sha256: str | None = Field(default=None, max_length=64)
    draft_json: str = long_text("{}")
    """JSON of `domain.decisions.Reply`: what a clerk sees and may change before it is frozen."""
    state: OutboxState = word(OutboxState, OutboxState.DRAFT)
    automatic: bool = False
    """True when no person released it."""
    blocked_by: tuple[str, ...] = texts()
    block_reasons: tuple[str, ...] = texts()
    not_before: datetime | None = later()
    attempts: int = 0
    next_try_at: datetime | None = later()
    created_at: datetime = moment()
    updated_at: datetime = moment()
    frozen_at: datetime | None = later()
    sent_at: datetime | None = later()
    last_error: str | None = long_text(None)
    approved_by: str | None = None
    customer_id: str | None = None
    version: int = 1


class OutboxAttempt(Row, table=True):
    """One try to hand an answer over; committed before the bytes are sent."""

    __tablename__ = "outbox_attempt"

    id: int = key()
    outbox_id: int = Field(foreign_key="outbox.id", index=True)
    started_at: datetime = moment()
    ended_at: datetime | None = later()
    phase: str = Field(default="open", max_length=40)
    """How far it came: "open", "data", "done"; "uncertain" where nobody knew whether it had left."""
    answer: str | None = long_text(None)
    error: str | None = long_text(None)

"""Tables of other programs: tokens of the API, webhooks and what they could not be told."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from store.tables.base import Row, key, later, long_text, moment, texts


class ApiToken(Row, table=True):
    """What a program shows to act in a user's name; only its hash is kept."""

    __tablename__ = "api_token"

    id: int = key()
    user_id: int = Field(foreign_key="users.id", index=True)
    name: str = Field(max_length=100)
    token_hash: str = Field(unique=True, max_length=64)
    scopes: tuple[str, ...] = texts()
    created_at: datetime = moment()
    expires_at: datetime = moment()
    last_used_at: datetime | None = later()


class HookRow(Row, table=True):
    """How far a webhook was told of the audit trail."""

    __tablename__ = "hook"

    name: str = Field(primary_key=True, max_length=100)
    position: int
    """The last entry that it was told of, or that was given up."""
    attempts: int = 0
    """Tries of the next one that failed."""
    next_try_at: datetime | None = later()
    problem: str | None = long_text(None)
    told_at: datetime | None = later()


class HookDead(Row, table=True):
    """One entry that a webhook could not be told of; a person may have it tried again."""

    __tablename__ = "hook_dead"
    __table_args__ = (Index("ix_hook_dead_hook", "hook", "id"),)

    id: int = key()
    hook: str = Field(max_length=100)
    entry_id: int
    problem: str = long_text()
    at: datetime = moment()


class AskedChange(Row, table=True):
    """A change of settings that waits for a second person."""

    __tablename__ = "asked_change"
    __table_args__ = (Index("ix_asked_change_open", "decided_at", "id"),)

    id: int = key()
    name: str = Field(max_length=100)
    """The setting."""
    value: str = long_text()
    """JSON."""
    asked_by: str
    asked_at: datetime = moment()
    decided_by: str | None = None
    decided_at: datetime | None = later()
    agreed: bool = False

"""Tables of the audit trail: entries that are only added and hold each other's hashes, and their details."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from store.tables.base import Row, key, long_text, moment


class AuditEntry(Row, table=True):
    """One act; triggers refuse to change or remove it. No mail, customer or amount stands here."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_who", "who", "id"),
        Index("ix_audit_entry_action", "action", "id"),
        Index("ix_audit_entry_subject", "subject", "id"),
    )

    id: int = key()
    """Counted from 1 without a gap."""
    at: datetime = moment(index=True)
    who: str = Field(max_length=200)
    """A user's name, or the part of the program that acted."""
    action: str = Field(max_length=60)
    subject: str = Field(max_length=120)
    """What it was done to, e.g. "item:12"; "" for the whole installation."""
    digest: str = Field(max_length=64)
    """SHA-256 over salt and body of the detail; "" where there is none."""
    previous: str = Field(max_length=64)
    """The hash of the entry before."""
    hash: str = Field(max_length=64)


class AuditDetail(Row, table=True):
    """What an act changed, before and after; never changed, but erased with the person it speaks of.

    Its random salt goes with it, so that nobody can guess from the entry's digest what stood here.
    """

    __tablename__ = "audit_detail"

    entry_id: int = Field(primary_key=True, foreign_key="audit_entry.id")
    salt: str = Field(max_length=32)
    body: str = long_text()
    """JSON object."""

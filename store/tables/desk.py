"""Tables of working as a team: who is on what, notes, saved views, acts on many items, words to search by."""

from datetime import datetime

from sqlalchemy import Index, String, UniqueConstraint
from sqlmodel import Field

from domain.states import BulkAction, BulkState
from store.tables.base import Row, key, later, long_text, moment, texts, word

WORD_LENGTH = 40


class Claim(Row, table=True):
    """Who is on a work item just now; it ends by itself unless renewed."""

    __tablename__ = "claim"

    work_item_id: int = Field(primary_key=True, foreign_key="work_item.id")
    who: str = Field(max_length=100)
    taken_at: datetime = moment()
    expires_at: datetime = moment(index=True)
    taken_from: str | None = Field(default=None, max_length=100)
    """Whose claim was taken over; None where it was free."""


class Note(Row, table=True):
    """What a colleague wrote about a work item; rows are only added."""

    __tablename__ = "note"
    __table_args__ = (Index("ix_note_item", "work_item_id", "id"),)

    id: int = key()
    work_item_id: int = Field(foreign_key="work_item.id")
    who: str = Field(max_length=100)
    at: datetime = moment()
    body: str = long_text()
    mentions: tuple[str, ...] = texts()
    """Names of the colleagues it calls."""


class Mention(Row, table=True):
    """One colleague called by a note, until they have seen it."""

    __tablename__ = "mention"
    __table_args__ = (
        UniqueConstraint("note_id", "who"),
        Index("ix_mention_who", "who", "seen_at", "id"),
    )

    id: int = key()
    note_id: int = Field(foreign_key="note.id")
    who: str = Field(max_length=100)
    seen_at: datetime | None = later()


class SavedView(Row, table=True):
    """A way to look at the queue that somebody keeps under a name."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("owner", "name"),)

    id: int = key()
    owner: str = Field(max_length=100)
    name: str = Field(max_length=60)
    query: str = long_text()
    """The part of the address that chooses the items, e.g. "route=dispute&overdue=yes"."""
    shared: bool = False
    created_at: datetime = moment()


class BulkAct(Row, table=True):
    """One act on many work items that takes effect a little later, so that it can be taken back."""

    __tablename__ = "bulk_act"
    __table_args__ = (Index("ix_bulk_act_state", "state", "id"), Index("ix_bulk_act_who", "who", "id"))

    id: int = key()
    action: BulkAction = word(BulkAction)
    state: BulkState = word(BulkState, BulkState.PENDING)
    who: str = Field(max_length=100)
    detail: str = ""
    """E.g. the reason for closing."""
    made_at: datetime = moment()
    due_at: datetime = moment()
    items: str = long_text()
    """JSON: [[number, version], ...]."""
    failed: tuple[str, ...] = texts()
    """What could not be done, a sentence each."""


class SearchWord(Row, table=True):
    """One word by which a work item is found; both orders are read."""

    __tablename__ = "search_word"
    __table_args__ = (
        Index("ix_search_word_item", "work_item_id", "word"),
        {"sqlite_with_rowid": False},
    )

    # "C": a range of beginnings must mean the same on every server.
    word: str = Field(
        primary_key=True,
        sa_type=String(WORD_LENGTH).with_variant(String(WORD_LENGTH, collation="C"), "postgresql"),
    )
    work_item_id: int = Field(primary_key=True, foreign_key="work_item.id")

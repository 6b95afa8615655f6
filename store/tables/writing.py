"""Tables of what people write themselves: texts kept for it, and answers of colleagues."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from store.tables.base import Row, key, long_text, moment


class CannedText(Row, table=True):
    """One text that people put into their letters."""

    __tablename__ = "canned_text"
    __table_args__ = (UniqueConstraint("name", "language"),)

    id: int = key()
    name: str = Field(max_length=80)
    language: str = Field(max_length=8)
    body: str = long_text()
    """With the placeholders of `responders.canned`."""
    changed_by: str
    changed_at: datetime = moment()


class ColleagueAnswer(Row, table=True):
    """One mail by which a colleague answered a mail that was passed on."""

    __tablename__ = "colleague_answer"

    id: int = key()
    outbox_id: int = Field(foreign_key="outbox.id")
    mail_id: int = Field(foreign_key="mail.id", unique=True)
    work_item_id: int = Field(foreign_key="work_item.id", index=True)
    """The item that was passed on."""
    item_id: int = Field(foreign_key="work_item.id")
    """The answer's own item, closed from the beginning."""
    sender: str
    noted_at: datetime = moment()

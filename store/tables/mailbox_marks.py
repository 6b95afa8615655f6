"""The table of mails that are tagged, moved or marked read in their mailbox once their work is done."""

from datetime import datetime

from sqlalchemy import BigInteger, Index
from sqlmodel import Field

from domain.mailbox_marks import MarkOutcome, MarkState
from store.tables.base import Row, key, long_text, moment, texts, word


class MailboxMark(Row, table=True):
    """What is to be done to one delivery, and how far it is; each state is stored before its step."""

    __tablename__ = "mailbox_mark"
    __table_args__ = (
        Index("ix_mailbox_mark_due", "account", "state", "id"),
        Index("ix_mailbox_mark_mail", "mail_id", "account"),
    )

    id: int = key()
    delivery_id: int = Field(foreign_key="delivery.id", unique=True)
    mail_id: int = Field(foreign_key="mail.id")
    work_item_id: int = Field(foreign_key="work_item.id", index=True)
    """Whose history tells of it."""
    account: str
    flags: tuple[str, ...] = texts()
    """Flags to set."""
    move_to: str | None = None
    copy_only: bool = False
    state: MarkState = word(MarkState, MarkState.PLANNED)
    outcome: MarkOutcome | None = word(MarkOutcome, None)
    """Set when the state is `ended`."""
    flag_outcomes: tuple[str, ...] = texts()
    """"FLAG: outcome", one for each of `flags`; empty before they were set."""
    target_uidvalidity: int | None = Field(default=None, sa_type=BigInteger)
    target_next_uid: int | None = Field(default=None, sa_type=BigInteger)
    """Where the target folder ended before the step: our copy has this uid or a higher one."""
    copy_uid: int | None = Field(default=None, sa_type=BigInteger)
    """Where the copy lies, once that is known."""
    attempts: int = 0
    """How often the server refused."""
    problem: str | None = long_text(None)
    """What hindered it last, in words."""
    created_at: datetime = moment()
    updated_at: datetime = moment()

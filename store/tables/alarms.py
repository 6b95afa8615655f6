"""Tables of what watches the house: visits to mailboxes, signs of life, alarms and who was told of them."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field

from domain.alarms import AlarmEvent, AlarmName, NoticeState
from store.tables.base import Row, key, later, long_text, moment, word

_OPEN = text("cleared_at IS NULL")


class MailboxVisit(Row, table=True):
    """How the visits to one folder of one account went; `folder` is "" where not even those were found."""

    __tablename__ = "mailbox_visit"

    account: str = Field(primary_key=True)
    folder: str = Field(primary_key=True)
    first_at: datetime = moment()
    tried_at: datetime = moment()
    sound_at: datetime | None = later()
    """When it was read last without a problem."""
    problem: str | None = long_text(None)
    """Why the last visit failed, in words; None when it did not."""
    sign_in: bool = False
    """True when it was the password or token that was refused."""


class Heartbeat(Row, table=True):
    """The latest sign of life of one process; removed when it ends in order."""

    __tablename__ = "heartbeat"

    name: str = Field(primary_key=True, max_length=200)
    """Machine, role and number: "node1/worker-2"."""
    role: str = Field(max_length=20)
    started_at: datetime = moment()
    at: datetime = moment()


class AlarmRow(Row, table=True):
    """One alarm from when it was raised until it was cleared; cleared ones stay as history."""

    __tablename__ = "alarm"
    __table_args__ = (
        Index("uq_alarm_open", "name", "subject", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_alarm_recent", "cleared_at", "id"),
    )

    id: int = key()
    name: AlarmName = word(AlarmName)
    subject: str = ""
    """What it is about: an account and folder, a process; "" where the name says all."""
    sentence: str = long_text()
    mend: str = long_text()
    since: datetime = moment()
    """When the trouble began, as far as is known."""
    raised_at: datetime = moment()
    seen_at: datetime = moment()
    """When it was last found to be true."""
    told_at: datetime = moment()
    """When people were last told of it."""
    cleared_at: datetime | None = later()


class AlarmNotice(Row, table=True):
    """One message about one alarm on one way out."""

    __tablename__ = "alarm_notice"
    __table_args__ = (Index("ix_alarm_notice_due", "state", "channel", "due_at", "id"),)

    id: int = key()
    alarm_id: int = Field(foreign_key="alarm.id", index=True)
    event: AlarmEvent = word(AlarmEvent)
    channel: str = Field(max_length=20)
    """"mail" or "webhook"."""
    state: NoticeState = word(NoticeState, NoticeState.WAITING)
    created_at: datetime = moment()
    due_at: datetime = moment()
    """Not tried before; moved on while somebody tries, so that nobody else does."""
    attempts: int = 0
    ended_at: datetime | None = later()
    error: str | None = long_text(None)

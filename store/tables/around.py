"""Tables around the work: proved items put before a clerk as a check, who wants which mails, notices sent."""

from datetime import date, datetime

from sqlmodel import Field

from domain.words import Route
from store.tables.base import Row, later, long_text, moment, word


class SpotCheck(Row, table=True):
    """One proved item that was put before a clerk at random; what the clerk changed was a silent error."""

    __tablename__ = "spot_check"

    # No foreign key: what was chosen counts also after the item was put back into another.
    work_item_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    chosen_at: datetime = moment(index=True)
    route: Route | None = word(Route, None)
    account: str = ""
    """The mailbox that it came from."""


class MessageWish(Row, table=True):
    """Which mails one person wants from here, and how the daily one stands."""

    __tablename__ = "message_wish"

    who: str = Field(primary_key=True, max_length=100)
    """The user's name."""
    address: str = Field(max_length=254)
    digest: bool = False
    """True: a digest on each working day."""
    hour: str = Field(default="08:00", max_length=5)
    """"HH:MM" in that zone."""
    time_zone: str = Field(default="UTC", max_length=64)
    assigned: bool = False
    """True: a mail for each item that somebody else hands over."""
    sent_for: date | None = None
    """The day, in that zone, whose digest is sent or under way."""
    next_try_at: datetime | None = later()
    problem: str | None = long_text(None)
    """Why the last mail could not leave, in words; None when it did."""


class AssigneeNotice(Row, table=True):
    """One notice of one handing over on one way out; `ended_at` None: it is still to leave."""

    __tablename__ = "assignee_notice"

    event_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    channel: str = Field(primary_key=True, max_length=20)
    """"mail"; "webhook" in rows of earlier versions."""
    due_at: datetime = moment(index=True)
    """Not tried before; moved on while somebody tries."""
    attempts: int = 0
    ended_at: datetime | None = later()
    error: str | None = long_text(None)

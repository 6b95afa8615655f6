"""Tables of the work: items, what each step found, cached readings, the history and the corrections."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import Index, UniqueConstraint, false, text
from sqlmodel import Field

from domain.states import Step, WorkState
from domain.taught import CustomerKey
from domain.words import DisputeReason, Intent, Route
from store.tables.base import Row, key, later, long_text, moment, money, texts, word

_URGENT_FIRST = text("priority DESC")
"""The queue's own order: a page among 100,000 equals is read off the index, not sorted."""


_RISK_FIRST = text("risk DESC")
_CHOSEN_BY = (
    *("route", "intent", "reason", "customer_id", "assignee", "account", "language"),
    *("amount", "created_at", "postponed_until", "priority", "green", "company"),
)


class WorkItemRow(Row, table=True):
    """One matter to be worked: a mail, a bare document, or a part of one (`parent_id`)."""

    __tablename__ = "work_item"
    __table_args__ = (
        Index("ix_work_item_queue", "state", _URGENT_FIRST, "id"),
        Index("ix_work_item_recent", "state", "updated_at", "id"),
        Index("ix_work_item_route", "state", "route", _URGENT_FIRST, "id"),
        Index("ix_work_item_customer", "customer_id", "id"),
        # Holds all that the queue is chosen and ordered by: a filtered page of 100,000 reads no other row.
        Index("ix_work_item_desk", "state", _RISK_FIRST, "due_at", "id", *_CHOSEN_BY),
        Index("ix_work_item_put_off", "state", "postponed_until", "route"),
        # The dashboards count within a period off these two alone.
        Index("ix_work_item_arrived", "created_at", "account", "route", "reason", "company"),
        Index(
            "ix_work_item_done", "closed_at", "account", "route", "closed_by", "created_at", "id", "company"
        ),
        # By it the dashboards tell what else belongs to a mailbox's items: numbers in order, no row is read.
        Index("ix_work_item_box", "account", "id"),
        Index("ix_work_item_company", "company", "id"),
        Index("ix_work_item_assignee", "assignee", "state", "postponed_until", "route"),
        # Whoever runs a step again, or parses a second delivery at the same time, makes no second set.
        Index("uq_work_item_matter", "mail_id", "matter", unique=True),
        # Some are removed; a number that came again could be taken for the old item by an old form.
        {"sqlite_autoincrement": True},
    )

    id: int = key()
    delivery_id: int | None = Field(default=None, foreign_key="delivery.id", index=True)
    """The delivery that began it."""
    mail_id: int | None = Field(default=None, foreign_key="mail.id", index=True)
    """None before PARSE and for bare documents."""
    parent_id: int | None = Field(default=None, foreign_key="work_item.id", index=True)
    """The mail's first item, which holds the answer; None for that one itself."""
    matter: str = Field(default="", max_length=60, sa_column_kwargs={"server_default": ""})
    """Which matter of its mail it holds, fixed from the start; "" for the first item."""
    split_by: str | None = None
    """Who split it off by hand; None where the program did."""
    assignee: str | None = None
    """Who has taken it or was given it; None: nobody in particular."""
    postponed_until: datetime | None = later()
    """Somebody put it off until then; None: it may be worked now."""
    document_sha256: str | None = Field(default=None, max_length=64, index=True)
    """The bare document, None for mail."""
    source_name: str = ""
    step: Step = word(Step, Step.PARSE)
    """The step that is due, running or failed."""
    state: WorkState = word(WorkState, WorkState.WORKING)
    route: Route | None = word(Route, None)
    intent: Intent | None = word(Intent, None)
    confidence_permille: int | None = None
    auto: bool = False
    reason: DisputeReason | None = word(DisputeReason, None)
    """Why the customer disputes, where they do."""
    customer_id: str | None = None
    account: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """The mailbox that it came from."""
    company: str = Field(default="", max_length=200, sa_column_kwargs={"server_default": ""})
    """Which of several own companies it belongs to; "" where there is only one, or it is not clear."""
    language: str | None = Field(default=None, max_length=8)
    amount: Decimal | None = money()
    """The largest remittance total, to order by."""
    currency: str | None = Field(default=None, max_length=3)
    priority: int = 0
    """0-100, higher first."""
    risk: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """It carries a flag."""
    green: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """Nothing about its payments is in doubt: they may be confirmed together with others."""
    due_at: datetime | None = later()
    """When a person should have dealt with it; `add_item` fills it."""
    flags: tuple[str, ...] = texts()
    waits_because: tuple[str, ...] = texts()
    """Why a clerk is asked, one sentence each."""
    error: str | None = long_text(None)
    version: int = 1
    """Counts changes; a form sends back the one it showed."""
    created_at: datetime = moment()
    updated_at: datetime = moment()
    closed_at: datetime | None = later()
    closed_by: str | None = None

    @property
    def customer(self) -> CustomerKey:
        """The customer it is from."""
        return CustomerKey(self.customer_id, self.company)


class WorkResult(Row, table=True):
    """What one step found for one item, as JSON of its domain value; a step that runs again replaces it."""

    __tablename__ = "work_result"
    __table_args__ = (UniqueConstraint("work_item_id", "step"),)

    id: int = key()
    work_item_id: int = Field(foreign_key="work_item.id")
    step: Step = word(Step)
    body: str = long_text()
    at: datetime = moment()


class Revision(Row, table=True):
    """The payments of an item as they stood before each change; rows are only added."""

    __tablename__ = "revision"
    __table_args__ = (
        Index("ix_revision_item", "work_item_id", "id"),
        # A number that came again could be taken for an older state by an old form.
        {"sqlite_autoincrement": True},
    )

    id: int = key()
    work_item_id: int = Field(foreign_key="work_item.id")
    version: int
    """The item's version when they stood so."""
    body: str = long_text()
    """JSON of what EXTRACT found, the clerks' corrections included."""
    action: str = Field(max_length=20)
    """What was done to that state: "change", "undo" or "redo"."""
    who: str
    at: datetime = moment()


class Reading(Row, table=True):
    """What a reader made of bytes it has seen before; `body_sha256` names the JSON among the blobs."""

    __tablename__ = "reading"
    __table_args__ = (UniqueConstraint("sha256", "reader"),)

    id: int = key()
    sha256: str = Field(max_length=64)
    reader: str
    """Name and version, and what else the result depends on."""
    body_sha256: str = Field(max_length=64)
    created_at: datetime = moment()


class Event(Row, table=True):
    """One line of the history; rows are only added."""

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_item", "work_item_id", "id"),
        Index("ix_event_action", "action", "id"),
    )

    id: int = key()
    work_item_id: int | None = Field(default=None, foreign_key="work_item.id")
    at: datetime = moment(index=True)
    who: str
    """A user's name, or the part of the program that acted."""
    action: str = Field(max_length=60)
    detail: str = long_text("{}")
    """JSON object."""


class Correction(Row, table=True):
    """What a clerk changed, for what learns from it; rows are only added."""

    __tablename__ = "correction"
    __table_args__ = (
        Index("ix_correction_item", "work_item_id", "id"),
        Index("ix_correction_kind", "kind", "id"),
        Index("ix_correction_made", "kind", "at", "field", "work_item_id"),
    )

    id: int = key()
    work_item_id: int = Field(foreign_key="work_item.id")
    kind: str = Field(max_length=40)
    """E.g. "route", "header", "line", "match"."""
    field: str
    """Path of the value, e.g. "remittances.0.lines.2.net_amount"."""
    before: str | None = long_text(None)
    """JSON; None where nothing stood."""
    after: str | None = long_text(None)
    who: str
    at: datetime = moment()

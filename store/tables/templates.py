"""Tables of taught layouts: versions, confirmed samples, uses, proposed changes, and forms that changed."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from domain.taught import CustomerKey, ProposalState, TemplateState, UseOutcome, Why
from store.tables.base import Row, key, later, long_text, moment, texts, word


class TemplateRow(Row, table=True):
    """One taught layout of one payer."""

    __tablename__ = "template"

    id: int = key()
    name: str = Field(unique=True, max_length=80)
    payer: str
    payer_key: str = Field(index=True, max_length=80)
    """The payer's name as a folder's: "acme-corp"."""
    customer_id: str | None = Field(default=None, index=True)
    """The customer whose documents taught it, None where that was not known."""
    company: str = Field(default="", max_length=200, sa_column_kwargs={"server_default": ""})
    """Whose customer that is where there are several own companies."""
    state: TemplateState = word(TemplateState, TemplateState.DRAFT)
    active_version: int | None = None
    created_at: datetime = moment()
    updated_at: datetime = moment()

    @property
    def customer(self) -> CustomerKey:
        """The customer whose documents taught it."""
        return CustomerKey(self.customer_id, self.company)


class TemplateVersion(Row, table=True):
    """One version of a layout; rows are only added."""

    __tablename__ = "template_version"
    __table_args__ = (UniqueConstraint("template_id", "number"),)

    id: int = key()
    template_id: int = Field(foreign_key="template.id")
    number: int
    body: str = long_text()
    """The YAML file."""
    note: str = long_text("")
    who: str
    why: Why = word(Why)
    at: datetime = moment()


class TemplateSample(Row, table=True):
    """A confirmed document; `body_sha256` names its pages and true values among the blobs."""

    __tablename__ = "template_sample"
    __table_args__ = (UniqueConstraint("template_id", "document_sha256"),)

    id: int = key()
    template_id: int = Field(foreign_key="template.id")
    document_sha256: str = Field(max_length=64)
    body_sha256: str = Field(max_length=64, index=True)
    customer_id: str | None = Field(default=None, index=True)
    company: str = Field(default="", max_length=200, sa_column_kwargs={"server_default": ""})
    confirmed_by: str
    at: datetime = moment()


class TemplateUse(Row, table=True):
    """One document that a layout read, and what became of it."""

    __tablename__ = "template_use"
    __table_args__ = (
        UniqueConstraint("work_item_id", "document", "template_id"),
        Index("ix_template_use_recent", "template_id", "id"),
        Index("ix_template_use_made", "at", "template_id", "outcome"),
    )

    id: int = key()
    # No foreign key: what a layout did is known also after the item was put back into another.
    work_item_id: int
    document: str
    document_sha256: str = Field(max_length=64)
    template_id: int = Field(foreign_key="template.id")
    version: int
    outcome: UseOutcome = word(UseOutcome, UseOutcome.READ)
    fields: tuple[str, ...] = texts()
    """The values that a person corrected, e.g. "lines.net_amount"."""
    at: datetime = moment()


class TemplateProposal(Row, table=True):
    """A proposed version of a layout, or a new layout, with what the regression gate says of it."""

    __tablename__ = "template_proposal"
    __table_args__ = (
        UniqueConstraint("work_item_id", "document_sha256", "body_sha256"),
        Index("ix_template_proposal_state", "state", "id"),
    )

    id: int = key()
    name: str = Field(max_length=80)
    payer: str
    customer_id: str | None = None
    company: str = Field(default="", max_length=200, sa_column_kwargs={"server_default": ""})
    base_version: int | None = None
    """The version that it changes, None for a new layout."""
    body: str = long_text()
    """The proposed YAML file."""
    body_sha256: str = Field(max_length=64)
    """Tells the same proposal made twice."""
    reason: str = long_text()
    work_item_id: int
    document_sha256: str = Field(max_length=64)
    sample_sha256: str = Field(max_length=64)
    """The confirmed document that it came from, among the blobs."""
    confirmed_by: str
    gate: str = long_text("[]")
    """JSON list of what each sample reads before and after; it quotes values."""
    holds: bool = False
    state: ProposalState = word(ProposalState, ProposalState.OPEN)
    created_at: datetime = moment()
    decided_at: datetime | None = later()
    decided_by: str | None = None

    @property
    def customer(self) -> CustomerKey:
        """The customer whose document it came from."""
        return CustomerKey(self.customer_id, self.company)


class TemplateDrift(Row, table=True):
    """A payer that uses a form which is none of its taught ones, since when; of whatever company's mail."""

    __tablename__ = "template_drift"

    id: int = key()
    payer_key: str = Field(unique=True, max_length=80)
    payer: str
    since: datetime = moment()
    work_item_id: int

"""The public JSON: one object an input, as `ardoise process` prints it and the API returns it."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from domain.words import (
    Band,
    DisputeReason,
    DocumentType,
    Flag,
    How,
    Intent,
    Layout,
    MatchStatus,
    PaymentMethod,
    ReplyKind,
    ResidualKind,
    Route,
)

Amount = Annotated[str, Field(pattern=r"^-?\d+\.\d{2,4}$", description="decimal, dot, 2 to 4 decimals")]
Confidence = Annotated[float, Field(ge=0, le=1)]
BoxOut = Annotated[list[float], Field(min_length=4, max_length=4)]


class Out(BaseModel):
    """A part of the output; nothing undocumented stands in it."""

    model_config = ConfigDict(extra="forbid")


class MessageOut(Out):
    """The mail's own headers."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)
    message_id: str | None
    sender: str | None = Field(alias="from")
    subject: str
    date: datetime | None
    language: str | None


class AlsoOut(Out):
    """A further matter of the same mail."""

    label: Route
    intent: Intent
    confidence: Confidence


class RouteOut(Out):
    """The route, always the best guess."""

    label: Route
    intent: Intent
    confidence: Confidence
    auto: bool
    also: list[AlsoOut]
    evidence: list[str]


class ReferencesOut(Out):
    """The documents the mail is about."""

    invoice_numbers: list[str]
    po_numbers: list[str]
    amounts: list[Amount]


class CustomerOut(Out):
    """Who the mail comes from."""

    customer_id: str | None
    confidence: Confidence
    evidence: str


class FieldOut(Out):
    """Where a header value stands and what proves it."""

    page: int | None
    box: BoxOut | None
    cell: str | None
    confidence: Confidence
    by: str
    proofs: list[str]


class LineOut(Out):
    """One remittance line; null where the document states nothing."""

    document_number: str | None
    document_type: DocumentType
    document_date: date | None
    po_number: str | None
    gross_amount: Amount | None
    discount_amount: Amount | None
    deduction_amount: Amount | None
    deduction_reason: str | None
    net_amount: Amount | None
    confidence: Confidence
    page: int | None
    box: BoxOut | None
    cell: str | None


class RemittanceOut(Out):
    """One payment."""

    document: str
    template: str | None
    layout: Layout
    payer_name: str | None
    payee_name: str | None
    payment_reference: str | None
    payment_method: PaymentMethod | None
    payment_date: date | None
    currency: str | None
    total_amount: Amount | None
    lines: list[LineOut]
    fields: dict[str, FieldOut]
    also_in: list[str]
    confidence: Confidence
    needs_review: bool
    problems: list[str]
    notes: list[str]


class ApplicationOut(Out):
    """One line applied to one open item."""

    remittance: int
    line: int
    document_number: str
    amount: Amount
    discount: Amount | None
    deduction: Amount | None
    residual: Amount
    residual_kind: ResidualKind | None
    how: How


class SuggestionOut(Out):
    """An open item that may belong to a line."""

    remittance: int
    line: int
    document_number: str
    amount: Amount
    why: str


class MatchOut(Out):
    """How all remittances of the input meet the ledger."""

    status: MatchStatus
    applied: list[ApplicationOut]
    unapplied_amount: Amount | None
    suggestions: list[SuggestionOut]


class DisputeOut(Out):
    """What is disputed and how urgent it is."""

    reason: DisputeReason
    documents: list[str]
    amount: Amount | None
    priority: Annotated[int, Field(ge=0, le=100)]
    band: Band
    evidence: list[str]


class ReplyOut(Out):
    """The one answer, and what keeps it from leaving by itself."""

    kind: ReplyKind
    to: list[str]
    attachments: list[str]
    auto_send: bool
    blocked_by: list[str]


class ProcessOut(Out):
    """One input of `ardoise process`; with an `error` every other key but `source` is null."""

    source: str
    error: str | None
    message: MessageOut | None
    route: RouteOut | None
    references: ReferencesOut | None
    customer: CustomerOut | None
    remittances: list[RemittanceOut] | None
    match: MatchOut | None
    dispute: DisputeOut | None
    reply: ReplyOut | None
    flags: list[Flag] | None
    timings_ms: dict[str, float] | None

"""What the steps decide about one mail, each decision with its reasons in words."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from domain.words import (
    Band,
    DisputeReason,
    DocumentKind,
    Flag,
    How,
    Intent,
    MatchStatus,
    Mode,
    ReplyKind,
    ResidualKind,
    Route,
)


@dataclass(frozen=True, slots=True)
class AlsoDecision:
    """A further matter that the mail really holds."""

    label: Route
    intent: Intent
    confidence: float
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RouteDecision:
    """Route and intent, always the best guess; `auto` says nobody need check the route first."""

    label: Route
    intent: Intent
    confidence: float
    auto: bool
    also: tuple[AlsoDecision, ...] = ()
    evidence: tuple[str, ...] = ()
    automatic_mail: str | None = None
    """Why the mail is automatic (header or form that says so), None for a person's mail."""


@dataclass(frozen=True, slots=True)
class References:
    """The documents the mail is about, each once, in order of first mention.

    Numbers in the ledger's spelling where the ledger holds them, else as written.
    """

    invoice_numbers: tuple[str, ...] = ()
    po_numbers: tuple[str, ...] = ()
    amounts: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class CustomerDecision:
    """The customer the mail comes from; `customer_id` None when the evidence does not settle it."""

    customer_id: str | None
    confidence: float
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Understanding:
    """All that the router says of one mail or bare document."""

    route: RouteDecision
    references: References
    customer: CustomerDecision
    language: str | None = None
    """ISO 639-1 of the new text; None under three words."""
    flags: tuple[Flag, ...] = ()
    flag_reasons: tuple[str, ...] = ()
    """One sentence per flag, in the same order."""
    wanted_kinds: tuple[DocumentKind, ...] = ()
    """Kinds of documents that the mail asks for, in order of mention."""
    reason: DisputeReason | None = None
    """If it disputes: the likeliest reason by the learned router, None without a model."""
    reason_confidence: float = 0.0
    """How likely that reason is, 0-1."""


@dataclass(frozen=True, slots=True)
class Application:
    """One remittance line applied to one open item; indices from 0.

    residual = open - amount - discount - deduction.
    """

    remittance: int
    line: int
    document_number: str
    """In the ledger's spelling."""
    amount: Decimal
    discount: Decimal | None
    deduction: Decimal | None
    residual: Decimal
    residual_kind: ResidualKind | None
    how: How
    customer_id: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An open item that may belong to a line, for a person to choose; best first."""

    remittance: int
    line: int
    document_number: str
    amount: Decimal
    why: str


@dataclass(frozen=True, slots=True)
class Match:
    """How all remittances of one input meet the ledger."""

    status: MatchStatus
    applied: tuple[Application, ...] = ()
    unapplied_amount: Decimal | None = None
    """Sum of totals - sum of amounts; None where a total is unknown or currencies differ."""
    suggestions: tuple[Suggestion, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PriorityShare:
    """One factor of a dispute's priority: what it is, its value 0-1, its weight, the points it gave."""

    factor: str
    value: float
    weight: float
    points: float


@dataclass(frozen=True, slots=True)
class Dispute:
    """What a customer disputes, and how urgent it is."""

    reason: DisputeReason
    documents: tuple[str, ...]
    amount: Decimal | None
    priority: int
    """0-100."""
    band: Band
    evidence: tuple[str, ...] = ()
    shares: tuple[PriorityShare, ...] = ()


@dataclass(frozen=True, slots=True)
class ReplyAttachment:
    """One document that an answer carries: the file of `supporting_documents.csv` and who owns it."""

    file: str
    path: str
    customer_id: str | None
    document_number: str | None
    kind: DocumentKind
    sha256: str
    made: str | None = None
    """The bytes themselves (base64) of a document that was made for this answer; None: they lie at `path`."""
    form_of: str | None = None
    """`file` of the attachment whose other form this is (a statement's CSV); told with that one."""
    link: str | None = None
    """Token under which it is offered for download instead of being attached; None: it is attached."""
    link_until: datetime | None = None
    """When that link ends."""


@dataclass(frozen=True, slots=True)
class EndingLink:
    """A signed link in an answer's words: what of it stands there, and when it ends."""

    text: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Reply:
    """The one answer to a mail; never sent unless `auto_send`, or a clerk releases it."""

    kind: ReplyKind
    to: tuple[str, ...]
    subject: str
    body: str
    """Plain text in the correspondent's language."""
    language: str
    attachments: tuple[ReplyAttachment, ...] = ()
    auto_send: bool = False
    mode: Mode = Mode.DRAFT
    blocked_by: tuple[str, ...] = ()
    """Names of the release rules that failed (`domain.words.Block`, `flag_NAME`)."""
    block_reasons: tuple[str, ...] = ()
    """One sentence per rule, in the same order."""
    not_before: datetime | None = None
    """For `delayed`: when it may leave."""
    stops_reminders: str | None = None
    """The address that gets no more reminders once this answer is released."""
    misses: int = 0
    """How many numbers an authenticated sender asked for that the customer does not own."""
    links: tuple[EndingLink, ...] = ()
    """The signed links in `body`; whoever sends it later sees that they still work."""

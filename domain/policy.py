"""The settings that steps obey: one frozen model a section, unknown keys are errors.

`config.yaml` shows each with its default and a comment; `app.settings` reads the file.
"""

from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from domain.words import DocumentKind, Mode, ReplyKind, Route

Fraction = Annotated[float, Field(ge=0, le=1)]
Seconds = Annotated[float, Field(gt=0)]


class Section(BaseModel):
    """A part of the configuration; unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Company(Section):
    """Who we are."""

    name: str = "Our company"
    addresses: tuple[str, ...] = ()
    """Every address that is ours, shared mailboxes and aliases; never answered."""
    signature: str = ""
    """Stands under each answer; several lines allowed."""
    language: str = "en"
    """For answers where the correspondent's language is unknown."""


class Secret(Section):
    """A password that lives outside the configuration: exactly one of the two is set."""

    env: str | None = None
    """Name of the environment variable that holds it."""
    file: Path | None = None
    """Path of the file whose first line it is."""


class Mailbox(Section):
    """One account that is watched."""

    name: str
    kind: Literal["imap", "maildir", "folder"] = "imap"
    host: str = ""
    port: int = 993
    security: Literal["tls", "starttls", "none"] = "tls"
    """`none` is refused for any host but loopback."""
    ca_file: Path | None = None
    user: str = ""
    password: Secret = Secret()
    folders: tuple[str, ...] = ("INBOX",)
    sent_folder: str | None = None
    """Where answers can be looked up after a lost connection; None: the server's \\Sent folder."""
    path: Path | None = None
    """For `maildir` and `folder`."""
    idle: bool = True
    timeout_seconds: Seconds = 60
    batch_bytes: int = 8_000_000
    batch_messages: int = 50
    largest_mail_bytes: int = 50_000_000
    """A larger mail is recorded and shown, not fetched."""


class Outgoing(Section):
    """How answers leave."""

    kind: Literal["smtp", "folder"] = "folder"
    """`folder` writes .eml files into `<data>/outbox` and sends nothing."""
    host: str = ""
    port: int = 587
    security: Literal["tls", "starttls", "none"] = "starttls"
    ca_file: Path | None = None
    user: str = ""
    password: Secret = Secret()
    sender: str = ""
    """The shared address that answers come from."""
    timeout_seconds: Seconds = 300
    data_timeout_seconds: Seconds = 600
    """How long to wait for the answer to the final dot (RFC 5321: 10 minutes)."""
    lease_seconds: Seconds = 900
    """Longer than every time-out, so that no second worker starts the same answer."""
    server_keeps_sent: bool = False
    """True when the server puts every sent mail into Sent by itself: not there means it never left."""
    settle_seconds: Seconds = 900
    """How long an uncertain answer is looked for in Sent before it is settled."""
    give_up_days: Annotated[float, Field(gt=0)] = 5


class Authentication(Section):
    """Whose Authentication-Results are believed."""

    trusted_authserv_id: str | None = None
    """None: no automatic release."""
    own_received_above: int = 0
    """How many Received fields our own servers add above it after stamping."""


class ModeRule(Section):
    """Sets the mode for what it names; the strictest matching mode wins. Blank fields match all."""

    mode: Mode
    kind: ReplyKind | None = None
    route: Route | None = None
    customer_id: str | None = None
    amount_from: Decimal | None = None
    """From this sum of the requested documents' amounts on."""


class Answering(Section):
    """When an answer may leave without a person."""

    mode: Mode = Mode.DRAFT
    modes: tuple[ModeRule, ...] = ()
    kill_switch: bool = False
    """True: nothing leaves by itself."""
    authentication: Authentication = Authentication()
    answer_within_hours: Annotated[float, Field(gt=0)] = 24
    delay_minutes: Annotated[float, Field(ge=0)] = 30
    """For mode `delayed`."""
    domain_may_receive: bool = False
    """True: an unregistered sender at a customer's registered, non-free-mail domain counts as a contact."""
    sensitive_kinds: tuple[DocumentKind, ...] = (
        DocumentKind.W9,
        DocumentKind.STATEMENT,
        DocumentKind.CONTRACT,
        DocumentKind.TAX_CERTIFICATE,
    )
    """Never released without a person."""
    acknowledge_disputes: bool = True
    acknowledge_remittances: bool = False
    per_correspondent_and_subject_a_day: int = 1
    per_correspondent_a_day: int = 5
    per_hour: int = 50
    documents_per_customer_a_day: int = 20
    numbers_per_mail: int = 10
    attachment_bytes: int = 10_000_000


class Routing(Section):
    """When a route may act without anyone checking it."""

    thresholds: dict[Route, Fraction] = Field(
        default_factory=lambda: {
            Route.PAYMENT_ADVICE: 0.9,
            Route.DISPUTE: 0.9,
            Route.INVOICE_COPY_REQUEST: 0.9,
            Route.PO_INQUIRY: 0.9,
            Route.OTHER: 0.9,
        }
    )
    free_mail_domains: tuple[str, ...] = ()
    """Added to the built-in list."""


class DisputeWeights(Section):
    """Weights of the four factors of a dispute's priority; they are scaled to sum to 1."""

    amount: Fraction = 0.35
    gravity: Fraction = 0.25
    customer_value: Fraction = 0.25
    credit_risk: Fraction = 0.15


class Matching(Section):
    """How far amounts may differ."""

    rounding: Decimal = Decimal("0.05")
    """Differences up to this are rounding."""


class ReadingLimits(Section):
    """What one document may cost; each limit has its named reason."""

    memory_bytes: int = 1_073_741_824
    cpu_seconds: int = 30
    wall_seconds: int = 60
    output_bytes: int = 50_000_000
    document_bytes: int = 100_000_000
    pages: int = 500


class LedgerSettings(Section):
    """Where the ledger comes from."""

    folder: Path | None = None
    document_pattern: str | None = None
    """Finds invoice copies that no row lists, e.g. "{document_number}.pdf"."""
    max_age_days: Annotated[float, Field(gt=0)] = 3
    """Older than this, nothing is answered by itself."""
    refresh_at: str = "02:30"
    """Time of day (UTC) of the nightly import from `folder`."""


class Web(Section):
    """The review pages."""

    bind: str = "127.0.0.1"
    port: int = 8642
    tls_certificate: Path | None = None
    tls_key: Path | None = None
    trusted_proxy: str | None = None
    """Address of the proxy that ends TLS; needed for any bind but loopback without TLS."""
    session_hours: Annotated[float, Field(gt=0)] = 12
    idle_minutes: Annotated[float, Field(gt=0)] = 60


class Service(Section):
    """How `ardoise run` works."""

    workers: int | None = None
    """None: processors minus one, at least one."""
    poll_seconds: Seconds = 60
    lease_seconds: Seconds = 120
    attempts: Annotated[int, Field(ge=1)] = 3
    retry_seconds: Seconds = 30
    stop_seconds: Seconds = 20

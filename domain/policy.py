"""The settings that steps obey: one frozen model a section, unknown keys are errors.

`config.yaml` shows each with its default and a comment; `app.settings` reads the file.
"""

from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from domain.ledger_policy import SqlLedger
from domain.section import Fraction, Port, Seconds, Secret, Section
from domain.words import DocumentKind, Mode, ReplyKind, Route


class Company(Section):
    """Who we are."""

    name: str = "Our company"
    """Our name, as answers state it."""
    address: str = ""
    """Our postal address; stands under the signature of each answer; several lines allowed."""
    addresses: tuple[str, ...] = ()
    """Every address that is ours, shared mailboxes and aliases; never answered."""
    signature: str = ""
    """Stands under each answer; several lines allowed."""
    language: str = "en"
    """For answers where the correspondent's language is unknown."""


class Outgoing(Section):
    """How answers leave."""

    kind: Literal["smtp", "folder"] = "folder"
    """`folder` writes .eml files into `<data>/outbox` and sends nothing."""
    host: str = ""
    """The server."""
    port: Port = 587
    """The server's port."""
    security: Literal["tls", "starttls", "none"] = "starttls"
    """`none` is refused for any host but loopback."""
    ca_file: Path | None = None
    """A certificate authority of your own; None: the system's."""
    user: str = ""
    """Who signs in; blank: nobody."""
    password: Secret = Secret()
    """Where the password is kept."""
    account: str | None = None
    """An entry of `mailboxes` whose token signs in here too, in place of the password."""
    sender: str = ""
    """The shared address that answers come from."""
    timeout_seconds: Seconds = 300
    """How long connecting and each command may take."""
    data_timeout_seconds: Seconds = 600
    """How long to wait for the answer to the final dot (RFC 5321: 10 minutes)."""
    lease_seconds: Seconds = 900
    """Longer than every time-out, so that no second worker starts the same answer."""
    server_keeps_sent: bool = False
    """True when the server puts every sent mail into Sent by itself: not there means it never left."""
    settle_seconds: Seconds = 900
    """How long an uncertain answer is looked for in Sent before it is settled."""
    give_up_days: Annotated[float, Field(gt=0)] = 5
    """An answer that is refused for so long for a time fails for good."""
    resend_kinds: tuple[ReplyKind, ...] = ()
    """Kinds whose uncertain answers are sent once more, the same bytes; for others a person is asked."""
    sent_copy: str | None = None
    """An entry of `mailboxes` whose Sent gets a copy of each answer, once; None: the server keeps them."""
    bounce_address: str = ""
    """Where reports of undelivered answers go, with the answer's own mark behind a +; blank: the sender."""


class Authentication(Section):
    """Whose Authentication-Results are believed."""

    trusted_authserv_id: str | None = None
    """None: no automatic release."""
    own_received_above: int = 0
    """How many Received fields our own servers add above it after stamping."""


class ModeRule(Section):
    """Sets the mode for what it names; the strictest matching mode wins. Blank fields match all."""

    mode: Mode
    """The mode for what the entry names."""
    kind: ReplyKind | None = None
    """Kind of answer."""
    route: Route | None = None
    """Route of the mail."""
    customer_id: str | None = None
    """One customer."""
    amount_from: Decimal | None = None
    """From this sum of the requested documents' amounts on."""


class Answering(Section):
    """When an answer may leave without a person."""

    mode: Mode = Mode.DRAFT
    """Where no entry of `modes` matches."""
    modes: tuple[ModeRule, ...] = ()
    """The strictest matching entry decides."""
    kill_switch: bool = False
    """True: nothing leaves by itself."""
    authentication: Authentication = Authentication()
    """How senders are believed."""
    answer_within_hours: Annotated[float, Field(gt=0)] = 24
    """An older mail gets a draft."""
    delay_minutes: Annotated[float, Field(ge=0)] = 30
    """For mode `delayed`."""
    domain_may_receive: bool = False
    """True: an unregistered sender at a customer's registered, non-free-mail domain counts as a contact."""
    first_mail_to_person: bool = True
    """The first mail of a sender, and one after half a year's silence, gets a draft."""
    sensitive_kinds: tuple[DocumentKind, ...] = (
        DocumentKind.W9,
        DocumentKind.STATEMENT,
        DocumentKind.CONTRACT,
        DocumentKind.TAX_CERTIFICATE,
    )
    """Never released without a person."""
    acknowledge_disputes: bool = True
    """Draft an acknowledgement for each dispute."""
    acknowledge_remittances: bool = False
    """Draft an acknowledgement for each payment advice."""
    per_correspondent_and_subject_a_day: int = 1
    """Automatic answers to one address about one subject in 24 hours."""
    per_correspondent_a_day: int = 5
    """Automatic answers to one address in 24 hours."""
    per_domain_an_hour: int = 20
    """Automatic answers to all addresses of one mail domain in an hour."""
    per_hour: int = 50
    """Automatic answers to anybody in an hour; so many turn the kill switch on and raise an alarm."""
    documents_per_correspondent_a_day: int = 20
    """Documents released by themselves to one address in 24 hours."""
    documents_per_customer_a_day: int = 20
    """Documents released by themselves to one customer in 24 hours."""
    documents_a_day: int = 1000
    """Documents released by themselves to anybody in 24 hours."""
    misses_a_day: int = 3
    """Numbers that are not the customer's, asked for by one address or mail domain in 24 hours; from there
    on a person answers."""
    hard_bounces: int = 2
    """Answers to one address that came back as undeliverable in 90 days; from there on a person answers."""
    numbers_per_mail: int = 10
    """A mail that asks for more documents goes to a person."""
    attachment_bytes: int = 10_000_000
    """Attachments of one answer together."""


class RouterLearning(Section):
    """What the router learns from the mails that people of this installation confirm or correct."""

    every_days: Annotated[int, Field(ge=0, le=366)] = 7
    """Days from one retraining to the next; 0: by command alone."""
    least_mails: Annotated[int, Field(ge=1)] = 30
    """Confirmed or corrected mails without which nothing is learnt."""
    never: tuple[str, ...] = ()
    """Addresses and domains whose mails are never learnt from."""


class Routing(Section):
    """When a route may act without anyone checking it."""

    precision: Annotated[float, Field(gt=0.5, lt=1)] = 0.99
    """So many of the routes that nobody checks must be right; each route's threshold is computed from it."""
    thresholds: dict[Route, Fraction] = Field(default_factory=dict)
    """Confidence from which on a route needs no checking, in place of the computed one."""
    free_mail_domains: tuple[str, ...] = ()
    """Added to the built-in list."""
    model_folder: Path | None = None
    """Folder of a transformer model whose vectors the next retraining learns from; None: those that ship."""
    learning: RouterLearning = RouterLearning()


class DisputeWeights(Section):
    """Weights of the four factors of a dispute's priority; they are scaled to sum to 1."""

    amount: Fraction = 0.35
    """Weight of the amount at stake."""
    gravity: Fraction = 0.25
    """Weight of what is disputed."""
    customer_value: Fraction = 0.25
    """Weight of turnover and open balance."""
    credit_risk: Fraction = 0.15
    """Weight of the credit score."""


class Matching(Section):
    """How far amounts may differ."""

    rounding: Decimal = Decimal("0.05")
    """Differences up to this are rounding."""


class OcrChoice(StrEnum):
    """Which engine reads pictures."""

    AUTO = "auto"
    """rapidocr where it is installed, else tesseract."""
    RAPIDOCR = "rapidocr"
    TESSERACT = "tesseract"
    OFF = "off"


class ReadingLimits(Section):
    """What one document may cost; each limit has its named reason."""

    memory_bytes: int = 1_073_741_824
    """Address space of the process that reads it; beyond: `memory`."""
    cpu_seconds: int = 30
    """Processor time; beyond: `timeout`."""
    wall_seconds: int = 60
    """Time on the clock; beyond: `timeout`."""
    output_bytes: int = 50_000_000
    """What the reader may hand back; beyond: `output`."""
    document_bytes: int = 100_000_000
    """Size of the document; beyond: `too_large`."""
    pages: int = 500
    """Pages of the document; beyond: `too_many_pages`."""
    ocr: OcrChoice = OcrChoice.AUTO
    """What reads scans and photographs: auto, rapidocr, tesseract or off."""
    ocr_processes: Annotated[int, Field(ge=1, le=32)] = 1
    """Processes of each worker that recognise pages of one document side by side."""
    ocr_pages: Annotated[int, Field(ge=1)] = 20
    """Pictured pages of one document that are recognised; beyond: `too_many_pages`."""
    ocr_dpi: Annotated[int, Field(ge=100, le=400)] = 250
    """Resolution in which pages of a PDF are drawn for recognising."""
    ocr_memory_bytes: int = 2_147_483_648
    """Address space of the process that recognises a page; beyond: `memory`."""
    ocr_cpu_seconds: int = 60
    """Processor time for one page; beyond: `timeout`."""
    ocr_wall_seconds: int = 180
    """Time on the clock for one page; beyond: `timeout`."""
    ocr_idle_seconds: Annotated[int, Field(ge=0)] = 600
    """After so long without a picture the processes and their models are let go."""


class LedgerSettings(Section):
    """Where the ledger comes from."""

    folder: Path | None = None
    """Drop folder of CSV files; None: only `ardoise ledger import`."""
    document_pattern: str | None = None
    """Finds invoice copies that no row lists, e.g. "{document_number}.pdf"."""
    max_age_days: Annotated[float, Field(gt=0)] = 3
    """Older than this, nothing is answered by itself."""
    refresh_at: str = "02:30"
    """Time of day (UTC) of the nightly import from `folder` or `sql`."""
    sql: SqlLedger | None = None
    """The ERP's own database, instead of `folder` (docs/ledger-sql.md)."""


class Web(Section):
    """The review pages."""

    bind: str = "127.0.0.1"
    """Address that the pages listen on."""
    port: Port = 8642
    """Port that the pages listen on."""
    tls_certificate: Path | None = None
    """Certificate chain (PEM)."""
    tls_key: Path | None = None
    """Its private key (PEM)."""
    trusted_proxy: str | None = None
    """Address of the proxy that ends TLS; needed for any bind but loopback without TLS."""
    hosts: tuple[str, ...] = ()
    """Further names under which browsers reach the pages, e.g. that of a proxy."""
    session_hours: Annotated[float, Field(gt=0)] = 12
    """A sign-in ends after this time."""
    idle_minutes: Annotated[float, Field(gt=0)] = 60
    """A sign-in ends after this time without a click."""
    second_person: bool = False
    """True: another admin must agree to changes of modes and thresholds."""


class Service(Section):
    """How `ardoise run` works."""

    workers: int | None = None
    """None: processors minus one, at least one."""
    poll_seconds: Seconds = 60
    """Each mailbox is asked at least this often."""
    lease_seconds: Seconds = 120
    """How long a worker may hold a step before another takes it over."""
    attempts: Annotated[int, Field(ge=1)] = 3
    """Tries of one step before its mail is shelved."""
    retry_seconds: Seconds = 30
    """Wait before the next try; doubled each time."""
    stop_seconds: Seconds = 20
    """How long processes may take to end."""

"""What responders and release rules may look at: one mail, what was understood of it, the policy."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from domain.decisions import Dispute, Match, Understanding
from domain.ledger import Ledger
from domain.link_policy import Links
from domain.mail import Mail
from domain.policy import Answering, Company
from domain.remittance import Remittance
from domain.words import Mode


def read_path(path: str) -> bytes:
    """Return the bytes of a document on file. Raises OSError."""
    return Path(path).read_bytes()


@dataclass(frozen=True, slots=True)
class History:
    """What went before, as plain numbers; every count is of answers that left by themselves."""

    to_correspondent_and_subject_today: int = 0
    """To this address about this `normalised_subject` in the last 24 hours."""
    to_correspondent_today: int = 0
    """To this address in the last 24 hours."""
    in_the_last_hour: int = 0
    """To anybody."""
    documents_to_customer_today: int = 0
    """Documents released to the customer in the last 24 hours."""
    earlier_mails: int | None = None
    """Mails from this address before this one; None: not counted, the rule holds."""
    last_mail_at: datetime | None = None
    """When the last of them arrived; None: not known, the rule holds."""
    to_domain_in_the_last_hour: int = 0
    """To all addresses of the sender's mail domain."""
    documents_to_correspondent_today: int = 0
    """Documents released to this address in the last 24 hours."""
    documents_today: int = 0
    """Documents released to anybody in the last 24 hours."""
    misses_today: int = 0
    """Numbers not their customer's that this address, or the domain where it is a firm's, asked for."""
    hard_bounces: int = 0
    """Answers to this address that came back as undeliverable."""
    is_our_own: bool = False
    """The mail carries the Message-ID of an answer of ours."""


@dataclass(frozen=True, slots=True)
class AnswerRequest:
    """One mail that may be answered."""

    mail: Mail
    understanding: Understanding
    answering: Answering
    company: Company
    ledger_max_age_days: float
    now: datetime
    internal_date: datetime
    """When the mail reached the mailbox."""
    ledger: Ledger | None = None
    dispute: Dispute | None = None
    match: Match | None = None
    remittances: tuple[Remittance, ...] = ()
    backfill: bool = False
    incomplete: str | None = None
    """Why only a part of the mail is here, None when all of it is."""
    history: History | None = None
    """None: rules that need history count as holding (`process`)."""
    mode_override: Mode | None = None
    """As if every responder were enabled and set to this mode; loosens no release rule."""
    free_mail_domains: tuple[str, ...] = ()
    """The configuration's own additions to the built-in list."""
    read_file: Callable[[str], bytes] = read_path
    case_number: str | None = None
    """Under which the mail's dispute is kept; None in a dry run."""
    links: Links = field(default_factory=Links)
    link_key: bytes = b""
    """What links are signed with; too short: none are made."""

"""What the item page shows of the mail itself: the headers that matter, and who vouches for the sender."""

from dataclasses import dataclass
from datetime import datetime

from domain.mail import Address, AuthenticationResults, Forwarded, Mail
from domain.policy import Authentication

_METHODS = ("dmarc", "dkim", "spf")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One result of the trusted server: "DMARC", "pass", what it was about."""

    method: str
    result: str
    about: str

    @property
    def good(self) -> bool:
        """True for a pass."""
        return self.result == "pass"


@dataclass(frozen=True, slots=True)
class FileView:
    """One attachment to be downloaded; `number` is its index in the mail."""

    number: int
    name: str
    content_type: str
    size: int


@dataclass(frozen=True, slots=True)
class ForwardedView:
    """A mail that stands inside this one; whoever passed it on could change every word."""

    depth: int
    sender: str
    date: datetime | None
    subject: str
    text: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MailView:
    """The mail as people read it."""

    headers: tuple[tuple[str, str], ...]
    date: datetime | None
    trusted: str | None
    """The server whose results are believed; None: none is configured."""
    stamped: bool
    """True when the trusted server stamped this mail."""
    verdicts: tuple[Verdict, ...]
    domain: str
    """What the sender's address claims."""
    forwarded: tuple[ForwardedView, ...]
    notes: tuple[str, ...]
    """What the mail is besides its text: signed, a meeting request."""
    new_text: str
    quoted_text: str
    has_html: bool
    files: tuple[FileView, ...]
    defects: tuple[str, ...]

    @property
    def proof(self) -> str:
        """How well the sender is proved: "good", "bad", "weak" (not the domain itself) or "none"."""
        if not self.trusted or not self.stamped or not self.verdicts:
            return "none"
        results = {each.method: each.result for each in self.verdicts}
        if results.get("DMARC") == "pass":
            return "good"
        if "fail" in (results.get("DMARC"), results.get("DKIM")):
            return "bad"
        return "weak"


def mail_view(mail: Mail, authentication: Authentication) -> MailView:
    """Return the view of a mail."""
    trusted = (authentication.trusted_authserv_id or "").strip().lower() or None
    stamp = _stamp(mail, trusted, authentication.own_received_above)
    return MailView(
        headers=tuple((name, value) for name, value in _headers(mail) if value),
        date=mail.date,
        trusted=trusted,
        stamped=stamp is not None,
        verdicts=_verdicts(stamp) if stamp else (),
        domain=mail.sender.domain if mail.sender else "",
        forwarded=tuple(_forwarded(each) for each in mail.forwarded),
        notes=mail.notes,
        new_text=mail.new_text.strip() or mail.text.strip(),
        quoted_text=mail.quoted_text.strip(),
        has_html=bool(mail.html),
        files=tuple(
            FileView(number, each.path, each.content_type, len(each.content))
            for number, each in enumerate(mail.attachments)
        ),
        defects=mail.defects,
    )


def _forwarded(mail: Forwarded) -> ForwardedView:
    sender = _addresses((mail.sender,)) if mail.sender else ""
    return ForwardedView(mail.depth, sender, mail.date, mail.subject, mail.text.strip(), mail.attachments)


def _headers(mail: Mail) -> tuple[tuple[str, str], ...]:
    return (
        ("From", _addresses(mail.senders)),
        ("Reply-To", _addresses(mail.reply_to)),
        ("To", _addresses(mail.to)),
        ("Cc", _addresses(mail.cc)),
        ("Subject", mail.subject),
    )


def _addresses(addresses: tuple[Address, ...]) -> str:
    return ", ".join(f"{each.name} <{each.email}>" if each.name else each.email for each in addresses)


def _stamp(mail: Mail, trusted: str | None, own_received: int) -> AuthenticationResults | None:
    """Return the topmost result of the trusted server; further down anybody may have written it."""
    topmost = next((each for each in mail.authentication if each.authserv_id == trusted), None)
    return topmost if topmost is not None and topmost.received_above <= own_received else None


def _verdicts(stamp: AuthenticationResults) -> tuple[Verdict, ...]:
    return tuple(
        Verdict(
            each.method.upper(), each.result, ", ".join(f"{key} {value}" for key, value in each.properties)
        )
        for each in stamp.methods
        if each.method in _METHODS
    )

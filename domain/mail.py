"""A mail as Ardoise sees it: the delivery, and what parsing made of its raw bytes."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class DeliveryKey:
    """Where a mail lies: the only identity a mailbox gives.

    Sources without UIDVALIDITY (Maildir, folder, upload) use 0 and a `uid` of their own making;
    `uid` is text because a Maildir's is its file name.
    """

    account: str
    folder: str
    uidvalidity: int
    uid: str


@dataclass(frozen=True, slots=True)
class Spooled:
    """A file of ours that holds one mail's bytes until the blob store takes it over."""

    path: Path
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Delivered:
    """One mail or bare document as a source handed it over, untouched."""

    key: DeliveryKey
    raw: bytes
    internal_date: datetime
    """When it reached the mailbox (INTERNALDATE, file time, upload time); aware."""
    backfill: bool = False
    """Older mail taken by `ardoise backfill`: read and shown, never answered by itself."""
    name: str | None = None
    """File name, for bare documents from folders and uploads; None for mail."""
    incomplete: str | None = None
    """Why `raw` is not the whole mail (too large, refused by the server), as a sentence; such a
    mail is shown to a person and never acted on. None: `raw` is whole."""
    refused: bool = False
    """True where the server did not give it though it is there: it is asked for again now and then."""
    spooled: Spooled | None = None
    """A huge mail's bytes in a file instead of `raw`, which is empty then."""

    @property
    def size(self) -> int:
        """Bytes of the mail as it was taken."""
        return len(self.raw) if self.spooled is None else self.spooled.size


@dataclass(frozen=True, slots=True)
class Address:
    """One mailbox address; `email` is lower case, "" where it could not be read."""

    email: str
    name: str = ""

    @property
    def domain(self) -> str:
        """The part behind the @, "" if there is none."""
        return self.email.rpartition("@")[2] if "@" in self.email else ""


@dataclass(frozen=True, slots=True)
class AuthMethod:
    """One `method=result` of an Authentication-Results field (RFC 8601), all lower case.

    `properties` are ("header.from", "acme.example") pairs in order.
    """

    method: str
    result: str
    properties: tuple[tuple[str, str], ...] = ()

    def property(self, name: str) -> str | None:
        """Return the first value of that property, None if it is not there."""
        return next((value for key, value in self.properties if key == name), None)


@dataclass(frozen=True, slots=True)
class AuthenticationResults:
    """One Authentication-Results field that was parsed whole; others count as absent."""

    authserv_id: str
    """Lower case."""
    received_above: int
    """How many Received fields stand above it; 0: nothing handled the mail after it was stamped."""
    methods: tuple[AuthMethod, ...] = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """One part of a mail that is a document of its own."""

    name: str
    """As sent, decoded; data only, never a path on our side."""
    path: str
    """Where it was inside the input: "advice.pdf", "a.zip/advice.pdf"."""
    claimed_type: str
    content_type: str
    """By content, see `domain.content_type`."""
    content: bytes
    sha256: str
    inline: bool = False
    content_id: str | None = None


@dataclass(frozen=True, slots=True)
class Forwarded:
    """A mail that stands inside another: below its text, or attached to it.

    Whoever forwards can change every word of it: it helps to understand, it proves nothing.
    """

    sender: Address | None
    """As the forwarding mail states it; `email` "" where it shows the name alone."""
    date: datetime | None = None
    """Aware; UTC where the offset is not stated. None where it cannot be read for sure."""
    subject: str = ""
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    text: str = ""
    """What its writer wrote, without quotes, signature and disclaimer."""
    signature: str = ""
    html: str | None = None
    """Its own HTML body; None for mails below a text, which are part of that text."""
    path: str = ""
    """Its path among the attachments; "" for one below the text."""
    depth: int = 1
    """1: forwarded by the mail itself; 2: by the mail at depth 1; and so on."""
    bare: bool = False
    """True when the mail that forwards it adds nothing of its own ("see below")."""
    attachments: tuple[str, ...] = ()
    """Paths of the attachments that came with it."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A parsed mail. Every text is decoded and free of NUL; nothing in it is trusted."""

    raw_sha256: str
    identity: str
    """SHA-256 over Message-ID, Date, From, Subject and the hashes of the decoded parts
    (trace headers left out): two deliveries with the same identity are one mail."""
    size: int
    message_id: str | None
    subject: str
    date: datetime | None
    """From the Date field, with its own offset; None if unreadable."""
    senders: tuple[Address, ...]
    """All addresses of all From fields; a sound mail has exactly one."""
    from_fields: int
    """How many From fields the mail has."""
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    return_path: str | None = None
    """None: no Return-Path field; "": the null path <> of automatic mail."""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    """Every field in order, decoded and unfolded, names as sent."""
    authentication: tuple[AuthenticationResults, ...] = ()
    content_type: str = "text/plain"
    """Of the whole mail, e.g. "multipart/report"."""
    text: str = ""
    """The whole body as plain text (HTML turned to text with its tables kept as rows)."""
    new_text: str = ""
    """What the writer wrote now: without quotes, signature and disclaimer."""
    quoted_text: str = ""
    signature: str = ""
    html: str | None = None
    """The HTML body as sent, for the tables in it and for display; None without one."""
    attachments: tuple[Attachment, ...] = ()
    defects: tuple[str, ...] = ()
    """What was broken, in words."""
    notes: tuple[str, ...] = ()
    """What the mail is besides its text, in words: signed, a meeting request. Nothing is broken."""
    forwarded: tuple[Forwarded, ...] = ()
    """The mails inside this one, outermost first."""
    original: Forwarded | None = None
    """The mail that this one only passes on, None when its writer says something. Its sender and words
    count for what the matter is about and whose it is; who may be answered is `senders` alone."""
    own_text: str = ""
    """`new_text` without the texts of attached mails, which are documents of their own."""

    @property
    def sender(self) -> Address | None:
        """The first From address, None without any."""
        return self.senders[0] if self.senders else None

    def header(self, name: str) -> str | None:
        """Return the first field of that name (any case), None if it is not there."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)

    def all_headers(self, name: str) -> tuple[str, ...]:
        """Return every field of that name (any case), from the top."""
        wanted = name.lower()
        return tuple(value for key, value in self.headers if key.lower() == wanted)

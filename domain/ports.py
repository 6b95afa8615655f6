"""The plug points and engines as Protocols: what each must offer, and nothing of how."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol, runtime_checkable

from domain.decisions import References, Understanding
from domain.ledger import Ledger
from domain.mail import Delivered, Mail
from domain.pages import Document, Page
from domain.remittance import Remittance
from domain.words import Medium


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a folder was read: (uidvalidity, highest uid taken)."""

    uidvalidity: int
    last_uid: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Mails fetched together; stored in one transaction, then the mark moves to `mark`."""

    account: str
    folder: str
    mails: tuple[Delivered, ...]
    mark: Mark
    problems: tuple[str, ...] = ()
    """Mails that could not be fetched, each named, e.g. "uid 17 vanished before it was fetched"."""


class MailSource(Protocol):
    """Somewhere mail comes from: an IMAP account, a Maildir, a watched folder."""

    name: str
    """The account's name in the configuration."""

    def folders(self) -> Sequence[str]:
        """Return the folders that are watched."""
        ...

    def first_mark(self, folder: str) -> Mark:
        """Return the mark from which on mail is new, for a folder that was never read."""
        ...

    def fetch(self, folder: str, mark: Mark) -> Iterator[Batch]:
        """Yield what came after the mark, in byte-bounded batches.

        Raises SourceError when the source cannot be used now.
        """
        ...

    def backfill(self, folder: str, since: date, until: Mark) -> Iterator[Batch]:
        """Yield older mail since that date, up to the mark; every mail marked `backfill`."""
        ...

    def acknowledge(self, batch: Batch) -> None:
        """Called after the batch was stored durably; sources that own their files move them here."""
        ...

    def wait(self, seconds: float) -> bool:
        """Wait for a hint of new mail (IDLE) at most that long; True when there was one."""
        ...

    def close(self) -> None:
        """Give back connections; may be called at any time, twice too."""
        ...


@runtime_checkable
class SentFolder(Protocol):
    """Where a source shows what its people and we have sent."""

    def has_sent(self, message_id: str) -> bool | None:
        """Tell whether Sent holds that Message-ID; None when there is no Sent folder to ask."""
        ...


class Reader(Protocol):
    """Turns the bytes of one kind of file into pages. Runs only inside a fenced child process."""

    name: str
    medium: Medium
    content_types: frozenset[str]

    def read(self, content: bytes, name: str) -> tuple[Page, ...]:
        """Return the pages. Raises ReadingError with a fixed reason."""
        ...


@dataclass(frozen=True, slots=True)
class ReadingAids:
    """What an extractor may lean on besides the document itself; all of it may be missing."""

    ledger: Ledger | None = None
    mail: Mail | None = None
    customer_id: str | None = None
    company_name: str | None = None
    """Our own firm's name: who is paid, never who pays."""


class Extractor(Protocol):
    """Reads remittances out of a document's pages."""

    name: str

    def extract(self, document: Document, aids: ReadingAids) -> tuple[Remittance, ...]:
        """Return one Remittance a payment, in order; () when the document holds none."""
        ...


@dataclass(frozen=True, slots=True)
class RuleSubject:
    """What a routing rule may look at."""

    mail: Mail
    documents: tuple[Document, ...]
    ledger: Ledger | None
    references: References
    language: str | None


@dataclass(frozen=True, slots=True)
class Vote:
    """What one routing rule says of a mail: an intent, how strongly (0-1), and why in words."""

    intent: str
    weight: float
    reason: str
    rule: str = ""
    decisive: bool = False
    """True: outranks every vote that is not decisive (automatic mail, bounce)."""


class RoutingRule(Protocol):
    """One row of the routing table."""

    name: str

    def votes(self, subject: RuleSubject) -> Sequence[Vote]:
        """Return this rule's votes; () when it has nothing to say."""
        ...


class Submission(Protocol):
    """Hands one frozen message to the outside. The attempt is committed between `open` and `data`."""

    def open(self, sender: str, recipient: str) -> None:
        """Connect and agree on the envelope. Raises DeliveryError; nothing has left yet."""
        ...

    def data(self, message: bytes) -> str:
        """Send the bytes and return the server's answer. Raises DeliveryError."""
        ...

    def close(self) -> None:
        """End the connection, whatever its state."""
        ...


class LedgerConnector(Protocol):
    """Where customers and open items come from."""

    name: str

    def load(self, location: Path) -> tuple[Ledger, tuple[str, ...]]:
        """Return the whole ledger and its warnings. Raises LedgerError with every bad row named."""
        ...


class BlobStore(Protocol):
    """Content-addressed bytes, durable when `put` returns."""

    def put(self, contents: Sequence[bytes]) -> tuple[str, ...]:
        """Store all and return their SHA-256 in hex; one sync for the lot."""
        ...

    def get(self, sha256: str) -> bytes:
        """Return the bytes. Raises NotFoundError."""
        ...

    def has(self, sha256: str) -> bool:
        """Tell whether these bytes are stored."""
        ...


@dataclass(frozen=True, slots=True)
class Job:
    """One claimed piece of work."""

    id: int
    kind: str
    key: str
    payload: Mapping[str, str]
    attempts: int
    lease_until: datetime
    lock: str | None = None


class JobQueue(Protocol):
    """The leased job table; `transaction` is the caller's own, None for one of its own."""

    def submit(
        self,
        kind: str,
        key: str,
        payload: Mapping[str, str],
        *,
        not_before: datetime | None = None,
        lock: str | None = None,
        transaction: object | None = None,
    ) -> bool:
        """Queue a job; False when one of that kind and key is already waiting or running."""
        ...

    def claim(self, kinds: Sequence[str], worker: str) -> Job | None:
        """Take the next due job under a lease, None when there is none."""
        ...

    def heartbeat(self, job: Job, worker: str) -> bool:
        """Lengthen the lease; False when it was lost to another worker."""
        ...

    def finish(self, job: Job, worker: str, *, transaction: object | None = None) -> None:
        """Mark done. Raises ConflictError when the lease was lost."""
        ...

    def fail(
        self,
        job: Job,
        worker: str,
        error: str,
        *,
        retry_at: datetime | None,
        transaction: object | None = None,
    ) -> None:
        """Give back for a later try, or, with `retry_at` None, shelve it for good with its error."""
        ...


Understand = Callable[[Mail, tuple[Document, ...], Ledger | None], Understanding]
"""The router as one function."""

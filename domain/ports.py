"""The plug points and engines as Protocols: what each must offer, and nothing of how."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Protocol, runtime_checkable

from domain.decisions import References, Understanding
from domain.folder_history import FolderHistory, Placed
from domain.layouts import LayoutTemplate
from domain.ledger import Ledger
from domain.mail import Delivered, DeliveryKey, Mail
from domain.pages import Document, Page
from domain.remittance import Remittance
from domain.words import Medium


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a folder was read: (uidvalidity, highest uid taken)."""

    uidvalidity: int
    last_uid: int


@dataclass(frozen=True, slots=True)
class Again:
    """A mail that is known under another number: where it lies now, and the delivery that brought it."""

    key: DeliveryKey
    internal_date: datetime
    size: int
    delivery_id: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Mails fetched together; stored in one transaction, then the mark moves to `mark`."""

    account: str
    folder: str
    mails: tuple[Delivered, ...]
    mark: Mark
    problems: tuple[str, ...] = ()
    """Mails that could not be fetched, each named, e.g. "uid 17 vanished before it was fetched"."""
    again: tuple[Again, ...] = ()
    """Mails that are known without their bytes: one more delivery each, no work."""
    history: tuple[int, ...] = ()
    """Uids, under the mark's UIDVALIDITY, of mail that lay there before the first connection."""
    recount: int | None = None
    """Set when the folder was renumbered: the highest uid that the renumbering gave."""


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

    def has_answered(self, message_id: str) -> bool | None:
        """Tell whether Sent holds an answer to the mail of that Message-ID; None without a Sent folder."""
        ...


@dataclass(frozen=True, slots=True)
class SentNews:
    """What appeared in a Sent folder since the last look: headers alone, as mails without a body."""

    mark: Mark
    mails: tuple[Mail, ...] = ()


@runtime_checkable
class SentWatch(SentFolder, Protocol):
    """A Sent folder that can be watched, asked for answers, and given a copy."""

    def sent_since(self, mark: Mark | None, since: date) -> SentNews | None:
        """Return what was sent since the mark; without one, or after a renumbering, since that day.

        None without a Sent folder. Raises SourceError.
        """
        ...

    def replies_to(self, message_id: str) -> tuple[Mail, ...] | None:
        """Return the mails in Sent that answer that Message-ID; None without a Sent folder."""
        ...

    def keep_copy(self, message_id: str, content: bytes) -> bool | None:
        """Put a copy into Sent unless that Message-ID lies there; None without a Sent folder."""
        ...


@dataclass(frozen=True, slots=True)
class Recount:
    """How a renumbered folder is counted anew."""

    until: int
    """Uids up to this one were given by the renumbering; 0: the folder was never renumbered."""
    fresh_from: datetime | None
    """Mail that arrived earlier and is not known is taken as older mail: shown, never answered."""


class FolderLedger(Protocol):
    """What is known of one folder, asked while its mail is listed."""

    def recount(self) -> Recount:
        """Return how far the folder was renumbered."""
        ...

    def missing(self, uidvalidity: int, uids: Sequence[int]) -> frozenset[int]:
        """Return those uids that were neither delivered nor lay there at the first connection."""
        ...

    def lay_there(self, size: int, internal_date: datetime) -> bool:
        """Tell whether a mail of that size and arrival lay there at the first connection."""
        ...

    def candidate(self, size: int, internal_date: datetime) -> bool:
        """Tell whether a mail of that size and arrival was delivered before."""
        ...

    def next_numbering(self, uidvalidity: int) -> int:
        """Return under which number a folder with that UIDVALIDITY is counted anew, never one used before."""
        ...

    def contradicts(self, uidvalidity: int, listed: Sequence[Placed]) -> bool:
        """Tell whether the server gave numbers of delivered mail to other mail."""
        ...

    def same_mail(
        self, uidvalidity: int, size: int, internal_date: datetime, message_id: str | None
    ) -> int | None:
        """Return the delivery under another UIDVALIDITY that this mail is, None when that is not sure.

        Each delivery is given away once, so that two mails that look alike are never taken for one.
        """
        ...


@runtime_checkable
class CountedSource(MailSource, Protocol):
    """A source whose mails have numbers that may change or come out of order, such as IMAP."""

    compare_every: timedelta
    """So often what lies in a folder is compared with what was taken from it."""
    compare_back: timedelta | None
    """How far back; None: all of it."""

    def first_state(self, folder: str, until: Mark | None = None) -> tuple[Mark, FolderHistory]:
        """Return the mark of this moment and all mail that lies there: none of it is worked.

        `until`: only the mail up to that mark, for a folder that was read before this was asked.
        """
        ...

    def take(self, folder: str, mark: Mark, ledger: FolderLedger, since: date | None) -> Iterator[Batch]:
        """Yield what came after the mark and, with a day, what is missing of the mail since then.

        `date.min` stands for all mail. Batches of missing mail leave the mark where it is. A renumbered
        folder is announced by a batch of its own. Raises SourceError when the source cannot be used now.
        """
        ...

    def wants_comparison(self, folder: str) -> bool:
        """Tell, after `take`, whether the folder should be compared with what is known at the next visit."""
        ...


class Reader(Protocol):
    """Turns the bytes of one kind of file into pages. Runs only inside a fenced child process."""

    name: str
    medium: Medium
    content_types: frozenset[str]

    def read(self, content: bytes, name: str) -> tuple[Page, ...]:
        """Return the pages. Raises ReadingError with a fixed reason."""
        ...


class FittingTemplate(Protocol):
    """A taught layout that may fit a document, and how well (share of its landmarks found, 0-1)."""

    @property
    def template(self) -> LayoutTemplate:
        """The layout."""
        ...

    @property
    def fit(self) -> float:
        """How well it fits, 0-1."""
        ...


class Templates(Protocol):
    """The active layout templates of an installation."""

    def candidates(self, document: Document) -> Sequence[FittingTemplate]:
        """Return those that may fit the document, the best first; () when none does."""
        ...

    def of_payer(self, payer: str) -> Sequence[LayoutTemplate]:
        """Return those taught for a payer of that name."""
        ...


@dataclass(frozen=True, slots=True)
class ReadingAids:
    """What an extractor may lean on besides the document itself; all of it may be missing."""

    ledger: Ledger | None = None
    mail: Mail | None = None
    customer_id: str | None = None
    company_name: str | None = None
    """Our own firm's name: who is paid, never who pays."""
    templates: Templates | None = None


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


@dataclass(frozen=True, slots=True)
class LedgerReading:
    """What a connector that remembers how far it read has found."""

    ledger: Ledger
    warnings: tuple[str, ...]
    progress: str
    """The connector's own memory, kept with the import and handed back at the next."""
    whole: bool
    """True when everything was read, False when changes were laid over the last import."""


@runtime_checkable
class ResumableLedger(Protocol):
    """A ledger connector that can read only what changed since its last import."""

    name: str

    @property
    def source(self) -> str:
        """Where it reads, for sentences; never a password."""
        ...

    def resume(self, last: Ledger | None, progress: str, *, whole: bool) -> LedgerReading:
        """Return the ledger as it is now; `last` and `progress` are those of its own last import.

        Raises LedgerError with every bad row named.
        """
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

    def adopt(self, path: Path, sha256: str) -> None:
        """Take over a file whose bytes have that SHA-256, durable on return; the file is gone then.

        Memory stays flat, however large it is. Raises StoreError and leaves the file where it is.
        """
        ...

    def erase(self, sha256: str) -> None:
        """Remove bytes that nothing names any more; nothing happens where they are not stored."""
        ...

    def names(self) -> Iterator[str]:
        """Yield the SHA-256 of everything stored, in order."""
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
    holder: int = 0
    """What the engine knows this lease by; 0 where the worker's name and the attempts say it."""


class JobQueue(Protocol):
    """Work that waits, runs under a lease, or was shelved; each engine behind it keeps the same contract.

    `transaction` is the caller's own (a store session), None for one of the queue's own.
    """

    @property
    def lease(self) -> timedelta:
        """How long a claimed job belongs to its worker without a heartbeat."""
        ...

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
        """Queue a job; False when one of that kind and key is already waiting or running.

        Jobs under one lock never run together; one that waits for its time holds back no other.
        """
        ...

    def claim(self, kinds: Sequence[str], worker: str) -> Job | None:
        """Take the next due job under a lease, None when there is none; one whose lease ran out is due."""
        ...

    def heartbeat(self, job: Job, worker: str) -> bool:
        """Lengthen the lease; False when it was lost to another worker."""
        ...

    def finish(self, job: Job, worker: str, *, transaction: object | None = None) -> None:
        """Mark done. Raises ConflictError when the lease was lost."""
        ...

    def finish_and_continue(
        self,
        job: Job,
        worker: str,
        kind: str,
        key: str,
        payload: Mapping[str, str],
        *,
        lock: str | None = None,
        transaction: object | None = None,
    ) -> Job | None:
        """Mark done and take the follow-up under the same lease; `lock` None: under the same lock.

        None when a job of that kind and key is active already, or when another job runs under the new
        lock: then the follow-up waits. Raises ConflictError when the lease was lost. The follow-up counts
        once the transaction is committed.
        """
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

    def hand_back(self, job: Job, worker: str, reason: str, *, retry_at: datetime) -> None:
        """Give back for another try that does not count. Raises ConflictError when the lease was lost."""
        ...

    def hasten(self, kind: str, key: str, *, transaction: object | None = None) -> None:
        """Let a waiting job of that kind and key be due now, however far off it was."""
        ...

    def retry_shelved(
        self, kind: str | None = None, key: str | None = None, *, transaction: object | None = None
    ) -> int:
        """Put shelved jobs (all, of one kind, or one) back in the queue; return how many.

        One whose kind and key are active again is dropped: the newer job does its work.
        """
        ...

    def counts(self) -> dict[str, int]:
        """Return how many jobs stand in each state (the words of JobState), those of no job left out."""
        ...

    def tidy(self) -> None:
        """Remove what finished jobs and dead workers left behind; called once a day."""
        ...


Unpack = Callable[[bytes, str, str], bytes]
"""(content, name, content type) -> the mail inside an Outlook file (.msg, winmail.dat) as MIME bytes.
Raises ReadingError with a fixed reason."""

Understand = Callable[[Mail, tuple[Document, ...], Ledger | None], Understanding]
"""The router as one function."""

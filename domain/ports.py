"""The plug points and engines as Protocols: what each must offer, and nothing of how."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from domain.decisions import References, Understanding
from domain.layouts import LayoutTemplate
from domain.ledger import Ledger
from domain.mail import Mail
from domain.pages import Document, Page
from domain.remittance import Remittance
from domain.words import Medium


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


Unpack = Callable[[bytes, str, str], bytes]
"""(content, name, content type) -> the mail inside an Outlook file (.msg, winmail.dat) as MIME bytes.
Raises ReadingError with a fixed reason."""

Understand = Callable[[Mail, tuple[Document, ...], Ledger | None], Understanding]
"""The router as one function."""

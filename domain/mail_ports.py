"""Mailboxes as Protocols: what a source of mail, its folder of sent mail and its counts must offer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol, runtime_checkable

from domain.folder_history import FolderHistory, Placed
from domain.mail import Delivered, DeliveryKey, Mail


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

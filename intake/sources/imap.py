"""IMAP accounts: fetched without touching a flag, by numbers that only rise, in batches bounded by bytes."""

import hashlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from imapclient import IMAPClient

from domain.clock import Clock
from domain.errors import ArdoiseError, SourceError
from domain.folder_history import FolderHistory, history_of, stated
from domain.mail import Mail
from domain.mail_ports import Batch, FolderLedger, Mark, SentNews
from domain.mailbox_policy import Mailbox
from domain.sign_in import Credential
from intake import imap_session
from intake.imap_connection import Connection, Opened, renumbered
from intake.imap_fetch import Refusals
from intake.imap_idle import Listener
from intake.imap_listing import list_since, list_uids, uids_since
from intake.imap_marks import open_marks
from intake.imap_marks_check import check_marks
from intake.imap_seen import SeenWatch
from intake.imap_sent import SentLookup
from intake.imap_spool import Spool
from intake.imap_visit import NothingKnown, Tools, Visit
from intake.source_kind import Finding, Known

_LEFTOVER_SECONDS = 86_400.0


class ImapSource:
    """One IMAP account. Not for use by several threads at once.

    A folder is only ever selected read-only (EXAMINE) and bodies are asked for with BODY.PEEK, so
    the server cannot change a flag for us. When UIDVALIDITY changes, all numbers are void: the folder is
    then counted anew from its first mail, and only what is not known is worked
    (docs/decisions/0010-renumbered-folders.md).
    """

    def __init__(
        self, mailbox: Mailbox, credential: Credential, clock: Clock, state_dir: Path | None = None
    ) -> None:
        imap_session.refuse_unsafe(mailbox)
        self.name = mailbox.name
        self.compare_every = timedelta(minutes=mailbox.reconcile_minutes)
        self.compare_back = timedelta(days=mailbox.reconcile_days) if mailbox.reconcile_days else None
        self._mailbox = mailbox
        self._credential = credential
        self._clock = clock
        self._connection = Connection(mailbox, self._connect)
        self._listener = Listener(mailbox, self._connection, clock)
        self._sent = SentLookup(mailbox, credential)
        self._spool = Spool(_spool_folder(mailbox.name, state_dir))
        self._tools = Tools(mailbox, self._connection, clock, self._spool, self._seen_watch())
        self._seen_next: dict[str, int] = {}
        self._refusals: dict[tuple[str, int], Refusals] = {}
        self._doubtful: set[str] = set()
        self._compared: set[str] = set()

    def folders(self) -> Sequence[str]:
        """Return the folders that are watched."""
        return self._mailbox.folders

    def first_mark(self, folder: str) -> Mark:
        """Return the mark behind the newest mail: only what arrives from now on is new."""
        mark, _ = self._first(folder)
        return mark

    def first_state(self, folder: str, until: Mark | None = None) -> tuple[Mark, FolderHistory]:
        """Return that mark and all mail that lies there; see `domain.mail_ports.CountedSource`."""
        mark, uids = self._first(folder)
        if until is not None:
            uids = [
                uid for uid in uids if uid <= until.last_uid and mark.uidvalidity == stated(until.uidvalidity)
            ]
        client = self._connection.still_in(folder, mark.uidvalidity)
        with self._connection.command(f"listing the mail of {folder!r}"):
            return mark, history_of(list_uids(client, uids))

    def fetch(self, folder: str, mark: Mark) -> Iterator[Batch]:
        """Yield what came after the mark, nothing being known; see `domain.mail_ports.MailSource`."""
        yield from self.take(folder, mark, NothingKnown(), None)

    def take(self, folder: str, mark: Mark, ledger: FolderLedger, since: date | None) -> Iterator[Batch]:
        """Yield what is new and, with a day, what is missing; see `domain.mail_ports.CountedSource`."""
        opened = self._connection.examine(folder)
        visit = self._visit(folder, mark, ledger)
        changed = opened.uidvalidity != stated(mark.uidvalidity)
        if changed or (since is not None and visit.contradicted(since)):
            before, mark = mark.uidvalidity, Mark(ledger.next_numbering(opened.uidvalidity), 0)
            until = max(self._all_uids(folder, opened.uidvalidity), default=0)
            sentence = renumbered(self.name, folder, stated(before), opened.uidvalidity)
            yield Batch(self.name, folder, (), mark, (sentence,), recount=until)
            visit = self._visit(folder, mark, ledger)
        listed = visit.listed(mark, opened)
        yield from visit.new(mark, listed)
        last = max(mark.last_uid, listed[-1].uid if listed else 0)
        yield from visit.missing(Mark(mark.uidvalidity, last), since)
        self._seen_next[folder] = max(opened.uidnext or 0, last + 1)
        self._compared |= {folder} if since is not None else set()
        self._doubt(folder, opened, last)

    def wants_comparison(self, folder: str) -> bool:
        """Tell whether this process has not compared it yet, or the server's numbers are doubtful."""
        return folder in self._doubtful or folder not in self._compared

    def backfill(self, folder: str, since: date, until: Mark) -> Iterator[Batch]:
        """Yield older mail that reached the folder on or after that day (UTC), up to the mark."""
        opened = self._connection.examine(folder)
        if opened.uidvalidity != stated(until.uidvalidity):
            raise SourceError(renumbered(self.name, folder, stated(until.uidvalidity), opened.uidvalidity))
        client = self._connection.client()
        with self._connection.command(f"searching {folder!r} for older mail"):
            listed = list_since(client, since, until.last_uid)
        visit = self._visit(folder, until, NothingKnown(all_older=True))
        yield from visit.fetched(until, listed, moving=False)

    def acknowledge(self, batch: Batch) -> None:
        """Nothing to do: the mail stays where and as it is."""

    def wait(self, seconds: float) -> bool:
        """Wait for the server's hint of new mail in the first folder; True when there was one."""
        folder = self._mailbox.folders[0]
        return self._listener.wait(seconds, folder, self._seen_next.get(folder))

    def has_sent(self, message_id: str) -> bool | None:
        """Tell whether the Sent folder holds that Message-ID, over a connection of its own."""
        return self._sent.has_sent(message_id)

    def has_answered(self, message_id: str) -> bool | None:
        """Tell whether the Sent folder holds an answer to that mail, over a connection of its own."""
        return self._sent.has_answered(message_id)

    def sent_since(self, mark: Mark | None, since: date) -> SentNews | None:
        """Return what was sent since the mark, over a connection of its own."""
        return self._sent.sent_since(mark, since)

    def replies_to(self, message_id: str) -> tuple[Mail, ...] | None:
        """Return the mails in the Sent folder that answer that mail."""
        return self._sent.replies_to(message_id)

    def keep_copy(self, message_id: str, content: bytes) -> bool | None:
        """Put a copy into the Sent folder, once."""
        return self._sent.keep_copy(message_id, content)

    def close(self) -> None:
        """Give back both connections."""
        self._connection.close()
        self._sent.close()

    def check(self) -> tuple[Finding, ...]:
        """Sign in and look at every folder."""
        account = f"account {self.name!r}"
        try:
            self._connection.client()
        except ArdoiseError as error:
            return (Finding(False, str(error)),)
        findings = [Finding(True, f"{account} signs in to {self._mailbox.host} as {self._mailbox.user!r}.")]
        for folder in self._mailbox.folders:
            try:
                self._connection.examine(folder)
                findings.append(Finding(True, f"{account}: folder {folder!r} can be read."))
            except ArdoiseError as error:
                findings.append(Finding(False, str(error)))
        if self._mailbox.idle and not self._listener.can_idle():
            findings.append(
                Finding(True, f"{account}: the server has no IDLE; new mail is found by polling.")
            )
        return (*findings, *check_marks(self._mailbox, self._credential))

    def _connect(self) -> IMAPClient:
        self._spool.tidy(self._clock.now().timestamp() - _LEFTOVER_SECONDS)
        return imap_session.connect(self._mailbox, self._credential)

    def _seen_watch(self) -> SeenWatch:
        wishes = self._mailbox.after_work
        restore = wishes.restore_unseen and not wishes.mark_read
        return SeenWatch(self.name, self._unsee if restore else None)

    def _unsee(self, folder: str, uidvalidity: int, uids: Sequence[int]) -> None:
        # The only change that is ever made here, over a connection of its own: this one only examines.
        with closing(open_marks(self._mailbox, self._credential)) as mailbox:
            mailbox.unsee(folder, uidvalidity, uids)

    def _first(self, folder: str) -> tuple[Mark, list[int]]:
        opened = self._connection.examine(folder)
        uids = self._all_uids(folder, opened.uidvalidity)
        return Mark(opened.uidvalidity, max(uids, default=0)), uids

    def _all_uids(self, folder: str, uidvalidity: int) -> list[int]:
        """Ask for them rather than trust UIDNEXT, which some servers get wrong."""
        client = self._connection.still_in(folder, uidvalidity)
        with self._connection.command("asking for the newest mail"):
            return uids_since(client, None)

    def _visit(self, folder: str, mark: Mark, ledger: FolderLedger) -> Visit:
        return Visit(self._tools, folder, mark.uidvalidity, self._refused(folder, mark), ledger)

    def _refused(self, folder: str, mark: Mark) -> Refusals:
        return self._refusals.setdefault((folder, mark.uidvalidity), Refusals())

    def _doubt(self, folder: str, opened: Opened, last_uid: int) -> None:
        """Note whether UIDNEXT says less than the uids do: such a server may number in any order."""
        if opened.uidnext is None or opened.uidnext <= last_uid:
            self._doubtful.add(folder)
        else:
            self._doubtful.discard(folder)


def _spool_folder(account: str, state_dir: Path | None) -> Path:
    root = state_dir if state_dir is not None else Path(tempfile.gettempdir()) / f"ardoise-{os.getuid()}"
    return root / "spool" / hashlib.sha256(account.encode()).hexdigest()[:24]


class _Imap:
    name = "imap"

    def open(
        self,
        mailbox: Mailbox,
        credential: Credential,
        clock: Clock,
        state_dir: Path | None = None,
        known: Known | None = None,
    ) -> ImapSource:
        return ImapSource(mailbox, credential, clock, state_dir)


PLUGIN = _Imap()

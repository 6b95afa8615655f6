"""IMAP accounts: fetched without touching a flag, by numbers that only rise, in batches bounded by bytes."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from imapclient import IMAPClient

from domain.clock import Clock
from domain.errors import ArdoiseError, SourceError
from domain.mail import Delivered, DeliveryKey
from domain.policy import Mailbox
from domain.ports import Batch, Mark
from intake import imap_session
from intake.imap_fetch import Fetcher, Listed, batches, list_from, list_since
from intake.imap_sent import SentLookup
from intake.source_kind import Finding, Known

IDLE_SECONDS = 600.0
"""An IDLE is issued anew after this: servers and firewalls drop silent connections."""
RENUMBERED_FRESH = timedelta(days=3)
"""After a folder was renumbered, mail older than this counts as backfill: shown, never answered."""


class ImapSource:
    """One IMAP account. Not for use by several threads at once.

    A folder is only ever selected read-only (EXAMINE) and bodies are asked for with BODY.PEEK, so
    the server cannot change a flag for us. When UIDVALIDITY changes, all numbers are void: `fetch`
    then starts again at the first mail, says so in `problems`, and the content's identity decides
    downstream which mails are known.
    """

    def __init__(self, mailbox: Mailbox, password: str | None, clock: Clock) -> None:
        imap_session.refuse_unsafe(mailbox)
        self.name = mailbox.name
        self._mailbox = mailbox
        self._password = password
        self._clock = clock
        self._client: IMAPClient | None = None
        self._sent = SentLookup(mailbox, password)
        self._selected = ""
        self._seen_next: dict[str, int] = {}

    def folders(self) -> Sequence[str]:
        """Return the folders that are watched."""
        return self._mailbox.folders

    def first_mark(self, folder: str) -> Mark:
        """Return the mark behind the newest mail: only what arrives from now on is new."""
        validity, following = self._examine(folder)
        return Mark(validity, following - 1)

    def fetch(self, folder: str, mark: Mark) -> Iterator[Batch]:
        """Yield what came after the mark; see `domain.ports.MailSource`."""
        validity, following = self._examine(folder)
        client = self._connected()
        problems: tuple[str, ...] = ()
        fresh_from = None
        if validity != mark.uidvalidity:
            problems = (_renumbered(self.name, folder, mark.uidvalidity, validity),)
            mark = Mark(validity, 0)
            fresh_from = self._clock.now() - RENUMBERED_FRESH
        with self._command(f"listing the new mail of {folder!r}"):
            listed = list_from(client, mark.last_uid + 1)
        if problems and not listed:
            yield Batch(self.name, folder, (), mark, problems)
        for group in batches(listed, self._mailbox.batch_bytes, self._mailbox.batch_messages):
            mails, missing = self._take(folder, validity, group)
            mails = tuple(_as_history(mail, fresh_from) for mail in mails)
            yield Batch(self.name, folder, mails, Mark(validity, group[-1].uid), problems + missing)
            problems = ()
        self._seen_next[folder] = max(following, listed[-1].uid + 1 if listed else 0)

    def backfill(self, folder: str, since: date, until: Mark) -> Iterator[Batch]:
        """Yield older mail that reached the folder on or after that day (UTC), up to the mark."""
        validity, _ = self._examine(folder)
        if validity != until.uidvalidity:
            raise SourceError(_renumbered(self.name, folder, until.uidvalidity, validity))
        client = self._connected()
        with self._command(f"searching {folder!r} for older mail"):
            listed = list_since(client, since, until.last_uid)
        for group in batches(listed, self._mailbox.batch_bytes, self._mailbox.batch_messages):
            mails, missing = self._take(folder, validity, group)
            mails = tuple(_as_history(mail, datetime.max.replace(tzinfo=UTC)) for mail in mails)
            yield Batch(self.name, folder, mails, until, missing)

    def acknowledge(self, batch: Batch) -> None:
        """Nothing to do: the mail stays where and as it is."""

    def wait(self, seconds: float) -> bool:
        """Wait for the server's hint of new mail in the first folder; True when there was one.

        Falls back to plain waiting when the account is set so, the server has no IDLE, or the
        connection fails: the next `fetch` will say why.
        """
        deadline = self._clock.now() + timedelta(seconds=seconds)
        folder = self._mailbox.folders[0]
        try:
            if self._mailbox.idle and folder in self._seen_next and self._can_idle():
                return self._wait_idle(folder, deadline)
        except SourceError:
            self.close()
        self._clock.sleep(max(0.0, (deadline - self._clock.now()).total_seconds()))
        return False

    def has_sent(self, message_id: str) -> bool | None:
        """Tell whether the Sent folder holds that Message-ID, over a connection of its own."""
        return self._sent.has_sent(message_id)

    def has_answered(self, message_id: str) -> bool | None:
        """Tell whether the Sent folder holds an answer to that mail, over a connection of its own."""
        return self._sent.has_answered(message_id)

    def close(self) -> None:
        """Give back both connections."""
        if self._client is not None:
            imap_session.sign_out(self._client)
            self._client = None
        self._sent.close()

    def check(self) -> tuple[Finding, ...]:
        """Sign in and look at every folder."""
        account = f"account {self.name!r}"
        try:
            self._connected()
        except ArdoiseError as error:
            return (Finding(False, str(error)),)
        findings = [Finding(True, f"{account} signs in to {self._mailbox.host} as {self._mailbox.user!r}.")]
        for folder in self._mailbox.folders:
            try:
                self._examine(folder)
                findings.append(Finding(True, f"{account}: folder {folder!r} can be read."))
            except ArdoiseError as error:
                findings.append(Finding(False, str(error)))
        if self._mailbox.idle and not self._can_idle():
            findings.append(
                Finding(True, f"{account}: the server has no IDLE; new mail is found by polling.")
            )
        return tuple(findings)

    def _take(
        self, folder: str, validity: int, group: Sequence[Listed]
    ) -> tuple[tuple[Delivered, ...], tuple[str, ...]]:
        client = self._still_in(folder, validity)
        fetcher = Fetcher(client, self._mailbox.largest_mail_bytes, self._clock.now())
        with self._command(f"fetching mail of {folder!r}"):
            fetched = fetcher.take(group)
        mails = tuple(
            Delivered(
                key=DeliveryKey(self.name, folder, validity, str(one.uid)),
                raw=one.raw,
                internal_date=one.internal_date,
                incomplete=one.incomplete,
            )
            for one in fetched
        )
        return mails, tuple(f"account {self.name!r}, folder {folder!r}: {text}" for text in fetcher.problems)

    def _still_in(self, folder: str, validity: int) -> IMAPClient:
        """Come back to the folder when another one was opened while a batch was being stored."""
        if self._client is None or self._selected != folder:
            now, _ = self._examine(folder)
            if now != validity:
                raise SourceError(_renumbered(self.name, folder, validity, now))
        return self._connected()

    def _connected(self) -> IMAPClient:
        if self._client is None:
            self._client = imap_session.connect(self._mailbox, self._password)
        return self._client

    @contextmanager
    def _command(self, doing: str) -> Iterator[None]:
        """Name the errors of a command; a lost connection is forgotten and the next call makes a new one."""
        try:
            with imap_session.named_errors(self._mailbox, doing):
                yield
        except SourceError as error:
            if imap_session.is_broken(error.__cause__) and self._client is not None:
                imap_session.drop(self._client)
                self._client = None
            raise

    def _examine(self, folder: str) -> tuple[int, int]:
        """Select read-only and return (UIDVALIDITY, UIDNEXT).

        Selecting anew is also what shows new mail: STATUS on the selected folder does not.
        A connection that died since the last call is replaced once.
        """
        for attempt in (1, 2):
            try:
                return self._examine_once(folder)
            except SourceError as error:
                if attempt == 2 or not imap_session.is_broken(error.__cause__):
                    raise
        raise AssertionError("unreachable")

    def _examine_once(self, folder: str) -> tuple[int, int]:
        client = self._connected()
        self._selected = ""
        try:
            with self._command(f"opening the folder {folder!r}"):
                answer = client.select_folder(folder, readonly=True)
        except SourceError as error:
            if imap_session.is_broken(error.__cause__):
                raise
            raise SourceError(
                f"account {self.name!r} has no folder {folder!r} that it may read on {self._mailbox.host}; "
                f"correct `folders`. The server said: {error.__cause__}"
            ) from error
        self._selected = folder
        validity = answer.get(b"UIDVALIDITY")
        if not isinstance(validity, int):
            raise SourceError(
                f"the server {self._mailbox.host} gives no UIDVALIDITY for the folder {folder!r} of account "
                f"{self.name!r}; its mail cannot be told apart and is not taken."
            )
        following = answer.get(b"UIDNEXT")
        return validity, following if isinstance(following, int) else self._highest_uid(client) + 1

    def _highest_uid(self, client: IMAPClient) -> int:
        with self._command("asking for the newest mail"):
            found = client.search("ALL")
        return max(found, default=0)

    def _wait_idle(self, folder: str, deadline: datetime) -> bool:
        _, following = self._examine(folder)
        if following > self._seen_next[folder]:
            return True
        while (left := (deadline - self._clock.now()).total_seconds()) > 0:
            if self._idle(min(left, IDLE_SECONDS)):
                return True
        return False

    def _can_idle(self) -> bool:
        with self._command("asking what the server can do"):
            return bool(self._connected().has_capability("IDLE"))

    def _idle(self, seconds: float) -> bool:
        client = self._connected()
        with self._command("waiting for new mail"):
            client.idle()
            said = client.idle_check(timeout=seconds)
            _, more = client.idle_done()
        return any(isinstance(line, tuple) and b"EXISTS" in line for line in [*said, *more])


def _as_history(mail: Delivered, fresh_from: datetime | None) -> Delivered:
    if fresh_from is None or mail.internal_date >= fresh_from:
        return mail
    return Delivered(mail.key, mail.raw, mail.internal_date, True, mail.name, mail.incomplete)


def _renumbered(account: str, folder: str, before: int, now: int) -> str:
    return (
        f"the folder {folder!r} of account {account!r} was rebuilt by its server "
        f"(UIDVALIDITY {before} is now {now}); all its mail is looked at again, "
        "and mail that is known by its content is not worked again."
    )


class _Imap:
    name = "imap"

    def open(
        self,
        mailbox: Mailbox,
        password: str | None,
        clock: Clock,
        state_dir: Path | None = None,
        known: Known | None = None,
    ) -> ImapSource:
        return ImapSource(mailbox, password, clock)


PLUGIN = _Imap()

"""One account's working connection: made when needed, dropped when broken, one folder open at a time."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from domain.errors import SourceError
from domain.folder_history import stated
from domain.mailbox_policy import Mailbox
from intake import folder_names, imap_session
from intake.charsets import printable
from intake.imap_folders import listed_folders, personal_prefixes

_LONGEST_LINE = 32_000_000
"""SEARCH names every mail of a folder in one line; imaplib takes 1 MB, about 140,000 mails."""
_LARGEST_LITERAL = 8_000_000
"""We never ask for more than a part; a server that announces more than this is not believed."""
_REFUSAL = re.compile(r"(command error|failed): ")
_SENSELESS = (KeyError, IndexError, TypeError, AttributeError, AssertionError)
"""What the library raises over answers that no server should give."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A folder as EXAMINE showed it; None where the server said nothing that can be read."""

    uidvalidity: int
    uidnext: int | None
    exists: int | None


class Connection:
    """Not for use by several threads at once. Folders are only ever opened read-only (EXAMINE)."""

    def __init__(self, mailbox: Mailbox, connect: Callable[[], IMAPClient]) -> None:
        self._mailbox = mailbox
        self._connect = connect
        self._client: IMAPClient | None = None
        self._selected = ""
        self._utf8 = False
        self._names: dict[str, str] = {}

    @property
    def alive(self) -> bool:
        """True while there is a connection that was not found broken."""
        return self._client is not None

    def client(self) -> IMAPClient:
        """Return the connection, made and signed in when there is none. Raises SourceError."""
        if self._client is None:
            self._client = self._connect()
            self._selected = ""
            _bound(self._client)
            self._utf8 = self._accept_utf8(self._client)
        return self._client

    @contextmanager
    def command(self, doing: str) -> Iterator[None]:
        """Name the errors of a command; after anything but a clean refusal the connection is dropped.

        Half an answer left unread would be taken for the answer to the next command.
        """
        try:
            with imap_session.named_errors(self._mailbox, doing):
                yield
        except SourceError as error:
            if not (isinstance(error.__cause__, IMAPClientError) and _REFUSAL.search(str(error.__cause__))):
                self._drop()
            raise
        except _SENSELESS as error:
            self._drop()
            raise SourceError(
                f"the server {self._mailbox.host} of account {self._mailbox.name!r} gave an answer without "
                f"sense while {doing}; it is tried again at the next poll."
            ) from error

    def examine(self, folder: str) -> Opened:
        """Open a folder read-only, which is also what shows new mail: STATUS on an open folder does not.

        A connection that died since the last call is replaced once. Raises SourceError.
        """
        for attempt in (1, 2):
            alive = self._client is not None
            try:
                return self._examine(folder)
            except SourceError as error:
                if attempt == 2 or not alive or not imap_session.is_broken(error.__cause__):
                    raise
        raise AssertionError("unreachable")

    def still_in(self, folder: str, uidvalidity: int) -> IMAPClient:
        """Come back to the folder when another one was opened while a batch was being stored."""
        if self._client is None or self._selected != folder:
            now = self.examine(folder).uidvalidity
            if now != stated(uidvalidity):
                raise SourceError(renumbered(self._mailbox.name, folder, stated(uidvalidity), now))
        return self.client()

    def close(self) -> None:
        """Sign out, whatever the state."""
        if self._client is not None:
            imap_session.sign_out(self._client)
            self._client = None

    def _drop(self) -> None:
        if self._client is not None:
            imap_session.drop(self._client)
            self._client = None

    def _examine(self, folder: str) -> Opened:
        client = self.client()
        self._selected = ""
        name = self._names.get(folder, folder)
        doing = f"opening the folder {folder!r}"
        try:
            with self.command(doing):
                self._select(client, name)
        except SourceError as error:
            if self._client is None:
                raise
            with self.command(doing):
                self._names[folder] = self._meant(client, folder, error)
                self._select(client, self._names[folder])
        self._selected = folder
        return self._opened(client, folder)

    def _select(self, client: IMAPClient, name: str) -> None:
        client._command_and_check("select", _quoted(name if self._utf8 else folder_names.encode(name)), True)

    def _meant(self, client: IMAPClient, folder: str, error: SourceError) -> str:
        """Find a refused name among the server's own. Raises SourceError with the names that are near."""
        listed = listed_folders(client, utf8=self._utf8)
        found = folder_names.choose(folder, listed, personal_prefixes(client, utf8=self._utf8))
        if found is not None and found != self._names.get(folder, folder):
            return found
        near = ", ".join(repr(printable(name, 80)) for name in folder_names.near(folder, listed))
        hint = f" Names that are there: {near}." if near else ""
        raise SourceError(
            f"account {self._mailbox.name!r} has no folder {folder!r} that it may read on "
            f"{self._mailbox.host}; correct `folders`.{hint} The server said: {error.__cause__}"
        ) from error

    def _opened(self, client: IMAPClient, folder: str) -> Opened:
        validity = _number(client, "UIDVALIDITY")
        if not validity:
            raise SourceError(
                f"the server {self._mailbox.host} gives no UIDVALIDITY for the folder {folder!r} of account "
                f"{self._mailbox.name!r}; its mail cannot be told apart and is not taken."
            )
        return Opened(validity, _number(client, "UIDNEXT"), _number(client, "EXISTS"))

    def _accept_utf8(self, client: IMAPClient) -> bool:
        """Have names and headers in UTF-8 as they are, where the server offers that (RFC 6855)."""
        with self.command("asking what the server can do"):
            if not (client.has_capability("ENABLE") and client.has_capability("UTF8=ACCEPT")):
                return False
            with suppress(IMAPClientError):
                if b"UTF8=ACCEPT" in [word.upper() for word in client.enable("UTF8=ACCEPT")]:
                    client._imap._mode_utf8()
                    return True
        return False


def renumbered(account: str, folder: str, before: int, now: int) -> str:
    """Say that a folder got another UIDVALIDITY, or other mail under the same numbers."""
    what = f"UIDVALIDITY {before} is now {now}" if before != now else "its numbers now stand for other mail"
    return (
        f"the folder {folder!r} of account {account!r} was rebuilt by its server ({what}); all its mail is "
        "looked at again, and mail that is known by its content is not worked again."
    )


def _bound(client: IMAPClient) -> None:
    """Set what one line and one literal may hold; the connection ends where a server goes beyond."""
    connection = client._imap

    def readline() -> bytes:
        line: bytes = connection.file.readline(_LONGEST_LINE)
        if len(line) >= _LONGEST_LINE:
            raise connection.abort(f"an answer has a line of more than {_LONGEST_LINE} bytes")
        return line

    def read(size: int) -> bytes:
        if size > _LARGEST_LITERAL:
            raise connection.abort(f"an answer announces {size} bytes where at most a part was asked for")
        content: bytes = connection.file.read(size)
        if len(content) < size:
            raise connection.abort("the connection ended within an answer")
        return content

    connection.readline, connection.read = readline, read


def _number(client: IMAPClient, name: str) -> int | None:
    said = client._imap.untagged_responses.get(name, [])
    last = said[-1] if said else None
    return int(last) if isinstance(last, bytes) and last.isdigit() and len(last) < 20 else None


def _quoted(name: str) -> str:
    if any(letter in name for letter in "\r\n\0"):
        raise ValueError("a folder name holds a line end")
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'

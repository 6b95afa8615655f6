"""Tags, moves and marks single mails in an IMAP account; the only place that changes a mailbox.

Everything is done to one uid of one UIDVALIDITY. A plain EXPUNGE, and CLOSE, which does the same in
silence, would purge what other people marked as deleted: neither is ever sent, and a folder is left by
selecting another one or by LOGOUT, which purge nothing.
"""

import imaplib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from domain.errors import SourceError
from domain.folder_history import stated
from domain.mailbox_marks import (
    SEEN,
    Abilities,
    CopyPlace,
    FlagOutcome,
    FolderEnd,
    Place,
    RefusedError,
    Standing,
)
from domain.mailbox_policy import Mailbox
from domain.sign_in import Credential
from intake import folder_names, imap_session
from intake.folder_names import Listed
from intake.imap_copies import candidates, fingerprint, told
from intake.imap_folders import listed_folders, personal_prefixes

_DELETED = "\\Deleted"
_HEADER_FIELD = "BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]"
_SENSELESS = (KeyError, IndexError, TypeError, AttributeError, AssertionError)
"""What the library raises over answers that no server should give."""


def open_marks(mailbox: Mailbox, credential: Credential) -> "ImapMarks":
    """Return the mailbox of an account to be marked; nothing is connected yet. Raises ConfigurationError."""
    imap_session.refuse_unsafe(mailbox)
    return ImapMarks(mailbox, lambda: imap_session.connect(mailbox, credential))


class ImapMarks:
    """The `MarkableMailbox` of one account over a connection of its own; see that port."""

    def __init__(self, mailbox: Mailbox, connect: Callable[[], IMAPClient]) -> None:
        self._mailbox = mailbox
        self._connect = connect
        self._client: IMAPClient | None = None
        self._writable: tuple[str, int, frozenset[str]] | None = None
        self._listed: tuple[list[Listed], list[str]] | None = None

    def abilities(self) -> Abilities:
        """Return what the server offers."""
        with self._command("asking what the server can do") as client:
            return Abilities(bool(client.has_capability("MOVE")), bool(client.has_capability("UIDPLUS")))

    def standing(self, place: Place) -> Standing:
        """Open the mail's folder for writing and look whether it is there; its Message-ID must agree."""
        try:
            validity, _ = self._open(place.folder)
        except _ReadOnlyError:
            return Standing.READ_ONLY
        if validity != stated(place.uidvalidity):
            return Standing.RENUMBERED
        with self._command(f"looking for uid {place.uid}") as client:
            answer = client.fetch([place.uid], ["FLAGS", _HEADER_FIELD]).get(place.uid)
        if answer is None:
            return Standing.GONE
        if not _agrees(answer, place.message_id):
            return Standing.ANOTHER_MAIL
        return Standing.DELETED if _DELETED.lower() in _words(answer.get(b"FLAGS")) else Standing.THERE

    def flag(self, place: Place, flags: tuple[str, ...]) -> Mapping[str, FlagOutcome]:
        """Set each flag by itself where PERMANENTFLAGS allows it, and read them all again."""
        permitted = self._open_at(place)
        outcomes: dict[str, FlagOutcome] = {}
        for flag in flags:
            outcomes[flag] = FlagOutcome.NOT_PERMITTED
            if _allows(permitted, flag):
                outcomes[flag] = self._store(place.uid, flag)
        if FlagOutcome.SET in outcomes.values():
            shown = self._flags(place.uid)
            for flag, outcome in outcomes.items():
                if outcome is FlagOutcome.SET and flag.lower() not in shown:
                    outcomes[flag] = FlagOutcome.NOT_KEPT
        return outcomes

    def end_of(self, folder: str) -> FolderEnd | None:
        """Return where a folder ends now; None when the server says that there is no such folder."""
        with self._command(f"asking for the folder {folder!r}") as client:
            name = self._found(client, folder)
            if name is None:
                return None
            said = client.folder_status(name, ["UIDVALIDITY", "UIDNEXT"])
        validity, following = said.get(b"UIDVALIDITY"), said.get(b"UIDNEXT")
        if not isinstance(validity, int) or not isinstance(following, int):
            raise RefusedError(f"the server does not say where the folder {folder!r} ends.")
        return FolderEnd(validity, following)

    def find_copy(self, folder: str, since: FolderEnd, place: Place) -> CopyPlace | None:
        """Return a mail with the same bytes that came since then; None without one.

        Renumbered since then, the whole folder counts. A mail of which only the header was taken is known
        by its Message-ID.
        """
        if place.raw_sha256 is None and not place.header_only:
            return None
        validity = self._look_into(folder)
        first = since.next_uid if validity == since.uidvalidity else 1
        with self._command(f"looking for a copy in {folder!r}") as client:
            uids = candidates(client, first, place.searchable_id, named_only=place.header_only)
            for uid in uids:
                if place.header_only or fingerprint(client, uid) == place.raw_sha256:
                    return CopyPlace(validity, uid)
        return None

    def holds(self, folder: str, copy: CopyPlace) -> bool:
        """Tell whether the folder still holds that mail, under that UIDVALIDITY."""
        validity = self._look_into(folder)
        with self._command(f"looking for the copy in {folder!r}") as client:
            return validity == copy.uidvalidity and copy.uid in client.search(["UID", str(copy.uid)])

    def move(self, place: Place, folder: str) -> CopyPlace | None:
        """Move by UID MOVE; return the new place where the server tells it."""
        self._open_at(place)
        with self._command(f"moving uid {place.uid} to {folder!r}") as client:
            return told(client, lambda: client.move([place.uid], self._name(client, folder)), place.uid)

    def copy(self, place: Place, folder: str) -> CopyPlace | None:
        """Copy by UID COPY; return the new place where the server tells it."""
        self._open_at(place)
        with self._command(f"copying uid {place.uid} to {folder!r}") as client:
            return told(client, lambda: client.copy([place.uid], self._name(client, folder)), place.uid)

    def remove(self, place: Place) -> None:
        """Mark this one mail as deleted and purge it by its uid (UIDPLUS). Raises RefusedError without."""
        if not self.abilities().remove:
            raise RefusedError("the server cannot take out a single mail; it stays.")
        if self.standing(place) not in (Standing.THERE, Standing.DELETED):
            return
        with self._command(f"taking out uid {place.uid}") as client:
            client.add_flags([place.uid], [_DELETED], silent=True)
            client.uid_expunge([place.uid])

    def undelete(self, place: Place) -> None:
        """Take back \\Deleted from this one mail."""
        self._open_at(place)
        with self._command(f"keeping uid {place.uid}") as client:
            client.remove_flags([place.uid], [_DELETED], silent=True)

    def unsee(self, folder: str, uidvalidity: int, uids: Sequence[int]) -> None:
        """Take back \\Seen from mails; nothing is done in a folder that was renumbered."""
        if self._open(folder)[0] == stated(uidvalidity):
            with self._command("marking mail as unread again") as client:
                client.remove_flags(list(uids), [SEEN], silent=True)

    def close(self) -> None:
        """Give back the connection."""
        if self._client is not None:
            imap_session.sign_out(self._client)
            self._forget()

    def _store(self, uid: int, flag: str) -> FlagOutcome:
        try:
            with self._command(f"setting {flag}") as client:
                client.add_flags([uid], [flag], silent=True)
        except RefusedError:
            return FlagOutcome.REFUSED
        return FlagOutcome.SET

    def _flags(self, uid: int) -> frozenset[str]:
        with self._command("reading flags again") as client:
            return _words(client.get_flags([uid]).get(uid, ()))

    def _open(self, folder: str) -> tuple[int, frozenset[str]]:
        """Select for writing, unless it is; return UIDVALIDITY and PERMANENTFLAGS, lower case."""
        if self._writable is not None and self._writable[0] == folder:
            return self._writable[1:]
        self._writable = None
        with self._command(f"opening the folder {folder!r}") as client:
            try:
                answer = client.select_folder(self._name(client, folder))
            except imaplib.IMAP4.readonly as error:
                raise _ReadOnlyError(f"the account may not change the folder {folder!r}.") from error
        validity, permitted = answer.get(b"UIDVALIDITY"), answer.get(b"PERMANENTFLAGS")
        if not isinstance(validity, int):
            raise RefusedError(f"the server gives no UIDVALIDITY for the folder {folder!r}.")
        # Without PERMANENTFLAGS every system flag may be kept (RFC 3501, 7.1), but no new keyword.
        said = permitted if permitted is not None else (b"\\Seen", b"\\Deleted")
        self._writable = (folder, validity, _words(said))
        return self._writable[1:]

    def _open_at(self, place: Place) -> frozenset[str]:
        """Select for writing and return PERMANENTFLAGS; the numbers must still be those of the mail."""
        validity, permitted = self._open(place.folder)
        if validity != stated(place.uidvalidity):
            raise RefusedError(f"the folder {place.folder!r} was renumbered; uid {place.uid} is void.")
        return permitted

    def _look_into(self, folder: str) -> int:
        """Select read-only and return the UIDVALIDITY."""
        self._writable = None
        with self._command(f"opening the folder {folder!r}") as client:
            validity = client.select_folder(self._name(client, folder), readonly=True).get(b"UIDVALIDITY")
        if not isinstance(validity, int):
            raise RefusedError(f"the server gives no UIDVALIDITY for the folder {folder!r}.")
        return validity

    def _name(self, client: IMAPClient, folder: str) -> str:
        return self._found(client, folder) or folder

    def _found(self, client: IMAPClient, folder: str) -> str | None:
        """Return the server's own name of a configured folder; None when it lists no such folder."""
        if self._listed is None:
            folders = listed_folders(client, utf8=False)
            self._listed = (folders, personal_prefixes(client, utf8=False))
        return folder_names.choose(folder, *self._listed)

    @contextmanager
    def _command(self, doing: str) -> Iterator[IMAPClient]:
        """Lend the connection; a refusal becomes RefusedError, a lost connection is forgotten."""
        if self._client is None:
            self._client = self._connect()
        try:
            with imap_session.named_errors(self._mailbox, doing):
                yield self._client
        except RefusedError:
            raise
        except SourceError as error:
            cause = error.__cause__
            if (
                type(error) is SourceError
                and isinstance(cause, IMAPClientError)
                and not imap_session.is_broken(cause)
            ):
                raise RefusedError(str(error)) from cause
            self._drop()
            raise
        except _SENSELESS as error:
            self._drop()
            raise SourceError(
                f"the server {self._mailbox.host} of account {self._mailbox.name!r} gave an answer without "
                f"sense while {doing}; it is tried again later."
            ) from error

    def _drop(self) -> None:
        if self._client is not None:
            imap_session.drop(self._client)
        self._forget()

    def _forget(self) -> None:
        self._client, self._writable, self._listed = None, None, None


class _ReadOnlyError(RefusedError):
    """SELECT opened the folder for reading only."""


def _agrees(answer: Mapping[bytes, object], message_id: str | None) -> bool:
    """Tell whether the header shows that Message-ID; one that is not known or not shown proves nothing."""
    shown = next((value for key, value in answer.items() if key.startswith(b"BODY[")), None)
    wanted = "".join((message_id or "").split())
    if not isinstance(shown, bytes) or not wanted:
        return True
    return wanted in "".join(shown.decode("utf-8", "replace").split())


def _allows(permitted: frozenset[str], flag: str) -> bool:
    return flag.lower() in permitted or ("\\*" in permitted and not flag.startswith("\\"))


def _words(flags: object) -> frozenset[str]:
    several = flags if isinstance(flags, tuple | list) else ()
    return frozenset(flag.decode("ascii", "replace").lower() for flag in several if isinstance(flag, bytes))

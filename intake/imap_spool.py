"""Fetches one huge mail part by part into a file, so that memory stays flat however large it is."""

import hashlib
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from imapclient import IMAPClient

from domain.errors import StoreError
from domain.mail import Spooled
from intake.imap_answers import PART, ask_part


class TooLargeError(Exception):
    """The mail goes on beyond the limit, whatever size the server announced."""


@dataclass(frozen=True, slots=True)
class Spool:
    """A folder of ours for mails that are too large to be held in memory."""

    folder: Path

    def take(self, client: IMAPClient, uid: int, most: int) -> Spooled | None:
        """Return the file that holds the mail, None when the server does not give it.

        Raises TooLargeError, the errors of the connection, and StoreError when the disk takes no more;
        nothing is left behind then.
        """
        path = self._fresh(uid)
        try:
            found = _copy(client, uid, most, path)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        if found is None:
            path.unlink(missing_ok=True)
        return found

    def tidy(self, older_than: float) -> None:
        """Remove what a killed process left here before that time (seconds since the epoch)."""
        if not self.folder.is_dir():
            return
        for path in self.folder.iterdir():
            with suppress(FileNotFoundError):  # another process was quicker
                if path.stat().st_mtime < older_than:
                    path.unlink()

    def _fresh(self, uid: int) -> Path:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise _unwritable(self.folder, error) from error
        return self.folder / f"{uid}.{secrets.token_hex(6)}"


def _copy(client: IMAPClient, uid: int, most: int, path: Path) -> Spooled | None:
    whole = hashlib.sha256()
    size = 0
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise _unwritable(path, error) from error
    with os.fdopen(descriptor, "wb", buffering=0) as file:
        while (part := ask_part(client, uid, size)) is not None:
            size += len(part)
            if size > most:
                raise TooLargeError
            whole.update(part)
            try:
                _write(file.fileno(), part)
            except OSError as error:
                raise _unwritable(path, error) from error
            if len(part) != PART:  # the last one, or all of it where the server knows no parts
                return Spooled(path, size, whole.hexdigest())
    return None


def _write(descriptor: int, part: bytes) -> None:
    rest = memoryview(part)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _unwritable(path: Path, error: OSError) -> StoreError:
    return StoreError(
        f"a large mail cannot be kept in {path} ({error.strerror}); free some space or mend its rights."
    )

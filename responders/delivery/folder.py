"""Writes answers as .eml files into a folder and sends nothing."""

import hashlib
import os
import re
from email import policy
from email.parser import BytesHeaderParser
from pathlib import Path

from domain.errors import DeliveryError

_OWNER_ALONE = 0o700
"""Answers carry customers' documents."""
_UNFIT = re.compile(r"[^A-Za-z0-9._@+=-]")


class FolderSubmission:
    """A local outbox: one file a Message-ID, whole or not there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self, sender: str, recipient: str) -> None:
        """Make the folder. Raises DeliveryError when that fails."""
        try:
            self._folder.mkdir(mode=_OWNER_ALONE, parents=True, exist_ok=True)
        except OSError as error:
            raise DeliveryError(
                f"the outbox folder {self._folder} cannot be made: {error.strerror}."
            ) from error

    def data(self, message: bytes) -> str:
        """Write the bytes and return the file's name; the same message again changes nothing.

        Raises DeliveryError when it cannot be written, permanent for other bytes under the same Message-ID.
        """
        path = self._folder / _file_name(message)
        if path.exists():
            if path.read_bytes() == message:
                return f"{path.name} is already there"
            raise DeliveryError(f"{path.name} is already there with other content.", permanent=True)
        try:
            self._write(path, message)
        except OSError as error:
            raise DeliveryError(f"{path} cannot be written: {error.strerror}.") from error
        return f"{path.name} written"

    def close(self) -> None:
        """Nothing is held open."""

    def check(self) -> tuple[str, ...]:
        """Return what keeps the folder from being written, in sentences; () when it works."""
        try:
            self._folder.mkdir(mode=_OWNER_ALONE, parents=True, exist_ok=True)
        except OSError as error:
            return (f"The outbox folder {self._folder} cannot be made: {error.strerror}.",)
        if not os.access(self._folder, os.W_OK | os.X_OK):
            return (f"The outbox folder {self._folder} cannot be written; give this user the right to.",)
        return ()

    def _write(self, path: Path, message: bytes) -> None:
        temporary = path.with_name(f".{path.name}.part")
        with open(temporary, "wb", opener=_private) as file:
            file.write(message)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        _sync_folder(self._folder)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _file_name(message: bytes) -> str:
    """Return `<message-id>.eml`; a name that had to be changed carries a hash, so that two stay two."""
    headers = BytesHeaderParser(policy=policy.SMTP).parsebytes(message)
    bare = str(headers.get("Message-ID", "")).strip().strip("<>")
    if not bare:
        raise DeliveryError("the message has no Message-ID and is not written.", permanent=True)
    name = _UNFIT.sub("_", bare)[:150].lstrip(".") or "_"
    if name != bare:
        name = f"{name}-{hashlib.sha256(bare.encode()).hexdigest()[:12]}"
    return f"{name}.eml"


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

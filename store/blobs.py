"""The blob folder: bytes under their SHA-256, durable when `put` returns, never half-visible."""

import ctypes
import errno
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from domain.errors import NotFoundError, StoreError

FEW = 4
"""Up to so many new files each is synced by itself; more share one sync of the file system."""

_LEFTOVER_SECONDS = 86_400
_HEX = frozenset("0123456789abcdef")


def sync_file_system(path: Path) -> bool:
    """Sync the file system that holds the path (Linux); False where the machine does not offer it.

    Raises OSError when the disk could not take what was written.
    """
    if _syncfs is None:
        return False
    descriptor = os.open(path, os.O_RDONLY)
    try:
        if _syncfs(descriptor) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(path))
    finally:
        os.close(descriptor)
    return True


def is_name(text: str) -> bool:
    """Tell whether a text can be the SHA-256, in hex, of stored bytes."""
    return len(text) == 64 and _HEX.issuperset(text)


def _found_syncfs() -> Callable[[int], int] | None:
    try:
        found: Callable[[int], int] = ctypes.CDLL(None, use_errno=True).syncfs
    except (AttributeError, OSError):
        return None
    return found


_syncfs = _found_syncfs()


class BlobFolder:
    """A content-addressed folder (`ab/abcd…`), safe for any number of processes at once.

    New bytes are written into `incoming/`, synced, moved to their name, and the folders synced: what has
    its name is whole, what `put` returned for survives a power cut (docs/decisions/0001-durable-blobs.md).
    """

    def __init__(self, root: Path, sync_all: Callable[[Path], bool] = sync_file_system) -> None:
        """Open the folder, made where it is missing. Raises StoreError where that cannot be.

        `sync_all` syncs the file system that holds a path, False where the machine cannot.
        """
        self.root = root
        self._sync_all = sync_all
        self._incoming = root / "incoming"
        try:
            if not self._incoming.is_dir():
                root.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._incoming.mkdir(mode=0o700, exist_ok=True)
                if not sync_all(root):
                    _sync(root.parent)
        except OSError as error:
            raise _unwritable(root, error) from error

    def put(self, contents: Sequence[bytes]) -> tuple[str, ...]:
        """Store all and return their SHA-256 in hex; one sync for all contents, one for all names.

        Raises StoreError when the folder takes nothing more; nothing of the lot counts as stored then.
        """
        names = tuple(sha256(content).hexdigest() for content in contents)
        lot = dict(zip(names, contents, strict=True))
        new = {name: content for name, content in lot.items() if not self._holds(name, content)}
        try:
            self._write(new)
            # Another process may have named a file a moment ago and not synced its folder yet.
            self._sync_folders({self._path(name).parent for name in lot}, many=len(new) > FEW)
        except OSError as error:
            raise _unwritable(self.root, error) from error
        return names

    def adopt(self, path: Path, sha256: str) -> None:
        """Take over a file whose bytes have that SHA-256, durable on return; the file is gone then.

        A file on another file system is copied in pieces. Raises StoreError and leaves the file.
        """
        if not is_name(sha256):
            raise StoreError(f"{sha256!r} is not a SHA-256; {path} was not taken over.")
        final = self._path(sha256)
        try:
            _sync(path)
            self._move_in(path, final)
            _sync_each([final.parent, self.root])
        except OSError as error:
            raise _unwritable(self.root, error) from error

    def get(self, sha256: str) -> bytes:
        """Return the bytes. Raises NotFoundError, and StoreError when the file was damaged."""
        if not is_name(sha256):
            raise NotFoundError(f"{sha256!r} is not the SHA-256 of stored bytes.")
        path = self._path(sha256)
        try:
            content = path.read_bytes()
        except FileNotFoundError as error:
            raise NotFoundError(f"no bytes are stored under {sha256}.") from error
        except OSError as error:
            raise StoreError(f"{path} cannot be read ({error.strerror}); check its permissions.") from error
        if _hash(content) != sha256:
            raise StoreError(
                f"{path} is damaged: its content does not have its name; restore it from a backup."
            )
        return content

    def has(self, sha256: str) -> bool:
        """Tell whether these bytes are stored."""
        return is_name(sha256) and self._path(sha256).is_file()

    def erase(self, sha256: str) -> None:
        """Remove these bytes; nothing happens where they are not stored. Raises StoreError."""
        if not is_name(sha256):
            return
        try:
            self._path(sha256).unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(
                f"{self._path(sha256)} cannot be removed ({error.strerror}); check its permissions."
            ) from error

    def names(self) -> Iterator[str]:
        """Yield the SHA-256 of everything stored, in order."""
        for shelf in sorted(self.root.glob("??")):
            yield from sorted(path.name for path in shelf.iterdir() if is_name(path.name))

    def tidy(self) -> int:
        """Remove what crashes left in `incoming/` more than a day ago; return how many files."""
        # File times come from the same clock as this one, whatever the program's clock says.
        oldest = time.time() - _LEFTOVER_SECONDS
        count = 0
        for path in self._incoming.iterdir():
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < oldest:
                    path.unlink()
                    count += 1
        return count

    def _move_in(self, path: Path, final: Path) -> None:
        try:
            _move(path, final)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            fresh = self._incoming / f"{final.name}.{secrets.token_hex(6)}"
            try:
                shutil.copyfile(path, fresh)
                fresh.chmod(0o600)
                _sync(fresh)
                _move(fresh, final)
            finally:
                fresh.unlink(missing_ok=True)
            path.unlink()

    def _path(self, name: str) -> Path:
        return self.root / name[:2] / name

    def _holds(self, name: str, content: bytes) -> bool:
        # Compared whole: storing a damaged file's bytes again mends it.
        try:
            return self._path(name).read_bytes() == content
        except OSError:
            return False

    def _write(self, new: dict[str, bytes]) -> None:
        written: list[tuple[Path, Path]] = []
        try:
            for name, content in new.items():
                fresh = self._incoming / f"{name}.{secrets.token_hex(6)}"
                written.append((fresh, self._path(name)))
                _write_file(fresh, content)
            self._sync_files([fresh for fresh, _ in written])
            for fresh, final in written:
                _move(fresh, final)
        except OSError:
            for fresh, _ in written:
                fresh.unlink(missing_ok=True)
            raise

    def _sync_files(self, paths: Sequence[Path]) -> None:
        if len(paths) <= FEW or not self._sync_all(self.root):
            _sync_each(paths)

    def _sync_folders(self, folders: set[Path], many: bool) -> None:
        if not folders or (many and self._sync_all(self.root)):
            return
        _sync_each([*folders, self.root])


def _write_file(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb", buffering=0) as file:
        rest = memoryview(content)
        while rest:
            rest = rest[file.write(rest) :]


def _move(fresh: Path, final: Path) -> None:
    try:
        fresh.replace(final)
    except FileNotFoundError:
        final.parent.mkdir(mode=0o700, exist_ok=True)
        fresh.replace(final)


def _sync_each(paths: Iterable[Path]) -> None:
    every = list(paths)
    if len(every) <= FEW:
        for path in every:
            _sync(path)
        return
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(_sync, every))


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()


def _unwritable(root: Path, error: OSError) -> StoreError:
    return StoreError(
        f"the blob folder {root} cannot be written ({error.strerror}); free some space or mend its rights."
    )

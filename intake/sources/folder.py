"""A watched folder: mails and documents that somebody drops in, moved to taken/ once they are stored.

A file has no number. Its `uid` is its content's hash with its name, so a new file under an old name
is a new delivery. Whatever lies in the folder is new, whatever its time: the folder is a tray, not
an archive. Files that are still being written wait; hidden files, links and folders are left alone.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from domain import content_type
from domain.clock import Clock
from domain.errors import ConfigurationError, SourceError
from domain.mail import Delivered, DeliveryKey
from domain.mail_ports import Batch, Mark
from domain.mailbox_policy import Mailbox
from intake.file_names import readable
from intake.received import received_at
from intake.source_kind import Finding, Known

QUIET_SECONDS = 2.0
"""A file changed more recently than this may still be being written."""
FOLDER = "."
TAKEN = "taken"
_HEADER_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class _State:
    """By which a change of a file is seen."""

    size: int
    modified: int
    inode: int

    @classmethod
    def of(cls, path: Path) -> "_State":
        state = path.lstat()
        return cls(state.st_size, state.st_mtime_ns, state.st_ino)


class FolderSource:
    """One watched folder."""

    def __init__(self, mailbox: Mailbox, clock: Clock, known: Known | None) -> None:
        if mailbox.path is None:
            raise ConfigurationError(
                f"account {mailbox.name!r} has no path; set `path` to the folder to watch."
            )
        self.name = mailbox.name
        self._mailbox = mailbox
        self._root = mailbox.path
        self._clock = clock
        self._known = known
        self._read_as: dict[DeliveryKey, tuple[Path, _State]] = {}
        self._stored: set[DeliveryKey] = set()
        self._seen: dict[Path, tuple[_State, datetime]] = {}
        self._stuck: dict[Path, str] = {}

    def folders(self) -> Sequence[str]:
        """Return the one folder there is."""
        return (FOLDER,)

    def first_mark(self, folder: str) -> Mark:
        """Return the mark before everything: what lies in the tray is to be worked."""
        return Mark(0, 0)

    def fetch(self, folder: str, mark: Mark) -> Iterator[Batch]:
        """Yield every finished file that is not stored yet, oldest first."""
        mails: list[Delivered] = []
        problems: list[str] = []
        size = 0
        for path, state in self._finished():
            mail = self._read(path, state, problems)
            if mail is None:
                continue
            mails.append(mail)
            size += len(mail.raw)
            if size >= self._mailbox.batch_bytes or len(mails) >= self._mailbox.batch_messages:
                yield self._batch(mark, mails, problems)
                mails, problems, size = [], [], 0
        if mails or problems or self._stuck:
            yield self._batch(mark, mails, problems)

    def backfill(self, folder: str, since: date, until: Mark) -> Iterator[Batch]:
        """Yield nothing: a tray has no history."""
        yield from ()

    def acknowledge(self, batch: Batch) -> None:
        """Move the files of a stored batch to taken/; one that was changed since stays for the next look."""
        for mail in batch.mails:
            self._stored.add(mail.key)
            place = self._read_as.pop(mail.key, None)
            if place is not None:
                self._put_away(*place)

    def wait(self, seconds: float) -> bool:
        """Wait; a folder gives no hints."""
        self._clock.sleep(seconds)
        return False

    def close(self) -> None:
        """Nothing is held open."""

    def check(self) -> tuple[Finding, ...]:
        """Look into the folder and try to write beside its files."""
        try:
            count = len(self._files())
            (self._root / TAKEN).mkdir(exist_ok=True)
        except SourceError as error:
            return (Finding(False, str(error)),)
        except OSError as error:
            return (Finding(False, f"account {self.name!r}: {self._unwritable(error)}"),)
        return (Finding(True, f"account {self.name!r}: {self._root} can be read, {count} files wait."),)

    def _files(self) -> list[tuple[Path, _State]]:
        """Return the regular files by time and name."""
        try:
            entries = [path for path in self._root.iterdir() if not path.name.startswith(".")]
        except OSError as error:
            raise SourceError(
                f"account {self.name!r}: the folder {self._root} cannot be read ({error.strerror})."
            ) from error
        found: list[tuple[Path, _State]] = []
        for path in entries:
            if path.is_symlink() or not path.is_file():
                continue
            try:
                found.append((path, _State.of(path)))
            except FileNotFoundError:
                continue  # taken away by its owner
        return sorted(found, key=lambda entry: (entry[1].modified, entry[0].name))

    def _finished(self) -> list[tuple[Path, _State]]:
        now = self._clock.now()
        files = self._files()
        finished = [entry for entry in files if self._is_quiet(*entry, now)]
        before = self._seen
        self._seen = {
            path: before[path] if path in before and before[path][0] == state else (state, now)
            for path, state in files
        }
        self._stuck = {path: why for path, why in self._stuck.items() if path in self._seen}
        return finished

    def _is_quiet(self, path: Path, state: _State, now: datetime) -> bool:
        """True when it was not written to for a while, by its time or, if that lies ahead, by our looks."""
        if path in self._seen and self._seen[path][0] != state:
            return False
        age = now.timestamp() - state.modified / 1e9
        if age >= QUIET_SECONDS:
            return True
        if age > -QUIET_SECONDS or path not in self._seen:
            return False
        return (now - self._seen[path][1]).total_seconds() >= QUIET_SECONDS

    def _read(self, path: Path, state: _State, problems: list[str]) -> Delivered | None:
        """Return the file as a delivery; None when it waits, is gone or is stored already."""
        too_large = state.size > self._mailbox.largest_mail_bytes
        try:
            with path.open("rb") as stream:
                raw = stream.read(_HEADER_BYTES if too_large else self._mailbox.largest_mail_bytes + 1)
            if _State.of(path) != state:
                return None
        except OSError as error:
            problems.append(
                f"account {self.name!r}: {readable(path.name)} cannot be read ({error.strerror})."
            )
            return None
        key = DeliveryKey(self.name, FOLDER, 0, f"{_digest(raw, state)}:{readable(path.name)}")
        if key in self._stored or (self._known is not None and self._known(key)):
            self._put_away(path, state)
            return None
        self._read_as[key] = (path, state)
        return self._delivered(key, path, state, raw, too_large, problems)

    def _delivered(
        self, key: DeliveryKey, path: Path, state: _State, raw: bytes, too_large: bool, problems: list[str]
    ) -> Delivered:
        incomplete = None
        if too_large:
            incomplete = (
                f"{readable(path.name)}: it has {state.size} bytes, more than `largest_mail_bytes` "
                f"({self._mailbox.largest_mail_bytes}); it was not read. It lies in {TAKEN}/."
            )
            problems.append(incomplete)
        mail, arrived = as_delivered(
            raw, readable(path.name), datetime.fromtimestamp(state.modified / 1e9, UTC)
        )
        return Delivered(
            key,
            b"" if too_large and not mail else raw,
            arrived,
            False,
            None if mail else readable(path.name),
            incomplete,
        )

    def _batch(self, mark: Mark, mails: Sequence[Delivered], problems: Sequence[str]) -> Batch:
        return Batch(self.name, FOLDER, tuple(mails), mark, (*problems, *self._stuck.values()))

    def _put_away(self, path: Path, state: _State) -> None:
        try:
            if _State.of(path) != state:
                return
            place = self._root / TAKEN
            place.mkdir(exist_ok=True)
            path.rename(_free(place, path.name))
            self._stuck.pop(path, None)
            self._seen.pop(path, None)
        except FileNotFoundError:
            return  # taken away by its owner
        except OSError as error:
            self._stuck[path] = (
                f"account {self.name!r}: {readable(path.name)} is stored, but {self._unwritable(error)}"
            )

    def _unwritable(self, error: OSError) -> str:
        return f"{self._root / TAKEN} cannot be written to ({error.strerror}); give Ardoise the right to."


def as_delivered(raw: bytes, name: str, moment: datetime) -> tuple[bool, datetime]:
    """Tell whether a file is a mail, and when it arrived.

    A mail's file may be a late copy: when its own topmost Received field is older than the file, that counts.
    """
    mail = name.lower().endswith(".eml") or content_type.sniff(raw, name) == content_type.EML
    received = received_at(raw) if mail else None
    return mail, min(received, moment) if received else moment


def _digest(raw: bytes, state: _State) -> str:
    return hashlib.sha256(raw + (b"" if state.size == len(raw) else str(state.size).encode())).hexdigest()[
        :32
    ]


def _free(place: Path, name: str) -> Path:
    """Return a path in that folder which does not exist yet: "a.pdf", "a (2).pdf" …"""
    path, number = place / name, 1
    while path.exists():
        number += 1
        path = place / f"{Path(name).stem} ({number}){Path(name).suffix}"
    return path


class _Folder:
    name = "folder"

    def open(
        self,
        mailbox: Mailbox,
        password: str | None,
        clock: Clock,
        state_dir: Path | None = None,
        known: Known | None = None,
    ) -> FolderSource:
        return FolderSource(mailbox, clock, known)


PLUGIN = _Folder()

"""Maildir folders: read where they lie; nothing is moved, no flag and no file is changed.

A Maildir has no numbers. A mail's `uid` is the unique part of its file name, which stays the same
when it moves from new/ to cur/ or gets flags. What was there at the first connection is kept by
name in a small file of ours; of the rest every file whose delivery is not yet known is yielded,
however old its time is. The mark only tells a folder that was connected from one that was not.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from domain.clock import Clock
from domain.errors import ArdoiseError, ConfigurationError, SourceError
from domain.mail import Delivered, DeliveryKey, Mail
from domain.mail_ports import Batch, Mark, SentNews
from domain.mailbox_policy import Mailbox
from intake import maildir_sent
from intake.file_names import Baseline, readable
from intake.maildir_sent import SentFile, header_of
from intake.source_kind import Finding, Known

_FLAGS = re.compile(r":2,.*$", re.S)
_HEADER_BYTES = 256 * 1024
_NANOSECONDS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class _File:
    uid: str
    path: Path
    size: int
    modified: int
    """In nanoseconds since the epoch."""

    @property
    def arrived(self) -> datetime:
        return datetime.fromtimestamp(self.modified / _NANOSECONDS, UTC)


class MaildirSource:
    """One Maildir with its folders (Maildir++: ".Name" beside cur/ and new/; INBOX is the Maildir itself)."""

    def __init__(self, mailbox: Mailbox, clock: Clock, state_dir: Path | None, known: Known | None) -> None:
        if mailbox.path is None:
            raise ConfigurationError(f"account {mailbox.name!r} has no path; set `path` to its Maildir.")
        self.name = mailbox.name
        self._mailbox = mailbox
        self._root = mailbox.path
        self._clock = clock
        self._state_dir = state_dir
        self._known = known
        self._taken: set[DeliveryKey] = set()
        self._baselines: dict[str, Baseline] = {}

    def folders(self) -> Sequence[str]:
        """Return the folders that are watched."""
        return self._mailbox.folders

    def first_mark(self, folder: str) -> Mark:
        """Remember what is there as history and return the mark of this moment (nanoseconds)."""
        files = self._files(folder)
        self._baseline(folder).set(frozenset(file.uid for file in files))
        return Mark(0, int(self._clock.now().timestamp() * _NANOSECONDS))

    def fetch(self, folder: str, mark: Mark) -> Iterator[Batch]:
        """Yield every mail that is neither history nor known, oldest first."""
        history = self._baseline(folder).names()
        files = [file for file in self._files(folder) if self._is_new(folder, file, history, mark)]
        yield from self._batches(folder, files, mark, backfill=False)

    def backfill(self, folder: str, since: date, until: Mark) -> Iterator[Batch]:
        """Yield the history from that day (UTC) on."""
        history = self._baseline(folder).names()
        start = datetime(since.year, since.month, since.day, tzinfo=UTC)
        files = [
            file
            for file in self._files(folder)
            if file.arrived >= start
            and not self._is_known(folder, file)
            and (file.uid in history if history is not None else file.modified <= until.last_uid)
        ]
        yield from self._batches(folder, files, until, backfill=True)

    def acknowledge(self, batch: Batch) -> None:
        """Remember for this process that these are stored."""
        self._taken.update(mail.key for mail in batch.mails)

    def wait(self, seconds: float) -> bool:
        """Wait; a Maildir gives no hints."""
        self._clock.sleep(seconds)
        return False

    def has_sent(self, message_id: str) -> bool | None:
        """Tell whether the Sent folder holds that Message-ID; None without a Sent folder."""
        sent = self._sent_files()
        return None if sent is None else maildir_sent.holds(sent, message_id)

    def has_answered(self, message_id: str) -> bool | None:
        """Tell whether the Sent folder holds an answer to that mail; None without a Sent folder."""
        answers = self.replies_to(message_id)
        return None if answers is None else bool(answers)

    def replies_to(self, message_id: str) -> tuple[Mail, ...] | None:
        """Return the mails in Sent that answer that mail, see `domain.mail_ports.SentWatch`."""
        sent = self._sent_files()
        return None if sent is None else maildir_sent.replies_to(sent, message_id)

    def sent_since(self, mark: Mark | None, since: date) -> SentNews | None:
        """Return what was sent since the mark, see `domain.mail_ports.SentWatch`."""
        sent = self._sent_files()
        return None if sent is None else maildir_sent.news(sent, mark, since)

    def keep_copy(self, message_id: str, content: bytes) -> bool | None:
        """Put a copy into Sent unless it lies there, see `domain.mail_ports.SentWatch`."""
        sent = self._sent_files()
        if sent is None or maildir_sent.holds(sent, message_id):
            return None if sent is None else False
        maildir_sent.put(self._place(self._mailbox.sent_folder or "Sent"), message_id, content)
        return True

    def _sent_files(self) -> list[SentFile] | None:
        folder = self._mailbox.sent_folder or "Sent"
        return _sent(self._files(folder)) if (self._place(folder) / "cur").is_dir() else None

    def close(self) -> None:
        """Nothing is held open."""

    def check(self) -> tuple[Finding, ...]:
        """Look into every folder."""
        findings = []
        for folder in self.folders():
            try:
                count = len(self._files(folder))
                findings.append(
                    Finding(True, f"account {self.name!r}: folder {folder!r} can be read, {count} mails.")
                )
            except ArdoiseError as error:
                findings.append(Finding(False, str(error)))
        return tuple(findings)

    def _is_new(self, folder: str, file: _File, history: frozenset[str] | None, mark: Mark) -> bool:
        old = file.uid in history if history is not None else file.modified <= mark.last_uid
        return not old and not self._is_known(folder, file)

    def _is_known(self, folder: str, file: _File) -> bool:
        key = self._key(folder, file)
        return key in self._taken or (self._known is not None and self._known(key))

    def _key(self, folder: str, file: _File) -> DeliveryKey:
        return DeliveryKey(self.name, folder, 0, file.uid)

    def _place(self, folder: str) -> Path:
        if folder.upper() == "INBOX":
            return self._root
        return self._root / f".{folder.replace('/', '.')}"

    def _baseline(self, folder: str) -> Baseline:
        if folder not in self._baselines:
            name = hashlib.sha256(f"{self.name}\0{folder}".encode()).hexdigest()[:24]
            path = self._state_dir / f"maildir-{name}.json" if self._state_dir else None
            self._baselines[folder] = Baseline(path)
        return self._baselines[folder]

    def _files(self, folder: str) -> list[_File]:
        """Return every mail file by time and name; hidden files and links are not mail."""
        place = self._place(folder)
        if not (place / "cur").is_dir() or not (place / "new").is_dir():
            raise SourceError(
                f"account {self.name!r}: {place} is no Maildir (it needs cur/ and new/); correct `path`."
            )
        try:
            found = [file for part in ("new", "cur") for file in _mails(place / part)]
        except OSError as error:
            raise SourceError(f"account {self.name!r}: {place} cannot be read ({error.strerror}).") from error
        return sorted(found, key=lambda file: (file.modified, file.uid))

    def _batches(self, folder: str, files: Sequence[_File], mark: Mark, *, backfill: bool) -> Iterator[Batch]:
        group: list[_File] = []
        size = 0
        for file in files:
            if group and (
                size + file.size > self._mailbox.batch_bytes or len(group) >= self._mailbox.batch_messages
            ):
                yield self._batch(folder, group, mark, backfill)
                group, size = [], 0
            group.append(file)
            size += file.size
        if group:
            yield self._batch(folder, group, mark, backfill)

    def _batch(self, folder: str, files: Sequence[_File], mark: Mark, backfill: bool) -> Batch:
        mails: list[Delivered] = []
        problems: list[str] = []
        for file in files:
            try:
                raw, incomplete = self._read(file)
            except OSError as error:
                problems.append(
                    f"account {self.name!r}: {file.uid} vanished before it was read ({error.strerror})."
                )
                continue
            problems.extend([incomplete] if incomplete else [])
            mails.append(
                Delivered(
                    self._key(folder, file), raw, file.arrived, backfill=backfill, incomplete=incomplete
                )
            )
        return Batch(self.name, folder, tuple(mails), mark, tuple(problems))

    def _read(self, file: _File) -> tuple[bytes, str | None]:
        path = file.path
        if not path.exists():
            path = _moved(file)
        if file.size <= self._mailbox.largest_mail_bytes:
            return path.read_bytes(), None
        with path.open("rb") as stream:
            head = stream.read(_HEADER_BYTES)
        return header_of(head), (
            f"{file.uid}: it has {file.size} bytes, more than `largest_mail_bytes` "
            f"({self._mailbox.largest_mail_bytes}); only its header was taken. Open it in the mailbox."
        )


def _mails(place: Path) -> Iterator[_File]:
    for path in place.iterdir():
        if path.name.startswith(".") or path.is_symlink() or not path.is_file():
            continue
        try:
            state = path.stat()
        except FileNotFoundError:
            continue  # a client has just moved it; the next look finds it
        yield _File(_uid(path), path, state.st_size, state.st_mtime_ns)


def _uid(path: Path) -> str:
    return _FLAGS.sub("", readable(path.name))


def _moved(file: _File) -> Path:
    """A client moves mail from new/ to cur/ and changes flags while we read."""
    for place in (file.path.parent.parent / "cur", file.path.parent.parent / "new"):
        for path in place.iterdir():
            if _uid(path) == file.uid:
                return path
    return file.path


def _sent(files: Sequence[_File]) -> list[SentFile]:
    return [SentFile(file.path, file.modified) for file in files]


class _Maildir:
    name = "maildir"

    def open(
        self,
        mailbox: Mailbox,
        password: str | None,
        clock: Clock,
        state_dir: Path | None = None,
        known: Known | None = None,
    ) -> MaildirSource:
        return MaildirSource(mailbox, clock, state_dir, known)


PLUGIN = _Maildir()

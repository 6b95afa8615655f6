"""What lies on the scripted IMAP server: folders and mails as plain objects that a test changes at will."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Protocol

SYSTEM_FLAGS = frozenset({"\\Answered", "\\Flagged", "\\Deleted", "\\Seen", "\\Draft"})
_ARRIVED = datetime(2026, 11, 16, 12, tzinfo=UTC)
_HEADER_MOST = 1_000_000


class Content(Protocol):
    """The bytes of a mail, read by range so that a huge one needs no memory."""

    size: int

    def read(self, start: int, stop: int) -> bytes:
        """Return the bytes from start up to stop, fewer at the end."""
        ...


@dataclass(frozen=True, slots=True)
class Stored:
    """Bytes at hand."""

    raw: bytes

    @property
    def size(self) -> int:
        return len(self.raw)

    def read(self, start: int, stop: int) -> bytes:
        return self.raw[start:stop]


@dataclass(frozen=True, slots=True)
class Generated:
    """A mail of any size: a head, then one line again and again up to `size` bytes."""

    head: bytes
    size: int
    line: bytes = b"0123456789abcdef" * 4 + b"\r\n"

    def read(self, start: int, stop: int) -> bytes:
        stop = min(stop, self.size)
        begin = self.head[start:stop]
        start = max(start, len(self.head))
        if stop <= start:
            return begin
        at = (start - len(self.head)) % len(self.line)
        lines = self.line * ((at + stop - start) // len(self.line) + 1)
        return begin + lines[at : at + stop - start]


@dataclass(slots=True)
class Message:
    """One mail; the test may change every field."""

    uid: int
    content: Content
    flags: set[str] = field(default_factory=set)
    internal_date: datetime = _ARRIVED
    announced_size: int | None = None
    """What RFC822.SIZE says; None: the truth."""

    @property
    def raw(self) -> bytes:
        """All its bytes."""
        return self.content.read(0, self.content.size)

    @property
    def header(self) -> bytes:
        """Its header with the blank line."""
        head = self.content.read(0, min(self.content.size, _HEADER_MOST))
        end = head.find(b"\r\n\r\n")
        return head if end < 0 else head[: end + 4]


class KeywordHabit(StrEnum):
    """What the server does with a keyword that PERMANENTFLAGS does not allow."""

    IGNORED = "ignored"
    """It says OK and forgets it."""
    SESSION = "session"
    """It keeps it until the connection ends."""
    BAD = "bad"
    """It answers BAD."""


@dataclass(eq=False)
class Folder:
    """One folder. `messages` is in the folder's own order, which need not be that of the uids."""

    name: str
    uidvalidity: int = 1
    uidnext: int = 1
    messages: list[Message] = field(default_factory=list)
    permanent_flags: tuple[str, ...] = (*sorted(SYSTEM_FLAGS), "\\*")
    refused_keywords: KeywordHabit = KeywordHabit.IGNORED
    peek_marks_seen: bool = False
    """True: fetching a body sets \\Seen in spite of PEEK and EXAMINE."""
    special_use: str | None = None
    """E.g. "\\Sent"."""
    selectable: bool = True
    uidvalidity_said: bool = True
    """False: SELECT names no UIDVALIDITY."""

    def add(
        self,
        raw: bytes | Content,
        *,
        uid: int | None = None,
        flags: Iterable[str] = (),
        internal_date: datetime = _ARRIVED,
    ) -> Message:
        """Put a mail there without anybody's notice; see `Mailbox.deliver` for one that is announced."""
        content = Stored(raw) if isinstance(raw, bytes) else raw
        message = Message(self.uidnext if uid is None else uid, content, set(flags), internal_date)
        self.uidnext = max(self.uidnext, message.uid + 1)
        self.messages.append(message)
        return message

    def take(self, uid: int) -> Message | None:
        """Remove a mail and return it, None when it is not there."""
        found = self.find(uid)
        if found is not None:
            self.messages.remove(found)
        return found

    def find(self, uid: int) -> Message | None:
        """Return the mail with that uid, None when it is not there."""
        return next((one for one in self.messages if one.uid == uid), None)

    def keeps(self, flag: str) -> bool:
        """Tell whether PERMANENTFLAGS lets that flag be stored."""
        allowed = {one.lower() for one in self.permanent_flags}
        return flag.lower() in allowed or ("\\*" in allowed and not flag.startswith("\\"))

    def renumber(self, uidvalidity: int) -> None:
        """Rebuild the folder: new UIDVALIDITY, uids from 1 on."""
        self.uidvalidity = uidvalidity
        for number, message in enumerate(self.messages, start=1):
            message.uid = number
        self.uidnext = len(self.messages) + 1


class Mailbox:
    """One user's folders. Change them inside `with mailbox:`; at its end every connection is told."""

    def __init__(self) -> None:
        self.folders: dict[str, Folder] = {}
        self.delimiter: str | None = "/"
        self.namespace = '(("" "/")) NIL NIL'
        self._lock = threading.RLock()
        self._listeners: list[Callable[[], None]] = []
        self.folder("INBOX")

    def folder(self, name: str, **settings: object) -> Folder:
        """Return the folder, made when it is not there; settings are fields of `Folder`."""
        key = "INBOX" if name.upper() == "INBOX" else name
        found = self.folders.setdefault(key, Folder(key, uidvalidity=100 + len(self.folders)))
        for field_name, value in settings.items():
            setattr(found, field_name, value)
        return found

    @property
    def inbox(self) -> Folder:
        """The INBOX."""
        return self.folders["INBOX"]

    def deliver(self, raw: bytes | Content, folder: str = "INBOX", *, uid: int | None = None) -> Message:
        """Let a mail arrive and tell every connection."""
        with self:
            return self.folder(folder).add(raw, uid=uid)

    def listen(self, listener: Callable[[], None]) -> None:
        """Call that after every change."""
        with self._lock:
            self._listeners.append(listener)

    def forget(self, listener: Callable[[], None]) -> None:
        """Call that no more."""
        with self._lock:
            self._listeners.remove(listener)

    def __enter__(self) -> "Mailbox":
        self._lock.acquire()
        return self

    def __exit__(self, *error: object) -> None:
        listeners = list(self._listeners)
        self._lock.release()
        for listener in listeners:
            listener()

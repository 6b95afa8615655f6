"""The Sent folder of a Maildir: for one mail, for answers to a mail, and for what is new there."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from domain.errors import SourceError
from domain.mail import Mail
from domain.mail_ports import Mark, SentNews
from intake.mime import parse_mail

_HEADER_BYTES = 256 * 1024
_NANOSECONDS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class SentFile:
    """One mail in the folder, with its time in nanoseconds since the epoch."""

    path: Path
    modified: int


def holds(sent: Sequence[SentFile], message_id: str) -> bool:
    """Tell whether a mail of that Message-ID lies there."""
    wanted = "".join(message_id.split()).encode()
    return any(wanted == _message_id(_header(file.path)) for file in sent)


def replies_to(sent: Sequence[SentFile], message_id: str) -> tuple[Mail, ...]:
    """Return the mails that answer that Message-ID, headers alone."""
    wanted = "".join(message_id.split()).encode()
    headers = (_header(file.path) for file in sent)
    return tuple(parse_mail(header) for header in headers if wanted in _answered(header))


def news(sent: Sequence[SentFile], mark: Mark | None, since: date) -> SentNews:
    """Return what has come since the mark, or without one since that day."""
    start = datetime(since.year, since.month, since.day, tzinfo=UTC).timestamp() * _NANOSECONDS
    # Two files may have the same time: those of the mark are looked at again.
    first = mark.last_uid if mark is not None else int(start)
    fresh = [file for file in sent if file.modified >= first]
    last = max((file.modified for file in sent), default=first)
    return SentNews(Mark(0, max(last, first)), tuple(parse_mail(_header(file.path)) for file in fresh))


def put(folder: Path, message_id: str, content: bytes) -> None:
    """Put a mail there, whole or not at all, marked as read. Raises SourceError."""
    name = f"{hashlib.sha256(message_id.encode()).hexdigest()[:40]}.ardoise"
    temporary = folder / "tmp" / name
    try:
        temporary.parent.mkdir(exist_ok=True)
        temporary.write_bytes(content)
        temporary.replace(folder / "cur" / f"{name}:2,S")
    except OSError as error:
        raise SourceError(f"{folder} cannot be written ({error.strerror}).") from error


def header_of(head: bytes) -> bytes:
    """Return the header of a mail of which only the beginning is at hand."""
    end = re.search(rb"\r?\n\r?\n", head)
    return head[: end.end()] if end else head


def _header(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return header_of(stream.read(_HEADER_BYTES))
    except OSError:
        return b""  # a client has just moved it


def _message_id(header: bytes) -> bytes:
    found = re.search(rb"(?im)^message-id[ \t]*:\s*(<[^>]*>)", header)
    return b"".join(found.group(1).split()) if found else b""


def _answered(header: bytes) -> frozenset[bytes]:
    """Return the Message-IDs of the mails that a header says are answered."""
    fields = re.findall(rb"(?im)^(?:in-reply-to|references)[ \t]*:((?:.*\n?[ \t]+)*.*)", header)
    return frozenset(b"".join(found.split()) for field in fields for found in re.findall(rb"<[^<>]*>", field))

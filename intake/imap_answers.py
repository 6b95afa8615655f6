"""Reads the FETCH answers that matter by their usual shape, and any other shape token by token.

Taking every answer apart letter by letter costs more than the transfer itself; what servers really say
here has one shape. An answer that makes no sense costs only the mail it is about.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from intake.imap_tokens import Atom, Piece, Token, answers, tokens

Answers = Mapping[int, Mapping[bytes, object]]
"""What the server said of each uid: {b"BODY[]": bytes, b"RFC822.SIZE": int, b"INTERNALDATE": datetime}.

What it left out or got wrong is missing."""

PART = 1_048_576
"""So many bytes of a mail are asked for at once."""
_UID = re.compile(rb"[( ]UID (\d+)[ )]")
_SIZE = re.compile(rb"[( ]RFC822\.SIZE (\d+)[ )]")
_DATE = re.compile(
    rb'[( ]INTERNALDATE "([ \d]\d)-(\w{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)"[ )]'
)
_BODY = re.compile(rb"\d+ \((?:UID (\d+) )?BODY\[\](?:<0>)? \{\d+\}")
_SECTION = re.compile(rb"(?:BODY|BINARY)(\[.*\])(?:<(\d+)>)?", re.I | re.S)
_MONTHS = {
    name: number
    for number, name in enumerate(b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), start=1)
}


def ask_listing(client: IMAPClient, uids: str) -> Answers:
    """Return size and arrival of those mails ("1:4,7", "9:*"); a mail that is gone is left out."""
    return read_listing(_fetch(client, uids, "(RFC822.SIZE INTERNALDATE)"))


def ask_bodies(client: IMAPClient, uids: str) -> Answers:
    """Return the first `PART` bytes of those mails, changing no flag; a mail that is gone is left out."""
    return read_bodies(_fetch(client, uids, f"(BODY.PEEK[]<0.{PART}>)"))


def ask_part(client: IMAPClient, uid: int, start: int) -> bytes | None:
    """Return the `PART` bytes of a mail from there on, b"" behind its end, None when it is not given."""
    lines = _fetch(client, str(uid), f"(BODY.PEEK[]<{start}.{PART}>)")
    for pieces in answers(lines):
        said = _said(pieces)
        if said.get(b"UID") == uid and b"BODY[]" in said and said.get(b"ORIGIN", start) == start:
            part = said[b"BODY[]"]
            return part if isinstance(part, bytes) else b""
    return None


def ask_header(client: IMAPClient, uid: int, most: int) -> bytes:
    """Return at most so many bytes of a mail's header, b"" when it is not given."""
    return _section(client, uid, b"[HEADER]", f"(BODY.PEEK[HEADER]<0.{most}>)")


def ask_message_ids(client: IMAPClient, uids: str) -> Mapping[int, bytes]:
    """Return the Message-ID field of those mails, as sent."""
    found = {}
    for pieces in answers(_fetch(client, uids, "(BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")):
        said = _said(pieces)
        uid = said.get(b"UID")
        field = next((value for key, value in said.items() if key.startswith(b"BODY[HEADER.FIELDS")), None)
        if isinstance(uid, int) and isinstance(field, bytes):
            found[uid] = field
    return found


def read_listing(lines: Sequence[object]) -> Answers:
    """Read the answers to a question for sizes and arrivals."""
    found: dict[int, dict[bytes, object]] = {}
    for pieces in answers(lines):
        line = pieces[0]
        if len(pieces) == 1 and isinstance(line, bytes):
            uid, size, date = _UID.search(line), _SIZE.search(line), _DATE.search(line)
            if uid and size and date:
                found[int(uid[1])] = {b"RFC822.SIZE": int(size[1]), b"INTERNALDATE": _moment(date)}
                continue
        _add(found, _said(pieces))
    return found


def read_bodies(lines: Sequence[object]) -> Answers:
    """Read the answers to a question for whole mails."""
    found: dict[int, dict[bytes, object]] = {}
    for pieces in answers(lines):
        line = pieces[0]
        if len(pieces) == 2 and isinstance(line, tuple):
            head = _BODY.fullmatch(line[0])
            if head is not None and head[1] is not None:
                found[int(head[1])] = {b"BODY[]": line[1]}
                continue
        said = _said(pieces)
        if said.get(b"ORIGIN", 0) == 0:
            _add(found, said)
    return found


def _fetch(client: IMAPClient, uids: str, items: str) -> list[object]:
    kind, lines = client._imap.uid("FETCH", uids, items)
    if kind != "OK":
        raise IMAPClientError(f"fetch failed: {lines[0]!r}" if lines else "fetch failed")
    return [line for line in lines if line is not None]


def _section(client: IMAPClient, uid: int, section: bytes, items: str) -> bytes:
    for pieces in answers(_fetch(client, str(uid), items)):
        said = _said(pieces)
        content = said.get(b"BODY" + section)
        if said.get(b"UID") == uid and isinstance(content, bytes):
            return content
    return b""


def _add(found: dict[int, dict[bytes, object]], said: Mapping[bytes, object]) -> None:
    uid = said.get(b"UID")
    if isinstance(uid, int):
        found.setdefault(uid, {}).update(said)


def _said(pieces: Sequence[Piece]) -> dict[bytes, object]:
    """Return one answer's attributes that can be read; {} for an answer that cannot."""
    try:
        read = tokens(pieces)
    except ValueError:
        return {}
    listed = next((token for token in read if isinstance(token, list)), [])
    said: dict[bytes, object] = {}
    for name, value in zip(listed[::2], listed[1::2], strict=False):
        if isinstance(name, Atom):
            said |= _attribute(bytes(name).upper(), value)
    return said


def _attribute(name: bytes, value: Token) -> dict[bytes, object]:
    if name in (b"UID", b"RFC822.SIZE"):
        return {name: int(value)} if isinstance(value, bytes) and value.isdigit() else {}
    if name == b"INTERNALDATE":
        return {name: _date(value)} if isinstance(value, bytes) else {}
    section = _SECTION.fullmatch(name)
    if section is None or not (value is None or (isinstance(value, bytes) and not isinstance(value, Atom))):
        return {}
    origin = {} if section[2] is None else {b"ORIGIN": int(section[2])}
    return {b"BODY" + section[1]: value, **origin}


def _date(value: bytes) -> datetime | None:
    found = _DATE.fullmatch(b'(INTERNALDATE "' + value + b'")')
    return _moment(found) if found else None


def _moment(date: re.Match[bytes]) -> datetime | None:
    day, month, year, hour, minute, second, sign, hours, minutes = date.groups()
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    try:
        local = datetime(
            int(year), _MONTHS[month.title()], int(day), int(hour), int(minute), int(second), tzinfo=UTC
        )
        return local + offset if sign == b"-" else local - offset
    except (ValueError, KeyError, OverflowError):
        return None

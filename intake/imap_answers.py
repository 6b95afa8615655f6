"""Reads the two FETCH answers that matter by their usual shape, and any other shape by the full parser.

imapclient's parser takes every answer of the protocol apart letter by letter and costs more than
the transfer itself; what servers really say here has one shape.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError
from imapclient.response_parser import parse_fetch_response

Answers = Mapping[int, Mapping[bytes, object]]
"""What the server said of each uid: {b"BODY[]": bytes, b"RFC822.SIZE": int, b"INTERNALDATE": datetime}."""

_UID = re.compile(rb"[( ]UID (\d+)[ )]")
_SIZE = re.compile(rb"[( ]RFC822\.SIZE (\d+)[ )]")
_DATE = re.compile(
    rb'[( ]INTERNALDATE "([ \d]\d)-(\w{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)"[ )]'
)
_BODY = re.compile(rb"\d+ \((?:UID (\d+) )?BODY\[\] \{\d+\}")
_MONTHS = {
    name: number
    for number, name in enumerate(b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), start=1)
}


def ask_listing(client: IMAPClient, uids: Sequence[int]) -> Answers:
    """Return size and arrival of those mails; a mail that is gone is left out."""
    lines = _fetch(client, uids, "(RFC822.SIZE INTERNALDATE)")
    quick = _listing(lines)
    return quick if quick is not None else _parsed(lines)


def ask_bodies(client: IMAPClient, uids: Sequence[int]) -> Answers:
    """Return the whole of those mails, changing no flag; a mail that is gone is left out."""
    lines = _fetch(client, uids, "(BODY.PEEK[])")
    quick = _bodies(lines)
    return quick if quick is not None else _parsed(lines)


def _fetch(client: IMAPClient, uids: Sequence[int], items: str) -> list[object]:
    kind, lines = client._imap.uid("FETCH", ",".join(map(str, uids)), items)
    if kind != "OK":
        raise IMAPClientError(f"fetch failed: {lines[0]!r}" if lines else "fetch failed")
    return [line for line in lines if line is not None]


def _parsed(lines: list[object]) -> Answers:
    return dict(parse_fetch_response(lines, normalise_times=False)) if lines else {}


def _listing(lines: Sequence[object]) -> Answers | None:
    """Return the answers, None when one of them has another shape."""
    found: dict[int, dict[bytes, object]] = {}
    for line in lines:
        if not isinstance(line, bytes):
            return None
        uid, size, date = _UID.search(line), _SIZE.search(line), _DATE.search(line)
        if uid and size and date:
            found[int(uid[1])] = {b"RFC822.SIZE": int(size[1]), b"INTERNALDATE": _moment(date)}
        elif b"RFC822.SIZE" in line or b"INTERNALDATE" in line:
            return None
    return found


def _bodies(lines: Sequence[object]) -> Answers | None:
    """Return the answers, None when one of them has another shape."""
    found: dict[int, dict[bytes, object]] = {}
    closing = False
    for line in lines:
        if isinstance(line, bytes):
            if not closing and b"BODY" in line:
                return None  # a body that is no literal
            closing = False
            continue
        if not isinstance(line, tuple) or closing:
            return None
        head = _BODY.fullmatch(line[0])
        if head is None or head[1] is None:
            return None
        found[int(head[1])] = {b"BODY[]": line[1]}
        closing = True
    return found


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

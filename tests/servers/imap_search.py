"""Which mails a SEARCH command means."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime

from tests.servers.imap_mailbox import Folder, Message
from tests.servers.imap_words import Word, numbers_of

Test = Callable[[Message], bool]

_FLAGS = {"SEEN", "DELETED", "FLAGGED", "ANSWERED", "DRAFT"}
_FIELDS = {"SUBJECT", "FROM", "TO", "CC"}


def search(folder: Folder, criteria: Sequence[Word]) -> list[Message]:
    """Return the mails that meet all criteria, in the folder's order. Raises ValueError for unknown ones."""
    words = list(criteria)
    if words and isinstance(words[0], bytes) and words[0].upper() == b"CHARSET":
        del words[:2]
    tests = []
    while words:
        tests.append(_next(folder, words))
    return [message for message in folder.messages if all(test(message) for test in tests)]


def _next(folder: Folder, words: list[Word]) -> Test:
    first = words.pop(0)
    if isinstance(first, list):
        within = {message.uid for message in search(folder, first)}
        return lambda message: message.uid in within
    key = first.decode("ascii").upper()
    if re.match(r"[\d*]", key):
        places = set(numbers_of(first, range(1, len(folder.messages) + 1)))
        chosen = {message.uid for place, message in enumerate(folder.messages, start=1) if place in places}
        return lambda message: message.uid in chosen
    if key == "NOT":
        inner = _next(folder, words)
        return lambda message: not inner(message)
    if key == "OR":
        either, other = _next(folder, words), _next(folder, words)
        return lambda message: either(message) or other(message)
    return _flag(key) or _valued(folder, key, words)


def _flag(key: str) -> Test | None:
    if key == "ALL":
        return lambda message: True
    if key in _FLAGS:
        return lambda message: f"\\{key.title()}" in message.flags
    if key.startswith("UN") and key[2:] in _FLAGS:
        return lambda message: f"\\{key[2:].title()}" not in message.flags
    return None


def _valued(folder: Folder, key: str, words: list[Word]) -> Test:
    value = _text(words)
    if key == "UID":
        chosen = set(numbers_of(value, (message.uid for message in folder.messages)))
        return lambda message: message.uid in chosen
    if key in ("KEYWORD", "UNKEYWORD"):
        word, wanted = value.decode().lower(), key == "KEYWORD"
        return lambda message: (word in {flag.lower() for flag in message.flags}) is wanted
    if key in ("SINCE", "BEFORE", "ON"):
        return _dated(key, datetime.strptime(value.decode(), "%d-%b-%Y").date())
    if key in ("LARGER", "SMALLER"):
        size, larger = int(value), key == "LARGER"
        return lambda message: (message.content.size > size) if larger else (message.content.size < size)
    if key == "HEADER":
        sought = _text(words)
        return lambda message: _in_field(message, value, sought)
    if key in _FIELDS:
        return lambda message: _in_field(message, key.encode(), value)
    raise ValueError(f"unknown search key {key}")


def _text(words: list[Word]) -> bytes:
    value = words.pop(0) if words else None
    if not isinstance(value, bytes):
        raise ValueError("a search key without its value")
    return value


def _dated(key: str, day: date) -> Test:
    if key == "SINCE":
        return lambda message: message.internal_date.date() >= day
    if key == "BEFORE":
        return lambda message: message.internal_date.date() < day
    return lambda message: message.internal_date.date() == day


def _in_field(message: Message, name: bytes, sought: bytes) -> bool:
    values = fields(message.header, {name.upper()})
    return any(sought.lower() in value.partition(b":")[2].lower() for value in values)


def fields(header: bytes, names: set[bytes]) -> list[bytes]:
    """Return those header fields whole, folded lines too; names in capitals."""
    unfolded = re.split(rb"\r\n(?![ \t])", header)
    return [field for field in unfolded if field.partition(b":")[0].strip().upper() in names]

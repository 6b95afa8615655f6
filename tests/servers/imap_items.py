"""What a FETCH answer says of one mail."""

import re
from collections.abc import Callable, Iterator, Sequence

from tests.servers.imap_mailbox import Folder, Message
from tests.servers.imap_search import fields
from tests.servers.imap_words import Word

_PIECE = 256 * 1024
_SECTION = re.compile(r"BODY(?P<peek>\.PEEK)?\[(?P<what>.*)\](?:<(?P<at>\d+)\.(?P<count>\d+)>)?", re.S)
_MACROS = {
    "ALL": ["FLAGS", "INTERNALDATE", "RFC822.SIZE"],
    "FAST": ["FLAGS", "INTERNALDATE", "RFC822.SIZE"],
}

Pieces = Iterator[bytes]


def items_of(word: Word) -> list[str]:
    """Return the items a FETCH asks for."""
    if isinstance(word, list):
        return [_item(one) for one in word]
    item = _item(word)
    return _MACROS.get(item, [item])


def answer_of(place: int, message: Message, items: Sequence[str], omitted: set[str]) -> Pieces:
    """Yield the answer in pieces, a huge body never at once. Raises ValueError for an unknown item."""
    wanted = items if "UID" in items else ["UID", *items]
    parts = [_part(message, item) for item in wanted if item.partition("[")[0] not in omitted]
    yield b"* %d FETCH (" % place
    for number, part in enumerate(parts):
        yield b" " if number else b""
        yield from part
    yield b")\r\n"


def marks_seen(folder: Folder, items: Sequence[str]) -> bool:
    """Tell whether fetching these sets \\Seen, rightly or (`peek_marks_seen`) wrongly."""
    sections = [found for item in items if (found := _SECTION.fullmatch(item))]
    rightly = any(not section["peek"] for section in sections) or bool({"RFC822", "RFC822.TEXT"} & set(items))
    return rightly or (folder.peek_marks_seen and any(section["what"] == "" for section in sections))


def _item(word: Word) -> str:
    if not isinstance(word, bytes):
        raise ValueError("a list among the items")
    text = word.decode("ascii")
    head, bracket, rest = text.partition("[")
    return head.upper() + bracket + rest


def _part(message: Message, item: str) -> Pieces:
    if item in _PLAIN:
        return iter([_PLAIN[item](message)])
    if item in ("RFC822", "RFC822.HEADER"):
        what = "" if item == "RFC822" else "HEADER"
        return _literal(item, message, what, None)
    section = _SECTION.fullmatch(item)
    if section is None:
        raise ValueError(f"unknown item {item}")
    name = f"BODY[{section['what']}]"
    if section["at"] is None:
        return _literal(name, message, section["what"], None)
    at = int(section["at"])
    return _literal(f"{name}<{at}>", message, section["what"], (at, int(section["count"])))


def _literal(name: str, message: Message, what: str, part: tuple[int, int] | None) -> Pieces:
    read, size = _section(message, what)
    start, stop = (0, size) if part is None else (min(part[0], size), min(sum(part), size))
    yield f"{name} {{{stop - start}}}\r\n".encode()
    for at in range(start, stop, _PIECE):
        yield read(at, min(at + _PIECE, stop))


def _section(message: Message, what: str) -> tuple[Callable[[int, int], bytes], int]:
    if what == "":
        return message.content.read, message.content.size
    if what.upper() == "HEADER":
        found = message.header
    elif what.upper().startswith("HEADER.FIELDS "):
        names = {name.upper().strip('"').encode() for name in re.findall(r"[^\s()]+", what[14:])}
        found = b"".join(field + b"\r\n" for field in fields(message.header, names)) + b"\r\n"
    elif what.upper() == "TEXT":
        start = len(message.header)
        return (lambda a, b: message.content.read(start + a, start + b)), message.content.size - start
    else:
        raise ValueError(f"unknown section {what}")
    return (lambda a, b: found[a:b]), len(found)


def flags_of(message: Message) -> bytes:
    """Return its flags as they are sent."""
    return f"({' '.join(sorted(message.flags))})".encode()


def _size(message: Message) -> bytes:
    size = message.content.size if message.announced_size is None else message.announced_size
    return b"RFC822.SIZE %d" % size


def _date(message: Message) -> bytes:
    return message.internal_date.strftime('INTERNALDATE "%d-%b-%Y %H:%M:%S %z"').encode()


_PLAIN: dict[str, Callable[[Message], bytes]] = {
    "UID": lambda message: b"UID %d" % message.uid,
    "FLAGS": lambda message: b"FLAGS " + flags_of(message),
    "RFC822.SIZE": _size,
    "INTERNALDATE": _date,
}

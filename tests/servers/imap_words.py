"""The words of an IMAP command and the names of its folders, taken apart and put together."""

import base64
import re
from collections.abc import Iterable

Word = bytes | list["Word"]

_LITERAL = re.compile(rb"\{(\d+)\+?\}\r\n")
_QUOTED = re.compile(rb'"((?:[^"\\]|\\.)*)"', re.S)
_ATOM = re.compile(rb"(?:[^\s()\[\"]|\[[^\]]*\])+")
_SHIFTED = re.compile(r"[^\x20-\x7e]+|&")


def words_of(command: bytes) -> list[Word]:
    """Return the words of one command without its line end; a list in brackets is a list.

    Raises ValueError for what is no IMAP.
    """
    words, end = _words(command, 0, closed=False)
    if end != len(command):
        raise ValueError("a bracket that nobody opened")
    return words


def _words(text: bytes, at: int, *, closed: bool) -> tuple[list[Word], int]:
    words: list[Word] = []
    while at < len(text):
        if text[at : at + 1] in b" \r\n":
            at += 1
        elif text[at : at + 1] == b"(":
            inner, at = _words(text, at + 1, closed=True)
            words.append(inner)
        elif text[at : at + 1] == b")":
            return words, at + 1 if closed else at
        else:
            word, at = _word(text, at)
            words.append(word)
    if closed:
        raise ValueError("a bracket is not closed")
    return words, at


def _word(text: bytes, at: int) -> tuple[bytes, int]:
    if literal := _LITERAL.match(text, at):
        end = literal.end() + int(literal[1])
        return text[literal.end() : end], end
    if quoted := _QUOTED.match(text, at):
        return re.sub(rb"\\(.)", rb"\1", quoted[1]), quoted.end()
    if atom := _ATOM.match(text, at):
        return atom[0], atom.end()
    raise ValueError(f"no word at {text[at : at + 20]!r}")


def numbers_of(sequence: bytes, present: Iterable[int]) -> list[int]:
    """Return which of the present numbers a set like "1:3,7,9:*" names, in the order of `present`."""
    numbers = list(present)
    highest = max(numbers, default=0)
    wanted: list[tuple[int, int]] = []
    for part in sequence.split(b","):
        first, colon, last = part.partition(b":")
        ends = [highest if end == b"*" else int(end) for end in ([first, last] if colon else [first, first])]
        wanted.append((min(ends), max(ends)))
    return [number for number in numbers if any(low <= number <= high for low, high in wanted)]


def ranges(numbers: Iterable[int]) -> str:
    """Return numbers as a set, e.g. "3,5,9"."""
    return ",".join(map(str, numbers))


def folder_from(wire: bytes, *, utf8: bool) -> str:
    """Return a folder's name from how it was sent; modified UTF-7, or UTF-8 once that is enabled."""
    if utf8:
        return wire.decode()
    return re.sub(r"&([^-]*)-", lambda found: _unshifted(found[1]), wire.decode("ascii"))


def folder_to(name: str, *, utf8: bool) -> bytes:
    """Return a folder's name as it is sent, quoted."""
    sent = name if utf8 else _SHIFTED.sub(lambda found: _shifted(found[0]), name)
    return b'"' + sent.replace("\\", "\\\\").replace('"', '\\"').encode() + b'"'


def _unshifted(text: str) -> str:
    if not text:
        return "&"
    padded = text.replace(",", "/") + "=" * (-len(text) % 4)
    return base64.b64decode(padded).decode("utf-16-be")


def _shifted(text: str) -> str:
    if text == "&":
        return "&-"
    return "&" + base64.b64encode(text.encode("utf-16-be")).decode().rstrip("=").replace("/", ",") + "-"

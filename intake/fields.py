"""The header of a mail or part: its fields in order, unfolded, and their texts decoded."""

import base64
import binascii
import re
from dataclasses import dataclass

from intake import charsets

MOST_FIELDS = 1000
MOST_BYTES = 1_000_000
MOST_FIELD_CHARACTERS = 64_000
_FIELD = re.compile(rb"([\x21-\x39\x3b-\x7e]{1,300})[ \t]*:[ \t]*(.*)", re.S)
_KNOWN_FIELD = re.compile(
    rb"(?:from|to|cc|subject|date|message-id|mime-version|content-[a-z-]{1,40}|received|return-path|reply-to|"
    rb"in-reply-to|references|x-[a-z0-9-]{1,60}|authentication-results|dkim-signature)[ \t]*:",
    re.I,
)
"""Fields of which one right behind a foreign line tells that the header goes on."""
_ABOVE = re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t]*\r?\n)*")
_END = re.compile(rb"\r?\n\r?\n|\r?\n\Z")
_WORD = re.compile(r"=\?([^?\s=]{1,60})\?([bBqQ])\?((?:[^?=]|=(?!\?[^=])|\?(?!=)){0,1000})\?=", re.S)
"""A word never holds "=?" of the next one, so that looking for its end takes linear time."""
_NUL = "\ufffd".encode()
"""Stands in for NUL, so that a field that held one does not read as a sound one."""
_HEX = re.compile(rb"=([0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class Header:
    """The fields of one header block, in order.

    `fields` are (name as sent, value unfolded but with encoded words still encoded).
    """

    fields: tuple[tuple[str, str], ...]
    body_at: int
    """Offset at which the body begins."""
    complete: bool = True
    """False when fields were left out for their number or size."""
    defects: tuple[str, ...] = ()

    def first(self, name: str) -> str | None:
        """Return the first value of that field, None without one; `name` in lower case."""
        return next((value for key, value in self.fields if key.lower() == name), None)

    def every(self, name: str) -> tuple[str, ...]:
        """Return all values of that field from the top; `name` in lower case."""
        return tuple(value for key, value in self.fields if key.lower() == name)


def read_header(raw: bytes, start: int, end: int) -> Header:
    """Read the header block that begins at `start`, up to the first line that is no field."""
    fields: list[tuple[str, str]] = []
    lines: list[bytes] = []
    defect: str | None = None
    at = _first_field(raw, end) if start == 0 else start
    limit = MOST_FIELDS * 4
    while at < end and limit and at - start < MOST_BYTES:
        limit -= 1
        stop = raw.find(b"\n", at, end)
        stop = end if stop == -1 else stop + 1
        line = raw[at:stop].rstrip(b"\r\n")
        if not line:
            return _closed(fields, lines, stop, True, defect)
        if line[:1] in b" \t" and lines:
            lines.append(line)
        elif _FIELD.match(line):
            _close(fields, lines)
            lines = [line]
        elif (fields or lines) and defect is None and _KNOWN_FIELD.match(raw, stop, end):
            defect = "a line in the header is no header field and was left out."
            _close(fields, lines)
            lines = []
        elif fields or lines or not (at == start and line.startswith((b"From ", b">From "))):
            return _closed(fields, lines, at, True, "a line that is no header field ended the header early.")
        at = stop
    if at < end:
        return _closed(
            fields, lines, _blank_line(raw, at, end), False, "the header is too long; the rest was left out."
        )
    return _closed(fields, lines, end, True, defect)


def _first_field(raw: bytes, end: int) -> int:
    """Return where the header of a whole mail begins: some gateways put a mark or blank lines above it."""
    found = _ABOVE.match(raw, 0, min(end, 2000))
    at = found.end() if found else 0
    return at if at and _KNOWN_FIELD.match(raw, at, end) else 0


def decode_words(value: str) -> str:
    """Return a field's text with its encoded words (RFC 2047) decoded, on one line, free of NUL.

    Neighbouring words of one charset are joined before decoding: mailers cut letters in two.
    """
    if "=?" not in value:
        return _one_line(value)
    out: list[str] = []
    pending: list[bytes] = []
    charset = ""
    at = 0
    for word in _WORD.finditer(value):
        between = value[at : word.start()]
        name = word.group(1).split("*")[0]
        apart = between.strip() != "" or not pending
        if pending and (apart or name.lower() != charset.lower()):
            out.append(charsets.decode(b"".join(pending), charset)[0])
            pending = []
        if apart:
            out.append(between)
        pending.append(_word_bytes(word.group(2), word.group(3)))
        charset, at = name, word.end()
    if pending:
        out.append(charsets.decode(b"".join(pending), charset)[0])
    out.append(value[at:])
    return _one_line("".join(out))


def _close(fields: list[tuple[str, str]], lines: list[bytes]) -> None:
    if not lines:
        return
    found = _FIELD.match(b" ".join([lines[0], *(line.strip() for line in lines[1:])]))
    if found:
        name = found.group(1).decode("ascii")
        value = found.group(2).replace(b"\x00", _NUL)
        fields.append((name, charsets.guess(value).strip()))


def _closed(
    fields: list[tuple[str, str]], lines: list[bytes], body_at: int, complete: bool, defect: str | None
) -> Header:
    _close(fields, lines)
    defects = [defect] if defect else []
    kept = [(name, value) for name, value in fields if len(value) <= MOST_FIELD_CHARACTERS][:MOST_FIELDS]
    if len(kept) < len(fields):
        complete = False
        defects.append("some header fields are too many or too long and were left out.")
    return Header(tuple(kept), body_at, complete, tuple(defects))


def _blank_line(raw: bytes, at: int, end: int) -> int:
    found = _END.search(raw, at, end)
    return found.end() if found else end


def _word_bytes(encoding: str, text: str) -> bytes:
    raw = text.encode("utf-8", "replace")
    if encoding in "bB":
        letters = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
        letters = letters[: len(letters) - (len(letters) % 4 == 1)]
        try:
            return base64.b64decode(letters + b"=" * (-len(letters) % 4))
        except binascii.Error:
            return raw
    return _HEX.sub(lambda pair: bytes((int(pair.group(1), 16),)), raw.replace(b"_", b" "))


def _one_line(text: str) -> str:
    return " ".join(charsets.clean(text).replace("\r", "\n").split("\n")).strip()

"""Opens signed parts (S/MIME, PGP) as far as their text needs, and tells encrypted ones."""

import re
from dataclasses import dataclass

SIGNED_TYPES = frozenset(
    {"application/pkcs7-mime", "application/x-pkcs7-mime", "application/pkcs7", "application/x-pkcs7"}
)
ENCRYPTED = (
    "the mail is encrypted ({how}) and cannot be read here; ask the sender to send it without encryption."
)
SIGNED = "It is signed ({how}); the signature was not checked."
_MOST_DEPTH = 10
_MOST_PIECES = 40_000
_CONSTRUCTED = 0x20
_OPENS = "-----BEGIN PGP SIGNED MESSAGE-----"
_SEALS = "-----BEGIN PGP SIGNATURE-----"
_ENDS = "-----END PGP SIGNATURE-----"
_ARMOUR_HEADER = re.compile(r"[ \t]*\r?\n(?:[A-Za-z-]{1,40}:[^\n]{0,200}\n){0,20}\r?\n")
_CLOSED = re.compile(r"^-----BEGIN PGP MESSAGE-----[ \t]*\r?$", re.M)
_OBJECTS = {
    bytes.fromhex("2a864886f70d010702"): "signed",
    bytes.fromhex("2a864886f70d010703"): "encrypted",
    bytes.fromhex("2a864886f70d010706"): "encrypted",
    bytes.fromhex("2a864886f70d0109100117"): "encrypted",
}
"""The content types of RFC 5652 and RFC 5083 by their object identifiers."""


@dataclass(frozen=True, slots=True)
class Cms:
    """What a CMS message (RFC 5652) is."""

    kind: str
    """"signed", "encrypted" or ""."""
    content: bytes | None = None
    """What was signed, where it is inside."""


@dataclass(frozen=True, slots=True)
class _Piece:
    tag: int
    start: int
    end: int


def open_cms(content: bytes) -> Cms:
    """Return what a CMS message is and, where it is signed, its content. Never raises; DER or BER."""
    try:
        return _open(content)
    except (ValueError, IndexError):
        return Cms("")


def clear_text(text: str) -> tuple[str, str | None]:
    """Return a text without its PGP armour, and "signed" or "encrypted" where it had one."""
    if "-----BEGIN PGP " not in text:
        return text, None
    if _CLOSED.search(text):
        return text, "encrypted"
    out: list[str] = []
    at = 0
    while (start := text.find(_OPENS, at)) != -1:
        head = _ARMOUR_HEADER.match(text, start + len(_OPENS))
        seal = text.find(_SEALS, head.end()) if head else -1
        end = text.find(_ENDS, seal) if seal != -1 else -1
        if head is None or end == -1:
            break
        out += [text[at:start], re.sub(r"^- ", "", text[head.end() : seal], flags=re.M)]
        at = end + len(_ENDS)
    return "".join((*out, text[at:])), "signed" if out else None


def _open(raw: bytes) -> Cms:
    outer = _children(raw, _piece(raw, 0, len(raw)))
    kind = _OBJECTS.get(raw[outer[0].start : outer[0].end], "") if outer and outer[0].tag == 0x06 else ""
    if kind != "signed" or len(outer) < 2:
        return Cms(kind)
    (signed,) = _children(raw, outer[1])[:1]
    for piece in _children(raw, signed):
        if piece.tag != 0x30:
            continue
        inside = _children(raw, piece)
        if len(inside) > 1 and inside[0].tag == 0x06 and inside[1].tag == 0xA0:
            return Cms(kind, _octets(raw, inside[1]))
    return Cms(kind)


def _octets(raw: bytes, piece: _Piece) -> bytes:
    """Join an octet string that may be cut into pieces, and those again."""
    out: list[bytes] = []
    waiting = [(piece, 0)]
    for _ in range(_MOST_PIECES):
        if not waiting:
            return b"".join(out)
        one, depth = waiting.pop()
        if one.tag & _CONSTRUCTED:
            if depth >= _MOST_DEPTH:
                raise ValueError("nested too deeply")
            waiting.extend((child, depth + 1) for child in reversed(_children(raw, one)))
        elif one.tag == 0x04:
            out.append(raw[one.start : one.end])
    raise ValueError("too many pieces")


def _children(raw: bytes, piece: _Piece) -> list[_Piece]:
    found: list[_Piece] = []
    at = piece.start
    while at < piece.end and len(found) < _MOST_PIECES:
        child = _piece(raw, at, piece.end)
        if child.tag == 0 and child.start == child.end:
            break
        found.append(child)
        at = child.end + (2 if raw[at + 1] == 0x80 else 0)
    return found


def _piece(raw: bytes, at: int, end: int) -> _Piece:
    """Return the element at an offset. Raises ValueError or IndexError for what is none."""
    tag, length, start = raw[at], raw[at + 1], at + 2
    if tag & 0x1F == 0x1F:
        raise ValueError("a tag of many bytes")
    if length == 0x80:
        return _Piece(tag, start, _end_of_contents(raw, start, end))
    if length > 0x80:
        count = length & 0x7F
        if count > 8:
            raise ValueError("a length of too many bytes")
        length, start = int.from_bytes(raw[start : start + count]), start + count
    if start + length > end:
        raise ValueError("cut off")
    return _Piece(tag, start, start + length)


def _end_of_contents(raw: bytes, start: int, end: int) -> int:
    """Return where an element of indefinite length ends: its own end mark, those inside skipped."""
    at, depth = start, 1
    for _ in range(_MOST_PIECES):
        if at + 2 > end:
            raise ValueError("cut off")
        if raw[at : at + 2] == b"\x00\x00":
            depth -= 1
            if depth == 0:
                return at
            at += 2
        elif raw[at + 1] == 0x80:
            depth += 1
            at += 2
        else:
            at = _piece(raw, at, end).end
    raise ValueError("too many pieces")

"""Addresses out of From, To and their like; a name never counts as the address it claims to be."""

import re

from domain.mail import Address
from intake import charsets
from intake.fields import decode_words

MOST_ADDRESSES = 500
_PIECE = re.compile(
    r'"(?P<quoted>(?:[^"\\]|\\.)*)"?|(?P<comment>\()|<(?P<angle>[^<>]*)>?|(?P<mark>[,;:])|(?P<text>[^",;:<>()]+|.)',
    re.S,
)
_ADDRESS = re.compile(
    r"[^\s@\"(),:;<>\[\]\\]{1,100}@[^\s@\"(),:;<>\\]{1,250}|\"(?:[^\"\\]|\\.){1,100}\"@[^\s@\"(),:;<>\\]{1,250}"
)


def parse_addresses(value: str) -> tuple[Address, ...]:
    """Return the addresses of one field (encoded words not yet decoded), groups opened, in order.

    The structure is read before names are decoded, so an encoded name can never become an address.
    Words without an address before an unquoted comma belong to the name behind it ("Doe, Jane <…>").
    An entry in which no address can be read has `email` "" and its words as name.
    """
    found: list[Address] = []
    words: list[str] = []
    angle: str | None = None
    at = 0
    while at < len(value) and len(found) < MOST_ADDRESSES:
        piece = _PIECE.match(value, at)
        if piece is None:
            break
        at = piece.end()
        if piece.group("comment"):
            at = _comment_end(value, at)
        elif piece.group("mark"):
            if piece.group("mark") != ":" or (not angle and _is_group_name(words)):
                if piece.group("mark") != ":":
                    _add(found, words, angle)
                words, angle = [], None
            else:
                words.append(":")
        elif piece.group("angle") is not None:
            if angle is not None:
                # Readers differ on which of two counts; both are told, so that neither is believed.
                _add(found, words, angle)
                words = []
            angle = piece.group("angle")
        elif piece.group("quoted") is not None:
            words.append(_quoted(value, piece))
        else:
            words.append(piece.group("text"))
    _add(found, words, angle)
    return tuple(found)


def parse_path(value: str) -> str:
    """Return the address of a Return-Path, lower case; "" for the null path <>."""
    inside = re.search(r"<([^<>]*)>", value)
    path = (inside.group(1) if inside else value).strip()
    return charsets.clean(path.rpartition(":")[2] if path.startswith("@") else path).lower()


def _is_group_name(words: list[str]) -> bool:
    return bool("".join(words).strip()) and "@" not in "".join(words)


def _quoted(value: str, piece: re.Match[str]) -> str:
    """A quoted local part stays quoted so that it can be read as an address; a quoted name does not."""
    if value[piece.end() : piece.end() + 1] == "@":
        return piece.group(0)
    return "\x01" + re.sub(r"\\(.)", r"\1", piece.group("quoted")).replace("\x01", "") + "\x01"


def _comment_end(value: str, at: int) -> int:
    depth = 1
    while at < len(value) and depth:
        char = value[at]
        depth += (char == "(") - (char == ")")
        at += 2 if char == "\\" else 1
    return at


def _add(found: list[Address], words: list[str], angle: str | None) -> None:
    text = "".join(words)
    name = " ".join(decode_words(text.replace("\x01", "")).split())
    if angle is not None:
        if found and not found[-1].email:
            name = f"{found.pop().name}, {name}".strip(", ")
        found.append(Address(_address(angle), charsets.printable(name, 300)))
        return
    bare = re.sub("\x01[^\x01]*\x01", " ", text)
    address = _address(bare)
    if address:
        found.append(Address(address))
    elif name:
        found.append(Address("", charsets.printable(name, 300)))


def _address(text: str) -> str:
    """Return the one address that the text is, lower case; "" when it is none or more than one."""
    compact = "".join(text.split()) if text.count("@") == 1 and '"' not in text else text.strip()
    if compact.startswith("@") and ":" in compact:
        compact = compact.rpartition(":")[2]
    whole = _ADDRESS.fullmatch(compact)
    return _lower(charsets.clean(whole.group(0))) if whole else ""


def _lower(address: str) -> str:
    """Lower the case; a letter that only looks like an ASCII one (the Kelvin sign) does not become it."""
    lowered = address.lower()
    return address if lowered.isascii() and not address.isascii() else lowered

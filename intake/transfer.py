"""Undoes the transfer encoding of a part, as far as its bytes allow."""

import binascii
import re

_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=\s]")
_NO_LETTERS = bytes(
    byte for byte in range(256) if not (chr(byte).isalnum() and byte < 128) and byte not in b"+/"
)
_SPACED_LINE = re.compile(rb"^[ \t]*\S+[ \t]+\S+[ \t]+\S", re.M)
_UU = re.compile(rb"^begin [0-7]{3,4} .*$", re.M)


def undo(raw: bytes, encoding: str) -> tuple[bytes, str | None]:
    """Return the decoded bytes and a sentence when they were broken; never raises."""
    if encoding == "base64":
        return _base64(raw)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(raw), None
    if encoding in ("x-uuencode", "uuencode", "x-uue", "uue"):
        return _uuencoded(raw)
    if encoding in ("", "7bit", "8bit", "binary"):
        return raw, None
    return raw, "a part names a transfer encoding that nobody knows; it was taken as it is."


def _base64(raw: bytes) -> tuple[bytes, str | None]:
    sample = raw[:2000]
    if _SPACED_LINE.search(sample) and _NOT_BASE64.search(sample):
        return raw, "a part says it is base64 and is plain text; it was taken as it is."
    try:
        content = binascii.a2b_base64(raw)
    except binascii.Error:
        return _mended_base64(
            raw
        ), "the base64 of a part is broken or cut off; what could be decoded was kept."
    if len(content) * 2 < len(raw.strip()) - 100 and _NOT_BASE64.search(raw):
        return content, "the base64 of a part holds foreign characters; what could be decoded was kept."
    return content, None


def _mended_base64(raw: bytes) -> bytes:
    letters = raw.translate(None, _NO_LETTERS)
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def _uuencoded(raw: bytes) -> tuple[bytes, str | None]:
    start = _UU.search(raw)
    out: list[bytes] = []
    broken = start is None
    for line in raw[start.end() if start else 0 :].splitlines():
        if line.strip() in (b"end", b"`"):
            break
        try:
            out.append(binascii.a2b_uu(line) if line.strip() else b"")
        except binascii.Error:
            broken = True
    return b"".join(
        out
    ), "the uuencoding of a part is broken; what could be decoded was kept." if broken else None

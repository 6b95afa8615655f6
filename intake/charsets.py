"""Bytes to text under whatever charset a mail claims, right or wrong, without ever failing."""

import codecs
import re
from functools import lru_cache

_WIDER = {
    "ascii": "utf-8",
    "iso8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "hz": "hz",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
}
"""Charsets that senders name although they use its superset."""
_NAMES = {
    "unicode-1-1-utf-7": "utf-7",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "x-sjis": "cp932",
    "x-gbk": "gb18030",
    "cp-850": "cp850",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
    "iso-8859-6-i": "iso8859-6",
    "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman",
    "x-windows-949": "cp949",
    "unicode": "utf-16",
    "utf8mb4": "utf-8",
    "ansi": "cp1252",
    "8bit": "cp1252",
    "7bit": "utf-8",
}
"""Names seen in mail that Python does not know."""
_ONE_BYTE = frozenset({"cp1252", "cp1250", "cp1254", "iso8859-2", "iso8859-15", "cp850", "mac-roman"})
"""Charsets in which every byte is a letter, so that a wrong label never shows by itself."""
_NO_TEXT = frozenset({"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "mbcs", "oem"})
_UNWANTED = re.compile("[\x00\ud800-\udfff]")


def decode(content: bytes, charset: str | None) -> tuple[str, str | None]:
    """Return the text and, when the claimed charset does not fit, a sentence about it.

    Tries the claim, then UTF-8, then Windows-1252; the text holds no NUL and no lone surrogates.
    """
    codec = _codec(charset.strip().strip("'\"").lower()[:60]) if charset else "utf-8"
    if codec in _ONE_BYTE and (mended := _as_utf_8(content)) is not None:
        return clean(mended), None
    if codec == "utf-16" and not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        codec = _byte_order(content)
    if codec is not None:
        try:
            return clean(content.decode(codec)).removeprefix("\ufeff"), None
        except (UnicodeError, ValueError):
            pass
    text = guess(content)
    if not charset:
        return text, None
    return text, f"the text does not fit its charset {printable(charset, 40)!r}; it was read by its bytes."


def guess(content: bytes) -> str:
    """Return the text read by its byte order mark, else as UTF-8, else as Windows-1252."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return clean(content.decode("utf-16", "replace"))
    try:
        return clean(content.removeprefix(codecs.BOM_UTF8).decode("utf-8"))
    except UnicodeDecodeError:
        return clean(codecs.charmap_decode(content, "strict", _WINDOWS)[0])


def _as_utf_8(content: bytes) -> str | None:
    """Return the text where it is UTF-8 beyond doubt, whatever its label says: no other text looks so."""
    if content.isascii():
        return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _byte_order(content: bytes) -> str:
    """Return the order in which Latin letters make sense; without any, that of the standard (RFC 2781)."""
    sample = content[:2000]
    return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"


def clean(text: str) -> str:
    """Return the text without NUL and lone surrogates, which neither stores nor pages take."""
    return _UNWANTED.sub("", text) if _UNWANTED.search(text) else text


def printable(text: str, most: int) -> str:
    """Return the text fit for a sentence: no control characters, at most that long."""
    shown = "".join(char if char.isprintable() else " " for char in text[: most + 1])
    return shown if len(shown) <= most else shown[:most] + "…"


@lru_cache(maxsize=256)
def _codec(charset: str) -> str | None:
    try:
        found = codecs.lookup(_NAMES.get(charset, charset))
    except (LookupError, ValueError):
        return None
    if found.name.replace("-", "_") in _NO_TEXT or not getattr(found, "_is_text_encoding", True):
        return None
    return _WIDER.get(found.name, found.name)


_WINDOWS = "".join(
    bytes((byte,)).decode("cp1252", "replace").replace("\ufffd", chr(byte)) for byte in range(256)
)
"""Windows-1252 with its five holes filled, so that every byte is a letter."""

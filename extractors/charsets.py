"""Text of unknown charset to str: byte order mark, zero bytes, UTF-8, then the most plausible old charset."""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OLD = ("cp1252", "iso8859-15", "cp850", "mac-roman")
_SAMPLE = 200_000
_BROKEN_SHARE = 0.05
"""Of the signs beyond ASCII: a text of UTF-8 with so few bad bytes was cut or pasted together."""
_AROUND = re.compile(r"(?<=(.))?([^\x00-\x7f])(?=(.))?", re.DOTALL)
_LETTERS = frozenset("äöüßÄÖÜéèêàâçîôûÉÈÀÇáíóúñÁÍÓÚÑãõÃÕ")
_RARE_LETTERS = frozenset("ëïùœæòìåøÅØÆŒÊËÂÔÎÏ")
_SIGNS = frozenset("€£§°–—’‘“”„«»…·•\u00a0²³½º®©")


def decoded(content: bytes) -> str:
    """Return the text, line ends as newlines, zero characters and the mark left out. Never fails."""
    text = content.decode(plausible_charset(content), "replace")
    text = text.removeprefix("\ufeff").replace("\x00", "")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def charset_of(content: bytes) -> str:
    """Return the charset the bytes are written in, as far as they show it; cp1252 where they do not."""
    for mark, charset in _MARKS:
        if content.startswith(mark):
            return charset
    sample = content[:4096]
    if sample.count(0) * 4 > len(sample):
        return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def plausible_charset(content: bytes) -> str:
    """Return the charset; among old ones that in which the text holds words and signs of a letter."""
    told = charset_of(content)
    if told != "cp1252":
        return told
    sample = content[:_SAMPLE]
    if _is_damaged_utf8(sample):
        return "utf-8"
    return max(_OLD, key=lambda charset: _plausibility(sample, charset))


def _is_damaged_utf8(sample: bytes) -> bool:
    text = sample.decode("utf-8", "replace")
    beyond = sum(1 for sign in text if sign > "\x7f")
    return text.count("\ufffd") <= _BROKEN_SHARE * beyond


def _plausibility(sample: bytes, charset: str) -> int:
    """Weigh each sign beyond ASCII: letters of our languages inside words count for, oddities against."""
    return sum(
        _weight(found.group(1) or " ", found.group(2), found.group(3) or " ")
        for found in _AROUND.finditer(sample.decode(charset, "replace"))
    )


def _weight(before: str, sign: str, after: str) -> int:
    if sign in _LETTERS or sign in _RARE_LETTERS:
        if not (before.isalpha() or after.isalpha()):
            return 0
        odd = before.islower() if sign.isupper() else before.isupper() and after.isupper()
        return -2 if odd else 3 if sign in _LETTERS else 1
    return 1 if sign in _SIGNS and not (before.isalpha() and after.isalpha() and sign not in "’·") else -3

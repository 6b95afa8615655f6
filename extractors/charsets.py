"""Text of unknown charset to str: byte order mark, zero bytes, UTF-8, then Windows-1252."""

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decoded(content: bytes) -> str:
    """Return the text, line ends as newlines, zero characters and the mark left out. Never fails."""
    text = content.decode(charset_of(content), "replace")
    text = text.removeprefix("\ufeff").replace("\x00", "")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def charset_of(content: bytes) -> str:
    """Return the charset the bytes are written in, as far as they show it."""
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

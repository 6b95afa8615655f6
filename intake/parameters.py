"""Parameters of Content-Type and Content-Disposition (RFC 2045, RFC 2231), in linear time."""

import re
from urllib.parse import unquote_to_bytes

from intake import charsets
from intake.fields import decode_words

MOST_PARAMETERS = 200
_PARAMETER = re.compile(
    r";\s*([A-Za-z0-9!#$&^_.+*\-]{1,80})\s*=\s*(?:\"((?:[^\"\\]|\\.)*)(?:\"|\Z)|'([^';]*)'(?=\s*(?:;|\Z))|([^;]*))",
    re.S,
)
_SECTION = re.compile(r"([^*]+)(?:\*(\d{1,3}))?(\*)?")
_ESCAPE = re.compile(r"\\([\"\\])")


def parameters(value: str) -> dict[str, str]:
    """Return the parameters by lower-case name, decoded and joined; the first of each name counts."""
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for count, found in enumerate(_PARAMETER.finditer(value)):
        if count >= MOST_PARAMETERS:
            break
        name, section = found.group(1).lower(), _SECTION.fullmatch(found.group(1).lower())
        text = _text(found)
        if section is None or (section[2] is None and section[3] is None):
            plain.setdefault(name, text)
        else:
            number = int(section[2] or 0)
            pieces.setdefault(section[1], {}).setdefault(number, (text, bool(section[3])))
    joined = {name: _joined(parts) for name, parts in pieces.items()}
    return {**plain, **{name: text for name, text in joined.items() if text}}


def _text(found: re.Match[str]) -> str:
    if found.group(2) is not None:
        return _ESCAPE.sub(r"\1", found.group(2))
    return (found.group(3) if found.group(3) is not None else found.group(4)).strip()


def _joined(parts: dict[int, tuple[str, bool]]) -> str:
    """Join numbered sections in their order, undo the percent signs, then decode once: letters may be cut."""
    charset, raw = "", b""
    for at, number in enumerate(sorted(parts)):
        text, encoded = parts[number]
        if at == 0 and encoded and text.count("'") >= 2:
            charset, _, text = text.split("'", 2)
        raw += unquote_to_bytes(text) if encoded else text.encode("utf-8", "replace")
    return decode_words(charsets.decode(raw, charset or None)[0])

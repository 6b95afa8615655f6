"""Names of mail folders: modified UTF-7 both ways, delimiters and namespaces, and names that are near."""

import base64
import binascii
import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_SHIFTED = re.compile(r"&([^-]*)-")
_PLAIN = re.compile(r"[\x20-\x25\x27-\x7e]+|&")
_NEAR = 3


@dataclass(frozen=True, slots=True)
class Listed:
    """One folder as LIST names it, decoded."""

    name: str
    delimiter: str | None
    selectable: bool = True
    special: frozenset[str] = frozenset()
    """Attributes as sent, "\\\\Sent" among them."""

    @property
    def shown(self) -> str:
        """The name as the configuration spells it: levels parted by "/"."""
        return self.name if self.delimiter is None else self.name.replace(self.delimiter, "/")


def encode(name: str) -> str:
    """Return a name in modified UTF-7 (RFC 3501 5.1.3). Raises ValueError for half a character."""
    out = []
    at = 0
    while at < len(name):
        plain = _PLAIN.match(name, at)
        if plain:
            out.append("&-" if plain[0] == "&" else plain[0])
            at = plain.end()
            continue
        end = at + 1
        while end < len(name) and not "\x20" <= name[end] <= "\x7e":
            end += 1
        coded = base64.b64encode(name[at:end].encode("utf-16-be")).decode("ascii")
        out.append("&" + coded.rstrip("=").replace("/", ",") + "-")
        at = end
    return "".join(out)


def decode(text: str) -> str:
    """Return the name that modified UTF-7 stands for; what is no modified UTF-7 stays as it is."""
    return _SHIFTED.sub(_decoded, text)


def choose(wanted: str, listed: Sequence[Listed], prefixes: Iterable[str]) -> str | None:
    """Return the server's name of a configured folder, None when there is no such folder.

    The configuration may spell levels with "/" or with the server's own delimiter, leave out the prefix
    of the personal namespace ("INBOX."), and write accents in either Unicode form.
    """
    by_form: dict[str, str] = {}
    for folder in listed:
        if folder.selectable:
            by_form.setdefault(_form(folder.name, folder.delimiter), folder.name)
    for folder in {one.delimiter: one for one in listed}.values():
        for prefix in ("", *prefixes):
            found = by_form.get(_form(prefix + _spelled(wanted, folder.delimiter), folder.delimiter))
            if found is not None:
                return found
    return None


def near(wanted: str, listed: Sequence[Listed]) -> list[str]:
    """Return the names that a wrong one may have meant, the nearest first."""
    shown = {folder.shown.casefold(): folder.shown for folder in listed if folder.selectable}
    last = {key.rpartition("/")[2]: value for key, value in shown.items()}
    key = wanted.casefold()
    hits = difflib.get_close_matches(key, list(shown), _NEAR, 0.6)
    more = difflib.get_close_matches(key.rpartition("/")[2], list(last), _NEAR, 0.75)
    return list(dict.fromkeys([*(shown[hit] for hit in hits), *(last[hit] for hit in more)]))[:_NEAR]


def _decoded(found: re.Match[str]) -> str:
    if not found[1]:
        return "&"
    try:
        padded = found[1].replace(",", "/") + "=" * (-len(found[1]) % 4)
        return base64.b64decode(padded, validate=True).decode("utf-16-be")
    except (binascii.Error, UnicodeError, ValueError):
        return found[0]


def _spelled(wanted: str, delimiter: str | None) -> str:
    return wanted if delimiter in (None, "/") else wanted.replace("/", str(delimiter))


def _form(name: str, delimiter: str | None) -> str:
    first, mark, rest = name.partition(delimiter) if delimiter else (name, "", "")
    first = "INBOX" if first.upper() == "INBOX" else first
    return unicodedata.normalize("NFC", first + mark + rest)

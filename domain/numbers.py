"""Document numbers: the key under which differently written numbers are the same."""

import re
import unicodedata

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_NOT_ALNUM = re.compile(r"[^0-9A-Z]+")
_DIGITS = re.compile(r"\d+")


def visible(text: str) -> str:
    """Remove zero-width and bidi characters and trim."""
    return text.strip() if text.isascii() else _INVISIBLE.sub("", text).strip()


def number_key(text: str) -> str:
    """Return the key for exact-but-for-spelling look-ups: "inv. 00-1001" -> "INV001001" -> "INV1001".

    Upper case, compatibility forms folded, punctuation dropped, leading zeros of each digit run dropped
    when letters stand before it or it starts the number.
    """
    folded = unicodedata.normalize("NFKD", visible(text)).upper()
    bare = _NOT_ALNUM.sub("", folded)
    return _DIGITS.sub(lambda run: run.group().lstrip("0") or "0", bare)


def last_run(text: str) -> str:
    """Return the last run of digits without leading zeros: "F-2026-0042" -> "42"; "" without digits."""
    found = re.search(r"(\d+)\D*$", text)
    return found[1].lstrip("0") if found else ""


def digit_tail(text: str) -> str:
    """Return the digits of the number from its end up to the last letter, without leading zeros.

    "F-2026-0042" -> "20260042"; "INV1001A" -> "". Two documents may share a tail: it is a hint only.
    """
    bare = _NOT_ALNUM.sub("", unicodedata.normalize("NFKD", visible(text)).upper())
    tail = re.search(r"\d+$", bare)
    return tail.group().lstrip("0") if tail else ""

"""Brings to light what a mail says to nobody's eyes: comments, invisible text, base64, zero-width letters."""

import base64
import binascii
import html as entities
import re
from collections.abc import Iterator

from domain.numbers import visible

_LONGEST = 90_000
_LONGEST_COMMENT = 2_000
_HIDDEN_STYLE = re.compile(
    r"<[a-z]{1,10}\b[^>]{0,300}(?:style\s{0,5}=\s{0,5}[\"'][^\"'>]{0,200}"
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*[01](?:\.\d+)?(?:px|pt|em)?\s*[;\"']|opacity\s*:\s*0(?:\.0+)?\s*[;\"']"
    r"|(?<![\w-])color\s*:\s*(?:\#fff(?:fff)?|white|transparent|rgba?\(255,\s*255,\s*255[^)]*\))|mso-hide\s*:\s*all|text-indent\s*:\s*-\d{3,}|left\s*:\s*-\d{3,}|max-height\s*:\s*0)"
    r"|\bhidden\b|color\s*=\s*[\"']?(?:\#fff(?:fff)?|white))[^>]{0,200}>([^<]{15,2000})<",
    re.IGNORECASE,
)
_ENCODED = re.compile(r"(?<![\w+/=-])[A-Za-z0-9+/]{24,4000}={0,2}(?![\w+/=])")
_MOST_RUNS = 20
_PRINTABLE = 0.9


def hidden_text(html: str | None) -> str:
    """Return the comments and the invisible text of an HTML body, one a line; "" without any."""
    source = (html or "")[:_LONGEST]
    found = [*_comments(source), *(match[1] for match in _HIDDEN_STYLE.finditer(source))]
    return "\n".join(" ".join(entities.unescape(visible(one)).split()) for one in found)


def decoded(text: str) -> str:
    """Return what runs of base64 in a text say, one a line; what is no text is left out."""
    return "\n".join(_runs(text[:_LONGEST]))


def _comments(source: str) -> Iterator[str]:
    start = source.find("<!--")
    while start >= 0 and (end := source.find("-->", start)) >= 0:
        if not source.startswith("<!--[if", start):
            yield source[start + 4 : end][:_LONGEST_COMMENT]
        start = source.find("<!--", end)


def _runs(text: str) -> Iterator[str]:
    for count, run in enumerate(_ENCODED.finditer(text)):
        if count >= _MOST_RUNS:
            return
        body = run.group().rstrip("=")
        try:
            words = base64.b64decode(body + "=" * (-len(body) % 4)).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError):
            continue
        if sum(letter.isprintable() for letter in words) >= _PRINTABLE * len(words) and " " in words:
            yield words

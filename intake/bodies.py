"""Which parts of a mail are its text, and that text as lines."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain import content_type
from intake import charsets
from intake.html_text import html_lines
from intake.lines import Line, lines_of
from intake.signed import ENCRYPTED, clear_text
from intake.structure import Leaf

MOST_CHARACTERS = 1_000_000
MOST_HTML_CHARACTERS = 1_500_000
MOST_LINES = 50_000
"""Of all texts of a mail together; nobody writes more, and what a machine writes stands in files."""
_BODY_TYPES = frozenset({"text/plain", "text/html"})
_TOO_LONG = "a text of the mail is too long; only its beginning was read."
_BREAK = re.compile(r"\r\n?|\n")
_SIGNATURE_LINE = "-- "
_META_CHARSET = re.compile(rb"<meta[^>]{0,300}charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.I)
_QUOTE_DEPTH = re.compile(r">+")
_CONTINUATION = re.compile(r"ATT\d{5}\.(?:htm|html|txt)", re.I)
"""What Exchange calls the text behind an attachment that stood in the middle of a mail."""
_CALENDARS = frozenset({content_type.CALENDAR, content_type.VCARD})


@dataclass(frozen=True, slots=True)
class Part:
    """One leaf with its transfer encoding undone and its type decided."""

    leaf: Leaf
    content: bytes
    kind: str
    """By content."""
    is_body: bool
    defect: str | None = None

    @classmethod
    def of(cls, leaf: Leaf, content: bytes, defect: str | None) -> "Part":
        """Judge a leaf: text without a file's marks is body, everything else a document or its like."""
        kind = _kind(leaf, content)
        unnamed = leaf.disposition != "attachment" and (not leaf.name or leaf.alternative is not None)
        body = (
            leaf.content_type in _BODY_TYPES
            and (unnamed or bool(_CONTINUATION.fullmatch(leaf.name)))
            and (kind.startswith("text/") or kind in _TEXTS)
            and kind not in _CALENDARS
        )
        return cls(leaf, content, kind, body, defect)

    def text(self) -> str:
        """Return the part's text in its charset."""
        return charsets.decode(self.content, self.charset)[0]

    @property
    def charset(self) -> str | None:
        """As the header claims; of HTML without such a claim, as its own head does."""
        if self.leaf.charset is not None or self.leaf.content_type != content_type.HTML:
            return self.leaf.charset
        found = _META_CHARSET.search(self.content, 0, 2048)
        return found.group(1).decode("ascii") if found else None


_TEXTS = frozenset(
    {content_type.XML, content_type.EML, content_type.UNKNOWN, content_type.X12, content_type.EDIFACT}
)
"""A plain body may look like one of these (a pasted header block, an empty text) and is still the body."""


@dataclass(frozen=True, slots=True)
class Body:
    """The body as lines, and the HTML as sent."""

    lines: tuple[Line, ...]
    html: str | None
    defects: tuple[str, ...] = ()


def read_body(parts: Sequence[Part]) -> Body:
    """Join the body parts in order.

    Of alternatives the HTML is read, for it is what people see and it keeps tables; the plain one
    where there is no HTML or nothing can be seen in it.
    """
    lines: list[Line] = []
    htmls: list[str] = []
    defects: list[str] = []
    for group in _groups([part for part in parts if part.is_body]):
        rich = [part for part in group if part.leaf.content_type == content_type.HTML]
        plain = [part for part in group if part.leaf.content_type != content_type.HTML]
        seen: list[Line] = []
        for part in rich:
            html = _text(part, defects)
            htmls.append(html)
            found, defect = html_lines(html)
            seen.extend(found)
            defects.extend([defect] if defect else [])
        if all(line.blank for line in seen):
            seen = [line for part in plain for line in _plain_lines(_text(part, defects), part.leaf)]
        if lines and seen:
            lines.append(Line(""))
        lines.extend(seen)
        if len(lines) > MOST_LINES:
            defects.append(_TOO_LONG)
            del lines[MOST_LINES:]
            break
    return Body(tuple(lines), "\n".join(htmls) if htmls else None, tuple(dict.fromkeys(defects)))


def _kind(leaf: Leaf, content: bytes) -> str:
    if leaf.content_type in (content_type.EML, "message/global"):
        return content_type.EML
    return content_type.sniff(content, leaf.name, leaf.content_type)


def _groups(parts: Sequence[Part]) -> list[list[Part]]:
    """Parts of one multipart/alternative stand together; every other part stands alone."""
    groups: list[list[Part]] = []
    by_alternative: dict[int, list[Part]] = {}
    for part in parts:
        alternative = part.leaf.alternative
        if alternative is not None and alternative in by_alternative:
            by_alternative[alternative].append(part)
            continue
        groups.append([part])
        if alternative is not None:
            by_alternative[alternative] = groups[-1]
    return groups


def _text(part: Part, defects: list[str]) -> str:
    text, defect = charsets.decode(part.content, part.charset)
    if defect:
        defects.append(defect)
    most = MOST_HTML_CHARACTERS if part.leaf.content_type == content_type.HTML else MOST_CHARACTERS
    if len(text) > most:
        defects.append(_TOO_LONG)
    bare, armour = clear_text(text[:most])
    if armour == "encrypted":
        defects.append(ENCRYPTED.format(how="PGP"))
    return bare


def _plain_lines(text: str, leaf: Leaf) -> list[Line]:
    text = _first_lines(text)
    return _unflowed(text, leaf.delsp) if leaf.flowed else lines_of(text)


def _first_lines(text: str) -> str:
    """Cut off what no later step would look at, before any line costs memory."""
    breaks = text.count("\n") + text.count("\r")
    if breaks <= MOST_LINES:
        return text
    at = 0
    for found in itertools.islice(_BREAK.finditer(text), MOST_LINES + 1):
        at = found.end()
    return text[:at]


def _unflowed(text: str, delsp: bool) -> list[Line]:
    """Join the lines that format=flowed (RFC 3676) has broken; quotes join only within their depth."""
    out: list[list[str]] = []
    open_depth: int | None = None
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        marks = _QUOTE_DEPTH.match(line)
        depth = marks.end() if marks else 0
        words = line[depth:].removeprefix(" ")
        flows = words.endswith(" ") and words != _SIGNATURE_LINE
        shown = words[:-1] if flows and delsp else words
        if open_depth == depth and words != _SIGNATURE_LINE and out:
            out[-1].append(shown)
        else:
            out.append([">" * depth + " " if depth else "", shown])
        open_depth = depth if flows else None
    texts = ("".join(pieces) for pieces in out)
    return [Line(text if text == _SIGNATURE_LINE else text.rstrip()) for text in texts]

"""Takes a MIME message apart into its leaves, with every count bounded, whatever the bytes are."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from intake import charsets
from intake.fields import Header, decode_words, read_header
from intake.parameters import parameters

MOST_PARTS = 1000
MOST_DEPTH = 30
_GUESS = re.compile(rb"^--(\S{1,70})[ \t]*\r?\n(?=content-)", re.M | re.I)
_TYPE = re.compile(r"\s*([A-Za-z0-9!#$&^_.+-]{1,100}/[A-Za-z0-9!#$&^_.+-]{1,100})")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One part without parts of its own; `raw` is still transfer-encoded."""

    header: Header
    content_type: str
    """As claimed, lower case."""
    raw: bytes
    charset: str | None = None
    disposition: str = ""
    """"attachment", "inline" or ""."""
    name: str = ""
    content_id: str | None = None
    flowed: bool = False
    delsp: bool = False
    alternative: int | None = None
    """Which multipart/alternative it belongs to (the outermost), None outside of any."""

    @property
    def encoding(self) -> str:
        """The transfer encoding, lower case."""
        words = (self.header.first("content-transfer-encoding") or "").lower().split()
        return words[0].strip("\"';") if words else ""


@dataclass(slots=True)
class Tree:
    """What taking apart found: the top header, the leaves in order, and what was broken."""

    header: Header
    content_type: str = "text/plain"
    leaves: list[Leaf] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)
    capped: bool = False
    """True when parts were left together because there were too many or too deep."""
    broken: bool = False
    """True when the boundaries are not as the header says."""


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    depth: int
    default_type: str
    alternative: int | None


def take_apart(raw: bytes) -> Tree:
    """Return the leaves of a message. Never raises; its work is bounded by size and depth."""
    header = read_header(raw, 0, len(raw))
    tree = Tree(header, defects=list(header.defects))
    waiting = [_Span(0, len(raw), 0, "text/plain", None)]
    while waiting:
        span = waiting.pop()
        parts = list(_open(raw, span, tree))
        waiting.extend(reversed(parts))
    return tree


def _open(raw: bytes, span: _Span, tree: Tree) -> Iterator[_Span]:
    """Yield the parts of a multipart, or add the leaf."""
    header = tree.header if span.depth == 0 else read_header(raw, span.start, span.end)
    stated = parameters(header.first("content-type") or "")
    kind = _kind(header, span.default_type)
    if span.depth == 0:
        tree.content_type = kind
    if not kind.startswith("multipart/") or _capped(tree, span):
        tree.leaves.append(_leaf(raw, span, header, stated, kind))
        return
    pieces = _pieces(raw, header.body_at, span.end, stated.get("boundary", ""), tree)
    if not pieces:
        tree.leaves.append(_leaf(raw, span, header, stated, "text/plain"))
        return
    alternative = span.alternative
    if kind == "multipart/alternative" and alternative is None:
        alternative = span.start
    default = "message/rfc822" if kind == "multipart/digest" else "text/plain"
    for start, end in pieces:
        yield _Span(start, end, span.depth + 1, default, alternative)


def _capped(tree: Tree, span: _Span) -> bool:
    if len(tree.leaves) < MOST_PARTS and span.depth < MOST_DEPTH:
        return False
    if not tree.capped:
        tree.defects.append(
            f"the mail has more than {MOST_PARTS} parts or {MOST_DEPTH} levels; the rest was not taken apart."
        )
    tree.capped = True
    return True


def _pieces(raw: bytes, start: int, end: int, boundary: str, tree: Tree) -> list[tuple[int, int]]:
    pieces, closed = (
        _cut(raw, start, end, boundary.encode("utf-8", "replace").rstrip()) if boundary else ([], False)
    )
    if not pieces:
        tree.broken = True
        found = _GUESS.search(raw, start, end)
        if found:
            pieces, closed = _cut(raw, start, end, found.group(1))
        tree.defects.append(
            "the boundary of the parts is missing or wrong; "
            + ("the parts were found by guessing it." if pieces else "the body was read as one text.")
        )
    elif not closed:
        tree.defects.append("the last part is not closed: the mail may be cut off.")
    if len(pieces) > MOST_PARTS:
        tree.defects.append(f"the mail has more than {MOST_PARTS} parts; the rest was not taken apart.")
        tree.capped = True
        pieces = [*pieces[: MOST_PARTS - 1], (pieces[MOST_PARTS - 1][0], pieces[-1][1])]
    return pieces


def _cut(raw: bytes, start: int, end: int, boundary: bytes) -> tuple[list[tuple[int, int]], bool]:
    """Return the (start, end) of each part and whether the closing line was there."""
    if not boundary:
        return [], False
    line = re.compile(rb"^--" + re.escape(boundary) + rb"(--)?[ \t]*\r?$", re.M)
    pieces: list[tuple[int, int]] = []
    opened: int | None = None
    for found in line.finditer(raw, start, end):
        if opened is not None:
            pieces.append((opened, _before_break(raw, opened, found.start())))
        if found.group(1):
            return pieces, True
        opened = min(found.end() + 1, end)
        if len(pieces) > MOST_PARTS:
            break
    if opened is not None:
        pieces.append((opened, end))
    return pieces, False


def _before_break(raw: bytes, start: int, at: int) -> int:
    """The line break before a boundary belongs to the boundary."""
    if at > start and raw[at - 1 : at] == b"\n":
        at -= 1
        if at > start and raw[at - 1 : at] == b"\r":
            at -= 1
    return at


def _kind(header: Header, default: str) -> str:
    stated = header.first("content-type")
    if stated is None:
        return default
    found = _TYPE.match(stated)
    return found.group(1).lower() if found else "text/plain"


def _leaf(raw: bytes, span: _Span, header: Header, stated: Mapping[str, str], kind: str) -> Leaf:
    disposed = header.first("content-disposition") or ""
    identifier = header.first("content-id")
    return Leaf(
        header=header,
        content_type=kind,
        raw=raw[header.body_at : span.end],
        charset=stated.get("charset") or None,
        disposition=disposed.split(";", 1)[0].strip().lower(),
        name=_name(parameters(disposed).get("filename") or stated.get("name") or ""),
        content_id=identifier.strip().strip("<>") if identifier else None,
        flowed=stated.get("format", "").lower() == "flowed",
        delsp=stated.get("delsp", "").lower() == "yes",
        alternative=span.alternative,
    )


def _name(stated: str) -> str:
    """Return the file name, decoded, on one line, without control characters."""
    return charsets.printable(decode_words(stated[:4000]), 250).strip()

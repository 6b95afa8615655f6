"""Parts what the writer wrote now from quoted mail, forwarded mail, signature and disclaimer.

Every line of the body goes to exactly one of the three texts. One thing is said twice: when a mail
forwards another and its writer adds nothing, or no more than "see below", the newest text of the
forwarded mail is the new text too, for it is what the sender wants read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from domain.attributions import ATTRIBUTION, OPENING
from intake import quoting_words as words
from intake.forward_words import FORWARDED_MESSAGE, Role
from intake.lines import Line, Mark, lines_of, text_of
from intake.pasted_headers import Block, header_block
from intake.signature import boilerplate

MOST_LINES = 20_000
_MOST_FORWARDS = 6
_LONGEST_ATTRIBUTION = 400
_MOST_ATTRIBUTION_LINES = 4
_NEAR = 24
"""Lines behind a divider in which a pasted header is looked for."""
_QUOTED = re.compile(r"\s{0,3}>")
_QUOTE_MARKS = re.compile(r"(?:\s{0,3}>)+\s?")
_NAME_FIRST = re.compile(
    rf"[^\n]{{2,150}}(?:<[^<>\s]{{3,150}}@[^<>\s]{{3,150}}>|@)[^\n]{{0,60}}\s(?:{'|'.join(words.NAME_FIRST)})\s*[:：]$",
    re.I,
)
_RULE = r"[-–—_*=>\s]{0,80}"
_ORIGINAL = re.compile(rf"{_RULE}(?:{'|'.join(map(re.escape, words.ORIGINAL_MESSAGE))})\s?:?{_RULE}$", re.I)
_FORWARDED = re.compile(rf"{_RULE}(?:{'|'.join(map(re.escape, FORWARDED_MESSAGE))})\b[^\n]{{0,120}}$", re.I)
_UNDERLINE = re.compile(r"[\s>]*(?:_{5,}|-{5,}|={5,})\s*$")
_PREFIX = re.compile(r"\s*([^\W\d_]{1,7})\s*(?:\[\d+\])?\s*[:：]")


@dataclass(frozen=True, slots=True)
class Original:
    """One forwarded mail below a text, with the header that was pasted above it."""

    block: Block
    text: str
    signature: str
    bare: bool
    """True when the mail that forwards it adds nothing of its own."""


@dataclass(frozen=True, slots=True)
class Split:
    """A body in three texts; `forwarded` says that new_text repeats what stands in quoted_text."""

    new_text: str
    quoted_text: str = ""
    signature: str = ""
    forwarded: bool = False
    originals: tuple[Original, ...] = ()
    """The forwarded mails, each inside the one before."""


class _Kind(Enum):
    NEW = auto()
    QUOTED = auto()
    SIGNATURE = auto()


@dataclass(slots=True)
class _Sorting:
    """Which line is what; `body_at` is where the text of an earlier mail begins."""

    kinds: list[_Kind]
    body_at: int | None = None
    divider: "_Divider | None" = None
    """What stands above that text."""


@dataclass(frozen=True, slots=True)
class _Divider:
    """Lines that introduce an earlier mail, and the header among them."""

    length: int = 0
    kind: str = ""
    """"forward" (says so itself), "original", "header" or "attribution"."""
    block: Block = field(default_factory=lambda: Block(0))


_NOTHING = _Divider()


def split_text(text: str, subject: str = "", is_reply: bool = False) -> Split:
    """Split a plain-text body; see `split_lines`."""
    return split_lines(lines_of(text), subject, is_reply)


def split_lines(lines: Sequence[Line], subject: str = "", is_reply: bool = False) -> Split:
    """Split a body. `subject` and `is_reply` (In-Reply-To is there) only tell a reply from a forward."""
    return _split(list(lines), subject, is_reply, _MOST_FORWARDS)


def _split(lines: list[Line], subject: str, is_reply: bool, forwards_left: int) -> Split:
    sorting = _sort(lines[:MOST_LINES])
    sorting.kinds += [_Kind.QUOTED] * (len(lines) - len(sorting.kinds))
    _sort_boilerplate(lines, sorting.kinds)
    new, quoted, signature = (
        _pick(lines, sorting.kinds, kind) for kind in (_Kind.NEW, _Kind.QUOTED, _Kind.SIGNATURE)
    )
    if not forwards_left or not _is_forward(sorting, subject, is_reply):
        return Split(new, quoted, signature)
    block = sorting.divider.block if sorting.divider else Block(0)
    below = _unquoted(lines[sorting.body_at : MOST_LINES])
    about = block.fields.get(Role.SUBJECT, "")
    inner = _split(below, about, _prefix(about) not in words.FORWARD_PREFIXES, forwards_left - 1)
    text = inner.new_text or text_of(below)
    bare = adds_nothing(new)
    originals = (Original(block, text, inner.signature, bare), *inner.originals)
    if not bare:
        return Split(new, quoted, signature, originals=originals)
    whole = "\n\n".join(part for part in (new, text) if part)
    return Split(whole, quoted, signature, forwarded=True, originals=originals)


def _sort(lines: list[Line]) -> _Sorting:
    sorting = _Sorting([_Kind.NEW] * len(lines))
    at, quotes = 0, 0
    while at < len(lines):
        line = lines[at]
        quoted = _is_quoted(lines, at)
        if quoted and not line.blank:
            quotes += 1
        if quoted and not (quotes == 1 and sorting.body_at is None and _says_forwarded(line)):
            sorting.kinds[at] = _Kind.QUOTED
            at += 1
            continue
        at = _introduced(lines, at, sorting)
    return sorting


def _introduced(lines: list[Line], at: int, sorting: _Sorting) -> int:
    """Sort a line that is no quote, and what it introduces; return the next line to look at."""
    line = lines[at]
    divider = _divider(lines, at)
    if line.mark is Mark.REST and not divider.length:
        written = _next_written(lines, at)
        behind = _divider(lines, written) if written < len(lines) else _NOTHING
        divider = _Divider(written - at + behind.length if behind.length else 0, behind.kind, behind.block)
    if line.mark is not Mark.REST and not divider.length:
        if line.mark is Mark.SIGNATURE:
            sorting.kinds[at] = _Kind.SIGNATURE
        return at + 1
    end = at + divider.length
    if sorting.body_at is None:
        sorting.body_at, sorting.divider = end, divider
    goes_on = line.mark is Mark.REST or not _is_quoted(lines, _next_written(lines, end))
    stop = len(lines) if goes_on else max(end, at + 1)
    sorting.kinds[at:stop] = [_Kind.QUOTED] * (stop - at)
    return stop


def _divider(lines: list[Line], at: int) -> _Divider:
    """Return what introduces an earlier mail here; of length 0 when nothing does."""
    text = lines[at].text
    if not text.strip() or len(text) > _LONGEST_ATTRIBUTION:
        return _NOTHING
    for pattern, kind in ((_FORWARDED, "forward"), (_ORIGINAL, "original"), (_UNDERLINE, "header")):
        if pattern.match(text):
            block = header_block(_bare_lines(lines, at + 1), 0, announced=kind != "header")
            if block is not None:
                return _Divider(1 + block.length, kind, block)
            if kind != "header":
                return _Divider(1, kind)
    block = header_block(lines, at)
    if block is not None:
        return _Divider(block.length, "header", block)
    return _Divider(_attribution(lines, at), "attribution")


def _bare_lines(lines: list[Line], at: int) -> list[Line]:
    """Return the next lines without quote marks: some programs quote the header that they paste."""
    near = lines[at : at + _NEAR]
    if near and all(_QUOTED.match(line.text) for line in near if not line.blank):
        return [Line(_QUOTE_MARKS.sub("", line.text, count=1)) for line in near]
    return near


def _says_forwarded(line: Line) -> bool:
    return bool(_FORWARDED.match(_QUOTE_MARKS.sub("", line.text[:_LONGEST_ATTRIBUTION], count=1)))


def _attribution(lines: list[Line], at: int) -> int:
    """Return over how many lines an "On … wrote:" runs from here, else 0."""
    first = lines[at].text
    if _NAME_FIRST.match(first.strip()) and any(char.isdigit() or char == "@" for char in first):
        return 1
    if not OPENING.match(first):
        return 0
    joined = ""
    for count in range(1, min(_MOST_ATTRIBUTION_LINES, len(lines) - at) + 1):
        piece = lines[at + count - 1].text.strip().lstrip("> ")
        joined = f"{joined} {piece}".strip()
        if len(joined) > _LONGEST_ATTRIBUTION or (count > 1 and not piece):
            return 0
        if joined[-1:] in ":：*" and ATTRIBUTION.match(joined) and re.search(r"\d|@", joined):
            return count
    return 0


def _next_written(lines: list[Line], at: int) -> int:
    while at < len(lines) and lines[at].blank:
        at += 1
    return at


def _is_quoted(lines: list[Line], at: int) -> bool:
    return at < len(lines) and (lines[at].mark is Mark.QUOTE or bool(_QUOTED.match(lines[at].text)))


def _sort_boilerplate(lines: list[Line], kinds: list[_Kind]) -> None:
    """Within each run of new lines set signature, disclaimer and banner apart."""
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and kinds[end] is _Kind.NEW:
            end += 1
        for start, stop in boilerplate([line.text for line in lines[at:end]]) if end > at else ():
            kinds[at + start : at + stop] = [_Kind.SIGNATURE] * (stop - start)
        at = max(end, at + 1)


def _pick(lines: list[Line], kinds: list[_Kind], wanted: _Kind) -> str:
    return text_of([line for line, kind in zip(lines, kinds, strict=True) if kind is wanted])


def adds_nothing(new: str) -> bool:
    """True for a note that only points at what it passes on: "see below", "pour traitement, merci"."""
    plain = re.sub(r"[^\w\s./'’&-]", " ", new.lower())
    said = " ".join(plain.split()).strip(" .-")
    if not said:
        return True
    return len(said) <= 60 and any(said == pointer or _greets(said, pointer) for pointer in words.POINTERS)


def _greets(said: str, pointer: str) -> bool:
    """ "hi all see below", "bonjour pour traitement merci": a pointer with at most three words around it."""
    rest = re.sub(rf"(?<!\w){re.escape(pointer)}(?!\w)", "", said, count=1)
    return rest != said and len(rest.split()) <= 3 and not any(char.isdigit() for char in rest)


def _is_forward(sorting: _Sorting, subject: str, is_reply: bool) -> bool:
    if sorting.body_at is None or sorting.divider is None:
        return False
    if sorting.divider.kind == "forward":
        return True
    word = _prefix(subject)
    if word in words.FORWARD_PREFIXES:
        return True
    return sorting.divider.kind != "attribution" and not is_reply and word not in words.REPLY_PREFIXES


def _prefix(subject: str) -> str:
    prefix = _PREFIX.match(subject)
    return prefix.group(1).lower() if prefix else ""


def _unquoted(lines: list[Line]) -> list[Line]:
    """Take one level of quoting off a forwarded mail that is quoted as a whole."""
    written = [line for line in lines if not line.blank]
    strip = bool(written) and sum(bool(_QUOTED.match(line.text)) for line in written) * 10 >= len(written) * 8
    marked = sum(line.mark is Mark.QUOTE for line in written) * 10 >= len(written) * 8
    kept = (Mark.SIGNATURE,) if marked else (Mark.SIGNATURE, Mark.QUOTE)
    return [
        Line(
            _QUOTED.sub("", line.text, count=1).removeprefix(" ") if strip else line.text,
            line.mark if line.mark in kept else Mark.NONE,
        )
        for line in lines
    ]

"""Parts what the writer wrote now from quoted mail, forwarded mail, signature and disclaimer.

Every line of the body goes to exactly one of the three texts. One thing is said twice: when a mail
forwards another and its writer adds nothing, or no more than "see below", the newest text of the
forwarded mail is the new text too, for it is what the sender wants read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from intake import quoting_words as words
from intake.lines import Line, Mark, lines_of, text_of
from intake.signature import boilerplate

MOST_LINES = 50_000
_MOST_FORWARDS = 5
_LONGEST_ATTRIBUTION = 400
_MOST_ATTRIBUTION_LINES = 4
_QUOTED = re.compile(r"\s{0,3}>")
_VERB = "|".join(f"(?:{opening}.{{6,300}}?(?:{ending}))" for opening, ending in words.ATTRIBUTIONS)
_ATTRIBUTION = re.compile(rf"[\s>*_-]{{0,6}}(?:{_VERB})\s*[:：]?\s*\*?$", re.I | re.S)
_OPENING = re.compile(rf"[\s>*_-]{{0,6}}(?:{'|'.join(opening for opening, _ in words.ATTRIBUTIONS)})", re.I)
_NAME_FIRST = re.compile(
    rf"[^\n]{{2,150}}(?:<[^<>\s]{{3,150}}@[^<>\s]{{3,150}}>|@)[^\n]{{0,60}}\s(?:{'|'.join(words.NAME_FIRST)})\s*[:：]$",
    re.I,
)
_RULE = r"[-–—_*=>\s]{0,80}"
_ORIGINAL = re.compile(rf"{_RULE}(?:{'|'.join(map(re.escape, words.ORIGINAL_MESSAGE))})\s?:?{_RULE}$", re.I)
_FORWARDED = re.compile(
    rf"{_RULE}(?:{'|'.join(map(re.escape, words.FORWARDED_MESSAGE))})\b[^\n]{{0,80}}$", re.I
)
_FIELD = r"[\s>*_]{0,6}(?:%s)\s?\*?\s?[:：]"
_FROM = re.compile(_FIELD % "|".join(map(re.escape, words.FROM_WORDS)), re.I)
_OTHER = re.compile(_FIELD % "|".join(map(re.escape, words.OTHER_HEADER_WORDS)), re.I)
_UNDERLINE = re.compile(r"[\s>]*(?:_{5,}|-{5,}|={5,})\s*$")
_PREFIX = re.compile(r"\s*([^\W\d_]{1,7})\s*(?:\[\d+\])?\s*[:：]")


@dataclass(frozen=True, slots=True)
class Split:
    """A body in three texts; `forwarded` says that new_text repeats what stands in quoted_text."""

    new_text: str
    quoted_text: str = ""
    signature: str = ""
    forwarded: bool = False


class _Kind(Enum):
    NEW = auto()
    QUOTED = auto()
    SIGNATURE = auto()


@dataclass(slots=True)
class _Sorting:
    """Which line is what; `body_at` is where the text of an earlier mail begins."""

    kinds: list[_Kind]
    body_at: int | None = None
    explicit: bool = False
    """True when the divider itself says that the mail was forwarded."""
    header_block: bool = False


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
    if forwards_left and _adds_nothing(new) and _is_forward(sorting, subject, is_reply):
        inner = _split(_unquoted(lines[sorting.body_at :]), "", True, forwards_left - 1)
        text = inner.new_text or text_of(_unquoted(lines[sorting.body_at :]))
        return Split("\n\n".join(part for part in (new, text) if part), quoted, signature, forwarded=True)
    return Split(new, quoted, signature)


def _sort(lines: list[Line]) -> _Sorting:
    sorting = _Sorting([_Kind.NEW] * len(lines))
    at = 0
    while at < len(lines):
        line = lines[at]
        if _is_quoted(lines, at):
            sorting.kinds[at] = _Kind.QUOTED
            at += 1
            continue
        taken, divider = _divider(lines, at)
        if line.mark is Mark.REST or taken:
            end = at + taken
            follows = _next_written(lines, end)
            if sorting.body_at is None:
                sorting.body_at = end
                sorting.explicit, sorting.header_block = divider == "forward", divider != "attribution"
            stop = len(lines) if line.mark is Mark.REST or not _is_quoted(lines, follows) else end
            sorting.kinds[at:stop] = [_Kind.QUOTED] * (stop - at)
            at = stop
            continue
        if line.mark is Mark.SIGNATURE:
            sorting.kinds[at] = _Kind.SIGNATURE
        at += 1
    return sorting


def _divider(lines: list[Line], at: int) -> tuple[int, str]:
    """Return how many lines from here introduce an earlier mail (0: none) and what kind they are."""
    text = lines[at].text
    if not text.strip() or len(text) > _LONGEST_ATTRIBUTION:
        return 0, ""
    if _FORWARDED.match(text):
        return 1 + _header_block(lines, at + 1), "forward"
    if _ORIGINAL.match(text):
        return 1 + _header_block(lines, at + 1), "original"
    if _UNDERLINE.match(text) and (block := _header_block(lines, at + 1)):
        return 1 + block, "header"
    if block := _header_block(lines, at):
        return block, "header"
    return _attribution(lines, at), "attribution"


def _header_block(lines: list[Line], at: int) -> int:
    """Return the length of a From/Sent/To/Subject block that begins here, blank lines before it included."""
    start = _next_written(lines, at)
    if start >= len(lines) or start - at > 3 or not _FROM.match(lines[start].text):
        return 0
    end, fields = start + 1, 0
    blank = 0
    for index in range(start + 1, min(start + 14, len(lines))):
        if lines[index].blank:
            blank += 1
            if blank > 1 or fields >= 2:
                break
        elif _OTHER.match(lines[index].text):
            fields, end, blank = fields + 1, index + 1, 0
        elif fields >= 2 and blank:
            break
    return end - at if fields >= 2 else 0


def _attribution(lines: list[Line], at: int) -> int:
    """Return over how many lines an "On … wrote:" runs from here, else 0."""
    first = lines[at].text
    if _NAME_FIRST.match(first.strip()) and any(char.isdigit() or char == "@" for char in first):
        return 1
    if not _OPENING.match(first):
        return 0
    joined = ""
    for count in range(1, min(_MOST_ATTRIBUTION_LINES, len(lines) - at) + 1):
        piece = lines[at + count - 1].text.strip().lstrip("> ")
        joined = f"{joined} {piece}".strip()
        if len(joined) > _LONGEST_ATTRIBUTION or (count > 1 and not piece):
            return 0
        if joined[-1:] in ":：*" and _ATTRIBUTION.match(joined) and re.search(r"\d|@", joined):
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


def _adds_nothing(new: str) -> bool:
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
    if sorting.body_at is None:
        return False
    if sorting.explicit:
        return True
    prefix = _PREFIX.match(subject)
    word = prefix.group(1).lower() if prefix else ""
    if word in words.FORWARD_PREFIXES:
        return True
    return sorting.header_block and not is_reply and word not in words.REPLY_PREFIXES


def _unquoted(lines: list[Line]) -> list[Line]:
    """Take one level of quoting off a forwarded mail that is quoted as a whole."""
    written = [line for line in lines if not line.blank]
    quoted = sum(bool(_QUOTED.match(line.text)) for line in written)
    strip = bool(written) and quoted * 10 >= len(written) * 8
    return [
        Line(_QUOTED.sub("", line.text, count=1).removeprefix(" ") if strip else line.text) for line in lines
    ]

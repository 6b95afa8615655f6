"""Takes an EDIFACT interchange apart into segments with pydifact, whole or broken."""

import re

from pydifact.control.characters import Characters
from pydifact.exceptions import EDISyntaxError
from pydifact.parser import Parser
from pydifact.tokenizer import Tokenizer

from domain.errors import ReadingError
from extractors.charsets import charset_of
from extractors.electronic.segments import Segment, segment_of, unknown, unquoted

_START = re.compile(r"(?<![A-Z])(?:UNA.{6}\s*UN[BH]|UN[BH](?![ \t\r\n])\W)", re.DOTALL)
_ENVELOPE = re.compile(
    r"UNA[^\w\s][^\w\s].[^\w].[^\w]\s*UNB|(?<=['~\n\x1c])\s*UNB(?=[^\w\s][A-Z]{4}[^\w\s]\d)", re.DOTALL
)
"""The head of a further interchange; the word alone may stand in a value."""
_LEVEL = re.compile(rb"UNB[^\w]UNO([A-Z])", re.DOTALL)
_CHARSETS = {
    "C": "latin-1",
    "D": "iso8859-2",
    "E": "iso8859-5",
    "F": "iso8859-7",
    "I": "iso8859-9",
    "K": "iso8859-15",
}
_CONTROLS = Characters(chr(0x1F), chr(0x1D), ".", "\x00", " ", chr(0x1C))  # type: ignore[no-untyped-call]
"""Level UNOB may be written with control characters, which need no release character."""
_TAG = re.compile(r"[A-Z][A-Z0-9]{2}$")
_LONGEST_TAG = 3
_MOST_LETTERS = 4_000_000
_MOST_SEGMENTS = 60_000


def edifact_text(content: bytes) -> str:
    """Return the text in the charset that UNB names, in UTF-8 where it is that."""
    found = _LEVEL.search(content[:400])
    charset = charset_of(content)
    if charset == "cp1252" and found:
        charset = _CHARSETS.get(found.group(1).decode(), charset)
    return content.decode(charset, "replace").removeprefix("\ufeff").replace("\x00", "")


def edifact_segments(text: str, name: str) -> tuple[list[Segment], str]:
    """Return the segments and the decimal mark; a further interchange begins with a UNA that tells its own.

    Raises ReadingError: broken, too_large.
    """
    text = unquoted(text)
    found = _START.search(text)
    if found is None:
        raise ReadingError("broken", f"{name} holds no EDIFACT segment; ask the sender to send it again.")
    text = text[found.start() :]
    if len(text) > _MOST_LETTERS:
        raise ReadingError(
            "too_large", f"{name} has more than {_MOST_LETTERS} characters; ask for a shorter file."
        )
    segments: list[Segment] = []
    first: Characters | None = None
    marks: Characters | None = None
    for interchange in _interchanges(text):
        marks, rest = _marks(interchange, marks)
        if first is None:
            first = marks
        else:
            segments.append(segment_of("UNA", len(segments) + 1, [[marks.decimal_point]]))
        segments += _segments(_parsed(rest, marks, name), len(segments))
        if len(segments) > _MOST_SEGMENTS:
            raise ReadingError(
                "too_large", f"{name} has more than {_MOST_SEGMENTS} segments; ask for a shorter file."
            )
    return segments, first.decimal_point if first else "."


def _interchanges(text: str) -> list[str]:
    """Part a file where an envelope begins: each interchange may tell service characters of its own."""
    starts = [0, *(found.start() for found in _ENVELOPE.finditer(text, 1))]
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def _parsed(text: str, marks: Characters, name: str) -> list[list[str | list[str]]]:
    try:
        return _raw(_mended(text, marks), marks)
    except (EDISyntaxError, IndexError) as error:
        raise ReadingError(
            "broken", f"{name} breaks the syntax of EDIFACT ({error}); ask the sender to send it again."
        ) from error


def _marks(text: str, before: Characters | None) -> tuple[Characters, str]:
    """Return the service characters and the text behind UNA; without one those of the interchange before
    hold where this one is written alike."""
    if text.startswith("UNA"):
        return Characters.from_str(text[:9]), text[9:].lstrip()
    if before is not None and text[_LONGEST_TAG : _LONGEST_TAG + 1] == before.data_separator:
        return before, text
    if len(text) > _LONGEST_TAG and text[_LONGEST_TAG] == _CONTROLS.data_separator:
        return _CONTROLS, text
    marks = Characters()  # type: ignore[no-untyped-call]
    if not re.search(r"'\s*UN[A-Z]|'\s*BGM", text) and "\n" in text.strip():
        marks.segment_terminator = "\n"
    return marks, text


def _mended(text: str, marks: Characters) -> str:
    """Take out line ends that part nothing, and end the last segment where that was forgotten."""
    end = marks.segment_terminator
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub(r"\n\s*", "\n", text) if end == "\n" else text.replace("\n", "")
    last = max(text.rfind(f"{end}UNZ"), text.rfind(f"{end}UNT"))
    stop = text.find(end, last + 1) if last >= 0 else -1
    if stop >= 0:
        return text[: stop + 1]
    text = text.rstrip(" \t\n")
    return text if text.endswith(end) else text + end


def _raw(text: str, marks: Characters) -> list[list[str | list[str]]]:
    parser, tokens = Parser(), Tokenizer().get_tokens(text, marks)
    return list(parser.convert_tokens_to_raw_segments(tokens))


def _segments(raw: list[list[str | list[str]]], before: int) -> list[Segment]:
    segments: list[Segment] = []
    for tag, *elements in raw:
        if isinstance(tag, list):
            # Explicit indication of nesting, "DOC:1": the tag is its first part.
            tag = tag[0]
        if not _TAG.match(tag.strip()):
            segments.append(unknown(tag.strip(), before + len(segments) + 1))
            continue
        parts = [element if isinstance(element, list) else [element] for element in elements]
        segments.append(segment_of(tag.strip(), before + len(segments) + 1, parts))
    return segments

"""Takes an X12 interchange apart into segments, whole or broken: any separators, envelopes or none."""

import re
from dataclasses import dataclass

from domain.errors import ReadingError
from extractors.electronic.segments import Segment, segment_of, unknown, unquoted

_TAG = re.compile(r"[A-Z][A-Z0-9]{1,2}$")
_START = re.compile(r"(?<![A-Z0-9])(?:ISA|GS|ST|BPR)(?=(?![ \t\r\n])\W)")
_ISA_ELEMENTS = 16
_ENVELOPE = re.compile(
    r"(?<![A-Za-z0-9])ISA(?P<element>[^\w\s])(?:(?!(?P=element)).){2}(?P=element)"
    r"(?=(?:(?:(?!(?P=element)).){0,40}(?P=element)){14})",
    re.DOTALL,
)
"""An envelope's segment, its elements complete: the word alone may stand in a value."""
_MOST_SEGMENTS = 60_000
_ENDS = "~\n'\x1c\x85\x15"
"""Segment terminators that are met, for files without the envelope that tells it."""


@dataclass(frozen=True, slots=True)
class Separators:
    """The characters that part segments, elements and components."""

    segment: str
    element: str
    component: str = ""


def x12_segments(text: str, name: str) -> list[Segment]:
    """Return the segments from the first envelope on.

    Raises ReadingError: broken (no X12 in it), too_large (more than 60,000 segments).
    """
    text = unquoted(text)
    found = _START.search(text)
    if found is None:
        raise ReadingError("broken", f"{name} holds no X12 segment; ask the sender to send it again.")
    segments: list[Segment] = []
    for interchange in _interchanges(text[found.start() :]):
        marks = separators_of(interchange)
        parts = interchange.split(marks.segment, _MOST_SEGMENTS + 1)
        if len(segments) + len(parts) > _MOST_SEGMENTS:
            raise ReadingError(
                "too_large", f"{name} has more than {_MOST_SEGMENTS} segments; ask for a shorter file."
            )
        segments += _segments(parts, marks, len(segments))
    return segments


def separators_of(text: str) -> Separators:
    """Return the separators that the text, which starts with a segment, is written with."""
    element = text[len(_START.match(text).group()) :][:1] if _START.match(text) else "*"  # type: ignore[union-attr]
    if text.startswith("ISA"):
        return _by_envelope(text, element)
    counts = {end: len(re.findall(_next_segment(end, element), text)) for end in _ENDS}
    return Separators(max(_ENDS, key=lambda end: counts[end]), element)


def _interchanges(text: str) -> list[str]:
    """Part a file where an envelope begins: each interchange is written with separators of its own."""
    begins = [
        found.start()
        for found in _ENVELOPE.finditer(text)
        if text[found.start() - 1 : found.start()] != found["element"]
    ]
    starts = sorted({0, *begins})
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def _next_segment(end: str, element: str) -> str:
    return rf"{re.escape(end)}\s*[A-Z][A-Z0-9]{{1,2}}{re.escape(element)}"


def _by_envelope(text: str, element: str) -> Separators:
    """The sixteenth element of ISA is the component separator; what follows it ends the segment."""
    at = -1
    for _ in range(_ISA_ELEMENTS):
        at = text.find(element, at + 1)
        if at < 0:
            return Separators("~", element)
    component, end = text[at + 1 : at + 2], text[at + 2 : at + 3]
    if not end or end.isalnum() or end == " ":
        # The component separator was left out, or blanks were lost.
        end = component if component in _ENDS else "~"
    if end == "\r":
        end = "\n"
    return Separators(end, element, component if component != end else "")


def _segments(parts: list[str], marks: Separators, before: int) -> list[Segment]:
    segments: list[Segment] = []
    for at, part in enumerate(parts):
        # Line ends inside a segment come from programs that wrap lines; they belong to no value.
        line = part.replace("\r", "").replace("\n", "").strip(" \t")
        tag, *elements = line.split(marks.element)
        if _TAG.match(tag.strip()):
            components = _components(tag, elements, marks)
            segments.append(segment_of(tag.strip(), before + len(segments) + 1, components))
        elif line:
            segments.append(unknown(line, before + len(segments) + 1))
        if tag == "IEA" and not any("ISA" in later for later in parts[at + 1 :]):
            break
    return segments


def _components(tag: str, elements: list[str], marks: Separators) -> list[list[str]]:
    """Only medical and line-item segments use components; a payer's name may hold the separator."""
    if tag in ("SVC", "ADX", "IT1", "SLN") and marks.component:
        return [element.split(marks.component) for element in elements]
    return [[element] for element in elements]

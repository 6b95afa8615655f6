"""Segments of X12 and EDIFACT as rows of cells that a clerk can read, and back."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from domain.numbers import visible
from domain.pages import Cell, Page, Table, Token

_REF = re.compile(r"^segment (\d+) ([A-Z0-9]{2,3}?)(\d\d)(?:-(\d+))?$")
UNKNOWN = "UNK"
"""The tag given to what is no segment; no standard has it."""
_LONGEST_UNKNOWN, _LONGEST_VALUE = 200, 2_000
"""In characters; no element of either standard is longer than 512."""
_QUOTED = re.compile(r"^[>|][> |]*(?:ISA|GS|ST|BPR|UNA|UNB|UNH)(?=[^\w\s])", re.MULTILINE)
_QUOTE = re.compile(r"^[>|][> |]*", re.MULTILINE)
_NAME = re.compile(r"^segment (\d+) ([A-Z0-9]{2,3})$")


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment: its tag, its place in the file counted from 1, and its elements."""

    tag: str
    place: int
    elements: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """(element, component), both counted from 1, to the text; empty ones are left out."""

    def get(self, element: int, component: int = 1) -> str:
        """Return the trimmed text, "" where the segment has none."""
        return visible(self.elements.get((element, component), ""))

    def cell(self, element: int, component: int = 1) -> str:
        """Return the place of an element as a person calls it: "segment 12 RMR02"."""
        part = f"-{component}" if component > 1 else ""
        return f"segment {self.place} {self.tag}{element:02d}{part}"


def segment_of(tag: str, place: int, elements: Iterable[Sequence[str]]) -> Segment:
    """Make a segment of its elements, each a sequence of components."""
    return Segment(
        tag,
        place,
        {
            (at, part): text[:_LONGEST_VALUE]
            for at, components in enumerate(elements, 1)
            for part, text in enumerate(components, 1)
            if text.strip()
        },
    )


def unquoted(text: str) -> str:
    """Return the text of a message without the marks that a mail program set before its lines: "> ISA*00"."""
    return _QUOTE.sub("", text) if _QUOTED.search(text) else text


def unknown(text: str, place: int) -> Segment:
    """Return what stands between two terminators and is no segment: damage, or text around a message."""
    return Segment(UNKNOWN, place, {(1, 1): text[:_LONGEST_UNKNOWN]})


def damage(message: Sequence[Segment]) -> list[str]:
    """Return a problem for each place of a message that is no segment."""
    return [
        f'Segment {one.place} is none ("{one.get(1)[:40]}"): the message may be damaged.'
        for one in message
        if one.tag == UNKNOWN
    ]


def page_of(segments: Sequence[Segment], form: str, meanings: Mapping[str, str], number: int = 1) -> Page:
    """Return one Page: a row a segment with tag, meaning and values; `form` is its name, e.g. "X12 820"."""
    cells = [cell for row, segment in enumerate(segments) for cell in _row(segment, row, meanings)]
    lines: dict[int, list[str]] = {}
    for cell in cells:
        lines.setdefault(cell.row, []).append(cell.text)
    return Page(
        number,
        tuple(Token(cell.text, row=cell.row, column=cell.column) for cell in cells),
        tables=(Table(tuple(cells), len(segments), max((c.column for c in cells), default=0) + 1, form),),
        text="\n".join("  ".join(line) for line in lines.values()),
        name=form,
    )


def segments_of(page: Page) -> list[Segment]:
    """Return the segments of a page that `page_of` made; rows of any other form are left out."""
    rows: dict[int, dict[tuple[int, int], str]] = {}
    tags: dict[int, str] = {}
    for table in page.tables:
        for cell in table.cells:
            ref = cell.ref or ""
            if named := _NAME.match(ref):
                tags[int(named[1])] = cell.text if cell.column == 0 else named[2]
            elif placed := _REF.match(ref):
                key = int(placed[3]), int(placed[4] or 1)
                rows.setdefault(int(placed[1]), {})[key] = cell.text
    return [Segment(tag, place, rows.get(place, {})) for place, tag in sorted(tags.items())]


def qualified(segments: Sequence[Segment], tag: str, qualifiers: Sequence[str]) -> Iterator[Segment]:
    """Yield the segments of a tag whose first element is one of the qualifiers, in the qualifiers' order."""
    for qualifier in qualifiers:
        yield from (one for one in segments if one.tag == tag and one.get(1) == qualifier)


def _row(segment: Segment, row: int, meanings: Mapping[str, str]) -> Iterator[Cell]:
    name = f"segment {segment.place} {segment.tag}"
    yield Cell(row, 0, segment.tag, ref=name)
    yield Cell(row, 1, meanings.get(segment.tag, ""), ref=f"{name} meaning")
    for column, ((element, component), text) in enumerate(sorted(segment.elements.items()), 2):
        yield Cell(row, column, text, ref=segment.cell(element, component))

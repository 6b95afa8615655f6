"""Reads EDIFACT interchanges: every segment a row with its tag, meaning and elements."""

from domain.errors import ReadingError
from domain.pages import Page
from domain.words import Medium
from extractors.electronic.codes import codes_of
from extractors.electronic.edifact_form import edifact_segments, edifact_text
from extractors.electronic.segments import Segment, page_of


class EdifactReader:
    """The reader of EDIFACT, with UNA or without, of any charset level."""

    name = "edifact"
    medium = Medium.EDI
    content_types = frozenset({"application/edifact"})

    def read(self, content: bytes, name: str) -> tuple[Page, ...]:
        """Return one Page, its first row the decimal mark. Raises ReadingError: broken, too_large."""
        segments, mark = edifact_segments(edifact_text(content), name)
        if not segments:
            raise ReadingError("broken", f"{name} holds no EDIFACT segment; ask the sender to send it again.")
        kinds = dict.fromkeys(one.get(2) for one in segments if one.tag == "UNH")
        kind = "REMADV" if "REMADV" in kinds or not any(kinds) else next(kind for kind in kinds if kind)
        rows = [Segment("UNA", 0, {(1, 1): mark}), *segments]
        return (page_of(rows, f"EDIFACT {kind}", codes_of("edifact").meanings),)


PLUGIN = EdifactReader()

"""Reads X12 interchanges: every segment a row with its tag, meaning and elements."""

from domain.errors import ReadingError
from domain.pages import Page
from domain.words import Medium
from extractors.charsets import decoded
from extractors.electronic.codes import codes_of
from extractors.electronic.segments import page_of
from extractors.electronic.x12_form import x12_segments


class X12Reader:
    """The reader of X12, whole or without envelopes, with any separators."""

    name = "x12"
    medium = Medium.EDI
    content_types = frozenset({"application/edi-x12"})

    def read(self, content: bytes, name: str) -> tuple[Page, ...]:
        """Return one Page. Raises ReadingError: broken, too_large."""
        segments = x12_segments(decoded(content), name)
        if not segments:
            raise ReadingError("broken", f"{name} holds no X12 segment; ask the sender to send it again.")
        kinds = dict.fromkeys(one.get(1) for one in segments if one.tag == "ST")
        kind = next(iter(kinds), "") or ("820" if any(one.tag in ("BPR", "RMR") for one in segments) else "")
        form = "X12 820" if "820" in kinds else f"X12 {kind}".strip()
        return (page_of(segments, form, codes_of("x12").meanings),)


PLUGIN = X12Reader()

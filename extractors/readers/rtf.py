"""Reads rich text (RTF): its lines, table cells parted as columns; what lies embedded in it is left alone."""

from domain.errors import ReadingError
from domain.pages import Page
from domain.words import Medium
from extractors.limits import check_rows
from extractors.outlook.rtf import rtf_body
from extractors.readers.html import PLUGIN as HTML
from extractors.readers.text import PLUGIN as TEXT


class RtfReader:
    """The reader of rich text; a mail's HTML that was packed into it is read as that."""

    name = "rtf"
    medium = Medium.TEXT
    content_types = frozenset({"application/rtf", "text/rtf"})

    def read(self, content: bytes, name: str) -> tuple[Page, ...]:
        """Return the pages. Raises ReadingError: empty, too_large."""
        kind, text = rtf_body(content)
        if not text.strip():
            raise ReadingError("empty", f"{name} shows no text; ask the sender what was meant to be in it.")
        check_rows(text.count("\n"), name)
        return (HTML if kind == "html" else TEXT).read(text.encode("utf-8", "replace"), name)


PLUGIN = RtfReader()

"""Payment advices as XML or EDI inside a PDF: its attachments and associated files."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pypdfium2

from domain.content_type import EDIFACT, X12, XML, sniff
from domain.errors import ReadingError
from domain.pages import Page
from domain.ports import Reader
from domain.words import Look
from extractors.electronic.forms import EMBEDDED, look_of_form

_MOST_FILES = 20
_LARGEST_FILE = 40_000_000


def embedded_pages(document: Any, count: int) -> Iterator[Page]:
    """Yield a Page for each payment advice embedded in an open PDF of `count` pages.

    Files of other kinds, and those that cannot be read, are left out: the PDF's own pages say what they say.
    """
    for index in range(min(document.count_attachments(), _MOST_FILES)):
        name, content = _file(document, index)
        page = _advice(content, name, count + 1) if content else None
        if page is not None:
            count += 1
            yield replace(page, name=f"{EMBEDDED}{name}: {page.name}")


def _file(document: Any, index: int) -> tuple[str, bytes]:
    try:
        attachment = document.get_attachment(index)
        name = attachment.get_name().replace("/", "_").replace(": ", "_")[:120] or f"file {index + 1}"
        content = bytes(attachment.get_data())
    except (pypdfium2.PdfiumError, UnicodeDecodeError, ValueError):
        return "", b""
    return name, content if len(content) <= _LARGEST_FILE else b""


def _advice(content: bytes, name: str, number: int) -> Page | None:
    page = _page(content, name, number)
    return page if page is not None and look_of_form(page)[0] is Look.ADVICE else None


def _page(content: bytes, name: str, number: int) -> Page | None:
    # Imported late: a PDF without such a file needs none of these.
    from extractors.readers import edifact, x12, xml

    kind = sniff(content, name)
    readers: dict[str, Reader] = {XML: xml.PLUGIN, X12: x12.PLUGIN, EDIFACT: edifact.PLUGIN}
    reader = readers.get(kind)
    try:
        return replace(reader.read(content, name)[0], number=number) if reader else None
    except ReadingError:
        return None

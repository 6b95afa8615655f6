"""OpenDocument's XML: opened with entities off, its text with blanks, tabs and line ends as shown."""

import io
import zipfile
from collections.abc import Iterator

import lxml.etree
from lxml.etree import _Element as Element

from domain.errors import ReadingError
from extractors.geometry.words import seen

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = f"{{{_NAMES}office:1.0}}"
TABLE = f"{{{_NAMES}table:1.0}}"
TEXT = f"{{{_NAMES}text:1.0}}"
STYLE = f"{{{_NAMES}style:1.0}}"
_UNSHOWN = frozenset(
    {
        f"{OFFICE}annotation",
        f"{OFFICE}annotation-end",
        f"{TEXT}note",
        f"{TEXT}tracked-changes",
        f"{TEXT}ruby-text",
    }
)
_MOST_BLANKS = 500


def odf_content(content: bytes, name: str) -> Element:
    """Return the root of content.xml. Raises ReadingError: encrypted, broken."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        told = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
        if b"encryption-data" in told or "encrypted-package" in names:
            raise ReadingError(
                "encrypted", f"{name} is protected by a password; ask the sender for an open copy."
            )
        parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
        try:
            return lxml.etree.fromstring(archive.read("content.xml"), parser)
        except (KeyError, lxml.etree.XMLSyntaxError) as error:
            raise ReadingError(
                "broken", f"{name} is damaged (content.xml); ask the sender to send it again."
            ) from error


def paragraphs_in(element: Element) -> list[str]:
    """Return the text of each paragraph right inside, as a person sees it."""
    return [
        seen("".join(_pieces(child))).strip() for child in element if child.tag in (f"{TEXT}p", f"{TEXT}h")
    ]


def count_of(element: Element, attribute: str, most: int) -> int:
    """Return a number of repetitions or spans, 1 where none is told, at most `most`."""
    told = (element.get(attribute) or "1").strip()
    return min(max(int(told), 1), most) if told.isascii() and told.isdigit() and len(told) < 10 else 1


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{TEXT}s":
            yield " " * count_of(child, f"{TEXT}c", _MOST_BLANKS)
        elif child.tag == f"{TEXT}tab":
            yield "\t"
        elif child.tag == f"{TEXT}line-break":
            yield "\n"
        elif isinstance(child.tag, str) and child.tag not in _UNSHOWN:
            yield from _pieces(child)
        yield child.tail or ""

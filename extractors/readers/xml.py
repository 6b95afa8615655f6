"""Reads XML: ISO 20022, UBL and any other, every element a row with its name, meaning and value."""

from domain.pages import Page
from domain.words import Medium
from extractors.electronic.xml_page import xml_page


class XmlReader:
    """The reader of XML without document types, entities or network."""

    name = "xml"
    medium = Medium.EDI
    content_types = frozenset({"application/xml", "text/xml"})

    def read(self, content: bytes, name: str) -> tuple[Page, ...]:
        """Return one Page. Raises ReadingError: broken, too_large."""
        return (xml_page(content, name),)


PLUGIN = XmlReader()

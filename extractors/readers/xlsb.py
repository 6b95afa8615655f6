"""Reads binary Excel workbooks (XLSB): every visible sheet a page, its values without number formats."""

from domain.pages import Page
from domain.words import Medium
from extractors.archives import check_office_file
from extractors.office.calamined import calamined
from extractors.office.macros import macros_in
from extractors.office.sheets import pages_of


class XlsbReader:
    """The reader of binary workbooks; number cells come as plain numbers, dates as ISO dates."""

    name = "xlsb"
    medium = Medium.SHEET
    content_types = frozenset({"application/vnd.ms-excel.sheet.binary.macroenabled.12"})

    def read(self, content: bytes, name: str) -> tuple[Page, ...]:
        """Return one Page a visible sheet. Raises ReadingError: empty, broken, encrypted, too_large."""
        entries = check_office_file(content, name)
        return pages_of(calamined(content, name, macros_in(entries, name)), name)


PLUGIN = XlsbReader()

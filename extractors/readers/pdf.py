"""Reads PDFs: words and drawn lines by PDFium, ruled tables by our own grid."""

import pypdfium2

from domain.errors import ReadingError
from domain.pages import Page
from domain.words import Medium
from extractors.geometry import drawn, grid, lines, pdfium
from extractors.geometry.words import token_of
from extractors.limits import check_pages


class PdfReader:
    """The reader of text PDFs; pages that are only pictures come back without tokens."""

    name = "pdf"
    medium = Medium.PDF
    content_types = frozenset({"application/pdf"})

    def read(self, content: bytes, name: str) -> tuple[Page, ...]:
        """Return one Page a page. Raises ReadingError: encrypted, broken, empty, too_many_pages."""
        with pdfium.opened(content, name) as document:
            count = len(document)
            if count == 0:
                raise ReadingError("empty", f"{name} has no pages; ask the sender to send it again.")
            check_pages(count, name)
            return tuple(_page(document, index) for index in range(count))


def _page(document: pypdfium2.PdfDocument, index: int) -> Page:
    with pdfium.opened_page(document, index) as page:
        ordered = lines.lines_of(pdfium.words_of(page))
        words = [word for line in ordered for word in line]
        rulings = drawn.rulings_of(page)
        return Page(
            number=index + 1,
            tokens=tuple(token_of(word) for word in words),
            rulings=rulings,
            tables=grid.ruled_tables(rulings, words),
            text="\n".join(lines.text_of(line) for line in ordered),
            width=round(page.width, 2),
            height=round(page.height, 2),
        )


PLUGIN = PdfReader()

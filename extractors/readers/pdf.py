"""Reads PDFs: words and drawn lines by PDFium, ruled tables by our own grid."""

from collections import Counter
from dataclasses import replace

import pypdfium2

from domain.errors import ReadingError
from domain.pages import Page, Pictured, Ruling
from domain.words import Medium
from extractors.electronic.embedded import embedded_pages
from extractors.geometry import drawn, grid, lines, pdfium, plumber, shown_pictures, text_doubts, turning
from extractors.geometry.words import Word, tokens_of
from extractors.limits import check_pages

_STRANGE_SHARE = 0.1
_LAYERS = b"/OCProperties"
_COMMON_LETTERS, _COMMON_SHARE, _ENOUGH_LETTERS = "etaoinsr", 0.36, 120
"""They make up 55 to 70 % of any text in our languages, and some 30 % where letters are exchanged."""


class PdfReader:
    """The reader of text PDFs; pages that are only pictures come back without tokens.

    Coordinates are those of the page as displayed; a page whose text lies sideways is turned upright,
    here and in its picture alike.
    """

    name = "pdf"
    medium = Medium.PDF
    content_types = frozenset({"application/pdf"})

    def read(self, content: bytes, name: str) -> tuple[Page, ...]:
        """Return one Page a page, then one for each embedded file that is a payment advice as XML.

        Raises ReadingError: encrypted, broken, empty, too_many_pages.
        """
        with pdfium.opened(content, name) as document:
            count = len(document)
            if count == 0:
                raise ReadingError("empty", f"{name} has no pages; ask the sender to send it again.")
            check_pages(count, name)
            layered = _LAYERS in content
            pages = tuple(_page(document, content, index, layered=layered) for index in range(count))
            return (*pages, *embedded_pages(document, count))


def _page(document: pypdfium2.PdfDocument, content: bytes, index: int, *, layered: bool) -> Page:
    with pdfium.opened_page(document, index) as page:
        rulings = drawn.rulings_of(page)
        walls = [ruling for ruling in rulings if not ruling.horizontal]
        words = _sensible(pdfium.words_of(page, walls, layered=layered), content, index)
        width, height = page.width, page.height
        picture = shown_pictures.pictured(page, len(words)) if words else Pictured.NO
    if turn := turning.turn_of(words):
        words = [turning.turned_word(word, turn, width, height) for word in words]
        rulings = tuple(turning.turned_ruling(ruling, turn, width, height) for ruling in rulings)
        width, height = turning.turned_size(turn, width, height)
    return replace(_laid_out(index + 1, words, rulings, width, height), picture=picture)


def _laid_out(
    number: int, words: list[Word], rulings: tuple[Ruling, ...], width: float, height: float
) -> Page:
    ordered = lines.lines_of(words)
    problems = (*text_doubts.broken(number, words), *text_doubts.overprinted(number, ordered))
    in_order = [word for line in ordered for word in line]
    return Page(
        number=number,
        tokens=tokens_of(in_order),
        rulings=rulings,
        tables=grid.ruled_tables(rulings, in_order),
        text="\n".join(lines.text_of(line) for line in ordered),
        width=round(width, 2),
        height=round(height, 2),
        problems=problems,
    )


def _sensible(words: list[Word], content: bytes, index: int) -> list[Word]:
    """Return the words, those of the second engine where PDFium's make no sense, [] where neither's do."""
    if not _senseless(words):
        return words
    others = plumber.plumbed_words(content, index)
    return [] if _senseless(others) else others


def _senseless(words: list[Word]) -> bool:
    """Tell whether more than a few characters stand for nothing: fonts without a way back to Unicode."""
    text = "".join(word.text for word in words)
    if not text or text.isascii():
        return "(cid:" in text or _spells_nothing(words)
    return sum(map(text_doubts.is_strange, text)) > _STRANGE_SHARE * len(text)


def _spells_nothing(words: list[Word]) -> bool:
    """Tell whether letters stand for others: those common in our languages are rare then."""
    spelt = [word.text.lower() for word in words if len(word.text) > 3 and word.text.isalpha()]
    letters = Counter("".join(spelt))
    common = sum(letters[sign] for sign in _COMMON_LETTERS)
    return letters.total() >= _ENOUGH_LETTERS and common < _COMMON_SHARE * letters.total()


PLUGIN = PdfReader()

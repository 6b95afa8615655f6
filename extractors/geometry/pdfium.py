"""Words and drawn lines of a PDF page by PDFium, with as few calls as the page allows.

PDFium is not thread-safe: one process reads one document at a time.
"""

import ctypes
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import repeat
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from domain.errors import ReadingError
from domain.pages import Ruling
from extractors.geometry.fields import Field, fields_of, with_fields
from extractors.geometry.fragments import joined_fragments
from extractors.geometry.letters import Letters
from extractors.geometry.matrix import Matrix
from extractors.geometry.seen import seen_words
from extractors.geometry.words import Word

_FINE = 1000
"""Device units per point when asking PDFium how it shows the page."""


class OpenPage(NamedTuple):
    """One page while it is read: PDFium's handle, its size as displayed, and the map to what is displayed."""

    handle: Any
    width: float
    height: float
    shown: Matrix
    fields: tuple[Field, ...] = ()
    """Values of forms and notes, drawn or not."""


@contextmanager
def opened(content: bytes, name: str) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF. Raises ReadingError: encrypted, broken."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise _reading_error(error, name) from error
    try:
        yield document
    finally:
        document.close()


@contextmanager
def opened_page(document: pypdfium2.PdfDocument, index: int) -> Iterator[OpenPage]:
    """Open one page (counted from 0). Raises ReadingError(broken) when PDFium cannot load it."""
    handle = _loaded(document, index)
    fields: tuple[Field, ...] = ()
    if pdfium.FPDFPage_GetAnnotCount(handle) > 0:
        fields = fields_of(document, handle)
        # Values typed into a form stand beside the page's content; flattening prints them onto it.
        flattened = pdfium.FPDFPage_Flatten(handle, pdfium.FLAT_NORMALDISPLAY)
        if flattened == pdfium.FLATTEN_SUCCESS:
            pdfium.FPDF_ClosePage(handle)
            handle = _loaded(document, index)
    try:
        width, height = pdfium.FPDF_GetPageWidthF(handle), pdfium.FPDF_GetPageHeightF(handle)
        yield OpenPage(handle, width, height, _display_map(handle, width, height), fields)
    finally:
        pdfium.FPDF_ClosePage(handle)


def words_of(page: OpenPage, walls: Sequence[Ruling] = (), *, layered: bool = False) -> list[Word]:
    """Return the words in PDFium's order, boxes as displayed; what nobody can see is left out.

    A word that runs over one of the `walls` (vertical lines) between two of its letters is parted there,
    one with leader dots inside at those. `layered`: the document has layers, which may be switched off.
    """
    text_page = pdfium.FPDFText_LoadPage(page.handle)
    if not text_page:
        return with_fields([], page.fields, page.shown)
    try:
        letters = Letters(text_page, page.shown)
        words = seen_words(_visible(letters.words(), page), text_page, page, layered=layered)
        words = letters.without_leaders(joined_fragments(words, letters))
        words = _parted(words, sorted(walls, key=lambda wall: wall.x0), letters)
        return with_fields(words, page.fields, page.shown) if page.fields else words
    finally:
        pdfium.FPDFText_ClosePage(text_page)


def _loaded(document: pypdfium2.PdfDocument, index: int) -> Any:
    handle = pdfium.FPDF_LoadPage(document.raw, index)
    if not handle:
        raise ReadingError("broken", f"page {index + 1} of the PDF cannot be loaded; ask for another copy.")
    return handle


def _reading_error(error: pypdfium2.PdfiumError, name: str) -> ReadingError:
    if getattr(error, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        return ReadingError(
            "encrypted", f"{name} is protected by a password; ask the sender for an open copy."
        )
    return ReadingError("broken", f"{name} is not a whole PDF; ask the sender to send it again.")


def _display_map(handle: Any, width: float, height: float) -> Matrix:
    """Ask PDFium itself how it shows the page: rotation, crop box and origin in one map."""
    size_x, size_y = round(width * _FINE), round(height * _FINE)
    x, y = ctypes.c_int(), ctypes.c_int()

    def shown(px: float, py: float) -> tuple[float, float]:
        pdfium.FPDF_PageToDevice(handle, 0, 0, size_x, size_y, 0, px, py, x, y)
        return x.value / _FINE, y.value / _FINE

    (ox, oy), (ax, ay), (bx, by) = shown(0, 0), shown(1000, 0), shown(0, 1000)
    return Matrix((ax - ox) / 1000, (ay - oy) / 1000, (bx - ox) / 1000, (by - oy) / 1000, ox, oy)


def _visible(words: Iterable[Word], page: OpenPage) -> list[Word]:
    """Return those on the page, and not so small that no reader could see them."""
    right, low, smallest = 2 * page.width, 2 * page.height, page.height
    return [
        word
        for word in words
        for _, x0, top, x1, bottom, _, _, _ in (word,)
        if 0 <= x0 + x1 <= right
        and 0 <= top + bottom <= low
        and ((bottom - top) * 1000 > smallest or (x1 - x0) * 1000 > smallest)
    ]


def _parted(words: list[Word], walls: list[Ruling], letters: Letters) -> list[Word]:
    if not walls:
        return words
    places = [wall.x0 for wall in walls]
    parted: list[Word] = []
    after = map(bisect_right, repeat(places), [x0 + 1 for _, x0, _, _, _, _, _, _ in words])
    before = map(bisect_left, repeat(places), [x1 - 1 for _, _, _, x1, _, _, _, _ in words])
    for word, at, end in zip(words, after, before, strict=True):
        crossing = [wall.x0 for wall in walls[at:end] if _beside(word, wall)] if at < end else []
        if crossing and word.upright:
            parted.extend(letters.parts(word, crossing))
        else:
            parted.append(word)
    return parted


def _beside(word: Word, wall: Ruling) -> bool:
    return wall.top <= word.middle <= wall.bottom

"""Words and drawn lines of a PDF page by PDFium, with as few calls as the page allows.

PDFium is not thread-safe: one process reads one document at a time.
"""

import ctypes
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from domain.errors import ReadingError
from domain.pages import Box, Ruling
from extractors.geometry.words import Word, seen

_FINE = 1000
"""Device units per point when asking PDFium how it shows the page."""
_LINE_END_HYPHENS = "\ufffe\x02"
"""What PDFium writes for a hyphen at the end of a line, joined to the next line's first word."""
_RUN = re.compile(rf"[^\s\x00{_LINE_END_HYPHENS}]*[{_LINE_END_HYPHENS}]|[^\s\x00{_LINE_END_HYPHENS}]+")


class Matrix(NamedTuple):
    """An affine map as PDF writes it: x' = a*x + c*y + e, y' = b*x + d*y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return where the point comes to lie."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def then(self, outer: "Matrix") -> "Matrix":
        """Return the map that applies this one first and the other after it."""
        return Matrix(
            self.a * outer.a + self.b * outer.c,
            self.a * outer.b + self.b * outer.d,
            self.c * outer.a + self.d * outer.c,
            self.c * outer.b + self.d * outer.d,
            self.e * outer.a + self.f * outer.c + outer.e,
            self.e * outer.b + self.f * outer.d + outer.f,
        )


class OpenPage(NamedTuple):
    """One page while it is read: PDFium's handle, its size as displayed, and the map to what is displayed."""

    handle: Any
    width: float
    height: float
    shown: Matrix


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
    if pdfium.FPDFPage_GetAnnotCount(handle) > 0:
        # Values typed into a form stand beside the page's content; flattening prints them onto it.
        flattened = pdfium.FPDFPage_Flatten(handle, pdfium.FLAT_NORMALDISPLAY)
        if flattened == pdfium.FLATTEN_SUCCESS:
            pdfium.FPDF_ClosePage(handle)
            handle = _loaded(document, index)
    try:
        width, height = pdfium.FPDF_GetPageWidthF(handle), pdfium.FPDF_GetPageHeightF(handle)
        yield OpenPage(handle, width, height, _display_map(handle, width, height))
    finally:
        pdfium.FPDF_ClosePage(handle)


def words_of(page: OpenPage, walls: Sequence[Ruling] = ()) -> list[Word]:
    """Return the words in PDFium's order, boxes as displayed; what nobody can see is left out.

    A word that runs over one of the `walls` (vertical lines) between two of its letters is parted there.
    """
    text_page = pdfium.FPDFText_LoadPage(page.handle)
    if not text_page:
        return []
    try:
        letters = Letters(text_page, page.shown)
        seen_words = [word for word in letters.words() if _visible(word, page)]
        return _parted(seen_words, sorted(walls, key=lambda wall: wall.x0), letters)
    finally:
        pdfium.FPDFText_ClosePage(text_page)


class Letters:
    """The characters of a page: their text by one call, their boxes only where asked for."""

    def __init__(self, text_page: Any, shown: Matrix) -> None:
        self._page = text_page
        self._shown = shown
        self._loose = pdfium.FS_RECTF()
        self._loose_at = ctypes.byref(self._loose)
        self._get_loose = pdfium.FPDFText_GetLooseCharBox
        self._tight = tuple(ctypes.c_double() for _ in range(4))
        self.text = _text(text_page)

    def box(self, index: int) -> Box:
        """Return the (x0, top, x1, bottom) of one character as displayed.

        The loose box reaches from the font's descent to its ascent, so that all letters of a line agree;
        fonts that state neither fall back to the ink.
        """
        if self._get_loose(self._page, index, self._loose_at):
            loose = self._loose
            left, low, right, high = loose.left, loose.bottom, loose.right, loose.top
            if right - left > 0.01 and 0.5 < high - low < 400:
                a, b, c, d, e, f = self._shown
                if b == 0 == c and a > 0 > d:  # the usual page, not turned
                    return left * a + e, high * d + f, right * a + e, low * d + f
                return _shown_box(self._shown, left, low, right, high)
        ink = self._tight
        pdfium.FPDFText_GetCharBox(self._page, index, *ink)
        return _shown_box(self._shown, ink[0].value, ink[2].value, ink[1].value, ink[3].value)

    def words(self) -> Iterator[Word]:
        """Yield each run of characters without a blank; a line's last hyphen ends its run."""
        for run in _RUN.finditer(self.text):
            word = self.word(run.start(), run.end() - 1)
            if word is not None:
                yield word

    def word(self, first: int, last: int) -> Word | None:
        """Return the word of these characters (both counted in), None when nothing of it is seen."""
        text = self.text[first : last + 1]
        if not (text.isascii() and text.isprintable()):
            text = seen(_with_hyphens(text))
            if not text:
                return None
        a0, atop, a1, abottom = self.box(first)
        if first == last:
            return Word(text, a0, atop, a1, abottom, first, last)
        b0, btop, b1, bbottom = self.box(last)
        across, along = abs((b0 + b1) - (a0 + a1)), abs((btop + bbottom) - (atop + abottom))
        if along > across or b0 < a0 or (b1 - a0) > (last - first + 2) * 1.6 * max(abottom - atop, 1.0):
            return self._odd_word(text, first, last)
        return Word(text, a0, min(atop, btop), b1, max(abottom, bbottom), first, last)

    def parts(self, word: Word, places: Sequence[float]) -> Iterator[Word]:
        """Yield the pieces of a word that lie between the places (x, ascending).

        Where a line runs through a letter, the text merely hangs over its cell and stays whole.
        """
        boxes = [self.box(index) for index in range(word.first, word.last + 1)]
        clear = [x for x in places if not any(box[0] + 0.3 < x < box[2] - 0.3 for box in boxes)]
        start = word.first
        for x in clear:
            end = word.first + sum(1 for box in boxes if (box[0] + box[2]) / 2 < x)
            if start < end <= word.last and (piece := self.word(start, end - 1)) is not None:
                yield piece
                start = end
        rest = self.word(start, word.last)
        if rest is not None:
            yield rest

    def _odd_word(self, text: str, first: int, last: int) -> Word:
        boxes = [self.box(index) for index in range(first, last + 1)]
        return Word(
            text,
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
            first,
            last,
            _turn(boxes[0], boxes[-1]),
        )


def _turn(start: Box, end: Box) -> int:
    """Return which way a word runs whose first and last letters lie so."""
    across = (end[0] + end[2]) - (start[0] + start[2])
    down = (end[1] + end[3]) - (start[1] + start[3])
    if abs(down) > abs(across):
        return 90 if down > 0 else 270
    return 180 if across < 0 else 0


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


def _shown_box(shown: Matrix, left: float, bottom: float, right: float, top: float) -> Box:
    x0, y0 = shown.place(left, top)
    x1, y1 = shown.place(right, bottom)
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _text(text_page: Any) -> str:
    """Return the page's text with one Python character for each of PDFium's."""
    count = pdfium.FPDFText_CountChars(text_page)
    if count <= 0:
        return ""
    units = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text_page, 0, count, units)
    text = bytes(units)[: max(written - 1, 0) * 2].decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    # Characters without a meaning in Unicode are left out above, and rare ones count twice.
    return "".join(_character(pdfium.FPDFText_GetUnicode(text_page, index)) for index in range(count))


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _with_hyphens(text: str) -> str:
    for mark in _LINE_END_HYPHENS:
        text = text.replace(mark, "-")
    return text


def _visible(word: Word, page: OpenPage) -> bool:
    """On the page, and not so small that no reader could see it."""
    _, x0, top, x1, bottom, *_ = word
    inside = 0 <= x0 + x1 <= 2 * page.width and 0 <= top + bottom <= 2 * page.height
    return inside and max(bottom - top, x1 - x0) * 1000 > page.height


def _parted(words: list[Word], walls: list[Ruling], letters: Letters) -> list[Word]:
    if not walls:
        return words
    places = [wall.x0 for wall in walls]
    parted: list[Word] = []
    for word in words:
        at = bisect_right(places, word.x0 + 1)
        crossing = [wall.x0 for wall in walls[at : bisect_left(places, word.x1 - 1)] if _beside(word, wall)]
        parted.extend(letters.parts(word, crossing) if crossing and word.upright else (word,))
    return parted


def _beside(word: Word, wall: Ruling) -> bool:
    return wall.top <= word.middle <= wall.bottom

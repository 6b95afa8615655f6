"""Leaves out words that nobody sees on the page: drawn without ink, white on white, on a closed layer."""

import ctypes
from collections.abc import Sequence
from typing import Any

import pypdfium2.raw as pdfium

from extractors.geometry import calls
from extractors.geometry.words import Word

_INVISIBLE = frozenset({3, 7})
"""Text render modes that draw nothing."""
_WHITE = 235
_LEAST_CONTRAST = 24
"""In levels of grey: less within a word's box shows no letter."""
_LARGEST_SIDE = 1_600
_LAYER = "OC"


def seen_words(words: list[Word], text_page: Any, page: Any, *, layered: bool = False) -> list[Word]:
    """Return the words that are seen; all of them on a page with nothing but unseen text.

    Such a page is a picture that somebody's OCR has read. Suspects (drawn without ink, white, on a layer) are
    looked for in the page's picture: where it shows nothing, they are left out. In a document with layers
    (`layered`) every word is a suspect: what holds the words may be switched off.
    """
    marks = _Marks(text_page)
    kinds = [marks.suspicion(word) for word in words]
    if layered:
        kinds = [kind or "layer" for kind in kinds]
    if not any(kinds):
        return words
    if layered:
        return [word for word, _ in _shown(words, kinds, _Picture(page))] or words
    plain = [word for word, kind in zip(words, kinds, strict=True) if not kind]
    if not plain:
        return words
    kept = _shown(words, kinds, _Picture(page))
    return [word for word, kind in kept if not (kind == "no ink" and _covered(word, plain))]


def _shown(words: Sequence[Word], kinds: Sequence[str], picture: "_Picture") -> list[tuple[Word, str]]:
    return [(word, kind) for word, kind in zip(words, kinds, strict=True) if not kind or picture.shows(word)]


class _Marks:
    """Asks PDFium how the text of a word is drawn, each text object once."""

    def __init__(self, text_page: Any) -> None:
        self._page = text_page
        self._known: dict[int, str] = {}
        self._colour = tuple(ctypes.c_uint() for _ in range(4))
        self._colour_at = tuple(ctypes.byref(part) for part in self._colour)

    def suspicion(self, word: Word) -> str:
        """Return "no ink", "white", "layer" or "" for a word like any other."""
        thing = calls.text_object(self._page, word.first)
        key = thing.value or 0
        if key not in self._known:
            self._known[key] = self._of(thing) if key else ""
        return self._known[key]

    def _of(self, thing: Any) -> str:
        mode = calls.render_mode(thing)
        if mode in _INVISIBLE:
            return "no ink"
        red, green, blue, alpha = self._colour
        if mode != 1 and calls.fill_colour(thing, *self._colour_at):
            if alpha.value < 16:
                return "no ink"
            if min(red.value, green.value, blue.value) >= _WHITE:
                return "white"
        return "layer" if _on_layer(thing) else ""


def _on_layer(thing: Any) -> bool:
    """Tell whether the object stands on a layer that may be switched off."""
    for index in range(min(calls.count_marks(thing), 20)):
        name = (ctypes.c_ushort * 8)()
        length = ctypes.c_ulong()
        mark = pdfium.FPDFPageObj_GetMark(ctypes.cast(thing, pdfium.FPDF_PAGEOBJECT), index)
        if pdfium.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), length):
            text = bytes(name)[: max(length.value - 2, 0)].decode("utf-16-le", "replace")
            if text == _LAYER:
                return True
    return False


def _covered(word: Word, others: Sequence[Word]) -> bool:
    """True where visible text already stands in the same place."""
    return any(
        min(word.x1, other.x1) - max(word.x0, other.x0) > 0.5 * (word.x1 - word.x0)
        and min(word.bottom, other.bottom) - max(word.top, other.top) > 0.5 * word.height
        for other in others
    )


class _Picture:
    """The page in grey, small, to look for ink."""

    def __init__(self, page: Any) -> None:
        self._scale = min(1.5, _LARGEST_SIDE / max(page.width, page.height, 1.0))
        self._wide = max(1, round(page.width * self._scale))
        self._high = max(1, round(page.height * self._scale))
        bitmap = pdfium.FPDFBitmap_CreateEx(self._wide, self._high, pdfium.FPDFBitmap_Gray, None, 0)
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, self._wide, self._high, 0xFFFFFFFF)
            pdfium.FPDF_RenderPageBitmap(bitmap, page.handle, 0, 0, self._wide, self._high, 0, 0)
            self._stride = pdfium.FPDFBitmap_GetStride(bitmap)
            size = self._stride * self._high
            self._grey = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), size)
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)

    def shows(self, word: Word) -> bool:
        """Tell whether anything is drawn in the inner part of the word's box."""
        inset = 0.15 * word.height
        left, right = (max(0, round(x * self._scale)) for x in (word.x0, word.x1))
        top = max(0, round((word.top + inset) * self._scale))
        bottom = min(self._high, round((word.bottom - inset) * self._scale) + 1)
        right = min(right + 1, self._wide)
        rows = [self._grey[y * self._stride + left : y * self._stride + right] for y in range(top, bottom)]
        levels = b"".join(rows)
        return bool(levels) and max(levels) - min(levels) >= _LEAST_CONTRAST

"""Tells whether a PDF page shows pictures that may hold text which the page's own text does not say."""

import ctypes
from collections.abc import Sequence
from typing import Any

import pypdfium2.raw as pdfium

from domain.pages import Pictured
from extractors.geometry import calls
from extractors.geometry.pdfium import OpenPage

_TABLE_SHARE = 0.1
"""Of the page: a picture as large may hold a table; smaller ones are logos."""
_WHOLE_SHARE = 0.8
_HIDDEN_SHARE = 0.9
_FEW_WORDS = 25
"""Of visible text over a picture of the whole page: a stamp or a page number on a scan."""
_MOST_OBJECTS = 5_000


def pictured(page: OpenPage, words: int) -> Pictured:
    """Return what the page shows besides its text of so many words."""
    count = min(pdfium.FPDFPage_CountObjects(page.handle), _MOST_OBJECTS)
    kinds = [calls.kind_of(calls.page_object(page.handle, index)) for index in range(count)]
    pictures = _of_kind(page, kinds, pdfium.FPDF_PAGEOBJ_IMAGE)
    largest = max((_share(thing, page) for thing in pictures), default=0.0)
    if largest < _TABLE_SHARE:
        return Pictured.NO
    if largest < _WHOLE_SHARE:
        return Pictured.BESIDE
    texts = _of_kind(page, kinds, pdfium.FPDF_PAGEOBJ_TEXT)
    hidden = sum(map(_is_hidden, texts))
    if texts and hidden >= _HIDDEN_SHARE * len(texts):
        return Pictured.BENEATH
    return Pictured.BESIDE if words < _FEW_WORDS else Pictured.NO


def _of_kind(page: OpenPage, kinds: Sequence[int], wanted: int) -> list[Any]:
    return [pdfium.FPDFPage_GetObject(page.handle, at) for at, kind in enumerate(kinds) if kind == wanted]


def _share(thing: Any, page: OpenPage) -> float:
    left, low, right, high = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(thing, left, low, right, high):
        return 0.0
    x0, top, x1, bottom = page.shown.box(left.value, low.value, right.value, high.value)
    wide = min(x1, page.width) - max(x0, 0.0)
    tall = min(bottom, page.height) - max(top, 0.0)
    return max(wide, 0.0) * max(tall, 0.0) / max(page.width * page.height, 1.0)


def _is_hidden(text: Any) -> bool:
    mode: int = pdfium.FPDFTextObj_GetTextRenderMode(text)
    return bool(mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)

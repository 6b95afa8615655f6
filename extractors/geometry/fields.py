"""Values typed into forms and notes set on the page that the file gives without a drawing of them."""

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from domain.pages import Box
from extractors.geometry.matrix import Matrix
from extractors.geometry.words import Word, seen

_MOST = 2_000
_LONGEST = 20_000
_HIDDEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_TYPED = frozenset(
    {pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX}
)
_USUAL_SIZE = 10.0
_WIDE = 0.5
"""Of the size: how wide a letter is taken to be."""


class Field(NamedTuple):
    """A value and the rectangle it belongs into, in the page's own points: left, bottom, right, top."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


def fields_of(document: pypdfium2.PdfDocument, handle: Any) -> tuple[Field, ...]:
    """Return the values of the page's form fields and free-text notes that are not hidden."""
    return tuple(_fields(document, handle))


def with_fields(words: list[Word], fields: Sequence[Field], shown: Matrix) -> list[Word]:
    """Add the words of each field into whose rectangle nothing is drawn."""
    added: list[Word] = []
    for field in fields:
        box = shown.box(field.left, field.bottom, field.right, field.top)
        if not any(_inside(word, box) for word in words):
            added += _set(field.text, box)
    return [*words, *added]


def _fields(document: pypdfium2.PdfDocument, handle: Any) -> Iterator[Field]:
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(handle), _MOST)):
        annotation = pdfium.FPDFPage_GetAnnot(handle, index)
        if not annotation:
            continue
        try:
            text = _value(document, annotation)
            rect = pdfium.FS_RECTF()
            if text.strip() and pdfium.FPDFAnnot_GetRect(annotation, rect):
                yield Field(text, rect.left, rect.bottom, rect.right, rect.top)
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)


def _value(document: pypdfium2.PdfDocument, annotation: Any) -> str:
    if pdfium.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
        return ""
    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    if kind == pdfium.FPDF_ANNOT_FREETEXT:
        return _told(lambda room, size: pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", room, size))
    if kind != pdfium.FPDF_ANNOT_WIDGET:
        return ""
    document.init_forms()
    forms = document.formenv
    if forms is None or pdfium.FPDFAnnot_GetFormFieldType(forms.raw, annotation) not in _TYPED:
        return ""
    return _told(lambda room, size: pdfium.FPDFAnnot_GetFormFieldValue(forms.raw, annotation, room, size))


def _told(ask: Any) -> str:
    """Return what PDFium writes when asked with room enough; "" for nothing or too much."""
    size = ask(None, 0)
    if not 2 < size <= 2 * _LONGEST:
        return ""
    room = (ctypes.c_ushort * (size // 2 + 1))()
    ask(room, size)
    return bytes(room)[: size - 2].decode("utf-16-le", "replace")


def _inside(word: Word, box: Box) -> bool:
    return box[0] <= word.centre <= box[2] and box[1] <= word.middle <= box[3]


def _set(text: str, box: Box) -> Iterator[Word]:
    """Yield the words line by line, as a viewer would set them: from the left, from the middle or top."""
    lines = [line for line in seen_lines_of(text) if line]
    high = min(_USUAL_SIZE * 1.2, (box[3] - box[1]) / max(len(lines), 1))
    top = (box[1] + box[3] - high) / 2 if len(lines) == 1 else box[1]
    for line in lines:
        x = box[0] + 2
        for text_word in line.split():
            end = x + _WIDE * high * len(text_word)
            yield Word(text_word, x, top, end, top + high)
            x = end + 0.25 * high
        top += high


def seen_lines_of(text: str) -> list[str]:
    """Return the lines of a value as a person sees them."""
    return [seen(line).strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]

"""Words by pdfplumber: slow, but another pair of eyes where PDFium's text makes no sense."""

import io

import pdfplumber
from pdfminer.pdfparser import PDFSyntaxError
from pdfminer.psexceptions import PSException

from extractors.geometry.words import Word, seen

_WHAT_IT_RAISES = (
    PSException,
    PDFSyntaxError,
    pdfplumber.utils.exceptions.PdfminerException,
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    AssertionError,
    OSError,
    RecursionError,
)


def plumbed_words(content: bytes, index: int) -> list[Word]:
    """Return the words of one page (counted from 0), boxes as displayed; [] where it fails too."""
    try:
        with pdfplumber.open(io.BytesIO(content)) as document:
            page = document.pages[index]
            left, top = page.cropbox[0] - page.mediabox[0], page.mediabox[3] - page.cropbox[3]
            return [
                Word(text, w["x0"] - left, w["top"] - top, w["x1"] - left, w["bottom"] - top)
                for w in page.extract_words()
                if (text := seen(w["text"]))
            ]
    except _WHAT_IT_RAISES:
        return []

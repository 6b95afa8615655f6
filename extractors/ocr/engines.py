"""What an OCR engine does, which ones there are, and which one is taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from domain.errors import ReadingError
from domain.policy import OcrChoice
from extractors.geometry.words import Word
from extractors.ocr.shades import Shades


@dataclass(frozen=True, slots=True)
class Recognised:
    """The words of one picture, boxes in pixels, and how sure the engine is of each, 0-1."""

    words: tuple[Word, ...] = ()
    confidences: tuple[float, ...] = ()
    quarters: int = 0
    """How often the picture had to be turned counter-clockwise; the boxes are those of the turned one."""


class OcrEngine(Protocol):
    """Reads the words of a straight grey picture."""

    name: str

    def recognise(self, bare: Shades, dpi: float, name: str) -> Recognised:
        """Return the words of a straight picture without drawn lines, either way up. Raises ReadingError."""
        ...

    def languages(self) -> Sequence[str]:
        """Return the languages that it reads, as three letters each."""
        ...


def engine_of(choice: OcrChoice, name: str = "it") -> OcrEngine:
    """Return the engine that the setting asks for, loaded once a process; `name` is the document's.

    Raises ReadingError(unsupported) with a sentence that names what to install or set.
    """
    from extractors.ocr import rapid, tesseract

    if choice is OcrChoice.OFF:
        raise ReadingError("unsupported", f"{name} is a picture, and reading.ocr is off; set it to auto.")
    if choice is not OcrChoice.TESSERACT and rapid.why_not() is None:
        return _neural()
    if choice is not OcrChoice.RAPIDOCR and tesseract.why_not() is None:
        return tesseract.TesseractEngine()
    missing = tesseract.why_not() if choice is OcrChoice.TESSERACT else rapid.why_not()
    raise ReadingError("unsupported", f"{name} is a picture and needs OCR: {missing}")


def described(choice: OcrChoice) -> str:
    """Say which engine the setting gives and in which languages it reads, without loading it."""
    from extractors.ocr import rapid, tesseract

    if choice is not OcrChoice.TESSERACT and rapid.why_not() is None:
        return f"rapidocr ({', '.join(rapid.LANGUAGES)})"
    return f"tesseract ({', '.join(tesseract.TesseractEngine().languages())})"


@cache
def _neural() -> OcrEngine:
    from extractors.ocr.rapid import RapidEngine

    return RapidEngine()

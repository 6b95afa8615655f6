"""What a recognising process holds in place of readers: one engine with its models."""

import io
from contextlib import suppress

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from domain.errors import ReadingError
from domain.pages import Page
from domain.policy import OcrChoice
from domain.ports import Reader
from domain.words import Medium
from extractors.ocr.engines import engine_of
from extractors.ocr.page import page_of

_SAMPLE = np.full((200, 200), 255, np.uint8)
_SAMPLE[80:100, 40:160:6] = 0


class OcrRoom:
    """Stands where the fence expects a reader; says what the engine's children may do."""

    name = "ocr"
    medium = Medium.IMAGE
    content_types: frozenset[str] = frozenset()

    def __init__(self, choice: OcrChoice) -> None:
        self._choice = choice

    @property
    def starts_programs(self) -> bool:
        """True for tesseract, which is a program of its own."""
        return self._engine_name() == "tesseract"

    @property
    def starts_threads(self) -> bool:
        """True for the neural engine: its libraries may start threads."""
        return self._engine_name() == "rapidocr"

    def prepare(self) -> None:
        """Load the engine, before any document is there; what is missing is said page by page."""
        # The whole way once: children may open no file of ours any more, and find it imported.
        with suppress(ReadingError):
            page_of(Image.fromarray(_SAMPLE), 72, 1, "sample", engine_of(self._choice))

    def read(self, content: bytes, name: str) -> tuple[Page, ...]:
        """Refuse: pages are recognised one by one. Raises ReadingError(unsupported)."""
        raise ReadingError("unsupported", f"{name} is read page by page.")

    def _engine_name(self) -> str:
        try:
            return engine_of(self._choice).name
        except ReadingError:
            return ""


def sample_picture() -> bytes:
    """Return a small picture with one amount on it, as PNG, to try an engine on."""
    image = Image.new("L", (420, 120), 255)
    ImageDraw.Draw(image).text((40, 40), "Total 1.234,56", fill=0, font=ImageFont.load_default(34))
    written = io.BytesIO()
    image.save(written, "PNG", dpi=(200, 200))
    return written.getvalue()


def auto() -> tuple[Reader, ...]:
    """Return the room of the best engine installed."""
    return (OcrRoom(OcrChoice.AUTO),)


def rapidocr() -> tuple[Reader, ...]:
    """Return the room of the neural engine."""
    return (OcrRoom(OcrChoice.RAPIDOCR),)


def tesseract() -> tuple[Reader, ...]:
    """Return the room of the tesseract program."""
    return (OcrRoom(OcrChoice.TESSERACT),)


def off() -> tuple[Reader, ...]:
    """Return a room where every picture is refused with the setting's name."""
    return (OcrRoom(OcrChoice.OFF),)

"""Pictures of pages: opens images with a cap on pixels, renders PDF pages, writes PNGs for people."""

import io
import math
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError

from domain.errors import ReadingError
from domain.pages import Page
from domain.policy import OcrChoice
from extractors.geometry import pdfium, turning

MOST_PIXELS = 80_000_000
MOST_FRAMES = 200
_FORMATS = ("PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP")
_PDF = "application/pdf"
_USUAL_DPI = 200.0
"""For images that do not state their resolution, or state one that no scanner has."""


def page_png(content: bytes, content_type: str, name: str, page: int, dpi: int, turn: float = 0.0) -> bytes:
    """Return one page (counted from 1) as a grey PNG, turned as `Page.turn` says. Raises ReadingError."""
    with _picture(content, content_type, name, page, dpi) as (image, own_dpi):
        grey = _turned(image.convert("L"), turn)
        if own_dpi > dpi:
            grey.thumbnail((grey.width * dpi / own_dpi, grey.height * dpi / own_dpi))
        written = io.BytesIO()
        grey.save(written, "PNG", compress_level=1)
        return written.getvalue()


def recognised(content: bytes, content_type: str, name: str, page: int, dpi: int, choice: OcrChoice) -> Page:
    """Return one page (counted from 1) read from its picture. Raises ReadingError: unsupported, too_large."""
    # Imported late: only processes that recognise hold the models and their libraries.
    from extractors.ocr.engines import engine_of
    from extractors.ocr.page import page_of

    engine = engine_of(choice, name)
    with _picture(content, content_type, name, page, dpi, colours=True) as (image, own_dpi):
        return page_of(image, own_dpi, page, name, engine)


def image_pages(content: bytes, name: str, most: int) -> tuple[Page, ...]:
    """Return every frame of an image file as a page that is not read yet. Raises ReadingError."""
    with _opened(content, name) as image:
        count = getattr(image, "n_frames", 1)
        if count > min(most, MOST_FRAMES):
            raise ReadingError(
                "too_many_pages",
                f"{name} holds {count} pictures, more than are read; ask for fewer pages a file.",
            )
        pages = []
        for number in range(1, count + 1):
            _seek(image, name, number)
            scale = 72 / _dpi_of(image)
            image.load()
            pages.append(
                Page(number, width=round(image.width * scale, 2), height=round(image.height * scale, 2))
            )
        return tuple(pages)


def load_formats() -> None:
    """Import the decoders of all formats, which PIL would otherwise do at the first picture."""
    Image.init()


def _turned(grey: Image.Image, turn: float) -> Image.Image:
    quarters = round(turn / 90)
    if skew := turn - 90 * quarters:
        grey = grey.rotate(skew, Image.Resampling.BILINEAR, fillcolor=255)
    return grey.rotate(90 * quarters, expand=True) if quarters % 4 else grey


@contextmanager
def _picture(
    content: bytes, content_type: str, name: str, page: int, dpi: int, *, colours: bool = False
) -> Iterator[tuple[Image.Image, float]]:
    """Give the picture of one page and its resolution."""
    if content_type == _PDF:
        with pdfium.opened(content, name) as document:
            yield _rendered(document, name, page, dpi, colours=colours)
    elif content_type.startswith("image/"):
        with _opened(content, name) as image:
            _seek(image, name, page)
            # Cameras say which side is up beside the picture.
            yield ImageOps.exif_transpose(image), _dpi_of(image)
    else:
        raise ReadingError(
            "unsupported", f"{name} has no pages to show as pictures; its text is shown instead."
        )


def _rendered(
    document: pypdfium2.PdfDocument, name: str, page: int, dpi: int, *, colours: bool
) -> tuple[Image.Image, float]:
    if not 1 <= page <= len(document):
        raise _no_page(name, page)
    opened = document[page - 1]
    width, height = opened.get_size()
    pixels = width * height * (dpi / 72) ** 2
    if pixels > MOST_PIXELS:
        dpi = math.floor(dpi * math.sqrt(MOST_PIXELS / pixels))
    image: Image.Image = opened.render(scale=dpi / 72, grayscale=not colours).to_pil()
    with pdfium.opened_page(document, page - 1) as shown:
        turn = turning.turn_of(pdfium.words_of(shown))
    return (image.rotate(turn, expand=True) if turn else image), float(dpi)


@contextmanager
def _opened(content: bytes, name: str) -> Iterator[Image.Image]:
    """Open an image by its header alone and refuse too many pixels before any is decoded."""
    Image.MAX_IMAGE_PIXELS = None  # our own cap stands right below
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
                _check_pixels(image, name)
                yield image
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise ReadingError(
            "broken", f"{name} is not a whole picture; ask the sender to send it again."
        ) from error


def _seek(image: Image.Image, name: str, page: int) -> None:
    if not 1 <= page <= getattr(image, "n_frames", 1):
        raise _no_page(name, page)
    image.seek(page - 1)
    _check_pixels(image, name)


def _check_pixels(image: Image.Image, name: str) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise ReadingError(
            "too_large",
            f"{name} has {image.width} x {image.height} pixels, more than the "
            f"{MOST_PIXELS // 1_000_000} million that are read; ask for a scan at 300 dpi.",
        )


def _dpi_of(image: Image.Image) -> float:
    told = image.info.get("dpi")
    try:
        dpi = float(told[0]) if told else 0.0
    except (TypeError, ValueError, ZeroDivisionError):
        dpi = 0.0
    if 100 <= dpi <= 1200:
        return dpi
    # A page is about as wide as A4, whatever camera took it.
    guessed = min(image.size) / 8.27
    return guessed if 100 <= guessed <= 1200 else _USUAL_DPI


def _no_page(name: str, page: int) -> ReadingError:
    return ReadingError("unsupported", f"{name} has no page {page}.")

"""Reads a picture of a page with the tesseract program: straightened, without its drawn lines."""

import io
import math
import shutil
import subprocess
from functools import cache
from itertools import pairwise

from PIL import Image, ImageChops, ImageFilter

from domain.errors import ReadingError
from domain.pages import Page, Ruling, Token
from extractors.geometry import grid, lines
from extractors.geometry.words import Word, box_of, seen

LANGUAGES = ("eng", "fra", "deu", "spa", "ita", "nld", "por")
_BEST_DPI = 300
_LARGEST_ANGLE = 3.0
_LINE_POINTS = 30.0
"""A dark run longer than this is a drawn line, not a letter."""
_DARK = 190
_REMAINS = " |¦_"
"""What a line that was not wholly painted over leaves beside words."""


def page_of(image: Image.Image, dpi: float, number: int, name: str) -> Page:
    """Return the page's words with boxes in points and their confidence, its lines and ruled tables.

    A blank picture gives a page without tokens. Raises ReadingError(unsupported) without tesseract.
    """
    grey = _grey(image)
    size = (round(grey.width * 72 / dpi, 2), round(grey.height * 72 / dpi, 2))
    if _blank(grey):
        return Page(number, width=size[0], height=size[1])
    _need_tesseract(name)
    if dpi > _BEST_DPI * 1.2:
        grey = grey.resize((round(grey.width * _BEST_DPI / dpi), round(grey.height * _BEST_DPI / dpi)))
        dpi = _BEST_DPI
    straight = _straightened(grey.filter(ImageFilter.MedianFilter(3)))
    bare, rulings = _without_lines(straight, dpi)
    words, confidences = _words(_tesseract(bare, dpi, name), 72 / dpi)
    ordered = lines.lines_of(words)
    return Page(
        number,
        tuple(
            Token(word.text, box_of((word,)), confidence=confidences[word.first])
            for line in ordered
            for word in line
        ),
        rulings,
        grid.ruled_tables(rulings, words),
        "\n".join(lines.text_of(line) for line in ordered),
        *size,
    )


def _need_tesseract(name: str) -> None:
    if shutil.which("tesseract") is None:
        raise ReadingError(
            "unsupported", f"{name} is a picture and needs OCR: install tesseract-ocr, then read it again."
        )


def _grey(image: Image.Image) -> Image.Image:
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image.convert("RGBA"))
    return image.convert("L")


def _blank(grey: Image.Image) -> bool:
    low, high = grey.resize((min(grey.width, 400), min(grey.height, 560)), Image.Resampling.BOX).getextrema()
    return float(high) - float(low) < 24  # type: ignore[arg-type]  # one band gives two plain numbers


def _straightened(grey: Image.Image) -> Image.Image:
    """Turn the picture by the small angle at which its lines of text stand out most."""
    small = ImageChops.invert(grey.resize((600, max(1, round(600 * grey.height / grey.width)))))
    angles = [step / 4 for step in range(round(-4 * _LARGEST_ANGLE), round(4 * _LARGEST_ANGLE) + 1)]
    best = max(angles, key=lambda angle: (_evenness(small, angle), -abs(angle)))
    if abs(best) < 0.3:
        return grey
    return grey.rotate(best, Image.Resampling.BILINEAR, fillcolor=255)


def _evenness(small: Image.Image, angle: float) -> float:
    rows = small.rotate(angle).resize((1, small.height), Image.Resampling.BOX).tobytes()
    return sum((above - below) ** 2 for above, below in pairwise(rows))


def _without_lines(grey: Image.Image, dpi: float) -> tuple[Image.Image, tuple[Ruling, ...]]:
    """Paint long straight lines over; letters that touch them lose a hair, amounts in a grid are saved."""
    dark = grey.point(lambda level: 255 if level < _DARK else 0)
    reach = round(_LINE_POINTS * dpi / 72 / 2)
    across, down = _runs(dark, (reach, 0)), _runs(dark, (0, reach))
    scale = 72 / dpi
    rulings = (*_bands(across, scale, flat=True), *_bands(down, scale, flat=False))
    mask = ImageChops.lighter(across, down).filter(ImageFilter.MaxFilter(3))
    bare = grey.copy()
    bare.paste(255, mask=mask)
    return bare, rulings


def _runs(dark: Image.Image, reach: tuple[int, int]) -> Image.Image:
    """Return what lies in dark runs of at least twice the reach, along one axis: opening by box blurs."""
    blur = ImageFilter.BoxBlur(reach)
    cores = dark.filter(blur).point(lambda level: 255 if level >= 240 else 0)
    return ImageChops.multiply(cores.filter(blur).point(lambda level: 255 if level else 0), dark)


def _bands(mask: Image.Image, scale: float, *, flat: bool) -> list[Ruling]:
    across, down = mask.getprojection()
    found = []
    for start, end in _stretches(down if flat else across):
        if (end - start) * scale > 4:
            continue  # a dark bar, not a line
        band = mask.crop((0, start, mask.width, end) if flat else (start, 0, end, mask.height)).getbbox()
        if band is None:
            continue
        middle = (start + end) / 2 * scale
        if flat:
            found.append(Ruling(band[0] * scale, middle, band[2] * scale, middle))
        else:
            found.append(Ruling(middle, band[1] * scale, middle, band[3] * scale))
    return found


def _stretches(projection: list[int]) -> list[tuple[int, int]]:
    stretches = []
    start = None
    for index, filled in enumerate([*projection, 0]):
        if filled and start is None:
            start = index
        elif not filled and start is not None:
            stretches.append((start, index))
            start = None
    return stretches


def _tesseract(image: Image.Image, dpi: float, name: str) -> str:
    written = io.BytesIO()
    image.save(written, "PNG", compress_level=1)
    command = [
        "tesseract",
        "stdin",
        "stdout",
        "--psm",
        "6",
        "--dpi",
        str(round(dpi)),
        "-l",
        _languages(),
        "tsv",
    ]
    ended = subprocess.run(command, input=written.getvalue(), capture_output=True, check=False)  # noqa: S603
    if ended.returncode != 0:
        raise ReadingError(
            "crash", f"tesseract broke down on {name} ({ended.returncode}); look at it by hand."
        )
    return ended.stdout.decode("utf-8", "replace")


@cache
def _languages() -> str:
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, check=False)  # noqa: S607
    installed = set(listed.stdout.decode("utf-8", "replace").split())
    return "+".join(language for language in LANGUAGES if language in installed) or "eng"


def _words(table: str, scale: float) -> tuple[list[Word], list[float]]:
    """Return the words of tesseract's table, each with the index of its confidence as `first`."""
    words: list[Word] = []
    confidences: list[float] = []
    for row in table.splitlines()[1:]:
        fields = row.split("\t")
        if len(fields) != 12 or fields[0] != "5":
            continue
        left, top, width, height = (int(field) * scale for field in fields[6:10])
        confidence, text = float(fields[10]), seen(fields[11]).strip(_REMAINS)
        if text and confidence >= 0 and math.isfinite(confidence):
            words.append(Word(text, left, top, left + width, top + height, len(words)))
            confidences.append(round(confidence / 100, 3))
    return words, confidences

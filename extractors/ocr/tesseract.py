"""The light engine: the tesseract program, asked over its standard input."""

import io
import math
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pytesseract
from PIL import Image

from domain.errors import ReadingError
from extractors.geometry.words import Word, seen
from extractors.ocr.angles import quarter_turned
from extractors.ocr.engines import Recognised
from extractors.ocr.shades import Shades

LANGUAGES = ("eng", "fra", "deu", "spa", "ita", "nld", "por")
_REMAINS = " |¦_"
"""What a line that was not wholly painted over leaves beside words."""
_ROTATE = re.compile(rb"Rotate: (\d+)\s+Orientation confidence: ([\d.]+)")
_SURE = 1.0
_UPRIGHT = 0.75
"""A page whose words are read as surely on average stands on its feet."""


def why_not() -> str | None:
    """Say why this engine cannot be used, None when it can."""
    return None if shutil.which("tesseract") else "install tesseract-ocr, then read it again."


class TesseractEngine:
    """Reads a page as one block of lines; one to two seconds of computing a page."""

    name = "tesseract"

    def languages(self) -> Sequence[str]:
        """Return the languages of ours that are installed for it."""
        return tuple(language for language in LANGUAGES if language in _installed())

    def recognise(self, bare: Shades, dpi: float, name: str) -> Recognised:
        """Return the words of a straight picture without drawn lines. Raises ReadingError(crash)."""
        found = self._words(bare, dpi, name)
        sure = sum(found.confidences) / max(len(found.confidences), 1)
        quarters = 0 if sure > _UPRIGHT and found.words else self._quarters(bare, dpi)
        if not quarters:
            return found
        return replace(self._words(quarter_turned(bare, quarters), dpi, name), quarters=quarters)

    def _words(self, bare: Shades, dpi: float, name: str) -> Recognised:
        languages = "+".join(self.languages()) or "eng"
        ended = _asked(bare, ["--psm", "6", "--dpi", str(round(dpi)), "-l", languages, "tsv"])
        if ended.returncode != 0:
            raise ReadingError(
                "crash", f"tesseract broke down on {name} ({ended.returncode}); look at it by hand."
            )
        return _words(ended.stdout.decode("utf-8", "replace"))

    def _quarters(self, grey: Shades, dpi: float) -> int:
        """Return how often to turn it counter-clockwise, as tesseract judges; 0 without its table."""
        if "osd" not in _installed():
            return 0
        told = _ROTATE.search(_asked(grey, ["--psm", "0", "--dpi", str(round(dpi))]).stdout)
        if told is None or float(told.group(2)) < _SURE:
            return 0
        return -int(told.group(1)) // 90 % 4


def _asked(grey: Shades, options: Sequence[str]) -> "subprocess.CompletedProcess[bytes]":
    written = io.BytesIO()
    Image.fromarray(grey).save(written, "PNG", compress_level=1)
    command = ["tesseract", "stdin", "stdout", *options]
    return subprocess.run(command, input=written.getvalue(), capture_output=True, check=False)  # noqa: S603


@cache
def _installed() -> frozenset[str]:
    try:
        return frozenset(pytesseract.get_languages())
    except (pytesseract.TesseractError, pytesseract.TesseractNotFoundError):
        return frozenset()


def _words(table: str) -> Recognised:
    words: list[Word] = []
    confidences: list[float] = []
    for row in table.splitlines()[1:]:
        fields = row.split("\t")
        if len(fields) != 12 or fields[0] != "5":
            continue
        left, top, width, height = (float(field) for field in fields[6:10])
        confidence, text = float(fields[10]), seen(fields[11]).strip(_REMAINS)
        if text and confidence >= 0 and math.isfinite(confidence):
            words.append(Word(text, left, top, left + width, top + height, len(words)))
            confidences.append(round(confidence / 100, 3))
    return Recognised(tuple(words), tuple(confidences))

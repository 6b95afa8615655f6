"""The neural engine: the two models that the rapidocr wheel holds, run by onnxruntime in this process.

Only the model files of the installed wheel are opened. Its own code is not imported: that could fetch others.
"""

import importlib.util
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from extractors.geometry.words import Word
from extractors.ocr.angles import quarter_turned
from extractors.ocr.engines import Recognised
from extractors.ocr.lines import Line, line_boxes, pieces_of
from extractors.ocr.shades import Shades
from extractors.ocr.spelling import Character, words_of

LANGUAGES = ("eng", "fra", "deu", "spa", "ita", "nld", "por")
_PACKAGE, _RUNTIME = "rapidocr", "onnxruntime"
_MISSING = "install rapidocr with onnxruntime, or tesseract-ocr, then read it again."
_DETECTING_DPI = 130
_LONGEST_SIDE = 1920
_SIDE_STEP = 32
_MEAN, _SPREAD = 0.5, 0.5
_HEIGHT = 48
"""Pixels that the recognising model wants a line to be high."""
_STRETCH = 1.25
"""Lines are drawn out: the model looks every eight pixels, and drops one of two equal narrow letters."""
_LONGEST_LINE = 3000
_BATCH_PIXELS = 2600
"""Width of all lines of one batch together."""
_TRIED = 6
"""Lines that are read both ways to tell whether the page stands on its head."""
_SURE = 0.5
_UPRIGHT = 0.93
"""A page whose lines are read as surely stands on its feet."""

Floats = npt.NDArray[np.float32]


def why_not() -> str | None:
    """Say why this engine cannot be used, None when it can."""
    if importlib.util.find_spec(_RUNTIME) is None or not models():
        return _MISSING
    return None


def models() -> tuple[Path, ...]:
    """Return the paths of the detecting and the recognising model in the installed wheel; () without them."""
    spec = importlib.util.find_spec(_PACKAGE)
    for place in list(spec.submodule_search_locations or ()) if spec else []:
        folder = Path(place) / "models"
        found = [sorted(folder.glob(pattern)) for pattern in ("*_det_*.onnx", "*_rec_*.onnx")]
        if all(found):
            return tuple(paths[0] for paths in found)
    return ()


class RapidEngine:
    """Finds lines by one model and reads them by another; about three seconds of computing a page."""

    name = "rapidocr"

    def __init__(self) -> None:
        detecting, recognising = models()
        self._detector = _session(detecting)
        self._recogniser = _session(recognising)
        listed = self._recogniser.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._letters = ["", *listed, " "]

    def languages(self) -> Sequence[str]:
        """Return the languages that it reads, as three letters each: those whose letters it knows."""
        return LANGUAGES

    def recognise(self, bare: Shades, dpi: float, name: str) -> Recognised:
        """Return the words of a straight picture without drawn lines, whichever way up."""
        found = self._lines(bare, dpi)
        quarters = 1 if _lie_sideways(found) else 0
        if quarters:
            bare = quarter_turned(bare, 1)
            found = self._lines(bare, dpi)
        pieces = [piece for line in found for piece in pieces_of(bare, line)]
        read = self._read(_cut(bare, pieces))
        if _surety(read) < _UPRIGHT and self._reads_better_turned(bare, pieces):
            quarters += 2
            bare = quarter_turned(bare, 2)
            pieces = sorted(_half_turned(piece, bare.shape) for piece in pieces)
            read = self._read(_cut(bare, pieces))
        return replace(_placed(bare, pieces, read), quarters=quarters)

    def _reads_better_turned(self, bare: Shades, pieces: Sequence[Line]) -> bool:
        """Read the longest lines both ways."""
        crops = _cut(bare, sorted(pieces, key=lambda line: line.x0 - line.x1)[:_TRIED])
        turned = [quarter_turned(crop, 2) for crop in crops]
        return _surety(self._read(turned)) > _surety(self._read(crops)) + 0.02

    def _lines(self, grey: Shades, dpi: float) -> list[Line]:
        scale = min(_DETECTING_DPI / dpi, _LONGEST_SIDE / max(grey.shape), 1.0)
        size = [max(_SIDE_STEP, round(side * scale / _SIDE_STEP) * _SIDE_STEP) for side in grey.shape]
        small = cv2.resize(grey, (size[1], size[0]), interpolation=cv2.INTER_AREA).astype(np.uint8)
        return line_boxes(_run(self._detector, _planes(small)[None])[0, 0], grey.shape)

    def _read(self, crops: Sequence[Shades]) -> list[list[Character]]:
        """Return the characters of each line."""
        found: list[list[Character]] = [[] for _ in crops]
        scaled = [_scaled(crop) for crop in crops]
        order = sorted(range(len(crops)), key=lambda index: scaled[index].shape[1])
        while order:
            count = max(1, min(8, _BATCH_PIXELS // scaled[order[-1]].shape[1]))
            batch, order = order[-count:], order[:-count]
            width = max(scaled[index].shape[1] for index in batch)
            planes = np.zeros((len(batch), 3, _HEIGHT, width), np.float32)
            for row, index in enumerate(batch):
                planes[row, :, :, : scaled[index].shape[1]] = _planes(scaled[index])
            for index, chances in zip(batch, _run(self._recogniser, planes), strict=True):
                step = width / len(chances) * crops[index].shape[1] / scaled[index].shape[1]
                found[index] = self._spelt(chances, step)
        return found

    def _spelt(self, chances: Floats, step: float) -> list[Character]:
        """Return the likeliest characters (CTC: repeats and blanks fall out) and their places in the line."""
        best = chances.argmax(axis=1)
        characters = []
        before = 0
        for place, index in enumerate(best):
            if index and index != before:
                sure = float(chances[place, index])
                characters.append(Character(self._letters[index], (place + 0.5) * step, sure))
            before = index
        return characters


def _lie_sideways(found: Sequence[Line]) -> bool:
    """Tell whether most text runs up or down: its lines are higher than wide."""
    high = sum(line.bottom - line.top for line in found if line.bottom - line.top > 1.5 * (line.x1 - line.x0))
    wide = sum(line.x1 - line.x0 for line in found if line.x1 - line.x0 > 1.5 * (line.bottom - line.top))
    return high > 1.5 * wide


def _cut(grey: Shades, pieces: Sequence[Line]) -> list[Shades]:
    return [grey[piece.top : piece.bottom, piece.x0 : piece.x1] for piece in pieces]


def _half_turned(piece: Line, shape: tuple[int, ...]) -> Line:
    height, width = shape[:2]
    return Line(width - piece.x1, height - piece.bottom, width - piece.x0, height - piece.top)


def _placed(grey: Shades, pieces: Sequence[Line], read: Sequence[Sequence[Character]]) -> Recognised:
    """Return the words of all lines where they lie in the picture."""
    words: list[Word] = []
    sure: list[float] = []
    for piece, crop, characters in zip(pieces, _cut(grey, pieces), read, strict=True):
        if not characters or _surety([characters]) < _SURE:
            continue
        for spelt in words_of(characters, crop):
            box = (piece.x0 + spelt.x0, piece.top + spelt.top, piece.x0 + spelt.x1, piece.top + spelt.bottom)
            words.append(Word(spelt.text, *box, first=len(words)))
            sure.append(round(spelt.confidence, 3))
    return Recognised(tuple(words), tuple(sure))


def _session(model: Path) -> Any:
    import onnxruntime

    cv2.setNumThreads(1)
    onnxruntime.set_default_logger_severity(4)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def _run(session: Any, planes: Floats) -> Floats:
    found: Floats = session.run(None, {session.get_inputs()[0].name: planes})[0]
    return found


def _planes(grey: Shades) -> Floats:
    """Return three equal bands between -1 and 1."""
    one = (grey.astype(np.float32) / 255 - _MEAN) / _SPREAD
    return np.repeat(one[None], 3, axis=0)


def _scaled(crop: Shades) -> Shades:
    width = min(max(8, round(_STRETCH * _HEIGHT * crop.shape[1] / crop.shape[0])), _LONGEST_LINE)
    way = cv2.INTER_AREA if crop.shape[0] > _HEIGHT else cv2.INTER_CUBIC
    return cv2.resize(crop, (width, _HEIGHT), interpolation=way).astype(np.uint8)


def _surety(read: Sequence[Sequence[Character]]) -> float:
    sure = [character.confidence for characters in read for character in characters]
    return sum(sure) / len(sure) if sure else 0.0

"""Finds at which small angle a page was scanned, and turns pictures."""

import cv2
import numpy as np

from extractors.ocr.shades import Shades

_LARGEST = 8.0
_LEAST = 0.12
"""Degrees that are worth turning: less moves a line by a point over a whole page."""


def skew_of(grey: Shades) -> float:
    """Return by how many degrees, counter-clockwise, the picture must be turned to stand straight."""
    rough = _best(_ink(grey, 500), np.arange(-_LARGEST, _LARGEST + 0.1, 0.5), 0.0)
    fine = _best(_ink(grey, 1000), np.arange(rough - 0.5, rough + 0.51, 0.1), rough)
    return float(fine) if abs(fine) >= _LEAST else 0.0


def straightened(grey: Shades, angle: float) -> Shades:
    """Return the picture turned counter-clockwise about its middle, its size kept."""
    if not angle:
        return grey
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), angle, 1.0)
    turned = cv2.warpAffine(grey, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
    return turned.astype(np.uint8)


def quarter_turned(grey: Shades, quarters: int) -> Shades:
    """Return the picture turned counter-clockwise by so many quarters."""
    return np.ascontiguousarray(np.rot90(grey, quarters))


def _ink(grey: Shades, longest: int) -> Shades:
    """Return the dark parts of a smaller picture, without long drawn lines, as 0 and 1."""
    factor = max(grey.shape) / longest
    size = (max(1, round(grey.shape[1] / factor)), max(1, round(grey.shape[0] / factor)))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    return (small < 190).astype(np.uint8)


def _best(ink: Shades, angles: "np.typing.NDArray[np.float64]", near: float) -> float:
    height, width = ink.shape
    best, most = near, -1.0
    for angle in sorted(angles, key=lambda one: abs(one - near)):
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), float(angle), 1.0)
        turned = cv2.warpAffine(ink * 255, turn, (width, height), flags=cv2.INTER_LINEAR)
        score = _evenness(turned.sum(axis=1) / 255) + _evenness(turned.sum(axis=0) / 255)
        if score > most * 1.0005:
            best, most = float(angle), score
    return best


def _evenness(sums: "np.typing.NDArray[np.float64]") -> float:
    differences = np.diff(sums.astype(np.float64))
    return float(np.square(differences).sum())

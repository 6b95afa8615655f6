"""Finds the drawn lines of a picture and paints them over, so that letters which touch them are read."""

import cv2
import numpy as np

from domain.pages import Ruling
from extractors.ocr.shades import Shades

_LINE_POINTS = 30.0
"""A dark run longer than this is a drawn line, not a letter."""
_DARK = 190
_THICKEST = 4.0
"""Points; what is thicker is a dark bar."""


def without_lines(grey: Shades, dpi: float) -> tuple[Shades, tuple[Ruling, ...]]:
    """Return the picture without its long straight lines, and the lines in points."""
    dark = ((grey < _DARK) * 255).astype(np.uint8)
    reach = max(3, round(_LINE_POINTS * dpi / 72 / 2))
    across, down = _runs(dark, (2 * reach + 1, 1)), _runs(dark, (1, 2 * reach + 1))
    scale = 72 / dpi
    rulings = (*_bands(across, scale, flat=True), *_bands(down, scale, flat=False))
    thin = cv2.bitwise_or(_thin(across, dpi), _thin(down, dpi))
    mask = cv2.dilate(thin, np.ones((3, 3), np.uint8))
    bare = grey.copy()
    bare[mask > 0] = 255
    return bare, rulings


def _runs(dark: Shades, size: tuple[int, int]) -> Shades:
    """Return what lies in dark runs at least so long, along one axis, with a few gaps forgiven."""
    cores = ((cv2.blur(dark, size) >= 240) * 255).astype(np.uint8)
    return cv2.bitwise_and(cv2.dilate(cores, np.ones((size[1], size[0]), np.uint8)), dark).astype(np.uint8)


def _thin(mask: Shades, dpi: float) -> Shades:
    """Return the mask without bars: letters printed in white on them must stay."""
    side = max(3, round(_THICKEST * dpi / 72))
    kernel = np.ones((side, side), np.uint8)
    bars = cv2.morphologyEx(mask, cv2.MORPH_OPEN, kernel)
    return cv2.subtract(mask, cv2.dilate(bars, kernel)).astype(np.uint8) if bars.any() else mask


def _bands(mask: Shades, scale: float, *, flat: bool) -> list[Ruling]:
    """Return one Ruling for each connected line that is thin."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask)
    found = []
    for x, y, width, height, _ in stats[1 : min(count, 2000)]:
        long, thick = (width, height) if flat else (height, width)
        if thick * scale > _THICKEST or long * scale < _LINE_POINTS / 2:
            continue
        if flat:
            middle = (y + height / 2) * scale
            found.append(Ruling(float(x * scale), middle, float((x + width) * scale), middle))
        else:
            middle = (x + width / 2) * scale
            found.append(Ruling(middle, float(y * scale), middle, float((y + height) * scale)))
    return found

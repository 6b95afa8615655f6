"""Makes a clean grey picture of a page: stamps, uneven light, dark borders and specks taken away."""

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

Shades = npt.NDArray[np.uint8]
"""A picture, one band: 0 is black, 255 white."""

_COLOURED = 60
"""Between the strongest and the weakest band of a pixel: ink of a stamp, not grey paper."""
_STAMP_POINTS = 34.0
"""A coloured thing is a stamp if it is this wide and high: words are lower, rules thinner."""
_STAMP_INK = 0.45
"""A stamp covers no more of its own box; a filled band with letters in it covers nearly all."""
_DARK_BORDER = 90
_BORDER_SHARE = 0.25
"""Of the picture's side: what a dark thing at the edge must measure to be a scanner's border."""
_MOST_HOLES = 4
"""A dark thing with more holes is a band with letters in it."""
_UNEVEN = 18
_FAINT, _LEAST_CONTRAST = 70, 40
_SPECK_SHARE = 0.0015


def clean(image: Image.Image, dpi: float) -> Shades:
    """Return the picture as even grey without what is not print."""
    grey = _grey_of(image, dpi)
    grey = _without_borders(grey)
    grey = _evenly_lit(grey, dpi)
    grey = _inked(grey)
    return _without_specks(grey)


def is_blank(grey: Shades) -> bool:
    """Tell whether nothing at all stands on the page."""
    small = cv2.resize(grey, (min(grey.shape[1], 400), min(grey.shape[0], 560)), interpolation=cv2.INTER_AREA)
    return int(small.max()) - int(small.min()) < 24


def _grey_of(image: Image.Image, dpi: float) -> Shades:
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image.convert("RGBA"))
    if image.mode in ("1", "L", "I", "I;16", "F"):
        return np.array(image.convert("L"))
    bands = np.array(image.convert("RGB"))
    grey = np.array(image.convert("L"))
    stamps = _stamps(bands, dpi)
    if stamps is not None:
        grey[stamps] = bands.max(axis=2)[stamps]
    return grey


def _stamps(bands: Shades, dpi: float) -> npt.NDArray[np.bool_] | None:
    """Return where large coloured things of thin strokes lie, None where there are none."""
    coloured = (bands.max(axis=2).astype(np.int16) - bands.min(axis=2)) > _COLOURED
    if coloured.mean() < 0.0005:
        return None
    reach = max(3, round(3 * dpi / 72))
    joined = cv2.dilate(coloured.astype(np.uint8), np.ones((reach, reach), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    least = _STAMP_POINTS * dpi / 72
    found = [
        index
        for index, (_, _, width, height, area) in enumerate(stats)
        if index and width > least and height > least and area < _STAMP_INK * width * height
    ]
    return np.isin(labels, found) if found else None


def _without_borders(grey: Shades) -> Shades:
    """Paint the dark edges of a scan or the desk around a photograph white."""
    height, width = grey.shape
    factor = max(1.0, max(height, width) / 1000)
    small = cv2.resize(grey, (round(width / factor), round(height / factor)), interpolation=cv2.INTER_AREA)
    dark = (small < _DARK_BORDER).astype(np.uint8)
    contours, nesting = cv2.findContours(dark, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    mask = np.zeros_like(dark)
    for index, contour in enumerate(contours):
        if nesting[0][index][3] == -1 and _is_border(contour, small.shape, _holes(contours, nesting, index)):
            cv2.drawContours(mask, contours, index, 1, cv2.FILLED, hierarchy=nesting, maxLevel=1)
    if not mask.any():
        return grey
    grown = cv2.dilate(mask, np.ones((5, 5), np.uint8))
    whole = cv2.resize(grown, (width, height), interpolation=cv2.INTER_NEAREST)
    painted = grey.copy()
    painted[whole > 0] = 255
    return painted


def _is_border(contour: Any, shape: tuple[int, ...], holes: int) -> bool:
    x, y, width, height = cv2.boundingRect(contour)
    rows, columns = shape[0], shape[1]
    at_edge = x <= 2 or y <= 2 or x + width >= columns - 2 or y + height >= rows - 2
    long = width > _BORDER_SHARE * columns or height > _BORDER_SHARE * rows
    return at_edge and long and holes <= _MOST_HOLES


def _holes(contours: Any, nesting: Any, index: int) -> int:
    count, at = 0, nesting[0][index][2]
    while at != -1:
        count += cv2.contourArea(contours[at]) > 2
        at = nesting[0][at][0]
    return count


def _evenly_lit(grey: Shades, dpi: float) -> Shades:
    """Divide by the paper's own brightness where that differs over the page."""
    height, width = grey.shape
    factor = max(1.0, dpi / 36)
    small = cv2.resize(grey, (round(width / factor), round(height / factor)), interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((9, 9), np.uint8)), 15).astype(np.uint8)
    low, high = (float(level) for level in np.percentile(paper, (5, 95)))
    if low > 255 - _UNEVEN or (high - low < _UNEVEN and low > 200):
        return grey
    bright = np.maximum(paper, 40).astype(np.uint8)
    whole = cv2.resize(bright, (width, height), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(grey, whole, scale=250).astype(np.uint8)


def _inked(grey: Shades) -> Shades:
    """Stretch faint print to full black on white."""
    dark, paper = (float(level) for level in np.percentile(grey, (0.05, 60)))
    if dark < _FAINT or paper - dark < _LEAST_CONTRAST:
        return grey
    return ((grey.astype(np.float32) - dark) * (250 / (paper - dark))).clip(0, 255).astype(np.uint8)


def _without_specks(grey: Shades) -> Shades:
    """Take the median where single pixels differ from all around them; it would blur a clean page."""
    median = cv2.medianBlur(grey, 3)
    strange = cv2.absdiff(grey, median) > 100
    paper = median > 200
    share = float((strange & paper).sum()) / max(int(paper.sum()), 1)
    return median.astype(np.uint8) if share > _SPECK_SHARE else grey

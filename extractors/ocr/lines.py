"""Makes boxes of lines from the detecting model's map, and parts them where columns begin."""

from collections.abc import Iterator
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from extractors.ocr.shades import Shades

_LIKELY, _LINE_LIKELY = 0.3, 0.5
_GROWN = 1.6
"""The model marks the inner part of a line: it is grown by this share of area over perimeter."""
_LEAST_PIXELS = 3
_MOST_LINES = 2000
_WIDE_BLANK = 1.1
"""In line heights: a blank as wide parts columns."""
_BAND = 128


class Line(NamedTuple):
    """The box of a line or of a piece of one, in pixels."""

    x0: int
    top: int
    x1: int
    bottom: int


def line_boxes(likely: npt.NDArray[np.float32], shape: tuple[int, ...]) -> list[Line]:
    """Return the boxes of lines in a picture of that (height, width), from top to bottom."""
    mask = (likely > _LIKELY).astype(np.uint8)
    mask = cv2.dilate(mask, np.ones((2, 2), np.uint8)).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask)
    down, across = shape[0] / likely.shape[0], shape[1] / likely.shape[1]
    totals = np.bincount(labels.ravel(), weights=likely.ravel(), minlength=count)
    found = []
    for index in range(1, min(count, _MOST_LINES)):
        x, y, width, height, area = (int(value) for value in stats[index])
        if min(width, height) < _LEAST_PIXELS or totals[index] / area < _LINE_LIKELY:
            continue
        grown = _GROWN * width * height / (2 * (width + height))
        found.append(
            Line(
                max(0, round((x - grown) * across)),
                max(0, round((y - grown) * down)),
                min(shape[1], round((x + width + grown) * across)),
                min(shape[0], round((y + height + grown) * down)),
            )
        )
    return sorted((line for line in found if line.x1 > line.x0 and line.bottom > line.top), key=_top)


def pieces_of(grey: Shades, line: Line) -> Iterator[Line]:
    """Yield the parts of a line between wide blanks, so that no word of it spans two columns."""
    crop = grey[line.top : line.bottom, line.x0 : line.x1]
    height = line.bottom - line.top
    margin = max(1, height // 8)
    start = None
    end = 0
    for x, inked in enumerate([*has_ink(crop), *[False] * (2 * height)]):
        if inked:
            start = x if start is None else start
            end = x
        elif start is not None and x - end > _WIDE_BLANK * height:
            yield Line(
                max(line.x0, line.x0 + start - margin),
                line.top,
                min(line.x1, line.x0 + end + margin),
                line.bottom,
            )
            start = None


def has_ink(crop: Shades) -> list[bool]:
    """Tell for each column of pixels whether anything is printed in the middle of the line."""
    edge = crop.shape[0] // 8
    middle = crop[edge : crop.shape[0] - edge or None]
    if not middle.size:
        return []
    paper = float(np.median(middle))
    if paper < _BAND:  # light print on a dark band
        return [bool(one) for one in middle.max(axis=0) > (float(np.percentile(middle, 98)) + paper) / 2]
    return [bool(one) for one in middle.min(axis=0) < (float(np.percentile(middle, 2)) + paper) / 2]


def _top(line: Line) -> tuple[int, int]:
    return line.top, line.x0

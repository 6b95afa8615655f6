"""Drawn lines of a PDF page: stroked paths and rectangles, and filled ones so thin that they are lines."""

import ctypes
import struct
from collections.abc import Iterable
from itertools import pairwise, repeat
from typing import Any

import pypdfium2.raw as pdfium

from domain.pages import Ruling
from extractors.geometry import calls
from extractors.geometry.matrix import Matrix
from extractors.geometry.pdfium import OpenPage
from extractors.geometry.words import Hundredths

_THIN = 2.0
"""In points: a filled shape up to this thickness is a line."""
_SHORTEST = 3.0
_MOST_OBJECTS = 30_000
_MOST_SEGMENTS = 60_000
_DEEPEST = 8
"""Form objects inside form objects."""

_SIX = struct.Struct("6f")

Point = tuple[float, float]
Outline = list[Point | None]
"""The corners of a sub-path; None stands before the end of a curve."""


def rulings_of(page: OpenPage) -> tuple[Ruling, ...]:
    """Return horizontal and vertical lines as displayed; () for a page that is more drawing than table."""
    collector = _Collector()
    count = pdfium.FPDFPage_CountObjects(page.handle)
    if count > _MOST_OBJECTS:
        return ()
    collector.take(map(calls.page_object, repeat(page.handle), range(count)), page.shown, 0)
    if collector.overflowed:
        return ()
    return tuple(ruling for ruling in collector.rulings if _on_page(ruling, page))


class _Collector:
    """Walks page objects and keeps what is a line."""

    def __init__(self) -> None:
        self.rulings: list[Ruling] = []
        self._near = Hundredths()
        self._segments = 0
        self._objects = 0
        self._x, self._y = ctypes.c_float(), ctypes.c_float()
        self._point_at = ctypes.byref(self._x), ctypes.byref(self._y)
        self._fill, self._stroke = ctypes.c_int(), ctypes.c_int()
        self._mode_at = ctypes.byref(self._fill), ctypes.byref(self._stroke)
        self._matrix = pdfium.FS_MATRIX()
        self._matrix_at = ctypes.byref(self._matrix)
        self._last: tuple[tuple[float, ...], Matrix, Matrix] = ((), Matrix(), Matrix())

    @property
    def overflowed(self) -> bool:
        return self._segments > _MOST_SEGMENTS or self._objects > _MOST_OBJECTS

    def take(self, things: Iterable[Any], outer: Matrix, depth: int) -> None:
        for thing in things:
            kind = calls.kind_of(thing)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._take_path(thing, outer)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                self._take_form(thing, self._placed(thing, outer), depth + 1)

    def _take_form(self, form: Any, inner: Matrix, depth: int) -> None:
        count = calls.count_form_objects(form)
        self._objects += max(count, 0)
        if not self.overflowed:
            self.take(map(calls.form_object, repeat(form), range(count)), inner, depth)

    def _placed(self, thing: Any, outer: Matrix) -> Matrix:
        """Return the map from the object's own points to the displayed page."""
        own: tuple[float, ...] = Matrix()
        if calls.matrix_of(thing, self._matrix_at):
            own = _SIX.unpack(self._matrix)
        before, before_outer, placed = self._last
        if own != before or outer is not before_outer:  # neighbours mostly share their map
            placed = Matrix(*own).then(outer)
            self._last = own, outer, placed
        return placed

    def _take_path(self, path: Any, outer: Matrix) -> None:
        calls.draw_mode(path, *self._mode_at)
        count = calls.count_segments(path)
        self._segments += max(count, 0)
        filled, stroked = self._fill.value, self._stroke.value
        if count < 2 or self.overflowed or not (filled or stroked):
            return
        for outline in self._outlines(path, count, self._placed(path, outer)):
            if stroked:
                self._take_edges(outline)
            else:
                self._take_filled(outline)

    def _outlines(self, path: Any, count: int, shown: Matrix) -> list[Outline]:
        """Return each sub-path."""
        outline: Outline = []
        outlines = [outline]
        a, b, c, d, e, f = shown
        for index in range(count):
            segment = calls.path_segment(path, index)
            calls.segment_point(segment, *self._point_at)
            kind = calls.segment_kind(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO and outline:
                outline = []
                outlines.append(outline)
            elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
                outline.append(None)
            x, y = self._x.value, self._y.value
            outline.append((a * x + c * y + e, b * x + d * y + f))
            if calls.segment_closes(segment) and outline[0] is not None:
                outline.append(outline[0])
        return outlines

    def _take_edges(self, outline: list[Point | None]) -> None:
        for start, end in pairwise(outline):
            if start is not None and end is not None:
                self._keep(start[0], start[1], end[0], end[1])

    def _take_filled(self, outline: list[Point | None]) -> None:
        corners = [point for point in outline if point is not None]
        if len(corners) != len(outline) or len(corners) > 6:
            return
        x0, x1 = min(p[0] for p in corners), max(p[0] for p in corners)
        top, bottom = min(p[1] for p in corners), max(p[1] for p in corners)
        if bottom - top <= _THIN:
            self._keep(x0, (top + bottom) / 2, x1, (top + bottom) / 2)
        elif x1 - x0 <= _THIN:
            self._keep((x0 + x1) / 2, top, (x0 + x1) / 2, bottom)

    def _keep(self, xa: float, ya: float, xb: float, yb: float) -> None:
        x0, x1 = (xa, xb) if xa <= xb else (xb, xa)
        top, bottom = (ya, yb) if ya <= yb else (yb, ya)
        wide, high = x1 - x0, bottom - top
        if (wide <= 0.7 and high >= _SHORTEST) or (high <= 0.7 and wide >= _SHORTEST):
            near = self._near
            self.rulings.append(Ruling(near[x0], near[top], near[x1], near[bottom]))


def _on_page(ruling: Ruling, page: OpenPage) -> bool:
    return (
        ruling.x0 <= page.width + 1
        and ruling.x1 >= -1
        and ruling.top <= page.height + 1
        and ruling.bottom >= -1
    )

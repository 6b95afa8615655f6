"""Drawn lines of a PDF page: stroked paths and rectangles, and filled ones so thin that they are lines."""

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from domain.pages import Ruling
from extractors.geometry.pdfium import Matrix, OpenPage

_THIN = 2.0
"""In points: a filled shape up to this thickness is a line."""
_SHORTEST = 3.0
_MOST_OBJECTS = 30_000
_MOST_SEGMENTS = 60_000
_DEEPEST = 8
"""Form objects inside form objects."""

Point = tuple[float, float]


def rulings_of(page: OpenPage) -> tuple[Ruling, ...]:
    """Return horizontal and vertical lines as displayed; () for a page that is more drawing than table."""
    collector = _Collector()
    count = pdfium.FPDFPage_CountObjects(page.handle)
    if count > _MOST_OBJECTS:
        return ()
    for index in range(count):
        collector.take(pdfium.FPDFPage_GetObject(page.handle, index), page.shown, 0)
    if collector.overflowed:
        return ()
    return tuple(ruling for ruling in collector.rulings if _on_page(ruling, page))


class _Collector:
    """Walks page objects and keeps what is a line."""

    def __init__(self) -> None:
        self.rulings: list[Ruling] = []
        self._segments = 0
        self._objects = 0
        self._numbers = tuple(ctypes.c_float() for _ in range(2))
        self._matrix = pdfium.FS_MATRIX()

    @property
    def overflowed(self) -> bool:
        return self._segments > _MOST_SEGMENTS or self._objects > _MOST_OBJECTS

    def take(self, thing: Any, outer: Matrix, depth: int) -> None:
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._take_path(thing, self._matrix_of(thing).then(outer))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = self._matrix_of(thing).then(outer)
            for index in range(pdfium.FPDFFormObj_CountObjects(thing)):
                self._objects += 1
                if self.overflowed:
                    return
                self.take(pdfium.FPDFFormObj_GetObject(thing, index), inner, depth + 1)

    def _matrix_of(self, thing: Any) -> Matrix:
        m = self._matrix
        if not pdfium.FPDFPageObj_GetMatrix(thing, m):
            return Matrix()
        return Matrix(m.a, m.b, m.c, m.d, m.e, m.f)

    def _take_path(self, path: Any, shown: Matrix) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
        count = pdfium.FPDFPath_CountSegments(path)
        self._segments += max(count, 0)
        if count < 2 or self.overflowed or not (fill.value or stroke.value):
            return
        for outline in self._outlines(path, count, shown):
            if stroke.value:
                self._take_edges(outline)
            elif fill.value:
                self._take_filled(outline)

    def _outlines(self, path: Any, count: int, shown: Matrix) -> Iterator[list[Point | None]]:
        """Yield each sub-path as its corners; None stands before the end of a curve."""
        outline: list[Point | None] = []
        x, y = self._numbers
        for index in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(path, index)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO and outline:
                yield outline
                outline = []
            if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
                outline.append(None)
            outline.append(shown.place(x.value, y.value))
            if pdfium.FPDFPathSegment_GetClose(segment) and outline[0] is not None:
                outline.append(outline[0])
        if outline:
            yield outline

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
        x0, x1, top, bottom = min(xa, xb), max(xa, xb), min(ya, yb), max(ya, yb)
        wide, high = x1 - x0, bottom - top
        if min(wide, high) <= 0.7 and max(wide, high) >= _SHORTEST:
            self.rulings.append(Ruling(round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)))


def _on_page(ruling: Ruling, page: OpenPage) -> bool:
    return (
        ruling.x0 <= page.width + 1
        and ruling.x1 >= -1
        and ruling.top <= page.height + 1
        and ruling.bottom >= -1
    )

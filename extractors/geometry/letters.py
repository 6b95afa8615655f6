"""The characters of a PDF page and the words that they make, by as few calls of PDFium as the page allows."""

import ctypes
import re
import struct
from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium

from domain.pages import Box
from extractors.geometry import calls
from extractors.geometry.matrix import Matrix
from extractors.geometry.words import Word, seen

_LINE_END_HYPHENS = "\ufffe\x02"
"""What PDFium writes for a hyphen at the end of a line, joined to the next line's first word."""
_RUN = re.compile(rf"[^\s\x00{_LINE_END_HYPHENS}]+[{_LINE_END_HYPHENS}]?|[{_LINE_END_HYPHENS}]")

_MEANINGLESS = re.compile(r"[\x01\x03-\x08\x0e-\x1f]|(?<!\S)\x02(?=\w)")
"""What fonts without a way back to Unicode leave; at the end of a word the second is PDFium's hyphen."""
_LEADER = re.compile(r"[.\u2026\u00b7_]{4,}")
_SMALLER = 0.8
"""Share of the usual height below which a letter is a small one."""
_RAISED = 0.25
_LONGEST_MARK = 2
_CENTS = 2
_AT_ONCE = 512
_RECT = struct.Struct("4f")
_ROOM = (pdfium.FS_RECTF * _AT_ONCE)()
_ROOM_AT = [ctypes.byref(_ROOM, at * _RECT.size) for at in range(_AT_ONCE)]
"""Where PDFium writes the boxes of many characters, one after the other."""

_made = Word._make
"""Twice as fast as to call Word: its defaults are not asked for."""


class Letters:
    """The characters of a page: their text by one call, their boxes only where asked for."""

    def __init__(self, text_page: Any, shown: Matrix) -> None:
        self._page = text_page
        self._shown = shown
        self._loose = pdfium.FS_RECTF()
        self._loose_at = ctypes.byref(self._loose)
        self._tight = tuple(ctypes.c_double() for _ in range(4))
        self.text = _MEANINGLESS.sub("\ufffd", _text(text_page))

    def box(self, index: int) -> Box:
        """Return the (x0, top, x1, bottom) of one character as displayed.

        The loose box reaches from the font's descent to its ascent, so that all letters of a line agree;
        fonts that state neither fall back to the ink.
        """
        if calls.loose_box(self._page, index, self._loose_at):
            loose = self._loose
            left, low, right, high = loose.left, loose.bottom, loose.right, loose.top
            if right - left > 0.01 and 0.5 < high - low < 400:
                return self._shown.box(left, low, right, high)
        ink = self._tight
        pdfium.FPDFText_GetCharBox(self._page, index, *ink)
        return self._shown.box(ink[0].value, ink[2].value, ink[1].value, ink[3].value)

    def boxes(self, indexes: Sequence[int]) -> list[Box]:
        """Return what `box` returns for each, by one loop in C on the usual page, which is not turned."""
        a, b, c, d, e, f = self._shown
        if not (b == 0 == c and a > 0 > d):
            return [self.box(index) for index in indexes]
        found: list[Box] = []
        for start in range(0, len(indexes), _AT_ONCE):
            some = indexes[start : start + _AT_ONCE]
            told = map(calls.loose_box, repeat(self._page), some, _ROOM_AT)
            if not all(list(told)):
                return [self.box(index) for index in indexes]
            found += [
                (left * a + e, high * d + f, right * a + e, low * d + f)
                if right - left > 0.01 and 0.5 < high - low < 400
                else self.box(index)
                for index, (left, high, right, low) in zip(some, _RECT.iter_unpack(_ROOM), strict=False)
            ]
        return found

    def words(self) -> Iterator[Word]:
        """Yield each run of characters without a blank; a line's last hyphen ends its run."""
        spans = [run.span() for run in _RUN.finditer(self.text)]
        starts, ends = [start for start, _ in spans], [end - 1 for _, end in spans]
        first_boxes, last_boxes = self.boxes(starts), self.boxes(ends)
        for at in _unlike(first_boxes, last_boxes):
            if starts[at] < ends[at]:
                starts[at], ends[at] = self._without_marks(starts[at], ends[at])
                first_boxes[at], last_boxes[at] = self.box(starts[at]), self.box(ends[at])
        for word in map(self._word, starts, ends, first_boxes, last_boxes):
            if word is not None:
                yield word

    def word(self, first: int, last: int) -> Word | None:
        """Return the word of these characters (both counted in), None when nothing of it is seen."""
        return self._word(first, last, self.box(first), self.box(last))

    def parts(self, word: Word, places: Sequence[float]) -> Iterator[Word]:
        """Yield the pieces of a word that lie between the places (x, ascending).

        Where a line runs through a letter, the text merely hangs over its cell and stays whole.
        """
        boxes = [self.box(index) for index in range(word.first, word.last + 1)]
        clear = [x for x in places if not any(box[0] + 0.3 < x < box[2] - 0.3 for box in boxes)]
        start = word.first
        for x in clear:
            end = word.first + sum(1 for box in boxes if (box[0] + box[2]) / 2 < x)
            if start < end <= word.last and (piece := self.word(start, end - 1)) is not None:
                yield piece
                start = end
        rest = self.word(start, word.last)
        if rest is not None:
            yield rest

    def is_made_up(self, index: int) -> bool:
        """Tell whether PDFium itself put this character in, such as a blank for a gap."""
        return bool(pdfium.FPDFText_IsGenerated(self._page, index) == 1)

    def without_leaders(self, words: list[Word]) -> list[Word]:
        """Part words at the dots that lead from one to the next: "INV-1......10.00"."""
        if not _LEADER.search(self.text):
            return words
        parted: list[Word] = []
        for word in words:
            text = self.text[word.first : word.last + 1]
            if not (word.upright and _LEADER.search(text)):
                parted.append(word)
                continue
            edges = [0, *(edge for run in _LEADER.finditer(text) for edge in run.span()), len(text)]
            for start, end in zip(edges[::2], edges[1::2], strict=True):
                part = self.word(word.first + start, word.first + end - 1) if start < end else None
                parted += [part] if part is not None else []
        return parted

    def _without_marks(self, first: int, last: int) -> tuple[int, int]:
        """Return the word's characters without the raised small figures of a footnote before or behind it."""
        boxes = [self.box(index) for index in range(first, last + 1)]
        usual = max(bottom - top for _, top, _, bottom in boxes)
        low = max(bottom for _, _, _, bottom in boxes)
        plain = [low - bottom < 0.1 and usual - (bottom - top) < 0.1 for _, top, _, bottom in boxes]
        raised = [
            bottom - top < _SMALLER * usual and low - bottom > _RAISED * usual for _, top, _, bottom in boxes
        ]
        start, end = first, last
        while end > first and raised[end - first] and self.text[end].isdigit():
            end -= 1
        while start < end and raised[start - first] and self.text[start].isdigit():
            start += 1
        if not all(plain[start - first : end - first + 1]) or max(last - end, start - first) > _LONGEST_MARK:
            return first, last
        return (first, last) if self._raises_cents(start, end, last) else (start, end)

    def _raises_cents(self, start: int, end: int, last: int) -> bool:
        """Two raised figures behind an amount that has no cents are its cents."""
        before = self.text[start : end + 1]
        whole = not any(map(str.isalpha, before)) and not set(before[-3:]) & {",", "."}
        return last - end == _CENTS and whole

    def _word(self, first: int, last: int, start: Box, end: Box) -> Word | None:
        text = self.text[first : last + 1]
        if not (text.isascii() and text.isprintable()):
            text = seen(_with_hyphens(text))
            if not text:
                return None
        a0, atop, a1, abottom = start
        if first == last:
            return _made((text, a0, atop, a1, abottom, first, last, 0))
        b0, btop, b1, bbottom = end
        if b0 < a0 or (b1 - a0) > (last - first + 2) * 1.6 * max(abottom - atop, 1.0):
            return self._odd_word(text, first, last)
        if atop == btop and abottom == bbottom:  # as on nearly every line
            return _made((text, a0, atop, b1, abottom, first, last, 0))
        if abs((btop + bbottom) - (atop + abottom)) > abs((b0 + b1) - (a0 + a1)):
            return self._odd_word(text, first, last)
        return Word(text, a0, min(atop, btop), b1, max(abottom, bbottom), first, last)

    def _odd_word(self, text: str, first: int, last: int) -> Word:
        boxes = [self.box(index) for index in range(first, last + 1)]
        return Word(
            text,
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
            first,
            last,
            _turn(boxes[0], boxes[-1]),
        )


def _unlike(starts: Sequence[Box], ends: Sequence[Box]) -> list[int]:
    """Return where the first letter of a word is clearly taller than the last, or the last than the first."""
    return [
        at
        for at, ((_, atop, _, abottom), (_, btop, _, bbottom)) in enumerate(zip(starts, ends, strict=True))
        if (abottom - atop) < _SMALLER * (bbottom - btop) or (bbottom - btop) < _SMALLER * (abottom - atop)
    ]


def _turn(start: Box, end: Box) -> int:
    """Return which way a word runs whose first and last letters lie so."""
    across = (end[0] + end[2]) - (start[0] + start[2])
    down = (end[1] + end[3]) - (start[1] + start[3])
    if abs(down) > abs(across):
        return 90 if down > 0 else 270
    return 180 if across < 0 else 0


def _text(text_page: Any) -> str:
    """Return the page's text with one Python character for each of PDFium's."""
    count = pdfium.FPDFText_CountChars(text_page)
    if count <= 0:
        return ""
    units = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text_page, 0, count, units)
    text = bytes(units)[: max(written - 1, 0) * 2].decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    # Characters without a meaning in Unicode are left out above, and rare ones count twice.
    return "".join(_character(pdfium.FPDFText_GetUnicode(text_page, index)) for index in range(count))


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _with_hyphens(text: str) -> str:
    for mark in _LINE_END_HYPHENS:
        text = text.replace(mark, "-")
    return text

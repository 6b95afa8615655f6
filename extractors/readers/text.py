"""Reads plain text: lines as written, words with line and character column."""

import re
from collections.abc import Iterator
from itertools import groupby

from domain.errors import ReadingError
from domain.pages import Page, Token
from domain.words import Medium
from extractors.charsets import decoded
from extractors.geometry.words import seen
from extractors.limits import check_pages

_WORD = re.compile(r"\S+")
_BETWEEN_CELLS = 4
"""In blanks, at the least, where a tab stood."""


class TextReader:
    """The reader of plain text; a form feed starts a new page."""

    name = "text"
    medium = Medium.TEXT
    content_types = frozenset({"text/plain"})

    def read(self, content: bytes, name: str) -> tuple[Page, ...]:
        """Return one Page a form feed. Raises ReadingError: empty, too_many_pages."""
        text = decoded(content)
        if not text.strip():
            raise ReadingError("empty", f"{name} holds no text; ask the sender what was meant to be in it.")
        parts = [part for part in text.split("\f") if part.strip()]
        check_pages(len(parts), name)
        return tuple(_page(part, number) for number, part in enumerate(parts, 1))


def _page(text: str, number: int) -> Page:
    lines = [_clean(line) for line in _aligned(text.split("\n"))]
    tokens = tuple(
        Token(word.group(), row=row, column=word.start())
        for row, line in enumerate(lines)
        for word in _WORD.finditer(line)
    )
    return Page(number, tokens, text="\n".join(lines))


def _aligned(lines: list[str]) -> Iterator[str]:
    """Yield lines whose tabs are blanks, so that cells parted by tabs stand under one another."""
    for tabs, group in groupby(lines, key=lambda line: line.rstrip("\r").count("\t")):
        rows = [line.rstrip("\r").split("\t") for line in group]
        if not tabs or len(rows) < 2 or any(row[0].strip() == "" for row in rows if any(row)):
            yield from ("".join(_to_tab_stop(cell) for cell in row[:-1]) + row[-1] for row in rows)
            continue
        wide = [max(len(row[at]) for row in rows) + _BETWEEN_CELLS for at in range(tabs)] + [0]
        yield from ("".join(cell.ljust(w) for cell, w in zip(row, wide, strict=True)) for row in rows)


def _to_tab_stop(cell: str) -> str:
    """Pad to the next tab stop that leaves two blanks at least, or cells would look like one."""
    return cell.ljust(-(-(len(cell) + 2) // 8) * 8)


def _clean(line: str) -> str:
    return seen(line.replace("\u00a0", " ")).rstrip()


PLUGIN = TextReader()

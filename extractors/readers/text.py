"""Reads plain text: lines as written, words with line and character column."""

import re

from domain.errors import ReadingError
from domain.pages import Page, Token
from domain.quote_marks import without_quote_marks
from domain.words import Medium
from extractors.charsets import decoded
from extractors.geometry.words import seen
from extractors.limits import check_pages, check_rows
from extractors.tabs import aligned

_WORD = re.compile(r"\S+")


class TextReader:
    """The reader of plain text; a form feed starts a new page."""

    name = "text"
    medium = Medium.TEXT
    content_types = frozenset({"text/plain"})

    def read(self, content: bytes, name: str) -> tuple[Page, ...]:
        """Return one Page a form feed. Raises ReadingError: empty, too_many_pages, too_large."""
        text = decoded(content)
        if not text.strip():
            raise ReadingError("empty", f"{name} holds no text; ask the sender what was meant to be in it.")
        parts = [part for part in text.split("\f") if part.strip()]
        check_pages(len(parts), name)
        check_rows(text.count("\n"), name)
        return tuple(_page(part, number) for number, part in enumerate(parts, 1))


def _page(text: str, number: int) -> Page:
    lines = [_clean(line) for line in aligned(without_quote_marks(text.split("\n")))]
    tokens = tuple(
        Token(word.group(), row=row, column=word.start())
        for row, line in enumerate(lines)
        for word in _WORD.finditer(line)
    )
    return Page(number, tokens, text="\n".join(lines))


def _clean(line: str) -> str:
    return seen(line.replace("\u00a0", " ")).rstrip()


PLUGIN = TextReader()

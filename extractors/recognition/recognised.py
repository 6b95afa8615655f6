"""The recognised words of a document: where they lie, and the document with other texts for some."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from domain.pages import Box, Document, Table, Token

Place = tuple[int, int]
"""A token: index of its page, index on it."""


def is_recognised(document: Document) -> bool:
    """Tell whether any word was read off a picture."""
    return any(token.confidence is not None for page in document.pages for token in page.tokens)


def recognised_words(document: Document) -> Iterator[tuple[Place, Token]]:
    """Yield each word that was read off a picture, with its place."""
    for at, page in enumerate(document.pages):
        for index, token in enumerate(page.tokens):
            if token.confidence is not None:
                yield (at, index), token


def with_texts(document: Document, changes: Mapping[Place, str]) -> Document:
    """Return the document with other texts for some tokens, in its tables and lines as well."""
    pages = list(document.pages)
    for at in {place[0] for place in changes}:
        page = pages[at]
        own = {index: text for (number, index), text in changes.items() if number == at}
        tokens = tuple(
            replace(token, text=own[index]) if index in own else token
            for index, token in enumerate(page.tokens)
        )
        pairs = [(page.tokens[index], text) for index, text in own.items()]
        text = page.text
        for token, new in pairs:
            text = text.replace(token.text, new, 1)
        tables = tuple(_with_cells(table, pairs) for table in page.tables)
        pages[at] = replace(page, tokens=tokens, tables=tables, text=text)
    return replace(document, pages=tuple(pages))


def _with_cells(table: Table, pairs: Sequence[tuple[Token, str]]) -> Table:
    cells = list(table.cells)
    for token, new in pairs:
        for at, cell in enumerate(cells):
            if cell.box and token.box and _holds(cell.box, token.box) and token.text in cell.text:
                cells[at] = replace(cell, text=cell.text.replace(token.text, new, 1))
    return replace(table, cells=tuple(cells))


def words_inside(document: Document, page: int | None, box: Box | None) -> Iterator[tuple[Place, Token]]:
    """Yield the recognised words whose middle lies in a box; none without one."""
    if page is None or box is None:
        return
    at = next((index for index, one in enumerate(document.pages) if one.number == page), None)
    if at is None:
        return
    for index, token in enumerate(document.pages[at].tokens):
        if token.confidence is not None and token.box and _holds(box, token.box):
            yield (at, index), token


def _holds(outer: Box, inner: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] - 1 <= x <= outer[2] + 1 and outer[1] - 1 <= y <= outer[3] + 1

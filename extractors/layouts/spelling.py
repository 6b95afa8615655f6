"""Spells words of a recognised page as the taught layout does, so that slips hide no label or header."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from rapidfuzz import fuzz, process

from domain.layouts import LayoutTemplate
from domain.pages import Document, Page, Token
from extractors.recognition.words import fold

_ALIKE = 85.0
_CLEARLY = 5.0
"""By so much the best word must be nearer than the next one."""
_SHORTEST = 4


def spelt_like(template: LayoutTemplate, document: Document) -> Document:
    """Return the document with words that nearly are words of the layout spelt like these.

    Only recognised words of letters are touched; a document that was not recognised stays as it is.
    """
    known = _words_of(template)
    pages = tuple(_spelt(page, known) for page in document.pages)
    return document if pages == document.pages else replace(document, pages=pages)


@lru_cache(maxsize=256)
def _words_of(template: LayoutTemplate) -> frozenset[str]:
    return frozenset(word for text in _texts_of(template) for word in text.split() if len(word) >= _SHORTEST)


def _texts_of(template: LayoutTemplate) -> Iterator[str]:
    yield from template.landmarks
    for rule in template.fields:
        yield from (anchor.label for anchor in rule.anchors)
    yield from (column.header for column in template.lines.columns)
    yield from (cell.label for cell in template.lines.cells)
    yield from (block.anchor.label for block in template.lines.blocks)
    if template.sections is not None:
        yield template.sections.label


def _spelt(page: Page, known: frozenset[str]) -> Page:
    tokens = list(page.tokens)
    text = page.text
    tables = page.tables
    for at, token in enumerate(tokens):
        better = _better(token, known)
        if better is None:
            continue
        tokens[at] = replace(token, text=better)
        text = text.replace(token.text, better, 1)
        tables = tuple(
            replace(
                table,
                cells=tuple(
                    replace(cell, text=_in_cell(cell.text, token.text, better)) for cell in table.cells
                ),
            )
            for table in tables
        )
    return (
        page if tokens == list(page.tokens) else replace(page, tokens=tuple(tokens), text=text, tables=tables)
    )


def _in_cell(text: str, word: str, better: str) -> str:
    return " ".join(better if one == word else one for one in text.split(" ")) if word in text else text


def _better(token: Token, known: frozenset[str]) -> str | None:
    """Return the layout's word that this one nearly is, its capitals kept; None for any other word."""
    bare = token.text.rstrip(":.;,")
    if token.confidence is None or len(bare) < _SHORTEST or any(map(str.isdigit, token.text)):
        return None
    folded = fold(bare)
    if not folded or folded in known:
        return None
    nearest = process.extract(folded, known, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=2)
    if not nearest or (len(nearest) > 1 and nearest[0][1] - nearest[1][1] < _CLEARLY):
        return None
    word = nearest[0][0]
    cased = word.upper() if bare.isupper() else word.capitalize() if bare[:1].isupper() else word
    return cased + token.text[len(bare) :]

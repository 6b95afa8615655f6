"""Has pages read off their pictures where they hold no text, or none that can be trusted."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from domain.codec import from_json
from domain.errors import ReadingError
from domain.pages import Document, Page, Pictured, Token
from domain.words import Medium
from extractors.fence.work import ReadingFence, Work, WorkKind
from extractors.geometry import grid, lines
from extractors.geometry.words import Word

_AGREE = 0.9
"""Share of an invisible layer's words that the picture must show, or the layer is not believed."""
_COVERED = 0.3
"""Of a recognised word's own area: so much under visible text, and it is that text once more."""


def with_pictured_pages(document: Document, content: bytes, fence: ReadingFence) -> Document:
    """Return the document with pictured pages recognised, how that went among its notes and problems."""
    wanted = [page for page in document.pages if not page.tokens or page.picture is not Pictured.NO]
    if not wanted:
        return document
    limits = fence.limits
    pages = {page.number: page for page in document.pages}
    problems, notes = list(document.problems), list(document.notes)
    for page, found in _recognised(wanted[: limits.ocr_pages], document, content, fence):
        if isinstance(found, Page):
            pages[page.number], note = _joined(page, found)
            notes += [note] if note else []
        elif said := _unread(document, page, found):
            problems.append(said)
    if len(wanted) > limits.ocr_pages:
        problems.append(
            f"too_many_pages: {document.name} has {len(wanted)} scanned pages, of which the first "
            f"{limits.ocr_pages} were read; look at the others by hand or raise reading.ocr_pages."
        )
    ordered = tuple(pages[page.number] for page in document.pages)
    return replace(document, pages=ordered, problems=tuple(dict.fromkeys(problems)), notes=tuple(notes))


def decoded(answer: bytes, kind: Any, name: str) -> Any:
    """Return the child's answer as values; a child that was broken into may say anything."""
    try:
        return from_json(kind, answer)
    except ValidationError as error:
        raise ReadingError("crash", f"the reader broke down on {name}; look at it by hand.") from error


def problem(error: ReadingError) -> str:
    """Return the error as a document's problem: its fixed reason, then the sentence."""
    return f"{error.reason}: {error}"


def _recognised(
    pages: Sequence[Page], document: Document, content: bytes, fence: ReadingFence
) -> list[tuple[Page, Page | ReadingError]]:
    """Return each page with what was recognised of it; side by side where several processes may."""

    def one(page: Page) -> Page | ReadingError:
        work = Work(
            WorkKind.OCR,
            document.name,
            content_type=document.content_type,
            page=page.number,
            dpi=fence.limits.ocr_dpi,
            engine=fence.limits.ocr,
        )
        try:
            found: Page = decoded(fence.run(work, content), Page, document.name)
        except ReadingError as error:
            return error
        return replace(found, number=page.number)

    if len(pages) == 1 or fence.limits.ocr_processes == 1:
        read = [one(pages[0])]
        if not _stops(read[0]):
            read += [one(page) for page in pages[1:]]
        return list(zip(pages, read, strict=False))
    with ThreadPoolExecutor(fence.limits.ocr_processes) as together:
        return list(zip(pages, together.map(one, pages), strict=True))


def _stops(found: Page | ReadingError) -> bool:
    """Without an engine the other pages fail alike."""
    return isinstance(found, ReadingError) and found.reason == "unsupported"


def _joined(page: Page, found: Page) -> tuple[Page, str]:
    """Return the page as it is to be read, and the note about it."""
    picture = f"page {page.number} was read off its picture"
    if not page.tokens:
        return found, f"{picture}: it holds no text that makes sense." if found.tokens else ""
    if page.picture is Pictured.BENEATH:
        if _agree(page.tokens, found.tokens):
            return page, f"page {page.number} was recognised by its sender; its picture shows the same words."
        return found, f"{picture}: the text that lies under it says something else."
    if round(found.turn):
        return page, ""
    return _both(page, found)


def _agree(layer: Sequence[Token], seen: Sequence[Token]) -> bool:
    """Tell whether the words with figures of an invisible layer are those that the picture shows."""
    shown = {token.text for token in seen}
    figures = [token.text for token in layer if any(map(str.isdigit, token.text))]
    return bool(figures) and sum(text in shown for text in figures) >= _AGREE * len(figures)


def _both(page: Page, found: Page) -> tuple[Page, str]:
    """Return the text of the page and, where it has none, the words of its picture."""
    further = [token for token in found.tokens if not any(_covers(own, token) for own in page.tokens)]
    if not further:
        return page, ""
    tokens = [*page.tokens, *further]
    words = [Word(token.text, *token.box, first=at) for at, token in enumerate(tokens) if token.box]
    ordered = lines.lines_of(words)
    rulings = (*page.rulings, *found.rulings) if not page.rulings else page.rulings
    joined = replace(
        page,
        tokens=tuple(tokens[word.first] for line in ordered for word in line),
        rulings=rulings,
        tables=page.tables or grid.ruled_tables(rulings, words),
        text="\n".join(lines.text_of(line) for line in ordered),
    )
    return joined, f"page {page.number} shows a picture, whose words were read besides its text."


def _covers(own: Token, seen: Token) -> bool:
    if own.box is None or seen.box is None:
        return False
    wide = min(own.box[2], seen.box[2]) - max(own.box[0], seen.box[0])
    high = min(own.box[3], seen.box[3]) - max(own.box[1], seen.box[1])
    area = (seen.box[2] - seen.box[0]) * (seen.box[3] - seen.box[1])
    return wide > 0 and high > 0 and wide * high > _COVERED * area


def _unread(document: Document, page: Page, error: ReadingError) -> str:
    if page.tokens and page.picture is Pictured.BESIDE:
        return ""  # a picture beside text is mostly an ornament
    if document.medium is Medium.IMAGE:
        return problem(error)
    where = "the PDF holds" if len(document.pages) == 1 else f"page {page.number} holds"
    return f"no_text: {where} only pictures, and they could not be read: {error}"

"""Turns any file into a Document: picks the reader, runs it behind the fence, names what went wrong."""

import hashlib
from dataclasses import replace

from domain.content_type import sniff
from domain.errors import ReadingError
from domain.pages import Document, Page
from domain.words import Look, Medium
from extractors.electronic.forms import look_of_form
from extractors.electronic.reading import describes_itself
from extractors.fence.work import ReaderEntry, ReadingFence, Work, WorkKind
from extractors.look import look_of
from extractors.pictured_pages import decoded, problem, with_pictured_pages


def read(content: bytes, name: str, content_type: str, fence: ReadingFence) -> Document:
    """Return the document with its pages and look; never raises for a bad document.

    What could not be read is named in `problems`, e.g. "encrypted: advice.pdf is protected by a password;
    ask the sender for an open copy.". Pages of a PDF without text are read by OCR where that is installed.
    """
    entry = _reader_for(content_type, fence)
    document = Document(
        name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        medium=entry.medium if entry else _medium_of(content_type),
        content_type=content_type,
        read_by=entry.name if entry else "",
    )
    try:
        if not content:
            raise ReadingError("empty", f"{name} is empty; ask the sender to send it again.")
        if entry is None:
            raise _unsupported(name, content_type)
        pages = decoded(
            fence.run(Work(WorkKind.READ, name, entry.name, content_type), content), tuple[Page, ...], name
        )
    except ReadingError as error:
        return replace(document, problems=(problem(error),), look_reason="could not be read")
    document = replace(document, problems=_problems_of(pages))
    document = replace(document, pages=pages)
    if entry.medium in (Medium.PDF, Medium.IMAGE):
        document = with_pictured_pages(document, content, fence)
    return _looked_at(document)


def page_picture(content: bytes, page_number: int, dpi: int, fence: ReadingFence, turn: float = 0.0) -> bytes:
    """Return one page (counted from 1) of a PDF or an image as a grey PNG, drawn behind the fence.

    `turn` is the page's own (`Page.turn`), so that the boxes of recognised words lie where they belong.

    Raises ReadingError: unsupported for media without pages, else the reason why it cannot be drawn.
    """
    work = Work(
        WorkKind.PICTURE,
        f"page {page_number}",
        content_type=sniff(content),
        page=page_number,
        dpi=min(max(dpi, 20), 400),
        turn=turn,
    )
    return fence.run(work, content)


def unpack(content: bytes, name: str, content_type: str, fence: ReadingFence) -> bytes:
    """Return the mail inside an Outlook file (.msg, winmail.dat) as MIME bytes, opened behind the fence.

    Raises ReadingError with a fixed reason.
    """
    return fence.run(Work(WorkKind.UNPACK, name, content_type=content_type), content)


def _reader_for(content_type: str, fence: ReadingFence) -> ReaderEntry | None:
    return next((entry for entry in fence.readers if content_type in entry.content_types), None)


def _medium_of(content_type: str) -> Medium:
    return Medium.IMAGE if content_type.startswith("image/") else Medium.TEXT


def _unsupported(name: str, content_type: str) -> ReadingError:
    return ReadingError(
        "unsupported",
        f"{name} is of the type {content_type}, which no reader takes; ask for a PDF, XLSX or CSV.",
    )


def _problems_of(pages: tuple[Page, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(problem for page in pages for problem in page.problems))


def _looked_at(document: Document) -> Document:
    if document.problems and not any(page.tokens for page in document.pages):
        return replace(document, look=Look.PICTURE, look_reason="holds only pictures")
    if describes_itself(document):
        look, reason = look_of_form(document.pages[-1])
        return replace(document, look=look, look_reason=reason)
    look, reason = look_of(document.pages, "" if document.name == "body" else document.name)
    return replace(document, look=look, look_reason=reason)

"""Turns any file into a Document: picks the reader, runs it behind the fence, names what went wrong."""

import hashlib
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from domain.codec import from_json
from domain.content_type import sniff
from domain.errors import ReadingError
from domain.pages import Document, Page
from domain.words import Look, Medium
from extractors.electronic.forms import look_of_form
from extractors.electronic.reading import describes_itself
from extractors.fence.work import ReaderEntry, ReadingFence, Work, WorkKind
from extractors.look import look_of

_OCR_DPI = 250
_MOST_OCR_PAGES = 20
"""Scanned pages of one document that are recognised, at two to three seconds each."""


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
        pages = _decoded(
            fence.run(Work(WorkKind.READ, name, entry.name, content_type), content), tuple[Page, ...], name
        )
    except ReadingError as error:
        return replace(document, problems=(problem(error),), look_reason="could not be read")
    document = replace(document, problems=_problems_of(pages))
    if entry.medium is Medium.PDF:
        return _looked_at(_with_scanned_pages(replace(document, pages=pages), content, fence))
    return _looked_at(replace(document, pages=pages))


def page_picture(content: bytes, page_number: int, dpi: int, fence: ReadingFence) -> bytes:
    """Return one page (counted from 1) of a PDF or an image as a grey PNG, drawn behind the fence.

    Raises ReadingError: unsupported for media without pages, else the reason why it cannot be drawn.
    """
    work = Work(
        WorkKind.PICTURE,
        f"page {page_number}",
        content_type=sniff(content),
        page=page_number,
        dpi=min(max(dpi, 20), 400),
    )
    return fence.run(work, content)


def unpack(content: bytes, name: str, content_type: str, fence: ReadingFence) -> bytes:
    """Return the mail inside an Outlook file (.msg, winmail.dat) as MIME bytes, opened behind the fence.

    Raises ReadingError with a fixed reason.
    """
    return fence.run(Work(WorkKind.UNPACK, name, content_type=content_type), content)


def supported_types() -> frozenset[str]:
    """Return the content types that installed readers take. Imports every reader: not for the service."""
    from extractors.fence.errand import installed_readers

    return frozenset(content_type for reader in installed_readers() for content_type in reader.content_types)


def problem(error: ReadingError) -> str:
    """Return the error as a document's problem: its fixed reason, then the sentence."""
    return f"{error.reason}: {error}"


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


def _decoded(answer: bytes, kind: Any, name: str) -> Any:
    """Return the child's answer as values; a child that was broken into may say anything."""
    try:
        return from_json(kind, answer)
    except ValidationError as error:
        raise ReadingError("crash", f"the reader broke down on {name}; look at it by hand.") from error


def _with_scanned_pages(document: Document, content: bytes, fence: ReadingFence) -> Document:
    """Read the pages without text by OCR; what cannot be is named and left without tokens."""
    scanned = [page.number for page in document.pages if not page.tokens]
    pages = list(document.pages)
    problems = list(document.problems)
    for number in scanned[:_MOST_OCR_PAGES]:
        work = Work(
            WorkKind.OCR, document.name, content_type=document.content_type, page=number, dpi=_OCR_DPI
        )
        try:
            pages[number - 1] = _decoded(fence.run(work, content), Page, document.name)
        except ReadingError as error:
            problems.append(_no_text(document.name, number, len(pages), error))
            if error.reason == "unsupported":
                break
    if len(scanned) > _MOST_OCR_PAGES:
        problems.append(
            f"too_many_pages: {document.name} has {len(scanned)} scanned pages, of which the first "
            f"{_MOST_OCR_PAGES} were read; look at the others by hand."
        )
    return replace(document, pages=tuple(pages), problems=tuple(problems))


def _no_text(name: str, number: int, count: int, error: ReadingError) -> str:
    where = "the PDF holds" if count == 1 else f"page {number} holds"
    return f"no_text: {where} only pictures, and they could not be read: {error}"


def _looked_at(document: Document) -> Document:
    if document.problems and not any(page.tokens for page in document.pages):
        return replace(document, look=Look.PICTURE, look_reason="holds only pictures")
    if describes_itself(document):
        look, reason = look_of_form(document.pages[-1])
        return replace(document, look=look, look_reason=reason)
    look, reason = look_of(document.pages, "" if document.name == "body" else document.name)
    return replace(document, look=look, look_reason=reason)

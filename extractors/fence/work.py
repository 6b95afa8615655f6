"""What a child is asked to do, and what it cost."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from domain.policy import OcrChoice, ReadingLimits
from domain.words import Medium

DONE = b"+"
"""Opens the answer of a child that did its work; its result follows."""
KILL = b"kill"
"""The parent's word to the server to end the running child."""
FAILED = b"-"
"""Opens the answer of a child that could not; reason and message follow as JSON."""


class WorkKind(StrEnum):
    """The kinds of work a child knows."""

    READ = "read"
    """A reader's pages, as JSON of `tuple[Page, ...]`."""
    OCR = "ocr"
    """One page of a PDF recognised from its picture, as JSON of `Page`."""
    PICTURE = "picture"
    """One page as a PNG."""
    UNPACK = "unpack"
    """The mail inside an Outlook file, as MIME bytes."""


@dataclass(frozen=True, slots=True)
class Work:
    """One document's errand; its bytes travel beside it."""

    kind: WorkKind
    name: str
    """The document's name, for sentences."""
    reader: str = ""
    """For READ: the reader's name."""
    content_type: str = ""
    """For OCR, PICTURE and UNPACK: what the bytes are."""
    page: int = 1
    """For OCR and PICTURE, counted from 1."""
    dpi: int = 150
    """For OCR and PICTURE."""
    turn: float = 0.0
    """For PICTURE: degrees counter-clockwise, as `Page.turn`."""
    engine: OcrChoice = OcrChoice.AUTO
    """For OCR: which engine recognises."""


@dataclass(frozen=True, slots=True)
class ReaderEntry:
    """One installed reader, as the server tells it to the parent, which imports none."""

    name: str
    medium: Medium
    content_types: frozenset[str]


@dataclass(frozen=True, slots=True)
class Usage:
    """What the last child cost."""

    cpu_seconds: float = 0.0
    peak_bytes: int = 0


class ReadingFence(Protocol):
    """Where documents are read: in a limited child, or in this process for tests."""

    @property
    def limits(self) -> ReadingLimits:
        """What one document may cost, and how pictures are read."""
        ...

    @property
    def readers(self) -> tuple[ReaderEntry, ...]:
        """The installed readers."""
        ...

    def run(self, work: Work, content: bytes) -> bytes:
        """Do the work and return its bytes. Raises ReadingError with a fixed reason."""
        ...

    def close(self) -> None:
        """End the server; may be called twice."""
        ...

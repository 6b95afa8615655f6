"""The page model: what every reader makes of every medium, and all that later steps see.

Media with points (PDF, image) place tokens by boxes; media without (sheets, CSV, HTML, text)
place them by row and column. Tables are cells either way, so that reading, templates, teaching
and the review page work the same for all.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from domain.words import Look, Medium

Box = tuple[float, float, float, float]
"""(x0, top, x1, bottom) in points from the page's top left."""


class Pictured(StrEnum):
    """What a page with text of its own shows besides, as pictures."""

    NO = "no"
    """Nothing that could hold lines of text."""
    BESIDE = "beside"
    """A picture large enough for a table, beside or under visible text."""
    BENEATH = "beneath"
    """The whole page is a picture, and its text is an invisible layer that somebody recognised before."""


@dataclass(frozen=True, slots=True)
class Token:
    """The smallest piece of text with a place: a word of a PDF, a cell of a sheet, a word of a mail."""

    text: str
    box: Box | None = None
    row: int | None = None
    """0-based line or row, for media without points."""
    column: int | None = None
    """0-based column (sheet, CSV, HTML table) or character offset in the line (text)."""
    confidence: float | None = None
    """How sure OCR is of the text, 0-1; None where it was not recognised but read."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A drawn line, horizontal or vertical, in points."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def horizontal(self) -> bool:
        """True for a line that runs from left to right."""
        return abs(self.x1 - self.x0) >= abs(self.bottom - self.top)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; row and column are 0-based within the table."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    box: Box | None = None
    ref: str | None = None
    """What a person calls it: "Sheet1!C7"; "row 3 column 2" where the medium has no names."""
    number: Decimal | None = None
    """The typed value of a spreadsheet's number cell."""
    day: date | None = None
    """The typed value of a spreadsheet's date cell."""


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells in reading order (row by row), from ruling lines, HTML or a sheet."""

    cells: tuple[Cell, ...]
    rows: int
    columns: int
    name: str | None = None
    """The sheet's name."""
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a PDF, one sheet of a workbook, one HTML body, one text."""

    number: int
    """Counted from 1."""
    tokens: tuple[Token, ...] = ()
    """In reading order."""
    rulings: tuple[Ruling, ...] = ()
    tables: tuple[Table, ...] = ()
    text: str = ""
    """All text in reading order, one line a row."""
    width: float | None = None
    """In points; None for media without points."""
    height: float | None = None
    name: str | None = None
    picture: Pictured = Pictured.NO
    """Whether a picture on it holds text that should be read too."""
    turn: float = 0.0
    """Degrees, counter-clockwise, by which the page as sent was turned about its middle to stand upright."""
    problems: tuple[str, ...] = ()
    """Named reasons why parts of it could not be read, as in `Document.problems`."""


@dataclass(frozen=True, slots=True)
class Document:
    """One attachment, bare file or mail body after reading."""

    name: str
    """The attachment's path, or "body" for the mail's own text."""
    sha256: str
    medium: Medium
    content_type: str
    pages: tuple[Page, ...] = ()
    look: Look = Look.UNKNOWN
    look_reason: str = ""
    """Why it looks so, in words: 'titled "Remittance Advice"'."""
    read_by: str = ""
    """Name of the reader."""
    problems: tuple[str, ...] = ()
    """Named reasons why it could not be read wholly: "encrypted: …", "timeout: …"."""
    notes: tuple[str, ...] = ()
    """How it was read where that is not the usual way: "page 2 was read off its picture: …"."""

    @property
    def text(self) -> str:
        """The text of all pages."""
        return "\n".join(page.text for page in self.pages)

"""Layout templates: what a taught form of remittance advice looks like and where its values stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.dialect import Dialect
from domain.pages import Document
from domain.remittance import Remittance
from domain.words import DocumentType, Layout, Medium

HEADER_FIELDS = (
    "payer_name",
    "payee_name",
    "payment_reference",
    "payment_method",
    "payment_date",
    "currency",
    "total_amount",
)
LINE_FIELDS = (
    "document_number",
    "document_type",
    "document_date",
    "po_number",
    "gross_amount",
    "discount_amount",
    "deduction_amount",
    "deduction_reason",
    "net_amount",
)


class Direction(StrEnum):
    """Where a value stands, seen from its label."""

    SAME = "same"
    """In the same run of words, behind the label."""
    RIGHT = "right"
    """The nth run of the value's kind in the label's row; negative: counted from the row's end."""
    LEFT = "left"
    """The nth run of the value's kind before the label in its row, the nearest first."""
    BELOW = "below"
    """The run under the label, in one of the next rows."""
    ABOVE = "above"
    """The run over the label, in one of the rows before."""


class LineForm(StrEnum):
    """How a layout sets its lines."""

    TABLE = "table"
    """Columns, with a header row or without; a record may take several rows."""
    BLOCKS = "blocks"
    """Every value at a label of its own, the labels repeated for each line."""
    SEQUENCE = "sequence"
    """Values follow one another in running text or in rows without fixed columns."""
    FIRST_SIGHT = "first_sight"
    """As first-time recognition finds them; the layout says which of its values means what."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A label that a value hangs on; words are folded (lower case, no accents, single blanks)."""

    label: str
    direction: Direction
    nth: int = 1
    last: bool = False
    """True: the label's last occurrence counts, else its first that has a value."""
    over: bool = False
    """True where an amount or a day stands between the label and its value in one run of words."""


@dataclass(frozen=True, slots=True)
class FieldRule:
    """Where one header value stands: its anchors, the surest first, or words that mean it."""

    name: str
    anchors: tuple[Anchor, ...] = ()
    phrase: str | None = None
    """Words as printed that stand somewhere on the page and mean `value`: a letterhead, a sign."""
    value: str | None = None
    """The value that the phrase means, in the form of the public JSON."""


@dataclass(frozen=True, slots=True)
class ColumnPlace:
    """One column: its folded header words ("" without) and its span where it was taught."""

    header: str
    left: float
    right: float
    idle: bool = False
    """True where no record of the taught document held anything but zeros here; a value now is a doubt."""


@dataclass(frozen=True, slots=True)
class CellRule:
    """Where in a record one line value stands: column, row counted from the record's first, and part."""

    field: str
    column: int
    row: int = 0
    label: str = ""
    """Folded words in the cell before the value, "" where the cell holds the value alone."""
    zero_is_none: bool = False
    """True where a printed zero means that there is no such amount."""
    nth: int = 0
    """Which of several amounts or days in the cell, counted from 1; 0: it holds one."""
    carry: bool = False
    """True where an empty cell means the value of the line before."""
    negative: bool = False
    """True where what stands here counts against the payment: a column of credits."""
    row_label: str = ""
    """Folded words that mark the value's row among those of the record, "" where `row` counts it."""
    behind: int = -1
    """The column whose text stands before this one's, with nothing between: a series before its number."""


@dataclass(frozen=True, slots=True)
class HeadRule:
    """A row above a group of lines that states one value of all of them, behind its label ("": alone)."""

    field: str
    label: str


@dataclass(frozen=True, slots=True)
class SequenceStep:
    """Which value of its kind, counted from the document number: 1 the next behind it, -1 the last before."""

    field: str
    nth: int
    of: int = -1
    """For lines with so many amounts up to the next number only; -1: for all."""


@dataclass(frozen=True, slots=True)
class LineAnchor:
    """The label of one line value in a layout of blocks."""

    field: str
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class LineRule:
    """How lines are found and read."""

    form: LineForm
    start: str = "document_number"
    """The field whose value begins a record."""
    columns: tuple[ColumnPlace, ...] = ()
    header_rows: int = 0
    """Physical rows of the header; 0: none, the columns stand where they were taught."""
    cells: tuple[CellRule, ...] = ()
    heads: tuple[HeadRule, ...] = ()
    sign_column: int = -1
    """The column whose text tells what counts against the payment; -1: none does."""
    negatives: tuple[str, ...] = ()
    """Folded (or, for signs without letters, bare) texts of the sign column that do."""
    negative_forms: tuple[str, ...] = ()
    """Forms of numbers whose documents always count against the payment: the payer's own debit notes."""
    status_column: int = -1
    """The column whose text tells which of the listed documents are paid; -1: all are."""
    paid: tuple[str, ...] = ()
    """Folded texts of the status column that say so; one that is in neither list is a doubt."""
    left_out: tuple[str, ...] = ()
    """Folded texts of the status column of documents that are listed and not paid."""
    first_table: bool = False
    """True where further tables under the same header only repeat the first: a stub, a copy."""
    blocks: tuple[LineAnchor, ...] = ()
    steps: tuple[SequenceStep, ...] = ()
    always: tuple[str, ...] = ()
    """Fields that every taught line of a sequence states; a line without one is a doubt."""
    number_forms: tuple[str, ...] = ()
    """Forms of document numbers: letters as they are, 9 for a figure, e.g. "INV-99999"."""
    types: tuple[tuple[str, DocumentType], ...] = ()
    """(folded text, what it means) of the cell `document_type` or of a row without a number."""
    reverse: bool = False
    """True where amounts are printed with the opposite sign of what they add to the payment."""
    unexplained: bool = False
    """True where a line may pay less than its gross amount without any column that says why."""
    taken: tuple[tuple[str, str], ...] = ()
    """(field, what first-time recognition takes it for; "": it is not stated), where they differ."""
    heading: str = ""
    """Folded words of the row that begins these lines, for those that follow others in another table."""
    kind: DocumentType | None = None
    """What every one of these lines is, None where its words or its sign say so."""
    further: "LineRule | None" = None
    """How the lines of a second table are read, from its heading on; None: there is one table."""


@dataclass(frozen=True, slots=True)
class LayoutTemplate:
    """One taught layout of one payer."""

    name: str
    """E.g. "acme-corp-1"; unique in an installation."""
    payer: str
    """The payer's name as taught; its folder's name is derived from it."""
    media: tuple[Medium, ...]
    layout: Layout
    decimal: str | None
    """The decimal mark, None where the taught document left it open."""
    day_first: bool | None
    three_decimals: bool
    landmarks: tuple[str, ...]
    """Folded runs of words that stay from one document to the next; they identify the layout."""
    fields: tuple[FieldRule, ...]
    absent: tuple[str, ...]
    """Values that the layout does not state, header and line."""
    lines: LineRule
    sections: Anchor | None = None
    """The label that begins each of several payments, None where a document holds one."""
    by_reference: bool = False
    """True where a column of payment references parts the lines into payments."""
    version: int = 1
    note: str = ""
    first_sight_right: bool = False
    """True where first-time recognition, too, read every taught document right: its proof counts here."""
    left_over: tuple[str, ...] | None = None
    """What money the taught documents hold that is no part of the reading, by "words:" before it and "right:"
    edge, and "reason:" for labelled reasons; None where that was never looked at."""
    answered: tuple[str, ...] = ()
    """Doubts about what lies beside the reading that taught documents raised, too; each figure is a 9."""
    seen_right: tuple[str, ...] = ()
    """Fields that first-time recognition, too, read right when taught: another value is a doubt."""
    first_sight_misled: bool = False
    """True where first-time recognition read other lines from a taught document: what it says counts less."""
    first_sight_doubts: tuple[str, ...] = ()
    """Doubts that first sight raised about taught documents: with these alone it counts as proven, too."""
    trusted: bool = False
    """True where people confirmed readings of this version; no part of its file."""


@dataclass(frozen=True, slots=True)
class TruePayment:
    """One payment's true values as the public JSON writes them; a key that is absent is not known."""

    fields: Mapping[str, str | None] = field(default_factory=dict)
    lines: tuple[Mapping[str, str | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Sample:
    """A document whose true values a person confirmed."""

    document: Document
    payments: tuple[TruePayment, ...]
    company: str = ""
    """The name of the one of several own companies that it was sent to; blank: there is only one."""


@dataclass(frozen=True, slots=True)
class TaughtReading:
    """What a template made of a document: its payments, how well it fits, and what it missed."""

    template: LayoutTemplate
    remittances: tuple[Remittance, ...]
    fit: float
    """Share of the landmarks found, 0-1."""
    dialect: Dialect
    changes: tuple[str, ...] = ()
    """How the document's form differs from the taught one, in words."""

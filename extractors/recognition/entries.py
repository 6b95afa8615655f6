"""What one line of an advice says while it is being read, before its signs and proofs are settled."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from domain.dialect import Dialect, parse_amount, parse_date
from domain.dialect_dates import is_date_like
from domain.dialect_numbers import is_amount_like
from domain.pages import Box
from domain.words import DocumentType
from extractors.recognition.pieces import Piece, box_around, without_rate
from extractors.recognition.words import is_exactly, says

NAMED_NUMBER = "named_number"
"""Key of an entry's extras: the header over its number says that it is the document's."""
_LONGEST_SERIES = 3
_FIGURE = re.compile(r"\d")
_SEVERAL = 2
_LETTERS = re.compile(r"^[^\W\d_]+")
_KINDS = (
    ("credit_note", DocumentType.CREDIT_NOTE),
    ("debit_note", DocumentType.DEBIT_NOTE),
    ("on_account", DocumentType.ON_ACCOUNT),
    ("deduction", DocumentType.DEDUCTION),
    ("invoice", DocumentType.INVOICE),
)


@dataclass(slots=True)
class Entry:
    """One line as printed; amounts carry the printed sign until `signs` settles them."""

    number: str | None = None
    kind: DocumentType | None = None
    day: date | None = None
    po: str | None = None
    gross: Decimal | None = None
    discount: Decimal | None = None
    deduction: Decimal | None = None
    reason: str | None = None
    net: Decimal | None = None
    said: str = ""
    """All words of the row, for telling its kind."""
    pieces: list[Piece] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    extras: dict[str, str] = field(default_factory=dict)
    """Header values that stand in the row's own columns: payment_reference, payer, currency."""
    equation: bool | None = None
    """Whether net = gross - discount - deduction as printed; None where not all is stated."""

    @property
    def page(self) -> int | None:
        """The page of the first piece."""
        return self.pieces[0].page if self.pieces else None

    @property
    def box(self) -> Box | None:
        """The box around the row's cells."""
        return box_around(self.pieces) if self.pieces else None


def amount_in(pieces: Sequence[Piece], dialect: Dialect) -> tuple[Decimal | None, str | None]:
    """Return the one amount that a cell states and, where it states none or several, why not."""
    typed = [piece.number for piece in pieces if piece.number is not None]
    if len(typed) == 1:
        return typed[0], None
    text = without_rate(" ".join(piece.text for piece in pieces))
    joined = parse_amount(" ".join(text.split()), dialect)
    if joined is not None:
        return joined, None
    found = [value for piece in pieces if (value := parse_amount(piece.text, dialect)) is not None]
    if len(found) == 1:
        return found[0], None
    if found or any(is_amount_like(piece.text) for piece in pieces):
        return None, f'"{text}" does not state one clear amount.'
    return None, None


def day_in(pieces: Sequence[Piece], dialect: Dialect) -> tuple[date | None, bool]:
    """Return the day that a cell states and whether it states one that is ambiguous."""
    typed = next((piece.day for piece in pieces if piece.day is not None), None)
    if typed is not None:
        return typed, False
    texts = [" ".join(piece.text for piece in pieces), *(piece.text for piece in pieces)]
    for text in texts:
        found = parse_date(text, dialect)
        if found is not None:
            return found, False
    return None, any(is_date_like(text) for text in texts)


def kind_of(entry: Entry, type_text: str) -> DocumentType | None:
    """Return what a row stands for by its words, None where it says nothing."""
    for kind, found in _KINDS:
        if type_text and is_exactly(type_text, kind):
            return found
    for kind, found in _KINDS:
        if type_text and says(type_text, kind):
            return found
    prefix = _LETTERS.match(entry.number or "")
    lettered = [found for kind, found in _KINDS[:2] if prefix and is_exactly(prefix.group(), kind)]
    told = [found for kind, found in _KINDS[:-1] if says(entry.said, kind)]
    if told[:1] == [DocumentType.DEDUCTION] and lettered:
        return lettered[0]  # "DM-77  Price difference" is the note about it
    return next(iter([*told, *lettered]), None)


def by_letters_alone(entry: Entry) -> bool:
    """Tell whether nothing but the letters of its number makes a line a credit: "AB 26 24210"."""
    return (
        entry.kind is DocumentType.CREDIT_NOTE
        and bool(_LETTERS.match(entry.number or ""))
        and not says(entry.said.replace(entry.number or "", " "), "credit_note")
    )


def without_kind_of_series(entries: Sequence[Entry]) -> None:
    """Take letters that every number begins with for the payee's series: they tell no debit notes apart.

    A list of claims gives each its reason; a list of invoices has some without.
    """
    numbered = [entry for entry in entries if entry.number]
    letters = {found.group() for entry in numbered if (found := _LETTERS.match(entry.number or ""))}
    if len(numbered) < _SEVERAL or len(letters) != 1 or all(entry.reason for entry in numbered):
        return
    if not all(map(_debited_by_letters, numbered)):
        return
    for entry in numbered:
        entry.kind = None


def lettered_debits(entries: Sequence[Entry]) -> list[str]:
    """Return a doubt where nothing but the letters of its number makes a line a debit note."""
    told = [entry.number for entry in entries if entry.reason is None and _debited_by_letters(entry)]
    return [f'Nothing but its letters says that "{told[0]}" is a debit note.'] if told else []


def _debited_by_letters(entry: Entry) -> bool:
    return (
        entry.kind is DocumentType.DEBIT_NOTE
        and bool(_LETTERS.match(entry.number or ""))
        and not says(entry.said.replace(entry.number or "", " "), "debit_note")
    )


def keep_to_form(entries: Sequence[Entry]) -> None:
    """Leave out words of the cell beside that ran into a number: "Ames v. Byrd FC 46543" among "FC 46518".

    Only where another number has the form that is left.
    """
    forms = {_FIGURE.sub("9", entry.number) for entry in entries if entry.number}
    for entry in entries:
        words = (entry.number or "").split()
        kept = next((at for at in range(1, len(words)) if _FIGURE.sub("9", " ".join(words[at:])) in forms), 0)
        if kept and not any(_FIGURE.search(word) for word in words[:kept]) and _names(words[:kept]):
            entry.number = " ".join(words[kept:])


def _names(words: Sequence[str]) -> bool:
    """Tell whether words are of a name or remark, and no letters of a number."""
    return any(len(word) > _LONGEST_SERIES and not word.isupper() for word in words)


def close_gaps(entries: Sequence[Entry]) -> None:
    """Write "INV-205 205" without its gap where the other numbers have that form without one."""
    forms = {_FIGURE.sub("9", entry.number) for entry in entries if entry.number and " " not in entry.number}
    for entry in entries:
        closed = (entry.number or "").replace(" ", "")
        if entry.number and closed != entry.number and _FIGURE.sub("9", closed) in forms:
            entry.number = closed

"""Every figure of a page with what may tell its part: its column, its form and the words that lead to it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from domain.dialect import Dialect, parse_amount
from domain.dialect_dates import is_date_like
from domain.dialect_numbers import CODES, is_amount_like
from domain.ledger import Ledger
from domain.numbers import number_key
from domain.pages import Token
from extractors.recognition.looking import with_series
from extractors.recognition.numbers import looks_like_number, without_sign
from extractors.recognition.pieces import Piece, Row, split_typed
from extractors.recognition.words import column_meaning, fold

_EDGES = " ,;:.()[]{}<>*•·-–—|\"'§†"
_IBAN = re.compile(r"^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$")
_SERIES = re.compile(r"^(?!(?:NO|NR|N|NUM) )[A-Z]{1,4} \d{4,}$")
"""A number whose series stands apart, alone in its place: "RG 74930"."""
_FIGURES = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]+")
_NEAR = {True: 3.0, False: 1.0}
"""How far apart edges of one column lie: points of a printed page, columns of a text or sheet."""
_HEADERS = 4
"""Rows of words alone, going up, among which the head of a column is sought."""
_SEVERAL = 5
"""Words of a label that lead to a number; more is a sentence."""


class Sort(StrEnum):
    """What a figure may be by its form alone."""

    MONEY = "money"
    DAY = "day"
    NUMBER = "number"


@dataclass(slots=True)
class Mark:
    """One amount, day or number of a page."""

    sort: Sort
    text: str
    piece: Piece
    at: int
    """Index of its row."""
    amount: Decimal | None = None
    label: str = ""
    """The words that lead to it: before it in the row, or alone above it."""
    head: str = ""
    """The text that heads its column."""
    column: int = -1
    nth: int = 0
    """Which of its sort it is in the row, from the left."""
    last: int = 0
    """Which of its sort it is in the row, from the right."""
    families: frozenset[tuple[str, str]] = frozenset()
    """Everything that figures of one part may have in common."""

    @property
    def concept(self) -> str | None:
        """What its label, else the head of its column, means."""
        for text in (self.label, self.head):
            meaning = column_meaning(text) if text else None
            if meaning is not None:
                return meaning.concept
        return None


@dataclass(slots=True)
class _Line:
    """A row while its marks are found."""

    at: int
    marks: list[Mark] = field(default_factory=list)
    before: list[str] = field(default_factory=list)


def marks_of(rows: Sequence[Row], dialect: Dialect, ledger: Ledger | None) -> list[Mark]:
    """Return the figures of all rows in reading order, each with its label, column and families."""
    lines = [_line(at, row, dialect, ledger) for at, row in enumerate(rows)]
    marks = [mark for line in lines for mark in line.marks]
    _number_columns(marks)
    _take_labels_above(rows, lines)
    block = 0
    for line in lines:
        _count(line.marks)
        block += not line.marks
        for mark in line.marks:
            mark.families = _families(mark, block, fold(" ".join(line.before)))
    return marks


def form_of(text: str) -> str:
    """Return the form of a number: its letters and signs, every run of figures as one 9."""
    return _FIGURES.sub("9", text)


def shape_of(text: str) -> str:
    """Return the form of a number whatever its letters are: credits and invoices may share it."""
    return _LETTERS.sub("A", form_of(text))


def _line(at: int, row: Row, dialect: Dialect, ledger: Ledger | None) -> _Line:
    line = _Line(at)
    for whole in row.pieces:
        for piece in split_typed(whole):
            amount = piece.number if piece.number is not None else _money(piece.text, dialect)
            if amount is not None and not _is_bare(piece):
                _add(line, Sort.MONEY, piece.text, piece, amount)
            elif piece.day is not None or (is_date_like(piece.text) and not piece.text.isdigit()):
                _add(line, Sort.DAY, piece.text, piece)
            else:
                _take_words(line, piece, amount, ledger)
    return line


def _money(text: str, dialect: Dialect) -> Decimal | None:
    return parse_amount(text, dialect) if is_amount_like(text) else None


def _is_bare(piece: Piece) -> bool:
    """Figures without a mark may count, number or pay: they are numbers that may serve as amounts."""
    return piece.text.strip(_EDGES).isdigit()


def _take_words(line: _Line, piece: Piece, amount: Decimal | None, ledger: Ledger | None) -> None:
    if _SERIES.match(piece.text) and column_meaning(piece.text.split()[0]) is None:
        _add(line, Sort.NUMBER, piece.text, piece)
        return
    for word in piece.text.split():
        bare = without_sign(word.strip(_EDGES))
        head, _, tail = bare.rpartition(":")
        if head and looks_like_number(tail):
            line.before.append(head)
            bare = tail
        bare = with_series(line.before, bare)
        known = bool(ledger and bare) and number_key(bare) in (ledger.items_by_key if ledger else {})
        if known or (looks_like_number(bare.split()[-1] if bare else "") and not _IBAN.match(bare)):
            _add(line, Sort.NUMBER, bare, piece, amount if bare == piece.text.strip(_EDGES) else None)
        else:
            line.before.append(word.strip(_EDGES))


def _add(line: _Line, sort: Sort, text: str, piece: Piece, amount: Decimal | None = None) -> None:
    words = [word for word in line.before if word and word not in CODES]
    line.marks.append(Mark(sort, text, piece, line.at, amount, " ".join(words[-_SEVERAL:])))
    line.before = []


def _number_columns(marks: Sequence[Mark]) -> None:
    """Number the columns: amounts end at one edge, days and numbers begin at one."""
    column = 0
    for sort in Sort:
        last: float | None = None
        for mark in sorted((mark for mark in marks if mark.sort is sort), key=_edge):
            edge = _edge(mark)
            column += last is None or edge - last > _NEAR[mark.piece.box is not None]
            mark.column, last = column, edge


def _edge(mark: Mark) -> float:
    return mark.piece.right if mark.sort is Sort.MONEY else mark.piece.left


def _take_labels_above(rows: Sequence[Row], lines: Sequence[_Line]) -> None:
    """Give marks the text above them: a label of their own, and their column's head."""
    headers: list[Row] = []
    for line in lines:
        row = rows[line.at]
        if not line.marks:
            headers += [row] if len(row.pieces) > 1 else []
            continue
        above = rows[line.at - 1] if line.at and not lines[line.at - 1].marks else None
        for mark in line.marks:
            if len(row.pieces) == 1 and above is not None and not mark.label:
                mark.label = _over(above, mark.piece) or ""
            heads = (_over(header, mark.piece) for header in reversed(headers[-_HEADERS:]))
            mark.head = next((head for head in heads if head), "")


def _over(row: Row, piece: Piece) -> str | None:
    for above in row.pieces:
        if min(above.right, piece.right) > max(above.left, piece.left):
            return above.text
    return None


def _count(marks: Sequence[Mark]) -> None:
    for sort in Sort:
        same = [mark for mark in marks if mark.sort is sort]
        for index, mark in enumerate(same):
            mark.nth, mark.last = index, len(same) - index


def _families(mark: Mark, block: int, tail: str) -> frozenset[tuple[str, str]]:
    found = {("column", str(mark.column)), ("nth", str(mark.nth)), ("last", str(mark.last))}
    label = fold(_FIGURES.sub(" ", mark.label))
    found |= {("label", label)} if label else set()
    found |= {("head", fold(mark.head))} if mark.head else set()
    if mark.sort is Sort.NUMBER:
        found |= {("block", f"{block} {mark.column}"), ("tail", f"{tail} {mark.column}")}
        found.add(("form", form_of(mark.text)))
        found.add(("shape", shape_of(mark.text)))
    return frozenset(found)


def single_lines(rows: Sequence[Row]) -> list[tuple[int, Row]]:
    """Return rows of one line each, and the index of the row they are of: a tall cell's lines are parted."""
    told: list[tuple[int, Row]] = []
    for at, row in enumerate(rows):
        tall = [piece.text.split("\n") for piece in row.pieces]
        if not any(len(lines) > 1 for lines in tall):
            told.append((at, row))
            continue
        for index in range(max(map(len, tall))):
            pieces = tuple(
                replace(piece, text=lines[index].strip(), words=_words(lines[index]), number=None, day=None)
                if len(lines) > 1
                else piece
                for piece, lines in zip(row.pieces, tall, strict=True)
                if (index < len(lines) and lines[index].strip())
            )
            told += [(at, replace(row, pieces=pieces))] if pieces else []
    return told


def _words(text: str) -> tuple[Token, ...]:
    return tuple(Token(word, None, 0, 0) for word in text.split())

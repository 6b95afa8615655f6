"""Puts the rows under a header into its columns and joins physical rows into records."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from domain.dialect import Dialect, parse_amount
from domain.dialect_dates import is_date_like
from domain.dialect_numbers import is_amount_like, is_number
from extractors.recognition.cut_days import days_joined, is_bare
from extractors.recognition.groups import settle_heads, spread_heads
from extractors.recognition.headers import AMOUNTS, LAYER, Column, place_in_layer
from extractors.recognition.heads import Head, head_of
from extractors.recognition.looking import doubted_numbers, order_in, reason_told
from extractors.recognition.numbers import dated, looks_like_number
from extractors.recognition.pieces import Piece, Row
from extractors.recognition.placing import Streams, nearest, pieces_of, placed
from extractors.recognition.words import label_meaning, says, starts_with

_NUMBER_COLUMNS = ("your_number", "number", "reference", "own_number")
_CUT_OFF = re.compile(r"[-/_.\\]$")
_MOST_WORDS = 4
"""Of a document number with the word before it: "Invoice No. INV 1001"."""
_WORDED = frozenset({"reason", "text", "type", "unknown", "po"})
_OF_LINE = frozenset({*_NUMBER_COLUMNS, "document_date"})
_FIGURE = re.compile(r"\d")
_PARTED = re.compile(r"\d{4,}\.\d{1,2}$")
"""A long number, and behind a point its part or edition."""


@dataclass(slots=True)
class Record:
    """One row as a reader sees it: pieces by column index, over one or more physical rows."""

    cells: dict[int, list[Piece]] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    kind: str = "line"
    """line, total, subtotal, carried, opening, text."""
    order: str | None = None
    """The purchase order that a row of its own names under the record."""
    head: Head | None = None
    """What a row of kind "head" says of the lines under it."""
    heads: dict[str, str] = field(default_factory=dict)
    """What heads above say of this line, by concept."""
    problems: list[str] = field(default_factory=list)
    note: str = ""
    """Words of rows under the record that stand in none of its columns of words."""

    def text(self, column: int) -> str:
        """Return the text of a column, "" without any."""
        return " ".join(piece.text for piece in self.cells.get(column, ()))

    @property
    def whole(self) -> str:
        """Return the text of the whole record."""
        return "  ".join(row.text for row in self.rows)


def records_of(rows: Sequence[Row], columns: Sequence[Column], dialect: Dialect) -> list[Record]:
    """Return the records under a header: two-line rows, wrapped numbers and notes joined to theirs."""
    streams = Streams()
    streams.learn(rows, columns)
    loose = [_record(row, columns, streams, dialect) for row in rows]
    loose = days_joined(loose, columns)
    settle_heads(loose)
    records = _joined(loose, columns)
    spread_heads(records)
    return records


def layered(rows: Sequence[Row], columns: Sequence[Column], depth: int) -> list[Row]:
    """Join each record of several rows into one, its further rows moved beside their own header rows."""
    first = [column for column in columns if column.right < LAYER]
    joined: list[Row] = []
    layer = 0
    for row in rows:
        starts = any(
            looks_like_number(piece.text) and first[nearest(piece, first)].concept in _NUMBER_COLUMNS
            for piece in pieces_of(row)
        )
        layer = 0 if starts else layer + 1
        if starts or layer >= depth or not joined:
            joined.append(row)
            layer = layer if starts else depth
        else:
            moved = tuple(place_in_layer(piece, layer) for piece in pieces_of(row))
            last = joined[-1]
            joined[-1] = Row(last.pieces + moved, last.page, last.top, row.bottom, last.ruled)
    return joined


def number_columns(columns: Sequence[Column]) -> list[int]:
    """Return the columns that hold document numbers, the surest first."""
    order = {concept: rank for rank, concept in enumerate(_NUMBER_COLUMNS)}
    found = [index for index, column in enumerate(columns) if column.concept in order]
    return sorted(found, key=lambda index: order[columns[index].concept])


def _record(row: Row, columns: Sequence[Column], streams: Streams, dialect: Dialect) -> Record:
    cells = placed(row, columns, streams)
    record = Record(cells, [row])
    record.order = order_in(row)
    if record.order:
        record.kind = "order"
        return record
    record.head = head_of(row)
    if record.head:
        record.kind = "head"
        return record
    if reason_told(row.text):
        record.kind = "text"
        return record
    has_number = any(_may_hold_number(record.text(index), dialect) for index in number_columns(columns))
    has_amount = any(
        column.concept in AMOUNTS | {"unknown"} and _has_amount(cells.get(index, ()), dialect)
        for index, column in enumerate(columns)
    )
    record.kind = _kind(row, has_number=has_number, has_amount=has_amount)
    return record


def _may_hold_number(text: str, dialect: Dialect) -> bool:
    """A cell with figures that is neither a day nor words around an amount ("Capital 1.000,00 EUR")."""
    if not _FIGURE.search(text) or (is_date_like(text) and not text.isdigit()):
        return False
    parted = dated(text)
    text = parted[0] if parted else text
    if len(text.split()) > _MOST_WORDS:
        return False
    return not any(_is_money(word, dialect) for word in text.split())


def _is_money(word: str, dialect: Dialect) -> bool:
    """Where a comma stands before cents, "23838.1" is no amount: a number and its part."""
    unread = bool(_PARTED.match(word)) and dialect.decimal == "," and parse_amount(word, dialect) is None
    return is_amount_like(word) and not word.isdigit() and not unread


def _has_amount(pieces: Sequence[Piece], dialect: Dialect) -> bool:
    return any(
        piece.number is not None
        or parse_amount(piece.text, dialect) is not None
        or is_amount_like(piece.text)
        for piece in pieces
    )


def _kind(row: Row, *, has_number: bool, has_amount: bool) -> str:
    words = [piece.text for piece in row.pieces if not is_number(piece.text)]
    first = words[0] if words else ""
    for kind in ("carried", "opening", "subtotal", "total"):
        if starts_with(first, kind) and not (
            has_number and has_amount and len(words) > 1 and kind == "total"
        ):
            return kind
    if has_number and has_amount:
        return "total" if any(_is_sum_label(word) for word in words) else "line"
    for kind in ("carried", "opening", "subtotal", "total"):
        if has_amount and any(starts_with(word, kind) for word in words):
            return kind
    if has_number:
        return "number"
    if has_amount and len(words) == 1 and _is_sum_label(first, 2):
        return "total"
    return "amount" if has_amount else "text"


def _is_sum_label(text: str, rank: int = 1) -> bool:
    meaning = label_meaning(text.rstrip(" :"))
    return (
        meaning is not None
        and meaning.concept == "total"
        and meaning.rank <= rank
        and meaning.strength >= 0.99
    )


def _joined(loose: list[Record], columns: Sequence[Column]) -> list[Record]:
    around = _numbers_around(loose)
    records: list[Record] = []
    waiting: Record | None = None
    for at, record in enumerate(loose):
        if record.kind == "order":
            _take_order(records, record)
            continue
        if record.kind == "head":
            waiting = None
            records.append(record)
            continue
        if record.kind == "amount" and waiting is not None and _near(waiting, record):
            records.remove(waiting)
            record = _merged(waiting, record)
            waiting = None
            if around and at + 1 < len(loose) and loose[at + 1].kind == "number":
                loose[at + 1].kind = "tail"
        elif record.kind == "number":
            if records and not around and _continues(records[-1], record, columns):
                _continue(records[-1], record, columns)
                continue
            waiting = record
        elif record.kind == "tail":
            _continue(records[-1], record, columns)
            continue
        elif (
            record.kind == "text"
            and records
            and records[-1].kind in ("line", "number")
            and _near(records[-1], record)
        ):
            _note(records[-1], record, columns)
            continue
        else:
            waiting = None
        records.append(record)
    for record in records:
        record.kind = {"number": "text"}.get(record.kind, record.kind)
    return records


def _numbers_around(loose: Sequence[Record]) -> bool:
    """Numbers wrapped around their row: twice as many rows with only a number as with only amounts."""
    numbers = sum(record.kind == "number" for record in loose)
    amounts = sum(record.kind == "amount" for record in loose)
    return amounts > 0 and numbers >= 2 * amounts


def _near(above: Record, below: Record) -> bool:
    first, second = above.rows[-1], below.rows[0]
    if first.page != second.page:
        return False
    height = first.bottom - first.top
    return first.ruled or second.top - first.bottom <= (1.6 * height if height > 0 else 1.5)


def _merged(first: Record, second: Record) -> Record:
    cells = {index: list(pieces) for index, pieces in first.cells.items()}
    for index, pieces in second.cells.items():
        cells.setdefault(index, []).extend(pieces)
    return Record(
        cells,
        first.rows + second.rows,
        "line",
        first.order or second.order,
        problems=first.problems + second.problems,
    )


def _take_order(records: list[Record], order: Record) -> None:
    """Give the order that a row names to the record right above it."""
    if records and records[-1].kind in ("line", "number") and _near(records[-1], order):
        records[-1].order = records[-1].order or order.order
        records[-1].rows.extend(order.rows)
    else:
        records.append(replace(order, kind="text"))


def _continues(above: Record, below: Record, columns: Sequence[Column]) -> bool:
    """Tell whether a row that holds only a number goes on with the number above it."""
    if above.kind != "line" or not _near(above, below) or any(row.ruled for row in below.rows):
        return False
    held = [index for index in below.cells if index in number_columns(columns)]
    if len(held) != len(below.cells):
        return False
    text = above.text(held[0])
    if _CUT_OFF.search(text):
        return True
    tail = below.whole
    return bool(text) and " " not in tail.strip() and len(tail) <= 16 and not says(tail, "invoice")


def _continue(above: Record, below: Record, columns: Sequence[Column]) -> None:
    index = next((i for i in below.cells if i in number_columns(columns)), None)
    if index is None:
        _note(above, below, columns)
        return
    text = above.text(index)
    if text and not _CUT_OFF.search(text):
        above.problems.append(f'"{text}" may go on with "{below.text(index)}" in the next line.')
    above.cells.setdefault(index, []).extend(below.cells[index])
    above.rows.extend(below.rows)


def _note(above: Record, below: Record, columns: Sequence[Column]) -> None:
    above.rows.extend(below.rows)
    told = reason_told(below.whole)
    if told:
        above.heads["reason"] = told
        return
    for index, pieces in below.cells.items():
        if columns[index].concept in _WORDED:
            above.cells.setdefault(index, []).extend(pieces)
        elif columns[index].concept in _OF_LINE and is_bare(below.text(index)):
            above.problems.append(f'"{below.text(index)}" stands under a line and was not read.')
    if not any(columns[index].concept in _WORDED for index in below.cells):
        above.note = f"{above.note} {below.whole}".strip()
    above.problems += doubted_numbers(below.whole)

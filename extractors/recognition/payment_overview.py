"""Joins a list of payments to the table of their lines: by numbers that both hold, and by sums."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from domain.dialect import Dialect, parse_amount, parse_date
from domain.dialect_numbers import CODES
from domain.numbers import number_key
from extractors.recognition.entries import Entry
from extractors.recognition.headers import Column, Header
from extractors.recognition.payment_sums import PAYMENT_SUM
from extractors.recognition.pieces import Piece, Row
from extractors.recognition.placing import pieces_of
from extractors.recognition.scan import Part

_NUMBER = "payment_reference"
_SEVERAL = 2
_NO_PAYMENTS = frozenset({"po", "number", "your_number", "our_number", "type", "reason", "series"})
"""Columns whose own sums are listed as well; a list of payments says when each was made, too."""

Groups = Mapping[str, Sequence[Sequence[Decimal | None]]]
"""For each number of a payment the amounts of its lines, a line's by column."""


@dataclass(frozen=True, slots=True)
class Overview:
    """The row of each payment by the key of its number; no rows where a document lists none."""

    rows: Mapping[str, Row] = field(default_factory=dict)

    def pieces(self) -> list[Piece]:
        """Return the cells of the list."""
        return [piece for row in self.rows.values() for piece in row.pieces]


def with_overview(parts: Sequence[Part], dialect: Dialect) -> tuple[list[Part], Overview]:
    """Return the parts without the list of payments, whose numbers a column of a table is told to hold.

    A column is one of payment numbers where each of its numbers stands in one row outside the table, with an
    amount that is the sum of another column's for the lines of that number; there are two at least, and their
    rows state days where no header tells.
    """
    for part in parts:
        for at in range(len(part.header.columns) if part.header else 0):
            rows = _listed(parts, part, at, dialect)
            if rows:
                return _apart(parts, part, at, rows), Overview(rows)
    return list(parts), Overview()


def tell_sums(overview: Overview, entries: Sequence[Entry], dialect: Dialect) -> None:
    """Give the lines of each listed payment its sum, its day and its currency."""
    for key, row in overview.rows.items():
        held = [entry for entry in entries if number_key(entry.extras.get(_NUMBER, "")) == key]
        nets = sum((entry.net for entry in held if entry.net is not None), Decimal(0))
        days = _days(row, dialect)
        codes = {piece.text.strip() for piece in row.pieces} & CODES
        for entry in held:
            if nets in _amounts(row, dialect):
                entry.extras[PAYMENT_SUM] = str(nets)
            if len(days) == 1:
                entry.extras.setdefault("payment_date", days[0].isoformat())
            if len(codes) == 1:
                entry.extras.setdefault("currency", *codes)


def _listed(parts: Sequence[Part], part: Part, at: int, dialect: Dialect) -> dict[str, Row]:
    groups = _groups(part, at, dialect)
    concept = part.header.columns[at].concept if part.header else ""
    single = all(len(lines) < _SEVERAL for lines in groups.values())
    if len(groups) < _SEVERAL or (single and concept != _NUMBER):
        return {}
    held: dict[str, Row] = {}
    for row in _outside(parts, part):
        key = next((key for piece in row.pieces if (key := number_key(piece.text)) in groups), None)
        if key is not None and _amounts(row, dialect):
            if key in held:
                return {}
            held[key] = row
    columns = len(part.header.columns) if part.header else 0
    proven = any(_makes_sums(groups, held, column, dialect) for column in range(columns) if column != at)
    if set(held) != set(groups) or not proven:
        return {}
    dated = concept not in _NO_PAYMENTS and all(_days(row, dialect) for row in held.values())
    return held if concept == _NUMBER or dated else {}


def _groups(part: Part, at: int, dialect: Dialect) -> dict[str, list[list[Decimal | None]]]:
    """Return the lines of each number in a column; {} where a cell of it holds no number."""
    columns = part.header.columns if part.header else ()
    groups: dict[str, list[list[Decimal | None]]] = {}
    for row in part.rows:
        cells: dict[int, Piece] = {_column_of(piece, columns): piece for piece in pieces_of(row)}
        amounts = [_amount(cells[n], dialect) if n in cells else None for n in range(len(columns))]
        if at in cells and any(value is not None for value in amounts):
            key = number_key(cells[at].text)
            if not any(map(str.isdigit, key)):
                return {}
            groups.setdefault(key, []).append(amounts)
    return groups


def _column_of(piece: Piece, columns: Sequence[Column]) -> int:
    """Return the column by place alone: what heads it is what is asked."""
    apart = [max(column.left - piece.right, piece.left - column.right) for column in columns]
    return min(range(len(columns)), key=lambda n: apart[n])


def _makes_sums(groups: Groups, held: Mapping[str, Row], column: int, dialect: Dialect) -> bool:
    """Tell whether a column's amounts add up, for each number, to an amount of the number's row."""
    for key, lines in groups.items():
        total = sum((line[column] or Decimal(0) for line in lines), Decimal(0))
        if key not in held or not total or total not in _amounts(held[key], dialect):
            return False
    return True


def _outside(parts: Sequence[Part], part: Part) -> Iterator[Row]:
    return (row for other in parts if other is not part for row in (*other.head, *other.rows))


def _apart(parts: Sequence[Part], table: Part, at: int, listed: Mapping[str, Row]) -> list[Part]:
    """Return the parts with that column told, without the listed rows and the heading above them."""
    taken = {id(row) for row in listed.values()}
    first = next(iter(listed.values()))
    kept = []
    for part in parts:
        if part is table and part.header is not None:
            kept.append(replace(part, header=_told(part.header, at)))
            continue
        place = next((n for n, row in enumerate(part.rows) if row is first), 0)
        heading = part.rows[place - 1] if place and not _has_figure(part.rows[place - 1]) else None
        rows = [row for row in part.rows if id(row) not in taken and row is not heading]
        whole = part.header is None or len(rows) == len(part.rows)
        kept += [replace(part, rows=rows)] if whole else [Part(rows, tabular=part.tabular)]
    return kept


def _told(header: Header, at: int) -> Header:
    columns = [
        replace(
            column, concept=_NUMBER if n == at else "unknown" if column.concept == _NUMBER else column.concept
        )
        for n, column in enumerate(header.columns)
    ]
    return replace(header, columns=tuple(columns))


def _has_figure(row: Row) -> bool:
    return any(map(str.isdigit, row.text))


def _amounts(row: Row, dialect: Dialect) -> list[Decimal]:
    return [value for piece in pieces_of(row) if (value := _amount(piece, dialect)) is not None]


def _amount(piece: Piece, dialect: Dialect) -> Decimal | None:
    return piece.number if piece.number is not None else parse_amount(piece.text, dialect)


def _days(row: Row, dialect: Dialect) -> list[date]:
    days = [piece.day or parse_date(piece.text, dialect) for piece in row.pieces]
    return [day for day in days if day]

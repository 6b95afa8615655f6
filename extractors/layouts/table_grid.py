"""Puts rows under the header of a taught table: the header found again, pieces by the template's columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from domain.layouts import LineRule
from extractors.layouts.sight import Sight
from extractors.recognition.headers import Column, columns_of_header
from extractors.recognition.pieces import Piece, Row
from extractors.recognition.placing import Streams, placed
from extractors.recognition.words import fold

CONCEPT_OF = {
    "document_number": "number",
    "document_type": "type",
    "document_date": "document_date",
    "po_number": "po",
    "gross_amount": "gross",
    "discount_amount": "discount",
    "deduction_amount": "deduction",
    "deduction_reason": "reason",
    "net_amount": "net",
    "payment_reference": "payment_reference",
    "payment_date": "payment_date",
    "currency": "currency",
    "payer_name": "payer",
}
_NEAR_HEADER = 88.0
_ENOUGH_HEADERS = 0.7


@dataclass(slots=True)
class Grid:
    """Rows under one header with their pieces by the template's column numbers."""

    rows: list[Row] = field(default_factory=list)
    at: list[int] = field(default_factory=list)
    """Index of each row in the sight."""
    cells: list[dict[int, list[Piece]]] = field(default_factory=list)
    headers: int = 0


def grid_of(rule: LineRule, sight: Sight) -> Grid:
    """Return the rows under the layout's header, wherever it is repeated; all rows for one without."""
    grid = Grid()
    places: list[Column] | None = None
    numbers: dict[int, int] = {}
    block = -1
    if not rule.header_rows:
        places, numbers = _taught_places(rule)
    streams = Streams()
    at = 0
    while at < len(sight.rows):
        found = match_header(rule, sight, at) if rule.header_rows else None
        if found is not None and rule.first_table and grid.headers:
            break
        if found is not None:
            places, numbers = found
            block = sight.blocks[at]
            grid.headers += 1
            at += rule.header_rows
            streams = Streams()
            streams.learn(
                [r for r, b in zip(sight.rows[at:], sight.blocks[at:], strict=True) if b == block], places
            )
            continue
        if places is not None and (not rule.header_rows or sight.blocks[at] == block):
            cells = placed(sight.rows[at], places, streams)
            grid.rows.append(sight.rows[at])
            grid.at.append(at)
            grid.cells.append({numbers[new]: pieces for new, pieces in cells.items() if new in numbers})
        at += 1
    return grid


def match_header(rule: LineRule, sight: Sight, at: int) -> tuple[list[Column], dict[int, int]] | None:
    """Return the columns where they stand now, and the taught column of each, when the header is here."""
    rows = sight.rows[at : at + rule.header_rows]
    if len(rows) < rule.header_rows or len({sight.blocks[i] for i in range(at, at + len(rows))}) > 1:
        return None
    text = fold(" ".join(row.text for row in rows))
    taught = [(index, column) for index, column in enumerate(rule.columns) if column.header]
    if not text or sum(_in(column.header, text) for _, column in taught) < _ENOUGH_HEADERS * len(taught):
        return None
    columns = list(columns_of_header(rows))
    numbers: dict[int, int] = {}
    for index, column in taught:
        best = max(
            (new for new in range(len(columns)) if new not in numbers),
            key=lambda new: (_alike(fold(columns[new].header), column.header), -abs(new - index)),
            default=None,
        )
        if best is not None and _alike(fold(columns[best].header), column.header) >= _NEAR_HEADER:
            numbers[best] = index
    if len(numbers) < _ENOUGH_HEADERS * len(taught) or not _needed(rule) <= set(numbers.values()):
        return None
    return _with_meaning(columns, numbers, rule), numbers


def _taught_places(rule: LineRule) -> tuple[list[Column], dict[int, int]]:
    places = [Column("unknown", column.left, column.right) for column in rule.columns]
    numbers = {index: index for index in range(len(places))}
    return _with_meaning(places, numbers, rule), numbers


def _with_meaning(columns: Sequence[Column], numbers: Mapping[int, int], rule: LineRule) -> list[Column]:
    concepts = {cell.column: CONCEPT_OF[cell.field] for cell in reversed(rule.cells) if cell.row == 0}
    return [
        Column(concepts.get(numbers.get(index, -1), "unknown"), c.left, c.right, c.header, c.strength)
        for index, c in enumerate(columns)
    ]


def _needed(rule: LineRule) -> set[int]:
    needed = {rule.start, "net_amount"}
    return {cell.column for cell in rule.cells if cell.field in needed and rule.columns[cell.column].header}


def _in(header: str, text: str) -> bool:
    return header in text or fuzz.partial_ratio(header, text) >= _NEAR_HEADER


def _alike(first: str, second: str) -> float:
    return 100.0 if first == second else fuzz.ratio(first, second) - 0.1

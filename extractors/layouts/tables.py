"""Reads the lines of a taught table: header found again, cells by column, records by their number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from rapidfuzz import fuzz

from domain.dialect import Dialect
from domain.layouts import CellRule, LineRule
from domain.words import DocumentType
from extractors.layouts.kinds import KIND_OF, Kind, Value, fits_form, plain_text, read_text, squeezed
from extractors.layouts.lines import LineReading, entry_of
from extractors.layouts.sight import Sight, label_runs, words_in
from extractors.recognition.entries import amount_in, day_in
from extractors.recognition.headers import Column, columns_of_header
from extractors.recognition.numbers import looks_like_number, number_in
from extractors.recognition.pieces import Piece, Row
from extractors.recognition.placing import Streams, placed
from extractors.recognition.words import fold, says, starts_with

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
_MOST_AFTER = 6
"""Rows behind the last numbered line that may still hold nameless lines and the total."""
_SUMS = ("total", "subtotal", "carried", "opening")


@dataclass(slots=True)
class Grid:
    """Rows under one header with their pieces by the template's column numbers."""

    rows: list[Row] = field(default_factory=list)
    at: list[int] = field(default_factory=list)
    """Index of each row in the sight."""
    cells: list[dict[int, list[Piece]]] = field(default_factory=list)
    headers: int = 0


def read_columns(rule: LineRule, sight: Sight, dialect: Dialect) -> LineReading:
    """Return the lines of every table of the layout, in order."""
    reading = LineReading()
    grid = grid_of(rule, sight)
    reading.header_rows = grid.headers
    starts = _starts(rule, grid, dialect)
    last = starts[-1] if starts else -1
    for index in range(len(grid.rows)):
        if index in starts:
            _take_line(rule, grid, index, starts, dialect, reading)
        elif starts and index <= last + _MOST_AFTER and not _belongs(rule, index, starts):
            _take_nameless(rule, grid, index, dialect, reading, behind=index > last)
    return reading


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


def read_cell(
    cell: CellRule, pieces: Sequence[Piece], dialect: Dialect, forms: Sequence[str] = ()
) -> Value | None:
    """Return the value of one field in the pieces of one cell, None where they state none."""
    kept = _behind_label(pieces, cell.label) if cell.label else list(pieces)
    if not kept:
        return None
    if cell.field == "document_type":
        return plain_text(" ".join(piece.text for piece in kept))
    kind = KIND_OF[cell.field]
    if kind is Kind.AMOUNT:
        amount = amount_in(kept, dialect)[0]
        return None if cell.zero_is_none and not amount else amount
    if kind is Kind.DAY:
        return day_in(kept, dialect)[0]
    text = "\n".join(piece.text for piece in kept)
    if kind is Kind.NUMBER:
        return _number(text, forms)
    return read_text(kind, text, dialect)


def holds_something(pieces: Sequence[Piece], dialect: Dialect) -> bool:
    """Tell whether a cell holds more than blanks, dashes or an amount of nothing."""
    text = plain_text(" ".join(piece.text for piece in pieces))
    if not any(c.isalnum() for c in text):
        return False
    amount = amount_in(pieces, dialect)[0]
    return amount is None or bool(amount)


def _number(text: str, forms: Sequence[str]) -> str | None:
    whole = plain_text(text)
    for tried in (whole, squeezed(text)):
        if tried and fits_form(tried, forms):
            return tried
    words = words_in(whole)
    for first in range(len(words)):
        for after in range(len(words), first, -1):
            part = whole[words[first][1] : words[after - 1][2]].strip(" ,;:()[]")
            if part and fits_form(part, forms):
                return part
    return number_in(text)[0]


def _behind_label(pieces: Sequence[Piece], label: str) -> list[Piece]:
    kept: list[Piece] = []
    found = False
    for piece in pieces:
        if found:
            kept.append(piece)
            continue
        for run in label_runs(piece.text, label):
            found = True
            words = words_in(piece.text)
            if run.after < len(words):
                text = piece.text[words[run.after][1] :].strip(" ,;:=")
                kept.append(Piece(text, piece.left, piece.right, piece.page, piece.box, piece.cell))
            break
    return kept


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


def _starts(rule: LineRule, grid: Grid, dialect: Dialect) -> list[int]:
    """Return the rows that begin a record: the start cell and the amounts hold what they must."""
    start = next(cell for cell in rule.cells if cell.field == rule.start)
    needed = [cell for cell in rule.cells if cell.field == "net_amount"] or [
        cell for cell in rule.cells if cell.field == "gross_amount"
    ]
    found = []
    for index in range(len(grid.rows)):
        if not _begins(rule, start, grid, index, dialect):
            continue
        if not needed or any(_at(cell, grid, index, dialect, rule) is not None for cell in needed):
            found.append(index)
    return found


def _begins(rule: LineRule, start: CellRule, grid: Grid, index: int, dialect: Dialect) -> bool:
    pieces = grid.cells[index].get(start.column, [])
    if not pieces:
        return False
    if rule.start != "document_number":
        return read_cell(start, pieces, dialect) is not None and not _is_sum(grid.rows[index])
    if start.label and not _behind_label(pieces, start.label):
        return False
    number = read_cell(start, pieces, dialect, rule.number_forms)
    if number is None:
        return False
    return (
        fits_form(str(number), rule.number_forms)
        or (looks_like_number(str(number)) and not _is_sum(grid.rows[index]))
        or _wrapped(rule, start, grid, index) is not None
    )


def _at(cell: CellRule, grid: Grid, index: int, dialect: Dialect, rule: LineRule) -> Value | None:
    at = index + cell.row
    if not 0 <= at < len(grid.rows):
        return None
    forms = rule.number_forms if cell.field == "document_number" else ()
    return read_cell(cell, grid.cells[at].get(cell.column, []), dialect, forms)


def _take_line(
    rule: LineRule, grid: Grid, index: int, starts: Sequence[int], dialect: Dialect, reading: LineReading
) -> None:
    cells: dict[str, tuple[Value, tuple[Piece, ...]]] = {}
    rows = {index}
    for cell in rule.cells:
        at = index + cell.row
        if not 0 <= at < len(grid.rows) or (cell.row and (at in starts or _is_other(grid, index, at))):
            continue
        value = _at(cell, grid, index, dialect, rule)
        if value is not None and cell.field not in cells:
            cells[cell.field] = (value, tuple(grid.cells[at].get(cell.column, ())))
            rows.add(at)
    start = next(cell for cell in rule.cells if cell.field == rule.start)
    if rule.start == "document_number":
        joined = _wrapped(rule, start, grid, index)
        if joined is not None:
            cells["document_number"] = joined
    said = grid.rows[index].text
    whole = "  ".join(grid.rows[at].text for at in sorted(rows))
    entry = entry_of(rule, cells, said, whole)
    entry.problems += _idle_filled(rule, grid, index, entry.number, dialect)
    reading.entries.append(entry)
    reading.at.append(grid.at[index])


def _idle_filled(rule: LineRule, grid: Grid, index: int, number: str | None, dialect: Dialect) -> list[str]:
    """Name the columns that were empty when the form was taught and now hold something."""
    filled = [
        column.header
        for at, column in enumerate(rule.columns)
        if column.idle and holds_something(grid.cells[index].get(at, []), dialect)
    ]
    return [
        f'{number or "A line"} has a value under "{header}", which was empty when taught.'
        for header in filled
    ]


def _wrapped(
    rule: LineRule, start: CellRule, grid: Grid, index: int
) -> tuple[Value, tuple[Piece, ...]] | None:
    """Return a number that goes on in the next row, where only both together have a taught form."""
    own = grid.cells[index].get(start.column, [])
    alone = squeezed("".join(piece.text for piece in own))
    if not alone or fits_form(alone, rule.number_forms) or index + 1 >= len(grid.rows):
        return None
    more = grid.cells[index + 1].get(start.column, [])
    if not more or set(grid.cells[index + 1]) != {start.column}:
        return None
    text = alone + squeezed("".join(piece.text for piece in more))
    return (text, (*own, *more)) if fits_form(text, rule.number_forms) else None


def _is_other(grid: Grid, index: int, at: int) -> bool:
    return abs(grid.rows[at].page - grid.rows[index].page) > 1 or _is_sum(grid.rows[at])


def _belongs(rule: LineRule, index: int, starts: Sequence[int]) -> bool:
    """A further row of a record: some cell rule reaches it from its start."""
    reach = {cell.row for cell in rule.cells if cell.row}
    return any(index - row in starts for row in reach)


def _take_nameless(
    rule: LineRule, grid: Grid, index: int, dialect: Dialect, reading: LineReading, *, behind: bool
) -> None:
    """Take a row with an amount but no number: a sum, a line that was taught without one, or a doubt."""
    net = next((cell for cell in rule.cells if cell.field == "net_amount"), None)
    net = net or next((cell for cell in rule.cells if cell.field == "gross_amount"), None)
    if net is None or net.row or rule.start != "document_number":
        return
    amount = read_cell(net, grid.cells[index].get(net.column, []), dialect)
    if not isinstance(amount, Decimal):
        return
    row = grid.rows[index]
    words = fold(" ".join(piece.text for piece in row.pieces if not any(c.isdigit() for c in piece.text)))
    taught = dict(rule.types).get(words)
    if taught is None and (_is_sum(row) or _adds_up(amount, reading)):
        reading.sums.append(amount)
        return
    if taught is None and not any(says(words, kind) for kind in ("on_account", "deduction", "credit_note")):
        if not behind and reading.entries:
            reading.problems.append(f'A row with an amount has no number: "{row.text[:80]}".')
        return
    cells: dict[str, tuple[Value, tuple[Piece, ...]]] = {}
    for cell in rule.cells:
        value = read_cell(cell, grid.cells[index].get(cell.column, []), dialect) if not cell.row else None
        if value is not None and cell.field != "document_number":
            cells[cell.field] = (value, tuple(grid.cells[index][cell.column]))
    entry = entry_of(rule, cells, words, row.text)
    entry.kind = taught or entry.kind
    if entry.kind is DocumentType.INVOICE:
        entry.kind = None
    reading.entries.append(entry)
    reading.at.append(grid.at[index])


def _is_sum(row: Row) -> bool:
    texts = [piece.text for piece in row.pieces if not any(c.isdigit() for c in piece.text)]
    return any(starts_with(text, kind) for text in texts[:2] for kind in _SUMS)


def _adds_up(amount: Decimal, reading: LineReading) -> bool:
    """The row only repeats what some of the last lines add up to."""
    if len(reading.entries) < 2:
        return False
    running = Decimal(0)
    for entry in reversed(reading.entries):
        running += entry.net or Decimal(0)
        if running == amount:
            return True
    return False

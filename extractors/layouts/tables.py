"""Reads the lines of a taught table: records by their number, values by cell, heads of groups, sums."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from domain.dialect import Dialect
from domain.layouts import CellRule, HeadRule, LineRule
from domain.words import DocumentType
from extractors.layouts.kinds import KIND_OF, Value, fits_form, read_text, squeezed
from extractors.layouts.left_out import is_left_out, status_doubt, status_in
from extractors.layouts.lines import Cells, LineReading, entry_of
from extractors.layouts.sight import Sight, label_runs, words_in
from extractors.layouts.table_cells import (
    cell_value,
    holds_something,
    is_blank,
    labelled_row,
    read_cell,
)
from extractors.layouts.table_grid import Grid, grid_of
from extractors.recognition.explaining import sums_of
from extractors.recognition.numbers import looks_like_number
from extractors.recognition.pieces import Piece, Row
from extractors.recognition.words import fold, says, starts_with

_MOST_AFTER = 6
"""Rows behind the last numbered line that may still hold nameless lines and the total."""
_SUMS = ("total", "subtotal", "carried", "opening")


@dataclass(slots=True)
class Walk:
    """The way down a table: what was read so far, what heads and earlier lines say of the next."""

    rule: LineRule
    grid: Grid
    dialect: Dialect
    reading: LineReading = field(default_factory=LineReading)
    held: dict[str, tuple[Value, tuple[Piece, ...]]] = field(default_factory=dict)
    """Values of group heads and of lines whose next leaves the cell empty."""
    nameless: list[tuple[Decimal, str]] = field(default_factory=list)
    """Amounts without a number and the doubt of each, where they are no sum of the lines."""


def read_columns(rule: LineRule, sight: Sight, dialect: Dialect) -> LineReading:
    """Return the lines of every table of the layout, in order."""
    walk = Walk(rule, grid_of(rule, sight), dialect)
    walk.reading.header_rows = walk.grid.headers
    listed = listed_rows(rule, walk.grid, dialect)
    ordered = [index for index in listed if not is_left_out(rule, walk.grid, index)]
    starts, passed = frozenset(ordered), frozenset(listed).difference(ordered)
    last = ordered[-1] if ordered else -1
    for index in range(len(walk.grid.rows)):
        if index in starts:
            _take_line(walk, index, ordered, starts)
        elif _take_heads(walk, index) or index in passed:
            continue
        elif starts and index <= last + _MOST_AFTER and not _belongs(rule, index, starts):
            _take_nameless(walk, index, behind=index > last)
    sums = sums_of(walk.reading.entries) if walk.nameless else set()
    walk.reading.problems += [doubt for amount, doubt in walk.nameless if abs(amount) not in sums]
    return walk.reading


def listed_rows(rule: LineRule, grid: Grid, dialect: Dialect) -> list[int]:
    """Return the rows that begin a record, paid or not: start cell and amounts hold what they must."""
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
    number = cell_value(start, grid, index, dialect, rule.number_forms)
    if number is None:
        return False
    return (
        fits_form(str(number), rule.number_forms)
        or (looks_like_number(str(number)) and not _is_sum(grid.rows[index]))
        or _wrapped(rule, start, grid, index) is not None
    )


def _at(cell: CellRule, grid: Grid, index: int, dialect: Dialect, rule: LineRule) -> Value | None:
    forms = rule.number_forms if cell.field == "document_number" else ()
    at: int | None = index + cell.row
    if cell.row_label:
        at = labelled_row(grid, cell.row_label, index, len(grid.rows))
    return cell_value(cell, grid, at, dialect, forms) if at is not None else None


def _take_line(walk: Walk, index: int, ordered: Sequence[int], starts: frozenset[int]) -> None:
    rule, grid = walk.rule, walk.grid
    cells = {head.field: walk.held[head.field] for head in rule.heads if head.field in walk.held}
    rows = {index}
    for cell in rule.cells:
        at = index + cell.row
        if cell.row_label:
            behind = bisect_right(ordered, index)
            after = ordered[behind] if behind < len(ordered) else len(grid.rows)
            labelled = labelled_row(grid, cell.row_label, index, after)
            at = labelled if labelled is not None else -1
        elif cell.row and (at in starts or not 0 <= at < len(grid.rows) or _is_other(grid, index, at)):
            continue
        if not 0 <= at < len(grid.rows):
            continue
        found = _held_or_read(walk, cell, at)
        if found is not None and (cell.field not in cells or not cells[cell.field][0]):
            cells[cell.field] = found
            rows.add(at)
    start = next(cell for cell in rule.cells if cell.field == rule.start)
    if rule.start == "document_number":
        joined = _wrapped(rule, start, grid, index)
        if joined is not None:
            cells["document_number"] = joined
    whole = "  ".join(grid.rows[at].text for at in sorted(rows))
    entry = entry_of(rule, _signed(walk, index, cells), grid.rows[index].text, whole)
    entry.problems += _idle_filled(rule, grid, index, entry.number, walk.dialect)
    entry.problems += status_doubt(rule, grid, index, entry.number)
    walk.reading.entries.append(entry)
    walk.reading.at.append(grid.at[index])


def _held_or_read(walk: Walk, cell: CellRule, at: int) -> tuple[Value, tuple[Piece, ...]] | None:
    """Return what the cell states; an empty one of a field that is carried says what the line before said."""
    forms = walk.rule.number_forms if cell.field == "document_number" else ()
    value = cell_value(cell, walk.grid, at, walk.dialect, forms)
    if value is None:
        blank = cell.carry and is_blank(walk.grid, at, cell.column)
        return walk.held.get(cell.field) if blank else None
    found = (value, tuple(walk.grid.cells[at].get(cell.column, ())))
    if cell.carry:
        walk.held[cell.field] = found
    return found


def _signed(walk: Walk, index: int, cells: Cells) -> Cells:
    """Turn the amounts of a line whose sign column says that it counts against the payment."""
    number = cells.get("document_number")
    against = number is not None and fits_form(str(number[0]), walk.rule.negative_forms)
    if not against and not is_negative(walk.rule, walk.grid, index):
        return cells
    return {
        name: (-abs(value), pieces)
        if name in ("net_amount", "gross_amount") and isinstance(value, Decimal)
        else (value, pieces)
        for name, (value, pieces) in cells.items()
    }


def is_negative(rule: LineRule, grid: Grid, index: int) -> bool:
    """Tell whether the sign column of a row holds one of the texts that count against the payment."""
    return rule.sign_column >= 0 and status_in(grid, index, rule.sign_column) in rule.negatives


def _take_heads(walk: Walk, index: int) -> bool:
    """Keep what the head of a group states; False for a row that is none."""
    row = walk.grid.rows[index]
    taken = False
    for head in walk.rule.heads:
        found = head_value(head, row, walk.rule, walk.dialect)
        if found is not None:
            walk.held[head.field] = found
            taken = True
    return taken


def head_value(
    head: HeadRule, row: Row, rule: LineRule, dialect: Dialect
) -> tuple[Value, tuple[Piece, ...]] | None:
    """Return what a row states as head of a group: behind the label, or as all of its text."""
    for place, piece in enumerate(row.pieces):
        if not head.label:
            rest = " ".join(other.text for other in row.pieces)
        elif (run := next(iter(label_runs(piece.text, head.label)), None)) is not None and run.first == 0:
            words = words_in(piece.text)
            after = piece.text[words[run.after][1] :] if run.after < len(words) else ""
            rest = after or (row.pieces[place + 1].text if place + 1 < len(row.pieces) else "")
        else:
            continue
        value = _head_text(head.field, rest, rule, dialect)
        return (value, (piece,)) if value is not None else None
    return None


def _head_text(field: str, text: str, rule: LineRule, dialect: Dialect) -> Value | None:
    bare = text.strip(" :,;.-")
    if field == "document_type":
        return bare if fold(bare) in dict(rule.types) else None
    for tried in (bare, bare.split()[0] if bare else ""):
        value = read_text(KIND_OF[field], tried, dialect) if tried else None
        if value is not None:
            return value
    return None


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


def _belongs(rule: LineRule, index: int, starts: frozenset[int]) -> bool:
    """A further row of a record: some cell rule reaches it from its start."""
    reach = {cell.row for cell in rule.cells if cell.row}
    return any(index - row in starts for row in reach)


def _take_nameless(walk: Walk, index: int, *, behind: bool) -> None:
    """Take a row with an amount but no number: a sum, a line that was taught without one, or a doubt."""
    rule, grid, reading, dialect = walk.rule, walk.grid, walk.reading, walk.dialect
    net = next((cell for cell in rule.cells if cell.field == "net_amount"), None)
    net = net or next((cell for cell in rule.cells if cell.field == "gross_amount"), None)
    if net is None or net.row or rule.start != "document_number":
        return
    amount = cell_value(net, grid, index, dialect)
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
            walk.nameless.append((amount, f'A row with an amount has no number: "{row.text[:80]}".'))
        return
    cells: dict[str, tuple[Value, tuple[Piece, ...]]] = {}
    for cell in rule.cells:
        value = cell_value(cell, grid, index, dialect) if not cell.row else None
        if value is not None and cell.field != "document_number":
            cells[cell.field] = (value, tuple(grid.cells[index].get(cell.column, ())))
    entry = entry_of(rule, _signed(walk, index, cells), words, row.text)
    entry.kind = taught or (None if entry.kind is DocumentType.INVOICE else entry.kind)
    if taught is None:
        entry.problems.append(f'No taught document has a row such as "{row.text[:80]}".')
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

"""Learns how a table sets its lines: its header, which column holds what, on which row of the record."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from domain.dialect import Dialect
from domain.layouts import CellRule, ColumnPlace, LineForm, LineRule
from domain.words import DocumentType
from extractors.layouts.kinds import (
    KIND_OF,
    Kind,
    Value,
    number_form,
    plain_text,
    read_text,
    same_value,
    squeezed,
)
from extractors.layouts.sight import Sight
from extractors.layouts.tables import Grid, grid_of, holds_something, read_cell
from extractors.layouts.truth import TrueLine
from extractors.recognition.headers import Column, columns_of_header, header_at
from extractors.recognition.pieces import Row, is_typed
from extractors.recognition.placing import pieces_of
from extractors.recognition.words import column_meaning, fold

_TALLEST = 3
_ABOVE = 8
"""Rows above the first line in which a header is looked for."""
_OFFSETS = (0, 1, -1, 2, -2, 3)
_AMOUNTS = ("net_amount", "gross_amount", "discount_amount", "deduction_amount")
_OTHERS = ("document_date", "po_number", "deduction_reason")
_BY_COLUMN = ("payment_reference", "currency", "payment_date", "payer_name")
_MEANINGS = {
    "net_amount": ("net", "amount", "total"),
    "gross_amount": ("gross", "amount"),
    "discount_amount": ("discount",),
    "deduction_amount": ("deduction",),
}
_BY_WORDS = {
    "gross": "gross_amount",
    "discount": "discount_amount",
    "deduction": "deduction_amount",
    "document_date": "document_date",
    "po": "po_number",
    "reason": "deduction_reason",
}


@dataclass(frozen=True, slots=True)
class Lines:
    """The true lines of a document, and the header values that each line's payment has."""

    lines: tuple[TrueLine, ...]
    headers: tuple[Mapping[str, Value], ...]


def table_rules(sight: Sight, lines: Lines, dialect: Dialect) -> Iterator[LineRule]:
    """Yield rules of columns that may explain the lines, the likeliest first."""
    forms = number_forms(lines.lines)
    for columns, size in _headers(sight, lines.lines):
        bare = LineRule(
            LineForm.TABLE,
            columns=tuple(ColumnPlace(fold(c.header) if size else "", c.left, c.right) for c in columns),
            header_rows=size,
            number_forms=forms,
        )
        grid = grid_of(bare, sight)
        yield from _rules(bare, grid, lines, dialect, columns)


def number_forms(lines: Sequence[TrueLine]) -> tuple[str, ...]:
    """Return the forms of the true document numbers, in order of first use."""
    return tuple(
        dict.fromkeys(
            number_form(str(line.values["document_number"]))
            for line in lines
            if "document_number" in line.values
        )
    )


def _headers(sight: Sight, lines: Sequence[TrueLine]) -> Iterator[tuple[tuple[Column, ...], int]]:
    """Yield header candidates: those that words of the trade show, those that stand above the lines, none."""
    seen: set[tuple[str, ...]] = set()
    for at in range(len(sight.rows)):
        header = header_at(sight.rows, at)
        if header is not None:
            columns = columns_of_header(sight.rows[at : at + header.size])
            texts = tuple(fold(column.header) for column in columns)
            if texts not in seen:
                seen.add(texts)
                yield columns, header.size
    first = _first_row(sight, lines)
    for at in range(max(0, first - _ABOVE), first):
        for size in range(1, min(_TALLEST, first - at) + 1):
            rows = sight.rows[at : at + size]
            if sight.blocks[at] != sight.blocks[first] or not all(_is_wordy(row) for row in rows):
                break
            columns = columns_of_header(rows)
            texts = tuple(fold(column.header) for column in columns)
            if len(columns) > 1 and all(texts) and texts not in seen:
                seen.add(texts)
                yield columns, size
    bands = _bands(sight, lines)
    if len(bands) > 1:
        yield bands, 0


def _is_wordy(row: Row) -> bool:
    return len(row.pieces) > 1 and not any(
        is_typed(p.text) or p.number is not None or p.day for p in row.pieces
    )


def _first_row(sight: Sight, lines: Sequence[TrueLine]) -> int:
    numbers = {
        squeezed(str(line.values["document_number"])) for line in lines if "document_number" in line.values
    }
    for at, row in enumerate(sight.rows):
        if any(
            squeezed(word) in numbers
            for piece in pieces_of(row)
            for word in (piece.text, *piece.text.split())
        ):
            return at
    return 0


def _bands(sight: Sight, lines: Sequence[TrueLine]) -> tuple[Column, ...]:
    """Return columns made of what stands above one another in the rows that hold the true numbers."""
    numbers = {
        squeezed(str(line.values["document_number"])) for line in lines if "document_number" in line.values
    }
    spans: list[tuple[float, float]] = []
    for row in sight.rows:
        pieces = pieces_of(row)
        if any(squeezed(piece.text) in numbers for piece in pieces):
            spans += [(piece.left, piece.right) for piece in pieces]
    merged: list[tuple[float, float]] = []
    for left, right in sorted(spans):
        if merged and left < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(right, merged[-1][1]))
        else:
            merged.append((left, right))
    return tuple(Column("unknown", left, right) for left, right in merged)


def _rules(
    bare: LineRule, grid: Grid, lines: Lines, dialect: Dialect, columns: Sequence[Column]
) -> Iterator[LineRule]:
    for start, column, rows in _alignments(bare, grid, lines.lines, dialect):
        if sum(row is not None for row in rows) < max(1, 0.6 * len(rows)):
            continue
        others = _plain_cells(grid, lines.lines, rows, dialect, len(columns))
        shared = _shared_cells(grid, lines, rows, dialect, len(columns), column)
        types, type_cell = _types(grid, lines.lines, rows, len(columns))
        for amounts in _amount_cells(grid, lines.lines, rows, dialect, columns):
            money = tuple(
                _with_zeros(cell, grid, lines.lines, rows, dialect) for cell in amounts if cell.field != start
            )
            cells = (CellRule(start, column), *others, *money, *type_cell)
            cells += _by_words(cells, columns, lines.lines)
            yield LineRule(
                bare.form,
                start,
                _with_idle(bare.columns, cells, grid, rows, dialect),
                bare.header_rows,
                (*cells, *shared),
                number_forms=bare.number_forms,
                types=types,
                unexplained=_pays_in_part(lines.lines),
            )


def _with_zeros(
    cell: CellRule, grid: Grid, lines: Sequence[TrueLine], rows: Sequence[int | None], dialect: Dialect
) -> CellRule:
    """A zero that is printed where the truth states nothing is this layout's way to say nothing."""
    for row, line in zip(rows, lines, strict=True):
        at = -1 if row is None else row + cell.row
        if cell.field in line.known and cell.field not in line.values and 0 <= at < len(grid.rows):
            found = read_cell(cell, grid.cells[at].get(cell.column, []), dialect)
            if found is not None and not found:
                return replace(cell, zero_is_none=True)
    return cell


def _by_words(
    cells: Sequence[CellRule], columns: Sequence[Column], lines: Sequence[TrueLine]
) -> tuple[CellRule, ...]:
    """Give a column that no line filled to the field that its header names."""
    taken = {cell.column for cell in cells if not cell.row}
    fields = {cell.field for cell in cells}
    unstated = {name for name in _BY_WORDS.values() if not any(name in line.values for line in lines)}
    found: list[CellRule] = []
    for index, column in enumerate(columns):
        meaning = column_meaning(column.header) if index not in taken else None
        field = _BY_WORDS.get(meaning.concept) if meaning is not None and meaning.strength >= 0.75 else None
        if field in unstated - fields:
            found.append(CellRule(field, index, zero_is_none=True))
            fields.add(field)
    return tuple(found)


def _with_idle(
    columns: Sequence[ColumnPlace],
    cells: Sequence[CellRule],
    grid: Grid,
    rows: Sequence[int | None],
    dialect: Dialect,
) -> tuple[ColumnPlace, ...]:
    """Mark the columns that are nobody's and held nothing, so that a value in them is noticed."""
    taken = {cell.column for cell in cells}
    starts = [row for row in rows if row is not None]
    idle = {
        index
        for index in range(len(columns))
        if index not in taken
        and not any(holds_something(grid.cells[row].get(index, []), dialect) for row in starts)
    }
    return tuple(replace(column, idle=index in idle) for index, column in enumerate(columns))


def _pays_in_part(lines: Sequence[TrueLine]) -> bool:
    reductions = ("discount_amount", "deduction_amount")
    return any(
        line.values.get("gross_amount") != line.values.get("net_amount")
        for line in lines
        if "gross_amount" in line.values
        and "net_amount" in line.values
        and not any(name in line.values for name in reductions)
    )


def _alignments(
    bare: LineRule, grid: Grid, lines: Sequence[TrueLine], dialect: Dialect
) -> Iterator[tuple[str, int, list[int | None]]]:
    """Yield (starting field, column, row of each line), the fullest first."""
    found = []
    for start in ("document_number", "net_amount"):
        for column in range(len(bare.columns)):
            rows = _aligned(start, column, bare, grid, lines, dialect)
            count = sum(row is not None for row in rows)
            if count:
                found.append((count - 0.5 * (start == "net_amount"), start, column, rows))
    for _, start, column, rows in sorted(found, key=lambda item: -item[0])[:4]:
        yield start, column, rows


def _aligned(
    start: str, column: int, bare: LineRule, grid: Grid, lines: Sequence[TrueLine], dialect: Dialect
) -> list[int | None]:
    """Return for each line the first row, after that of the line before, whose cell holds its value."""
    kind = KIND_OF[start]
    rows: list[int | None] = []
    after = 0
    for line in lines:
        truth = line.values.get(start)
        hit = None
        for index in range(after, len(grid.rows)):
            pieces = grid.cells[index].get(column, [])
            if truth is None or not pieces:
                continue
            value = read_cell(CellRule(start, column), pieces, dialect, bare.number_forms)
            if same_value(kind, value, truth) or (
                kind is Kind.NUMBER and _wraps(grid, index, column, str(truth))
            ):
                hit = index
                break
        rows.append(hit)
        after = hit + 1 if hit is not None else after
    return rows


def _wraps(grid: Grid, index: int, column: int, truth: str) -> bool:
    if index + 1 >= len(grid.rows):
        return False
    texts = [
        squeezed("".join(piece.text for piece in grid.cells[at].get(column, []))) for at in (index, index + 1)
    ]
    return all(texts) and "".join(texts) == squeezed(truth)


def _plain_cells(
    grid: Grid, lines: Sequence[TrueLine], rows: Sequence[int | None], dialect: Dialect, width: int
) -> list[CellRule]:
    found = (
        _best_cell(field, [line.values.get(field) for line in lines], grid, rows, dialect, width)
        for field in _OTHERS
    )
    return [cell for cell in found if cell is not None]


def _shared_cells(
    grid: Grid, lines: Lines, rows: Sequence[int | None], dialect: Dialect, width: int, taken: int
) -> list[CellRule]:
    """Return cells in which every line repeats a header value of its payment."""
    cells = []
    for field in _BY_COLUMN:
        values = [headers.get(field) for headers in lines.headers]
        best = _best_cell(field, values, grid, rows, dialect, width, every=True)
        if best is not None and not best.label and (best.column, best.row) != (taken, 0):
            cells.append(best)
    return cells


def _best_cell(
    field: str,
    truths: Sequence[Value | None],
    grid: Grid,
    rows: Sequence[int | None],
    dialect: Dialect,
    width: int,
    *,
    every: bool = False,
) -> CellRule | None:
    rated = []
    placed_truths = [(row, truth) for row, truth in zip(rows, truths, strict=True) if row is not None]
    if not any(truth is not None for _, truth in placed_truths):
        return None
    starts = {row for row in rows if row is not None}
    for offset, column in product(_OFFSETS, range(width)):
        labels = _labels(field, placed_truths, grid, column, offset, dialect)
        for label in labels:
            cell = CellRule(field, column, offset, label)
            hits, wrong = _judged(cell, placed_truths, grid, dialect, starts)
            if hits and (not every or hits == len(placed_truths)):
                rated.append((hits - 1.5 * wrong - 0.02 * abs(offset) - 0.01 * bool(label), cell))
    best = max(rated, key=lambda pair: pair[0], default=None)
    return best[1] if best is not None and best[0] > 0 else None


def _judged(
    cell: CellRule,
    truths: Sequence[tuple[int, Value | None]],
    grid: Grid,
    dialect: Dialect,
    starts: set[int],
) -> tuple[int, int]:
    """Return how many lines the cell reads right, and how many it reads although nothing is there."""
    kind = KIND_OF[cell.field]
    hits = wrong = 0
    for row, truth in truths:
        at = row + cell.row
        if not 0 <= at < len(grid.rows) or (cell.row and at in starts):
            continue
        found = read_cell(cell, grid.cells[at].get(cell.column, []), dialect)
        if truth is not None and same_value(kind, found, truth):
            hits += 1
        elif found is not None and not (truth is None and not found):
            wrong += 1
    return hits, wrong


def _labels(
    field: str,
    truths: Sequence[tuple[int, Value | None]],
    grid: Grid,
    column: int,
    offset: int,
    dialect: Dialect,
) -> list[str]:
    """Return "" and the words that stand before the value in the cell of the first line that holds it."""
    if offset == 0 and KIND_OF[field] is Kind.AMOUNT:
        return [""]
    for row, truth in truths:
        at = row + offset
        if truth is None or not 0 <= at < len(grid.rows):
            continue
        text = plain_text(" ".join(piece.text for piece in grid.cells[at].get(column, [])))
        printed = _printed(text, field, truth, dialect)
        if printed:
            before = fold(text[: text.index(printed)])
            return ["", before] if before and not any(c.isdigit() for c in before) else [""]
    return [""]


def _printed(text: str, field: str, truth: Value, dialect: Dialect) -> str | None:
    words = text.split()
    for first in range(len(words)):
        tail = " ".join(words[first:])
        for tried in (tail, words[first]):
            if same_value(KIND_OF[field], read_text(KIND_OF[field], tried.strip(" ,;:"), dialect), truth):
                return tried
    return None


def _amount_cells(
    grid: Grid,
    lines: Sequence[TrueLine],
    rows: Sequence[int | None],
    dialect: Dialect,
    columns: Sequence[Column],
) -> Iterator[tuple[CellRule, ...]]:
    """Yield ways to give the amounts their cells, the best-fitting first, no cell twice."""
    starts = {row for row in rows if row is not None}
    choices: list[list[tuple[float, CellRule | None]]] = []
    for field in _AMOUNTS:
        truths = [
            (row, line.values.get(field)) for row, line in zip(rows, lines, strict=True) if row is not None
        ]
        rated: list[tuple[float, CellRule | None]] = []
        if any(truth is not None for _, truth in truths):
            for offset, column in product(_OFFSETS, range(len(columns))):
                cell = CellRule(field, column, offset)
                hits, wrong = _judged(cell, truths, grid, dialect, starts)
                if hits:
                    named = _named(field, columns[column])
                    rated.append((hits - 1.5 * wrong - 0.02 * abs(offset) + 0.3 * named, cell))
        rated.sort(key=lambda pair: -pair[0])
        choices.append([pair for pair in rated[:4] if pair[0] > 0] or [(0.0, None)])
    ways = []
    for way in product(*choices):
        cells = tuple(cell for _, cell in way if cell is not None)
        if len({(cell.column, cell.row) for cell in cells}) == len(cells):
            ways.append((sum(worth for worth, _ in way), cells))
    ways.sort(key=lambda pair: -pair[0])
    for _, best in ways[:6]:
        yield best


def _named(field: str, column: Column) -> float:
    meaning = column_meaning(column.header)
    if meaning is None:
        return 0.01 * (field == "net_amount") * column.right / 1000
    return 1.0 if meaning.concept in _MEANINGS[field] else -1.0


def _types(
    grid: Grid, lines: Sequence[TrueLine], rows: Sequence[int | None], width: int
) -> tuple[tuple[tuple[str, DocumentType], ...], tuple[CellRule, ...]]:
    """Return what the texts of a column mean as types, and that column where one tells them apart."""
    known = [(row, line.kind) for row, line in zip(rows, lines, strict=True) if row is not None and line.kind]
    best: tuple[int, int, dict[str, DocumentType]] | None = None
    for column in range(width):
        meant: dict[str, set[DocumentType]] = {}
        for row, kind in known:
            text = fold(" ".join(piece.text for piece in grid.cells[row].get(column, [])))
            if not text or any(c.isdigit() for c in text):
                break
            meant.setdefault(text, set()).add(kind)
        else:
            clear = meant and all(len(kinds) == 1 for kinds in meant.values()) and len(meant) <= 6
            kinds = {kind for held in meant.values() for kind in held}
            if clear and len(kinds) > 1 and (best is None or len(kinds) > best[0]):
                best = (len(kinds), column, {text: next(iter(held)) for text, held in meant.items()})
    if best is None:
        return (), ()
    return tuple(sorted(best[2].items())), (CellRule("document_type", best[1]),)


def nameless_types(sight: Sight, rows: Sequence[tuple[int, DocumentType]]) -> dict[str, DocumentType]:
    """Return what the words of rows without a number mean."""
    return {
        fold(" ".join(p.text for p in sight.rows[at].pieces if not any(c.isdigit() for c in p.text))): kind
        for at, kind in rows
    }

"""Learns how a table sets its lines: the rules that may explain it, put together from header and cells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from domain.dialect import Dialect
from domain.layouts import CellRule, ColumnPlace, HeadRule, LineForm, LineRule
from domain.words import DocumentType
from extractors.layouts.kinds import KIND_OF, Value, fits_form, number_form, same_value, squeezed
from extractors.layouts.learning_amounts import amount_ways
from extractors.layouts.learning_cells import Found, alignments, best_cell, one_type, types_of
from extractors.layouts.learning_headers import header_candidates, number_forms
from extractors.layouts.left_out import status_in, with_status
from extractors.layouts.sight import Sight, folded_words
from extractors.layouts.table_cells import cell_value, holds_something
from extractors.layouts.table_grid import grid_of
from extractors.layouts.tables import head_value, listed_rows
from extractors.layouts.truth import TrueLine
from extractors.recognition.headers import Column
from extractors.recognition.words import column_meaning, fold

_OTHERS = ("document_date", "po_number", "deduction_reason")
_BY_COLUMN = ("payment_reference", "currency", "payment_date", "payer_name")
_BY_WORDS = {
    "gross": "gross_amount",
    "discount": "discount_amount",
    "deduction": "deduction_amount",
    "document_date": "document_date",
    "po": "po_number",
    "reason": "deduction_reason",
}
_HEADED = ("document_date", "po_number", "document_type")


@dataclass(frozen=True, slots=True)
class Lines:
    """The true lines of a document, and the header values that each line's payment has."""

    lines: tuple[TrueLine, ...]
    headers: tuple[Mapping[str, Value], ...]


def table_rules(sight: Sight, lines: Lines, dialect: Dialect) -> Iterator[LineRule]:
    """Yield rules of columns that may explain the lines, the likeliest first."""
    forms = number_forms(lines.lines)
    values = {squeezed(str(value)).casefold() for held in lines.headers for value in held.values()}
    for columns, size in header_candidates(sight, lines.lines):
        if size and any(squeezed(column.header).casefold() in values for column in columns):
            continue  # A label and the payment's own value beside it head no columns.
        bare = LineRule(
            LineForm.TABLE,
            columns=tuple(ColumnPlace(fold(c.header) if size else "", c.left, c.right) for c in columns),
            header_rows=size,
            number_forms=forms,
        )
        grid = grid_of(bare, sight)
        for start, found in alignments(bare, grid, lines.lines, dialect):
            for rule in _rules(bare, start, found, lines, columns):
                yield rule
                if grid.headers > 1:
                    yield replace(rule, first_table=True)


def _rules(
    bare: LineRule, start: CellRule, found: Found, lines: Lines, columns: Sequence[Column]
) -> Iterator[LineRule]:
    others = [
        cell for field in _OTHERS if (cell := best_cell(field, found.truths(field), found, len(columns)))
    ]
    shared = _shared_cells(found, lines, len(columns), start.column)
    types, type_cell = types_of(found, len(columns))
    types, type_cell = (types, type_cell) if type_cell else one_type(found, columns)
    heads, head_types = _heads(found, [cell.field for cell in type_cell])
    headed = {head.field for head in heads}
    others = [cell for cell in others if cell.field not in headed or (not cell.row and not cell.carry)]
    heads = tuple(head for head in heads if head.field not in {cell.field for cell in others})
    for amounts in amount_ways(found, columns):
        money = tuple(_with_zeros(cell, found) for cell in amounts if cell.field != start.field)
        cells = (start, *others, *money, *type_cell)
        cells += _by_words(cells, columns, lines.lines)
        rule = LineRule(
            bare.form,
            start.field,
            _with_idle(bare.columns, cells, found),
            bare.header_rows,
            (*cells, *shared),
            heads=heads,
            number_forms=bare.number_forms,
            types=tuple(sorted({**dict(head_types), **dict(types)}.items())),
            unexplained=_pays_in_part(lines.lines),
        )
        paid = [row for row in found.rows if row is not None]
        yield from with_status(rule, found.grid, paid, listed_rows(rule, found.grid, found.dialect))
        yield rule
        signed = _with_signs(rule, found, len(columns))
        if signed is not None:
            yield signed


def _shared_cells(found: Found, lines: Lines, width: int, taken: int) -> list[CellRule]:
    """Return cells in which every line repeats a header value of its payment."""
    cells = []
    for field in _BY_COLUMN:
        truths = [
            (row, headers.get(field))
            for row, headers in zip(found.rows, lines.headers, strict=True)
            if row is not None
        ]
        best = best_cell(field, truths, found, width, every=True)
        if best is not None and best.row and len(truths) < 2:
            continue  # One line alone does not show that each record repeats what stands below it.
        if best is not None and not best.label and not best.carry and (best.column, best.row) != (taken, 0):
            cells.append(best)
    return cells


def _heads(
    found: Found, placed: Sequence[str]
) -> tuple[tuple[HeadRule, ...], tuple[tuple[str, DocumentType], ...]]:
    """Return the rows above groups of lines that state a value of all of them, and what types they name."""
    heads: list[HeadRule] = []
    types: dict[str, DocumentType] = {}
    for field in _HEADED:
        truths = _head_truths(field, found)
        if field in placed or len({str(truth) for _, truth in truths}) < 2 - (field != "document_type"):
            continue
        if any(truth is None for _, truth in truths) and field != "document_type":
            continue
        own_types = _head_types(found) if field == "document_type" else {}
        for label in _head_labels(field, found, truths, own_types):
            head = HeadRule(field, label)
            if _explains(head, found, truths, own_types):
                heads.append(head)
                types.update(own_types)
                break
    return tuple(heads), tuple(types.items())


def _head_truths(field: str, found: Found) -> list[tuple[int, Value | None]]:
    if field != "document_type":
        return found.truths(field)
    return [
        (row, line.kind.value if line.kind else None)
        for row, line in zip(found.rows, found.lines, strict=True)
        if row is not None
    ]


def _head_types(found: Found) -> dict[str, DocumentType]:
    """Return what the words of the row right above each change of type mean."""
    meant: dict[str, DocumentType] = {}
    last: DocumentType | None = None
    for row, line in zip(found.rows, found.lines, strict=True):
        if row is not None and line.kind is not None and line.kind is not last and row:
            text = fold(found.grid.rows[row - 1].text)
            if text and not any(c.isdigit() for c in text):
                meant[text] = line.kind
            last = line.kind
    return meant


def _head_labels(
    field: str,
    found: Found,
    truths: Sequence[tuple[int, Value | None]],
    types: Mapping[str, DocumentType],
) -> list[str]:
    """Return the labels that may lead to the first group's value in the rows above it."""
    if field == "document_type":
        return [""] if types else []
    first, truth = truths[0]
    labels: dict[str, None] = {}
    for at in range(first - 1, max(-1, first - 4), -1):
        text = found.grid.rows[at].text
        words = folded_words(text)
        for size in range(min(4, len(words)), 0, -1):
            if not any(c.isdigit() for word in words[:size] for c in word):
                labels.setdefault(" ".join(words[:size]))
        labels.setdefault("")
    return list(labels) if truth is not None else []


def _explains(
    head: HeadRule,
    found: Found,
    truths: Sequence[tuple[int, Value | None]],
    types: Mapping[str, DocumentType],
) -> bool:
    """Tell whether the heads above the lines state just their true values."""
    rule = LineRule(LineForm.TABLE, types=tuple(types.items()))
    wanted = dict(truths)
    held: Value | None = None
    for index, row in enumerate(found.grid.rows):
        if index in wanted:
            truth = wanted[index]
            if head.field == "document_type":
                kind = types.get(fold(str(held))) if held is not None else None
                if truth is not None and (kind is None or kind.value != truth):
                    return False
            elif truth is None or not same_value(KIND_OF[head.field], held, truth):
                return False
            continue
        value = head_value(head, row, rule, found.dialect)
        held = value[0] if value is not None else held
    return True


def _with_signs(rule: LineRule, found: Found, width: int) -> LineRule | None:
    """Return the rule with a column whose text tells the sign, where one parts negative lines from others."""
    net = next((cell for cell in rule.cells if cell.field == "net_amount" and not cell.negative), None)
    if net is None:
        return None
    wrong: set[int] = set()
    right: set[int] = set()
    for row, truth in found.truths("net_amount"):
        printed = cell_value(net, found.grid, row + net.row, found.dialect)
        if isinstance(truth, Decimal) and isinstance(printed, Decimal) and truth:
            (wrong if printed == -truth else right).add(row)
    if not wrong or not right:
        return None
    for column in range(width):
        against = {status_in(found.grid, row, column) for row in wrong}
        others = {status_in(found.grid, row, column) for row in right}
        spoken = all(text and not (len(text) > 3 and any(c.isdigit() for c in text)) for text in against)
        if spoken and not against & others and len(against) <= 3:
            return replace(rule, sign_column=column, negatives=tuple(sorted(against)))
    return _with_negative_forms(rule, found, wrong, right)


def _with_negative_forms(rule: LineRule, found: Found, wrong: set[int], right: set[int]) -> LineRule | None:
    """Return the rule with the forms of numbers that only negative lines have: a series of debit notes."""
    forms: dict[bool, set[str]] = {True: set(), False: set()}
    for row, truth in found.truths("document_number"):
        if row in wrong or row in right:
            forms[row in wrong].add(number_form(str(truth or "")))
    telling = forms[True] - forms[False]
    if telling != forms[True] or any(not any(c.isalpha() for c in form) for form in telling):
        return None
    if any(fits_form(form.replace("9", "1"), tuple(forms[False])) for form in telling):
        return None
    return replace(rule, negative_forms=tuple(sorted(telling)))


def _with_zeros(cell: CellRule, found: Found) -> CellRule:
    """A zero that is printed where the truth states nothing is this layout's way to say nothing."""
    for row, line in zip(found.rows, found.lines, strict=True):
        if row is None or cell.field not in line.known or cell.field in line.values:
            continue
        value = cell_value(cell, found.grid, row + cell.row, found.dialect)
        if value is not None and not value:
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
    columns: Sequence[ColumnPlace], cells: Sequence[CellRule], found: Found
) -> tuple[ColumnPlace, ...]:
    """Mark the columns that are nobody's and held nothing, so that a value in them is noticed."""
    taken = {cell.column for cell in cells} | {cell.behind for cell in cells}
    idle = {
        index
        for index in range(len(columns))
        if index not in taken
        and not any(
            holds_something(found.grid.cells[row].get(index, []), found.dialect) for row in found.starts
        )
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

"""Reads a table's records into entries, stated totals and rows that nothing explains."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal

from domain.dialect import Dialect
from domain.dialect_numbers import is_amount_like, is_number
from domain.ledger import Ledger
from domain.numbers import number_key
from extractors.recognition.amounts import Roles
from extractors.recognition.bodies import Record, records_of
from extractors.recognition.cells import entry_of
from extractors.recognition.codes import doubt_unknown_kinds, paid_alone, turn_marked
from extractors.recognition.column_doubts import doubt_lone_reductions, rival_numbers, unread_columns
from extractors.recognition.column_parts import Parts, parts_of
from extractors.recognition.content import settled_by_content
from extractors.recognition.entries import Entry, amount_in
from extractors.recognition.groups import repeat_dittos
from extractors.recognition.headers import AMOUNTS, Column
from extractors.recognition.merged_columns import one_currency, one_side, tell_currencies
from extractors.recognition.payment_sums import PAYMENT_SUM, payments_for_sums, without_payments
from extractors.recognition.pieces import Piece, Row, without_rate
from extractors.recognition.reason_codes import (
    doubt_unread_codes,
    doubt_unread_remarks,
    drop_chatter,
    drop_item_texts,
    drop_kinds,
    legend_in,
    with_reasons,
)
from extractors.recognition.shifted import gross_stated_alike
from extractors.recognition.stacked import folded
from extractors.recognition.stated_sums import beside_what_is_paid, without_cells
from extractors.recognition.sums import mark_labelled_total, mark_sums, mark_sums_above
from extractors.recognition.words import components

_KNOWN = frozenset(
    {"ignore", "due_date", "discount_percent", *("payment_date", "payment_reference", "spent")}
)
"""Columns whose meaning is known and that feed no value of a line."""


@dataclass(frozen=True, slots=True)
class Stated:
    """An amount that the document states as a sum: its value, place and how it is called."""

    amount: Decimal
    piece: Piece
    kind: str
    """total, subtotal, carried, label."""
    rank: int = 2
    at: int = 0
    """Order in the document."""
    label: str = ""


@dataclass(slots=True)
class TableReading:
    """What a table says: its lines, sums, and the rows behind its last line."""

    entries: list[Entry] = field(default_factory=list)
    stated: list[Stated] = field(default_factory=list)
    rest: list[Row] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    headers: str = ""
    """All header texts, for currencies that stand in them."""
    columns: int = 0
    ruled: bool = False
    """True where every line stood in a drawn or given table."""
    explained: list[Piece] = field(default_factory=list)
    """Cells that are known for what they are and feed no line: sums, balances, due days, rates."""


def read_table(
    rows: Sequence[Row],
    columns: Sequence[Column],
    dialect: Dialect,
    label_totals: Sequence[Decimal],
    ledger: Ledger | None = None,
) -> TableReading:
    """Return what the rows under a header say; `label_totals` are sums stated elsewhere."""
    columns = settled_by_content(rows, columns, ledger)
    records, columns = _records(rows, columns, dialect, label_totals)
    last = _last_of_table(records)
    reading = TableReading(headers=" ".join(column.header for column in columns), columns=len(columns))
    reading.rest = [row for record in records[last + 1 :] for row in record.rows]
    table = records[: last + 1]
    lines = [record for record in table if record.kind in ("line", "amount")]
    amounts = [_amounts(record, columns, dialect) for record in lines]
    for record in table:
        if record.kind in ("total", "subtotal", "carried"):
            reading.stated += _stated(record, columns, dialect)
    legend = legend_in(rows)
    columns = with_reasons(columns, _texts(lines, columns), legend) if legend else columns
    sums = [*label_totals, *(stated.amount for stated in reading.stated)]
    columns, amounts = one_side(columns, amounts, sums)
    columns, amounts, paid_in = one_currency(columns, amounts)
    parts = parts_of(columns, lines, amounts, sums)
    columns = parts.columns
    beside = beside_what_is_paid(reading.stated, table, parts, amounts)
    reading.stated = [item for item in reading.stated if item.piece not in beside]
    read = _entries(lines, amounts, parts, dialect)
    tell_currencies(read, lines, paid_in, [record for record in table if record.kind == "total"], dialect)
    drop_kinds(read, columns, legend)
    drop_item_texts(read, columns)
    drop_chatter(read, columns)
    doubt_unread_codes(read, columns)
    doubt_unread_remarks(read, columns)
    turn_marked(read, columns, sums)
    doubt_unknown_kinds(read, columns)
    reading.entries = paid_alone(read, columns, () if paid_in else label_totals)
    _unstated_net(reading, columns, parts.roles, label_totals)
    doubt_lone_reductions(reading.entries)
    reading.problems += unread_columns(columns, lines, amounts, parts.roles)
    if not _all_known(reading.entries, ledger):
        reading.problems += rival_numbers(columns, lines)
    reading.problems += payments_for_sums(table)
    reading.explained = _known_cells(table, columns, parts.known)
    under = [row for record in table if record.kind in ("total", "text") for row in record.rows]
    reading.rest += without_cells(under, beside)
    return reading


def _records(
    rows: Sequence[Row], columns: list[Column], dialect: Dialect, label_totals: Sequence[Decimal]
) -> tuple[list[Record], list[Column]]:
    """Return the records under a header, their sums told from their lines, and the columns as they lie."""
    records = records_of(rows, columns, dialect)
    repeat_dittos(records, columns)
    records, columns = folded(records, columns)
    unpaid = without_payments(records, columns)
    mark_sums_above(unpaid, [_amounts(record, columns, dialect) for record in unpaid])
    mark_sums(unpaid, [_amounts(record, columns, dialect) for record in unpaid])
    mark_labelled_total(records, [_amounts(record, columns, dialect) for record in records], label_totals)
    return records, columns


def _entries(
    lines: Sequence[Record], amounts: Sequence[dict[int, Decimal]], parts: Parts, dialect: Dialect
) -> list[tuple[Record, Entry]]:
    read: list[tuple[Record, Entry]] = []
    for at, (record, values) in enumerate(zip(lines, amounts, strict=True)):
        own = {index: value for index, value in values.items() if index not in parts.aside}
        entry = entry_of(record, own, parts.columns, parts.roles, dialect)
        if entry is None:
            continue
        read.append((record, entry))
        if parts.of_payment is not None:
            entry.extras[PAYMENT_SUM] = str(parts.of_payment[1][at])
    gross_stated_alike(read, dialect)
    return read


def _texts(lines: Sequence[Record], columns: Sequence[Column]) -> list[dict[int, str]]:
    return [{index: record.text(index) for index in range(len(columns))} for record in lines]


def _all_known(entries: Sequence[Entry], ledger: Ledger | None) -> bool:
    numbers = [entry.number for entry in entries if entry.number]
    return ledger is not None and all(number_key(number) in ledger.items_by_key for number in numbers)


def _known_cells(table: Sequence[Record], columns: Sequence[Column], known: Set[int]) -> list[Piece]:
    return [
        piece
        for record in table
        for index, pieces in record.cells.items()
        if record.kind in ("total", "subtotal", "carried", "opening")
        or index in known
        or columns[index].concept in _KNOWN
        for piece in pieces
    ]


def _last_of_table(records: Sequence[Record]) -> int:
    """Return the index of the last record that belongs to the table: a line or the sum under it."""
    total = next((at for at, _ in enumerate(records) if _ends_all(records, at)), len(records))
    last = _last_line(records, total)
    at = last + 1
    while at < len(records) and records[at].kind in (
        "amount",
        "total",
        "subtotal",
        "carried",
        "text",
        "head",
    ):
        if records[at].kind in ("total", "subtotal", "carried"):
            last = at
            if _ends_all(records, at):
                break
        elif records[at].kind == "amount":
            if _stands_apart(records[at - 1], records[at]):
                break
            last = at if at < total else last
        at += 1
    return last


def _ends_all(records: Sequence[Record], at: int) -> bool:
    """A total ends the table, but not where the head of a further group stands right under it."""
    if records[at].kind != "total":
        return False
    below = records[at + 1].head if at + 1 < len(records) else None
    return below is None or below.concept != "type"


def _last_line(records: Sequence[Record], total: int) -> int:
    """Return the index of the last line, -1 without any; `total` is where the first total stands.

    Behind a sum only one counts that fills as many columns as the lines before it.
    """
    last = -1
    fewest = tallest = 0
    for at, record in enumerate(records):
        if record.kind != "line":
            continue
        cells, rows = len(record.cells), len(record.rows)
        first = last < 0
        if first or at < total or (cells >= fewest and rows <= tallest):
            last = at
        fewest, tallest = (cells if first else min(fewest, cells)), max(tallest, rows)
    return last


def _stands_apart(above: Record, below: Record) -> bool:
    """A row far under the table, or one of bank, tax and contact details, is not the table's."""
    first, second = above.rows[-1], below.rows[0]
    height = first.bottom - first.top
    far = first.page == second.page and height > 0 and second.top - first.bottom > 6 * height
    said = set().union(*(components(word)[0] for word in below.whole.split()))
    return (far and not first.ruled) or len(said & {"CONTACT", "ACCOUNT", "TAX"}) > 1


def _amounts(record: Record, columns: Sequence[Column], dialect: Dialect) -> dict[int, Decimal]:
    found: dict[int, Decimal] = {}
    for index, pieces in record.cells.items():
        if columns[index].concept in AMOUNTS | {"unknown", "ignore"}:
            value, why_not = amount_in(pieces, dialect)
            if value is not None:
                found[index] = value
            elif columns[index].concept in AMOUNTS:
                why_not = why_not or _unread(record.text(index))
                record.problems += [why_not] if why_not and why_not not in record.problems else []
    return found


def _unread(text: str) -> str | None:
    """Figures in a column of amounts that are neither an amount nor a rate."""
    if not any(letter.isdigit() for letter in without_rate(text)):
        return None
    return f'"{text}" does not state one clear amount.'


def _stated(record: Record, columns: Sequence[Column], dialect: Dialect) -> Iterable[Stated]:
    ranks = {"total": 1, "net": 1, "amount": 1, "gross": 3, "discount": 9, "deduction": 9}
    for index in sorted(record.cells, reverse=True):
        for piece in reversed(record.cells[index]):
            value, _ = amount_in([piece], dialect)
            if value is not None and (is_amount_like(piece.text) or piece.number is not None):
                label = next((p.text for row in record.rows for p in row.pieces if not is_number(p.text)), "")
                yield Stated(value, piece, record.kind, ranks.get(columns[index].concept, 2), label=label)


def _unstated_net(
    reading: TableReading, columns: Sequence[Column], roles: Roles, sums: Sequence[Decimal]
) -> None:
    """A table with gross and reductions but no net column states no net; gross alone is also the net.

    `sums` are those stated outside the table: the gross column's own sum proves nothing.
    """
    net = roles.columns("net")
    if not net or columns[net[0]].concept != "gross":
        return
    reduced = any(entry.discount or entry.deduction for entry in reading.entries)
    agrees = sum((entry.net or Decimal(0) for entry in reading.entries), Decimal(0)) in sums
    for entry in reading.entries:
        entry.gross = entry.net
        if reduced and not agrees:
            entry.net = None

"""Turns what one query gives into rows of the ledger: the same rows as a file's, named by query and key."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from domain.ledger_policy import LedgerQuery
from ledger import cells
from ledger.assembling import Placed, without_repeats
from ledger.faults import Faults, quoted
from ledger.rows import Row, column_names, refuse_unreadable, unknown_of
from ledger.sql.marks import Mark, higher, mark_of
from ledger.sql.values import cell_of, is_deleted
from ledger.tables import Table

V = TypeVar("V")
C = TypeVar("C")


@dataclass(slots=True)
class TableReading(Generic[V]):
    """What one query gave: rows that stand, keys of rows that are gone, and how far it went."""

    rows: Placed[V] = field(default_factory=list)
    gone: set[Hashable] = field(default_factory=set)
    mark: Mark | None = None


def called(name: str) -> str:
    """Return what faults call a query."""
    return f"query {name}"


@dataclass(slots=True)
class _Shape:
    """The columns of a result, by name and place."""

    names: tuple[str, ...]
    unknown: tuple[str, ...]
    changed: int | None
    deleted: int | None


def read_table(
    name: str,
    table: Table[V],
    query: LedgerQuery,
    columns: Sequence[str],
    found: Iterable[Sequence[object]],
    faults: Faults,
) -> TableReading[V]:
    """Return what a query gave; missing columns and bad values are noted in `faults`."""
    reading = TableReading[V]()
    shape = _shape(name, table, query, columns, faults)
    if shape is None:
        return reading
    standing = _standing(name, table, shape, found, faults, reading)
    reading.rows.extend(without_repeats(table, standing))
    return reading


def merged(name: str, table: Table[V], last: Sequence[V], news: TableReading[V], faults: Faults) -> Placed[V]:
    """Return the rows of the last import with what changed since laid over them, gone ones left out.

    A key that is both gone and standing stands: the ERP keeps the old row beside the new one.
    """
    kept = {table.key(value): (_kept_row(name, table, value, faults), value) for value in last}
    for key in news.gone:
        kept.pop(key, None)
    for row, value in news.rows:
        kept[table.key(value)] = (row, value)
    return list(kept.values())


def _shape(
    name: str, table: Table[V], query: LedgerQuery, columns: Sequence[str], faults: Faults
) -> _Shape | None:
    where, before = called(name), len(faults.found)
    names = column_names(columns, table.columns)
    for column in sorted({cell for cell in names if names.count(cell) > 1}):
        faults.add(where, None, column, "this column stands twice in the result; rename one with AS.")
    for column in table.columns.needed:
        if column not in names:
            faults.add(
                where,
                None,
                column,
                f"this column is missing from the result; add NULL AS {column} if need be.",
            )
    lower = [cell.lower() for cell in names]
    for steering in (query.changed, query.deleted):
        if steering and steering.lower() not in lower:
            faults.add(where, None, steering, "this column is missing from the result.")
    if len(faults.found) > before:
        return None
    changed = lower.index(query.changed.lower()) if query.changed else None
    deleted = lower.index(query.deleted.lower()) if query.deleted else None
    technical = {names[place] for place in (changed, deleted) if place is not None}
    unknown = tuple(cell for cell in unknown_of(names, table.columns) if cell not in technical)
    return _Shape(names, unknown, changed, deleted)


def _standing(
    name: str,
    table: Table[V],
    shape: _Shape,
    found: Iterable[Sequence[object]],
    faults: Faults,
    reading: TableReading[V],
) -> Iterator[Row]:
    """Yield the rows that are not marked as deleted; note the others' keys and the highest change."""
    for number, values in enumerate(found, 1):
        gone = shape.deleted is not None and _is_gone(values[shape.deleted])
        row = _row(name, number, table, shape, values, faults, key_only=gone)
        if shape.changed is not None:
            mark = _taken(row, shape.names[shape.changed], values[shape.changed], mark_of)
            try:
                reading.mark = higher(reading.mark, mark)
            except ValueError as fault:
                row.fault(shape.names[shape.changed], f"{_shown(values[shape.changed])} {fault}")
        if gone:
            reading.gone.add(_key_alone(table, row))
        else:
            if shape.deleted is not None:
                _taken(row, shape.names[shape.deleted], values[shape.deleted], is_deleted)
            yield row


def _is_gone(value: object) -> bool:
    try:
        return is_deleted(value)
    except ValueError:
        return False  # the row stands, and its fault is named


def _row(
    name: str,
    number: int,
    table: Table[V],
    shape: _Shape,
    values: Sequence[object],
    faults: Faults,
    *,
    key_only: bool,
) -> Row:
    """Return one row of the result; of one that is gone only the key is looked at."""
    looked_at = (
        table.key_columns if key_only else (*table.columns.needed, *table.columns.optional, *shape.unknown)
    )
    texts: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for column, value in zip(shape.names, values, strict=True):
        try:
            texts[column] = cell_of(column, value, known=column not in shape.unknown)
        except ValueError as fault:
            texts[column] = ""
            if column in looked_at:
                wrong[column] = f"{_shown(value)} {fault}"
    key = quoted(", ".join(texts[column] for column in table.key_columns))[1:-1]
    row = Row(called(name), number, texts, faults, unknown=shape.unknown, label=f"row {number} ({key})")
    row.spoilt = frozenset(wrong)
    for column, text in wrong.items():
        row.fault(column, text)
    if not key_only:
        refuse_unreadable(row)
    return row


def _taken(row: Row, column: str, value: object, read: Callable[[object], C]) -> C | None:
    try:
        return read(value)
    except ValueError as fault:
        row.fault(column, f"{_shown(value)} {fault}")
        return None


def _key_alone(table: Table[V], row: Row) -> Hashable:
    """Return the key of a deleted row, whose other columns may hold anything."""
    for column in table.key_columns:
        row.need(column, cells.text, "")
    aside = Row(row.file, row.line, row.cells, Faults(), label=row.label, spoilt=row.spoilt)
    return table.key(table.build(aside))


def _kept_row(name: str, table: Table[V], value: V, faults: Faults) -> Row:
    texts = {column: str(getattr(value, column)) for column in table.key_columns}
    key = quoted(", ".join(texts.values()))[1:-1]
    return Row(called(name), 0, texts, faults, label=f"row {key} of the last import")


def _shown(value: object) -> str:
    return quoted(str(value))

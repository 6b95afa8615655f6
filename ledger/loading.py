"""Loads a ledger folder: all of it, or nothing and every bad row named."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from domain.errors import LedgerError
from domain.ledger import Ledger, OpenItem, SupportingDocument
from domain.words import DocumentKind
from ledger.documents import DocumentsFolder, NamePattern, copies_by_pattern, placed
from ledger.faults import Faults, place, quoted
from ledger.rows import Row, read_rows
from ledger.tables import (
    CONTACTS,
    CUSTOMERS,
    OPEN_ITEMS,
    PURCHASE_ORDERS,
    SUPPORTING_DOCUMENTS,
    Table,
)

V = TypeVar("V")
Placed = list[tuple[Row, V]]
SHOWN_WARNINGS = 200
_OF_ONE_ITEM = frozenset({DocumentKind.INVOICE_COPY, DocumentKind.PROOF_OF_DELIVERY})


def load(folder: Path, document_pattern: str | None, now: datetime) -> tuple[Ledger, tuple[str, ...]]:
    """Return the ledger of a CSV folder, stamped with `now`, and its warnings, one sentence each.

    `document_pattern` finds invoice copies in `documents/` that no row lists.
    Raises LedgerError naming every bad row; ConfigurationError for a pattern that cannot be used.
    """
    pattern = NamePattern(document_pattern) if document_pattern else None
    if not folder.is_dir():
        raise LedgerError(f"There is no ledger folder {folder}; name a folder that holds customers.csv.")
    faults = Faults()
    customers = _read(CUSTOMERS, folder, faults)
    known = {row.cells["customer_id"] for row, _ in customers}
    # Without a readable list of customers every other row would be named for nothing.
    comparable = bool(known) or not faults.found
    contacts = _read(CONTACTS, folder, faults)
    items = _read(OPEN_ITEMS, folder, faults)
    orders = _read(PURCHASE_ORDERS, folder, faults)
    listed = _read(SUPPORTING_DOCUMENTS, folder, faults)
    if comparable:
        _check_customers(CUSTOMERS, customers, known, "parent_id")
        _check_customers(CONTACTS, contacts, known)
        _check_customers(OPEN_ITEMS, items, known)
        _check_customers(PURCHASE_ORDERS, orders, known)
        _check_customers(SUPPORTING_DOCUMENTS, listed, known)
    if faults.found:
        raise faults.error(str(folder))
    open_items = _values(items)
    documents, warnings = _documents(listed, open_items, folder / "documents", pattern)
    ledger = Ledger(_values(customers), _values(contacts), open_items, _values(orders), documents, now)
    return ledger, _capped(warnings)


def _read(table: Table[V], folder: Path, faults: Faults) -> Placed[V]:
    path = folder / table.file
    if not path.exists():
        if table.must_exist:
            faults.add(table.file, None, None, "the file is missing; the ledger cannot be loaded without it.")
        return []
    return list(_without_repeats(table, read_rows(path, table.columns, faults)))


def _without_repeats(table: Table[V], rows: Iterable[Row]) -> Iterator[tuple[Row, V]]:
    first: dict[object, tuple[int, V]] = {}
    for row in rows:
        value = table.build(row)
        if row.sound:
            line, earlier = first.setdefault(table.key(value), (row.line, value))
            if earlier is not value:
                if earlier != value:
                    _refuse_repeat(table, row, line)
                continue
        yield row, value


def _refuse_repeat(table: Table[V], row: Row, line: int) -> None:
    column = table.columns.needed[0] if " and " not in table.key_columns else None
    value = ", ".join(row.cells[name] for name in table.key_columns.split(" and "))
    row.fault(
        column, f"{quoted(value)} stands already in line {line} with other values ({table.key_columns} once)"
    )


def _check_customers(table: Table[V], rows: Placed[V], known: set[str], column: str = "customer_id") -> None:
    for row, value in rows:
        customer = table.customer(value)
        if customer and customer not in known:
            row.fault(column, f"{quoted(customer)} is not a customer of {CUSTOMERS.file}")


def _values(rows: Placed[V]) -> tuple[V, ...]:
    return tuple(value for _, value in rows)


def _documents(
    listed: Placed[SupportingDocument],
    items: tuple[OpenItem, ...],
    folder: Path,
    pattern: NamePattern | None,
) -> tuple[tuple[SupportingDocument, ...], list[str]]:
    if not listed and not pattern:
        return (), []
    on_disk = DocumentsFolder.walked(folder)
    documents: list[SupportingDocument] = []
    warnings = list(on_disk.problems)
    for row, document in listed:
        found, reason = placed(document, on_disk)
        documents.append(found)
        if reason:
            warnings.append(f"{place(row.file, row.line, 'file')}: {reason}.")
        if found.customer_id is None and (found.document_number or found.kind in _OF_ONE_ITEM):
            documents[-1] = replace(found, path=None)
            warnings.append(
                f"{place(row.file, row.line, 'customer_id')}: {quoted(found.file)} names no customer but "
                "belongs to one; it is not on file until the row says whose it is."
            )
    if pattern:
        copies, more = copies_by_pattern(pattern, items, documents, on_disk)
        documents.extend(copies)
        warnings.extend(more)
    return tuple(documents), warnings


def _capped(warnings: list[str]) -> tuple[str, ...]:
    if len(warnings) <= SHOWN_WARNINGS:
        return tuple(warnings)
    return (*warnings[:SHOWN_WARNINGS], f"… and {len(warnings) - SHOWN_WARNINGS} more warnings.")

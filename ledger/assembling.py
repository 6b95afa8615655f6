"""Joins the rows of the five tables into one ledger, or names every bad row; all sources end here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from domain.ledger import Contact, Customer, Ledger, OpenItem, PurchaseOrder, SupportingDocument
from domain.words import DocumentKind
from ledger.documents import DocumentsFolder, NamePattern, copies_by_pattern, placed
from ledger.faults import Faults, quoted
from ledger.rows import Row
from ledger.tables import CONTACTS, CUSTOMERS, OPEN_ITEMS, PURCHASE_ORDERS, SUPPORTING_DOCUMENTS, Table

V = TypeVar("V")
Placed = list[tuple[Row, V]]
"""Values with the rows they were made of, which know where they stand."""
SHOWN_WARNINGS = 200
_OF_ONE_ITEM = frozenset({DocumentKind.INVOICE_COPY, DocumentKind.PROOF_OF_DELIVERY})


@dataclass(slots=True)
class Books:
    """The rows of one import, table by table."""

    source: str
    """What faults call the whole: a folder, or a database without its password."""
    customers_in: str = CUSTOMERS.file
    """What faults call the list of customers."""
    customers: Placed[Customer] = field(default_factory=list)
    contacts: Placed[Contact] = field(default_factory=list)
    open_items: Placed[OpenItem] = field(default_factory=list)
    purchase_orders: Placed[PurchaseOrder] = field(default_factory=list)
    supporting_documents: Placed[SupportingDocument] = field(default_factory=list)


def without_repeats(table: Table[V], rows: Iterable[Row]) -> Iterator[tuple[Row, V]]:
    """Yield each row with its value; an identical second row is left out, another one is a fault."""
    first: dict[object, tuple[Row, V]] = {}
    for row in rows:
        value = table.build(row)
        if row.sound:
            before, earlier = first.setdefault(table.key(value), (row, value))
            if earlier is not value:
                if earlier != value:
                    _refuse_repeat(table, row, before)
                continue
        yield row, value


def assembled(
    books: Books, faults: Faults, documents: Path | None, pattern: NamePattern | None, now: datetime
) -> tuple[Ledger, tuple[str, ...]]:
    """Return the ledger, stamped with `now`, and its warnings, one sentence each.

    `documents` is the folder that listed files lie in, None: nothing is on file.
    Raises LedgerError that names every bad row.
    """
    _check_owners(books, faults)
    if faults.found:
        raise faults.error(books.source)
    items = _values(books.open_items)
    on_file, warnings = _documents(books.supporting_documents, items, documents, pattern)
    ledger = Ledger(
        _values(books.customers),
        _values(books.contacts),
        items,
        _values(books.purchase_orders),
        on_file,
        now,
    )
    return ledger, _capped(warnings)


def _refuse_repeat(table: Table[V], row: Row, before: Row) -> None:
    column = table.columns.needed[0] if len(table.key_columns) == 1 else None
    value = ", ".join(row.cells[name] for name in table.key_columns)
    once = " and ".join(table.key_columns)
    row.fault(column, f"{quoted(value)} stands already in {before.spot()} with other values ({once} once)")


def _check_owners(books: Books, faults: Faults) -> None:
    known = {row.cells["customer_id"] for row, _ in books.customers}
    if not known and faults.found:
        return  # without a readable list of customers every other row would be named for nothing
    _check_customers(CUSTOMERS, books.customers, known, books.customers_in, "parent_id")
    _check_customers(CONTACTS, books.contacts, known, books.customers_in)
    _check_customers(OPEN_ITEMS, books.open_items, known, books.customers_in)
    _check_customers(PURCHASE_ORDERS, books.purchase_orders, known, books.customers_in)
    _check_customers(SUPPORTING_DOCUMENTS, books.supporting_documents, known, books.customers_in)


def _check_customers(
    table: Table[V], rows: Placed[V], known: set[str], listed_in: str, column: str = "customer_id"
) -> None:
    for row, value in rows:
        customer = table.customer(value)
        if customer and customer not in known:
            row.fault(column, f"{quoted(customer)} is not a customer of {listed_in}")


def _values(rows: Placed[V]) -> tuple[V, ...]:
    return tuple(value for _, value in rows)


def _documents(
    listed: Placed[SupportingDocument],
    items: tuple[OpenItem, ...],
    folder: Path | None,
    pattern: NamePattern | None,
) -> tuple[tuple[SupportingDocument, ...], list[str]]:
    if not listed and not (pattern and folder):
        return (), []
    if folder is None:
        return _values(listed), ["no folder of documents is set, so none of the listed files is on file."]
    on_disk = DocumentsFolder.walked(folder)
    documents: list[SupportingDocument] = []
    warnings = list(on_disk.problems)
    for row, document in listed:
        found, reason = placed(document, on_disk)
        documents.append(found)
        if reason:
            warnings.append(f"{row.place('file')}: {reason}.")
        if found.customer_id is None and (found.document_number or found.kind in _OF_ONE_ITEM):
            documents[-1] = replace(found, path=None)
            warnings.append(
                f"{row.place('customer_id')}: {quoted(found.file)} names no customer but "
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

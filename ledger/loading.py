"""Loads a ledger folder: all of it, or nothing and every bad row named."""

from datetime import datetime
from pathlib import Path
from typing import TypeVar

from domain.errors import LedgerError
from domain.ledger import Ledger
from ledger.assembling import Books, Placed, assembled, without_repeats
from ledger.documents import NamePattern
from ledger.faults import Faults
from ledger.rows import read_rows
from ledger.tables import (
    CONTACTS,
    CUSTOMERS,
    OPEN_ITEMS,
    PURCHASE_ORDERS,
    SUPPORTING_DOCUMENTS,
    Table,
)

V = TypeVar("V")


def load(folder: Path, document_pattern: str | None, now: datetime) -> tuple[Ledger, tuple[str, ...]]:
    """Return the ledger of a CSV folder, stamped with `now`, and its warnings, one sentence each.

    `document_pattern` finds invoice copies in `documents/` that no row lists.
    Raises LedgerError naming every bad row; ConfigurationError for a pattern that cannot be used.
    """
    pattern = NamePattern(document_pattern) if document_pattern else None
    if not folder.is_dir():
        raise LedgerError(f"There is no ledger folder {folder}; name a folder that holds customers.csv.")
    faults = Faults()
    books = Books(
        str(folder),
        customers=_read(CUSTOMERS, folder, faults),
        contacts=_read(CONTACTS, folder, faults),
        open_items=_read(OPEN_ITEMS, folder, faults),
        purchase_orders=_read(PURCHASE_ORDERS, folder, faults),
        supporting_documents=_read(SUPPORTING_DOCUMENTS, folder, faults),
    )
    return assembled(books, faults, folder / "documents", pattern, now)


def _read(table: Table[V], folder: Path, faults: Faults) -> Placed[V]:
    path = folder / table.file
    if not path.exists():
        if table.must_exist:
            faults.add(table.file, None, None, "the file is missing; the ledger cannot be loaded without it.")
        return []
    return list(without_repeats(table, read_rows(path, table.columns, faults)))

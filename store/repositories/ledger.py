"""The ledger in the database: imported whole in one transaction, loaded whole as a domain value."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import bindparam, func, select, update
from sqlmodel import Session, SQLModel, col
from sqlmodel import select as rows_of

from domain.ledger import Contact, Customer, Ledger, OpenItem, PurchaseOrder, SupportingDocument
from store.dialect import insert_into, table_of
from store.tables import (
    LedgerContact,
    LedgerCustomer,
    LedgerImport,
    LedgerOpenItem,
    LedgerPurchaseOrder,
    LedgerSupportingDocument,
)

Value = TypeVar("Value")

_KEYS: tuple[tuple[type[SQLModel], type[Any], str, tuple[str, ...]], ...] = (
    (LedgerCustomer, Customer, "customers", ("company", "customer_id")),
    (LedgerContact, Contact, "contacts", ("company", "customer_id", "email")),
    (LedgerOpenItem, OpenItem, "open_items", ("company", "customer_id", "document_number")),
    (LedgerPurchaseOrder, PurchaseOrder, "purchase_orders", ("company", "customer_id", "po_number")),
    (LedgerSupportingDocument, SupportingDocument, "supporting_documents", ("company", "file")),
)
"""Table, domain type, field of the ledger, and key of each kind of row."""

# Made once: it is asked for before every step, and building it costs more than running it.
_NEWEST_ID = select(func.max(table_of(LedgerImport).c.id)).where(
    table_of(LedgerImport).c.company == bindparam("company")
)


def save_ledger(
    session: Session,
    ledger: Ledger,
    source: str,
    warnings: Sequence[str],
    now: datetime,
    progress: str = "",
    company: str = "",
) -> int:
    """Replace the whole ledger of a company in this transaction and return the import's id.

    A row with a known key is replaced, what is no longer listed is closed, nothing is deleted.
    `progress` is what the connector wants to know at its next import.
    """
    sizes = {field: len(getattr(ledger, field)) for _, _, field, _ in _KEYS}
    imported = LedgerImport(
        imported_at=now,
        source=source,
        warnings=tuple(warnings),
        progress=progress,
        company=company,
        **sizes,
    )
    session.add(imported)
    session.flush()
    for row, value, field, key in _KEYS:
        values = getattr(ledger, field)
        if values:
            session.execute(_replace(session, row, key), list(_rows(value, values, imported)))
        table = table_of(row)
        others = (table.c.company == company) & (table.c.import_id != imported.id)
        gone = table.c.closed_at.is_(None) & others
        session.execute(update(table).where(gone).values(closed_at=now))
    return imported.id


def load_ledger(session: Session, company: str = "") -> Ledger | None:
    """Return a company's ledger as it was imported last, in its own order; None before the first import."""
    imported = current_import(session, company)
    if imported is None:
        return None
    parts: dict[str, Any] = {
        field: tuple(_loaded(session, row, value, company)) for row, value, field, _ in _KEYS
    }
    return Ledger(**parts, imported_at=imported.imported_at)


def current_import(session: Session, company: str = "") -> LedgerImport | None:
    """Return a company's newest import, None before the first."""
    wanted = rows_of(LedgerImport).where(col(LedgerImport.company) == company)
    return session.exec(wanted.order_by(col(LedgerImport.id).desc()).limit(1)).one_or_none()


def stalest_import(session: Session, companies: Iterable[str]) -> LedgerImport | None:
    """Return the oldest of the companies' newest imports; None while one of them has none."""
    newest = [current_import(session, company) for company in companies]
    known = [each for each in newest if each is not None]
    return min(known, key=lambda each: each.imported_at) if len(known) == len(newest) and known else None


def imports(session: Session, limit: int) -> tuple[LedgerImport, ...]:
    """Return the newest imports, the newest first."""
    return tuple(session.exec(rows_of(LedgerImport).order_by(col(LedgerImport.id).desc()).limit(limit)))


def current_import_id(session: Session, company: str = "") -> int | None:
    """Return the id of a company's newest import: a ledger in memory is fresh while this stays the same."""
    number: int | None = session.execute(_NEWEST_ID, {"company": company}).scalar_one_or_none()
    return number


def _replace(session: Session, row: type[SQLModel], key: tuple[str, ...]) -> Any:
    statement = insert_into(session, row)
    fresh = {
        column.name: statement.excluded[column.name]
        for column in table_of(row).c
        if column.name != "id" and column.name not in key
    }
    return statement.on_conflict_do_update(index_elements=key, set_=fresh)


def _rows(value: type[Any], values: Sequence[Any], imported: LedgerImport) -> Iterator[dict[str, object]]:
    names = [name for name in value.__slots__ if name != "extras"]
    for place, one in enumerate(values):
        row: dict[str, object] = {name: getattr(one, name) for name in names}
        row["extras"] = json.dumps(one.extras, ensure_ascii=False) if one.extras else "[]"
        row["import_id"], row["company"] = imported.id, imported.company
        row["place"] = place
        row["closed_at"] = None
        yield row


def _loaded(session: Session, row: type[SQLModel], value: type[Value], company: str) -> Iterator[Value]:
    table = table_of(row)
    names: list[str] = list(value.__slots__)  # type: ignore[attr-defined]
    extras = names.index("extras")
    open_ones = table.c.closed_at.is_(None) & (table.c.company == company)
    wanted = select(*(table.c[name] for name in names)).where(open_ones).order_by(table.c.place)
    for found in session.execute(wanted):
        cells = list(found)
        cells[extras] = _extras(cells[extras])
        yield value(**dict(zip(names, cells, strict=True)))


def _extras(text: str) -> tuple[tuple[str, str], ...]:
    return () if text == "[]" else tuple((name, value) for name, value in json.loads(text))

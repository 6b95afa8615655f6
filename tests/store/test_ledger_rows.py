import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from sqlmodel import col, select

from domain.ledger import Contact, Customer, Ledger, OpenItem, PurchaseOrder, SupportingDocument
from domain.words import DocumentKind, DocumentType
from store.engine import Store
from store.repositories.ledger import current_import, current_import_id, load_ledger, save_ledger
from store.tables import LedgerOpenItem

NOW = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
ITEM = OpenItem(
    "INV-2",
    "C2",
    DocumentType.INVOICE,
    "EUR",
    Decimal("10.00"),
    Decimal("-0.50"),
    date(2026, 1, 2),
    None,
    "PO-1",
    None,
)
LEDGER = Ledger(
    customers=(
        Customer(
            "C2", "Zwei", aliases=("B", "A"), annual_revenue=Decimal("1000.00"), extras=(("region", "Süd"),)
        ),
        Customer("C1", "Un", email_domains=("un.example",), credit_score=0, parent_id="C2"),
    ),
    contacts=(Contact("C2", "ap@zwei.example", "Anna", "clerk", True),),
    open_items=(ITEM, replace(ITEM, document_number="INV-1", extras=(("a", "1"), ("b", "2")))),
    purchase_orders=(PurchaseOrder("PO-1", "C2", date(2026, 1, 1), "open", ("INV-2", "INV-1")),),
    supporting_documents=(SupportingDocument("w9.pdf", DocumentKind.W9, path="/documents/w9.pdf"),),
)


def _import(store: Store, ledger: Ledger, now: datetime = NOW) -> int:
    with store.write() as session:
        return save_ledger(session, ledger, "folder", ("a warning",), now)


def _load(store: Store) -> Ledger | None:
    with store.read() as session:
        return load_ledger(session)


def test_there_is_no_ledger_before_the_first_import(any_store: Store) -> None:
    assert _load(any_store) is None
    with any_store.read() as session:
        assert current_import_id(session) is None


def test_the_ledger_comes_back_in_its_own_order_with_what_we_do_not_know(any_store: Store) -> None:
    number = _import(any_store, LEDGER)
    assert _load(any_store) == replace(LEDGER, imported_at=NOW)
    with any_store.read() as session:
        imported = current_import(session)
        assert imported is not None and imported.id == current_import_id(session) == number
        assert (imported.customers, imported.open_items, imported.warnings) == (2, 2, ("a warning",))


def test_what_is_no_longer_listed_is_closed_and_never_deleted(any_store: Store) -> None:
    _import(any_store, LEDGER)
    later = NOW + timedelta(days=1)
    paid = replace(ITEM, open_amount=Decimal("0.00"))
    second = replace(LEDGER, open_items=(paid,), supporting_documents=())
    _import(any_store, second, later)
    assert _load(any_store) == replace(second, imported_at=later)
    with any_store.read() as session:
        rows = session.exec(select(LedgerOpenItem).order_by(col(LedgerOpenItem.id))).all()
        assert [(row.document_number, row.closed_at) for row in rows] == [("INV-2", None), ("INV-1", later)]
    third = NOW + timedelta(days=2)
    _import(any_store, LEDGER, third)
    assert _load(any_store) == replace(LEDGER, imported_at=third)
    with any_store.read() as session:
        assert len(session.exec(select(LedgerOpenItem)).all()) == 2


def test_an_item_without_a_currency_stays_without_one(store: Store) -> None:
    _import(store, replace(LEDGER, open_items=(replace(ITEM, currency=""),)))
    loaded = _load(store)
    assert loaded is not None and loaded.open_items[0].currency == ""


def test_a_large_ledger_is_imported_and_loaded_fast(store: Store) -> None:
    many = tuple(replace(ITEM, document_number=f"INV-{number}") for number in range(10_000))
    started = time.process_time()
    _import(store, replace(LEDGER, open_items=many))
    loaded = _load(store)
    assert loaded is not None and loaded.open_items == many
    assert time.process_time() - started < 2

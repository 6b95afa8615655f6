"""Ways to ask a made-up ERP, for tests of the SQL connector."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.clock import SetClock
from domain.errors import LedgerError
from domain.ledger import Ledger
from domain.ledger_policy import LedgerQuery, SqlLedger
from ledger.connectors.sql import ErpDatabase
from tests.ledger.erp import MadeUpErp

NOW = datetime(2026, 3, 31, 8, tzinfo=UTC)
CUSTOMER = {
    "customer_id": "C1",
    "name": "Arbel Works",
    "email_domains": "arbel.example",
    "credit_score": "80",
    "annual_revenue": "1000.5",
    "country": "FR",
    "region": "south",
}
ITEM = {
    "document_number": "INV-1",
    "customer_id": "C1",
    "issue_date": "2026-01-02",
    "due_date": "2026-02-01 00:00:00",
    "currency": "EUR",
    "amount": "100.5",
    "open_amount": "0.00",
}


def sqlite_url(folder: Path) -> str:
    return f"sqlite:///{folder / 'erp.sqlite'}"


def connector(settings: SqlLedger, now: datetime = NOW) -> ErpDatabase:
    return ErpDatabase(settings=settings, clock=SetClock(now))


def whole(settings: SqlLedger) -> Ledger:
    return connector(settings).resume(None, "", whole=True).ledger


def with_query(erp: MadeUpErp, table: str, select: str, **more: str) -> SqlLedger:
    settings = erp.settings()
    queries = settings.queries.model_copy(update={table: LedgerQuery(select=select, **more)})
    return settings.model_copy(update={"queries": queries})


def faults_of(settings: SqlLedger) -> tuple[str, ...]:
    with pytest.raises(LedgerError) as caught:
        whole(settings)
    return caught.value.rows


def in_order(ledger: Ledger) -> Ledger:
    return replace(
        ledger,
        customers=tuple(sorted(ledger.customers, key=lambda one: one.customer_id)),
        contacts=tuple(sorted(ledger.contacts, key=lambda one: (one.customer_id, one.email))),
        open_items=tuple(sorted(ledger.open_items, key=lambda one: (one.customer_id, one.document_number))),
        purchase_orders=tuple(
            sorted(ledger.purchase_orders, key=lambda one: (one.customer_id, one.po_number))
        ),
        supporting_documents=tuple(sorted(ledger.supporting_documents, key=lambda one: one.file)),
        imported_at=None,
    )

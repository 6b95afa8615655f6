"""A small ledger folder, written line by line."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.errors import LedgerError
from ledger.loading import load

NOW = datetime(2026, 3, 31, 8, tzinfo=UTC)


CUSTOMERS = (
    "customer_id,name,aliases,country,language,currency,email_domains,vat_id,credit_score,annual_revenue,"
    "account_manager"
)


CUSTOMER = "C1,Arbel Works,Arbel;AW,FR,fr,EUR,arbel.example;@Arbel-Group.example,FR1,80,1000.00,Ada"


ITEMS = (
    "document_number,customer_id,document_type,issue_date,due_date,currency,amount,open_amount,po_number,"
    "delivery_note"
)


ITEM = "INV-1,C1,invoice,2026-01-02,2026-02-01,EUR,100.5,100.50,PO-1,"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, "customers", CUSTOMERS, CUSTOMER)
    write(tmp_path, "open_items", ITEMS, ITEM)
    return tmp_path


def write(folder: Path, name: str, *lines: str) -> None:
    (folder / f"{name}.csv").write_bytes("\n".join(lines).encode() + b"\n")


def write_items(folder: Path, *rows: str) -> None:
    write(folder, "open_items", ITEMS, *rows)


def document(folder: Path, name: str, content: bytes = b"%PDF") -> Path:
    path = folder / "documents" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def rows_of(folder: Path) -> tuple[str, ...]:
    with pytest.raises(LedgerError) as caught:
        load(folder, None, NOW)
    assert "nothing was loaded" in str(caught.value)
    return caught.value.rows

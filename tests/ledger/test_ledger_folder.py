"""The ledger folder: two files are enough, optional columns are kept, blanks mean not known."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import ledger.connectors
from domain.clock import SetClock
from domain.plugins import discover
from domain.words import DocumentType
from ledger.connectors.csv_folder import CsvFolder
from ledger.loading import load
from tests.ledger.folders import CUSTOMER, CUSTOMERS, ITEM, ITEMS, NOW, folder, write, write_items

__all__ = ["folder"]


def test_two_files_are_enough_for_a_ledger(folder: Path) -> None:
    loaded, warnings = load(folder, None, NOW)
    [customer], [item] = loaded.customers, loaded.open_items
    assert customer.aliases == ("Arbel", "AW")
    assert customer.email_domains == ("arbel.example", "arbel-group.example")
    assert (customer.credit_score, customer.parent_id, customer.ibans) == (80, None, ())
    assert (str(item.amount), item.due_date, item.delivery_note) == ("100.50", date(2026, 2, 1), None)
    assert (loaded.imported_at, warnings) == (NOW, ())


def test_optional_and_unknown_columns_are_kept_in_any_order(folder: Path) -> None:
    write(
        folder,
        "customers",
        f"region,parent_id,ibans,{CUSTOMERS},segment",
        f"south,,FR1; FR2,{CUSTOMER},",
        f"north,C1,,{CUSTOMER.replace('C1', 'C2')},key",
    )
    loaded, _ = load(folder, None, NOW)
    assert loaded.customers[0].ibans == ("FR1", "FR2")
    assert loaded.customers[0].extras == (("region", "south"),)
    assert loaded.customers[1].parent_id == "C1"
    assert loaded.customers[1].extras == (("region", "north"), ("segment", "key"))


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_any_line_ends_and_bom_are_read(folder: Path, ending: str, mark: str) -> None:
    text = mark + ending.join((ITEMS, ITEM, "", '"INV ""2"", b",C1,invoice,,,EUR,1,1,,', ",,,,,,,,,"))
    (folder / "open_items.csv").write_bytes(text.encode())
    loaded, _ = load(folder, None, NOW)
    assert [item.document_number for item in loaded.open_items] == ["INV-1", 'INV "2", b']


def test_blank_means_not_known(folder: Path) -> None:
    write(folder, "customers", CUSTOMERS, "C1,,,,,,,,,,")
    write(folder, "contacts", "customer_id,email,name,role,may_receive_documents", "C1,A@b.example,,,")
    write_items(folder, "CN-1,C1,,,,,-5,-5,,")
    loaded, _ = load(folder, None, NOW)
    assert loaded.customers[0].credit_score is None
    assert loaded.contacts[0].email == "a@b.example"
    assert loaded.contacts[0].may_receive_documents is False
    assert loaded.open_items[0].document_type is DocumentType.CREDIT_NOTE
    assert (loaded.open_items[0].currency, loaded.open_items[0].issue_date) == ("", None)


def test_the_csv_connector_is_found_and_stamps_the_time(folder: Path) -> None:
    assert "csv" in {plugin.name for plugin in discover(ledger.connectors, "ardoise.ledgers")}
    loaded, _ = CsvFolder(clock=SetClock(NOW)).load(folder)
    assert loaded.imported_at == NOW
    assert loaded.open_items[0].amount == Decimal("100.50")

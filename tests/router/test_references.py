"""Numbers are found however they are written, and nothing else is taken for one."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.ledger import Customer, Ledger, OpenItem, PurchaseOrder
from domain.words import DocumentType
from router.books import Books
from router.references import amounts_in, numbers_in


def item(number: str, customer: str = "C001") -> OpenItem:
    hundred = Decimal("100.00")
    return OpenItem(number, customer, DocumentType.INVOICE, "EUR", hundred, hundred, po_number="PO-4500017")


LEDGER = Ledger(
    customers=(Customer("C001", "Nordlicht Handel"), Customer("C002", "Belleville")),
    open_items=(
        *(item(f"INV-{number}") for number in range(1001, 1011)),
        *(item(number, "C002") for number in ("F-2026-0041", "F-2026-0042", "2026/118", "90017733")),
        item("CN-77"),
    ),
    purchase_orders=(PurchaseOrder("PO-4500017", "C001"),),
)
BOOKS = Books(LEDGER)
NO_BOOKS = Books(None)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("inv. 1001/1002/1003", ["INV-1001", "INV-1002", "INV-1003"]),
        ("please send INV1001 and inv 1002", ["INV-1001", "INV-1002"]),
        ("covering 1001, 1002 and the freight one 1007", ["INV-1001", "INV-1002", "INV-1007"]),
        ("1001-1003 copies please", ["INV-1001", "INV-1002", "INV-1003"]),
        ("invoices INV-1001 to INV-1003", ["INV-1001", "INV-1002", "INV-1003"]),
        ("facture n° F-2026-0042", ["F-2026-0042"]),
        ("duplicata F26 42 svp", ["F-2026-0042"]),
        ("fattura 2026/118", ["2026/118"]),
        ("INV-\n1001", ["INV-1001"]),
        ("invoices 1001,\n1002,\n1003", ["INV-1001", "INV-1002", "INV-1003"]),
        ("inv nos 1001, 1003 & 1005; CN77", ["INV-1001", "INV-1003", "INV-1005", "CN-77"]),
        ("INV-1001/02/03", ["INV-1001", "INV-1002", "INV-1003"]),
        ("invoice INV-9999 is not in your books", ["INV-9999"]),
    ],
)
def test_number_is_found_in_the_spelling_of_the_ledger(text: str, numbers: list[str]) -> None:
    assert numbers_in((text,), BOOKS)[0] == numbers


@pytest.mark.parametrize(
    "text",
    [
        "Tel +44 20 7946 1001 or fax: 020 7946 1002",
        "IBAN DE89 3704 0044 0532 0130 00, VAT DE123451001",
        "room 1001, 10115 Berlin",
        "on 10.01.2026 at 10:01 we talked about 1,001.00 EUR",
        "customer number 1001, ticket 1002, cheque no 1003",
        "see https://portal.example/inv/1001 or write to 1001@portal.example",
        "sort code 10-01-10, account 10011002",
        "it bills the M12 bolts",
        "10 % of 1001 people like 2026",
    ],
)
def test_other_numbers_are_no_documents(text: str) -> None:
    assert numbers_in((text,), BOOKS) == ([], [])
    assert numbers_in((text,), NO_BOOKS) == ([], [])


def test_order_numbers_are_told_from_invoices() -> None:
    assert numbers_in(("PO 4500017 for invoice 1004",), BOOKS) == (["INV-1004"], ["PO-4500017"])
    assert numbers_in(("our order 4500019",), NO_BOOKS) == ([], ["4500019"])


def test_amounts_are_read_in_the_dialect_of_the_text() -> None:
    assert amounts_in("Wir haben 1.234,50 € und 12,00 EUR überwiesen.", "de") == (
        Decimal("1234.50"),
        Decimal("12.00"),
    )


@settings(max_examples=60, deadline=None)
@given(st.integers(10_000_000, 999_999_999), st.sampled_from(["Tel", "Fax:", "Mobile", "Phone", "Tél."]))
def test_telephone_numbers_are_never_documents(digits: int, label: str) -> None:
    text = f"Please send invoice INV-1001.\n{label} {digits}\n{label} +33 {digits}"
    assert numbers_in((text,), BOOKS)[0] == ["INV-1001"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_survived(text: str) -> None:
    invoices, orders = numbers_in((text,), NO_BOOKS)
    assert all(any(c.isdigit() for c in number) for number in (*invoices, *orders))

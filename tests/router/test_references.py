"""Numbers are found however they are written, and nothing else is taken for one."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.halves import Half
from bench.references import told
from domain.ledger import Customer, Ledger, OpenItem, PurchaseOrder
from domain.mail import Mail
from domain.words import DocumentType
from router.books import Books
from router.references import amounts_in, numbers_in, references_of


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


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("die Rechnungen 1001 bis 1003", ["INV-1001", "INV-1002", "INV-1003"]),
        ("facture F-2026-0041 et l'avoir CN-77", ["F-2026-0041", "CN-77"]),
        ("we ordered 1001 pcs at 1,001 each, see INV-1004", ["INV-1004"]),
        ("the bill 1004 says 1005 kg where 1006 boxes were due", ["INV-1004"]),
        ("RMA 1001, batch 1002, vendor 1003, Aktenzeichen 1004", []),
        ("invoice 1001 due 10.02.2026, 14 days, 2 % discount", ["INV-1001"]),
    ],
)
def test_quantities_and_labels_are_told_from_numbers(text: str, numbers: list[str]) -> None:
    assert numbers_in((text,), BOOKS)[0] == numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("HST-9950 is refused", ["HST-9950"]),
        ("copy of 2026/0770 please", ["2026/0770"]),
        ("facture B 8841", ["B 8841"]),
        ("we refuse 71-0442", ["71-0442"]),
        ("the first half of 03/2026 and 24/7 support for 3/4 of the 2nd floor", []),
        ("it weighs 27,5 and costs 12,99 for 1500 people", []),
    ],
)
def test_form_tells_a_number_where_there_is_no_ledger(text: str, numbers: list[str]) -> None:
    assert numbers_in((text,), NO_BOOKS)[0] == numbers


QUOTED = "INV-1001  860.00\nINV-1002  1,075.00\nINV-1003  440.00"


@pytest.mark.parametrize(
    ("new", "quoted", "numbers"),
    [
        ("All three were paid this morning.", QUOTED, ("INV-1001", "INV-1002", "INV-1003")),
        ("Just the middle one for today, gone by transfer.", QUOTED, ("INV-1002",)),
        ("The last one is wrong, the rest is fine.", QUOTED, ("INV-1003",)),
        ("Could you send a statement instead?", QUOTED, ()),
        ("That was paid in January.", "Invoice INV-1007 is overdue.", ("INV-1007",)),
        ("INV-1004 was paid.", QUOTED, ("INV-1004",)),
        ("Please unsubscribe me from this list.", "Invoice INV-1007 is overdue.", ()),
    ],
)
def test_quoted_numbers_count_where_the_new_text_points(
    new: str, quoted: str, numbers: tuple[str, ...]
) -> None:
    mail = Mail("", "", 1, None, "Re: reminder", None, (), 1, new_text=new, quoted_text=quoted)
    assert references_of(mail, LEDGER, "en", frozenset({"C001"})).invoice_numbers == numbers


def test_month_and_amount_name_the_one_item_that_fits() -> None:
    def of(number: str, month: int, amount: str) -> OpenItem:
        sum_ = Decimal(amount)
        issued = date(2026, month, 5)
        return OpenItem(number, "C001", DocumentType.INVOICE, "EUR", sum_, sum_, issue_date=issued)

    books = Ledger(
        customers=(Customer("C001", "Nordlicht Handel"),),
        open_items=(of("I-1", 3, "1234.50"), of("I-2", 4, "1234.50"), of("I-3", 4, "99.00")),
    )
    mail = Mail("", "", 1, None, "", None, (), 1, new_text="We paid your invoice from March over 1,234.50.")
    assert references_of(mail, books, "en", frozenset({"C001"})).invoice_numbers == ("I-1",)
    unclear = replace(mail, new_text="We paid your invoice over 1,234.50.")
    assert references_of(unclear, books, "en", frozenset({"C001"})).invoice_numbers == ()
    assert references_of(mail, books, "en").invoice_numbers == ()


def _rates(share: int) -> tuple[float, float]:
    read = list(told(Half.DEVELOPING, every=share))
    right = sum(len(one.found & one.true) for one in read)
    return right / sum(len(one.found) for one in read), right / sum(len(one.true) for one in read)


@pytest.mark.parametrize(
    "share",
    [
        pytest.param(20),
        pytest.param(5, marks=pytest.mark.long),
        pytest.param(1, marks=pytest.mark.soak),
    ],
)
def test_numbers_of_labelled_mails_are_found_and_no_others(share: int) -> None:
    precision, recall = _rates(share)
    assert precision >= 0.99
    assert recall >= 0.95


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

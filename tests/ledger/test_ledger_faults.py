"""A ledger folder is loaded whole, or every bad row of it is named."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import LedgerError
from ledger.faults import SHOWN
from ledger.loading import load
from tests.ledger.folders import CUSTOMER, CUSTOMERS, ITEM, ITEMS, NOW, folder, rows_of, write, write_items

__all__ = ["folder"]


def test_every_bad_row_of_every_file_is_named(folder: Path) -> None:
    write(folder, "contacts", "customer_id,email,name,role,may_receive_documents", "C1,nobody,N,,perhaps")
    write_items(
        folder,
        ITEM,
        'INV-2,C1,invoice,"2026-01-02",31.03.2026,EUR,"1.234,50",1.0,"PO\n7",',
        "INV-3,C9,receipt,2026-02-30,,euro,1.00001,,,",
        "INV-4,C1,credit_note,,,EUR,10.00,-10.00,,",
        "INV-5,C1",
    )
    assert rows_of(folder) == (
        'contacts.csv, line 2, column email: "nobody" is not an e-mail address.',
        'contacts.csv, line 2, column may_receive_documents: "perhaps" is neither yes nor no; '
        "write yes, no, true, false, 1 or 0.",
        'open_items.csv, line 3, column amount: "1.234,50" is not an amount; write it with a decimal point '
        "and nothing else, like 1234.50.",
        'open_items.csv, line 3, column due_date: "31.03.2026" is not a date; write it like 2026-03-31.',
        'open_items.csv, line 5, column amount: "1.00001" has more than four decimals.',
        'open_items.csv, line 5, column document_type: "receipt" is none of invoice, credit_note, '
        "debit_note, deduction, on_account.",
        'open_items.csv, line 5, column currency: "euro" is not a currency code of three letters, like EUR.',
        'open_items.csv, line 5, column open_amount: "" is blank, but this column must be filled.',
        'open_items.csv, line 5, column issue_date: "2026-02-30" is not a day of the calendar.',
        'open_items.csv, line 5, column customer_id: "C9" is not a customer of customers.csv.',
        'open_items.csv, line 6, column amount: "10.00" is positive, but amounts of credit notes '
        "are negative.",
        'open_items.csv, line 7: "INV-5,C1" has 2 fields, the header has 10 columns.',
    )


def test_many_bad_rows_are_capped_with_their_count(folder: Path) -> None:
    write_items(folder, *(f"INV-{n},C1,invoice,,,EUR,x,1,," for n in range(SHOWN + 7)))
    rows = rows_of(folder)
    assert len(rows) == SHOWN + 1
    assert rows[-1] == "… and 7 more."


def test_an_identical_second_row_is_fine_and_another_one_is_not(folder: Path) -> None:
    write_items(folder, ITEM, ITEM.replace("100.5,", "100.50,"))
    assert len(load(folder, None, NOW)[0].open_items) == 1
    write_items(folder, ITEM, ITEM.replace("100.5,", "100.6,"))
    assert rows_of(folder) == (
        'open_items.csv, line 3: "C1, INV-1" stands already in line 2 with other values '
        "(customer_id and document_number once).",
    )


def test_one_number_may_stand_under_two_customers(folder: Path) -> None:
    write(folder, "customers", CUSTOMERS, CUSTOMER, CUSTOMER.replace("C1", "C2"))
    write_items(folder, ITEM, ITEM.replace("C1", "C2"))
    assert len(load(folder, None, NOW)[0].items_by_number["INV-1"]) == 2


def test_a_row_that_names_an_unknown_customer_is_refused_everywhere(folder: Path) -> None:
    write(folder, "customers", CUSTOMERS + ",parent_id", CUSTOMER + ",C8")
    write(folder, "purchase_orders", "po_number,customer_id,order_date,status,document_numbers", "P1,C7,,,")
    write(folder, "supporting_documents", "file,kind,document_number,customer_id", "a.pdf,w9,,C6")
    assert rows_of(folder) == (
        'customers.csv, line 2, column parent_id: "C8" is not a customer of customers.csv.',
        'purchase_orders.csv, line 2, column customer_id: "C7" is not a customer of customers.csv.',
        'supporting_documents.csv, line 2, column customer_id: "C6" is not a customer of customers.csv.',
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "open_items.csv, line 1: the file is empty; it must begin with the header document_number,"),
        (b"\xff\xfed\0o\0", "open_items.csv, line 1: the file is written in UTF-16; save it as UTF-8."),
        (b"d\0o\0c\0", "open_items.csv, line 1: the file is written in UTF-16; save it as UTF-8."),
        (ITEMS.replace(",", ";").encode(), "is not separated by commas; save the file with commas."),
        (
            ITEMS.replace(",open_amount", "").encode(),
            "open_items.csv, line 1, column open_amount: this column is missing from the header.",
        ),
        (
            (ITEMS + ",amount").encode(),
            "open_items.csv, line 1, column amount: this column stands twice in the header.",
        ),
        (
            f"{ITEMS}\n{ITEM.replace('PO-1', 'PO-É')}".encode("latin-1"),
            'open_items.csv, line 2, column po_number: "PO-\\xc9" holds bytes that are not UTF-8; '
            "save the file as UTF-8.",
        ),
        (
            f"{ITEMS}\n{ITEM}".replace("PO-1", "PO\0").encode(),
            'open_items.csv, line 2, column po_number: "PO\\x00" holds a NUL byte.',
        ),
        (
            f'{ITEMS}\n"INV"x,C1'.encode(),
            "open_items.csv, line 2: the quotes or commas of this row are broken",
        ),
        (
            f'{ITEMS}\n{ITEM}\n"INV-2,C1,\n'.encode(),
            "open_items.csv, line 3: the quotes or commas of this row are broken",
        ),
    ],
)
def test_a_broken_file_is_named_clearly(folder: Path, content: bytes, sentence: str) -> None:
    (folder / "open_items.csv").write_bytes(content)
    [row] = rows_of(folder)
    assert sentence in row


def test_missing_files_and_folders_are_named(folder: Path) -> None:
    (folder / "open_items.csv").unlink()
    assert rows_of(folder) == (
        "open_items.csv: the file is missing; the ledger cannot be loaded without it.",
    )
    with pytest.raises(LedgerError, match="no ledger folder"):
        load(folder / "elsewhere", None, NOW)


def test_items_without_any_customer_are_refused(folder: Path) -> None:
    write(folder, "customers", CUSTOMERS)
    assert rows_of(folder) == (
        'open_items.csv, line 2, column customer_id: "C1" is not a customer of customers.csv.',
    )


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [b",", b"\n", b"\r", b'"', b"INV-1", b"C1", b"invoice", b"EUR", b"1.00", b"\0", b"\xe9", b";"]
        ),
        max_size=40,
    )
)
def test_no_bytes_break_the_import(folder: Path, pieces: list[bytes]) -> None:
    (folder / "open_items.csv").write_bytes(ITEMS.encode() + b"\n" + b"".join(pieces))
    try:
        load(folder, None, NOW)
    except LedgerError as error:
        assert error.rows
        assert all(row.startswith("open_items.csv, line ") for row in error.rows)

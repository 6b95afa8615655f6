"""The ledger folder: loaded whole, or every bad row named."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ledger.connectors
from domain.clock import SetClock
from domain.errors import ConfigurationError, LedgerError
from domain.plugins import discover
from domain.words import DocumentKind, DocumentType
from ledger.connectors.csv_folder import CsvFolder
from ledger.faults import SHOWN
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


def test_a_listed_file_that_is_not_safely_there_is_a_warning(folder: Path, tmp_path: Path) -> None:
    document(folder, "good.pdf")
    document(folder, "empty.pdf", b"")
    (folder / "secret.txt").write_text("secret")
    (folder / "documents" / "link.pdf").symlink_to(folder / "secret.txt")
    (folder / "documents" / "sub").mkdir()
    absolute = str(folder / "documents" / "good.pdf")
    names = ("good.pdf", "empty.pdf", "gone.pdf", "../secret.txt", absolute, "link.pdf", "sub")
    rows = [f"{name},invoice_copy,INV-1,C1" for name in names]
    write(folder, "supporting_documents", "file,kind,document_number,customer_id", *rows)
    loaded, warnings = load(folder, None, NOW)
    paths = {found.file: found.path for found in loaded.supporting_documents}
    assert paths.pop("good.pdf") == str((folder / "documents" / "good.pdf").resolve())
    assert set(paths.values()) == {None}
    assert len(warnings) == 6
    assert (
        'line 5, column file: "../secret.txt" lies outside documents/, so it is not on file.' in warnings[2]
    )


def test_a_blank_customer_means_our_own_document_but_never_somebodys_invoice(folder: Path) -> None:
    document(folder, "w9.pdf")
    document(folder, "inv.pdf")
    rows = ("w9.pdf,w9,,", "inv.pdf,invoice_copy,INV-1,")
    write(folder, "supporting_documents", "file,kind,document_number,customer_id", *rows)
    loaded, [warning] = load(folder, None, NOW)
    own, unclear = loaded.supporting_documents
    assert (own.customer_id, own.path is not None) == (None, True)
    assert unclear.path is None
    assert "names no customer but belongs to one" in warning


def test_one_file_cannot_be_listed_for_two_customers_by_spelling(folder: Path) -> None:
    write(folder, "customers", CUSTOMERS, CUSTOMER, CUSTOMER.replace("C1", "C2"))
    rows = ("a.pdf,contract,,C1", "./a.pdf,contract,,C2")
    write(folder, "supporting_documents", "file,kind,document_number,customer_id", *rows)
    [row] = rows_of(folder)
    assert '"./a.pdf" stands already in line 2' in row


def test_copies_are_found_by_the_pattern_of_their_names(folder: Path) -> None:
    write_items(folder, *(ITEM.replace("INV-1", number) for number in ("INV-1", "A/2", "..", "INV-3")))
    document(folder, "C1/INV-1.pdf")
    document(folder, "C1/A_2.pdf")
    document(folder, "C1/INV-3.pdf")
    document(folder, "by-hand.pdf")
    rows = ("by-hand.pdf,invoice_copy,INV-3,C1",)
    write(folder, "supporting_documents", "file,kind,document_number,customer_id", *rows)
    loaded, warnings = load(folder, "{customer_id}/{document_number}.pdf", NOW)
    found = {(copy.document_number, copy.file) for copy in loaded.supporting_documents}
    assert found == {("INV-1", "C1/INV-1.pdf"), ("A/2", "C1/A_2.pdf"), ("INV-3", "by-hand.pdf")}
    assert {copy.kind for copy in loaded.supporting_documents} == {DocumentKind.INVOICE_COPY}
    assert warnings == ()


def test_a_copy_that_two_items_could_own_is_nobodys(folder: Path) -> None:
    write(folder, "customers", CUSTOMERS, CUSTOMER, CUSTOMER.replace("C1", "C2"))
    other = ITEM.replace("C1", "C2")
    write_items(folder, ITEM, other, ITEM.replace("INV-1", "B/2"), other.replace("INV-1", "B-2"))
    document(folder, "INV-1.pdf")
    document(folder, "B-2.pdf")
    loaded, warnings = load(folder, "{document_number}.pdf", NOW)
    assert loaded.supporting_documents == ()
    assert 'documents/INV-1.pdf could belong to "INV-1" of C1 or "INV-1" of C2' in warnings[0]
    assert len(warnings) == 2


@pytest.mark.parametrize(
    "pattern",
    ["copy.pdf", "../{document_number}.pdf", "/{document_number}", "{document_number", "{number}",
     "{document_number.__class__}", "{document_number!r}", "{document_number}{}"],
)  # fmt: skip
def test_a_pattern_that_cannot_name_a_file_is_refused(folder: Path, pattern: str) -> None:
    with pytest.raises(ConfigurationError, match="document_pattern"):
        load(folder, pattern, NOW)


def test_the_csv_connector_is_found_and_stamps_the_time(folder: Path) -> None:
    assert "csv" in {plugin.name for plugin in discover(ledger.connectors, "ardoise.ledgers")}
    loaded, _ = CsvFolder(clock=SetClock(NOW)).load(folder)
    assert loaded.imported_at == NOW
    assert loaded.open_items[0].amount == Decimal("100.50")


def test_items_without_any_customer_are_refused(folder: Path) -> None:
    write(folder, "customers", CUSTOMERS)
    assert rows_of(folder) == (
        'open_items.csv, line 2, column customer_id: "C1" is not a customer of customers.csv.',
    )


def test_a_missing_documents_folder_is_a_warning(folder: Path) -> None:
    _, [warning] = load(folder, "{document_number}.pdf", NOW)
    assert warning == "documents/ cannot be listed (No such file or directory); nothing in it is on file."


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

"""Documents of a ledger folder: on file only where they safely lie and are clearly somebody's."""

from pathlib import Path

import pytest

from domain.errors import ConfigurationError
from domain.words import DocumentKind
from ledger.loading import load
from tests.ledger.folders import CUSTOMER, CUSTOMERS, ITEM, NOW, document, folder, rows_of, write, write_items

__all__ = ["folder"]


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


def test_a_missing_documents_folder_is_a_warning(folder: Path) -> None:
    _, [warning] = load(folder, "{document_number}.pdf", NOW)
    assert warning == "documents/ cannot be listed (No such file or directory); nothing in it is on file."

"""People write the end of a number to whoever knows the rest: the sender's own books say what is meant."""

from decimal import Decimal

import pytest

from domain.ledger import Customer, Ledger, OpenItem
from domain.mail import Mail
from domain.remittance import Remittance, RemittanceLine
from domain.words import DocumentType, Layout
from router.completing import completed_references
from router.references import references_of


def item(number: str, customer: str, amount: str = "100.00") -> OpenItem:
    return OpenItem(number, customer, DocumentType.INVOICE, "EUR", Decimal(amount), Decimal(amount))


LEDGER = Ledger(
    customers=(Customer("C1", "Vermelde"), Customer("C2", "Norrholt")),
    open_items=(
        *(item(f"F-2026-0{number}", "C1") for number in (1478, 1484, 1502)),
        item("F-2026-00658", "C1", "2811.50"),
        item("F-2025-01502", "C1"),
        *(item(f"RE26/{number}", "C2") for number in (2231, 2233, 2235)),
        item("RE26/2232", "C1"),
    ),
)


def numbers(text: str, *customers: str) -> tuple[str, ...]:
    mail = Mail("", "", 1, None, "", None, (), 1, new_text=text)
    return references_of(mail, LEDGER, "en", frozenset(customers)).invoice_numbers


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("les factures 1478 et 1484 svp", ("F-2026-01478", "F-2026-01484")),
        ("un chèque pour la 1478", ("F-2026-01478",)),
        ("2 811,50 € pour la 658", ("F-2026-00658",)),
        ("658 pièces et 12 cartons", ()),
        ("votre appel au 0999 1478", ()),
        ("réclamation n° 1478", ("F-2026-01478",)),
        ("le 1502 nous manque", ()),
    ],
)
def test_the_end_of_a_number_means_the_senders_one_document_that_ends_so(
    text: str, meant: tuple[str, ...]
) -> None:
    assert numbers(text, "C1") == meant


def test_the_end_of_a_number_means_nothing_where_the_sender_owns_no_such_document() -> None:
    assert "F-2026-01478" not in numbers("un chèque pour la 1478", "C2")
    assert numbers("un chèque pour la 1478") == ()


@pytest.mark.parametrize("between", [", 2233 e 2235", ", -2233 sowie -2235", " / 2233 / 2235"])
def test_a_list_carries_on_the_number_before_it_whoever_writes(between: str) -> None:
    assert numbers(f"the PDFs of RE26/2231{between} please") == ("RE26/2231", "RE26/2233", "RE26/2235")


def test_a_range_over_a_series_with_gaps_means_the_documents_of_its_customer_alone() -> None:
    meant = numbers("invoices RE26/2231 to 2235 were paid", "C2")
    assert meant == ("RE26/2231", "RE26/2233", "RE26/2235")


def test_a_line_that_ends_like_a_number_told_is_that_number() -> None:
    mail = Mail("", "", 1, None, "", None, (), 1, new_text="Rest von RE26/2231 und RE26/2233")
    told = references_of(mail, LEDGER, "de", frozenset({"C2"}))
    line = RemittanceLine("2233", DocumentType.INVOICE)
    paid = Remittance("body", Layout.PROSE, (line,))
    assert completed_references(told, (paid,), LEDGER).invoice_numbers == (
        "RE26/2231",
        "RE26/2233",
    )

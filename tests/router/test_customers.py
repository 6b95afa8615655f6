"""The customer of a mail is found among many like it, and left open where nobody can tell."""

from decimal import Decimal

import pytest

from bench.customers import missed
from bench.made_up_customers import made_up_ledger, made_up_mails
from disputes.priority import customer_value
from domain.ledger import Customer, Ledger, OpenItem
from domain.words import DocumentType
from router.names import named_customers
from router.registered import by_iban, by_vat_id


def _rightly_named(customers: int, mails: int) -> float:
    ledger = made_up_ledger(customers)
    return 1 - len(missed(made_up_mails(ledger, mails), ledger)) / mails


def test_customers_of_every_kind_of_mail_are_found() -> None:
    assert _rightly_named(200, 96) >= 0.98


@pytest.mark.long
def test_customers_are_found_among_two_hundred_customers_and_many_mails() -> None:
    assert _rightly_named(200, 160) >= 0.98


@pytest.mark.soak
def test_customers_are_found_among_two_thousand() -> None:
    assert _rightly_named(2_000, 1_600) >= 0.98


def test_longest_name_counts_of_names_within_names() -> None:
    ledger = Ledger(
        customers=(Customer("A", "Norlin Handel GmbH"), Customer("B", "Norlin Handel Süd GmbH", ("Norsud",)))
    )
    assert named_customers("Grüße, Norlin Handel Süd", ledger) == (("B", "Norlin Handel Süd GmbH"),)
    assert named_customers("NORLIN HANDEL, Buchhaltung", ledger) == (("A", "Norlin Handel GmbH"),)
    assert named_customers("we are Norsud", ledger) == (("B", "Norlin Handel Süd GmbH"),)
    assert named_customers("Norlin alone", ledger) == ()


def test_registered_numbers_are_found_however_they_are_spaced() -> None:
    ledger = Ledger(
        customers=(
            Customer("A", "Norlin", vat_id="DE 811907980", ibans=("DE89370400440532013000",)),
            Customer("B", "Talvera", vat_id="ESB12345678"),
        )
    )
    assert [one.customer_id for one in by_vat_id("USt-IdNr. DE 811 907 980, VAT: ES-B12345678.", ledger)] == [
        "A",
        "B",
    ]
    assert [one.customer_id for one in by_iban("from DE89 3704 0044 0532 0130 00 today", ledger)] == ["A"]
    assert by_vat_id("our order 8119079801", ledger) == ()


def test_value_of_a_customer_is_its_place_among_all() -> None:
    owed = {"A": "10.00", "B": "20.00", "C": "30.00"}
    ledger = Ledger(
        customers=tuple(Customer(one, one) for one in owed),
        open_items=tuple(
            OpenItem(f"I-{one}", one, DocumentType.INVOICE, "EUR", Decimal(sum_), Decimal(sum_))
            for one, sum_ in owed.items()
        ),
    )
    assert [customer_value(one, ledger) for one in ledger.customers] == [0.0, 0.5, 1.0]

"""Nothing wrong passes silently: a reading without proof goes to a person, with the reason."""

import sys
from datetime import date
from decimal import Decimal as D
from pathlib import Path

import pytest

from domain.ledger import Customer, Ledger, OpenItem
from domain.words import DocumentType

sys.path.insert(0, str(Path(__file__).parent))
import advice_texts as texts
from made_documents import only

from extractors.recognition.customers import customer_named


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (texts.UNEXPLAINED, "names no document"),
        (texts.MISMATCH, "The lines add up to 1334.50 but the document states 1384.50"),
        (texts.AMBIGUOUS, "which of day and month comes first"),
        (texts.STATEMENT, "something else than a remittance advice"),
        (texts.CURRENCIES, "Several currencies are named"),
        (texts.NO_NET, "states no amount of its own"),
        (texts.MISMATCH.replace("1,384.50", "1,334.54"), "the document itself is off by 0.04"),
        (texts.MISMATCH.split("Total")[0], "states no total"),
        (
            texts.ADJUSTED.replace("970.00", "971.00").replace("2,935.00", "2,936.00"),
            "is not the net amount",
        ),
        (texts.ON_ACCOUNT + "Cheque amount 340.00\n", "and also 340.00 as a sum"),
    ],
)
def test_a_reading_that_does_not_add_up_goes_to_review_with_its_reason(text: str, reason: str) -> None:
    advice = only(text)
    assert advice.needs_review
    assert any(reason in problem for problem in advice.problems), advice.problems


def test_a_gross_column_that_adds_up_does_not_pass_as_the_paid_one() -> None:
    advice = only(texts.NO_NET)
    assert [line.gross_amount for line in advice.lines] == [D("1170.00"), D("230.00"), D("-50.00")]
    assert [line.net_amount for line in advice.lines] == [None, None, None]
    assert advice.total_amount == D("1326.60")


def test_an_ambiguous_day_is_left_out_rather_than_guessed() -> None:
    advice = only(texts.AMBIGUOUS)
    assert (advice.payment_date, advice.lines[0].document_date) == (None, None)


@pytest.fixture
def ledger() -> Ledger:
    names = [
        ("C1", "Beechwood Example Ltd", ("BWX",)),
        ("C2", "Beechgrove Foods GmbH", ()),
        ("C3", "Twin Ltd", ()),
        ("C4", "Twin GmbH", ()),
    ]
    items = (OpenItem("RE-900", "C1", DocumentType.INVOICE, "EUR", D("100"), D("100"), date(2026, 1, 1)),)
    return Ledger(tuple(Customer(i, name, aliases) for i, name, aliases in names), open_items=items)


@pytest.mark.parametrize(
    ("name", "customer"),
    [
        ("BEECHWOOD EXAMPLE LIMITED", "C1"),
        ("Beechwood Example", "C1"),
        ("Beechwod Example Ltd.", "C1"),
        ("bwx", "C1"),
        ("Beechgrove Foods", "C2"),
        ("Twin", None),
        ("Beech", None),
        ("Somebody Else SA", None),
        ("", None),
    ],
)
def test_a_customer_is_found_by_whole_name_or_alias_only(
    ledger: Ledger, name: str, customer: str | None
) -> None:
    found = customer_named(name, ledger)
    assert (found.customer_id if found else None) == customer


def test_an_open_item_is_a_proof_and_settles_which_column_holds_our_numbers(ledger: Ledger) -> None:
    text = (
        "Remittance Advice\nInvoice No   Voucher   Amount\n"
        "5001         RE-900    100.00\nTotal                  100.00\n"
    )
    line = only(text, ledger=ledger).lines[0]
    assert line.document_number == "RE-900"
    assert "open_item_found" in line.proofs


def test_a_customer_named_in_the_head_is_the_payer(ledger: Ledger) -> None:
    advice = only("Beechwood Example\n" + texts.MISMATCH.replace("Acme Ltd", ""), ledger=ledger)
    assert advice.payer_name == "Beechwood Example"
    assert advice.fields["payer_name"].proofs == ("customer_name",)

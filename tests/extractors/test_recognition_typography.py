"""Names, numbers and days are read whole however they are set, and what is left unread is said."""

import random
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal as D
from pathlib import Path

import pytest

from bench.layouts.speech import Speech
from bench.layouts.strangers import STRANGERS, speak
from bench.layouts.truth import make_payment
from domain.ledger import Customer, Ledger, OpenItem
from domain.pages import Document, Page, Token
from domain.ports import ReadingAids
from domain.words import DocumentType, Medium, PaymentMethod
from extractors.readers import pdf, text

sys.path.insert(0, str(Path(__file__).parent))
from made_documents import KNOWN, document, nets, only

from extractors.recognition.reader import GeneralReader

TABLE = "Invoice no.      Date          Amount paid\n"


@pytest.mark.parametrize("name", STRANGERS)
def test_no_typography_costs_a_line_a_name_or_the_total(name: str) -> None:
    rng = random.Random(11)
    maker, reductions, credits = STRANGERS[name]
    say = speak(rng, Speech("en", "point", "%d/%m/%Y"))
    pay = make_payment(rng, currency="EUR", lines=4, credits=credits, reductions=reductions)
    made = maker(rng, say, pay)
    plugin, medium = (pdf.PLUGIN, Medium.PDF) if made.kind == "pdf" else (text.PLUGIN, Medium.TEXT)
    pages = plugin.read(made.content, "advice")
    (advice,) = GeneralReader().extract(Document("advice", "", medium, "", pages), ReadingAids())
    assert (advice.payer_name, advice.payee_name) == (pay.payer, pay.payee)
    assert (advice.payment_reference, advice.payment_date) == (pay.reference, pay.day)
    assert nets(advice) == [(line.number, line.net) for line in pay.lines]
    assert advice.total_amount == pay.total


def test_a_payment_number_and_day_are_read_out_of_a_sentence() -> None:
    advice = only(
        "Orrin Mills Ltd\nOur bank transfer no. QF311 of 12 November 2026 settles these:\n\n"
        + TABLE
        + "INV-1001         02/10/2026        100.00\nINV-1002         05/10/2026        200.00\n"
        "Total paid                         300.00\n"
    )
    assert advice.payment_reference == "QF311"
    assert advice.payment_date == date(2026, 11, 12)
    assert advice.payment_method is PaymentMethod.TRANSFER


def test_numbers_behind_a_verb_of_paying_are_what_was_paid() -> None:
    advice = only("Wir haben heute 1.500,00 EUR überwiesen: RE-1001 über 900,00 und RE-1002 über 600,00.")
    assert advice.payment_reference is None
    assert nets(advice) == [("RE-1001", D("900.00")), ("RE-1002", D("600.00"))]


def test_please_check_names_no_cheque() -> None:
    advice = only(
        "Please check these.\n\n" + TABLE + "INV-1001      02/10/2026     100.00\nTotal paid   100.00\n"
    )
    assert advice.payment_method is None


def test_a_payment_on_account_is_one_line_without_number_for_a_person() -> None:
    advice = only("Please take this 7,500.00 USD on account. Our cheque no. 004411 is dated 3 November 2026.")
    assert [(line.document_number, line.document_type) for line in advice.lines] == [
        (None, DocumentType.ON_ACCOUNT)
    ]
    assert (advice.total_amount, advice.payment_reference) == (D("7500.00"), "004411")
    assert advice.needs_review


def test_an_order_on_a_row_of_its_own_belongs_to_the_line_above() -> None:
    advice = only(
        TABLE + "INV-1001         02/10/2026        100.00\n   your order ref BC26-4215\n"
        "INV-1002         05/10/2026        200.00\n   your order ref BC26-4218\n"
        "Total paid                         300.00\n"
    )
    assert [line.po_number for line in advice.lines] == ["BC26-4215", "BC26-4218"]


def test_a_firms_tax_and_telephone_numbers_are_no_lines() -> None:
    advice = only(
        TABLE + "INV-1001         02/10/2026        100.00\nTotal paid                         100.00\n\n"
        "VAT no. 218 4471 09 - Tel. +44 20 7946 0123 - Capital 120,000.00 GBP\n"
    )
    assert nets(advice) == [("INV-1001", D("100.00"))]


def test_our_own_name_is_the_payee_and_never_the_payer() -> None:
    page = document(
        "Lumen Parts Ltd\nKiln Lane 7\n\nPayer: Orrin Mills Ltd\n"
        + TABLE
        + "INV-1001       02/10/2026        100.00\nTotal paid     100.00\n"
    )
    (advice,) = GeneralReader().extract(page, ReadingAids(company_name="Lumen Parts Ltd"))
    assert (advice.payer_name, advice.payee_name) == ("Orrin Mills Ltd", "Lumen Parts Ltd")


def _ledger(*numbers: str) -> Ledger:
    items = tuple(
        OpenItem(number, "C1", DocumentType.INVOICE, "EUR", D(100), D(100), date(2026, 4, 3))
        for number in numbers
    )
    return Ledger((Customer("C1", "Orrin Mills Ltd"),), open_items=items)


def test_an_unknown_number_among_known_ones_goes_to_review() -> None:
    rows = (
        "INV-1001    03.04.2026    100.00\nINV-1002    03.04.2026    100.00\nINV-105   03.04.2026    100.00\n"
    )
    advice = only(TABLE + rows + "Total paid  300.00\n", ledger=_ledger("INV-1001", "INV-1002", "INV-1005"))
    assert advice.needs_review
    assert any("INV-105: no open item" in problem for problem in advice.problems)


def test_the_issue_days_of_open_items_say_which_of_day_and_month_comes_first() -> None:
    rows = TABLE + "INV-1001    04/03/2026    100.00\nTotal paid    100.00\n"
    assert only(rows).lines[0].document_date != date(2026, 4, 3)
    assert only(rows, ledger=_ledger("INV-1001")).lines[0].document_date == date(2026, 4, 3)


def test_numbers_read_off_a_picture_need_an_open_item_to_be_trusted() -> None:
    printed = document(TABLE + "INV-1001    13.04.2026    100.00\nTotal paid    100.00\n")
    (page,) = printed.pages
    faint = tuple(Token(t.text, t.box, t.row, t.column, 0.99) for t in page.tokens)
    recognised = Document("scan", "", Medium.TEXT, "", (Page(1, faint, text=page.text),))
    (alone,) = GeneralReader().extract(recognised, ReadingAids())
    (confirmed,) = GeneralReader().extract(recognised, replace(KNOWN, ledger=_ledger("INV-1001")))
    assert (alone.needs_review, confirmed.needs_review) == (True, False)


def test_a_label_whose_value_cannot_be_read_is_named() -> None:
    advice = only(
        "Payment date: 45 Smarch 2026\n"
        + TABLE
        + "INV-1001       13/10/2026        100.00\nTotal paid     100.00\n"
    )
    assert any("day of payment" in problem for problem in advice.problems)


def test_a_number_beside_an_unknown_label_is_not_passed_over_where_no_payment_number_was_read() -> None:
    rows = TABLE + "INV-1001       13/10/2026        100.00\nTotal paid     100.00\n"
    advice = only("Orrin Mills Ltd\nQuorl: ZX-77120\nPayment date: 14/10/2026\n\n" + rows)
    assert advice.needs_review
    assert any("ZX-77120" in problem for problem in advice.problems)

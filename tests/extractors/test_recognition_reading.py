"""The general reader reads advices that nobody has taught, in the forms that payers use."""

import sys
from datetime import date
from decimal import Decimal as D
from pathlib import Path

import pytest

from domain.words import DocumentType, Layout, PaymentMethod

sys.path.insert(0, str(Path(__file__).parent))
import advice_texts as texts
from made_documents import nets, only, read

PLAIN = """Beechwood Example Ltd
Remittance Advice
Payee: Lumen Parts Ltd
Payment reference: PAY-12345
Payment date: 31 March 2026

Invoice No.   Invoice date  Gross amount  Discount   Net paid
INV-1001      01/02/2026        1,300.00     65.50   1,234.50
INV-1002      15/02/2026          500.00      0.00     500.00
Total paid                                           1,734.50 EUR
"""


def test_a_plain_advice_is_read_wholly_and_needs_no_review() -> None:
    read_advice = only(PLAIN)
    assert (read_advice.payer_name, read_advice.payee_name) == ("Beechwood Example Ltd", "Lumen Parts Ltd")
    assert read_advice.payment_reference == "PAY-12345"
    assert read_advice.payment_date == date(2026, 3, 31)
    assert (read_advice.currency, read_advice.total_amount) == ("EUR", D("1734.50"))
    assert read_advice.layout is Layout.TABLE
    first = read_advice.lines[0]
    assert (first.document_number, first.document_date) == ("INV-1001", date(2026, 2, 1))
    assert (first.gross_amount, first.discount_amount, first.net_amount) == (
        D("1300.00"),
        D("65.50"),
        D("1234.50"),
    )
    assert not read_advice.needs_review
    assert read_advice.fields["total_amount"].proofs == ("sum_of_lines", "label")
    assert read_advice.fields["payment_reference"].by == "general reader"


def test_books_that_print_payments_as_negative_are_turned() -> None:
    advice = only(texts.REVERSED)
    assert nets(advice) == [("INV-881", D("980.00")), ("INV-882", D("500.00")), ("CN-12", D("-100.00"))]
    assert advice.lines[0].discount_amount == D("20.00")
    assert advice.total_amount == D("1380.00")
    assert not advice.needs_review


def test_our_own_number_is_taken_where_the_payer_prints_his_beside_it() -> None:
    assert [line.document_number for line in only(texts.REVERSED).lines] == ["INV-881", "INV-882", "CN-12"]


def test_a_cheque_stub_gives_cheque_number_date_and_payee() -> None:
    advice = only(texts.STUB)
    assert (advice.payment_reference, advice.payment_method) == ("004512", PaymentMethod.CHEQUE)
    assert advice.payment_date == date(2026, 3, 31)
    assert advice.payee_name == "LUMEN PARTS LTD"
    assert advice.lines[2].document_type is DocumentType.CREDIT_NOTE
    assert advice.currency is None


def test_a_dollar_sign_is_a_currency_only_where_the_country_is_told() -> None:
    assert only(texts.STUB.replace("LUMEN PARTS LTD", "LUMEN PARTS LTD, AUSTIN, TX 78701")).currency == "USD"


def test_numbers_in_a_sentence_without_amounts_of_their_own_get_none() -> None:
    advice = only(texts.PROSE, "body")
    assert nets(advice) == [("INV-1001", None), ("INV-2002", None)]
    assert (advice.layout, advice.total_amount) == (Layout.PROSE, D("1234.50"))
    assert advice.payment_method is PaymentMethod.TRANSFER
    assert advice.needs_review


def test_one_invoice_in_a_sentence_gets_the_amount_and_the_reference_is_no_invoice() -> None:
    assert nets(only(texts.SENTENCE, "body")) == [("INV-7781", D("4500.00"))]


def test_a_bulleted_list_is_read_as_lines() -> None:
    advice = only(texts.LIST, "body")
    assert advice.layout is Layout.LINES
    assert nets(advice) == [("INV-1001", D("1234.50")), ("INV-1002", D("200.00")), ("CN-55", D("-34.50"))]
    assert not advice.needs_review


def test_money_on_account_is_a_line_without_a_number() -> None:
    line = only(texts.ON_ACCOUNT).lines[2]
    assert (line.document_number, line.document_type, line.net_amount) == (
        None,
        DocumentType.ON_ACCOUNT,
        D("50.00"),
    )


def test_sub_tables_with_their_own_sums_make_one_payment() -> None:
    advice = only(texts.SUB_TABLES)
    assert nets(advice) == [("F100", D("1000.00")), ("F101", D("500.00")), ("A77", D("-100.00"))]
    assert (advice.total_amount, advice.needs_review) == (D("1400.00"), False)


def test_lakh_grouping_and_tax_withheld_are_read() -> None:
    advice = only(texts.LAKH)
    assert advice.lines[0].deduction_amount == D("1000.00")
    assert (advice.total_amount, advice.currency) == (D("175500.00"), "INR")


def test_debit_and_credit_columns_become_signed_amounts() -> None:
    assert nets(only(texts.SIDES))[2] == ("CN-9", D("-100.00"))


def test_records_of_three_rows_under_a_header_of_three_rows_are_joined() -> None:
    advice = only(texts.THREE_LINES)
    assert nets(advice) == [("INV-501", D("950.00")), ("INV-502", D("500.00"))]
    assert (advice.lines[0].document_date, advice.lines[0].deduction_amount) == (date(2026, 3, 1), D("50.00"))
    assert not advice.needs_review


def test_a_mail_table_without_header_is_proved_by_the_sum_in_the_sentence() -> None:
    advice = only(texts.HTML_MAIL, "body")
    assert (advice.layout, advice.total_amount, advice.needs_review) == (Layout.TABLE, D("1734.50"), False)
    assert advice.lines[0].cell == "row 1 column 1"


def test_a_heading_over_several_columns_does_not_hide_them() -> None:
    assert only(texts.HTML_HEADS).lines[0].discount_amount == D("2.00")


def test_a_part_payment_keeps_its_reason_and_invents_no_deduction() -> None:
    line = only(texts.SHORT).lines[0]
    assert (line.gross_amount, line.net_amount, line.deduction_amount) == (D("1000.00"), D("900.00"), None)
    assert line.deduction_reason == "Damaged goods"


def test_adjustments_printed_as_negative_reduce_and_positive_ones_add() -> None:
    lines = only(texts.ADJUSTED).lines
    assert [line.deduction_amount for line in lines] == [D("10.00"), D("-5.00")]
    assert [line.discount_amount for line in lines] == [D("20.00"), D("40.00")]
    assert lines[0].po_number == "450001"


def test_labels_and_values_without_a_table_make_one_line() -> None:
    advice = only(texts.LABELS, "body")
    assert (advice.layout, nets(advice)) == (Layout.KEY_VALUE, [("INV-20260301", D("4500.00"))])
    assert advice.payment_reference == "2026033100012"


def test_a_french_letter_gives_cheque_number_and_lines() -> None:
    advice = only(texts.LETTER)
    assert (advice.payer_name, advice.payee_name) == ("Petit Moulin SARL", "Lumen Parts Ltd")
    assert (advice.payment_reference, advice.payment_date) == ("7788123", date(2026, 3, 31))
    assert advice.lines[2].document_type is DocumentType.CREDIT_NOTE


def test_a_discount_on_a_row_of_its_own_is_a_deduction_line() -> None:
    line = only(texts.LESS_DISCOUNT).lines[-1]
    assert (line.document_type, line.net_amount) == (DocumentType.DEDUCTION, D("-30.00"))
    assert (line.gross_amount, line.deduction_amount) == (None, None)


def test_the_payment_in_a_table_of_its_own_is_no_line() -> None:
    advice = only(texts.HEADER_TABLE)
    assert nets(advice) == [("77001", D("1000.00")), ("77002", D("300.00"))]
    assert (advice.payment_reference, advice.currency, advice.total_amount) == (
        "PAY-9981",
        "GBP",
        D("1300.00"),
    )


def test_sums_carried_over_pages_are_no_lines() -> None:
    advice = only(texts.CARRIED)
    assert [line.page for line in advice.lines] == [None, None, None]
    assert (len(advice.lines), advice.needs_review) == (3, False)


def test_several_payments_in_one_document_are_several_remittances() -> None:
    second = PLAIN.replace("PAY-12345", "PAY-2").replace("INV-10", "INV-20").split("Remittance Advice")[1]
    first, other = read(PLAIN + second)
    assert (first.payment_reference, other.payment_reference) == ("PAY-12345", "PAY-2")
    assert (len(first.lines), len(other.lines)) == (2, 2)
    assert (other.payer_name, other.needs_review) == ("Beechwood Example Ltd", False)


def test_a_column_of_payment_references_parts_an_export_into_payments() -> None:
    rows = ["Payment reference;Payment date;Payer;Invoice;Amount paid;Currency"]
    rows += [
        "P1;2026-03-01;Beechwood Example Ltd;A-100;10.00;EUR",
        "P1;2026-03-01;Beechwood Example Ltd;A-101;5.00;EUR",
    ]
    rows += ["P2;2026-03-02;Beechwood Example Ltd;A-102;7.00;EUR"]
    first, second = read("\n".join(rows), "export.csv")
    assert (first.payment_reference, second.payment_reference) == ("P1", "P2")
    assert (first.payer_name, first.payment_date, first.currency) == (
        "Beechwood Example Ltd",
        date(2026, 3, 1),
        "EUR",
    )
    assert first.lines[1].cell == "row 3 column 1"


def test_an_order_number_is_not_lost_to_a_second_column_about_the_order() -> None:
    header = "Remittance Advice\nInvoice No   PO Number    Order     Amount\n"
    text = header + "INV-1001     4500012345   Widgets   10.00\n"
    assert only(text).lines[0].po_number == "4500012345"


def test_thousands_of_header_like_rows_end_in_seconds() -> None:
    assert read("Invoice No   Date   Gross   Discount   Net\n" * 1500) == ()


def test_the_same_number_twice_stays_two_lines() -> None:
    twice = PLAIN.replace("INV-1002", "INV-1001")
    assert [line.document_number for line in only(twice).lines] == ["INV-1001", "INV-1001"]


@pytest.mark.parametrize("name", ["advice.txt", "body"])
def test_a_text_without_numbers_and_amounts_gives_nothing(name: str) -> None:
    assert read("Hello,\nplease send us a copy of your W-9.\nThanks\n", name) == ()

from decimal import Decimal

import pytest

from domain.pages import Document
from domain.ports import ReadingAids
from domain.remittance import Remittance
from domain.words import Medium, PaymentMethod
from extractors.readers import csv
from extractors.readers import text as plain
from extractors.recognition.pieces import Row
from extractors.recognition.reader import GeneralReader
from extractors.recognition.told_payments import apart

HEAD = "Beechwood Example Ltd\nSupplier;Larch Example Ltd\nCurrency;EUR\n"


def read(text: str) -> tuple[Remittance, ...]:
    pages = csv.PLUGIN.read((HEAD + text).encode(), "a.csv")
    document = Document("a.csv", "0", Medium.CSV, "text/csv", pages)
    return GeneralReader().extract(document, ReadingAids())


def told(payments: tuple[Remittance, ...]) -> list[tuple[str | None, Decimal | None, list[str | None]]]:
    return [
        (one.payment_reference, one.total_amount, [line.document_number for line in one.lines])
        for one in payments
    ]


TWO = [
    ("P-4711", Decimal("30.00"), ["INV-101", "INV-102"]),
    ("P-4712", Decimal("12.50"), ["INV-103"]),
]


def test_a_band_of_several_labels_opens_a_payment_under_the_tables_header() -> None:
    payments = read(
        "Invoice;Date;Amount paid\n"
        "Payment no.: P-4711 - Payment date: 03/05/2026 - Total paid: EUR 30.00;;\n"
        "INV-101;13/03/2026;10.00\nINV-102;14/03/2026;20.00\n"
        "Payment no.: P-4712 - Payment date: 04/05/2026 - Total paid: EUR 12.50;;\n"
        "INV-103;15/03/2026;12.50\n"
    )
    assert told(payments) == TWO
    assert [str(one.payment_date) for one in payments] == ["2026-05-03", "2026-05-04"]
    assert not any(one.needs_review for one in payments)


def test_a_band_of_the_only_payment_is_no_line_of_it() -> None:
    payments = read(
        "Invoice;Date;Amount paid\nPayment no.: P-4711 | Payment date: 03/05/2026 | Total paid: EUR 30.00;;\n"
        "INV-101;13/03/2026;10.00\nINV-102;14/03/2026;20.00\n"
    )
    assert told(payments) == TWO[:1]
    assert not payments[0].needs_review


def test_a_band_whose_sum_is_not_that_of_its_lines_is_asked_about() -> None:
    payments = read(
        "Invoice;Date;Amount paid\n"
        "Payment no.: P-4711 - Payment date: 03/05/2026 - Total paid: EUR 30.00;;\n"
        "INV-101;13/03/2026;10.00\nINV-102;14/03/2026;20.00\nINV-103;15/03/2026;12.50\n"
        "Payment no.: P-4712 - Payment date: 04/05/2026 - Total paid: EUR 12.50;;\n"
        "INV-104;15/03/2026;2.50\n"
    )
    assert [one.needs_review for one in payments] == [True, True]


@pytest.mark.parametrize("header", ["Payment no.", "Payment", "Payment document", "Transfer no."])
def test_rows_of_a_payments_number_and_sum_open_the_lines_under_them(header: str) -> None:
    payments = read(
        f"{header};Payment date;Invoice;Invoice date;Amount paid\n"
        "P-4711;03/05/2026;;;30.00\n;;INV-101;13/03/2026;10.00\n;;INV-102;14/03/2026;20.00\n"
        "P-4712;04/05/2026;;;12.50\n;;INV-103;15/03/2026;12.50\n"
    )
    assert told(payments) == TWO
    assert [str(one.payment_date) for one in payments] == ["2026-05-03", "2026-05-04"]
    assert not any(one.needs_review for one in payments)


def test_rows_of_a_payments_number_and_sum_close_the_lines_above_them() -> None:
    payments = read(
        "Payment no.;Payment date;Invoice;Invoice date;Amount paid\n"
        ";;INV-101;13/03/2026;10.00\n;;INV-102;14/03/2026;20.00\nP-4711;03/05/2026;;;30.00\n"
        ";;INV-103;15/03/2026;12.50\nP-4712;04/05/2026;;;12.50\n"
    )
    assert told(payments) == TWO
    assert not any(one.needs_review for one in payments)


def test_rows_of_payments_whose_sums_are_others_are_asked_about() -> None:
    payments = read(
        "Payment no.;Payment date;Invoice;Invoice date;Amount paid\n"
        "P-4711;03/05/2026;;;31.00\n;;INV-101;13/03/2026;10.00\n;;INV-102;14/03/2026;20.00\n"
        "P-4712;04/05/2026;;;12.50\n;;INV-103;15/03/2026;12.50\n"
    )
    assert [one.needs_review for one in payments] == [True, False]


def test_the_sum_of_each_cheque_beside_its_lines_is_its_total() -> None:
    payments = read(
        "Cheque no.;Cheque date;Cheque amount;Invoice;Invoice date;Amount\n"
        "770101;03/05/2026;30.00;INV-101;13/03/2026;10.00\n770101;03/05/2026;30.00;INV-102;14/03/2026;20.00\n"
        "770102;04/05/2026;12.50;INV-103;15/03/2026;12.50\n"
    )
    assert [(one.payment_reference, one.total_amount) for one in payments] == [
        ("770101", Decimal("30.00")),
        ("770102", Decimal("12.50")),
    ]
    assert [line.net_amount for one in payments for line in one.lines] == [
        Decimal("10.00"),
        Decimal("20.00"),
        Decimal("12.50"),
    ]
    assert {one.payment_method for one in payments} == {PaymentMethod.CHEQUE}
    assert not any(one.needs_review for one in payments)


def test_a_number_that_stands_in_the_first_line_of_its_payment_is_the_others_where_sums_prove_it() -> None:
    rows = (
        "P-4711;{};INV-101;13/03/2026;10.00\n;;INV-102;14/03/2026;20.00\nP-4712;{};INV-103;15/03/2026;12.50\n"
    )
    proven = read(
        "Payment no.;Payment total;Invoice;Invoice date;Amount paid\n" + rows.format("30.00", "12.50")
    )
    assert told(proven) == TWO
    assert not any(one.needs_review for one in proven)
    bare = read("Payment no.;Payment date;Invoice;Invoice date;Amount paid\n" + rows.format("", ""))
    assert [one.payment_reference for one in bare] == ["P-4711", "P-4712"]
    assert all(one.needs_review for one in bare)


def test_a_sum_of_all_payments_is_none_of_their_totals() -> None:
    payments = read(
        "Payment no.;Payment date;Invoice;Invoice date;Amount paid\n"
        "P-4711;03/05/2026;;;30.00\n;;INV-101;13/03/2026;10.00\n;;INV-102;14/03/2026;20.00\n"
        "P-4712;04/05/2026;;;12.50\n;;INV-103;15/03/2026;12.50\nTotal;;;;42.50\n"
    )
    assert told(payments) == TWO


@pytest.mark.parametrize("caption", ["Cheque register of", "Payments of", "Scheckliste der"])
def test_a_caption_of_payments_is_no_part_of_the_payers_name(caption: str) -> None:
    text = (
        f"{caption} Ashgrove Example Ltd\nCheque no.: 770101\nCheque date: 03/05/2026\nCurrency: EUR\n"
        "Payee: Larch Example Ltd\nInvoice;Date;Amount\nINV-101;13/03/2026;10.00\nTotal;;10.00\n"
    )
    pages = csv.PLUGIN.read(text.encode(), "a.csv")
    document = Document("a.csv", "0", Medium.CSV, "text/csv", pages)
    assert GeneralReader().extract(document, ReadingAids())[0].payer_name == "Ashgrove Example Ltd"


def letter(text: str) -> tuple[Remittance, ...]:
    pages = plain.PLUGIN.read(text.encode(), "a.txt")
    return GeneralReader().extract(Document("body", "0", Medium.TEXT, "text/plain", pages), ReadingAids())


FOOT = "\nKind regards\nBeechwood Example Ltd\n"


def test_sentences_that_each_tell_a_payment_part_a_letter() -> None:
    payments = letter(
        "This week we made two transfers to you.\n\n"
        "On 13 May 2026 we paid you EUR 30.00 by transfer, our reference TR-4711. It\n"
        "covers invoice INV-101 (EUR 10.00) and invoice INV-102 (EUR 20.00).\n\n"
        "On 14 May 2026 we paid you EUR 12.50 by transfer, our reference TR-4712. It\n"
        "covers invoice INV-103 (EUR 12.50).\n" + FOOT
    )
    assert told(payments) == [("TR-4711", *TWO[0][1:]), ("TR-4712", *TWO[1][1:])]
    assert [str(one.payment_date) for one in payments] == ["2026-05-13", "2026-05-14"]
    assert {one.payer_name for one in payments} == {"Beechwood Example Ltd"}


def test_a_sentence_in_the_middle_of_a_line_may_begin_the_next_payment() -> None:
    payments = letter(
        "By transfer TR-4711 we paid EUR 30.00 for invoices INV-101 (10.00) and\n"
        "INV-102 (20.00). By transfer TR-4712 we paid EUR 12.50 for invoice INV-103 (12.50).\n" + FOOT
    )
    assert told(payments) == [("TR-4711", *TWO[0][1:]), ("TR-4712", *TWO[1][1:])]


def test_a_sentence_above_each_table_tells_its_payment() -> None:
    payments = letter(
        "Payment 1\nOn 13 May 2026 we paid you EUR 30.00 by transfer, our reference TR-4711.\n\n"
        "Invoice      Date          Amount\nINV-101      13/03/2026     10.00\n"
        "INV-102      14/03/2026     20.00\n\n"
        "Payment 2\nOn 14 May 2026 we paid you EUR 12.50 by transfer, our reference TR-4712.\n\n"
        "Invoice      Date          Amount\nINV-103      15/03/2026     12.50\n" + FOOT
    )
    assert told(payments) == [("TR-4711", *TWO[0][1:]), ("TR-4712", *TWO[1][1:])]
    assert not any(one.needs_review for one in payments)


def test_one_reference_told_twice_makes_one_payment() -> None:
    payments = letter(
        "On 13 May 2026 we paid you EUR 30.00 by transfer, our reference TR-4711. It\n"
        "covers invoice INV-101 (EUR 10.00) and invoice INV-102 (EUR 20.00).\n\n"
        "Please quote our reference TR-4711 if you write to us about this transfer.\n" + FOOT
    )
    assert told(payments) == [("TR-4711", *TWO[0][1:])]


CHEQUES = (
    "Cheque no.: 308271\nCheque date: 03/05/2026\nTotal paid: 30.00\nInvoice;Date;Amount\n"
    "INV-101;13/03/2026;10.00\nINV-102;14/03/2026;20.00\n{}"
    "Cheque no.: 308273\nCheque date: 04/05/2026\nTotal paid: 12.50\nInvoice;Date;Amount\n"
    "INV-103;15/03/2026;12.50\n"
)


@pytest.mark.parametrize(
    "void", ["Cheque no.: 308272 VOID - not issued\n", "Cheque no.: 308272\n*** VOID ***\n"]
)
def test_a_cheque_that_was_not_issued_is_no_payment_and_no_number_of_the_next(void: str) -> None:
    payments = read(CHEQUES.format(void))
    assert told(payments) == [("308271", *TWO[0][1:]), ("308273", *TWO[1][1:])]
    assert not any(one.needs_review for one in payments)


def test_lines_under_a_void_cheque_are_asked_about() -> None:
    payments = read(
        CHEQUES.format(
            "Cheque no.: 308272 VOID\nTotal paid: 5.00\nInvoice;Date;Amount\nINV-109;15/03/2026;5.00\n"
        )
    )
    assert [one.needs_review for one in payments] == [False, True, False]


def test_a_row_without_any_text_is_left_as_it_is() -> None:
    assert apart([Row((), 1)]) == [Row((), 1)]


PASTED = (
    "Payer: Beechwood Example Ltd\nPayment no.: P-4711\nTotal paid: EUR 30.00\n\n"
    "Invoice no.\nInvoice date\nAmount\n"
)


def test_cells_pasted_one_under_another_are_the_rows_of_a_table() -> None:
    payments = letter(PASTED + "INV-101\n13/03/2026\n10.00\nINV-102\n14/03/2026\n20.00\n" + FOOT)
    assert told(payments) == TWO[:1]
    assert [str(line.document_date) for line in payments[0].lines] == ["2026-03-13", "2026-03-14"]
    assert not payments[0].needs_review


def test_pasted_cells_of_which_one_is_missing_are_asked_about() -> None:
    payments = letter(
        PASTED + "INV-101\n13/03/2026\n10.00\nINV-102\n20.00\nINV-103\n15/03/2026\n5.00\n" + FOOT
    )
    assert all(one.needs_review for one in payments)


@pytest.mark.parametrize(
    ("band", "day"),
    [
        ("Transfer TR-4711 of 03/05/2026, EUR 30.00;;", "2026-05-03"),
        ("Payment TR-4711;03/05/2026;30.00", "2026-05-03"),
        ("Cheque TR-4711;;30.00", "None"),
    ],
)
def test_a_band_without_labels_opens_a_payment_where_it_states_the_sum_of_its_lines(
    band: str, day: str
) -> None:
    payments = read(
        f"Invoice;Date;Amount paid\n{band}\nINV-101;13/03/2026;10.00\nINV-102;14/03/2026;20.00\n"
        + band.replace("TR-4711", "TR-4712").replace("30.00", "12.50")
        + "\nINV-103;15/03/2026;12.50\n"
    )
    assert told(payments) == [("TR-4711", *TWO[0][1:]), ("TR-4712", *TWO[1][1:])]
    assert str(payments[0].payment_date) == day
    assert not any(one.needs_review for one in payments)


def test_rows_of_paying_that_state_other_sums_part_nothing_unasked() -> None:
    payments = read(
        "Invoice;Date;Amount paid\nTransfer TR-4711;03/05/2026;31.00\nINV-101;13/03/2026;10.00\n"
        "INV-102;14/03/2026;20.00\nTransfer TR-4712;04/05/2026;12.50\nINV-103;15/03/2026;12.50\n"
    )
    assert all(one.needs_review for one in payments)


def test_a_sum_of_all_payments_under_bands_is_no_total_of_the_last() -> None:
    payments = read(
        "Invoice;Date;Amount paid\nTransfer TR-4711;03/05/2026;30.00\nINV-101;13/03/2026;10.00\n"
        "INV-102;14/03/2026;20.00\nTransfer TR-4712;04/05/2026;12.50\nINV-103;15/03/2026;12.50\n"
        "Total;;42.50\n"
    )
    assert [one.payment_reference for one in payments] == ["TR-4711", "TR-4712"]
    assert [len(one.lines) for one in payments] == [2, 1]
    assert payments[1].needs_review or payments[1].total_amount == Decimal("12.50")

"""What programs export: field names for headers, serial days, floats, units, columns a month or a plant."""

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from domain.pages import Document
from domain.remittance import Remittance
from domain.words import Medium
from extractors.extraction import extract
from extractors.readers.csv import PLUGIN

sys.path.insert(0, str(Path(__file__).parent))
from made_documents import KNOWN


def _read(text: str) -> Remittance:
    pages = PLUGIN.read(text.encode(), "list.csv")
    (read,) = extract(
        (Document("list.csv", "0" * 64, Medium.CSV, "text/csv", pages),), KNOWN, advice_expected=True
    )
    return read


def _lines(read: Remittance) -> list[tuple[str | None, str]]:
    return [(line.document_number, str(line.net_amount)) for line in read.lines]


def test_field_names_of_programs_head_columns_as_words_do() -> None:
    read = _read(
        "VBLNR;ZALDT;XBLNR;BLDAT;WRBTR;WAERS\n"
        "2000119;20261005;RE-7701;20260911;119,00;EUR\n"
        "2000119;20261005;RE-7702;20260912;238,50;EUR\n"
    )
    assert _lines(read) == [("RE-7701", "119.00"), ("RE-7702", "238.50")]
    assert (read.payment_reference, read.payment_date, read.currency) == (
        "2000119",
        date(2026, 10, 5),
        "EUR",
    )
    assert read.lines[0].document_date == date(2026, 9, 11)


def test_names_written_without_blanks_head_columns_by_their_parts() -> None:
    read = _read("DocNo;DocDate;AmountPaid\nK-7701;2026-09-11;119.00\nK-7702;2026-09-12;20.00\n")
    assert _lines(read) == [("K-7701", "119.00"), ("K-7702", "20.00")]


def test_serial_days_and_numbers_as_floats_are_read_as_what_their_headers_ask_for() -> None:
    read = _read(
        "Invoice No,Invoice Date,Amount Paid\n100234.0,46266,1200.5\n100239.0,46268,33.1\n,,1233.6\n"
    )
    assert _lines(read) == [("100234", "1200.50"), ("100239", "33.10")]
    assert [line.document_date for line in read.lines] == [date(2026, 9, 1), date(2026, 9, 3)]
    assert not read.needs_review


@pytest.mark.parametrize("unit", ["in T€", "(T€)", "in TEUR"])
def test_amounts_in_a_named_unit_are_brought_to_the_currency_and_asked_about(unit: str) -> None:
    read = _read(
        f"Rechnung;Datum;Betrag {unit}\nR-5001;01.09.2026;12,5\nR-5002;02.09.2026;3,25\nSumme;;15,75\n"
    )
    assert [line.net_amount for line in read.lines] == [Decimal(12500), Decimal(3250)]
    assert read.total_amount == Decimal(15750)
    assert read.needs_review


def test_a_column_for_each_month_is_no_gross_amount() -> None:
    read = _read(
        "Invoice;Jul 2026;Aug 2026;Paid\nF-1001;300.00;;300.00\n"
        "F-1002;;400.00;400.00\nTotal;300.00;400.00;700.00\n"
    )
    assert _lines(read) == [("F-1001", "300.00"), ("F-1002", "400.00")]
    assert [line.gross_amount for line in read.lines] == [None, None]
    assert not read.needs_review


def test_sums_of_taxes_and_bases_are_no_rivals_of_the_total() -> None:
    read = _read(
        "Invoice;Net;VAT;Gross\nL-1001;100.00;20.00;120.00\nL-1002;50.00;10.00;60.00\nTotal;150.00;30.00;180.00\n"
    )
    assert _lines(read) == [("L-1001", "120.00"), ("L-1002", "60.00")]
    assert (read.total_amount, read.needs_review) == (Decimal("180.00"), False)


def _all(text: str) -> list[Remittance]:
    pages = PLUGIN.read(text.encode(), "list.csv")
    document = Document("list.csv", "0" * 64, Medium.CSV, "text/csv", pages)
    return list(extract((document,), KNOWN, advice_expected=True))


def test_a_column_for_each_currency_makes_a_payment_of_each() -> None:
    read = _all(
        "Payment reference;71348241;14812189\nInvoice;Date;CHF;EUR\nI-5501;01.09.2026;100,00;\n"
        "I-5502;02.09.2026;;300,00\nI-5503;03.09.2026;50,00;\nTotal;;150,00;300,00\n"
    )
    assert [(one.payment_reference, one.currency, one.total_amount) for one in read] == [
        ("71348241", "CHF", Decimal("150.00")),
        ("14812189", "EUR", Decimal("300.00")),
    ]
    assert [_lines(one) for one in read] == [
        [("I-5501", "100.00"), ("I-5503", "50.00")],
        [("I-5502", "300.00")],
    ]


def test_the_code_of_an_account_before_a_name_does_not_hide_who_is_paid() -> None:
    read = _read(
        "Vendor;V00120;Fenwell Joinery Ltd\nPaid by;C01;Copper Mill Stores plc\n"
        "Invoice;Date;Amount\nFJ-1021;04.09.2026;640,00\nFJ-1022;05.09.2026;320,00\nTotal;;960,00\n"
    )
    assert (read.payer_name, read.payee_name) == ("Copper Mill Stores plc", "Fenwell Joinery Ltd")


def test_numbers_that_a_spreadsheet_cut_are_asked_about() -> None:
    read = _read(
        "Invoice,Date,Amount\n2.026E+11,2026-09-01,100.00\n2.02601E+11,2026-09-02,50.00\nTotal,,150.00\n"
    )
    assert read.needs_review


def test_days_packed_with_the_day_first_are_read_under_their_header() -> None:
    read = _read("Rechnung;Datum;Betrag\nR-8801;01092026;100,00\nR-8802;14092026;50,00\nSumme;;150,00\n")
    assert [line.document_date for line in read.lines] == [date(2026, 9, 1), date(2026, 9, 14)]


def test_a_list_of_payments_above_their_documents_gives_each_its_day_and_sum() -> None:
    read = _all(
        "Reference;Date;Amount;\nZP-881;05.10.2026;150,00;\nZP-882;06.10.2026;80,00;\n"
        "Payment;Invoice;Invoice date;Amount\nZP-881;N-9001;01.09.2026;100,00\n"
        "ZP-881;N-9002;02.09.2026;50,00\nZP-882;N-9011;03.09.2026;80,00\n"
    )
    assert [(one.payment_reference, one.payment_date, one.total_amount) for one in read] == [
        ("ZP-881", date(2026, 10, 5), Decimal("150.00")),
        ("ZP-882", date(2026, 10, 6), Decimal("80.00")),
    ]


def test_a_whole_amount_behind_payment_is_no_number_of_the_payment() -> None:
    read = _read(
        "Payment;300\nInvoice;Date;Amount\nI-8801;01.09.2026;100\nI-8802;02.09.2026;200\nTotal;;300\n"
    )
    assert read.payment_reference is None


def test_a_label_with_its_value_beside_it_heads_no_column_of_serial_days() -> None:
    read = _read(
        "Payer;Thornby Example Ltd\nPayment date;01.09.26\nMethod;cheque\nCurrency;EUR\nAmount paid;39,85\n\n"
        "Paid bills\n38273;26.06.26;24,91\n38346;15.06.26;14,94\n"
    )
    assert _lines(read) == [("38273", "24.91"), ("38346", "14.94")]


@pytest.mark.parametrize(
    "cut",
    [
        "F-5601;01/05/2026;50,00;1,00;45,00\n",
        "F-5601;01/05/2026;50,00;;45,00;manque une pièce\n",
    ],
)
def test_what_a_line_is_paid_less_is_asked_about_where_the_row_says_more(cut: str) -> None:
    read = _read(
        "Payeur;Ets Vauquelin et Fils\nFournisseur;Drahtwerk Norden GmbH\nRéf. virement;BX-801\n"
        "Date de paiement;09/06/2026\nDevise;EUR\n\nFacture;Date facture;Brut;Escompte;Net\n"
        f"{cut}F-5602;02/05/2026;70,00;;70,00\nTotal;;120,00;;115,00\n"
    )
    assert read.needs_review

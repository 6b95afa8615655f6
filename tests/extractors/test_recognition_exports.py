"""What programs export: field names for headers, serial days, floats, units, columns a month or a plant."""

from datetime import date
from decimal import Decimal

import pytest

from domain.pages import Document
from domain.ports import ReadingAids
from domain.remittance import Remittance
from domain.words import Medium
from extractors.extraction import extract
from extractors.readers.csv import PLUGIN


def _read(text: str) -> Remittance:
    pages = PLUGIN.read(text.encode(), "list.csv")
    (read,) = extract(
        (Document("list.csv", "0" * 64, Medium.CSV, "text/csv", pages),), ReadingAids(), advice_expected=True
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

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

from domain.words import DocumentType

sys.path.insert(0, str(Path(__file__).parent))
from made_documents import nets, only

LEAD = "Beechwood Example Ltd\nRemittance advice\nPayment date: 31/03/2026\nCurrency: EUR\n\n"


def advice(table: str) -> str:
    return LEAD + table


def test_an_order_above_its_lines_belongs_to_the_lines_below_it() -> None:
    read = only(
        advice(
            "Invoice no     Date          Amount paid\n"
            "Order no 4500001\n"
            "INV-1001       01/02/2026         100.00\n"
            "INV-1002       02/02/2026         200.00\n"
            "Order no 4500002\n"
            "INV-1003       03/02/2026         300.00\n"
            "Total                             600.00\n"
        )
    )
    assert [line.po_number for line in read.lines] == ["4500001", "4500001", "4500002"]
    assert not read.needs_review


def test_a_day_above_its_lines_is_their_date_and_a_due_day_is_none() -> None:
    table = (
        "Invoice no     Order no      Amount paid\n"
        "{}: 01/02/2026\n"
        "INV-1001       4500001            100.00\n"
        "INV-1002       4500002            200.00\n"
        "Total                             300.00\n"
    )
    dated = only(advice(table.format("Invoice date")))
    assert [line.document_date for line in dated.lines] == [date(2026, 2, 1)] * 2
    due = only(advice(table.format("Due date")))
    assert [line.document_date for line in due.lines] == [None, None]


def test_lines_under_a_head_of_credit_notes_are_taken_off_where_the_total_says_so() -> None:
    read = only(
        advice(
            "Invoice no     Date          Amount paid\n"
            "Invoices\n"
            "1001001        01/02/2026         100.00\n"
            "1001002        02/02/2026         200.00\n"
            "Credit notes\n"
            "1001003        03/02/2026          50.00\n"
            "Total                             250.00\n"
        )
    )
    assert read.lines[2].document_type is DocumentType.CREDIT_NOTE
    assert read.lines[2].net_amount == Decimal("-50.00")
    assert not read.needs_review


def test_a_sum_above_its_lines_is_no_line() -> None:
    read = only(
        advice(
            "Invoice no     Date          Amount paid\n"
            "Plant A1                          300.00\n"
            "INV-1001       01/02/2026         100.00\n"
            "INV-1002       02/02/2026         200.00\n"
            "Plant B2                          300.00\n"
            "INV-1003       03/02/2026         300.00\n"
            "Total                             600.00\n"
        )
    )
    assert [number for number, _ in nets(read)] == ["INV-1001", "INV-1002", "INV-1003"]


def test_ditto_marks_repeat_the_value_above() -> None:
    read = only(
        advice(
            "Order no      Date          Invoice no     Amount paid\n"
            "4500001       01/02/2026    INV-1001            100.00\n"
            '"             "             INV-1002            200.00\n'
            "Total                                           300.00\n"
        )
    )
    assert read.lines[1].po_number == "4500001"
    assert read.lines[1].document_date == date(2026, 2, 1)


def test_number_and_day_in_one_cell_are_told_apart() -> None:
    read = only(
        "Remittance advice\nInvoice,Amount paid\n"
        "E-11600 of 19/04/2026,100.00\nE-11627 of 30/04/2026,50.00\nTotal,150.00\n",
        "advice.csv",
    )
    assert [line.document_number for line in read.lines] == ["E-11600", "E-11627"]
    assert [line.document_date for line in read.lines] == [date(2026, 4, 19), date(2026, 4, 30)]


def test_a_series_in_a_column_of_its_own_begins_the_number() -> None:
    read = only(
        "Remittance advice\nSeries,Invoice no,Amount paid\n"
        "FV,862951,100.00\nFV,135021,50.00\nTotal,,150.00\n",
        "advice.csv",
    )
    assert [line.document_number for line in read.lines] == ["FV862951", "FV135021"]


def test_a_column_of_signs_makes_credits_only_where_the_total_proves_it() -> None:
    table = (
        "Remittance advice\nInvoice no,Date,S,Amount paid\n"
        "100101,01/02/2026,+,100.00\n100102,02/02/2026,-,30.00\nTotal,,,{}\n"
    )
    proven = only(table.format("70.00"), "advice.csv")
    assert [net for _, net in nets(proven)] == [Decimal("100.00"), Decimal("-30.00")]
    assert proven.lines[1].document_type is DocumentType.CREDIT_NOTE
    assert only(table.format("75.00"), "advice.csv").needs_review


def test_a_stacked_sum_is_one_line_with_its_parts() -> None:
    read = only(
        "Remittance advice\nInvoice no,Date,Description,Amount\n"
        "INV-1001,01/02/2026,Gross amount,100.00\n,,Discount,-2.00\n,,Net amount,98.00\n"
        "INV-1002,02/02/2026,Gross amount,50.00\n,,Net amount,50.00\nTotal paid,,,148.00\n",
        "advice.csv",
    )
    told = [(line.gross_amount, line.discount_amount, line.net_amount) for line in read.lines]
    assert told == [
        (Decimal("100.00"), Decimal("2.00"), Decimal("98.00")),
        (Decimal("50.00"), None, Decimal("50.00")),
    ]

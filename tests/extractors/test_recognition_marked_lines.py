"""Which of the listed lines a payment pays, told by a column, by rows of payments and by the stated total."""

from decimal import Decimal

from domain.pages import Document
from domain.ports import ReadingAids
from domain.remittance import Remittance
from domain.words import Look, Medium
from extractors.extraction import extract
from extractors.look import look_of
from extractors.readers import csv

HEAD = "Payer;Kestrel Ltd\nPayment reference;2576268\nPayment date;2026-04-03\nTotal paid;{}\n\n"


def read(content: str) -> tuple[Remittance, ...]:
    pages = csv.PLUGIN.read(content.encode(), "advice")
    document = Document("advice", "0", Medium.CSV, "text/csv", pages)
    return extract((document,), ReadingAids(), advice_expected=True)


def numbers(payment: Remittance) -> list[str | None]:
    return [line.document_number for line in payment.lines]


def test_lines_of_other_payments_and_open_ones_are_left_out_where_the_total_says_so() -> None:
    table = "Invoice no.;Invoice date;Amount;Paid in run\nRE-1001;2026-03-06;75.22;open\n"
    table += "RE-1002;2026-03-04;35.63;2576268\nRE-1003;2026-03-07;78.00;2575948\n"
    table += "RE-1004;2026-03-29;20.00;2576268\n"
    (payment,) = read(HEAD.format("55.63") + table)
    assert numbers(payment) == ["RE-1002", "RE-1004"]


def test_all_lines_stay_where_no_text_of_a_column_makes_the_total() -> None:
    table = "Invoice no.;Amount;State\nRE-1001;75.22;A\nRE-1002;35.63;B\n"
    (payment,) = read(HEAD.format("55.63") + table)
    assert len(payment.lines) == 2 and payment.needs_review


def test_lines_set_off_by_a_code_count_against_the_net_settlement() -> None:
    table = "Side;Document no.;Document date;Amount\nR;FV-1;2026-04-16;100.00\nP;FV-2;2026-04-21;30.00\n"
    table += "R;FV-3;2026-04-22;50.00\nLiquid in the end;;;120.00\n"
    (payment,) = read(HEAD.format("120.00") + table)
    assert [line.net_amount for line in payment.lines] == [Decimal(100), Decimal(-30), Decimal(50)]


def test_payments_that_rows_of_a_table_tell_are_parted() -> None:
    table = (
        "Kestrel Ltd;;\nInvoice no.;Dated;Amount\n"
        "Payment 1 of 2: TRF551701, 09.05.2026, 120.00 EUR;;\nRE-1;05.03.2026;100.00\nRE-2;13.03.2026;20.00\n"
        '"Payment 2 of 2: TRF882995, October 10, 2026, 14.90 EUR";;\nRE-3;12.12.2025;14.90\n'
    )
    first, second = read(table)
    assert (numbers(first), numbers(second)) == (["RE-1", "RE-2"], ["RE-3"])
    assert (first.payment_reference, first.total_amount) == ("TRF551701", Decimal(120))
    assert (second.payment_reference, str(second.payment_date)) == ("TRF882995", "2026-10-10")


def test_the_kind_in_a_tables_last_column_does_not_make_an_invoice_of_an_advice() -> None:
    rows = "Aufstellung\nNr;Betrag;Art\n" + "".join(f"RE-{n};100,{n};Rechnung\n" for n in range(10, 14))
    pages = csv.PLUGIN.read(rows.encode(), "a")
    assert look_of(pages, "a")[0] is not Look.INVOICE


def test_a_row_between_the_subtotal_and_the_total_is_a_deduction() -> None:
    table = "Invoice no.;Invoice date;Amount\nRE-1;2026-03-04;100.00\nRE-2;2026-03-07;20.00\n"
    table += "Subtotal;;120.00\nAnnual bonus;2 %;-2.40\nTotal paid;;117.60\n"
    (payment,) = read(HEAD.replace("Total paid;{}\n", "") + table)
    assert [line.net_amount for line in payment.lines] == [Decimal(100), Decimal(20), Decimal("-2.40")]
    assert payment.lines[2].deduction_reason == "Annual bonus" and payment.total_amount == Decimal("117.60")


def test_a_sum_of_deductions_gives_way_to_those_that_are_listed_behind() -> None:
    table = (
        "Invoice no.;Invoice date;Amount\nRE-1;2026-03-04;100.00\nRE-2;2026-03-07;20.00\nSubtotal;;120.00\n"
    )
    table += "Deductions, see page 2;;-9.00\nTotal paid;;111.00\nDeduction no.;Reason;Deducted\n"
    table += "D506-1;Damaged;4.00\nD780-2;Late;5.00\nTotal;;9.00\n"
    (payment,) = read(HEAD.replace("Total paid;{}\n", "") + table)
    assert [line.net_amount for line in payment.lines] == [
        Decimal(100),
        Decimal(20),
        Decimal(-4),
        Decimal(-5),
    ]
    assert payment.needs_review


def test_marks_of_footnotes_are_no_part_of_amounts_and_may_tell_credits() -> None:
    table = "Invoice no.;Invoice date;Amount\nRE-1;2026-03-04;100.00\nRE-2;2026-03-07;20.00 §\n"
    table += "Total paid;;80.00\n"
    (payment,) = read(HEAD.replace("Total paid;{}\n", "") + table)
    assert [line.net_amount for line in payment.lines] == [Decimal(100), Decimal(-20)]

"""Columns of taxes and of what was paid before or stays open: known for what they are, no part of a line."""

import sys
from decimal import Decimal
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from made_documents import only

HEAD = "Ashgate Foods plc\nRemittance advice\nPayment date: 12.05.2026\nPayment no. 4400192\n\n"


def test_taxes_and_amounts_without_them_are_neither_deductions_nor_left_over() -> None:
    read = only(
        HEAD + "Beleg       Belegdatum   Netto       USt        Brutto     Zahlbetrag\n"
        "20260117    04.05.2026   1.000,00    190,00     1.190,00   1.190,00\n"
        "20260122    09.05.2026   500,00      95,00      595,00     595,00\n"
        "Summe                                                      1.785,00\n"
    )
    assert [(line.gross_amount, line.deduction_amount, line.net_amount) for line in read.lines] == [
        (Decimal("1190.00"), None, Decimal("1190.00")),
        (Decimal("595.00"), None, Decimal("595.00")),
    ]
    assert not read.needs_review


def test_a_tax_that_was_kept_back_stays_a_deduction() -> None:
    read = only(
        HEAD + "Invoice     Amount       Withholding tax   Amount paid\n"
        "INV-0012    1,000.00     100.00            900.00\n"
        "INV-0013    500.00       50.00             450.00\n"
        "Total                                      1,350.00\n"
    )
    assert [(line.deduction_amount, line.net_amount) for line in read.lines] == [
        (Decimal("100.00"), Decimal("900.00")),
        (Decimal("50.00"), Decimal("450.00")),
    ]


def test_what_was_paid_before_and_what_stays_open_are_no_deductions() -> None:
    read = only(
        HEAD + "Document     Date         Orig. amount   Prior pmt   This payment   Balance\n"
        "INV-0012     02.03.2026   1,000.00       400.00      600.00         0.00\n"
        "INV-0013     09.03.2026   2,000.00       0.00        1,500.00       500.00\n"
        "Total                                                2,100.00\n"
    )
    assert [(line.gross_amount, line.deduction_amount, line.net_amount) for line in read.lines] == [
        (Decimal("1000.00"), None, Decimal("600.00")),
        (Decimal("2000.00"), None, Decimal("1500.00")),
    ]
    assert not read.needs_review


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Retention 5 %", "deduction_amount"),
        ("Retenue de garantie 5 %", "deduction_amount"),
        ("WHT 5%", "deduction_amount"),
        ("Skonto 5 %", "discount_amount"),
    ],
)
def test_a_column_at_a_rate_holds_amounts(header: str, field: str) -> None:
    read = only(
        HEAD + f"Invoice     Invoice amount   {header:24}   Amount paid\n"
        "INV-0012    1,000.00         50.00                      950.00\n"
        "INV-0013    500.00           25.00                      475.00\n"
        "Total                                                   1,425.00\n"
    )
    assert [getattr(line, field) for line in read.lines] == [Decimal("50.00"), Decimal("25.00")]
    assert not read.needs_review


def test_two_columns_of_deductions_leave_neither_over() -> None:
    read = only(
        HEAD + "NF       Valor bruto   IR retido   ISS retido   Valor líquido\n"
        "10021    10.000,00     150,00      200,00       9.650,00\n"
        "10033    2.000,00      30,00       40,00        1.930,00\n"
        "Total    12.000,00     180,00      240,00       11.580,00\n"
    )
    assert [line.deduction_amount for line in read.lines] == [Decimal("350.00"), Decimal("70.00")]
    assert not read.needs_review


def test_a_number_called_a_document_that_is_no_line_may_be_the_payment_s() -> None:
    read = only(
        "Ashgate Foods plc\nRemittance advice\nPayment date 12.05.2026   Document 5100023\n\n"
        "Invoice     Amount paid\nINV-0012    950.00\nINV-0013    475.00\nTotal       1,425.00\n"
    )
    assert read.payment_reference == "5100023" or any("5100023" in problem for problem in read.problems)


def test_a_line_whose_amounts_moved_a_stop_to_the_left_keeps_its_gross_amount() -> None:
    read = only(
        HEAD + "Facture       Type      Date        Dev.   Brut         Escompte   Dev.   Net\n"
        "INV00039292   Facture   21-03-2026  EUR    11 014,13               EUR    11 014,13\n"
        "INV00039430   Facture   18-04-2026  EUR    5 417,80     108,36     EUR    5 309,44\n"
        "INV00039505   Avoir  08-05-2026  EUR  -1 118,83   EUR   -1 118,83\n"
        "Total                                                            EUR    15 204,74\n"
    )
    assert [line.gross_amount for line in read.lines] == [
        Decimal("11014.13"),
        Decimal("5417.80"),
        Decimal("-1118.83"),
    ]

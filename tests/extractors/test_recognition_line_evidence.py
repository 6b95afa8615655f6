"""Values of lines are read where their evidence stands: in the row, a legend, a title, the sum itself."""

import sys
from decimal import Decimal
from pathlib import Path

from domain.words import DocumentType
from extractors.readers.csv import PLUGIN as CSV

sys.path.insert(0, str(Path(__file__).parent))
from made_documents import nets, only

LEAD = "Beechwood Example Ltd\nRemittance advice\nPayment date: 31/03/2026\nCurrency: EUR\n\n"


def test_columns_of_deductions_by_reason_make_the_deduction_of_a_line() -> None:
    read = only(
        LEAD + "Invoice no     Gross amount     Short delivery     Price difference     Amount paid\n"
        "INV-1001           100.00            10.00                                     90.00\n"
        "INV-1002           200.00                               15.00                 185.00\n"
        "INV-1003           300.00                                                     300.00\n"
        "Total                                                                         575.00\n"
    )
    assert [line.deduction_amount for line in read.lines] == [Decimal("10.00"), Decimal("15.00"), None]


def test_codes_that_a_legend_calls_kinds_of_documents_are_no_reasons() -> None:
    read = only(
        LEAD + "Code     Invoice no     Gross amount     Discount     Amount paid\n"
        "KR       INV-1001           100.00         2.00           98.00\n"
        "KG       INV-1002           -50.00                       -50.00\n"
        "Total                                                     48.00\n"
        "Code: KR = invoice, KG = credit note\n"
    )
    assert [line.deduction_reason for line in read.lines] == [None, None]


def test_codes_that_a_legend_explains_are_the_reasons_of_deductions() -> None:
    read = only(
        LEAD + "Type         Document no     Key     Amount paid\n"
        "Invoice      INV-1001                     100.00\n"
        "Deduction    REC-7001        73           -10.00\n"
        "Total                                      90.00\n"
        "41 = shortage, 52 = price, 73 = late delivery\n"
    )
    assert [line.deduction_reason for line in read.lines] == [None, "73"]


def test_a_title_over_one_of_several_tables_names_the_kind_of_its_lines() -> None:
    read = only(
        LEAD + "Invoice no     Invoice date     Amount paid\n"
        "INV-1001       01/02/2026            100.00\n"
        "INV-1002       02/02/2026            200.00\n\n"
        "Deductions\n\n"
        "Document no     Code     Amount paid\n"
        "REC-4493        41            -20.00\n\n"
        "Total paid: 280.00 EUR\n"
    )
    assert [line.document_type for line in read.lines][2:] == [DocumentType.DEDUCTION]


def test_a_series_behind_the_word_for_a_document_belongs_to_its_number() -> None:
    read = only(
        "Beechwood Example Ltd\nPayment date: 31/03/2026\n\n"
        "- invoice FT A26/63066 of 10/02/2026: EUR 300.00\n"
        "- invoice FT A26/63070 of 11/02/2026: EUR 200.00\n\n"
        "Total paid: EUR 500.00\n"
    )
    assert nets(read) == [("FT A26/63066", Decimal("300.00")), ("FT A26/63070", Decimal("200.00"))]


def test_a_day_in_the_rows_of_a_line_that_no_value_took_goes_to_a_person() -> None:
    read = only(
        "Beechwood Example Ltd\nPayment date: 31/03/2026\nTotal paid: EUR 500.00\n\n"
        "Supplier item\n2650528\n18/02/2026\n300.00\n\n2650599\n19/02/2026\n200.00\n"
    )
    taken = [line.document_date for line in read.lines]
    assert read.needs_review or None not in taken


def test_an_amount_with_its_rate_in_brackets_is_money_whatever_its_column_is_called() -> None:
    read = only(
        LEAD + "Invoice no     Gross amount     Discount         Amount paid\n"
        "INV-1001           100.00          2.00 (2 %)          98.00\n"
        "INV-1002           200.00          6.00 (3 %)         194.00\n"
        "Total                                                 292.00\n"
    )
    assert [line.discount_amount for line in read.lines] == [Decimal("2.00"), Decimal("6.00")]


def test_values_that_a_csv_keeps_as_text_are_read_without_their_wrapping() -> None:
    (page,) = CSV.read(b'Invoice;Amount\n"=""0060834""";10.00\n="0060881";5.00\n', "a.csv")
    assert [token.text for token in page.tokens if token.column == 0] == ["Invoice", "0060834", "0060881"]

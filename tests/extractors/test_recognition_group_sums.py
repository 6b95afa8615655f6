"""Columns of sums of a group, of days to be written so, and lone lines whose day nothing took."""

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from extractors.recognition.words import column_meaning

sys.path.insert(0, str(Path(__file__).parent))
from made_documents import nets, only

LEAD = "Beechwood Example Ltd\nRemittance advice\nPayment date: 31/03/2026\nCurrency: EUR\n\n"


@pytest.mark.parametrize("header", ["Branch total", "Sum", "Amount of branch"])
def test_a_column_that_sums_up_each_branch_is_no_invoice_amount(header: str) -> None:
    read = only(
        LEAD + f"Branch  Invoice no     Amount paid    {header}\n"
        "11      INV-1001         100.00\n"
        "11      INV-1002         200.00         300.00\n"
        "12      INV-1003          50.00          50.00\n"
        "Total                    350.00\n"
    )
    assert [line.gross_amount for line in read.lines] == [None, None, None]
    assert nets(read)[-1] == ("INV-1003", Decimal("50.00"))


def test_a_running_sum_is_no_invoice_amount() -> None:
    read = only(
        LEAD + "Invoice no     Amount paid    Amount so far\n"
        "INV-1001         100.00         100.00\n"
        "INV-1002         200.00         300.00\n"
        "INV-1003          50.00         350.00\n"
        "Total paid: 350.00\n"
    )
    assert [line.gross_amount for line in read.lines] == [None, None, None]


def test_a_first_amount_of_only_some_lines_that_nothing_ties_to_the_paid_one_is_asked_about() -> None:
    read = only(
        LEAD + "Invoice no     Invoice amount   Amount paid\n"
        "INV-1001                          100.00\n"
        "INV-1002         230.00           200.00\n"
        "Total                             300.00\n"
    )
    assert read.needs_review
    assert any("INV-1002" in problem for problem in read.problems)


@pytest.mark.parametrize(
    "header",
    ["Fattura del (GG/MM/AAAA)", "Rechnungsdatum TT.MM.JJJJ", "Invoice date (dd/mm/yyyy)"],
)
def test_a_header_that_says_how_the_day_is_written_asks_for_the_document_s_day(header: str) -> None:
    meaning = column_meaning(header)
    assert meaning is not None
    assert meaning.concept == "document_date"


@pytest.mark.parametrize(
    "header", ["Paid on", "Réglé le", "Bezahlt am", "Pagado el", "Pagato il", "Betaald op", "Pago em"]
)
def test_a_header_of_paying_that_ends_before_a_day_asks_for_the_day_of_payment(header: str) -> None:
    read = only(
        "Beechwood Example Ltd\nRemittance advice\nCurrency: EUR\n\n"
        f"Payment reference   {header}      Invoice no     Amount paid\n"
        "PAY-77001           31/03/2026    INV-1001         100.00\n"
        "PAY-77001           31/03/2026    INV-1002         200.00\n"
        "Total                                              300.00\n"
    )
    assert (read.payment_reference, read.payment_date) == ("PAY-77001", date(2026, 3, 31))


def test_a_day_below_a_lone_number_that_nothing_took_is_asked_about() -> None:
    read = only(
        LEAD + "Total paid: 100.00\nDocument\nINV-1001\nInvoice\n22/02/2026\n100.00\n100.00\nKind regards\n"
    )
    assert read.needs_review
    assert read.lines[0].document_date == date(2026, 2, 22) or any(
        "22/02/2026" in one for one in read.problems
    )

"""Money beside the lines is no doubt where arithmetic or the document's own words explain it."""

import pytest

from domain.pages import Document
from domain.ports import ReadingAids
from domain.remittance import Remittance
from domain.words import Medium
from extractors.readers.text import PLUGIN
from extractors.recognition.reader import GeneralReader

HEAD = (
    "Beechwood Example Ltd\nRemittance advice\nPaid to: Alder Example Ltd\n"
    "Payment reference: PAY-77001\nPayment date: 05.03.2026\nCurrency: EUR\n\n"
)
TABLE = (
    "Invoice no     Date          Amount\n"
    "INV-1001       01.02.2026    1,100.40\n"
    "INV-1002       02.02.2026    2,200.10\n"
    "CN-1003        03.02.2026    -300.25\n"
    "Total                        3,000.25\n"
)


def read(body: str, table: str = TABLE) -> Remittance:
    pages = PLUGIN.read(f"{HEAD}{table}\n{body}".encode(), "a.txt")
    document = Document("a.txt", "0", Medium.TEXT, "text/plain", pages)
    (payment,) = GeneralReader().extract(document, ReadingAids())
    return payment


@pytest.mark.parametrize(
    "body",
    [
        "2 invoices              3,300.50\n1 credit note            -300.25\n",
        "VAT summary\n20 %     2,500.21     500.04     3,000.25\n",
        "Charged to our account at 1.0842: USD 3,252.87\n",
        "Your account\nNot due     1-30 days     31-60 days\n410.11      75.60         981.77\n",
        "Beechwood Example Ltd, share capital 1,250,000.00 EUR\n",
        "Pumps, 4 x 55.17\n",
    ],
)
def test_explained_money_raises_no_doubt(body: str) -> None:
    payment = read(body)
    assert [line.document_number for line in payment.lines] == ["INV-1001", "INV-1002", "CN-1003"]
    assert not payment.problems


@pytest.mark.parametrize(
    "body",
    [
        "Held back for warranty   640.15\n",
        "VAT summary\n20 %     2,500.21     510.04     3,010.25\n",
        "Charged to our account at 1.0842: USD 3,259.87\n",
        "INV-2001    01.03.2026    640.15\n",
        "Not yet due, not included in this payment\n\nHeld back   640.15\n",
    ],
)
def test_money_that_nothing_explains_stays_a_doubt(body: str) -> None:
    assert read(body).needs_review


def test_documents_under_words_that_call_them_unpaid_raise_no_doubt() -> None:
    table = TABLE[: TABLE.index("Total")].replace("Invoice no", "Total paid: 3,000.25 EUR\n\nInvoice no", 1)
    listed = "INV-2001       05.03.2026    640.15\nINV-2002       06.03.2026    71.10\n"
    payment = read("Not yet due, not included in this payment\n" + listed, table)
    assert len(payment.lines) == 3
    assert not payment.problems
    assert read("Next\n" + listed, table).needs_review


def test_a_column_of_delivery_notes_asks_nothing() -> None:
    table = (
        "Invoice no     Delivery note    Date          Amount\n"
        "INV-1001       80442117         01.02.2026    1,100.40\n"
        "INV-1002       80442391         02.02.2026    2,200.10\n"
        "Total                                         3,300.50\n"
    )
    assert not read("", table).problems
    assert read("", table.replace("Delivery note", "Zebra")).needs_review


def test_a_count_of_documents_and_the_other_side_of_the_books_are_no_second_total() -> None:
    counted = TABLE.replace("Total                        3,000.25", "Total          3             3,000.25")
    assert not read("", counted).problems
    assert not read("Total amount: -3,000.25 EUR\n").problems


def test_the_payments_own_day_beside_a_line_was_read() -> None:
    assert not read("The sum of 1,100.40 left our account on 05.03.2026.\n").problems
    assert read("The sum of 1,100.40 left our account on 09.03.2026.\n").needs_review


def test_reductions_that_make_the_total_prove_lines_that_state_no_net_amount() -> None:
    table = (
        "Invoice no     Date          Gross amount    Discount\n"
        "INV-1001       01.02.2026    1,100.40        22.00\n"
        "INV-1002       02.02.2026    2,200.10\n\n"
        "Total paid: 3,278.50 EUR\n"
    )
    payment = read("", table)
    assert [line.net_amount for line in payment.lines] == [None, None]
    assert not payment.problems
    assert read("", table.replace("22.00", "21.00")).needs_review

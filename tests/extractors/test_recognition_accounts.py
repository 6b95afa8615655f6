"""Whatever its form, a page is read by the sum that its lines make."""

import sys
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from made_documents import document

from domain.ports import ReadingAids
from domain.remittance import Remittance
from extractors.extraction import extract

_HEAD = (
    "Remittance advice\nSand Foods plc\nSupplier: Lumen Parts Ltd\nPayment no.: PAY-55120\n"
    "Paid on: 3 May 2026\n"
)


def _read(text: str) -> Remittance:
    (advice,) = extract([document(_HEAD + text)], ReadingAids(), advice_expected=True)
    return advice


def _lines(advice: Remittance) -> list[tuple[str | None, Decimal | None]]:
    return [(line.document_number, line.net_amount) for line in advice.lines]


_TWO = [("INV-4401", Decimal("100.50")), ("INV-4402", Decimal("20.25"))]


def test_labels_over_their_values_make_lines_of_the_amounts_that_add_up() -> None:
    blocks = "".join(
        f"Doc. no.\n{number}\nPurchase order\n45000{at}\nFace value\n{gross}\n"
        f"Cash disc.\n{less}\nRemitted\n{net}\n"
        for at, (number, gross, less, net) in enumerate(
            [("INV-4401", "103.50", "3.00", "100.50"), ("INV-4402", "20.75", "0.50", "20.25")]
        )
    )
    assert _lines(_read("Total paid: 120.75 EUR\n" + blocks)) == _TWO


def test_what_is_not_paid_stands_in_no_line_where_the_sum_says_so() -> None:
    rows = "Invoice     Open amount   Paid\nINV-4401    100.50   yes\n"
    rows += "INV-9007    70.00   no\nINV-4402    20.25   yes\n"
    advice = _read(rows + "Total paid: 120.75 EUR\n")
    assert _lines(advice) == _TWO
    assert advice.needs_review


def test_columns_that_only_a_legend_names_are_read() -> None:
    rows = "(1)         (2)          (3)\nINV-4401    2026-04-02   100.50\nINV-4402    2026-04-09   20.25\n"
    advice = _read(rows + "Total paid: 120.75 EUR\n\n(1) Invoice no.\n(2) Invoice date\n(3) Amount paid\n")
    assert _lines(advice) == _TWO
    assert [str(line.document_date) for line in advice.lines] == ["2026-04-02", "2026-04-09"]


def test_an_amount_that_no_line_explains_is_asked_about() -> None:
    rows = "Goods    40.50\nFreight    59.00\nInvoice INV-4401    100.50\nInvoice INV-4402    20.25\n"
    advice = _read(rows + "Total paid: 120.75 EUR\n")
    assert _lines(advice) == _TWO
    assert advice.needs_review


def test_parts_that_make_an_amount_are_no_gross_amount_and_what_is_taken_off_reduces() -> None:
    blocks = "".join(
        f"Your invoice {number} of 3 April 2026\nLabour    {work}\nMaterials    {stuff}\n"
        f"Tax withheld    -{tax}\nNet paid    {net}\n"
        for number, work, stuff, tax, net in [
            ("INV-4401", "60.00", "52.50", "12.00", "100.50"),
            ("INV-4402", "10.00", "12.25", "2.00", "20.25"),
        ]
    )
    advice = _read(blocks + "Total paid: 120.75 EUR\n")
    assert _lines(advice) == _TWO
    assert [(line.gross_amount, line.deduction_amount) for line in advice.lines] == [
        (None, Decimal("12.00")),
        (None, Decimal("2.00")),
    ]


def test_a_round_sum_without_a_name_is_not_taken_for_a_cash_discount() -> None:
    rows = "INV-4401    2500.50    40.00    2460.50\nINV-4402    520.25    7.00    513.25\n"
    advice = _read(rows + "Total paid: 2973.75 EUR\n")
    assert advice.needs_review


def test_the_more_telling_of_two_headers_of_numbers_is_taken_and_asked_about() -> None:
    rows = (
        "Doc.       Document no.    Amount\n5170448    2026/22394    100.50\n5170452    2026/22395    20.25\n"
    )
    advice = _read(rows + "Total paid: 120.75 EUR\n")
    assert [line.document_number for line in advice.lines] == ["2026/22394", "2026/22395"]
    assert advice.needs_review


def test_capitals_behind_the_word_invoice_belong_to_its_number_perhaps() -> None:
    advice = _read("Your invoice RG 60865: paid 120.75\nTotal paid: 120.75 EUR\n")
    assert advice.needs_review or advice.lines[0].document_number == "RG 60865"


def test_a_postal_code_and_a_label_with_its_value_name_no_firm() -> None:
    text = "Remittance advice\nSand Foods plc\nDe Kade 14, 5411 AB Warnhof\nLumen Parts Ltd\n"
    (advice,) = extract(
        [document(text + "Payment no.: PAY-1\n\nINV-4401    100.50\nTotal paid: 100.50 EUR\n")],
        ReadingAids(),
        advice_expected=True,
    )
    assert (advice.payer_name, advice.payee_name) == ("Sand Foods plc", "Lumen Parts Ltd")

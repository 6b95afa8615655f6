"""Every value of a line that an advice states is read where it belongs, or a person is asked about it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from datetime import date
from decimal import Decimal

from made_documents import only

from domain.remittance import Remittance
from domain.words import DocumentType

_HEAD = """Remittance advice

Northmoor Castings Ltd
Payee: Velder Tools GmbH
Payment reference: 77120934
Payment date: 14 March 2026
Payment method: BACS
Currency: GBP

"""


def _numbers(advice: Remittance) -> list[str | None]:
    return [line.document_number for line in advice.lines]


def _orders(advice: Remittance) -> list[str | None]:
    return [line.po_number for line in advice.lines]


def test_an_order_under_its_line_is_read_with_the_words_on_who_asked_for_it() -> None:
    advice = only(f"""{_HEAD}Invoice no    Invoice date   Paid
IN-40021      02/02/2026     1,250.00
   Order 4500123456, asked for by Mr Jones
IN-40077      09/02/2026     2,250.00
   Order 4500123499 (stores)
Total                        3,500.00
""")
    assert _orders(advice) == ["4500123456", "4500123499"]


def test_a_number_in_a_note_that_no_word_explains_is_a_question() -> None:
    advice = only(f"""{_HEAD}Invoice no    Invoice date   Paid
IN-40021      02/02/2026     1,250.00
   requisition R-551231 raised by site 4
IN-40077      09/02/2026     2,250.00
   requisition R-551299 raised by site 4
Total                        3,500.00
""")
    assert advice.needs_review
    assert any("R-551231" in problem for problem in advice.problems)


def test_counts_and_marks_of_footnotes_are_no_part_of_a_number() -> None:
    advice = only(f"""{_HEAD}Invoice no         Invoice date   Paid
1) IN-40021 *      02/02/2026     1,250.00
#2 IN-40077        09/02/2026     2,250.00
Total                             3,500.00
""")
    assert _numbers(advice) == ["IN-40021", "IN-40077"]


def test_parts_beside_every_number_are_parts_of_it() -> None:
    advice = only("""Northmoor Castings Ltd

We have paid you EUR 3,500.00 by bank transfer on 14 March 2026 (payment no. 77120934).

+ 1,250.00  (invoice FC 40021 26)
+ 2,250.00  (invoice FC 40077 26)
= 3,500.00  EUR
""")
    assert _numbers(advice) == ["FC 40021 26", "FC 40077 26"]


def test_what_a_list_below_says_was_taken_off_is_read_into_its_line() -> None:
    advice = only(f"""{_HEAD}Item  Invoice no    Invoice date   Gross      Paid
10    IN-40021      02/02/2026     1,250.00   1,250.00
20    IN-40077      09/02/2026     2,400.00   2,250.00
Total                              3,650.00   3,500.00

Held back by item
Item  Held back   Why
20    150.00      one pallet broken
""")
    second = advice.lines[1]
    assert (second.deduction_amount, second.deduction_reason) == (Decimal("150.00"), "one pallet broken")
    assert advice.lines[0].deduction_amount is None


def test_an_amount_taken_off_that_names_no_line_is_a_question() -> None:
    advice = only(f"""{_HEAD}Invoice no    Invoice date   Gross      Paid
IN-40021      02/02/2026     1,250.00   1,250.00
IN-40077      09/02/2026     2,400.00   2,250.00
Total                        3,650.00   3,500.00

Price difference 150.00
""")
    assert advice.needs_review


def test_a_tax_printed_with_a_minus_is_taken_off() -> None:
    advice = only(f"""{_HEAD}Invoice no    Invoice date   Fee gross   VAT borne by you   Paid
IN-40021      02/02/2026     1,250.00                       1,250.00
IN-40077      09/02/2026     2,400.00         -400.00       2,000.00
Total                                                       3,250.00
""")
    assert [line.gross_amount for line in advice.lines] == [Decimal("1250.00"), Decimal("2400.00")]
    assert advice.lines[1].deduction_amount == Decimal("400.00")


def test_fees_under_a_sale_make_gross_and_deduction_of_its_line() -> None:
    advice = only(f"""{_HEAD}Sale IN-40021    02/02/2026     1,250.00
Commission                      -125.00
Payout                         1,125.00
Sale IN-40077    09/02/2026     2,250.00
Commission                      -225.00
Payout                         2,025.00

Total payout  3,150.00
""")
    told = [(line.gross_amount, line.deduction_amount, line.net_amount) for line in advice.lines]
    assert told == [
        (Decimal("1250.00"), Decimal("125.00"), Decimal("1125.00")),
        (Decimal("2250.00"), Decimal("225.00"), Decimal("2025.00")),
    ]


def test_a_remark_on_credits_and_discounted_lines_alike_is_no_reason() -> None:
    advice = only(f"""{_HEAD}Invoice     Inv date    Amount     Discount   Net paid   Remarks
IN-40021    02/02/2026  1,250.00   25.00      1,225.00   released by mail of 3 March
IN-40077    09/02/2026  2,250.00              2,250.00
CN-00311    10/02/2026  -100.00               -100.00    released by mail of 3 March
Total                   3,400.00   25.00      3,375.00
""")
    assert [line.deduction_reason for line in advice.lines] == [None, None, None]


def test_a_line_taken_back_in_full_is_a_question() -> None:
    advice = only(f"""{_HEAD}Invoice no    Invoice date   Booking            Amount
IN-40021      02/02/2026     booked             1,250.00
IN-40077      09/02/2026     booked             2,250.00
IN-40077      09/02/2026     wrong entry        -2,250.00
IN-40077      09/02/2026     booked again       2,205.00
Total                                           3,455.00
""")
    assert advice.needs_review


def test_a_list_of_what_is_not_paid_adds_no_lines() -> None:
    advice = only(f"""{_HEAD}Invoice no    Invoice date   Paid
IN-40021      02/02/2026     1,250.00
IN-40077      09/02/2026     2,250.00
Total                        3,500.00

Not paid yet
Invoice no    Invoice date   Amount
IN-40099      12/02/2026       900.00
""")
    assert _numbers(advice) == ["IN-40021", "IN-40077"]


def test_invoices_under_a_title_without_headers_are_lines_and_no_payment_number() -> None:
    advice = only(f"""{_HEAD}Total paid: 3,500.00

Paid invoices
40021    02/02/2026     1,250.00
40077    09/02/2026     2,250.00
""")
    assert advice.payment_reference == "77120934"
    assert _numbers(advice) == ["40021", "40077"]


def test_an_amount_under_an_unknown_label_among_those_of_a_line_is_a_question() -> None:
    advice = only(f"""{_HEAD}Invoice no: IN-40021
Invoice date: 02/02/2026
Charged: 1,250.00
Net: 1,250.00

Invoice no: IN-40077
Invoice date: 09/02/2026
Charged: 2,250.00
Net: 2,250.00

Total paid: 3,500.00
""")
    assert advice.needs_review


def test_documents_under_numbered_headers_are_a_line_each() -> None:
    advice = only(f"""{_HEAD}Invoice 1   Amount 1    Invoice 2   Amount 2
IN-40021    1,250.00    IN-40077    2,250.00
Total paid: 3,500.00
""")
    told = [(line.document_number, line.net_amount) for line in advice.lines]
    assert told == [("IN-40021", Decimal("1250.00")), ("IN-40077", Decimal("2250.00"))]


def test_a_number_with_a_word_behind_it_is_a_question() -> None:
    advice = only(f"""{_HEAD}Invoice no         Invoice date   Paid
IN-40021 rev B     02/02/2026     1,250.00
IN-40077 rev A     09/02/2026     2,250.00
Total                             3,500.00
""")
    assert advice.needs_review


def test_rates_are_no_numbers_of_documents() -> None:
    advice = only(f"""{_HEAD}Invoice no    Invoice date   Amount
IN-40021      02/02/2026     1,250.00
IN-40077      09/02/2026     2,250.00
Total documents              3,500.00

Charges set off
Code   Description        Rate    Amount
Z10    Central bonus      2 %     -70.00
Total paid                        3,430.00
""")
    assert "2 %" not in _numbers(advice)


def test_the_letter_of_a_legend_marks_what_is_taken_off() -> None:
    advice = only(f"""{_HEAD}Invoice no    Invoice date   Amount      D/C
IN-40021      02/02/2026     1,250.00    C
IN-40077      09/02/2026     2,250.00    C
IN-40078      09/02/2026       100.00    D
Total                        3,400.00
C = for you, D = against you
""")
    assert advice.lines[2].net_amount == Decimal("-100.00")
    assert advice.lines[0].document_type is DocumentType.INVOICE
    assert advice.lines[0].document_date == date(2026, 2, 2)


def test_a_day_that_its_column_cuts_in_two_is_read_whole() -> None:
    advice = only(f"""{_HEAD}Invoice no    Inv date   Paid
              2026-
IN-40021                 1,250.00
              02-03
              2026-
IN-40077                 2,250.00
              02-09
Total                    3,500.00
""")
    assert [line.document_date for line in advice.lines] == [date(2026, 2, 3), date(2026, 2, 9)]


def test_words_under_a_reduced_line_may_be_its_reason_and_are_a_question() -> None:
    advice = only(f"""{_HEAD}Invoice no    Date         Amount      Deduction   Paid
IN-40021      02/02/2026   1,250.00                1,250.00
IN-40077      09/02/2026   2,400.00    150.00      2,250.00
              three pallets short by the delivery note
Total                      3,650.00    150.00      3,500.00
""")
    assert advice.needs_review or advice.lines[1].deduction_reason is not None


def test_two_numbers_that_a_word_links_in_one_cell_are_a_question() -> None:
    advice = only(f"""{_HEAD}Invoice no                 Date         Paid
IN-40021 and IN-40022      02/02/2026   1,250.00
IN-40077                   09/02/2026   2,250.00
Total                                   3,500.00
""")
    assert advice.needs_review


def test_a_code_that_nobody_knows_among_kinds_of_documents_is_a_question() -> None:
    advice = only(f"""{_HEAD}Invoice no    Type   Date         Amount
IN-40021      INV    02/02/2026   1,250.00
IN-40077      INV    09/02/2026   2,250.00
77            ZQ     10/02/2026      50.00
Total                             3,550.00
""")
    assert advice.needs_review


def test_a_number_of_unknown_use_that_all_lines_share_is_not_the_payments() -> None:
    advice = only(f"""{_HEAD}Invoice no    Date         Market no.    Paid
IN-40021      02/02/2026   2025-M-0145   1,250.00
IN-40077      09/02/2026   2025-M-0145   2,250.00
Total                                    3,500.00
""")
    assert advice.payment_reference == "77120934"


def test_an_order_under_a_header_that_names_more_is_a_question() -> None:
    advice = only(f"""{_HEAD}Invoice no    Date         PO / line          Paid
IN-40021      02/02/2026   4500123456 / 10    1,250.00
IN-40077      09/02/2026   4500123499 / 20    2,250.00
Total                                         3,500.00
""")
    assert advice.needs_review or _orders(advice)[0] is not None

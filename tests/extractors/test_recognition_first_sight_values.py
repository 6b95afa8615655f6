"""Values in unusual company are read whole: letters of numbers, sums before discounts, references."""

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from made_documents import document

from domain.ports import ReadingAids
from domain.remittance import Remittance
from extractors.extraction import extract

_HEAD = "Remittance advice\nSand Foods plc\nSupplier: Lumen Parts Ltd\nPaid on: 3 May 2026\n"
_PAID = "Payment no.: PAY-55120\nTotal paid: 120.75 EUR\n"


def _read(text: str) -> Remittance:
    (advice,) = extract([document(text)], ReadingAids(), advice_expected=True)
    return advice


def _table(*rows: str) -> str:
    """Set the cells of rows, parted by strokes, under one another."""
    return "".join("".join(f"{cell.strip():<24}" for cell in row.split("|")).rstrip() + "\n" for row in rows)


def _numbers(advice: Remittance) -> list[str | None]:
    return [line.document_number for line in advice.lines]


@pytest.mark.parametrize(
    "header", ["Before discount", "Vor Skonto", "Avant escompte", "Antes de descuento", "Voor korting"]
)
def test_what_stands_before_the_discount_is_the_gross_amount(header: str) -> None:
    rows = _table(
        f"Invoice|{header}|Settlement discount|Net", "KF-4401|103.50|3.00|100.50", "KF-4402|20.25||20.25"
    )
    first, second = _read(_HEAD + _PAID + rows).lines
    assert (first.gross_amount, first.discount_amount) == (Decimal("103.50"), Decimal("3.00"))
    assert first.deduction_amount is None
    assert second.net_amount == Decimal("20.25")


def test_a_column_that_less_the_next_makes_the_net_amount_is_no_discount() -> None:
    rows = _table(
        "Invoice|Discount base|Discount|Net", "KF-4401|103.50|3.00|100.50", "KF-4402|21.25|1.00|20.25"
    )
    line = _read(_HEAD + _PAID + rows).lines[0]
    assert (line.gross_amount, line.discount_amount) == (Decimal("103.50"), Decimal("3.00"))


def test_the_letter_behind_all_numbers_belongs_to_them() -> None:
    rows = "KF 61418 K    28-04-2026    100.50\nKF 61454 K    22-04-2026    20.25\n"
    assert _numbers(_read(_HEAD + _PAID + rows)) == ["KF 61418 K", "KF 61454 K"]


def test_letters_for_the_side_of_the_book_belong_to_no_number() -> None:
    rows = "KF 61418 H    28-04-2026    140.75\nKF 61454 S    22-04-2026    20.00-\n"
    assert _numbers(_read(_HEAD + _PAID + rows)) == ["KF 61418", "KF 61454"]


def test_a_letter_behind_some_of_the_numbers_is_asked_about() -> None:
    rows = "KF 61418 K    28-04-2026    100.50\nKF 61454    22-04-2026    20.25\n"
    assert _read(_HEAD + _PAID + rows).needs_review


def test_a_stroke_ends_the_number_of_the_payment() -> None:
    text = "Transaction no. OP61699764/26 / Method of payment Bank transfer\nTotal paid: 120.75 EUR\n"
    rows = "KF-4401    100.50\nKF-4402    20.25\n"
    assert _read(_HEAD + text + rows).payment_reference == "OP61699764/26"


def test_a_number_alone_in_brackets_behind_the_day_of_paying_is_the_payments() -> None:
    told = "EUR 120.75 was transferred to your account on 3 May 2026 (P-57169). It covers:\n"
    rows = "Invoice     Amount\nKF-4401     100.50\nKF-4402     20.25\n"
    advice = _read("Sand Foods plc\n" + told + rows)
    assert advice.payment_reference == "P-57169"


def test_a_number_of_nobody_beside_the_payments_sum_is_asked_about() -> None:
    told = "Please find 120.75 EUR set out below, K-5716904 for your desk.\n"
    rows = "Invoice     Amount\nKF-4401     100.50\nKF-4402     20.25\n"
    advice = _read(_HEAD + told + rows)
    assert advice.payment_reference is None
    assert advice.needs_review


def test_the_reference_of_the_transfer_goes_before_that_of_the_file() -> None:
    told = "Our ref.: 28-4567\nWe transferred 120.75 EUR to your account with the reference PQ-66176.\n"
    rows = "Invoice     Amount\nKF-4401     100.50\nKF-4402     20.25\n"
    assert _read(_HEAD + told + rows).payment_reference == "PQ-66176"


def test_a_day_cut_by_the_end_of_its_line_is_read() -> None:
    text = (
        "Eine Überweisung über 120,75 EUR (Ref. 77249) hat unser Konto am 28.\n"
        "Juli 2026 verlassen. Es sind Rechn. KF-4401 vom 30. Juni 2026: 100,50\n"
        "EUR; Rechn. KF-4402 vom 25. Mai 2026: 20,25 EUR.\n"
    )
    assert _read(text).payment_date == date(2026, 7, 28)


def test_the_code_set_against_the_sum_names_the_currency() -> None:
    told = "A transfer of GBP120.75 (ref. 0007388498) left our account on 4 May 2026.\n"
    rows = "Invoice     Amount\nKF-4401     100.50\nKF-4402     20.25\n"
    assert _read("Sand Foods plc\n" + told + rows + "Total    120.75\n").currency == "GBP"


def test_texts_of_what_was_bought_are_no_reasons_of_credits() -> None:
    rows = _table(
        "Invoice|Remark|Date|Amount",
        "KF-4401|Paper for room 12|2 April 2026|100.50",
        "KF-4402|Paper for room 14|3 April 2026|40.25",
        "KF-4403|Paper for room 15|4 April 2026|-20.00",
    )
    assert [line.deduction_reason for line in _read(_HEAD + _PAID + rows).lines] == [None] * 3


def test_charges_listed_apart_give_their_reasons() -> None:
    rows = _table("Invoice|Date|Amount", "KF-4401|2 April 2026|100.50", "KF-4402|3 April 2026|40.25")
    charges = _table(
        "Chargeback|Date|Concerns|Reason|Amount",
        "CB67800|1 May 2026|KF-4401|broken pallet|-15.00",
        "CB67811|1 May 2026|KF-4402|late delivery|-5.00",
    )
    charge = _read(_HEAD + _PAID + rows + "\n" + charges).lines[-1]
    assert (charge.document_number, charge.deduction_reason) == ("CB67811", "late delivery")


def test_labels_in_two_panels_make_the_line_of_one_invoice() -> None:
    rows = (
        "Your invoice no.    KF 26 22812      Invoice amount    123.75\n"
        "Invoice date        14 April 2026    Cash discount     3.00\n"
        "Currency            EUR              Amount paid       120.75\n"
    )
    (line,) = _read(_HEAD + rows + "Payment no.: PAY-55120\n").lines
    assert line.document_number == "KF 26 22812"
    assert (line.gross_amount, line.discount_amount) == (Decimal("123.75"), Decimal("3.00"))


def test_numbers_with_a_point_under_their_header_are_no_money() -> None:
    rows = _table(
        "Order|Goods in|Invoice no.|Invoice date|Amount paid",
        "4586214958|509739747|67914.1|20 April 2026|100.50",
        "4557597530|503936760|67954.1|18 April 2026|20.25",
    )
    assert _numbers(_read(_HEAD + _PAID + rows)) == ["67914.1", "67954.1"]


def test_amounts_with_noughts_before_and_a_plus_behind_are_read() -> None:
    rows = _table("Invoice|Amount", "KF-4401|000000140.50+", "KF-4402|000000019.75-")
    advice = _read(_HEAD + _PAID + rows)
    assert [line.net_amount for line in advice.lines] == [Decimal("140.50"), Decimal("-19.75")]


def test_a_count_of_pages_beside_a_title_begins_no_payment() -> None:
    head = "Sand Foods plc    Details of payment    {}/2\n"
    rows = _table("Invoice|Amount", "KF-4401|100.50")
    more = _table("Invoice|Amount", "KF-4402|20.25")
    advice = _read(head.format(1) + _PAID + rows + "\n" + head.format(2) + more)
    assert _numbers(advice) == ["KF-4401", "KF-4402"]
    assert advice.payment_reference == "PAY-55120"


def test_a_recapitulation_by_shop_explains_itself() -> None:
    rows = _table(
        "Branch|Invoice no.|Amount",
        "0020|KF-4401|60.50",
        "0017|KF-4402|20.25",
        "0020|KF-4403|40.00",
        "Total||120.75",
    )
    recap = _table("Branch|No. of documents|Amount", "0017|1|20.25", "0020|2|100.50")
    advice = _read(_HEAD + _PAID + rows + "By shop\n" + recap)
    assert _numbers(advice) == ["KF-4401", "KF-4402", "KF-4403"]
    assert not advice.problems


def test_codes_of_banks_for_kinds_belong_to_no_number() -> None:
    rows = _table("Your document|Amount", "CINV KF-26-4401|140.75", "CREN KF-26-4402|-20.00")
    assert _numbers(_read(_HEAD + _PAID + rows)) == ["KF-26-4401", "KF-26-4402"]


def test_a_label_and_its_value_head_no_columns() -> None:
    text = "Means of payment    Cheque\nPayment currency    AED\n"
    rows = _table("Invoice date|Type|Invoice number|Paid", "3 April 2026|Inv.|KF-4401|120.75")
    advice = _read("Sand Foods plc\nPayment no.: PAY-55120\nTotal paid: 120.75\n" + text + rows)
    assert advice.lines[0].document_date == date(2026, 4, 3)
    assert advice.currency == "AED"


def test_what_is_paid_of_an_invoice_less_a_fault_is_told_in_any_order() -> None:
    told = "A bank transfer of 120.75 GBP (ref. ZL-7616564) left our account on 2026-06-13.\n\n"
    told += (
        "Of invoice 00054229 over 130.00 GBP we have paid 120.75 GBP, that is less 9.25 GBP (Short pallet).\n"
    )
    (line,) = _read("Dear Sir or Madam,\n\n" + told).lines
    assert (line.gross_amount, line.net_amount) == (Decimal("130.00"), Decimal("120.75"))
    assert (line.deduction_amount, line.deduction_reason) == (Decimal("9.25"), "Short pallet")


def test_pasted_rows_of_separated_values_that_nothing_took_are_asked_about() -> None:
    told = "A transfer of 120.75 EUR (ref. ZL-7616564) left our account on 2026-06-13.\n\n"
    rows = "Invoice;Date;Billed;Off;Paid\n44011;2026-05-23;100.50;;100.50\n44017;2026-05-30;20.25;;20.25\n"
    advice = _read(told + rows)
    assert advice.needs_review or _numbers(advice) == ["44011", "44017"]

"""Columns whose content says more than their header, and rows that lie otherwise than they look."""

import sys
from decimal import Decimal
from pathlib import Path

import pytest

from domain.words import DocumentType
from extractors.recognition.customers import firm_at_start

sys.path.insert(0, str(Path(__file__).parent))
from made_documents import nets, only

LEAD = "Beechwood Example Ltd\nRemittance advice\nPayment date: 31/03/2026\nCurrency: EUR\n\n"


@pytest.mark.parametrize("reason", ["PRICE", "D12"])
def test_a_reason_in_the_row_under_its_line_is_kept(reason: str) -> None:
    read = only(
        LEAD + "Invoice no     Invoiced      Deducted     Amount paid\n"
        "INV-1001         100.00                      100.00\n"
        "INV-1002         200.00         15.00        185.00\n"
        f"Reason: {reason}\n"
        "Total                                        285.00\n"
    )
    assert [line.deduction_reason for line in read.lines] == [None, reason]


def test_money_under_paid_to_you_is_what_is_paid_and_nobody_s_name() -> None:
    read = only(
        LEAD + "Invoice no     Invoiced      Discount     Paid to you\n"
        "INV-1001         100.00          2.00         98.00\n"
        "INV-1002         200.00                      200.00\n"
        "Total                                        298.00\n"
    )
    assert nets(read) == [("INV-1001", Decimal("98.00")), ("INV-1002", Decimal("200.00"))]
    assert read.payee_name is None


def test_exclamation_marks_between_columns_are_strokes_and_no_text() -> None:
    read = only(
        LEAD + "Invoice no  ! Order no   ! Amount paid\n"
        "INV-1001    ! 4500000001 ! 100.00\n"
        "INV-1002    ! 4500000002 ! 200.00\n"
        "Total       !            ! 300.00\n"
    )
    assert [line.po_number for line in read.lines] == ["4500000001", "4500000002"]
    assert nets(read) == [("INV-1001", Decimal("100.00")), ("INV-1002", Decimal("200.00"))]


NOTES = (
    LEAD + "Invoice no     Amount\n"
    "INV-1001       500.00\n"
    "INV-1002       200.00\n"
    "Subtotal       700.00\n\n"
    "On invoice     Amount      Our debit note\n"
    "INV-1001       {}50.00     DM77001\n"
    "INV-1002       {}20.00     DM77002\n"
    "Total paid: {} EUR\n"
)


def test_negative_rows_with_numbers_under_our_debit_note_are_those_notes() -> None:
    read = only(NOTES.format("-", "-", "630.00"))
    assert [line.document_number for line in read.lines] == ["INV-1001", "INV-1002", "DM77001", "DM77002"]
    assert [line.document_type for line in read.lines][2:] == [DocumentType.DEBIT_NOTE] * 2


def test_positive_rows_with_numbers_under_our_debit_note_go_to_a_person() -> None:
    assert only(NOTES.format(" ", " ", "770.00")).needs_review


def test_days_under_a_header_that_may_mean_numbers_are_days() -> None:
    read = only(
        LEAD + "F. factura     Factura proveedor     Amount paid\n"
        "16/03/2026     RE54854                    100.00\n"
        "14/02/2026     RE54887                    200.00\n"
        "*** Total 300.00 ***\n"
    )
    assert [line.document_number for line in read.lines] == ["RE54854", "RE54887"]
    assert [str(line.document_date) for line in read.lines] == ["2026-03-16", "2026-02-14"]


def test_labels_of_the_payment_beside_its_lines_that_were_not_read_are_a_doubt() -> None:
    read = only(
        "Remittance advice\nCurrency: EUR\n\n"
        "Invoice no     Amount\n"
        "INV-1001       100.00       Paid to:        Orlow Valves Example Ltd\n"
        "INV-1002       200.00       Payment no:     PAYX\n"
        "Total          300.00\n"
    )
    assert read.needs_review


def test_a_sentence_behind_a_word_that_may_label_the_payer_is_no_name() -> None:
    read = only(
        "Remittance advice\nFrom          the bills listed below nothing was withheld.\nCurrency: EUR\n\n"
        "Invoice no     Amount\nINV-1001       100.00\nINV-1002       200.00\nTotal          300.00\n"
    )
    assert "withheld" not in (read.payer_name or "")


def test_who_signs_under_closing_words_pays_even_with_an_address_below() -> None:
    read = only(
        "Statement of payment\nOrlow Valves GmbH\nDear Sir or Madam,\nthe documents below were paid.\n\n"
        "Invoice no     Amount paid\nINV-1001       100.00\nINV-1002       200.00\nTotal          300.00\n\n"
        "Payment no: 3655557\nPayment date: 31/03/2026\nCurrency: EUR\n\n"
        "Yours faithfully\nBeechwood Tools Ltd\n31 Granary Lane\n"
    )
    assert (read.payer_name, read.payee_name) == ("Beechwood Tools Ltd", "Orlow Valves GmbH")


def test_a_legal_form_of_several_words_belongs_to_the_name_wholly() -> None:
    name = "Nestal Tools GmbH & Co. KG"
    assert firm_at_start(f"{name} <payables@nestal.example>") == name
    assert firm_at_start("Skelby Rail plc payment run 4") == "Skelby Rail plc"

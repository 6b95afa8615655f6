"""Rows that only add up are no lines, dashes are no signs, the payment's number stands in two places."""

import sys
import time
from decimal import Decimal as D
from pathlib import Path

from extractors.recognition.words import components

sys.path.insert(0, str(Path(__file__).parent))
from made_documents import document, nets, only

from domain.ports import ReadingAids
from extractors.recognition.numbers import without_sign
from extractors.recognition.reader import GeneralReader

TABLE = "Invoice no.      Date          Amount paid\n"
LINES = "INV-1001         02/10/2026        100.00\nINV-1002         05/10/2026        250.00\n"


def test_a_nameless_row_that_adds_up_is_the_total_whatever_it_is_called() -> None:
    advice = only(TABLE + LINES + "Wire of today                      350.00\n")
    assert nets(advice) == [("INV-1001", D("100.00")), ("INV-1002", D("250.00"))]
    assert advice.total_amount == D("350.00")


def test_a_nameless_row_that_does_not_add_up_stays_a_line_and_a_doubt() -> None:
    advice = only(TABLE + LINES + "Wire of today                      351.00\n")
    assert advice.needs_review


def test_a_dash_between_number_and_amount_is_no_minus() -> None:
    advice = only("Paid today:\n * F-2026-10 – 100,00\n * F-2026-11 – 250,50\n\nSamen € 350,50.\n")
    assert nets(advice) == [("F-2026-10", D("100.00")), ("F-2026-11", D("250.50"))]
    assert advice.total_amount == D("350.50")


def test_amounts_told_before_their_numbers_are_proved_by_the_sum() -> None:
    advice = only(
        "Transferimos 350,50 EUR para a vossa conta, dos quais 250,00 EUR\n"
        "liquidam a fatura FA-1001 e 100,50 EUR a fatura FA-1002.\n"
    )
    assert nets(advice) == [("FA-1001", D("250.00")), ("FA-1002", D("100.50"))]


def test_a_number_behind_a_payment_noun_is_the_payments() -> None:
    advice = only(
        "Payment KB-771 of 12/11/2026\n\n" + TABLE + LINES + "Total                              350.00\n"
    )
    assert advice.payment_reference == "KB-771"


def test_the_sign_set_against_a_number_is_left_out() -> None:
    assert without_sign("No.QF-318") == "QF-318"
    assert without_sign("NO-318") == "NO-318"
    assert without_sign("N318") == "N318"


def test_a_wide_table_of_words_is_looked_through_in_linear_time() -> None:
    def seconds(rows: int) -> float:
        page = "\n".join("\t".join(f"w{row}x{at}" for at in range(100)) for row in range(rows))
        started = time.process_time()
        GeneralReader().extract(document(page), ReadingAids())
        return time.process_time() - started

    seconds(5)
    assert seconds(40) < 12 * max(seconds(10), 0.05)


def test_a_word_of_a_hundred_thousand_letters_is_looked_at_in_no_time() -> None:
    started = time.process_time()
    assert components("a" * 100_000) == (frozenset(), 0.0)
    assert time.process_time() - started < 1.0

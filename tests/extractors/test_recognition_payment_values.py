"""The payment's number, day and way of paying are read whole, or a person is asked for them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from datetime import date

import pytest
from made_documents import only, read

from domain.words import PaymentMethod

LINES = """
Invoice no.   Date         Amount
INV-4471      03.05.2026       500.00
INV-4472      17.05.2026       250.00
Total paid                     750.00
"""
PAYER = "Ostvik Foods GmbH\nKaistr. 12, 20457 Osthafen\n\n"


def advice(*head: str) -> str:
    return "\n".join(
        [f"{PAYER}Remittance advice", "Supplier: Corran Valves Ltd", *head, "Currency: EUR", LINES]
    )


@pytest.mark.parametrize(
    ("title", "number", "day"),
    [
        ("Specificatie betaalopdracht", "Opdrachtnummer: 26-56785", "Datum opdracht: 06-10-2026"),
        ("Zahlungsauftrag", "Auftragsnummer: 26-56785", "Auftragsdatum: 06.10.2026"),
        ("Ordine di bonifico", "Numero ordine: 26-56785", "Data ordine: 06.10.2026"),
    ],
)
def test_in_an_order_to_pay_the_order_is_the_payment(title: str, number: str, day: str) -> None:
    told = only(f"{PAYER}{title}\nSupplier: Corran Valves Ltd\n{number}\n{day}\nCurrency: EUR\n{LINES}")
    assert (told.payment_reference, told.payment_date) == ("26-56785", date(2026, 10, 6))
    assert not told.needs_review


def test_the_order_of_a_document_that_is_no_order_to_pay_is_a_question() -> None:
    told = only(advice("Opdrachtnummer: 26-56785", "Payment date: 06.10.2026"))
    assert told.payment_reference is None
    assert any("26-56785" in problem for problem in told.problems)


def test_a_warrant_has_the_number_of_the_payment() -> None:
    told = only(advice("N° de mandat : VB 4591", "Mandaté le : 06.10.2026"))
    assert (told.payment_reference, told.payment_date) == ("VB 4591", date(2026, 10, 6))


def test_letters_of_the_payments_number_tell_no_way_of_paying() -> None:
    told = only(advice("Payment no.: TRF 5979645", "Payment date: 06.10.2026"))
    assert (told.payment_reference, told.payment_method) == ("TRF 5979645", None)


def test_the_name_of_a_day_alone_states_no_way_of_paying() -> None:
    told = only(advice("Payment no.: 5979645", "Date du virement : 06.10.2026"))
    assert (told.payment_method, told.payment_date) == (None, date(2026, 10, 6))


def test_the_way_of_paying_may_stand_behind_the_day() -> None:
    told = only(advice("Payment no.: 5979645", "Payment date: 06.10.2026 by bank transfer"))
    assert told.payment_method is PaymentMethod.TRANSFER


def test_the_title_tells_the_way_of_paying_of_all_payments() -> None:
    one = "Payer: Ostvik Foods GmbH\nPayee: Corran Valves Ltd\nPayment no.: {}\nPayment date: 06.10.2026\n"
    one += "Total paid: 500.00 EUR\nDetails: Invoice INV-44{}: 500.00 EUR\n\n"
    told = read(
        f"Executed payments (bank transfer)\n\n{one.format('A-101', '71')}{one.format('A-102', '72')}"
    )
    assert [single.payment_method for single in told] == [PaymentMethod.TRANSFER] * 2


@pytest.mark.parametrize("number", ["21345 B", "TRF 21345"])
def test_a_told_number_keeps_its_letters(number: str) -> None:
    told = only(
        f"{PAYER}Dear Sirs,\non 06.10.2026 we sent you a transfer of 750.00 EUR, reference {number}.\n{LINES}"
    )
    assert told.payment_reference == number


def test_a_sentence_goes_on_behind_the_word_for_a_number() -> None:
    told = only(
        f"{PAYER}Hello,\non 06.10.2026 we paid you 750.00 EUR by transfer (payment no.\nTRF 61971).\n{LINES}"
    )
    assert told.payment_reference == "TRF 61971"


@pytest.mark.parametrize("row", ["Settlement key  88120-X", "Quote AP/2026/88120 in your answer."])
def test_a_number_that_nothing_explains_may_be_the_payments(row: str) -> None:
    told = only(advice("Payment date: 06.10.2026", row))
    assert told.payment_reference is None
    assert any("may be the payment's number" in problem for problem in told.problems)


@pytest.mark.parametrize("row", ["Vendor no. 700123", "Tel. 040 7712210", "IBAN DE00 1234 5678 9012 3456 00"])
def test_numbers_of_firms_and_accounts_are_not_the_payments(row: str) -> None:
    told = only(advice("Payment date: 06.10.2026", row))
    assert (told.payment_reference, told.needs_review) == (None, False)


def test_another_day_beside_one_that_no_label_names_is_a_question() -> None:
    told = only(advice("Payment no. 88120", "Run date 05.10.2026", "Booked 06.10.2026"))
    assert any("may be the day of payment" in problem for problem in told.problems)


@pytest.mark.parametrize("words", ["Printed: 07.10.2026", "Created on 07.10.2026", "Erstellt am 07.10.2026"])
def test_the_day_of_printing_is_not_the_payments(words: str) -> None:
    told = only(advice("Payment no.: 88120", words))
    assert told.payment_date is None
    assert any("may be the day of payment" in problem for problem in told.problems)
    assert not only(advice("Payment no.: 88120", words, "Payment date: 06.10.2026")).needs_review


@pytest.mark.parametrize("day", ["06 X 2026", "6th of October, two thousand and six", "31.02.2026"])
def test_a_labelled_day_that_is_no_day_is_a_question(day: str) -> None:
    told = only(advice("Payment no.: 88120", f"Payment date {day}"))
    assert told.payment_date is None
    assert any("day of payment; it was not read" in problem for problem in told.problems)


def test_a_day_written_far_apart_is_read() -> None:
    told = only(advice("Payment no.: 88120", "Payment date: 2026 / 10 / 06"))
    assert told.payment_date == date(2026, 10, 6)


def test_groups_of_figures_make_one_number() -> None:
    told = only(advice("Payment reference: 0042 1887 33 11 09", "Payment date: 06.10.2026"))
    assert told.payment_reference == "0042 1887 33 11 09"


def test_a_number_that_the_end_of_a_line_cuts_is_read_whole() -> None:
    cut = "Payment reference: TR 26-\n                   84624166"
    assert only(advice(cut, "Payment date: 06.10.2026")).payment_reference == "TR 26-84624166"
    cell = "<tr><td>Payment reference</td><td>TR 26-<br>84624166</td></tr>"
    lines = (
        "<table><tr><th>Invoice no.</th><th>Amount</th></tr><tr><td>INV-4471</td><td>5.00</td></tr></table>"
    )
    told = only(f"<p>Ostvik Foods GmbH</p><table>{cell}</table>{lines}<p>Total paid: 5.00</p>")
    assert told.payment_reference == "TR 26-84624166"


def test_a_payments_name_without_figures_is_a_question() -> None:
    told = only(advice("Reference: AP OCT WEEK", "Payment date: 06.10.2026"))
    assert any("AP OCT WEEK" in problem for problem in told.problems)


@pytest.mark.parametrize(
    "sentence",
    [
        "We no longer pay by cheque.",
        "From January we will pay by bank transfer only.",
        "Visit our shops: every credit card is welcome.",
        "Bei Fragen zu Zahlungen per Scheck rufen Sie uns an, nicht mehr per Fax.",
    ],
)
def test_ways_of_paying_at_another_time_are_not_this_payments(sentence: str) -> None:
    told = only(f"{advice('Payment no.: 88120', 'Payment date: 06.10.2026')}\n{sentence}\n")
    assert told.payment_method is None


def test_a_heading_cut_in_two_tells_no_way_of_paying() -> None:
    heads = "Document   Cash       Billed   Amount\nnumber     discount   amount   paid\n"
    rows = "INV-4471       10.00   510.00   500.00\nINV-4472        5.00   255.00   250.00\n"
    told = only(
        f"{PAYER}Payment no.: 88120\nPayment date: 06.10.2026\n\n{heads}{rows}Total paid           750.00\n"
    )
    assert told.payment_method is None


def test_the_mark_behind_a_labelled_number_is_no_part_of_it() -> None:
    told = only(advice("Payment no.: PAY-11672 :", "Payment date: 06.10.2026"))
    assert told.payment_reference == "PAY-11672"


def test_a_day_that_a_sentence_tells_is_sure_enough_beside_those_of_a_later_run() -> None:
    said = "On 06.10.2026 we sent you 750.00 EUR by bank transfer, reference SP8593122."
    later = "Due in the next run, not paid yet\nINV-4490      29.05.2026        80.00\n"
    told = only(f"{PAYER}Hello,\n{said}\n{LINES}\n{later}")
    assert told.payment_date == date(2026, 10, 6)
    assert not any("may be the day of payment" in problem for problem in told.problems)


def test_a_value_with_a_label_of_its_own_is_not_that_of_a_title_above() -> None:
    told = only(
        f"{PAYER}Su factura y nuestro pago\nReferencia: 0049-4471-26\nFecha: 06.10.2026\nMoneda: EUR\n{LINES}"
    )
    assert told.payment_reference == "0049-4471-26"


@pytest.mark.parametrize("number", ["4471, 4472", "PR 4471 26 A", "(4471) OFG"])
def test_a_number_that_may_go_on_is_read_whole_or_asked_about(number: str) -> None:
    told = only(advice(f"Payment reference: {number}", "Payment date: 06.10.2026"))
    assert told.payment_reference == number or told.needs_review


def test_two_labelled_names_in_one_row_are_no_headings() -> None:
    told = only(
        "Hoja de liquidación\n"
        "Pago de    Cerámicas Quillsand, S.A.    Pagado a    Dr. Ines Fontarel\n"
        f"Payment no.: 88120\nPayment date: 06.10.2026\nMoneda: EUR\n{LINES}"
    )
    assert told.payee_name == "Dr. Ines Fontarel"

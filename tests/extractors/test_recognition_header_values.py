"""Who pays, the payment's number and day are read wherever they stand, or a person is asked."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from datetime import date

import pytest
from made_documents import only

from domain.words import DocumentType, PaymentMethod

LINES = """
Invoice number   Date         Net amount
INV-4471         03.05.2026       500.00
INV-4472         17.05.2026       250.00
Total paid                        750.00
"""
HEAD = """Remittance advice

Corran Valves Ltd
Unit 3, Mill Lane
40210 Westmere

Payment reference: PAY-88120
Payment date: 28.05.2026
Currency: EUR
"""


def test_the_firm_that_signs_pays_the_firm_addressed() -> None:
    advice = only(f"{HEAD}{LINES}\nKind regards\n\nM. Arlen\nOstvik Foods GmbH\n+44 20 7946 0123\n")
    assert (advice.payer_name, advice.payee_name) == ("Ostvik Foods GmbH", "Corran Valves Ltd")
    assert not advice.needs_review


def test_the_firm_whose_particulars_stand_at_the_foot_pays() -> None:
    foot = "Ostvik Foods GmbH · Kaistr. 12, Osthafen · Tel. +49 30 901820 · HRB 20417"
    advice = only(f"{HEAD}{LINES}\n\n{foot}\n")
    assert (advice.payer_name, advice.payee_name) == ("Ostvik Foods GmbH", "Corran Valves Ltd")


def test_a_firm_at_the_foot_of_which_nothing_is_said_is_a_question() -> None:
    advice = only(f"{HEAD}{LINES}\n\nOstvik Foods GmbH\n12 Quay Road\n")
    assert advice.needs_review
    assert any("nothing says which of them pays" in problem for problem in advice.problems)


def test_a_bank_at_the_foot_pays_nothing() -> None:
    advice = only(f"{HEAD}{LINES}\n\nOstvik Bank AG · Tel. +49 30 901820 · BIC OSTVDEFF\n")
    assert advice.payer_name == "Corran Valves Ltd"


def test_values_over_their_labels_are_read() -> None:
    head = """Jorvan Verrerie SARL

PAY-69459       04-04-2026        750,00 EUR
N° de paiement  Date de paiement  Total payé

Facture     Montant payé
INV-4471          500,00
INV-4472          250,00
"""
    advice = only(head)
    assert (advice.payment_reference, advice.payment_date) == ("PAY-69459", date(2026, 4, 4))
    assert str(advice.total_amount) == "750.00"


@pytest.mark.parametrize(
    "sentence",
    [
        "On 03.04.2026 we have transferred EUR 250.00 to your account (reference 4152533).",
        "El 03.04.2026 hemos transferido 250.00 EUR a su cuenta (referencia 4152533).",
        "Am 03.04.2026 haben wir 250.00 EUR auf Ihr Konto überwiesen (Referenz 4152533).",
    ],
)
def test_the_reference_in_a_sentence_of_paying_is_the_payments(sentence: str) -> None:
    advice = only(f"Ostvik Foods GmbH\n\n{sentence} It settles\ninvoice INV-4471 for EUR 250.00.\n")
    assert advice.payment_reference == "4152533"


def test_a_postal_code_is_no_document() -> None:
    advice = only(
        "Ostvik Foods GmbH\nDock 4 · 40210 Westmere\n\nRemittance advice\n\n"
        "Payment reference: PAY-88120\nPayment on account: 750.00 EUR\n"
    )
    (line,) = advice.lines
    assert (line.document_number, line.document_type) == (None, DocumentType.ON_ACCOUNT)
    assert advice.needs_review


def test_whoever_states_a_cheques_number_pays_by_cheque() -> None:
    advice = only(f"Fonderie Vespermont SpA   Assegno n. 581713   12.02.2026\n{LINES}")
    assert (advice.payment_reference, advice.payment_method) == ("581713", PaymentMethod.CHEQUE)


def test_cash_discount_is_no_payment_in_cash() -> None:
    head = "Ostvik Foods GmbH\n\nInvoice    Gross   Cash discount   Net paid\n"
    assert only(f"{head}INV-4471   500.00   10.00           490.00\n").payment_method is None


def test_a_day_of_bare_figures_is_read_or_asked_about() -> None:
    sure = only(f"Ostvik Foods GmbH\n\nPayment reference: PAY-88120\nPayment date: 16102026\n{LINES}")
    assert sure.payment_date == date(2026, 10, 16)
    table = "Invoice number   Net amount\nINV-4471           500.00\nTotal 500.00\n"
    unsure = only(f"Ostvik Foods GmbH\n\nPayment date: 06072026\n\n{table}")
    assert unsure.payment_date is None
    assert unsure.needs_review


def test_passed_on_text_is_read_without_its_marks() -> None:
    text = "".join(f"> {line}\n" for line in f"{HEAD}{LINES}".splitlines())
    advice = only(text)
    assert [line.document_number for line in advice.lines] == ["INV-4471", "INV-4472"]
    assert advice.payer_name == "Corran Valves Ltd"


def test_a_number_called_a_reference_is_never_left_unread_in_silence() -> None:
    advice = only(f"Ostvik Foods GmbH\n\nKindly quote in all letters the ref. QX-99812\n{LINES}")
    assert advice.payment_reference == "QX-99812" or advice.needs_review


def test_a_credit_note_told_in_a_sentence_reduces_the_payment() -> None:
    advice = only(
        "Ostvik Foods GmbH\n\nOn 03.04.2026 we have transferred EUR 200.00 to your account (reference\n"
        "4152533). It settles invoice INV-4471 for EUR 250.00. We have deducted your credit note\n"
        "INV-4490 of EUR 50.00.\n"
    )
    assert [str(line.net_amount) for line in advice.lines] == ["250.00", "-50.00"]
    assert advice.lines[1].document_type is DocumentType.CREDIT_NOTE
    assert advice.payment_reference == "4152533"

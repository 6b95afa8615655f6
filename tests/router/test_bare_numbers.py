"""Numbers of mails without any ledger: weights learnt from labelled mails say what they are."""

from email.message import EmailMessage

import pytest

from intake.mime import parse_mail
from router.learned.numbers import LabelledNumber, learn_numbers
from router.number_judge import Kind, as_text, from_text
from router.references import references_of


def _read(subject: str, text: str, quoted: str = "") -> tuple[tuple[str, ...], tuple[str, ...]]:
    message = EmailMessage()
    message["From"] = "accounts@customer.example"
    message["Subject"] = subject
    below = "\n".join(f"> {line}" for line in quoted.splitlines())
    message.set_content(f"{text}\n\n{below}\n" if quoted else text)
    found = references_of(parse_mail(message.as_bytes()), None, None)
    return found.invoice_numbers, found.po_numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Please resend invoices 51201, 51219 and 51224.", ("51201", "51219", "51224")),
        ("Die Rechnungen 51201 und 51208 wurden gestern bezahlt.", ("51201", "51208")),
        ("Merci de nous renvoyer les factures du 7118 au 7121.", ("7118", "7119", "7120", "7121")),
        ("Envíenos por favor las facturas 4410 y 4418.", ("4410", "4418")),
        ("Graag een kopie van de facturen 6118 t/m 6120.", ("6118", "6119", "6120")),
        ("Vi chiediamo copia della fattura n. 2026/131.", ("2026/131",)),
        ("Pedimos cópia da fatura 2044, por favor.", ("2044",)),
        ("We paid your no. 2026/131 on 3 March.", ("2026/131",)),
    ],
)
def test_numbers_are_read_without_a_ledger_in_every_language(text: str, numbers: tuple[str, ...]) -> None:
    assert _read("", text)[0] == numbers


def test_orders_are_told_from_invoices_without_a_ledger() -> None:
    invoices, orders = _read("", "Your invoice 77120 shows no purchase order; ours is PO 4500017.")
    assert (invoices, orders) == (("77120",), ("4500017",))


def test_telephones_postcodes_and_accounts_of_a_signature_are_no_numbers() -> None:
    signature = (
        "Anne Roe\n12345 Hillford\nTel. 0541 330-27\nVAT GB 123456789\nIBAN DE02 1203 0000 0000 2020 51"
    )
    assert _read("", f"Thank you for your help last week.\n\nKind regards\n{signature}") == ((), ())


def test_all_three_of_the_quoted_letter_are_meant() -> None:
    letter = "Overdue: invoice 70118, invoice 70125 and invoice 70131."
    assert _read("Re: reminder", "Paid all three this morning.", letter)[0] == ("70118", "70125", "70131")


def test_weights_survive_being_written_and_an_unsure_number_is_none() -> None:
    numbers = [
        LabelledNumber(("rule:i",) if kind else ("rule:n",), kind, str(family), 0)
        for family in range(20)
        for kind in (0, 1)
    ]
    weights = learn_numbers(numbers)
    again = from_text(as_text(weights))
    assert weights.kind(("rule:i",)) is again.kind(("rule:i",))
    assert again.kind(()) is Kind.NONE
    assert again.shares(("rule:i",))[1] > again.shares(("rule:n",))[1]

"""A name leaves unasked only where its role is proved and nothing of it is left in the next line."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from made_documents import only

TABLE = (
    "Payment reference: PAY-71622\nPayment date: 31/08/2026\n\n"
    "Invoice no.     Invoice date    Paid\nINV-31979       08/08/2026      4116.10\n"
    "INV-31980       08/08/2026      100.00\nTotal                           4216.10\n"
)
PAYEE = "Kestrel Fasteners Ltd"


def _asks(text: str, words: str) -> bool:
    return any(words in problem for problem in only(text).problems)


@pytest.mark.parametrize(
    "words",
    [
        "We pay on behalf of our client Harrow Pumps Ltd.",
        "im Auftrag und für Rechnung der Nordkap Handels GmbH",
        "au nom et pour le compte de Aubry Distribution SAS",
        "per conto di Fonderie Riva S.r.l.",
        "por cuenta de Textil Vega SL",
        "namens Harlow Bouw B.V.",
        "por conta da Moldes Ria, Lda.",
    ],
)
def test_who_pays_for_another_firm_is_asked_about(words: str) -> None:
    text = f"Bramble Payments Ltd\n1 Quay Street\n\nRemittance advice\n{words}\nTo: {PAYEE}\n{TABLE}"
    assert _asks(text, "may name who pays instead of")


@pytest.mark.parametrize(
    "head",
    [
        "Harrow Group plc\nHarrow Pumps Ltd\n12 Mill Lane, Stokeby ST6 4LE",
        "Harrow Pumps and Compressors\nHoldings Ltd\n12 Mill Lane, Stokeby ST6 4LE",
        "Better Water\nHolzwerk Tannau\nWaldweg 3, 83112 Tannau",
    ],
)
def test_two_names_at_the_head_are_asked_about(head: str) -> None:
    assert _asks(f"{head}\n\nRemittance advice\nTo: {PAYEE}\n{TABLE}", "both head the document")


@pytest.mark.parametrize(
    "head",
    [
        "Harrow Pumps Ltd\nA member of the Harrow Group plc",
        "Harrow Pumps Ltd\nAccounts Payable Department\n12 Mill Lane, Stokeby ST6 4LE",
        "Harrow Pumps Ltd\nc/o Bramble Shared Services Ltd\nPO Box 44, Hull HU1 2AB",
        "Moving water since long before you\nHarrow Pumps Ltd\n12 Mill Lane, Stokeby ST6 4LE",
        "Stadt Ostermark\nDezernat Finanzen\nSchlossplatz 1, 48149 Ostermark",
    ],
)
def test_groups_departments_and_slogans_raise_no_question(head: str) -> None:
    read = only(f"{head}\n\nRemittance advice\nTo: {PAYEE}\n{TABLE}")
    assert read.payer_name == head.split("\n")[0 if "water" not in head else 1]
    assert not read.needs_review


def test_payer_and_payee_side_by_side_without_labels_are_asked_about() -> None:
    head = (
        f"{PAYEE}                   Harrow Pumps Ltd\n1 Quay Street                           12 Mill Lane\n"
    )
    assert _asks(f"{head}\nRemittance advice\n{TABLE}", "stand side by side")


@pytest.mark.parametrize(
    "payee",
    [
        "St Brannock Hospital\n            Foundation",
        "Arbeitsgemeinschaft\n            Brückenbau Tannau",
        "Mundham Ltd trading as\n            Mundham Kitchens",
        "P. Oakham\n            t/a Oakham Crates",
        "Kestrel Fasteners and\n            Allied Works",
    ],
)
def test_a_name_that_may_go_on_in_the_next_line_is_asked_about(payee: str) -> None:
    read = only(f"Harrow Pumps Ltd\nRemittance advice\nPayee:      {payee}\n{TABLE}")
    assert read.payee_name == " ".join(payee.split()) or read.needs_review


@pytest.mark.parametrize(
    "name", ["Harrow Pumps Ltd to Kestrel Fasteners Ltd", "Harrow Ltd (formerly Stoke Pumps)"]
)
def test_a_line_that_names_two_firms_is_asked_about(name: str) -> None:
    assert only(f"Remittance advice {name}\n{TABLE}").needs_review


def test_the_firm_that_a_letter_greets_is_paid() -> None:
    for name in ("advice.txt", "body"):
        read = only(
            f"Dear {PAYEE},\nplease see below.\n\n{TABLE}\nKind regards\nJune Toll\nHarrow Pumps Ltd\n", name
        )
        assert (read.payer_name, read.payee_name) == ("Harrow Pumps Ltd", PAYEE)


def test_a_program_named_below_a_signature_pays_nobody() -> None:
    text = (
        f"Hello,\n\n{TABLE}\nKind regards\nJune Toll\nHarrow Pumps Ltd\n\nPowered by Postbird Software Inc\n"
    )
    assert only(text, "body").payer_name == "Harrow Pumps Ltd"


def test_the_last_line_of_a_signature_may_be_the_payer() -> None:
    read = only(f"Guten Tag,\n\n{TABLE}\nViele Grüße\nKarl Huber\nBäckerei Huber\n", "body")
    assert read.payer_name == "Bäckerei Huber" or read.needs_review


def test_a_name_in_the_small_print_may_be_the_payer() -> None:
    for foot in (
        "© 2026 Harrow Pumps Ltd. All rights reserved.",
        "Bäckerei Huber | Marktplatz 2 | 83112 Tannau | info@huber.example",
        "Mit freundlichen Grüßen\nBäckerei Huber",
    ):
        read = only(f"Remittance advice\nTo: {PAYEE}\n{TABLE}\n{foot}\n")
        assert read.payer_name in foot if read.payer_name else read.needs_review


@pytest.mark.parametrize("title", ["MEMORANDUM OF ALLOTMENT", "Good Morning World", "HARROWBY"])
def test_words_at_the_head_that_nothing_shows_to_be_a_name_are_asked_about(title: str) -> None:
    read = only(f"{title}\nRemittance advice\nVendor: {PAYEE}\n{TABLE}")
    assert read.needs_review


@pytest.mark.parametrize(
    "head",
    [
        "Stichting Veldrij",
        "R. Tollard t/a Halvor Timber",
        "Harrow Pumps\n12 Mill Lane, Stokeby ST6 4LE",
        "Harrow Pumps\nQuestions: payables@harrow.example",
    ],
)
def test_a_first_word_a_trade_name_an_address_or_a_mail_address_shows_a_name(head: str) -> None:
    read = only(f"{head}\nRemittance advice\nVendor: {PAYEE}\n{TABLE}")
    assert read.payer_name == head.split("\n")[0]
    assert not read.needs_review


def test_a_name_behind_a_label_that_nobody_knows_is_asked_about() -> None:
    for labels in (("Sold by", "Bought by"), ("Holder", "Remitting house")):
        text = f"Remittance advice\n{labels[0]}: {PAYEE}\n{labels[1]}: Harrow Pumps Ltd\n{TABLE}"
        assert only(text).needs_review
    read = only(f"Remittance advice\nCompany: Harrow Pumps Ltd\nVendor: {PAYEE}\n{TABLE}")
    assert read.payer_name == "Harrow Pumps Ltd"
    assert not read.needs_review


def test_who_writes_for_a_firm_is_no_part_of_its_name() -> None:
    for person in ("June Toll", "G. Rinaldi", "Anouk de Wit"):
        read = only(
            f"Remittance advice\nVendor: {PAYEE}\n{TABLE}\nKind regards\n{person}, Harrow Pumps Ltd\n"
        )
        assert read.payer_name == "Harrow Pumps Ltd"


def test_a_sentence_that_tells_of_paying_is_no_part_of_a_name() -> None:
    for said in (
        "You have received a payment from Harrow Pumps Ltd",
        "Your customer Harrow Pumps Ltd has paid",
    ):
        read = only(f"{said}\nPayee: {PAYEE}\n{TABLE}")
        assert read.payer_name == "Harrow Pumps Ltd" or read.needs_review
    both = only(f"Payment made by Harrow Pumps Ltd to {PAYEE}\n{TABLE}")
    assert both.needs_review


def test_a_firm_in_a_sentence_of_a_mail_may_be_the_payer() -> None:
    read = only(f"Hello,\nwe at Harrow Pumps Ltd have paid these.\n\n{TABLE}\nRegards\nJune\n", "body")
    assert read.payer_name == "Harrow Pumps Ltd" or read.needs_review

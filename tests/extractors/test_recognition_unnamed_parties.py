"""A name that nothing explains is asked about where no payer or payee was read."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from made_documents import only
from made_documents import read as read_all

TABLE = (
    "Payment reference: PAY-71622\nPayment date: 31/08/2026\n\n"
    "Invoice no.     Invoice date    Paid\nINV-31979       08/08/2026      4116.10\n"
    "INV-31980       08/08/2026      100.00\nTotal                           4216.10\n"
)
HEAD = "Harrow Pumps Ltd\n12 Mill Lane, Stokeby ST6 4LE\n\n"


@pytest.mark.parametrize(
    "block",
    [
        "Ms Petra Savona\nFlat 2, 9 Dock Road\nHull HU1 2AB\n",
        "Schlosserei Ludorf\nTalweg 9\n83112 Tannau\n",
        "Our friend in trade: Oakham Crates\n",
        "Dear Oakham Crates,\n",
    ],
)
def test_a_name_that_nothing_explains_may_be_who_is_paid(block: str) -> None:
    read = only(HEAD + block + "\nRemittance advice\n" + TABLE)
    assert read.payee_name is not None or any("no payee was read" in one for one in read.problems)
    assert read.payee_name is not None or read.needs_review


def test_contacts_banks_signers_and_captions_name_no_payee() -> None:
    read = only(
        f"{HEAD}Remittance advice\nContact: June Tollard\nBank: Bank of Stokeby\nDear Sirs,\n"
        f"{TABLE}\nYours faithfully\nJune Tollard\n"
    )
    assert (read.payer_name, read.payee_name) == ("Harrow Pumps Ltd", None)
    assert not read.needs_review


def test_a_title_of_a_person_does_not_hide_a_name() -> None:
    read = only(f"Farmacia dott. Zarund\nAvviso di pagamento\nFornitore: Riva Viti S.r.l.\n{TABLE}")
    assert read.payer_name == "Farmacia dott. Zarund" or read.needs_review


@pytest.mark.parametrize(
    ("payer", "payee"),
    [
        ("Emesso da", "Gläubiger"),
        ("Emitido por", "Entidade credora"),
        ("Betaald door", "Schuldeiser"),
        ("Payment from", "Pague-se a"),
        ("Bezahlt von", "Payé à"),
    ],
)
def test_further_words_announce_who_pays_and_who_is_paid(payer: str, payee: str) -> None:
    read = only(f"Remittance\n{payer}: Farmacia Zarund\n{payee}: Dr. Ines Fontarel\n{TABLE}")
    assert (read.payer_name, read.payee_name) == ("Farmacia Zarund", "Dr. Ines Fontarel")


def test_a_payee_named_once_is_that_of_every_payment() -> None:
    text = "Remittance of Oakham Crates e.V.\nPayee: Oakham Crates e.V.\n"
    for number, payer in (("134899", "Harrow Pumps Ltd"), ("989232", "Ostermann AG")):
        text += f"Drawer: {payer}\nCheque no.: {number}\nCheque date: 13/10/2026\nCheque amount: 100.00\n"
        text += f"Invoice no.     Invoice date    Paid\nINV-{number}      08/08/2026      100.00\n\n"
    assert {one.payee_name for one in read_all(text)} == {"Oakham Crates e.V."}


@pytest.mark.parametrize("label", ["By order of", "Per ordine di", "Par ordre de", "In opdracht van"])
def test_who_orders_a_payment_pays_it(label: str) -> None:
    read = only(f"Bank slip\n{label}: Farmacia Zarund\nPayee: Oakham Crates\n{TABLE}")
    assert (read.payer_name, read.payee_name) == ("Farmacia Zarund", "Oakham Crates")


def test_a_currency_is_nobody() -> None:
    assert only(f"{HEAD}Remittance advice\nPayee: EUR\n{TABLE}").payee_name is None


def test_a_number_under_refers_to_names_nobody() -> None:
    advice = only("""Remittance advice

Northmoor Castings Ltd
Payee: Velder Tools GmbH
Payment reference: 77120934
Payment date: 14 March 2026

Document    Refers to   Date        Net
IN-40021                02/02/26    1,250.00
CN-311      IN-39998    09/02/26     -100.00
Total                               1,150.00
""")
    assert advice.payee_name == "Velder Tools GmbH"

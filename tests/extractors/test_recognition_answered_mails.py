"""A text that answers an earlier mail: what is paid stands above it, what was asked for below."""

import sys
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from made_documents import nets, only

REMINDER = (
    "Le 4 mars 2026 Fonderie Vaubrun SAS a écrit :\n"
    "Bonjour, votre compte présente les factures ouvertes suivantes :\n\n"
    "FV-2301   12/01/2026   410,00\nFV-2302   15/01/2026   90,50\nFV-2317   20/02/2026   77,00\n\n"
    "Total   577,50\nFonderie Vaubrun SAS\n"
)


def test_the_list_of_a_reminder_below_its_answer_is_not_what_is_paid() -> None:
    read = only(
        "Bonjour, nous avons réglé le 09/03/2026 par virement VIR-8812, 500,50 EUR en tout :\n\n"
        "- facture FV-2301 : 410,00\n- facture FV-2302 : 90,50\n\n"
        "Cordialement\nAtelier Lormont SARL\n\n" + REMINDER
    )
    assert nets(read) == [("FV-2301", Decimal("410.00")), ("FV-2302", Decimal("90.50"))]
    assert (read.total_amount, read.payer_name) == (Decimal("500.50"), "Atelier Lormont SARL")
    assert read.payee_name == "Fonderie Vaubrun SAS"
    assert all(line.document_date is None for line in read.lines)


def test_a_mail_that_is_only_passed_on_is_read_below_its_note() -> None:
    read = only(
        "Pour information, à saisir svp.\n\nLe 4 mars 2026 Atelier Lormont SARL a écrit :\n"
        "Nous avons réglé le 09/03/2026 par virement VIR-8812 :\n\n"
        "- facture FV-2301 : 410,00\n- facture FV-2302 : 90,50\n\nTotal 500,50 EUR\n"
    )
    assert nets(read) == [("FV-2301", Decimal("410.00")), ("FV-2302", Decimal("90.50"))]

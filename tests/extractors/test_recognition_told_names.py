"""Sentences that say to whom was paid name the payee; whose money it is otherwise is asked about."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from made_documents import only

LINES = "invoice KX-26039 of 3 December 2025: 2638.82\n"


@pytest.mark.parametrize(
    ("sentence", "payee"),
    [
        (
            "we have sent 2638.82 EUR to Kestrel Vale Ltd by bank transfer, our ref OP46978.",
            "Kestrel Vale Ltd",
        ),
        (
            "We have paid EUR 2638.82 to SCOP L'Atelier du Sorbier by transfer, our reference OP46978.",
            "SCOP L'Atelier du Sorbier",
        ),
        (
            "wir haben 2638.82 EUR an Ing.-Büro Lutz per Überweisung bezahlt, unser Zeichen OP46978.",
            "Ing.-Büro Lutz",
        ),
        (
            "wij hebben EUR 2638.82 betaald aan Wessels Advies B.V., ons kenmerk OP46978.",
            "Wessels Advies B.V.",
        ),
        ("wir haben 2638.82 EUR an die Firma Lutz Bau GmbH überwiesen, Zeichen OP46978.", "Lutz Bau GmbH"),
        (
            "We have paid EUR 2638.82 to Harlow, Pike and Sons (1974) Limited, our reference OP46978.",
            "Harlow, Pike and Sons (1974) Limited",
        ),
    ],
)
def test_a_sentence_names_who_is_paid(sentence: str, payee: str) -> None:
    read = only(f"Hello,\n{sentence} It covers:\n{LINES}Kind regards\nAccounts Payable\nOrmond Crates Ltd\n")
    assert (read.payer_name, read.payee_name) == ("Ormond Crates Ltd", payee)


def test_a_house_that_signs_below_a_person_pays() -> None:
    read = only(
        f"Bonjour,\nnous avons réglé 2638,82 EUR par virement (règlement n° OP46978).\n"
        f"{LINES.replace('.', ',')}Cordialement\nLuc Sandoz\nCoopérative agricole de Valmont\n"
    )
    assert read.payer_name == "Coopérative agricole de Valmont"


def test_who_writes_for_a_client_may_not_be_who_pays() -> None:
    read = only(
        f"Hello,\nour client Sandoz Brothers has paid you EUR 2638.82 by transfer, ref OP46978.\n{LINES}"
        "Kind regards\nLutz Bookkeeping Ltd\n"
    )
    assert read.needs_review


def test_a_column_that_repeats_a_name_is_asked_about_where_nobody_pays() -> None:
    row = "Fenmere Borough Council  Kestrel Vale Ltd  PAY-71622  2026-05-04  {}  {}\n"
    read = only(
        "Customer  Creditor name  Payment no.  Payment date  Invoice no.  Amount paid\n"
        + row.format("INV-31979", "4116.10")
        + row.format("INV-31980", "100.00")
        + "Total  4216.10\n"
    )
    assert read.payer_name == "Fenmere Borough Council" or read.needs_review


def test_who_signs_pays_although_its_address_stands_below_that_of_the_payee() -> None:
    read = only(
        "Kestrel Vale Ltd\n1 Quay Street\nHull HU1 2AB\n\nOrmond Crates Ltd\n22 Dock Road\nLeeds LS1 4XX\n\n"
        "Payment reference: PAY-71622\nPayment date: 31/08/2026\n\n"
        "Invoice no.     Paid\nINV-31979       4116.10\nTotal           4116.10\n\n"
        "Kind regards\nAnn Toll\nOrmond Crates Ltd\n"
    )
    assert (read.payer_name, read.payee_name) == ("Ormond Crates Ltd", "Kestrel Vale Ltd")


def test_figures_before_a_name_are_asked_about() -> None:
    read = only(
        "Payer: 1000 Ormond Crates Ltd\nPayee: Kestrel Vale Ltd\nPayment reference: PAY-71622\n"
        "Payment date: 31/08/2026\n\nInvoice no.     Paid\nINV-31979       4116.10\nTotal           4116.10\n"
    )
    assert read.needs_review


def test_who_prepared_a_document_does_not_pay() -> None:
    read = only(
        "Ormond Crates Ltd\nRemittance advice\nPrepared by  Ann Toll\nSupplier  Kestrel Vale Ltd\n"
        "Payment reference: PAY-71622\nPayment date: 31/08/2026\n\n"
        "Invoice no.     Paid\nINV-31979       4116.10\nTotal           4116.10\n"
    )
    assert read.payer_name == "Ormond Crates Ltd"


def test_a_memo_between_firms_is_no_head_of_a_mail() -> None:
    read = only(
        "MEMORANDO\nDe: Sandoz Tecidos, Lda.\nPara: Kestrel Vale Ltd\nAssunto: Pagamento\n"
        "Payment reference: PAY-71622\nPayment date: 31/08/2026\n\n"
        "Invoice no.     Paid\nINV-31979       4116.10\nTotal           4116.10\n"
    )
    assert (read.payer_name, read.payee_name) == ("Sandoz Tecidos, Lda.", "Kestrel Vale Ltd")


def test_a_firm_that_begins_with_its_form_is_parted_from_who_signs_for_it() -> None:
    read = only(
        f"Bonjour,\nnous avons viré 2638.82 EUR, référence OP46978.\n{LINES}"
        "Cordialement\nM. Sedge, SARL Lutz et Fils\n"
    )
    assert read.payer_name == "SARL Lutz et Fils"


def test_labels_behind_lattice_signs_are_read() -> None:
    read = only(
        "# Payer: Ormond Crates Ltd\n# Payee: Kestrel Vale Ltd\n# Payment reference: PAY-71622\n"
        "# Payment date: 31/08/2026\n\nInvoice no.     Paid\nINV-31979       4116.10\nTotal  4116.10\n"
    )
    assert (read.payer_name, read.payee_name) == ("Ormond Crates Ltd", "Kestrel Vale Ltd")


def test_a_trade_that_begins_the_signers_name_is_no_label_of_the_payee() -> None:
    read = only(
        f"Hallo,\nwij hebben EUR 2638.82 betaald aan Ing.-Büro Lutz, ons kenmerk OP46978.\n{LINES}"
        "Hoogachtend,\nTeam Betalingen\nAannemersbedrijf Wessels & Kool B.V.\n"
    )
    assert (read.payer_name, read.payee_name) == ("Aannemersbedrijf Wessels & Kool B.V.", "Ing.-Büro Lutz")

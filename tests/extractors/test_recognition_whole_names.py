"""Names of payers and payees are taken whole, or asked about where words beside them may belong to them."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from made_documents import only

TABLE = (
    "\nInvoice no.     Invoice date    Paid\nINV-31979       08/08/2026      4116.10\n"
    "INV-31980       08/08/2026      100.00\nTotal                           4216.10\n"
)


def _advice(payer: str, payee: str) -> str:
    return (
        f"{payer}\nRemittance advice\nSupplier: {payee}\nPayment reference: PAY-71622\nValued 31/08/2026\n"
        + TABLE
    )


@pytest.mark.parametrize(
    "name",
    [
        "Brennerei Lutz, Inh. Karla Lutz",
        "P. Oakham t/a Oakham Crates",
        "Wessels Diepvries h.o.d.n. Noordkoel",
        "Harlow, Pike & Dunn Ltd.",
        "Moinhos do Sado, Unipessoal Lda.",
        "Tessitura Brembo S.r.l. a socio unico",
        "Cooperativa La Vega, S.C.A.",
        "Copper Kettle LLC d.b.a. Kettle Supply",
        "Karla Lutz, Malermeisterin",
        "M. Aurel Sandoz, tapissier",
        "Orti di Brembo, soc. agr.",
        "Harlow, Pike and Sons (1974) Limited",
        "Hôtel du Sado - SAS Aubrac",
        "Harlow & Pike LLP, Solicitors",
        "Aannemersbedrijf Wessels & Kool B.V.",
        "Águas da Veiga, E.M.",
    ],
)
def test_a_name_keeps_partners_owners_and_trade_names(name: str) -> None:
    read = only(_advice(name, "Northmoor Fasteners Ltd"))
    assert (read.payer_name, read.payee_name) == (name, "Northmoor Fasteners Ltd")
    turned = only(_advice("Northmoor Fasteners Ltd", name))
    assert (turned.payer_name, turned.payee_name) == ("Northmoor Fasteners Ltd", name)


def test_words_of_unknown_use_behind_a_name_are_asked_about() -> None:
    read = only(_advice("Harlow Antriebe GmbH Werk Süd", "Northmoor Fasteners Ltd"))
    assert read.payer_name == "Harlow Antriebe GmbH Werk Süd" or read.needs_review


@pytest.mark.parametrize("name", ["Harlow Antriebe GmbH, Ostermark", "Imprimerie Sandoz, Valmont"])
def test_a_capitalised_word_of_unknown_use_behind_a_comma_is_asked_about(name: str) -> None:
    assert only(_advice("Northmoor Fasteners Ltd", name)).needs_review


def test_an_address_or_department_behind_a_name_is_none_of_it() -> None:
    read = only(
        _advice("Harlow Antriebe GmbH, 22 Dock Road, Hull", "Northmoor Fasteners Ltd, Accounts Receivable")
    )
    assert (read.payer_name, read.payee_name) == ("Harlow Antriebe GmbH", "Northmoor Fasteners Ltd")
    assert not read.needs_review


@pytest.mark.parametrize(
    ("payer", "payee"),
    [
        ("Paiement de", "Payé à"),
        ("Zahlung von", "Zahlung an"),
        ("Betaald door", "Betaald aan"),
        ("Pagato da", "Pagato a"),
    ],
)
def test_words_of_paying_with_a_preposition_announce_who_pays_and_who_is_paid(payer: str, payee: str) -> None:
    read = only(
        f"Remittance\n{payer}: Fonderie Aubrac SA\n{payee}: Northmoor Fasteners Ltd\nReference: PAY-71622\n"
        + TABLE
    )
    assert (read.payer_name, read.payee_name) == ("Fonderie Aubrac SA", "Northmoor Fasteners Ltd")


def test_the_name_above_the_second_address_of_a_letter_is_the_payee() -> None:
    read = only(
        "Northmoor Fasteners Ltd\n1 Quay Street, Port Example PX1 2AB\nJ. Oakham, carpenter\n"
        "Yard 4, 22 Foundry Row, Stokeby ST6 4LE\nRemittance advice\nPayment reference: PAY-71622\n" + TABLE
    )
    assert read.payee_name == "J. Oakham, carpenter" or read.needs_review


def test_closing_words_and_titles_name_nobody() -> None:
    read = only("Betalingsoverzicht\nBetaling van: Harlow Bouw B.V.\nPayment reference: PAY-71622\n" + TABLE)
    assert read.payer_name == "Harlow Bouw B.V."
    signed = only(f"Payment reference: PAY-71622\n{TABLE}\nFreundliche Grüße\nKarla Lutz\nStadt Ostermark\n")
    assert signed.payer_name == "Stadt Ostermark"


def test_who_writes_a_mail_that_was_passed_on_is_not_who_pays() -> None:
    read = only(
        "Please book.\n\nFrom: T. Sedge\nSent: 2 October 2026\nTo: ar@northmoor.example\n"
        f"Subject: Payment advice\n\nRemittance\nPayment reference: PAY-71622\n{TABLE}\n"
        "Kind regards\nT. Sedge\nHarlow Pumps Ltd\n"
    )
    assert read.payer_name == "Harlow Pumps Ltd"
    assert str(read.payment_date) != "2026-10-02"


def test_the_first_sentence_may_say_who_has_paid() -> None:
    read = only(f"Universität Ostermark hat Ihnen eine Zahlung gesendet.\nReferenz: PAY-71622\n{TABLE}")
    assert read.payer_name == "Universität Ostermark"


def test_a_greeting_above_a_sentence_with_a_day_is_no_letterhead() -> None:
    read = only(
        "Bonjour,\n\nLe 13 février 2026, nous avons viré 2638,82 EUR sous la référence OP46978.\n"
        "Facture F-26039 du 3 décembre 2025 : 2638,82 EUR.\n\nCordialement\nPharmacie Valmont SELARL\n"
    )
    assert read.payer_name in ("Pharmacie Valmont SELARL", None)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Orsoline Vetri & C. s.n.c.", "Orsoline Vetri & C. s.n.c."),
        ("Kwekerij Zandhoek V.O.F.", "Kwekerij Zandhoek V.O.F."),
    ],
)
def test_a_sentence_names_a_firm_with_the_whole_of_its_form(line: str, name: str) -> None:
    told = only(
        f"Brackwell Gazette Ltd\n3 Mill Lane, Ickleford\n\nEUR 20.00 was paid to {line} by transfer on "
        "2026-08-14 (payment number ZL-31596). It settles:\nInvoice A-771   20.00\nTotal   20.00\n"
    )
    assert told.payee_name == name


def test_a_firm_before_the_comma_of_a_letterhead_may_be_a_partner() -> None:
    told = only(
        "Hexley Waste, Mossgrave & Co.\n9 Tollgate Lane, Marsham\n\nPayment no. X065623 of 11 April 2026\n"
        "Supplier: Fjordline Rope Works AS\nInvoice A-771   20.00\nTotal   20.00\n"
    )
    assert told.payer_name == "Hexley Waste, Mossgrave & Co." or told.needs_review

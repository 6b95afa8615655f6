"""Names keep their legal forms, sentences name nobody, the payment's number is taken or asked about."""

import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from made_documents import only

from domain.words import PaymentMethod
from extractors.recognition.customers import firm_at_start, is_firm, name_key, name_parts

ROWS = ("INV-5871    11.03.2026    1,500.00", "INV-5872    19.03.2026      250.00")
LINES = "\n".join(("", "Invoice no.    Date    Amount paid", *ROWS, "Total paid    1,750.00", ""))


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Talleres Brenova y Cía, S.L.",
            "Irmãos Cordal, Lda.",
            "Halden Pipes, Inc.",
            "Orvik, LLC",
            "Maas, B.V.",
        ),
        *(
            "Fratelli Corva, S.p.A.",
            "Suministros Norte, S.A. de C.V.",
            "Kessen, GmbH & Co. KG",
            "Cortal, S.r.l.",
            "Pavo, S.C.",
        ),
    ],
)
def test_a_legal_form_behind_a_comma_belongs_to_the_name(name: str) -> None:
    street = f"{name}, Rua das Flores 3"
    assert name_parts(street) == [name, "Rua das Flores 3"]
    assert is_firm(name)
    assert firm_at_start(f"{name} Rua das Flores 3") == name
    assert "," not in name_key(name) and name_key(name) == name_key(name.split(",")[0])


@pytest.mark.parametrize("text", ["12 Main St, Denver, CO", "Unit 3, Adelaide, SA 5000", "Arlen, Marta"])
def test_a_state_or_a_first_name_behind_a_comma_does_not(text: str) -> None:
    assert name_parts(text) == text.split(", ")


def test_payer_and_payee_are_read_with_the_form_behind_their_comma() -> None:
    head = "Payer: Irmãos Cordal, Lda.\nPayee: Talleres Brenova y Cía, S.L.\nPayment date: 28.05.2026\n"
    advice = only(f"{head}Currency: EUR\n{LINES}")
    assert (advice.payer_name, advice.payee_name) == ("Irmãos Cordal, Lda.", "Talleres Brenova y Cía, S.L.")


@pytest.mark.parametrize(
    "text", ["O valor decompõe-se", "Le montant se", "Please treat this as", "Mensagem confidencial. Se"]
)
def test_small_words_that_look_like_legal_forms_make_no_firm(text: str) -> None:
    assert not is_firm(text)


@pytest.mark.parametrize("text", ["Dupont & co", "Halvorsen AS", "Brouwer nv", "Kessler Antriebe SE"])
def test_legal_forms_as_firms_write_them_do(text: str) -> None:
    assert is_firm(text)


def test_a_caption_above_the_lines_is_no_payer() -> None:
    advice = only(
        "Pour info, réglé le 18-01-2026 :\n\nR0047607   12 000,27 EUR\nTotal général   12 000,27 EUR\n"
    )
    assert advice.payer_name is None


def test_a_way_of_paying_is_no_payer() -> None:
    head = "Tarnow Tools Inc.\n\nPay to            Harl Storage Ltd\nPaid by means of  Credit card\n"
    advice = only(f"{head}Payment date      2026-01-21\nCurrency          EUR\n{LINES}")
    assert (advice.payer_name, advice.payment_method) == ("Tarnow Tools Inc.", PaymentMethod.CARD)


def test_a_rate_below_a_label_is_no_payer() -> None:
    head = "Istergate Timber Ltd\n\nSupplier  Atelier Pont SARL\nPaid by\nExchange rate: 1 USD = 0.8312 SGD\n"
    assert only(f"{head}{LINES}").payer_name == "Istergate Timber Ltd"


def test_a_town_that_heads_a_letter_pays_the_firm_below() -> None:
    head = (
        "Município de Pedral\nApartado 418, 4710 Bragal\n\nOfficine Corva S.r.l.\nPátio 9, 4000-300 Portelo\n"
    )
    advice = only(f"{head}\nPayment date: 28.05.2026\nCurrency: EUR\n{LINES}")
    assert (advice.payer_name, advice.payee_name) == ("Município de Pedral", "Officine Corva S.r.l.")


def test_an_unknown_name_above_the_only_firm_is_a_question() -> None:
    head = "Halmar Brothers\n12 Quay Road\n\nOfficine Corva S.r.l.\nVia Roma 9\n"
    advice = only(f"{head}\nPayment date: 28.05.2026\nCurrency: EUR\n{LINES}")
    assert advice.needs_review
    assert any('"Halmar Brothers" stands above' in problem for problem in advice.problems)


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("We paid the items below by bank transfer, our reference V 26/21963.", "V 26/21963"),
        ("Nous avons réglé par virement les pièces du tableau ; la référence est RP/5122476.", "RP/5122476"),
        ("Mandato di pagamento n. 0027224", "0027224"),
    ],
)
def test_a_number_that_words_call_the_payments_is_its_reference(said: str, number: str) -> None:
    assert only(f"Ostvik Foods GmbH\n\n{said}\n{LINES}").payment_reference == number


def test_a_title_with_a_number_of_its_own_is_asked_about() -> None:
    advice = only(f"Ostvik Foods GmbH\n\nOrdinativo informatico n. 0027224\n{LINES}")
    assert advice.payment_reference is None
    assert any("0027224" in problem for problem in advice.problems)


def test_a_reference_told_beside_the_lines_of_a_letter_is_taken_or_asked_about() -> None:
    letter = """Estimados señores:

El 8 de marzo de 2026 les hemos pagado 5.004,59 EUR por transferencia,
nuestra referencia 200076981516. Cubre la factura FT A26/67242 (5.838,69
EUR), menos la nota de abono FT A26/67324 (834,10 EUR).

Cerámicas Nesta SL
"""
    advice = only(letter)
    asked = any("200076981516" in problem for problem in advice.problems)
    assert advice.payment_reference == "200076981516" or (asked and advice.needs_review)


def test_a_cheques_number_tells_the_method_whatever_else_is_said_of_cashing_it() -> None:
    head = "Kessen Ceramiche S.r.l.      Assegno n. 00086783\nBeneficiario: Kestrin Inc.    12-08-2026\n"
    foot = "- - - - Staccare prima dell'incasso - - - -\n"
    assert only(f"{head}{LINES}{foot}").payment_method is PaymentMethod.CHEQUE


@pytest.mark.parametrize(
    "name",
    [
        "Trenmoor District Council",
        "Council of Vaudreix",
        "Klinikum Ostermark",
        "Centre hospitalier de Valbrune",
    ],
)
def test_a_public_body_without_a_legal_form_that_heads_the_page_pays(name: str) -> None:
    read = only(
        f"{name}\nAccounts payable\n3 Weir Road, Ottersby\nPayee: Orlow Valves GmbH\nRemittance advice\n"
        "Payment reference: PAY-71622\n\n"
        "Invoice no.     Invoice date    Paid\nINV-31979       08/08/2026      4116.10\n"
        "Total                           4116.10\n"
    )
    assert read.payer_name == name


def test_thousands_whose_blank_an_export_lost_are_read() -> None:
    read = only(
        "Caldervik Antriebe GmbH;;\nZahlungsavis;;\nZahlungsreferenz;E2334522;\n;;\n"
        "Rechnungsnummer;Rg.-Datum;Zahlbetrag\nD27035;06.07.2026;34?311,60\nD27131;13.06.2026;91?385,00\n"
        "Summe;;125?696,60\n",
        "advice.csv",
    )
    assert [str(line.net_amount) for line in read.lines] == ["34311.60", "91385.00"]


def test_a_name_without_a_legal_form_whose_register_number_the_foot_gives_may_be_the_payer() -> None:
    read = only(
        "Avis de virement\nHarrow Cold Storage Ltd\n12 Dock Road, Hull\n\n"
        "Facture         Du            Montant\nHC-771          02/03/2026    1 000,00 €\n"
        "HC-780          09/03/2026    500,00 €\nTotal viré                    1 500,00 €\n\n"
        "Virement exécuté le 15/04/2026 sous la référence 77120-A\n"
        "Laiterie du Bocage, 35 rue du Lac, 50300 Avranches - SIREN 300 000 000\n"
    )
    assert read.payer_name == "Laiterie du Bocage" or read.needs_review


@pytest.mark.parametrize(
    "said",
    ["Lieferant Nordkai Handels AG, Lieferantennr. 70021", "Lieferant: 70021 Nordkai Handels AG"],
)
def test_the_supplier_named_behind_a_bare_label_is_the_payee(said: str) -> None:
    read = only(
        f"Möbelhaus Tann GmbH\nZahlungsavis\n{said}\nBeleg 2000019 vom 07.08.2026\n\n"
        "Ihre Beleg-Nr.   Datum        Zahlung EUR\nR0001121         01.07.2026   2.450,00\n"
        "R0001130         03.07.2026   200,00\nZahlbetrag                    2.650,00\n"
    )
    assert (read.payer_name, read.payee_name) == ("Möbelhaus Tann GmbH", "Nordkai Handels AG")

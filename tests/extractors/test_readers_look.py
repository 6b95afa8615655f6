import time

import pytest

from domain.pages import Page
from domain.words import Look
from extractors.look import look_of
from extractors.readers import html, text


def look(content: str, name: str = "") -> tuple[Look, str]:
    return look_of(text.PLUGIN.read(content.encode(), name), name)


@pytest.mark.parametrize(
    "title",
    [
        "Remittance Advice",
        "PAYMENT ADVICE No. 4711",
        "Avis de paiement",
        "Avis de virement n° 2026-11",
        "Zahlungsavis 4711",
        "Aviso de pago",
        "Avviso di pagamento",
        "Betalingsspecificatie",
        "Aviso de pagamento",
    ],
)
def test_an_advice_is_known_by_its_title_in_seven_languages(title: str) -> None:
    found, why = look(f"Beechwood Example Ltd\n\n{title}\n31.03.2026\nA-1 100,00\nA-2 200,00\n")
    assert found is Look.ADVICE
    assert why.startswith('titled "')


@pytest.mark.parametrize(
    "content",
    [
        "Beechwood\nINVOICE INV-10\nBill to: Ardent\nQty Unit price\nDue date 1 May\nPlease remit to us",
        "Facture F-10\nAdresse de facturation\nQuantité Prix unitaire\nTotal HT 10,00\nNet à payer 12,00",
        "Rechnung RE-10\nRechnungsempfänger\nMenge Einzelpreis\nMwSt 19 %\nZahlbar bis 1.5.2026",
        "Factura F-10\nBase imponible 10,00\nVencimiento 1/5/2026\nTotal a pagar 12,10",
        "Fattura 10\nImponibile 10,00\nScadenza 1/5/2026\nTotale da pagare 12,20",
        "Factuur 10\nAantal Stukprijs\nVervaldatum 1-5-2026\nTe betalen 12,10",
        "Fatura 10\nQuantidade Preço unitário\nData de vencimento 1/5/2026",
        "Invoice INV-10\nBill to: Ardent\nAmount due 10.00\nDue date 1 May\n\nRemittance slip\nplease return",
        "Beechwood\nTax Invoice\nBill to: Ardent\nSubtotal 10.00\nDue date 1 May\n"
        + "\n" * 3
        + "item 1\n" * 20
        + "REMITTANCE ADVICE\nPlease detach and return with your payment",
    ],
)
def test_an_invoice_stays_an_invoice_even_with_a_remittance_slip(content: str) -> None:
    assert look(content)[0] is Look.INVOICE


def test_an_advice_that_lists_many_invoices_stays_an_advice() -> None:
    lines = "\n".join(f"Invoice INV-{n} dated 1 March 2026 100.00" for n in range(40))
    assert look(f"Remittance advice\nPayment date 31 March\n{lines}\nTotal paid 4000.00")[0] is Look.ADVICE


def test_an_advice_without_a_title_is_known_by_what_it_speaks_of() -> None:
    found, why = look("Payment reference: 123\nPayment date: 2026-03-01\nInvoice: INV-1\nAmount paid: 20.00")
    assert found is Look.ADVICE
    assert '"payment date"' in why


@pytest.mark.parametrize(
    "content",
    [
        "Statement of account\nOpening balance 20.00\nINV-1 20.00\nClosing balance 40.00",
        "This is not a remittance advice\nStatement of account\nOpening balance 1.00\nClosing balance 2.00",
        "Relevé de compte\nSolde initial 10,00\nNouveau solde 20,00",
        "Kontoauszug\nSaldovortrag 10,00\nOffener Betrag 20,00",
    ],
)
def test_a_statement_is_no_advice(content: str) -> None:
    assert look(content)[0] is Look.STATEMENT


@pytest.mark.parametrize(
    "content",
    [
        "This is not a remittance advice.\nIt is a list of open questions about our account.",
        "Dies ist kein Zahlungsavis.\nBitte senden Sie uns die fehlenden Belege zu.",
        "Ceci n'est pas un avis de paiement.\nMerci de nous rappeler demain matin.",
    ],
)
def test_what_says_that_it_is_no_advice_is_none(content: str) -> None:
    assert look(content)[0] is Look.UNKNOWN


@pytest.mark.parametrize(
    "content",
    [
        "Hello,\nplease find attached our remittance advice.\nKind regards\nJo",
        "Bonjour,\nVeuillez trouver ci-joint notre avis de paiement.\nCordialement",
        "Anbei unser Zahlungsavis.\nMit freundlichen Grüßen\nBuchhaltung",
        "Could you send us a copy of invoice 4711 and of invoice 4712?\nWe cannot find them.",
        "Purchase order 4500\nPlease deliver by May to the warehouse in the north",
        "Mahnung\nRechnung 4711 ist noch offen und seit zwei Wochen",
        "Lorem ipsum dolor sit amet",
    ],
)
def test_a_letter_about_a_document_is_not_that_document(content: str) -> None:
    assert look(content)[0] is Look.UNKNOWN


def test_the_file_name_helps_where_the_page_says_little() -> None:
    page = "Invoice Date Amount paid\nINV-1 2026-03-01 10.00\n"
    assert look(page)[0] is Look.UNKNOWN
    found, why = look(page, "Remittance_Advice_2026.csv")
    assert found is Look.ADVICE
    assert "remittance advice" in why


def test_the_file_name_does_not_outweigh_the_page() -> None:
    page = "INVOICE INV-10\nBill to: Ardent\nQty Unit price\nDue date 1 May\nSubtotal 10.00"
    assert look(page, "remittance.pdf")[0] is Look.INVOICE


def test_next_to_no_text_is_a_picture() -> None:
    assert look_of((), "x")[0] is Look.PICTURE
    assert look_of((Page(1, width=595.0, height=842.0),), "x")[0] is Look.PICTURE
    assert look("thanks")[0] is Look.UNKNOWN


def test_an_html_advice_is_known_too() -> None:
    markup = b"<h1>Remittance advice</h1><table><tr><td>Invoice<td>Net<tr><td>INV-1<td>10.00</table>"
    assert look_of(html.PLUGIN.read(markup, "body"), "")[0] is Look.ADVICE


def test_one_endless_line_of_titles_is_weighed_quickly() -> None:
    pages = text.PLUGIN.read(b"invoice number " * 4000, "")
    started = time.process_time()
    look_of(pages, "")
    assert time.process_time() - started < 1

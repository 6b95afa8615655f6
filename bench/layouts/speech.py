"""How documents of seven languages write words, numbers and dates."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

WORDS = {
    "en": dict(title="Remittance Advice", number="Invoice No.", date="Invoice date", po="PO number", gross="Gross amount", discount="Discount", deduction="Deduction", reason="Reason", net="Net paid", total="Total paid", ref="Payment reference", day="Payment date", currency="Currency", payer="Payer", payee="Payee", method="Payment method", transfer="Bank transfer", cheque="Cheque", sub="Subtotal", carry="Carried forward", type="Type", inv="Invoice", cn="Credit note", desc="Description", amount="Amount"),
    "fr": dict(title="Avis de paiement", number="N° facture", date="Date facture", po="N° commande", gross="Montant brut", discount="Escompte", deduction="Retenue", reason="Motif", net="Montant réglé", total="Total réglé", ref="Référence de paiement", day="Date de paiement", currency="Devise", payer="Donneur d'ordre", payee="Bénéficiaire", method="Mode de règlement", transfer="Virement", cheque="Chèque", sub="Sous-total", carry="À reporter", type="Type", inv="Facture", cn="Avoir", desc="Libellé", amount="Montant"),
    "de": dict(title="Zahlungsavis", number="Rechnungsnummer", date="Belegdatum", po="Bestellnummer", gross="Bruttobetrag", discount="Skonto", deduction="Abzug", reason="Grund", net="Zahlbetrag", total="Gesamtbetrag", ref="Zahlungsreferenz", day="Zahlungsdatum", currency="Währung", payer="Auftraggeber", payee="Zahlungsempfänger", method="Zahlungsart", transfer="Überweisung", cheque="Scheck", sub="Zwischensumme", carry="Übertrag", type="Belegart", inv="Rechnung", cn="Gutschrift", desc="Text", amount="Betrag"),
    "es": dict(title="Aviso de pago", number="Nº factura", date="Fecha factura", po="Nº pedido", gross="Importe bruto", discount="Descuento", deduction="Deducción", reason="Motivo", net="Importe pagado", total="Total pagado", ref="Referencia de pago", day="Fecha de pago", currency="Moneda", payer="Ordenante", payee="Beneficiario", method="Forma de pago", transfer="Transferencia", cheque="Cheque", sub="Subtotal", carry="Suma y sigue", type="Tipo", inv="Factura", cn="Abono", desc="Concepto", amount="Importe"),
    "it": dict(title="Avviso di pagamento", number="N. fattura", date="Data fattura", po="N. ordine", gross="Importo lordo", discount="Sconto", deduction="Ritenuta", reason="Causale", net="Importo pagato", total="Totale pagato", ref="Riferimento pagamento", day="Data pagamento", currency="Divisa", payer="Ordinante", payee="Beneficiario", method="Modalità di pagamento", transfer="Bonifico", cheque="Assegno", sub="Subtotale", carry="Riporto", type="Tipo", inv="Fattura", cn="Nota di credito", desc="Descrizione", amount="Importo"),
    "nl": dict(title="Betalingsadvies", number="Factuurnummer", date="Factuurdatum", po="Inkoopordernummer", gross="Brutobedrag", discount="Korting", deduction="Inhouding", reason="Reden", net="Betaald bedrag", total="Totaal betaald", ref="Betalingskenmerk", day="Betaaldatum", currency="Valuta", payer="Opdrachtgever", payee="Begunstigde", method="Betaalwijze", transfer="Overschrijving", cheque="Cheque", sub="Subtotaal", carry="Transport", type="Soort", inv="Factuur", cn="Creditnota", desc="Omschrijving", amount="Bedrag"),
    "pt": dict(title="Aviso de pagamento", number="N.º fatura", date="Data fatura", po="N.º encomenda", gross="Valor bruto", discount="Desconto", deduction="Retenção", reason="Motivo", net="Valor pago", total="Total pago", ref="Referência de pagamento", day="Data de pagamento", currency="Moeda", payer="Ordenante", payee="Beneficiário", method="Forma de pagamento", transfer="Transferência", cheque="Cheque", sub="Subtotal", carry="A transportar", type="Tipo", inv="Fatura", cn="Nota de crédito", desc="Descrição", amount="Valor"),
}


@dataclass(frozen=True)
class Speech:
    """One document's way of writing."""

    language: str
    style: str
    """point, comma, space, apostrophe, plain."""
    dates: str
    """strftime pattern."""
    negative: str = "lead"
    """lead, trail, brackets."""

    def __call__(self, word: str) -> str:
        return WORDS[self.language][word]

    def money(self, amount: Decimal | None) -> str:
        if amount is None:
            return ""
        whole, cents = f"{abs(amount):,.2f}".rsplit(".", 1)
        group, mark = {"point": (",", "."), "comma": (".", ","), "space": (" ", ","), "apostrophe": ("'", "."), "plain": ("", ".")}[self.style]
        text = whole.replace(",", group) + mark + cents
        if amount >= 0:
            return text
        return {"lead": f"-{text}", "trail": f"{text}-", "brackets": f"({text})"}[self.negative]

    def day(self, day: date | None) -> str:
        return day.strftime(self.dates) if day else ""

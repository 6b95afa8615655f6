"""What the firms of the second set say in four languages."""

# ruff: noqa: E501

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
SAID = {
    "en": {
        "transfer": "our bank transfer no. {ref} of {day}",
        "find": "Please find below the invoices that we have settled by {how}.",
        "thanks": "Should you have any question on this payment, do not hesitate to call our accounts department.",
        "sum": "Total",
        "town": "Harrow",
        "order": "PAY TO THE ORDER OF",
        "cheque": "CHEQUE NO.",
        "dated": "DATE",
        "amount": "AMOUNT",
        "account": "We have transferred {sum} to your account on {day} as a payment on account; please hold it "
        "until the open invoices are agreed. Our payment reference is {ref}.",
        "yours": "Your order",
        "foot": "VAT no. GB 218 4471 09 · Tel. +44 20 7946 0123 · Sort code 20-11-43",
    },
    "fr": {
        "transfer": "notre virement n° {ref} du {day}",
        "find": "Veuillez trouver ci-dessous les factures que nous avons réglées par {how}.",
        "thanks": "Notre service comptable reste à votre disposition pour toute question sur ce règlement.",
        "sum": "Total",
        "town": "Lille",
        "order": "PAYEZ À L'ORDRE DE",
        "cheque": "CHÈQUE N°",
        "dated": "DATE",
        "amount": "MONTANT",
        "account": "Nous avons viré {sum} sur votre compte le {day} à titre d'acompte ; merci de le conserver "
        "jusqu'au rapprochement des factures ouvertes. Notre référence de paiement est {ref}.",
        "yours": "Votre commande",
        "foot": "TVA FR 41 552 100 554 · Tél. +33 1 99 00 12 34 · Capital 120 000,00 EUR",
    },
    "de": {
        "transfer": "unsere Überweisung Nr. {ref} vom {day}",
        "find": "Nachstehend finden Sie die Rechnungen, beglichen durch {how}.",
        "thanks": "Bei Fragen zu dieser Zahlung steht Ihnen unsere Buchhaltung jederzeit gern zur Verfügung.",
        "sum": "Summe",
        "town": "Hagen",
        "order": "ZAHLBAR AN",
        "cheque": "SCHECK NR.",
        "dated": "DATUM",
        "amount": "BETRAG",
        "account": "Wir haben am {day} {sum} als Akontozahlung auf Ihr Konto überwiesen; bitte halten Sie den "
        "Betrag bis zur Klärung der offenen Rechnungen vor. Unsere Zahlungsreferenz lautet {ref}.",
        "yours": "Ihre Bestellung",
        "foot": "USt-IdNr. DE 129 873 441 · Tel. +49 30 901820 · HRB 20417",
    },
    "es": {
        "transfer": "nuestra transferencia n.º {ref} del {day}",
        "find": "A continuación figuran las facturas que hemos pagado mediante {how}.",
        "thanks": "Para cualquier pregunta sobre este pago, nuestro departamento de contabilidad está a su servicio.",
        "sum": "Total",
        "town": "Burgos",
        "order": "PÁGUESE A LA ORDEN DE",
        "cheque": "CHEQUE N.º",
        "dated": "FECHA",
        "amount": "IMPORTE",
        "account": "Hemos transferido {sum} a su cuenta el {day} como pago a cuenta; rogamos lo conserven hasta "
        "conciliar las facturas abiertas. Nuestra referencia de pago es {ref}.",
        "yours": "Su pedido",
        "foot": "CIF B-48112233 · Tel. +34 91 123 45 67 · Capital 60.000,00 EUR",
    },
}

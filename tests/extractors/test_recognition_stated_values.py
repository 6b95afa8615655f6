"""A value that an advice states is read, whatever its label, or a person is asked about it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from datetime import date
from decimal import Decimal

from made_documents import only

from domain.words import PaymentMethod


def test_the_day_of_the_next_run_is_not_that_of_the_payment() -> None:
    advice = only("""Ceramiche Ostarno S.r.l.
Pagato a            Corran Valves Ltd
Rif. pagamento      PAY-79259
Stampato il         15/07/2026
Valuta al           13/07/2026
Prossima distinta   27/07/2026
Divisa              EUR

N. fattura   Data fattura   Importo pagato
7701-A       03/05/2026             400,00
7702-A       09/05/2026             100,00
Totale pagato                       500,00
""")
    assert advice.payment_date == date(2026, 7, 13)


def test_two_days_of_payment_are_a_question() -> None:
    advice = only("""Ostvik Foods GmbH
To               Corran Valves Ltd
Payment no.      PAY-79259
Payment date     13 July 2026
Value date       15 July 2026
Currency         EUR

Invoice number   Date          Net amount
INV-4471         03.05.2026        500.00
Total paid                         500.00
""")
    assert advice.needs_review
    assert any("Several days of payment" in problem for problem in advice.problems)


def test_a_way_of_paying_right_above_the_table_is_read_and_heads_no_column() -> None:
    advice = only("""Ostvik Armaturen GmbH
Zahlung an         Corran Valves Ltd
Zahlungsnummer     PAY-79259
Zahlungsdatum      13.07.2026
Zahlungsmittel     SEPA-Überweisung
Rechnung           Rechnungsdatum    Betrag
7701-A             03.05.2026        500,00
Zahlbetrag         500,00 EUR
""")
    assert advice.payment_method is PaymentMethod.TRANSFER
    assert [line.document_number for line in advice.lines] == ["7701-A"]


def test_a_way_of_paying_that_nobody_knows_is_a_question() -> None:
    advice = only("""Ostvik Foods GmbH
To               Corran Valves Ltd
Payment no.      PAY-79259
Payment date     13 July 2026
Payment method   Zipwallet
Currency         EUR

Invoice number   Date          Net amount
INV-4471         03.05.2026        500.00
Total paid                         500.00
""")
    assert any("way of paying" in problem for problem in advice.problems)


def test_what_was_settled_is_paid_and_no_balance() -> None:
    advice = only("""Aciéries Ostvik SARL
Fournisseur : Corran Valves Ltd
Référence de paiement : PAY-79259
Date de paiement : 13/07/2026

Facture    Date facture   Total facture   Escompte    Soldé
0053705    19/05/2026            148,12       2,96   145,16
0053846    20/05/2026            235,38              235,38
Montant total payé : 380,54 EUR
""")
    assert [line.net_amount for line in advice.lines] == [Decimal("145.16"), Decimal("235.38")]
    assert [line.gross_amount for line in advice.lines] == [Decimal("148.12"), Decimal("235.38")]


def test_a_number_and_its_part_is_no_amount_under_its_own_header() -> None:
    advice = only("""Ostvik Armaturen SARL
Fournisseur : Corran Valves Ltd
Référence de paiement : PAY-79259
Date de paiement : 13/07/2026

Facture    N° de commande   Émise le     Montant
23838.1    4519179255       03/05/2026   1.400,00
23864.1    4592124813       09/05/2026     100,00
Total payé                               1.500,00 EUR
""")
    assert [line.document_number for line in advice.lines] == ["23838.1", "23864.1"]
    assert [line.po_number for line in advice.lines] == ["4519179255", "4592124813"]


def test_a_day_until_which_to_pay_is_no_day_of_a_document() -> None:
    advice = only("""Ceramiche Ostarno S.r.l.
Pagato a: Corran Valves Ltd
Rif. pagamento: PAY-79259
Data pagamento: 13/07/2026

N. fattura   Condizioni   Data scad.     Importo pagato
7701-A       30 gg        20/07/2026             400,00
7702-A       30 gg        21/07/2026             100,00
Totale pagato                                    500,00 EUR
""")
    assert [line.document_date for line in advice.lines] == [None, None]

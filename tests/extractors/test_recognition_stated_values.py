"""A value that an advice states is read, whatever its label, or a person is asked about it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from datetime import date
from decimal import Decimal

from made_documents import only

from domain.words import DocumentType, PaymentMethod
from extractors.recognition.signs import bare_reason


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


def test_a_list_of_claims_takes_off_what_it_states() -> None:
    advice = only("""Ostvik Retail B.V.
Betaalspecificatie 771022
Crediteur: Corran Valves Ltd
Betaald op: 14-08-2026
Valuta: EUR

Factuur      Factuurdatum   Bedrag
F-8811       01-07-2026     1.000,00
F-8812       03-07-2026       500,00
Totaal                      1.500,00

Claimnr.     Reden               Inhouding
C-551        Beschadigd pallet      75,00
Totaal                              75,00

Uitbetaald   1.425,00
""")
    claim = advice.lines[-1]
    assert (claim.document_number, claim.net_amount) == ("C-551", Decimal("-75.00"))
    assert (claim.document_type, claim.deduction_reason) == (DocumentType.DEDUCTION, "Beschadigd pallet")


def test_a_reason_tells_neither_its_amount_nor_its_document() -> None:
    assert bare_reason("Retenue litige qualité sur 2026-0881 : -27,60") == "Retenue litige qualité"
    assert bare_reason("Short delivery: EUR 12.00") == "Short delivery"
    assert bare_reason("D12") == "D12"


def test_the_letters_of_a_number_tell_its_kind_before_words_of_goods_do() -> None:
    advice = only("""Ostvik Stores Ltd
Vendor: Corran Valves Ltd
Cheque no. 001182    Date 14/08/2026
Ref        Date        Description            Amount
INV-100    01/07/2026  Goods                  500.00
DM-77      15/07/2026  Price difference       -20.00
Cheque total                             GBP 480.00
""")
    assert advice.lines[-1].document_type is DocumentType.DEBIT_NOTE


def test_values_in_a_box_beside_the_table_are_the_payments() -> None:
    advice = only("""Ostvik Stores Ltd
Remittance advice

Invoice    Date        Amount paid    The payment
INV-100    01/07/2026       500.00    Payee
INV-101    02/07/2026       100.00    Corran Valves Ltd
INV-102    03/07/2026       200.00    Payment reference
INV-103    04/07/2026        50.00    PAY-88120
INV-104    05/07/2026        50.00    Payment date
INV-105    15/07/2026       100.00    14/08/2026
Total paid GBP 1,000.00
""")
    assert (advice.payment_reference, advice.payment_date) == ("PAY-88120", date(2026, 8, 14))
    assert len(advice.lines) == 6


def test_an_amount_without_a_label_beside_a_documents_number_is_paid() -> None:
    advice = only("""Ostvik Stores Ltd
Payee: Corran Valves Ltd
Payment reference: PAY-88120
Payment date: 14 August 2026
Total paid: GBP 788.00

Invoice INV-100              490.00
Invoice date: 1 July 2026    Invoice total: 500.00    Discount: 10.00

Invoice INV-101              298.00
Invoice date: 3 July 2026    Invoice total: 300.00    Discount: 2.00
""")
    assert [line.net_amount for line in advice.lines] == [Decimal("490.00"), Decimal("298.00")]
    assert [line.discount_amount for line in advice.lines] == [Decimal("10.00"), Decimal("2.00")]
    assert not advice.needs_review


def test_a_day_without_its_year_is_asked_about() -> None:
    advice = only("""Beste,

Op 14-08-2026 hebben wij € 740,00 overgemaakt (kenmerk 2026-8812):
factuur 20260118 d.d. 1 juli € 500,00
factuur 20260125 d.d. 3 juli € 240,00

Ostvik B.V.
""")
    assert any('"1 juli"' in problem for problem in advice.problems)


def test_pasted_rows_of_numbers_with_parts_are_asked_about() -> None:
    advice = only("""Bom dia,

Em 19.03.2026 transferimos BRL 1.500,00 para a vossa conta com a referência
26W4266942.

N.º da fatura;Data da fatura;Valor faturado;Desconto;Líquido pago
34987.1;29.12.2025;1.000,00;;1.000,00
35032.1;19.02.2026;500,00;;500,00

Ostvik Lda
""")
    assert advice.needs_review or len(advice.lines) == 2

"""Advices as payers write them, all made up."""

# ruff: noqa: E501
REVERSED = """Payment advice note
Payer: Harrowgate Industries Inc
Payment document: 2000012345      Date: 03/14/2026   Currency: USD
Doc no      Your ref      Gross       Cash disc.   Net
5100001     INV-881       1,000.00-      20.00       980.00-
5100002     INV-882         500.00-       0.00       500.00-
5100003     CN-12           100.00        0.00       100.00
Sum total                 1,400.00-      20.00     1,380.00-
"""

STUB = """NORTHGATE TIMBER INC                      CHECK NO. 004512
                                          CHECK DATE 03/31/2026
DATE        INVOICE NO      DESCRIPTION        GROSS        DISCOUNT       NET AMOUNT
03/01/26    77120           LUMBER             2,400.00        48.00         2,352.00
03/05/26    77133           NAILS                100.00          .00           100.00
03/09/26    CM8812          RETURN               -50.00          .00           -50.00
TOTALS                                         2,450.00        48.00         2,402.00

PAY TO THE ORDER OF  LUMEN PARTS LTD             ***$2,402.00***
"""

PROSE = """Hello,

We have paid INV-1001 and INV-2002, 1,234.50 in all, by bank transfer on 12 March 2026.

Kind regards
Jane
Brackwater Foods Ltd
"""

LIST = """Hi team,
please note our payment of today:

- INV-1001: 1,234.50 EUR
- INV-1002: 200.00 EUR
- CN-55: -34.50 EUR

Total: 1,400.00 EUR
Thanks
Brackwater Foods Ltd"""

ON_ACCOUNT = """Remittance advice
From: Brackwater Foods Ltd
To: Lumen Parts Ltd
Payment ref: BACS 445512
Paid on: 2026-03-31
Invoice     Amount
INV-1       100.00
INV-2       200.00
On account   50.00
Total GBP   350.00
"""

SUB_TABLES = """Avis de virement
Société Aciéries du Valmont SAS
Bénéficiaire : Lumen Parts Ltd
Date de virement : 15/04/2026
Référence virement : VIR2026-0415
Factures
N° facture    Date         Montant
F100          01/03/2026   1 000,00
F101          02/03/2026     500,00
Total factures             1 500,00
Avoirs
N° avoir      Date         Montant
A77           03/03/2026    -100,00
Total avoirs                -100,00
Montant du virement       1 400,00 EUR
"""

LAKH = """Payment Advice
Payer: Sahyadri Mills Pvt Ltd
UTR No: UTIB0001234
Payment Date: 05-Apr-2026
Invoice No   Inv Date     Inv Amount    TDS       Paid Amount
GST/101      01-Mar-2026  1,18,000.00   1,000.00  1,17,000.00
GST/102      03-Mar-2026    59,000.00     500.00    58,500.00
Total                     1,77,000.00   1,500.00  1,75,500.00
Amount in INR
"""

SIDES = """Remittance
Payment no: 55120
Document     Date         Debit      Credit
INV-100      2026-03-01              500.00
INV-101      2026-03-02              300.00
CN-9         2026-03-04   100.00
Total payment             700.00
"""

THREE_LINES = """Remittance Advice
Payment number: 90011
Invoice Number      Gross
Invoice Date        Tax withheld
                    Net
INV-501             1,000.00
01-Mar-2026            50.00
                      950.00
INV-502               500.00
02-Mar-2026             0.00
                      500.00
Total net           1,450.00
"""

HTML_MAIL = """<html><body><p>Bonjour,</p><p>Nous vous informons du virement de 1 734,50 € effectué le 31 mars 2026.</p><table><tr><td>FA-1001</td><td>1 234,50</td></tr><tr><td>FA-1002</td><td>500,00</td></tr></table><p>Cordialement,<br>Comptabilité<br>Petit Moulin SARL</p></body></html>"""

HTML_HEADS = """<table><tr><th rowspan=2>Invoice</th><th colspan=3>Amounts</th></tr><tr><th>Gross</th><th>Discount</th><th>Paid</th></tr><tr><td>A-1</td><td>100.00</td><td>2.00</td><td>98.00</td></tr><tr><td>A-2</td><td>50.00</td><td></td><td>50.00</td></tr><tr><td colspan=3>Total</td><td>$148.00</td></tr></table>"""

AMBIGUOUS = """Remittance Advice
Date: 03/04/2026
Cheque No: 123456
Invoice   Date        Amount
A-1001    02/03/2026   100.00
Total                  100.00
"""

STATEMENT = """Statement of account
Customer: Acme Ltd
Invoice   Date        Amount
A-1001    02/03/2026   100.00
Balance due            100.00
"""

SHORT = """Remittance advice   Acme Ltd
Invoice    Invoice amount   Paid amount   Reason for deduction
A-1        1,000.00         900.00        Damaged goods
A-2          500.00         500.00
Total paid                1,400.00
"""

UNEXPLAINED = """Remittance Advice
Acme Ltd
Invoice No   Amount
INV-1001     1,234.50
INV-1002       100.00
               50.00
Total        1,384.50
"""

MISMATCH = """Remittance Advice
Acme Ltd
Invoice No   Amount
INV-1001     1,234.50
INV-1002       100.00
Total        1,384.50
"""

ADJUSTED = """Remittance Advice - Acme Ltd
Vendor: Lumen Parts Ltd   Vendor No: 10023
Wire No: 00081123  Date: 2026-04-30
Inv #      Inv Dt      PO #       Inv Amt     Adj      Disc    Net Amt
10001      2026-03-01  450001     1,000.00   -10.00   -20.00    970.00
10002      2026-03-02  450002     2,000.00     5.00   -40.00  1,965.00
Page 1 of 1
Total                             3,000.00    -5.00   -60.00  2,935.00
"""

LABELS = """Dear supplier,
We confirm the following payment.

Beneficiary        : Lumen Parts Ltd
Invoice            : INV-20260301
Amount paid        : EUR 4.500,00
Value date         : 31.03.2026
Bank reference     : 2026033100012

Kind regards
Halvorsen Marine AS
"""

LETTER = """Petit Moulin SARL
3 rue des Lilas
69000 Lyon

                       Lumen Parts Ltd
                       12 High Street
                       London

Lyon, le 31 mars 2026

Objet : avis de règlement

Madame, Monsieur,
Nous vous adressons ci-joint notre chèque n° 7788123 d'un montant de 1 650,00 € en règlement de :

Facture FA-2026-11 du 01/02/2026 : 1 200,00 €
Facture FA-2026-15 du 10/02/2026 :   500,00 €
Avoir AV-3 du 12/02/2026         :   -50,00 €

Veuillez agréer nos salutations.
"""

CURRENCIES = """Remittance Advice
Acme Ltd
Invoice    Currency   Amount
A-1        EUR        100.00
A-2        USD        200.00
Total                 300.00
"""

LESS_DISCOUNT = """Zahlungsavis der Kessler Antriebe GmbH
Wir haben heute folgende Rechnungen bezahlt:
Rechnung 4711 vom 01.02.2026 über 1.000,00 EUR
Rechnung 4712 vom 05.02.2026 über 500,00 EUR
abzüglich 2% Skonto 30,00 EUR
Überweisungsbetrag 1.470,00 EUR
"""

HEADER_TABLE = """                REMITTANCE ADVICE
Date          Reference      Amount          Currency
31/03/2026    PAY-9981       1,300.00        GBP

Payer: Acme Ltd

Your invoice   Our ref    Amount paid
77001          900112       1,000.00
77002          900113         300.00
"""

CARRIED = """Remittance Advice          Page 1
Acme Ltd
Invoice No   Date         Amount
INV-1        2026-01-01    100.00
INV-2        2026-01-02    200.00
Carried forward            300.00
\fRemittance Advice          Page 2
Acme Ltd
Invoice No   Date         Amount
Brought forward            300.00
INV-3        2026-01-03    400.00
Total                      700.00
"""

NO_NET = """Quellfeld Bau GmbH
Postfach 12, 70000 Stuttgart

Lumen Parts Ltd
12 High Street
London

                                    Datum: 12.03.2026
                                    Unser Zeichen: 00471
Zahlungsavis

Belegnr.     Ihr Beleg     vom          Abzüge       Bruttobetrag
1900001234   RE-5501       01.02.2026     23,40        1.170,00
1900001235   RE-5502       03.02.2026      0,00          230,00
1900001240   GS-77         05.02.2026      0,00           50,00-
Summe                                     23,40        1.350,00
Zahlungsbeleg 2000004711   Zahlbetrag EUR               1.326,60
"""

SENTENCE = """Dear Sirs, today we transferred EUR 4,500.00 for invoice INV-7781 (reference TRX-99120).

Regards, Acme Ltd"""

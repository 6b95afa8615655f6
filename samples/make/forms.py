"""The printed forms of payers whose advices are tables, no two alike."""

from reportlab.lib.pagesizes import A4, LETTER, landscape

from samples.make.advices import Form

GRID = Form(
    "Remittance Advice",
    (
        ("Supplier", "payee"),
        ("Payment reference", "reference"),
        ("Payment date", "day"),
        ("Currency", "currency"),
    ),
    (
        ("Invoice", "number", 90),
        ("Invoice date", "dated", 80),
        ("Gross", "gross", 90),
        ("Discount", "discount", 80),
        ("Net paid", "net", 90),
    ),
    total="Total",
)
BARE = Form(
    "AVIS DE VIREMENT",
    (("Bénéficiaire", "payee"), ("Date du virement", "day"), ("N° de virement", "reference")),
    (("Votre facture", "number", 160), ("du", "dated", 120), ("Montant réglé EUR", "net", 150)),
    money="fr",
    rules="none",
    font="Times-Roman",
    total="Total du virement EUR",
)
WIDE = Form(
    "KESTWICK RETAIL GROUP PLC - PAYMENT NOTIFICATION",
    (
        ("Vendor", "payee"),
        ("BACS ref", "reference"),
        ("Value date", "day"),
        ("Paid by", "method"),
        ("Ccy", "currency"),
    ),
    (
        ("Our PO", "po", 90),
        ("Vendor doc", "number", 100),
        ("Doc date", "dated", 80),
        ("Invoice amt", "gross", 95),
        ("Deduction", "deduction", 90),
        ("Reason", "reason", 70),
        ("Paid amt", "net", 95),
    ),
    day="%d-%b-%Y",
    rules="head",
    size=landscape(A4),
    total="PAYMENT TOTAL",
    methods={"transfer": "BACS transfer"},
)
LONG = Form(
    "Supplier payment schedule",
    (("Payee", "payee"), ("Run", "reference"), ("Paid on", "day"), ("Amount GBP", "total")),
    (("Document", "number", 140), ("Dated", "dated", 110), ("Paying now", "net", 130)),
    day="%d.%m.%y",
    rows_a_page=7,
    carried="Carried forward",
)
ZEBRA = Form(
    "Payment specification",
    (
        ("To", "payee"),
        ("Payment no.", "reference"),
        ("Date", "day"),
        ("Currency", "currency"),
        ("Amount", "total"),
    ),
    (("Ref.", "number", 130), ("Of", "dated", 100), ("Amount EUR", "net", 120)),
    money="brackets",
    day="%d-%m-%Y",
    rules="zebra",
)
TYPED = Form(
    "ZAHLUNGSAVIS",
    (("Empfänger:", "payee"), ("Avis-Nr.:", "reference"), ("Zahldatum:", "day"), ("Währung:", "currency")),
    (
        ("Belegnr.", "number", 120),
        ("Belegdatum", "dated", 90),
        ("Brutto", "gross", 90),
        ("Skonto", "discount", 80),
        ("Netto", "net", 90),
    ),
    money="de",
    day="%d.%m.%Y",
    rules="none",
    font="Courier",
    total="Summe",
)
SWISS = Form(
    "Vergütungsanzeige",
    (("Zugunsten", "payee"), ("Valuta", "day"), ("Referenz", "reference"), ("Zahlungsart", "method")),
    (("Rechnung Nr.", "number", 120), ("Rechnungsdatum", "dated", 110), ("Betrag CHF", "net", 120)),
    money="ch",
    day="%d.%m.%Y",
    rules="head",
    total="Total CHF",
    methods={"transfer": "Banküberweisung"},
)
MINUS = Form(
    "ELECTRONIC PAYMENT REMITTANCE",
    (("Pay to", "payee"), ("Trace no", "reference"), ("Effective date", "day"), ("Method", "method")),
    (("Invoice Number", "number", 110), ("Invoice Date", "dated", 90), ("Amount USD", "net", 110)),
    money="trailing",
    day="%m/%d/%Y",
    size=LETTER,
    total="Total USD",
    methods={"transfer": "ACH CTX"},
)
PAIR = Form(
    "Check remittance",
    (("Payee", "payee"), ("Check number", "reference"), ("Check date", "day"), ("Check amount USD", "total")),
    (("Your invoice", "number", 130), ("PO", "po", 100), ("Amount paid", "net", 110)),
    day="%B %d, %Y",
    size=LETTER,
    rules="head",
)
SPANISH = Form(
    "Relación de facturas pagadas",
    (
        ("Proveedor", "payee"),
        ("Fecha de pago", "day"),
        ("Nº de transferencia", "reference"),
        ("Importe total €", "total"),
    ),
    (
        ("Factura", "number", 120),
        ("Fecha", "dated", 90),
        ("Importe", "gross", 90),
        ("Dto.", "discount", 70),
        ("Pagado", "net", 90),
    ),
    money="de",
    rules="zebra",
)
PLAIN = Form(
    "Payment advice",
    (
        ("Beneficiary", "payee"),
        ("Our reference", "reference"),
        ("Date paid", "day"),
        ("Currency", "currency"),
    ),
    (("Invoice no.", "number", 130), ("Amount", "net", 120)),
    day="%d %B %Y",
    rules="head",
    total="Sum",
)

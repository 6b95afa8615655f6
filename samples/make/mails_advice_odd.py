"""Payment advices whose PDF or picture is no plain table, and odd ways of attaching one."""

from datetime import date
from decimal import Decimal

from reportlab.lib.pagesizes import A4

from samples.make import advices, copies, firm, sheets
from samples.make.advices import Form, said_paper, write_lines
from samples.make.books import Books
from samples.make.compose import Letter, Part, Sample, mail
from samples.make.payment import MONEY, Json, Payment, line, match, remittance
from samples.make.telling import advice, lined, sample

STUB_HEAD = {"payer", "payee", "reference", "method", "day", "total", "currency"}
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


def stub(books: Books) -> Sample:
    items = books.take("C012", 0, 3, 4)
    paid = Payment("PINEHOLLOW SUPPLY CO", "USD", tuple(line(item) for item in items), "0048817", "cheque")
    page, buffer = copies.canvas("check")
    top = ["PINEHOLLOW SUPPLY CO", "400 Mill Road, Ashby", "", "CHECK NO. 0048817        11/12/2026"]
    write_lines(
        page,
        [*top, "", f"PAY TO THE ORDER OF {paid.payee}", f"US DOLLARS  ***{paid.total:,.2f}"],
        "Helvetica",
        11,
    )
    page.setDash(3, 3)
    page.line(30, 600, 565, 600)
    rows = [
        f"{one.number:<14}{one.dated:%m/%d/%Y}   {one.gross:>12,.2f}   {one.net:>12,.2f}"
        for one in paid.lines
    ]
    head = f"{'INVOICE':<14}{'DATE':<10}   {'AMOUNT':>12}   {'PAID':>12}"
    write_lines(page, ["DETACH BEFORE DEPOSITING", "", head, *rows], "Courier", 10, 570)
    page.showPage()
    page.save()
    truth = remittance(paid, "check0048817.pdf", "table", head=STUB_HEAD, shown={"gross", "net", "dated"})
    said = (
        "A check for the invoices on the stub was mailed to your lockbox today.\n\nWade Tansley, Controller\n"
    )
    letter = Letter(
        "Wade Tansley <w.tansley@pinehollow.example>",
        "Check 0048817",
        "2026-11-12T16:02:00-05:00",
        said,
        parts=[Part("check0048817.pdf", buffer.getvalue())],
        auth="pass",
    )
    about = "Cheque with a stub below a perforation"
    keys = {"language": "en", "customer": "C012", "match": match([paid], items)}
    return advice("advice-en-cheque-stub-pdf", about, letter, [paid], remittances=[truth], **keys)


def single(books: Books) -> Sample:
    (item,) = books.take("C008", 6)
    paid = Payment("Kessmar Maschinenbau GmbH", "EUR", (line(item),), "KM-2026-1189", day=date(2026, 11, 13))
    facts = [
        "Kessmar Maschinenbau GmbH",
        "",
        "Überweisungsbestätigung",
        "",
        "Zahlungsempfänger:     Tarvenne Fasteners Ltd",
        "Zahlungsreferenz:      KM-2026-1189",
        "Wertstellung:          13.11.2026",
        f"Überwiesener Betrag:   {MONEY['de'](paid.total)} EUR",
        f"Rechnungsnummer:       {item.number}",
        f"Rechnungsdatum:        {item.issued:%d.%m.%Y}",
    ]
    head = {"payer", "payee", "reference", "day", "total", "currency", "method"}
    truth = remittance(paid, "bestaetigung.pdf", "key_value", head=head, shown={"dated", "net"})
    said = lined("""
Hallo zusammen,

zur Info die Bestätigung unserer Überweisung, bitte beim zugehörigen Beleg verbuchen.

Viele Grüße
Torsten Oehlen
""")
    letter = Letter(
        "Torsten Oehlen <t.oehlen@kessmar.example>",
        "Überweisung KM-2026-1189",
        "2026-11-13T09:41:00+01:00",
        said,
        parts=[Part("bestaetigung.pdf", said_paper("Bestätigung", facts, "Courier"))],
        auth="pass",
    )
    about = "One invoice as labels and values"
    keys = {"language": "de", "customer": "C008", "match": match([paid], [item])}
    return advice("advice-de-key-value-pdf", about, letter, [paid], remittances=[truth], **keys)


def double_rows(books: Books) -> Sample:
    items = [item for item in books.of("C033") if item.po][1:5]
    paid = Payment("Trelawn Shipyard Ltd", "GBP", tuple(line(item) for item in items), "TS/26/3306")
    said_rows: list[str] = []
    for one in paid.lines:
        said_rows.append(f"{one.number:<16}{one.dated:%d/%m/%y}{one.net:>16,.2f}")
        said_rows.append(f"  your order ref {one.po}")
    top = ["TRELAWN SHIPYARD LTD - PURCHASE LEDGER", "REMITTANCE TO: Tarvenne Fasteners Ltd"]
    facts = [
        "PAYMENT NO: TS/26/3306   DATE: 12/11/26   BY: BACS",
        "",
        f"{'DOCUMENT':<16}{'DATE':<8}{'GBP PAID':>16}",
    ]
    paper = said_paper(
        "Remittance", [*top, *facts, *said_rows, "", f"{'TOTAL':<24}{paid.total:>16,.2f}"], "Courier"
    )
    head = {"payer", "payee", "reference", "day", "total", "currency", "method"}
    truth = remittance(paid, "TS263306.pdf", "table", head=head, shown={"dated", "po", "net"})
    letter = Letter(
        "Demelza Carne <purchase.ledger@trelawn.example>",
        "Our remittance TS/26/3306",
        "2026-11-12T13:33:00+00:00",
        "Please see attached and allocate accordingly.\n\nDemelza\n",
        parts=[Part("TS263306.pdf", paper, inline=True)],
        auth="pass",
    )
    about = "Two printed rows for each line; the PDF is an inline part, as some mail programs send it"
    keys = {"language": "en", "customer": "C033", "orders": True, "match": match([paid], items)}
    return advice("advice-en-two-row-lines-inline-pdf", about, letter, [paid], remittances=[truth], **keys)


def french_letter(books: Books) -> Sample:
    items = books.take("C016", 3, 4, 5)
    paid = Payment(
        "Ateliers Rochemure SARL", "EUR", tuple(line(item) for item in items), "CH 7741206", "cheque"
    )
    rows = [f"- facture {one.number} : {MONEY['fr'](one.net)} €" for one in paid.lines]
    said_pdf = [
        "Ateliers Rochemure SARL",
        "Zone des Forges, 00200 Malvoisine",
        "",
        "Le 12 novembre 2026",
        "",
        "Messieurs,",
        f"Veuillez trouver notre chèque n° 7741206 d'un montant de {MONEY['fr'](paid.total)} €",
        "qui solde les pièces suivantes :",
        *rows,
        "Nous vous en souhaitons bonne réception.",
    ]
    head = {"payer", "method", "day", "total", "currency"}
    truth = remittance(paid, "courrier.pdf", "lines", head=head, shown={"net"}) | {
        "payment_reference": "7741206"
    }
    said = "Madame, Monsieur,\n\nLe courrier joint accompagne un chèque posté ce matin.\n\nMaud Rochemure\n"
    letter = Letter(
        "Ateliers Rochemure <gestion@rochemure.example>",
        "Règlement par chèque",
        "2026-11-12T17:21:00+01:00",
        said,
        parts=[Part("courrier.pdf", said_paper("Courrier", said_pdf, "Times-Roman", 11))],
    )
    about = "A letter that lists invoices below each other"
    keys = {"language": "fr", "customer": "C016", "match": match([paid], items)}
    return advice("advice-fr-letter-pdf", about, letter, [paid], remittances=[truth], **keys)


def scan(books: Books) -> Sample:
    items = books.take("C030", 1, 4, 6)
    paid = Payment(
        "Ashgrove Dairies Ltd", "EUR", tuple(line(item) for item in items), "ASH-5120", day=date(2026, 11, 16)
    )
    said_at = [
        (80, 70, "ASHGROVE DAIRIES LTD"),
        (80, 130, "Remittance advice ASH-5120"),
        (80, 180, "Date: 16/11/2026"),
    ]
    said_at += [(80, 260, "Invoice"), (700, 260, "EUR")]
    for place, one in enumerate(paid.lines):
        said_at += [(80, 320 + place * 56, str(one.number)), (660, 320 + place * 56, f"{one.net:,.2f}")]
    said_at += [(80, 520, "Total paid"), (640, 520, f"{paid.total:,.2f}")]
    head = {"payer", "reference", "day", "currency", "total"}
    truth = remittance(paid, "scan0016.jpg", "table", head=head, shown={"net"})
    letter = Letter(
        "Niamh Corcoran <creditors@ashgrove.example>",
        "remittance scan",
        "2026-11-16T11:11:00+00:00",
        "Apologies for the scan, our printer is the only thing here that still works.\n\nNiamh\n",
        parts=[Part("scan0016.jpg", sheets.picture(said_at, (1000, 640), tilt=0.6), "image/jpeg")],
        auth="pass",
    )
    about = "A slightly tilted scan: needs reading of pictures"
    keys = {"language": "en", "customer": "C030", "match": match([paid], items)}
    return advice("advice-en-scan-jpeg", about, letter, [paid], remittances=[truth], **keys)


def locked(books: Books) -> Sample:
    items = books.take("C034", 0, 4)
    paid = Payment("Maison Bretigny & Fils", "EUR", tuple(line(item) for item in items), "BR-77")
    said = lined("""
Bonjour Madame,

Notre avis de règlement est protégé ; le mot de passe vous parviendra par téléphone.

Étienne Bretigny
""")
    letter = Letter(
        "Étienne Bretigny <contact@bretigny.example>",
        "Avis de règlement protégé",
        "2026-11-17T14:00:00+01:00",
        said,
        parts=[Part("avis_protege.pdf", advices.locked(PLAIN, paid, "Fils-1884"))],
        auth="pass",
    )
    about = "An encrypted PDF: nothing can be read, a person must ask"
    keys = {"customer": "C034", "remittances": []}
    return sample("advice-fr-encrypted-pdf", about, letter, language="fr", intent="payment_advice", **keys)


def zipped(books: Books) -> Sample:
    items = books.take("C035", 5, 6, 8)
    paid = Payment(
        "Industrias Peñalara SA",
        "EUR",
        tuple(line(item) for item in items),
        "90-2216",
        day=date(2026, 11, 18),
    )
    rows: list[list[object]] = [
        ["Invoice no.", "Amount"],
        *([one.number, float(one.net)] for one in paid.lines),
    ]
    parts = {"pago/90-2216.pdf": advices.draw(PLAIN, [paid])}
    parts["pago/90-2216.xlsx"] = sheets.workbook([("Pago", [*rows, ["Sum", float(paid.total)]], ())])
    truth = advices.truth(PLAIN, paid, "pago.zip/pago/90-2216.pdf", ["pago.zip/pago/90-2216.xlsx"])
    letter = Letter(
        "Rocío Valdeón <tesoreria@penalara.example>",
        "Pago 90-2216",
        "2026-11-18T09:55:00+01:00",
        "Estimados señores:\n\nEn el archivo comprimido tienen el detalle en dos formatos.\n\nRocío Valdeón\n",
        parts=[Part("pago.zip", sheets.archive(parts), "application/zip")],
        auth="pass",
    )
    about = "An archive with the same payment as PDF and as workbook: one remittance"
    keys = {"language": "es", "customer": "C035", "match": match([paid], items)}
    return advice("advice-es-zip-pdf-and-workbook", about, letter, [paid], remittances=[truth], **keys)


def forwarded(books: Books) -> Sample:
    items = books.take("C031", 0, 3)
    paid = Payment("Corriedale Engineering Pty Ltd", "USD", tuple(line(item) for item in items), "CE-0613")
    inner = Letter(
        "Bryce Tillotson <accounts@corriedale.example>",
        "CE-0613 paid",
        "2026-11-12T22:05:00+10:00",
        "G'day, wire sent overnight, advice attached.\n\nBryce\n",
        to=f"Imogen Thackray <i.thackray@{firm.DOMAIN}>",
        parts=[Part("CE-0613.pdf", advices.draw(PLAIN, [paid]))],
    )
    letter = Letter(
        f"Imogen Thackray <i.thackray@{firm.DOMAIN}>",
        "FW: CE-0613 paid",
        "2026-11-13T08:15:00+00:00",
        "This one landed with me by mistake, can the team post it please.\n\nImogen\n",
        parts=[Part("CE-0613 paid.eml", mail(inner), "message/rfc822")],
    )
    document = "CE-0613 paid.eml/CE-0613.pdf"
    truth = advices.truth(PLAIN, paid, document)
    truth.pop("document")
    about = "A colleague forwards a customer's mail as an attachment"
    keys = {"language": "en", "customer": "C031", "match": match([paid], items)}
    return advice("advice-en-forwarded-as-attachment", about, letter, [paid], remittances=[truth], **keys)


def with_logo(books: Books) -> Sample:
    items = books.take("C009", 0, 6)
    paid = Payment(
        "Brunnthaler Stahlbau AG",
        "CHF",
        tuple(line(item) for item in items),
        "B-20814",
        day=date(2026, 11, 19),
    )
    html = lined("""
<p>Die Zahlung B-20814 ist unterwegs, das Avis liegt bei.</p>
<p>Vreni Aschwand<br><img src="cid:logo1" alt="Brunnthaler"></p>
""")
    letter = Letter(
        "Vreni Aschwand <rechnungswesen@brunnthaler.example>",
        "Zahlung B-20814",
        "2026-11-19T07:30:00+01:00",
        "Die Zahlung B-20814 ist unterwegs, das Avis liegt bei.\n\nVreni Aschwand\n",
        html,
        related=[Part("image001.png", sheets.logo("Brunnthaler"), "image/png", cid="logo1")],
        parts=[Part("B-20814.pdf", advices.draw(PLAIN, [paid]))],
        auth="pass",
    )
    truth = [advices.truth(PLAIN, paid, "B-20814.pdf")]
    about = "HTML mail with a signature logo that is no document"
    keys = {"language": "de", "customer": "C009", "match": match([paid], items)}
    return advice("advice-de-signature-logo", about, letter, [paid], remittances=truth, **keys)


def _short(books: Books) -> tuple[Payment, Json, bytes]:
    items = books.take("C026", 2, 3)
    lines = (line(items[0]), line(items[1], net=f"{items[1].open_amount - Decimal('412.50'):.2f}"))
    form = Form(
        "Détail du règlement",
        (("Fournisseur", "payee"), ("Référence", "reference"), ("Date", "day"), ("Mode", "method")),
        (("Pièce", "number", 130), ("Montant facturé EUR", "gross", 120), ("Montant payé EUR", "net", 120)),
        money="comma",
        size=(A4[1], A4[0]),
        total="Total réglé",
        methods={"transfer": "Virement SEPA"},
    )
    paid = Payment("Société Vermandoise de Levage", "EUR", lines, "SVL-4402", day=date(2026, 11, 18))
    return paid, advices.truth(form, paid, "SVL-4402.pdf") | {"currency": "EUR"}, advices.draw(form, [paid])


def short(books: Books) -> Sample:
    paid, truth, paper = _short(books)
    numbers = [str(one.number) for one in paid.lines]
    said = lined(f"""
Bonjour,

Le règlement SVL-4402 part aujourd'hui, détail en pièce jointe.
Sur la facture {numbers[1]} nous avons retenu 412,50 € car il manquait deux cartons à la livraison.
Merci de nous adresser un avoir correspondant.

Odile Marchenoir
""")
    letter = Letter(
        "Odile Marchenoir <reglements@svl-levage.example>",
        "Règlement SVL-4402 et réserve",
        "2026-11-18T16:48:00+01:00",
        said,
        parts=[Part("SVL-4402.pdf", paper)],
        auth="pass",
    )
    dispute = {"reason": "quantity", "documents": [numbers[1]], "amount": "412.50"}
    keys = {
        "language": "fr",
        "customer": "C026",
        "also": ["dispute"],
        "dispute": dispute,
        "amounts": ["412.50"],
    }
    keys |= {"before": [numbers[1]], "match": match([paid], books.of("C026"))}
    about = "A short payment whose mail says what is disputed: two matters in one mail"
    return advice("advice-fr-short-payment-dispute", about, letter, [paid], remittances=[truth], **keys)


ALL = (stub, single, double_rows, french_letter, scan, locked, zipped, forwarded, with_logo, short)

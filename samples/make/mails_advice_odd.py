"""Payment advices whose PDF or picture is no plain table, and odd ways of attaching one."""

from datetime import date
from decimal import Decimal

from samples.make import copies, sheets
from samples.make.advices import said_paper, write_lines
from samples.make.books import Books, Item
from samples.make.compose import Letter, Part, Sample
from samples.make.payment import MONEY, Line, Payment, line, match, remittance
from samples.make.telling import Keys, advice, lined

STUB_HEAD = {"payer", "payee", "reference", "method", "day", "total", "currency"}


def _stub_paper(paid: Payment) -> bytes:
    page, buffer = copies.canvas("check")
    top = ["PINEHOLLOW SUPPLY CO", "400 Mill Road, Ashby", "", "CHECK NO. 0048817        11/12/2026"]
    order = [f"PAY TO THE ORDER OF {paid.payee}", f"US DOLLARS  ***{paid.total:,.2f}"]
    write_lines(page, [*top, "", *order], "Helvetica", 11)
    page.setDash(3, 3)
    page.line(30, 600, 565, 600)
    head = f"{'INVOICE':<14}{'DATE':<10}   {'AMOUNT':>12}   {'PAID':>12}"
    rows = [
        f"{one.number:<14}{one.dated:%m/%d/%Y}   {one.gross:>12,.2f}   {one.net:>12,.2f}"
        for one in paid.lines
    ]
    write_lines(page, ["DETACH BEFORE DEPOSITING", "", head, *rows], "Courier", 10, 570)
    page.showPage()
    page.save()
    return buffer.getvalue()


def stub(books: Books) -> Sample:
    items = books.take("C012", 0, 3, 4)
    paid = Payment("PINEHOLLOW SUPPLY CO", "USD", tuple(line(item) for item in items), "0048817", "cheque")
    truth = remittance(paid, "check0048817.pdf", "table", head=STUB_HEAD, shown={"gross", "net", "dated"})
    said = "A check for the invoices on the stub was mailed today.\n\nWade Tansley, Controller\n"
    letter = Letter(
        "Wade Tansley <w.tansley@pinehollow.example>",
        "Check 0048817",
        "2026-11-12T16:02:00-05:00",
        said,
        parts=[Part("check0048817.pdf", _stub_paper(paid))],
        auth="pass",
    )
    about = "Cheque with a stub below a perforation"
    keys: Keys = {"language": "en", "customer": "C012", "match": match([paid], items)}
    return advice("advice-en-cheque-stub-pdf", about, letter, [paid], remittances=[truth], **keys)


def _confirmation(paid: Payment, item: Item) -> bytes:
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
    return said_paper("Bestätigung", facts, "Courier")


def single(books: Books) -> Sample:
    (item,) = books.take("C008", 6)
    paid = Payment("Kessmar Maschinenbau GmbH", "EUR", (line(item),), "KM-2026-1189", day=date(2026, 11, 13))
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
        parts=[Part("bestaetigung.pdf", _confirmation(paid, item))],
        auth="pass",
    )
    about = "One invoice as labels and values"
    keys: Keys = {"language": "de", "customer": "C008", "match": match([paid], [item])}
    return advice("advice-de-key-value-pdf", about, letter, [paid], remittances=[truth], **keys)


def double_rows(books: Books) -> Sample:
    items = [item for item in books.of("C033") if item.po][1:5]
    paid = Payment("TRELAWN SHIPYARD LTD", "GBP", tuple(line(item) for item in items), "TS/26/3306")
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
    keys: Keys = {"language": "en", "customer": "C033", "orders": True, "match": match([paid], items)}
    return advice("advice-en-two-row-lines-inline-pdf", about, letter, [paid], remittances=[truth], **keys)


def _letter_paper(paid: Payment) -> bytes:
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
    return said_paper("Courrier", said_pdf, "Times-Roman", 11)


def french_letter(books: Books) -> Sample:
    items = books.take("C016", 3, 4, 5)
    paid = Payment(
        "Ateliers Rochemure SARL", "EUR", tuple(line(item) for item in items), "CH 7741206", "cheque"
    )
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
        parts=[Part("courrier.pdf", _letter_paper(paid))],
    )
    about = "A letter that lists invoices below each other"
    keys: Keys = {"language": "fr", "customer": "C016", "match": match([paid], items)}
    return advice("advice-fr-letter-pdf", about, letter, [paid], remittances=[truth], **keys)


def scan(books: Books) -> Sample:
    items = books.take("C030", 1, 4, 6)
    paid = Payment(
        "ASHGROVE DAIRIES LTD", "EUR", tuple(line(item) for item in items), "ASH-5120", day=date(2026, 11, 16)
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
    keys: Keys = {"language": "en", "customer": "C030", "match": match([paid], items)}
    return advice("advice-en-scan-jpeg", about, letter, [paid], remittances=[truth], **keys)


def _mixed_lines(books: Books) -> tuple[tuple[Line, ...], list[str]]:
    items = books.take("C003", 0, 2) + books.of("C003", "debit_note")
    kept = Line(None, Decimal("-75.00"), "deduction", reason="Late delivery charge")
    lines = (*(line(item) for item in items), kept)
    rows = [f"{one.number or one.reason:<28}{one.net:>14,.2f}" for one in lines]
    return lines, [f"{'Document or reason':<28}{'GBP':>14}", *rows]


def mixed(books: Books) -> Sample:
    lines, rows = _mixed_lines(books)
    paid = Payment("Halden Bridge Services Ltd", "GBP", lines, "HBS-0417", day=date(2026, 11, 18))
    top = [
        "Halden Bridge Services Ltd",
        "Remittance HBS-0417 of 18 November 2026, paid by Faster Payment",
        "",
    ]
    paper = said_paper("Remittance", [*top, *rows, f"{'Total paid':<28}{paid.total:>14,.2f}"], "Courier")
    head = {"payer", "reference", "method", "day", "currency", "total"}
    truth = remittance(paid, "HBS-0417.pdf", "table", head=head, shown={"net", "reason"})
    letter = Letter(
        "Corin Pell <finance@haldenbridge-services.example>",
        "HBS-0417",
        "2026-11-18T12:02:00+00:00",
        "Faster Payment HBS-0417 has gone; we knocked off a charge, as the sheet shows.\n\nCorin\n",
        parts=[Part("HBS-0417.pdf", paper)],
        auth="pass",
    )
    about = "A debit note of ours is paid; a deduction stands on a line of its own"
    keys: Keys = {"language": "en", "customer": "C003"}
    return advice("advice-en-deduction-line-pdf", about, letter, [paid], remittances=[truth], **keys)


ALL = (stub, single, double_rows, french_letter, scan, mixed)

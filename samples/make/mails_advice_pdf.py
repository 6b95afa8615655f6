"""Payment advices whose lines stand in an attached PDF, each payer with a form of its own."""

from datetime import date

from samples.make import advices
from samples.make.books import Books
from samples.make.compose import Letter, Part, Sample
from samples.make.forms import BARE, GRID, LONG, MINUS, PAIR, SPANISH, SWISS, TYPED, WIDE, ZEBRA
from samples.make.payment import Payment, line, match, percent
from samples.make.telling import Keys, advice, lined


def grid(books: Books) -> Sample:
    items = books.take("C001", 0, 1, 3, 4)
    lines = tuple(line(item, discount=percent(item, "2")) for item in items)
    paid = Payment("Halden Bridge Ltd", "GBP", lines, "HBL-88214", day=date(2026, 11, 12))
    said = lined("""
Good morning,

The attached remittance covers four of your invoices, each less the agreed two per cent.

Regards
Rhona Stokely
Halden Bridge Ltd | Accounts Payable | +44 1632 960 114
""")
    letter = Letter(
        "Rhona Stokely <r.stokely@haldenbridge.example>",
        "Remittance HBL-88214",
        "2026-11-12T09:14:00+00:00",
        said,
        parts=[Part("remittance-HBL-88214.pdf", advices.draw(GRID, [paid]))],
        auth="pass",
    )
    truth = [advices.truth(GRID, paid, "remittance-HBL-88214.pdf")]
    about = "Advice as a ruled PDF table with gross, discount and net"
    keys: Keys = {"language": "en", "customer": "C001", "match": match([paid], items)}
    return advice("advice-en-grid-pdf", about, letter, [paid], remittances=truth, **keys)


def bare(books: Books) -> Sample:
    items = books.take("C006", 2, 3, 5)
    paid = Payment("Orlec Distribution SAS", "EUR", tuple(line(item) for item in items), "VIR 2026/4471")
    said = lined("""
Bonjour,

Vous trouverez ci-joint le détail de notre virement de ce jour.

Le service comptable
Orlec - 8 quai des Tanneurs - 00100 Sauvigny
""")
    letter = Letter(
        "Service comptable <comptabilite@orlec.example>",
        "Avis de virement",
        "2026-11-12T11:02:00+01:00",
        said,
        parts=[Part("avis_4471.pdf", advices.draw(BARE, [paid]))],
        auth="pass",
    )
    about = "No rules, French numbers; two customers share the contact, the invoices settle which"
    truth = [advices.truth(BARE, paid, "avis_4471.pdf") | {"currency": "EUR", "payment_method": "transfer"}]
    keys: Keys = {"language": "fr", "customer": "C006", "match": match([paid], items)}
    return advice("advice-fr-bare-columns-pdf", about, letter, [paid], remittances=truth, **keys)


def wide(books: Books) -> Sample:
    items = books.take("C038", 1, 2, 4, 5)
    lines = (
        line(items[0]),
        line(items[1], deduction="310.00", reason="D07"),
        line(items[2]),
        line(items[3], deduction="96.40", reason="D12"),
    )
    paid = Payment("KESTWICK RETAIL GROUP PLC", "GBP", lines, "KRG0091822", day=date(2026, 11, 13))
    said = lined("""
This message was produced by the Kestwick Shared Service Centre payment run.
Deductions carry a code: D07 pallet non-compliance, D12 late delivery charge.
""")
    letter = Letter(
        "Kestwick SSC <remittances@kestwick.example>",
        "Payment notification KRG0091822",
        "2026-11-13T02:30:11+00:00",
        said,
        parts=[Part("KRG0091822.PDF", advices.draw(WIDE, [paid]))],
        auth="pass",
    )
    form = advices.truth(WIDE, paid, "KRG0091822.PDF")
    about = "Landscape advice with order numbers, deductions and reason codes"
    keys: Keys = {"language": "en", "customer": "C038", "orders": True, "match": match([paid], items)}
    return advice("advice-en-landscape-deductions-pdf", about, letter, [paid], remittances=[form], **keys)


def long(books: Books) -> Sample:
    items = books.of("C014")
    lines = tuple(line(item) for item in items)
    paid = Payment("Skelby Rail Systems plc", "GBP", lines, "RUN 46/2026", day=date(2026, 11, 16))
    said = lined("""
Schedule for payment run 46 attached, two sheets.

Supplier Payments
Skelby Rail Systems plc
""")
    letter = Letter(
        "Supplier Payments <supplier.payments@skelbyrail.example>",
        "Payment schedule RUN 46/2026",
        "2026-11-16T07:45:00+00:00",
        said,
        parts=[Part("schedule.pdf", advices.draw(LONG, [paid]))],
        auth="pass",
    )
    truth = [advices.truth(LONG, paid, "schedule.pdf") | {"currency": "GBP"}]
    about = "Two pages with repeated headings and carried-forward rows, which are no lines"
    keys: Keys = {"language": "en", "customer": "C014", "match": match([paid], items)}
    return advice("advice-en-two-pages-pdf", about, letter, [paid], remittances=truth, **keys)


def zebra(books: Books) -> Sample:
    items = books.take("C021", 2, 3, 4) + books.of("C021", "credit_note")
    paid = Payment("Ostrander Pumps BV", "EUR", tuple(line(item) for item in items), "26-70418")
    said = lined("""
Dear Tarvenne team,

We settled three invoices and took our credit; see the specification.

Joost Verkuyl
""")
    letter = Letter(
        "Joost Verkuyl <crediteuren@ostrander.example>",
        "payment 26-70418",
        "2026-11-12T15:20:00+01:00",
        said,
        parts=[Part("spec.pdf", advices.draw(ZEBRA, [paid]))],
        auth="none",
    )
    truth = [advices.truth(ZEBRA, paid, "spec.pdf")]
    about = "Shaded rows, a credit note in brackets; the sender's domain publishes no DMARC"
    keys: Keys = {"language": "en", "customer": "C021", "match": match([paid], items)}
    return advice("advice-en-zebra-credit-pdf", about, letter, [paid], remittances=truth, **keys)


def typed(books: Books) -> Sample:
    items = books.take("C018", 1, 3, 4, 6)
    lines = tuple(line(item, discount=percent(item, "3")) for item in items)
    paid = Payment("Nordquell Energie GmbH", "EUR", lines, "5000771", day=date(2026, 11, 17))
    said = lined("""
Guten Tag,

anbei unser Zahlungsavis, Skonto wie vereinbart abgezogen.

Wiebke Harmsen
Kreditoren
""")
    letter = Letter(
        "Nordquell Rechnungswesen <rechnung@nordquell.example>",
        "Zahlungsavis 5000771",
        "2026-11-17T08:05:00+01:00",
        said,
        parts=[Part("Avis_5000771.pdf", advices.draw(TYPED, [paid]))],
        auth="pass",
    )
    truth = [advices.truth(TYPED, paid, "Avis_5000771.pdf")]
    about = "German typewriter print with cash discount"
    keys: Keys = {"language": "de", "customer": "C018", "match": match([paid], items)}
    return advice("advice-de-typewriter-pdf", about, letter, [paid], remittances=truth, **keys)


def swiss(books: Books) -> Sample:
    items = books.take("C028", 0, 4, 6)
    paid = Payment(
        "Helvetor Seilbahnen AG",
        "CHF",
        tuple(line(item) for item in items),
        "HV-3390",
        day=date(2026, 11, 18),
    )
    said = (
        "Grüezi\n\nBeiliegend die Anzeige zu unserer heutigen Vergütung.\n\nFreundliche Grüsse\nUrs Bättig\n"
    )
    letter = Letter(
        "Urs Bättig <kreditoren@helvetor.example>",
        "Vergütungsanzeige HV-3390",
        "2026-11-18T10:00:00+01:00",
        said,
        parts=[Part("Vergütung.pdf", advices.draw(SWISS, [paid]))],
    )
    truth = [advices.truth(SWISS, paid, "Vergütung.pdf") | {"currency": "CHF"}]
    about = "Swiss thousands marks; an attachment name with an umlaut"
    keys: Keys = {"language": "de", "customer": "C028", "match": match([paid], items)}
    return advice("advice-de-swiss-pdf", about, letter, [paid], remittances=truth, **keys)


def minus(books: Books) -> Sample:
    items = books.take("C015", 3, 4, 6) + books.of("C015", "credit_note")
    paid = Payment("TOLVANE AEROSPACE INC", "USD", tuple(line(item) for item in items), "021000880041")
    said = "Treasury Services has released an ACH payment to you. Details are in the enclosed file.\n"
    letter = Letter(
        "Tolvane Treasury <payments@tolvane.example>",
        "ACH payment released",
        "2026-11-12T18:31:00-06:00",
        said,
        parts=[Part("ach_remit.pdf", advices.draw(MINUS, [paid]), "application/octet-stream")],
        auth="pass",
    )
    truth = [advices.truth(MINUS, paid, "ach_remit.pdf") | {"currency": "USD"}]
    about = "American dates, trailing minus, a PDF that claims to be application/octet-stream"
    keys: Keys = {"language": "en", "customer": "C015", "match": match([paid], items)}
    return advice("advice-en-trailing-minus-octet-pdf", about, letter, [paid], remittances=truth, **keys)


def pair(books: Books) -> Sample:
    items = books.take("C013", 2, 3, 5, 6)
    first = Payment("Marrick & Dunne LLC", "USD", tuple(line(item) for item in items[:2]), "30412", "cheque")
    second = Payment("Marrick & Dunne LLC", "USD", tuple(line(item) for item in items[2:]), "30413", "cheque")
    said = lined("""
Hi there - two checks went out in Thursday's mail, stubs for both are in the PDF.

Lorna Feig
Marrick & Dunne
""")
    letter = Letter(
        "Lorna Feig <invoices@marrickdunne.example>",
        "checks 30412 and 30413",
        "2026-11-13T10:12:00-05:00",
        said,
        parts=[Part("checks.pdf", advices.draw(PAIR, [first, second]))],
        auth="pass",
    )
    extra = {"payment_method": "cheque", "currency": "USD"}
    truths = [advices.truth(PAIR, one, "checks.pdf") | extra for one in (first, second)]
    for one in truths[1]["lines"]:
        one["page"] = 2
    about = "Two payments in one PDF, a page each"
    keys: Keys = {
        "language": "en",
        "customer": "C013",
        "orders": True,
        "match": match([first, second], items),
    }
    return advice("advice-en-two-payments-pdf", about, letter, [first, second], remittances=truths, **keys)


def spanish(books: Books) -> Sample:
    items = books.take("C020", 1, 2, 6, 7)
    lines = (
        line(items[0]),
        line(items[1], discount=percent(items[1], "1.5")),
        line(items[2]),
        line(items[3]),
    )
    paid = Payment("Castelmar Iberia SL", "EUR", lines, "TR-118802", day=date(2026, 11, 19))
    said = lined("""
Buenos días:

Les enviamos la relación de facturas abonadas hoy mediante transferencia.

Leire Ibarrondo
Tesorería
""")
    letter = Letter(
        "Leire Ibarrondo <l.ibarrondo@castelmar.example>",
        "Pago TR-118802",
        "2026-11-19T12:40:00+01:00",
        said,
        parts=[Part("relacion.pdf", advices.draw(SPANISH, [paid]))],
        auth="pass",
    )
    truth = [advices.truth(SPANISH, paid, "relacion.pdf") | {"currency": "EUR", "payment_method": "transfer"}]
    about = "Spanish advice with one discounted line"
    keys: Keys = {"language": "es", "customer": "C020", "match": match([paid], items)}
    return advice("advice-es-zebra-pdf", about, letter, [paid], remittances=truth, **keys)


ALL = (grid, bare, wide, long, zebra, typed, swiss, minus, pair, spanish)

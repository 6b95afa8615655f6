"""Payment advices that come locked, zipped, forwarded, beside a logo or with a complaint."""

from datetime import date
from decimal import Decimal

from reportlab.lib.pagesizes import A4

from samples.make import advices, firm, sheets
from samples.make.advices import Form
from samples.make.books import Books
from samples.make.compose import Letter, Part, Sample, mail
from samples.make.forms import PLAIN
from samples.make.payment import Json, Payment, line, match
from samples.make.telling import Keys, advice, lined, sample


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
    keys: Keys = {"customer": "C034", "remittances": []}
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
    rows: list[list[object]] = [["Invoice no.", "Amount"]]
    rows += [[one.number, float(one.net)] for one in paid.lines]
    parts = {"pago/90-2216.pdf": advices.draw(PLAIN, [paid])}
    parts["pago/90-2216.xlsx"] = sheets.workbook([("Pago", [*rows, ["Sum", float(paid.total)]], ())])
    truth = advices.truth(PLAIN, paid, "pago.zip/pago/90-2216.pdf", ["pago.zip/pago/90-2216.xlsx"])
    letter = Letter(
        "Rocío Valdeón <tesoreria@penalara.example>",
        "Pago 90-2216",
        "2026-11-18T09:55:00+01:00",
        "Estimados señores:\n\nEn el archivo comprimido está el detalle en dos formatos.\n\nRocío Valdeón\n",
        parts=[Part("pago.zip", sheets.archive(parts), "application/zip")],
        auth="pass",
    )
    about = "An archive with the same payment as PDF and as workbook: one remittance"
    keys: Keys = {"language": "es", "customer": "C035", "match": match([paid], items)}
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
    keys: Keys = {"language": "en", "customer": "C031", "match": match([paid], items)}
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
    keys: Keys = {"language": "de", "customer": "C009", "match": match([paid], items)}
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
    keys: Keys = {"language": "fr", "customer": "C026", "also": ["dispute"], "dispute": dispute}
    keys |= {"amounts": ["412.50"], "before": [numbers[1]], "match": match([paid], books.of("C026"))}
    about = "A short payment whose mail says what is disputed: two matters in one mail"
    return advice("advice-fr-short-payment-dispute", about, letter, [paid], remittances=[truth], **keys)


ALL = (locked, zipped, forwarded, with_logo, short)

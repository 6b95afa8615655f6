"""Payment advices as workbook, CSV, HTML table or words in the mail itself."""

import html as markup
from datetime import date

from samples.make import sheets
from samples.make.books import Books
from samples.make.compose import Letter, Part, Sample
from samples.make.payment import MONEY, Payment, line, match, remittance
from samples.make.telling import Keys, advice

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(books: Books) -> Sample:
    items = books.take("C037", 1, 3, 5) + books.of("C037", "credit_note")
    paid = Payment("Blue Culvert Water Authority", "USD", tuple(line(item) for item in items), "EFT 661203")
    rows: list[list[object]] = [
        ["Vendor Doc", "Doc Date", "Net Amount", "Currency", "EFT No", "Payment Date"]
    ]
    for one in paid.lines:
        assert one.dated
        rows.append([one.number, one.dated.isoformat(), float(one.net), "USD", "EFT 661203", "2026-11-12"])
    shown = {"dated", "net"}
    truth = remittance(paid, "EFT661203.xlsx", "table", head={"reference", "day", "currency"}, shown=shown)
    truth.pop("payment_method")
    letter = Letter(
        "BCWA Vendor Desk <vendors@blueculvert.example>",
        "EFT 661203 detail",
        "2026-11-12T12:00:00-07:00",
        "Spreadsheet with our EFT detail is attached for your records.\n",
        parts=[Part("EFT661203.xlsx", sheets.workbook([("Export", rows, ())]), XLSX)],
        auth="pass",
    )
    keys: Keys = {"language": "en", "customer": "C037"}
    about = "A plain workbook without a total"
    return advice("advice-en-workbook", about, letter, [paid], remittances=[truth], **keys)


def merged(books: Books) -> Sample:
    items = books.take("C004", 3, 4, 6) + books.take("C005", 2, 4)
    paid = Payment(
        "Groupe Vaubrin SA", "EUR", tuple(line(item) for item in items), "GV2026-318", day=date(2026, 11, 17)
    )
    rows: list[list[object]] = [
        ["Groupe Vaubrin SA", None, None, None],
        ["Bordereau de règlement GV2026-318"],
    ]
    rows += [["Date de paiement", date(2026, 11, 17)], [None], ["Facture", None, "Montant", None]]
    rows += [["Numéro", "Date", "Facturé EUR", "Payé EUR"]]
    rows += [[one.number, one.dated, float(one.gross or 0), float(one.net)] for one in paid.lines]
    rows += [["TOTAL", None, None, float(paid.total)]]
    notes: list[list[object]] = [["Ce classeur est produit par la trésorerie du groupe"]]
    book = sheets.workbook([("Note", notes, ()), ("Règlement", rows, ("A1:D1", "A5:B5", "C5:D5"))])
    head = {"payer", "reference", "day", "currency", "total"}
    truth = remittance(paid, "bordereau.xlsx", "table", head=head, shown={"dated", "gross", "net"})
    letter = Letter(
        "Hélène Lassagne <h.lassagne@vaubrin.example>",
        "Bordereau GV2026-318",
        "2026-11-17T10:26:00+01:00",
        "Bonjour,\n\nLe groupe règle aussi deux factures de la filiale Charpente.\n\nH. Lassagne\n",
        parts=[Part("bordereau.xlsx", book, XLSX)],
        auth="pass",
    )
    about = "A workbook with a title, merged headings and a second sheet; the parent pays for its child"
    keys: Keys = {"language": "fr", "customer": "C004", "match": match([paid], items)}
    return advice("advice-fr-workbook-merged-parent", about, letter, [paid], remittances=[truth], **keys)


def comma(books: Books) -> Sample:
    items = books.take("C022", 0, 3, 4, 6)
    paid = Payment("Lysgaard Vindkraft ApS", "EUR", tuple(line(item) for item in items), "LV-2026-0931")
    rows = [["payment_ref", "payment_date", "invoice", "po", "currency", "amount_paid"]]
    rows += [
        ["LV-2026-0931", "2026-11-12", one.number or "", one.po or "", "EUR", f"{one.net:.2f}"]
        for one in paid.lines
    ]
    head = {"reference", "day", "currency"}
    truth = remittance(paid, "LV-2026-0931.csv", "table", head=head, shown={"net", "po"})
    letter = Letter(
        "Mette Skovbo <faktura@lysgaard.example>",
        "Payment LV-2026-0931",
        "2026-11-12T08:08:00+01:00",
        "Hello, here is the file for the payment that you will see on Friday.\n\nMette Skovbo\n",
        parts=[Part("LV-2026-0931.csv", sheets.comma_file(rows), "text/csv")],
        auth="pass",
    )
    keys: Keys = {"language": "en", "customer": "C022", "orders": True}
    about = "A CSV file without a total"
    return advice("advice-en-csv", about, letter, [paid], remittances=[truth], **keys)


def semicolon(books: Books) -> Sample:
    items = books.take("C027", 0, 1, 2) + books.of("C027", "credit_note")
    paid = Payment(
        "Transports Ombrelle SA",
        "EUR",
        tuple(line(item) for item in items),
        "OMB-1207",
        day=date(2026, 11, 20),
    )
    rows = [
        ["Date paiement", "20/11/2026", ""],
        ["Référence", "OMB-1207", ""],
        ["Facture", "Date", "Montant EUR"],
    ]
    rows += [[one.number or "", f"{one.dated:%d/%m/%Y}", MONEY["comma"](one.net)] for one in paid.lines]
    rows += [["Total", "", MONEY["comma"](paid.total)]]
    head = {"reference", "day", "currency", "total"}
    truth = remittance(paid, "paiement.csv", "table", head=head, shown={"net", "dated"})
    content = sheets.comma_file(rows, ";", "cp1252")
    letter = Letter(
        "Régis Dewaelle <facturation@ombrelle.example>",
        "Paiement OMB-1207",
        "2026-11-20T09:00:00+01:00",
        "Chers partenaires,\n\nLe fichier joint reprend les factures payées ce vendredi.\n\nRégis Dewaelle\n",
        parts=[Part("paiement.csv", content, "application/octet-stream")],
        auth="pass",
    )
    keys: Keys = {"language": "fr", "customer": "C027", "match": match([paid], items)}
    about = "CSV with semicolons, decimal commas, title rows and an old encoding"
    return advice("advice-fr-csv-semicolon", about, letter, [paid], remittances=[truth], **keys)


def _table(heads: list[str], rows: list[list[str]]) -> str:
    cells = [f"<tr>{''.join(f'<td>{markup.escape(cell)}</td>' for cell in row)}</tr>" for row in rows]
    top = "".join(f"<th>{markup.escape(cell)}</th>" for cell in heads)
    return f"<table border='1'><tr>{top}</tr>{''.join(cells)}</table>"


def _quillon(paid: Payment) -> str:
    rows = [
        [str(one.number), f"{one.gross:,.2f}", f"{one.discount:,.2f}", f"{one.net:,.2f}"]
        for one in paid.lines
    ]
    heads = ["Inv", "Amount £", "Settlement discount £", "We paid £"]
    table = _table(heads, [*rows, ["", "", "Total", f"{paid.total:,.2f}"]])
    return (
        f"<p>Hi, bank transfer QF311 was made on 12 November 2026 for these.</p>{table}<p>Tessa Quillon</p>"
    )


def body_table(books: Books) -> Sample:
    items = books.take("C025", 0, 1, 3)
    lines = tuple(
        line(item, discount=off) for item, off in zip(items, ("0.00", "100.00", "0.00"), strict=True)
    )
    paid = Payment("Quillon Furniture Ltd", "GBP", lines, "QF311")
    head = {"total", "currency", "reference", "day", "method"}
    truth = remittance(paid, "body", "table", head=head, shown={"gross", "discount", "net"})
    truth.pop("payer_name")
    truth.pop("payee_name")
    who, html = "Tessa Quillon <bookkeeping@quillon.example>", _quillon(paid)
    letter = Letter(who, "what we paid", "2026-11-12T19:40:00+00:00", None, html, auth="pass")
    keys: Keys = {"language": "en", "customer": "C025", "amounts": None, "match": match([paid], items)}
    about = "A table in an HTML-only body"
    return advice("advice-en-html-table", about, letter, [paid], remittances=[truth], **keys)


def nested_table(books: Books) -> Sample:
    items = books.take("C039", 1, 2, 5)
    paid = Payment(
        "Savrane Électricité SAS",
        "EUR",
        tuple(line(item) for item in items),
        "SE-90071",
        day=date(2026, 11, 14),
    )
    rows = [[str(one.number), f"{one.dated:%d/%m/%Y}", f"{MONEY['fr'](one.net)} €"] for one in paid.lines]
    inner = _table(["N° facture", "Date facture", "Montant payé"], rows)
    top = f"Virement SE-90071 du 14/11/2026, montant total {MONEY['fr'](paid.total)} €"
    html = f"<table width='600'><tr><td><b>Savrane Électricité SAS</b></td></tr><tr><td>{top}</td></tr>"
    html += f"<tr><td>{inner}</td></tr><tr><td>Message envoyé par notre logiciel comptable</td></tr></table>"
    head = {"payer", "reference", "day", "total", "currency", "method"}
    truth = remittance(paid, "body", "table", head=head, shown={"net", "dated"})
    letter = Letter(
        "Savrane Compta <compta@savrane.example>",
        "Avis SE-90071",
        "2026-11-14T06:00:00+01:00",
        None,
        html,
        auth="pass",
    )
    keys: Keys = {"language": "fr", "customer": "C039", "amounts": None, "match": match([paid], items)}
    about = "A table nested in a layout table, as accounting programs write it"
    return advice("advice-fr-html-nested", about, letter, [paid], remittances=[truth], **keys)


ALL = (workbook, merged, comma, semicolon, body_table, nested_table)

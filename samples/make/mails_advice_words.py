"""Payment advices in the words of the mail itself."""

from datetime import date
from decimal import Decimal
from typing import Any

from samples.make import advices
from samples.make.books import Books, Item
from samples.make.compose import Letter, Part, Sample
from samples.make.forms import PLAIN
from samples.make.payment import MONEY, Json, Line, Payment, line, match, remittance
from samples.make.telling import Keys, advice, lined


def _words(
    name: str, about: str, letter: Letter, paid: Payment, items: list[Item], layout: str, **keys: Any
) -> Sample:
    head = keys.pop("head")
    assert isinstance(head, set)
    truth: Json = remittance(paid, "body", layout, head=head, shown={"net"})
    truth.pop("payer_name")
    truth.pop("payee_name")
    amounts = [f"{one.net:.2f}" for one in paid.lines] + [f"{paid.total:.2f}"]
    given: Keys = {"amounts": list(dict.fromkeys(amounts)), "match": match([paid], items)} | keys
    return advice(name, about, letter, [paid], remittances=[truth], **given)


def listed(books: Books) -> Sample:
    items = books.take("C023", 2, 4, 5)
    paid = Payment("Bellacre Homes Ltd", "GBP", tuple(line(item) for item in items), day=date(2026, 11, 13))
    rows = "\n".join(f"{one.number}   {one.net:,.2f}" for one in paid.lines)
    said = f"Hiya,\n\nPaid by BACS on 13/11/2026:\n\n{rows}\nTotal GBP {paid.total:,.2f}\n\nPriya N.\n"
    letter = Letter(
        "Priya Nandwani <accounts@bellacrehomes.example>",
        "BACS today",
        "2026-11-13T14:14:00+00:00",
        said,
        auth="pass",
    )
    keys: Keys = {"language": "en", "customer": "C023", "head": {"day", "total", "currency", "method"}}
    return _words("advice-en-body-lines", "Lines of text in the body", letter, paid, items, "lines", **keys)


def prose(books: Books) -> Sample:
    items = books.take("C017", 2, 4)
    paid = Payment(
        "Menuiserie Delaplanque", "EUR", tuple(line(item) for item in items), day=date(2026, 11, 16)
    )
    one, two = paid.lines
    said = lined(f"""
Bonjour à tous,

J'ai fait ce lundi 16 novembre 2026 un virement qui couvre la facture {one.number} pour
{MONEY["fr"](one.net)} € ainsi que la {two.number} pour {MONEY["fr"](two.net)} €, soit
{MONEY["fr"](paid.total)} € en tout.

Gaspard, menuisier
""")
    letter = Letter(
        "Gaspard Delaplanque <menuiserie@delaplanque.example>",
        "mon virement",
        "2026-11-16T21:30:00+01:00",
        said,
    )
    keys: Keys = {"language": "fr", "customer": "C017", "head": {"day", "total", "currency", "method"}}
    return _words(
        "advice-fr-prose", "A craftsman says in prose what he paid", letter, paid, items, "prose", **keys
    )


def labelled(books: Books) -> Sample:
    items = books.take("C032", 2)
    paid = Payment("Wexcombe Lift Co", "GBP", (line(items[0]),), "000719", "cheque", date(2026, 11, 11))
    said = lined(f"""
Invoice: {items[0].number}
Amount paid: £{paid.total:,.2f}
Cheque number: 000719
Date of cheque: 11 November 2026

Ron
""")
    letter = Letter(
        "Ron Wexcombe <wexcomblift@inboxly.example>",
        "cheque sent",
        "2026-11-11T20:20:00+00:00",
        said,
        auth="pass",
    )
    keys: Keys = {
        "language": "en",
        "customer": "C032",
        "head": {"reference", "day", "currency", "method", "total"},
    }
    keys["amounts"] = [f"{paid.total:.2f}"]
    about = "Labels and values in the body, from a registered free-mail address"
    return _words("advice-en-body-key-value", about, letter, paid, items, "key_value", **keys)


def on_account(books: Books) -> Sample:
    paid = Payment(
        "Marrick & Dunne LLC",
        "USD",
        (Line(None, Decimal("7500.00"), "on_account"),),
        "77120049",
        day=date(2026, 11, 17),
    )
    said = lined("""
We wired USD 7,500.00 on November 17, 2026 as a payment on account, wire reference 77120049.
Our controller will tell you next week which invoices it should be set against.

Lorna Feig
""")
    truth = remittance(
        paid, "body", "prose", head={"reference", "day", "currency", "method", "total"}, shown={"net"}
    )
    for key in ("payer_name", "payee_name"):
        truth.pop(key)
    letter = Letter(
        "Lorna Feig <invoices@marrickdunne.example>", "wire", "2026-11-17T15:00:00-05:00", said, auth="pass"
    )
    keys: Keys = {"language": "en", "customer": "C013", "amounts": ["7500.00"]}
    about = "A payment on account: no invoice is named"
    return advice("advice-en-on-account", about, letter, [paid], remittances=[truth], **keys)


def both(books: Books) -> Sample:
    items = books.take("C001", 7, 8)
    paid = Payment(
        "Halden Bridge Ltd", "GBP", tuple(line(item) for item in items), "HBL-88240", day=date(2026, 11, 19)
    )
    rows = "\n".join(f"{one.number}: {one.net:,.2f}" for one in paid.lines)
    said = "Afternoon - listing our payment HBL-88240 here as well as in the PDF.\n\n"
    said += f"{rows}\n\nTotal {paid.total:,.2f} GBP\n\nRhona\n"
    letter = Letter(
        "Rhona Stokely <r.stokely@haldenbridge.example>",
        "Remittance HBL-88240",
        "2026-11-19T15:31:00+00:00",
        said,
        parts=[Part("HBL-88240.pdf", advices.draw(PLAIN, [paid]))],
        auth="pass",
    )
    truth = [advices.truth(PLAIN, paid, "HBL-88240.pdf", ["body"])]
    keys: Keys = {"language": "en", "customer": "C001", "match": match([paid], items)}
    keys["amounts"] = [f"{one.net:.2f}" for one in paid.lines] + [f"{paid.total:.2f}"]
    about = "The same payment in the body and in a PDF: one remittance"
    return advice("advice-en-body-and-pdf", about, letter, [paid], remittances=truth, **keys)


ALL = (listed, prose, labelled, on_account, both)

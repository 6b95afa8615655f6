"""A second set held out: six firms' typographies, drawn word by word rather than through the common blocks."""

# ruff: noqa: E501

import io
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Line, Payment

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
SAID = {
    "en": {
        "transfer": "our bank transfer no. {ref} of {day}",
        "find": "Please find below the invoices that we have settled by {how}.",
        "thanks": "Should you have any question on this payment, do not hesitate to call our accounts department.",
        "sum": "Total",
        "town": "Harrow",
        "order": "PAY TO THE ORDER OF",
        "cheque": "CHEQUE NO.",
        "dated": "DATE",
        "amount": "AMOUNT",
        "account": "We have transferred {sum} to your account on {day} as a payment on account; please hold it "
        "until the open invoices are agreed. Our payment reference is {ref}.",
        "yours": "Your order",
        "foot": "VAT no. GB 218 4471 09 · Tel. +44 20 7946 0123 · Sort code 20-11-43",
    },
    "fr": {
        "transfer": "notre virement n° {ref} du {day}",
        "find": "Veuillez trouver ci-dessous les factures que nous avons réglées par {how}.",
        "thanks": "Notre service comptable reste à votre disposition pour toute question sur ce règlement.",
        "sum": "Total",
        "town": "Lille",
        "order": "PAYEZ À L'ORDRE DE",
        "cheque": "CHÈQUE N°",
        "dated": "DATE",
        "amount": "MONTANT",
        "account": "Nous avons viré {sum} sur votre compte le {day} à titre d'acompte ; merci de le conserver "
        "jusqu'au rapprochement des factures ouvertes. Notre référence de paiement est {ref}.",
        "yours": "Votre commande",
        "foot": "TVA FR 41 552 100 554 · Tél. +33 1 99 00 12 34 · Capital 120 000,00 EUR",
    },
    "de": {
        "transfer": "unsere Überweisung Nr. {ref} vom {day}",
        "find": "Nachstehend finden Sie die Rechnungen, beglichen durch {how}.",
        "thanks": "Bei Fragen zu dieser Zahlung steht Ihnen unsere Buchhaltung jederzeit gern zur Verfügung.",
        "sum": "Summe",
        "town": "Hagen",
        "order": "ZAHLBAR AN",
        "cheque": "SCHECK NR.",
        "dated": "DATUM",
        "amount": "BETRAG",
        "account": "Wir haben am {day} {sum} als Akontozahlung auf Ihr Konto überwiesen; bitte halten Sie den "
        "Betrag bis zur Klärung der offenen Rechnungen vor. Unsere Zahlungsreferenz lautet {ref}.",
        "yours": "Ihre Bestellung",
        "foot": "USt-IdNr. DE 129 873 441 · Tel. +49 30 901820 · HRB 20417",
    },
    "es": {
        "transfer": "nuestra transferencia n.º {ref} del {day}",
        "find": "A continuación figuran las facturas que hemos pagado mediante {how}.",
        "thanks": "Para cualquier pregunta sobre este pago, nuestro departamento de contabilidad está a su servicio.",
        "sum": "Total",
        "town": "Burgos",
        "order": "PÁGUESE A LA ORDEN DE",
        "cheque": "CHEQUE N.º",
        "dated": "FECHA",
        "amount": "IMPORTE",
        "account": "Hemos transferido {sum} a su cuenta el {day} como pago a cuenta; rogamos lo conserven hasta "
        "conciliar las facturas abiertas. Nuestra referencia de pago es {ref}.",
        "yours": "Su pedido",
        "foot": "CIF B-48112233 · Tel. +34 91 123 45 67 · Capital 60.000,00 EUR",
    },
}


@dataclass(frozen=True)
class Print:
    """A document as bytes with its truth."""

    sheet: Sheet
    kind: str
    content: bytes


Stranger = Callable[[random.Random, Speech, Payment], Print]
STRANGERS: dict[str, tuple[Stranger, str, bool]] = {}
"""Name: (maker, reductions, whether credits may stand among the lines)."""


class Paper:
    """A page that is written from the top, in points from the left."""

    def __init__(self, font: str, size: float) -> None:
        self._bytes = io.BytesIO()
        self._canvas = Canvas(self._bytes, pagesize=A4)
        self.font, self.size, self.y = font, size, A4[1] - 56.0

    def at(self, x: float, text: str, *, size: float | None = None, right: bool = False) -> None:
        self._canvas.setFont(self.font, size or self.size)
        (self._canvas.drawRightString if right else self._canvas.drawString)(x, self.y, text)

    def centred(self, text: str, *, size: float, word_gap: float = 0.0) -> None:
        """Write words in the middle, each `word_gap` points further from the last than a space."""
        words = text.split(" ")
        space = stringWidth(" ", self.font, size) + word_gap
        wide = sum(stringWidth(word, self.font, size) for word in words) + space * (len(words) - 1)
        x = (A4[0] - wide) / 2
        for word in words:
            self.at(x, word, size=size)
            x += stringWidth(word, self.font, size) + space

    def justified(self, text: str, left: float = 60.0, right: float = 535.0) -> None:
        """Write a paragraph whose lines all reach the right edge but the last."""
        words, rows = text.split(" "), [[]]  # type: ignore[var-annotated]
        for word in words:
            if rows[-1] and stringWidth(" ".join([*rows[-1], word]), self.font, self.size) > (right - left):
                rows.append([])
            rows[-1].append(word)
        for number, row in enumerate(rows):
            natural = sum(stringWidth(word, self.font, self.size) for word in row)
            gap = (right - left - natural) / max(len(row) - 1, 1)
            if number == len(rows) - 1:
                gap = stringWidth(" ", self.font, self.size)
            x = left
            for word in row:
                self.at(x, word)
                x += stringWidth(word, self.font, self.size) + gap
            self.down(1.4)

    def down(self, lines: float = 1.35) -> None:
        self.y -= lines * self.size
        if self.y < 90:
            self._canvas.showPage()
            self.y = A4[1] - 56.0

    def finish(self, foot: str) -> bytes:
        self.y = 40.0
        self.centred(foot, size=7)
        self._canvas.save()
        return self._bytes.getvalue()


def stranger(name: str, reductions: str, *, credits: bool = True) -> Callable[[Stranger], Stranger]:
    def keep(made: Stranger) -> Stranger:
        STRANGERS[name] = (made, reductions, credits)
        return made

    return keep


def spoken_day(day: date, language: str) -> str:
    month = MONTHS[language].split()[day.month - 1]
    return {
        "en": f"{day.day} {month} {day.year}",
        "fr": f"{'1er' if day.day == 1 else day.day} {month} {day.year}",
        "de": f"{day.day}. {month} {day.year}",
        "es": f"{day.day} de {month} de {day.year}",
    }[language]


def short_day(day: date) -> str:
    return f"{day.day:02}.{day.month:02}.{day.year % 100:02}"


SHOWN = frozenset({"method", "number", "date"})


@stranger("centred_letterhead", "none")
def centred_letterhead(rng: random.Random, say: Speech, pay: Payment) -> Print:
    """The payer centred with wide word gaps, an address window, place and day on the right, a sentence."""
    said, paper = SAID[say.language], Paper("Times-Roman", 10)
    pay.method = "transfer"
    paper.centred(pay.payer, size=20, word_gap=14)
    paper.down(2)
    paper.centred("14 Orchard Parade – 40210 Westmere", size=8, word_gap=3)
    paper.down(4)
    for row in (pay.payee, "Unit 7, Kiln Lane", "50321 Tarnbrook"):
        paper.at(310, row)
        paper.down()
    paper.down(2)
    paper.at(535, f"{said['town']}, {spoken_day(pay.day, say.language)}", right=True)
    paper.down(3)
    how = said["transfer"].format(ref=pay.reference, day=spoken_day(pay.day, say.language))
    paper.justified(said["find"].format(how=how))
    paper.down(2)
    heads = (
        (60, say("number"), False),
        (240, say("date"), False),
        (535, say("amount") + f" ({pay.currency})", True),
    )
    _row(paper, heads)
    for line in pay.lines:
        _row(
            paper,
            (
                (60, line.number or "", False),
                (240, short_day(line.day), False),
                (535, say.money(line.net), True),
            ),
        )
    _row(paper, ((60, said["sum"], False), (535, say.money(pay.total), True)))
    return Print(Sheet([], [pay], SHOWN), "pdf", paper.finish(f"{pay.payer} · {said['foot']}"))


@stranger("twin_columns", "discount")
def twin_columns(rng: random.Random, say: Speech, pay: Payment) -> Print:
    """Label: value pairs in two columns at one height; the values of both run close to one another."""
    said, paper = SAID[say.language], Paper("Helvetica", 9)
    pay.method = "transfer"
    paper.at(60, say("title").upper(), size=15)
    paper.down(3)
    twins = (
        (say("payer"), pay.payer, say("ref"), pay.reference),
        (say("payee"), pay.payee, say("day"), spoken_day(pay.day, say.language)),
        (say("method"), say("transfer"), say("total"), f"{pay.currency}{say.money(pay.total)}"),
    )
    for first, one, second, two in twins:
        _row(
            paper,
            ((60, f"{first}:", False), (135, one, False), (320, f"{second}:", False), (430, two, False)),
        )
    paper.down(2)
    columns = (
        (60, "number", False),
        (175, "date", False),
        (350, "gross", True),
        (440, "discount", True),
        (535, "net", True),
    )
    _row(paper, [(x, say(name), right) for x, name, right in columns])
    for line in pay.lines:
        texts = (
            line.number or "",
            f"{line.day.day:02}-{MONTHS['en'].split()[line.day.month - 1][:3]}-{line.day.year % 100:02}",
            *(
                f"{pay.currency}{say.money(value)}" if value else ""
                for value in (line.gross, line.discount, line.net)
            ),
        )
        _row(paper, [(x, text, right) for (x, _, right), text in zip(columns, texts, strict=True)])
    shown = SHOWN | {"gross", "discount"}
    return Print(Sheet([], [pay], shown), "pdf", paper.finish(said["foot"]))


@stranger("dot_leaders", "none")
def dot_leaders(rng: random.Random, say: Speech, pay: Payment) -> Print:
    """Typed pages: every value stands behind a row of dots."""
    said = SAID[say.language]
    pay.method = "transfer"
    fields = (
        (say("payee"), pay.payee),
        (say("ref"), pay.reference),
        (say("day"), spoken_day(pay.day, say.language)),
        (say("method"), say("transfer")),
    )
    rows = [pay.payer, "3 Mill Street", "", say("title").upper(), ""]
    rows += [f"{label} {'.' * (34 - len(label))} {value}" for label, value in fields]
    rows += ["", f"{say('number')}{'':>20}{say('amount')} {pay.currency}"]
    rows += [
        f"{line.number} {'.' * (40 - len(line.number or ''))} {say.money(line.net)}" for line in pay.lines
    ]
    rows += [
        f"{said['sum']} {'.' * (40 - len(said['sum']))} {say.money(pay.total)}",
        "",
        said["thanks"],
        "",
        said["foot"],
    ]
    if rng.random() < 0.5:
        return Print(Sheet([], [pay], frozenset({"method", "number"})), "text", "\n".join(rows).encode())
    paper = Paper("Courier", 9)
    for row in rows:
        paper.at(60, row)
        paper.down()
    return Print(Sheet([], [pay], frozenset({"method", "number"})), "pdf", paper.finish(""))


@stranger("cheque_stub", "none")
def cheque_stub(rng: random.Random, say: Speech, pay: Payment) -> Print:
    """A cheque above, its stub below; each document's order number stands on a second row."""
    said, paper = SAID[say.language], Paper("Helvetica", 9)
    pay.method, pay.reference = "cheque", f"{rng.randint(1000, 999999):08}"
    paper.at(60, pay.payer, size=12)
    paper.at(535, f"{said['cheque']} {pay.reference}", right=True)
    paper.down()
    paper.at(60, "88 Ferry Road, Eastholme")
    paper.at(535, f"{said['dated']}  {spoken_day(pay.day, say.language)}", right=True)
    paper.down(3)
    paper.at(60, said["order"], size=7)
    paper.at(190, pay.payee, size=11)
    paper.at(535, f"{said['amount']}  {pay.currency} ***{say.money(pay.total)}", right=True)
    paper.down(5)
    _row(paper, ((60, say("number"), False), (240, say("date"), False), (535, say("net"), True)))
    for line in pay.lines:
        _row(
            paper,
            (
                (60, line.number or "", False),
                (240, short_day(line.day), False),
                (535, say.money(line.net), True),
            ),
        )
        _row(paper, ((72, f"{said['yours']} {line.po}", False),))
    return Print(Sheet([], [pay], SHOWN | {"po"}), "pdf", paper.finish(said["foot"]))


@stranger("on_account", "none", credits=False)
def on_account(rng: random.Random, say: Speech, pay: Payment) -> Print:
    """A letter of justified sentences that announces one payment without invoices."""
    said, paper = SAID[say.language], Paper("Times-Roman", 11)
    pay.method = "transfer"
    pay.lines = [Line(None, "on_account", net=pay.total)]
    amount = f"{pay.currency} {say.money(pay.total)}"
    told = said["account"].format(sum=amount, day=spoken_day(pay.day, say.language), ref=pay.reference)
    rows = [pay.payer, "Dock 4, 2 Basin Row", "", pay.payee, "Kiln Lane 7", ""]
    sheet = Sheet([], [pay], frozenset({"method"}), "prose")
    if rng.random() < 0.4:
        return Print(sheet, "text", "\n".join([*rows, told, "", said["thanks"], "", said["foot"]]).encode())
    for row in rows:
        paper.at(60, row)
        paper.down()
    paper.justified(told)
    paper.down()
    paper.justified(said["thanks"])
    return Print(sheet, "pdf", paper.finish(said["foot"]))


@stranger("tabbed_mail", "discount")
def tabbed_mail(rng: random.Random, say: Speech, pay: Payment) -> Print:
    """A text whose columns are parted by tabs, the order beside the number, days with month names."""
    said = SAID[say.language]
    pay.method = None
    rows = [
        f"{say('payer')}\t{pay.payer}",
        f"{say('payee')}\t{pay.payee}",
        f"{say('ref')}\t{pay.reference}\t{say('day')}\t{spoken_day(pay.day, say.language)}",
        "",
        "\t".join([say("number"), said["yours"], say("date"), say("gross"), say("discount"), say("net")]),
    ]
    for line in pay.lines:
        money = (say.money(line.gross), say.money(line.discount) or "-", f"{say.money(line.net)}{_sign(pay)}")
        rows.append("\t".join([line.number or "", line.po or "", spoken_day(line.day, say.language), *money]))
    rows += [f"{said['sum']}\t\t\t\t\t{say.money(pay.total)}{_sign(pay)}", "", said["thanks"], said["foot"]]
    shown = frozenset({"number", "po", "date", "gross", "discount"})
    return Print(Sheet([], [pay], shown), "text", "\n".join(rows).encode())


def speak(rng: random.Random, say: Speech) -> Speech:
    """Return how a stranger writes: one of four languages."""
    language = rng.choice(list(SAID))
    style = {"en": "point", "fr": "space", "de": "comma", "es": "comma"}[language]
    return replace(say, language=language, style=style)


def _row(paper: Paper, cells: object) -> None:
    for x, text, right in cells:  # type: ignore[attr-defined]
        paper.at(x, text, right=right)
    paper.down(1.5)


def _sign(pay: Payment) -> str:
    return {"EUR": "€", "GBP": "£"}.get(pay.currency, f" {pay.currency}")

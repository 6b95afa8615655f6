"""Six firms' typographies, drawn word by word rather than through the common blocks."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from bench.layouts.forms import Sheet
from bench.layouts.paper import Paper
from bench.layouts.said import MONTHS, SAID
from bench.layouts.speech import Speech
from bench.layouts.truth import Line, Payment


@dataclass(frozen=True)
class Print:
    """A document as bytes with its truth."""

    sheet: Sheet
    kind: str
    content: bytes


Stranger = Callable[[random.Random, Speech, Payment], Print]
STRANGERS: dict[str, tuple[Stranger, str, bool]] = {}
"""Name: (maker, reductions, whether credits may stand among the lines)."""


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
    pay.method, pay.reference = "cheque", _cheque_number(pay.reference)
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


def _cheque_number(reference: str) -> str:
    return f"{int(''.join(sign for sign in reference if sign.isdigit())) % 1000000:08}"


def _sign(pay: Payment) -> str:
    return {"EUR": "€", "GBP": "£"}.get(pay.currency, f" {pay.currency}")

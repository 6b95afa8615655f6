"""Letters of a word processor: a charity's, a form with blank rows, houses, a hotel's orders."""

import random
from itertools import groupby

from docx import Document

from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALONE, keep_only
from bench.layouts.unseen4.kit import cash
from bench.layouts.unseen4.mails_word import _saved, _table
from bench.layouts.unseen5.kit_b import FACTS, KIT, SIX, drawn, plain
from bench.layouts.unseen5.names_b import person


@KIT.form("charity_writes_a_letter", SIX, 1, 10, credits=True, media=ALONE)
def charity_writes_a_letter(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A charity's letter: name on top, the payee's address, a sentence, a plain list, a name below."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    pay.method, letter = "transfer", Document()
    letter.add_heading(pay.payer, 1)
    told = KIT(say, "paid_told", day=say.day(pay.day), sum=cash(say, pay, pay.total), ref=pay.reference)
    for line in (
        KIT(say, "street"),
        "",
        str(pay.payee),
        KIT(say, "payee_street"),
        "",
        KIT(say, "dear"),
        told,
    ):
        letter.add_paragraph(line)
    _table(letter, KIT.rows(say, pay, ("doc", "kind", "doc_date", "amount"), ("amount",)), "Light Grid")
    for line in (KIT(say, "bye"), person(say), KIT(say, "treasurer")):
        letter.add_paragraph(line)
    letter.sections[0].footer.paragraphs[0].text = KIT(say, "foot")
    return drawn(_saved(letter), pays)


@KIT.form("form_with_rows_left_blank", SIX, 1, 9, media=ALONE)
def form_with_rows_left_blank(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A form of twelve counted rows of which only some are filled; the sum stands in its last row."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    pay.lines = pay.lines[:12]
    pay.total = pay.sum
    letter = Document()
    letter.add_heading(KIT(say, "title"), 2)
    _table(letter, KIT.pairs(say, pay, "payer", "payee", "day", "ref", "method", "currency"))
    letter.add_paragraph("")
    names = ("number", "date", "net")
    rows = [[KIT(say, "row_no"), *KIT.heads(say, pay, names)]]
    cells = [*KIT.cells(say, pay, names), *[["", "", ""]] * (12 - len(pay.lines))]
    rows += [[str(at), *row] for at, row in enumerate(cells, 1)]
    _table(letter, [*rows, ["", KIT(say, "total"), "", say.money(pay.total)]])
    letter.add_paragraph(f"{KIT(say, 'seen')}: {person(say, 1)}")
    return drawn(_saved(letter), pays)


@KIT.form("houses_under_headings", SIX, 2, 14, media=ALONE)
def houses_under_headings(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A property manager: a heading and a table for each house, each with heads; the payment stands last."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    letter, names = Document(), ("number", "date", "net")
    for line in (pay.payer, KIT(say, "street"), f"{KIT(say, 'payee')}: {pay.payee}"):
        letter.add_paragraph(line)
    houses = sorted(rng.choice((104, 117, 230)) for _ in pay.lines)
    rows = zip(houses, KIT.cells(say, pay, names), strict=True)
    for house, own in groupby(rows, lambda row: row[0]):
        letter.add_heading(KIT(say, "house", n=str(house)), 3)
        works = [[word, *row] for (_, row), word in zip(own, KIT(say, "works").split(",") * 30, strict=False)]
        _table(letter, [[KIT(say, "work"), *KIT.heads(say, pay, names)], *works], "Light List")
    letter.add_paragraph("")
    for a, b in KIT.pairs(say, pay, "total", "ref", "day", "method", "currency"):
        letter.add_paragraph(f"{a}: {b}")
    return drawn(_saved(letter), pays)


@KIT.form("hotel_orders_in_one_cell", SIX, 2, 12, credits=True, media=ALONE)
def hotel_orders_in_one_cell(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A hotel's letter: order and booking share one cell in two rows, the document stands beside."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day", "po")
    letter = Document()
    letter.sections[0].header.paragraphs[0].text = pay.payer
    letter.add_heading(KIT(say, "title"), 2)
    _table(letter, KIT.pairs(say, pay, *FACTS), "Light Shading")
    letter.add_paragraph("")
    names, first = ("doc", "kind", "doc_date", "amount"), rng.randint(7000, 9000)
    rows = [[f"{KIT(say, 'po')}\n{KIT(say, 'booking')}", *KIT.heads(say, pay, names)]]
    for at, (x, row) in enumerate(zip(pay.lines, KIT.cells(say, pay, names), strict=True)):
        rows.append([f"{x.po}\nK{first + at}", *row])
    _table(letter, rows)
    letter.add_paragraph(KIT(say, "thanks"))
    return drawn(_saved(letter), pays)

"""Advices put on paper word by word: a bank's telex of fields, a ministry's numbered boxes, a railway's lettered rows, a museum's cheque."""

# ruff: noqa: E501

import random

from bench.layouts.forms import Sheet
from bench.layouts.paper import Paper
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALONE, keep_only
from bench.layouts.unseen4.kit import cash
from bench.layouts.unseen4.wording import told, worded
from bench.layouts.unseen6.kit import own
from bench.layouts.unseen6.names_a import by, nth, w


def _done(paper: Paper, say: Speech, pays: list[Payment], layout: str = "table") -> Sheet:
    return own(("pdf", paper.finish(w(say, "foot"))), pays, layout)


@w.form("telex_of_a_bank", "en it fr", 1, 9, media=ALONE)
def telex_of_a_bank(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A bank prints a transfer's message: tags between colons with their names, the bills in the field of details."""
    pay = by(say, pays, "steel")
    keep_only(pay)
    pay.method = "transfer"
    paper = Paper("Courier", 9)
    day = say.day(pay.day)
    fields = (
        ("20", "ref", pay.reference),
        ("23B", "operation", f"CRED - {w(say, 'transfer')}"),
        ("32A", "value", f"{day} {cash(say, pay, pay.total)}"),
        ("50K", "orderer", pay.payer),
        ("59", "payee", pay.payee),
        ("71A", "charges", "SHA"),
    )
    paper.at(50, w(say, "telex"), size=11)
    paper.down(2.5)
    for tag, label, value in fields:
        paper.at(50, f":{tag}:")
        paper.at(95, w(say, label))
        paper.at(270, value)
        paper.down(1.6)
    paper.at(50, ":70:")
    paper.at(95, w(say, "details"))
    for x in pay.lines:
        paper.at(270, f"{w(say, 'inv')} {x.number}  {cash(say, pay, x.net)}")
        paper.down(1.4)
    return _done(paper, say, pays, "lines")


@w.form("numbered_boxes_of_a_ministry", "fr de nl it", 1, 12, media=ALONE, credits=True)
def numbered_boxes_of_a_ministry(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A printed form: boxes counted from 1 with their labels in small type over the value; the list is the last box."""
    pay = by(say, pays, "state")
    keep_only(pay, "day")
    paper = Paper("Helvetica", 10)
    paper.at(50, w(say, "title"), size=15)
    paper.down(3)
    pairs = w.pairs(say, pay, "payer", "payee", "ref", "day", "method", "total")
    for at, (label, value) in enumerate(pairs, 1):
        paper.at(50, f"{at}  {label}", size=7)
        paper.down(1.1)
        paper.at(62, value)
        paper.down(2.1)
    paper.at(50, f"{len(pairs) + 1}  {w(say, 'bills_box')}", size=7)
    paper.down(1.5)
    names, places = ("doc", "kind", "doc_date", "amount"), (62, 230, 340, 520)
    for row in (w.heads(say, pay, names), *w.cells(say, pay, names)):
        for at, one in enumerate(row):
            paper.at(places[at], one, right=at == 3)
        paper.down(1.5)
    return _done(paper, say, pays)


@w.form("lettered_rows_of_a_railway", "de fr it en", 1, 12, media=ALONE)
def lettered_rows_of_a_railway(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Each bill stands in a row behind a letter in brackets: number, its day in words, amount; the sum names the letters."""
    pay = by(say, pays, "rail")
    keep_only(pay, "day")
    paper = Paper("Times-Roman", 11)
    for one in (pay.payer, w(say, "street"), "", pay.payee, w(say, "payee_street"), "", w(say, "title"), ""):
        paper.at(60, one)
        paper.down(1.2)
    for label, value in w.pairs(say, pay, "ref", "day", "method", "currency"):
        paper.at(60, f"{label}:")
        paper.at(230, value)
        paper.down()
    paper.down()
    for place, head in zip((85, 260, 520), w.heads(say, pay, ("number", "date", "net")), strict=True):
        paper.at(place, head, right=place == 520)
    paper.down(1.6)
    letters = [chr(97 + at % 26) * (1 + at // 26) for at in range(len(pay.lines))]
    for letter, x in zip(letters, pay.lines, strict=True):
        paper.at(60, f"({letter})")
        paper.at(85, x.number or "")
        paper.at(260, worded(say, x.day))
        paper.at(520, say.money(x.net), right=True)
        paper.down(1.5)
    known = f" ({letters[0]}) - ({letters[-1]})" if len(letters) > 1 else ""
    paper.at(85, f"{w(say, 'sum')}{known}")
    paper.at(520, say.money(pay.total), right=True)
    return _done(paper, say, pays)


@w.form("cheque_of_a_museum_with_list", "en fr it", 1, 6, media=ALONE)
def cheque_of_a_museum_with_list(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A cheque above a cut line: number, day, payee, sum; below it for what exhibitions the bills of the list were."""
    pay = by(say, pays, "museum")
    keep_only(pay)
    pay.method = "cheque"
    paper = Paper("Helvetica", 10)
    paper.at(55, pay.payer, size=13)
    paper.at(535, f"{w(say, 'cheque_no')} {pay.reference}", right=True)
    paper.down(2.5)
    for label, value in (
        (w(say, "pay_to"), pay.payee),
        (w(say, "sum_of"), cash(say, pay, pay.total)),
        (w(say, "drawn_on"), told(say, pay.day)),
    ):
        paper.at(55, label)
        paper.at(190, value, size=12)
        paper.down(2.2)
    paper.at(55, "- " * 84, size=8)
    paper.down(3)
    for place, head in zip(
        (55, 240, 535), (w(say, "exhibition"), w(say, "number"), w(say, "net")), strict=True
    ):
        paper.at(place, head, right=place == 535)
    paper.down(1.6)
    for x in pay.lines:
        paper.at(55, nth(say, "exhibitions", rng.randint(0, 3)))
        paper.at(240, x.number or "")
        paper.at(535, say.money(x.net), right=True)
        paper.down(1.4)
    return _done(paper, say, pays)

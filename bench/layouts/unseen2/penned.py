"""PDFs that programs draw with a pen: turned heads, tiny labels, stubs beside cheques, lists that run on."""

import random
from datetime import timedelta

from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.ink import Ink
from bench.layouts.unseen2.phrases import (
    ALL,
    ALONE,
    CENT,
    D,
    cash,
    held,
    keep_only,
    other_number,
    pairs_of,
    settle,
    spoken,
    w,
    ws,
)


@held("turned_heads", 3, 12, reductions="both", media=ALONE)
def turned_heads(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Narrow columns whose heads are printed upwards, a quarter turned, over ruled cells."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount", "deduction", "reason")
    ink, places = Ink(height=9), (50, 150, 225, 295, 365, 430, 480, 555)
    for row in (pay.payer, w(say, "street"), "", f"{w(say, 'payee')}: {pay.payee}", w(say, "title")):
        ink.row((50,), (row,))
    for label, value in pairs_of(say, pay, "ref", "day", "method", "currency"):
        ink.row((50, 200), (label, value))
    ink.y += 95
    for at, head in enumerate(ws(say, "number", "date", "gross", "discount", "deduction", "reason", "net")):
        ink.canvas.saveState()
        ink.canvas.translate((places[at] + places[at + 1]) / 2 + 3, ink.size[1] - ink.y + 8)
        ink.canvas.rotate(90)
        ink.canvas.setFont("Helvetica-Bold", 8)
        ink.canvas.drawString(0, 0, head)
        ink.canvas.restoreState()
    ink.y += 8
    for x in pay.lines:
        if ink.room < 20:
            ink.turn()
        money = [say.money(one) for one in (x.gross, x.discount, x.deduction)]
        row = [x.number, say.day(x.day), *money, x.reason or "", say.money(x.net)]
        for at, text in enumerate(row):
            ink.box(places[at], places[at + 1] - places[at], 15, up=11)
            far = places[at + 1] - 4 if at in (2, 3, 4, 6) else places[at] + 4
            ink.at(far, text, right=at in (2, 3, 4, 6), height=8)
        ink.y += 15
    ink.down(0.6)
    ink.row((50, 551), (w(say, "total"), say.money(pay.total)), right=(1,))
    return Sheet([], pays, ALL, drawn=("pdf", ink.pdf()))


@held("tiny_labels_in_rows", 2, 9, reductions="discount", media=ALONE)
def tiny_labels_in_rows(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Each document is a row of boxes; over every value stands its label in tiny type, row after row."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    ink, places = Ink(height=10), (50, 170, 265, 360, 445, 545)
    ink.row((50, 300), (pay.payer, w(say, "title")), step=3)

    def boxes(pairs: list[tuple[str, str]], at: tuple[float, ...]) -> None:
        if ink.room < 40:
            ink.turn()
        for n, (label, value) in enumerate(pairs):
            ink.box(at[n], at[n + 1] - at[n], 28, up=8)
            ink.at(at[n] + 3, label, height=5.5)
            ink.y += 13
            ink.at(at[n] + 5, value)
            ink.y -= 13
        ink.y += 32

    boxes(pairs_of(say, pay, "payee", "ref", "day"), (50, 240, 400, 545))
    ink.down(1)
    for x in pay.lines:
        pairs = [("number", x.number), ("date", say.day(x.day)), ("gross", say.money(x.gross))]
        pairs += [("discount", say.money(x.discount)), ("net", say.money(x.net))]
        boxes([(w(say, a), b) for a, b in pairs], places)
    ink.down(1)
    boxes([(w(say, "total"), cash(say, pay, pay.total))], (360, 545))
    return Sheet([], pays, ALL - {"method"}, "key_value", ("pdf", ink.pdf()))


@held("heads_at_the_foot", 2, 9, reductions="discount", media=ALONE)
def heads_at_the_foot(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The columns' names stand under the table, over the sums; the list grows upwards to the letterhead."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    pay.lines = pay.lines[:28]
    settle(pay)
    ink, places = Ink(font="Times-Roman", height=10.5), (60, 200, 360, 450, 535)
    for row in (pay.payer, w(say, "street"), "", pay.payee, w(say, "payee_street"), "", w(say, "title")):
        ink.row((60,), (row,))
    ink.row((60,), (w(say, "we_paid_ref", ref=pay.reference, day=spoken(say, pay.day)),), step=2.5)
    for x in pay.lines:
        ink.row(
            places, (x.number, say.day(x.day), *map(say.money, (x.gross, x.discount, x.net))), right=(2, 3, 4)
        )
    ink.rule(60, 535)
    ink.row(places, ws(say, "number", "date", "gross", "discount", "net"), right=(2, 3, 4))
    whole = [sum(((getattr(x, one) or D(0)) for x in pay.lines), D(0)) for one in ("gross", "discount")]
    sums = (w(say, "sum"), "", *map(say.money, whole), cash(say, pay, pay.total))
    ink.row(places, sums, right=(2, 3, 4))
    return Sheet([], pays, ALL - {"method"}, drawn=("pdf", ink.pdf()))


@held("stub_beside_cheque", 1, 9, media=ALONE)
def stub_beside_cheque(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The stub stands left of the cheque: bills in a narrow column, the cheque's values right."""
    pay = pays[0]
    keep_only(pay)
    pay.method, pay.reference = "cheque", f"{rng.randint(100000, 999999)}"
    pay.lines = pay.lines[:20]
    settle(pay)
    ink = Ink((640, 330), height=9)
    top = ink.y
    ink.row((20, 185), (w(say, "number"), w(say, "amount")), right=(1,))
    for x in pay.lines[:14]:
        ink.row((20, 185), (x.number, say.money(x.net)), right=(1,), step=1.45)
    pay.lines = pay.lines[:14]
    settle(pay)
    ink.rule(20, 185)
    ink.row((20, 185), (w(say, "sum"), say.money(pay.total)), right=(1,))
    ink.canvas.setDash(2, 2)
    ink.canvas.line(200, 20, 200, 310)
    ink.canvas.setDash()
    ink.y = top
    right = [
        ((215, 620), (pay.payer, f"{w(say, 'cheque_no')} {pay.reference}"), 1.5),
        ((215, 620), (w(say, "street"), spoken(say, pay.day)), 4),
        ((215, 290), (w(say, "pay_to"), ""), 1.5),
        ((215, 620), (pay.payee, f"{pay.currency} {say.money(pay.total)}"), 6),
        ((215, 620), (w(say, "bank"), w(say, "signed")), 2),
    ]
    for places, texts, step in right:
        ink.row(places, texts, right=(1,), step=step)
    ink.at(300, f"C{pay.reference}C A021004417A 88{rng.randint(10**6, 10**7 - 1)}", font="Courier", height=10)
    return Sheet([], pays, ALL, drawn=("pdf", ink.pdf()))


@held("open_items_after_payment", 2, 8, media=ALONE)
def open_items_after_payment(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Under the paid documents, in the same columns without new heads, follow those still open."""
    pay = pays[0]
    keep_only(pay, "day")
    ink, places = Ink(height=9.5), (60, 250, 535)
    for row in (pay.payer, w(say, "street"), "", pay.payee, "", w(say, "title")):
        ink.row((60,), (row,))
    for label, value in pairs_of(say, pay, "ref", "day", "method", "total"):
        ink.row((60, 230), (label, value))
    ink.down(1)
    ink.row(places, (*ws(say, "number", "date"), f"{w(say, 'amount')} {pay.currency}"), right=(2,))
    ink.row((60,), (w(say, "now_paid"),))
    for x in pay.lines:
        if ink.room < 20:
            ink.turn()
        ink.row(places, (x.number, say.day(x.day), say.money(x.net)), right=(2,))
    ink.down(0.5)
    ink.row((60,), (w(say, "later_paid"),))
    for at in range(rng.randint(2, 5)):
        number, day = other_number(pay.lines[0].number, 90510 + 31 * at), pay.day - timedelta(days=9 - at)
        sum_ = (pay.sum * D(rng.randint(5, 60)) / 100).quantize(CENT)
        ink.row(places, (number, say.day(day), say.money(sum_)), right=(2,))
    return Sheet([], pays, ALL, drawn=("pdf", ink.pdf()))

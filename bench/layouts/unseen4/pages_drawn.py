"""Pages drawn with a pen: bands of heads, boxes beside the list, slips, margins with words on their side."""

import random
from collections.abc import Sequence

from reportlab.lib.colors import HexColor, black

from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.ink import Ink
from bench.layouts.unseen2.phrases import ALL, ALONE, keep_only
from bench.layouts.unseen4.kit import cash, cell, fourth, heads, pairs
from bench.layouts.unseen4.wording import w, ws

LEFT, EDGE = 45.0, 550.0


def _top(ink: Ink, say: Speech, pay: Payment, *names: str, size: float = 14) -> None:
    """Write letterhead, title and the payment's values."""
    ink.at(LEFT, pay.payer, height=size)
    ink.down(1.6)
    ink.row((LEFT,), (w(say, "street"),), step=2.4)
    ink.at(LEFT, w(say, "title"), height=12)
    ink.down(2.2)
    for pair in pairs(say, pay, *names):
        ink.row((LEFT, LEFT + 165), pair)
    ink.down(0.8)


def _drawn(ink: Ink, pays: list[Payment], layout: str = "table") -> Sheet:
    return Sheet([], pays, ALL, layout, drawn=("pdf", ink.pdf()))


def _shade(ink: Ink, left: float, wide: float, high: float, colour: str, up: float = 10) -> None:
    ink.canvas.setFillColor(HexColor(colour))
    ink.canvas.rect(left, ink.size[1] - ink.y - high + up, wide, high, stroke=0, fill=1)
    ink.canvas.setFillColor(black)


def _rows(
    ink: Ink, say: Speech, pay: Payment, names: Sequence[str], places: Sequence[float], right: Sequence[int]
) -> None:
    for x in pay.lines:
        if ink.room < 20:
            ink.turn()
            ink.row(places, heads(say, pay, names), right=right, step=1.8)
        ink.row(places, [cell(say, name, x) for name in names], right=right)


@fourth("heads_in_two_bands", 1, 18, reductions="discount", media=ALONE)
def heads_in_two_bands(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A band over the heads says which are the document's and which the payment's; lines span each group."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    ink, places, right = Ink(height=9), (45, 160, 320, 430, 550), (2, 3, 4)
    _top(ink, say, pay, "payee", "ref", "day", "method", "currency", "total")
    ink.row((100, 430), ws(say, "group_doc", "group_sum"), step=0.5)
    for left, end in ((45, 230), (260, 550)):
        ink.canvas.line(left, ink.size[1] - ink.y, end, ink.size[1] - ink.y)
    ink.down(1.5)
    ink.row(places, ws(say, "no_short", "day_short", "gross", "discount", "net"), right=right, step=1.8)
    _rows(ink, say, pay, ("number", "date", "gross", "discount", "net"), places, right)
    ink.rule(430, 550)
    ink.row((320, 550), (w(say, "sum"), say.money(pay.total)), right=(0, 1))
    return _drawn(ink, pays)


@fourth("box_at_the_right", 1, 16, credits=True, media=ALONE)
def box_at_the_right(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The list stands left; a shaded box at the right holds the payment's values, labels over values."""
    pay = pays[0]
    keep_only(pay, "day")
    pay.lines = pay.lines[:30]
    pay.total = pay.sum
    ink, places = Ink(height=8.5), (45, 122, 192, 352)
    ink.row((LEFT,), (pay.payer,), step=1.4)
    ink.row((LEFT,), (w(say, "street"),), step=2.4)
    ink.row((LEFT,), (w(say, "title"),), step=2.4)
    start = ink.y
    _shade(ink, 365, 200, 210, "#e8ecf2", up=14)
    ink.row((375,), (w(say, "box_told"),), step=2)
    for label, value in pairs(say, pay, "payee", "ref", "day", "method", "total"):
        ink.at(375, label, height=6.5)
        ink.down(1.1)
        ink.at(375, value, height=8.5 if ink.wide(value) < 180 else 6)
        ink.down(2)
    ink.y = start
    ink.row(places, heads(say, pay, ("doc", "kind", "doc_date", "net")), right=(3,), step=1.8)
    for x in pay.lines:
        texts = [cell(say, name, x) for name in ("doc", "kind", "doc_date", "net")]
        ink.row(places, texts, right=(3,))
    return _drawn(ink, pays)


@fourth("values_at_the_right_edge", 1, 14, reductions="discount", media=ALONE)
def values_at_the_right_edge(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Labels end where their values begin, all at the right half; the payee's address is in a window left."""
    pay = pays[0]
    keep_only(pay, "day", "po", "discount")
    ink, places, right = Ink(height=9), (45, 150, 235, 330, 450, 550), (4, 5)
    ink.at(EDGE, pay.payer, right=True, height=13)
    ink.down(1.5)
    ink.at(EDGE, w(say, "street"), right=True, height=8)
    ink.down(4)
    window = ink.y
    for text in (pay.payee, w(say, "payee_street")):
        ink.row((LEFT,), (text,))
    ink.y = window + 40
    for label, value in pairs(say, pay, "ref", "day", "method", "currency", "total"):
        ink.at(420, f"{label}:", right=True)
        ink.row((428,), (value,))
    ink.down(1.5)
    names = ("number", "date", "po", "kind", "discount", "net")
    ink.row(places, heads(say, pay, names), right=right, step=2)
    _rows(ink, say, pay, names, places, right)
    return _drawn(ink, pays)


@fourth("sign_only_at_the_ends", 2, 18, credits=True, media=ALONE)
def sign_only_at_the_ends(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """As book-keepers do it, the currency stands before the first sum and before the last one only."""
    pay = pays[0]
    keep_only(pay, "day")
    ink, places = Ink(height=9.5, font="Times-Roman"), (45, 150, 300, 540)
    _top(ink, say, pay, "payee", "day", "ref", "method")
    ink.row(places, [*ws(say, "kind", "doc_date", "doc"), w(say, "net")], right=(3,), step=1.9)
    for at, x in enumerate(pay.lines):
        if ink.room < 30:
            ink.turn()
        if at == 0:
            ink.at(430, pay.currency)
        ink.row(
            places,
            [cell(say, name, x) for name in ("kind", "doc_date", "doc", "net")],
            right=(3,),
        )
    ink.rule(430, 540)
    ink.at(430, pay.currency)
    ink.row((300, 540), (w(say, "total"), say.money(pay.total)), right=(1,))
    ink.rule(430, 540)
    ink.rule(430, 540, above=-3.5)
    return _drawn(ink, pays)


@fourth("counterfoil_with_rules", 1, 9, reductions="discount", media=ALONE)
def counterfoil_with_rules(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The cheque is above, the counterfoil below it in ruled columns with tiny heads in capitals."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    pay.method, pay.reference = "cheque", f"{rng.randint(1, 999_999):07}"
    ink, names = Ink(height=9), ("date", "number", "gross", "discount", "net")
    places, right = (50, 135, 345, 445, 548), (2, 3, 4)
    ink.row((LEFT, EDGE), (pay.payer, f"{w(say, 'cheque_no')} {pay.reference}"), right=(1,))
    ink.row((LEFT, EDGE), (w(say, "bank"), say.day(pay.day)), right=(1,), step=3)
    ink.row((LEFT, 160), (w(say, "cheque_pay"), pay.payee), step=2)
    ink.row((LEFT, EDGE), (w(say, "not_a_cheque"), f"**{cash(say, pay, pay.total)}**"), right=(1,), step=4)
    ink.at(110, f"C{pay.reference}C A440910A 01774420C", font="Courier", height=11)
    ink.down(3)
    ink.rule(LEFT - 20, EDGE + 20, dashed=True)
    ink.row((LEFT, EDGE), (w(say, "slip"), f"{w(say, 'cheque')} {pay.reference}"), right=(1,), step=2)
    top = ink.y - 8
    for i, text in enumerate(heads(say, pay, names)):
        ink.at(places[i], text.upper(), height=5.5, right=i in right)
    ink.down(1.6)
    _rows(ink, say, pay, names, places, right)
    ink.row((345, 548), (w(say, "sum"), say.money(pay.total)), right=(0, 1))
    for x in (45, 130, 250, 352, 452, 553):
        ink.canvas.line(x, ink.size[1] - top, x, ink.size[1] - ink.y + 6)
    return _drawn(ink, pays)


@fourth("words_up_the_margin", 1, 20, reductions="discount", credits=True, media=ALONE)
def words_up_the_margin(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An ordinary list; words and the payer's registration run up the left margin, a quarter turned."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    ink, places, right = Ink(height=8.5), (60, 152, 235, 386, 460, 550), (3, 4, 5)
    _margin(ink, say)
    ink.row((60,), (pay.payer,), step=1.5)
    ink.row((60,), (w(say, "street"),), step=2.5)
    for pair in pairs(say, pay, "payee", "day", "ref", "currency", "method", "total"):
        ink.row((60, 230), pair)
    ink.down(1)
    names = ("doc", "doc_date", "kind", "gross", "discount", "net")
    ink.row(places, heads(say, pay, names), right=right, step=1.8)
    for x in pay.lines:
        if ink.room < 20:
            ink.turn()
            _margin(ink, say)
        ink.row(places, [cell(say, name, x) for name in names], right=right)
    return _drawn(ink, pays)


def _margin(ink: Ink, say: Speech) -> None:
    canvas = ink.canvas
    canvas.saveState()
    canvas.translate(28, 120)
    canvas.rotate(90)
    canvas.setFont("Helvetica", 6)
    canvas.drawString(0, 0, f"{w(say, 'margin')} · {w(say, 'foot').split(' · ')[0]}")
    canvas.restoreState()

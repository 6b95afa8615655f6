"""Papers that come as pictures, second part: lists, forms, letters and slips that lay on the glass."""

import random

from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4, landscape

from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.ink import Ink, photographed, scanned
from bench.layouts.unseen2.phrases import (
    ALL,
    D,
    cash,
    figures,
    held,
    keep_only,
    pairs_of,
    settle,
    spoken,
    w,
    ws,
)


def _pairs(ink: Ink, say: Speech, pay: Payment, *names: str, left: float = 60, gap: float = 170) -> None:
    for label, value in pairs_of(say, pay, *names):
        ink.row((left, left + gap), (label, value))


@held("green_bars", 3, 12, credits=True, media=("scan_jpg",))
def green_bars(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A printer's list on paper of green bars, in typewriter letters; credits carry CR."""
    pay = pays[0]
    keep_only(pay, "day", "po")
    pay.lines = pay.lines[:26]
    settle(pay)
    ink, places = Ink(landscape(A4), "Courier", 11), (70, 260, 400, 700)
    for at in range(0, 24, 2):
        ink.canvas.setFillColor(Color(0.86, 0.95, 0.87))
        ink.canvas.rect(40, ink.size[1] - 60 - (at + 1) * 22, 760, 22, stroke=0, fill=1)
    ink.canvas.setFillColor(Color(0.15, 0.15, 0.2))
    ink.row((70, 520), (pay.payer, w(say, "title").upper()))
    ink.row((70, 520), (f"{w(say, 'payee')}: {pay.payee}", f"{w(say, 'ref')}: {pay.reference}"), step=1.4)
    ink.row(
        (70, 520), (f"{w(say, 'day')}: {say.day(pay.day)}", f"{w(say, 'currency')}: {pay.currency}"), step=2
    )
    ink.row(places, ws(say, "doc_number", "doc_date", "po", "amount"), right=(3,))
    for x in pay.lines[:20]:
        sum_ = say.money(abs(x.net))
        ink.row(places, (x.number, say.day(x.day), x.po, sum_), right=(3,), step=0)
        ink.row((708,), ("CR" if x.net < 0 else "",), step=1.4)
    pay.lines = pay.lines[:20]
    settle(pay)
    ink.down(0.3)
    ink.row((400, 700), (w(say, "total"), say.money(pay.total)), right=(1,))
    return Sheet(
        [],
        pays,
        ALL - {"method"},
        drawn=("jpg", scanned(ink.pdf(), rng, "jpg", 200, "skew", "jpeg", "photo")),
    )


@held("boxes_of_a_form", 1, 6, reductions="discount", media=("scan_png",))
def boxes_of_a_form(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A printed form filled in by typewriter: numbered boxes with tiny labels; six rows, some left empty."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    pay.lines = pay.lines[:6]
    settle(pay)
    ink = Ink(height=10)

    def box(n: int, x: float, wide: float, label: str, value: str) -> None:
        ink.box(x, wide, 30, up=20)
        ink.y -= 12
        ink.at(x + 3, f"{n}  {label}", height=6)
        ink.y += 16
        ink.at(x + 6, value, font="Courier", height=10.5)
        ink.y -= 4

    def dated(pairs: list[tuple[str, str]], first: int) -> None:
        for at in range(0, len(pairs), 2):
            for side, (label, value) in enumerate(pairs[at : at + 2]):
                box(first + at + side, 50 + side * 245, 245, label, value)
            ink.y += 30

    ink.at(50, w(say, "title"), height=13)
    ink.down(3)
    dated(pairs_of(say, pay, "payer", "payee", "ref", "day"), 1)
    ink.down(2)
    grid = [[x.number, say.day(x.day), *map(say.money, (x.gross, x.discount, x.net))] for x in pay.lines]
    grid += [[""] * 5] * (6 - len(grid))
    heads, places = ws(say, "number", "date", "gross", "discount", "net"), (50, 170, 260, 360, 440, 545)
    for at, head in enumerate(heads):
        ink.at(places[at] + 3, f"{at + 5}  {head}", height=6)
    ink.y += 20
    for row in grid:
        for at, text in enumerate(row):
            ink.box(places[at], places[at + 1] - places[at], 20, up=14)
            if at > 1:
                ink.at(places[at + 1] - 6, text, font="Courier", height=9.5, right=True)
            else:
                ink.at(places[at] + 4, text, font="Courier", height=9.5)
        ink.y += 20
    ink.y += 6
    box(10, 300, 245, f"{w(say, 'total')} {pay.currency}", say.money(pay.total))
    form = scanned(ink.pdf(), rng, "png", 220, "skew", "noise", "clean")
    return Sheet([], pays, ALL - {"method"}, drawn=("png", form))


@held("letter_of_two_columns", 2, 7, media=("scan_pdf",))
def letter_of_two_columns(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A club's letter set in two columns: who and when on the left, the list of bills on the right."""
    pay = pays[0]
    keep_only(pay, "day")
    ink = Ink(font="Times-Roman", height=11)
    ink.at(300 - ink.wide(pay.payer, 17) / 2, pay.payer, height=17)
    ink.down(4)
    top = ink.y
    left = [pay.payee, w(say, "payee_street"), "", spoken(say, pay.day), "", w(say, "dear"), ""]
    text = w(say, "list_follows").split(" ")
    row = ""
    for word in text:
        if ink.wide(f"{row} {word}") > 215:
            left.append(row)
            row = word
        else:
            row = f"{row} {word}".strip()
    left += [row, ""]
    for one in left:
        ink.row((60,), (one,))
    for label, value in pairs_of(say, pay, "ref", "method"):
        ink.row((60, 75), (f"{label}:", ""), step=1.3)
        ink.row((75,), (value,))
    ink.down(1)
    ink.row((60,), (w(say, "regards"),))
    ink.row((60,), (pay.payer,))
    ink.y = top
    ink.row((310, 535), (w(say, "invoices"), f"{w(say, 'amount')} {pay.currency}"), right=(1,))
    for x in pay.lines:
        ink.row((310, 535), (x.number, say.money(x.net)), right=(1,), step=1.25)
        ink.row((322,), (say.day(x.day),), step=1.7)
    ink.rule(310, 535)
    ink.row((310, 535), (w(say, "total"), say.money(pay.total)), right=(1,))
    return Sheet([], pays, ALL, drawn=("pdf", scanned(ink.pdf(), rng, "pdf", 200, "skew", "jpeg", "border")))


@held("slip_of_a_till", 1, 8, media=("scan_jpg",))
def slip_of_a_till(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A photographed till slip: a narrow roll, number in one row, day and amount in the next."""
    pay = pays[0]
    keep_only(pay, "day")
    pay.method = None
    pay.lines = pay.lines[:10]
    settle(pay)
    ink = Ink((240, 330 + 27 * len(pay.lines)), "Courier", 9)
    for row in (pay.payer, w(say, "market"), "-" * 38, w(say, "title")):
        ink.row((16,), (row[:40],))
    for label, value in pairs_of(say, pay, "payee", "ref", "day"):
        ink.row((16,), (f"{label}:",), step=1.2)
        ink.row((30,), (value,))
    ink.row((16,), ("-" * 38,))
    for x in pay.lines:
        ink.row((16,), (x.number,), step=1.2)
        ink.row((30, 222), (say.day(x.day), say.money(x.net)), right=(1,))
    ink.row((16,), ("=" * 38,))
    ink.row((16, 222), (w(say, "total"), cash(say, pay, pay.total)), right=(1,))
    ink.row((16,), (w(say, "keep_slip"),))
    slip = photographed(ink.pdf(), rng, 260)
    return Sheet([], pays, ALL, drawn=("jpg", slip))


@held("folded_letter", 2, 9, reductions="discount", media=("scan_jpg",))
def folded_letter(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A letter folded twice and photographed: shadows run over its ruled table."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    pay.lines = pay.lines[:18]
    settle(pay)
    ink, places = Ink(font="Times-Roman", height=11), (64, 190, 350, 440, 530)
    for row in (pay.payer, w(say, "street"), "", pay.payee, w(say, "payee_street"), "", w(say, "title"), ""):
        ink.row((60,), (row,))
    _pairs(ink, say, pay, "ref", "day", "method", "currency")
    ink.down(1)
    rows = [ws(say, "number", "date", "gross", "discount", "net")]
    rows += [[x.number, say.day(x.day), *map(say.money, (x.gross, x.discount, x.net))] for x in pay.lines]
    rows.append([w(say, "total"), "", "", "", say.money(pay.total)])
    for row in rows:
        ink.box(58, 478, 17, up=12)
        ink.row(places, row, right=(2, 3, 4), step=17 / 11)
    return Sheet([], pays, ALL, drawn=("jpg", photographed(ink.pdf(), rng, fold=True)))


@held("registry_entry", 2, 9, media=("scan_pdf",))
def registry_entry(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The payee's mail room stamped day and number of entry on the letter and wrote ticks beside the rows."""
    pay = pays[0]
    keep_only(pay, "day", "po")
    ink, places = Ink(height=10), (64, 190, 300, 530)
    for row in (pay.payer, w(say, "street"), "", f"{w(say, 'payee')}: {pay.payee}", "", w(say, "title"), ""):
        ink.row((60,), (row,))
    _pairs(ink, say, pay, "ref", "day", "method", "total")
    ink.down(1)
    ink.row(places, ws(say, "number", "date", "po", "amount"), right=(3,))
    for x in pay.lines[:25]:
        ink.row(places, (x.number, say.day(x.day), x.po, say.money(x.net)), right=(3,), step=1.8)
        high = ink.size[1] - ink.y + 18
        ink.canvas.setStrokeColor(Color(0.1, 0.2, 0.7))
        ink.canvas.lines([(540, high + 4, 544, high), (544, high, 552, high + 11)])
    pay.lines = pay.lines[:25]
    settle(pay)
    ink.canvas.setFillColor(Color(0.7, 0.1, 0.1))
    ink.canvas.saveState()
    ink.canvas.translate(330, ink.size[1] - 105)
    ink.canvas.rotate(rng.uniform(-6, 6))
    came = say.day(pay.day.replace(day=28))
    ink.canvas.setFont("Helvetica-Bold", 11)
    ink.canvas.drawString(0, 0, w(say, "received_stamp", day=came, n=str(rng.randint(40000, 49999))))
    ink.canvas.restoreState()
    return Sheet([], pays, ALL, drawn=("pdf", scanned(ink.pdf(), rng, "pdf", 200, "skew", "noise", "jpeg")))


@held("payment_on_each_page", 1, 6, payments=3, media=("scan_tiff",))
def payment_on_each_page(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Three advices of one payer scanned in one go: a page, a payment."""
    ink, places = Ink(font="Times-Roman", height=11), (64, 220, 530)
    for at, pay in enumerate(pays):
        keep_only(pay, "day")
        pay.payee, pay.currency = pays[0].payee, pays[0].currency
        if at:
            ink.turn()
        for row in (pay.payer, w(say, "street"), "", w(say, "title"), ""):
            ink.row((60,), (row,))
        _pairs(ink, say, pay, "payee", "ref", "day", "method", "currency", gap=200)
        ink.down(1)
        ink.row(places, ws(say, "number", "date", "amount"), right=(2,))
        for x in pay.lines:
            ink.row(places, (x.number, say.day(x.day), say.money(x.net)), right=(2,))
        ink.row((64, 530), (w(say, "total"), say.money(pay.total)), right=(1,))
    return Sheet(
        [], pays, ALL, drawn=("tiff", scanned(ink.pdf(), rng, "tiff", 180, "skew", "noise", "turned_180"))
    )


@held("list_on_its_side", 3, 12, reductions="discount", media=("scan_pdf",))
def list_on_its_side(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A wide list scanned sideways: own booking numbers, orders and due amounts around what counts."""
    pay = pays[0]
    keep_only(pay, "day", "po", "gross", "discount")
    pay.lines = pay.lines[:20]
    settle(pay)
    ink, places = Ink(landscape(A4), height=9.5), (50, 130, 270, 380, 560, 670, 780)
    own = int(figures(pay.reference)[-4:] or 7) + 810000
    ink.row((50, 500), (pay.payer, w(say, "title")), step=2.2)
    _pairs(ink, say, pay, "payee", "ref", "day", "method", "currency", left=50)
    ink.down(1)
    ink.row(places, ws(say, "booking", "number", "date", "po", "gross", "discount", "net"), right=(4, 5, 6))
    for at, x in enumerate(pay.lines):
        money = map(say.money, (x.gross, x.discount, x.net))
        ink.row(places, (str(own + at), x.number, say.day(x.day), x.po, *money), right=(4, 5, 6))
    whole = [
        sum(((getattr(x, one) or D(0)) for x in pay.lines), D(0)) for one in ("gross", "discount", "net")
    ]
    ink.row(places, (w(say, "sum"), "", "", "", *map(say.money, whole)), right=(4, 5, 6))
    damages = ("turned_90", "turned_270")
    return Sheet([], pays, ALL, drawn=("pdf", scanned(ink.pdf(), rng, "pdf", 200, *damages)))


@held("coarse_list", 2, 10, credits=True, media=("scan_png",))
def coarse_list(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A list in large type scanned at 120 dots an inch, black and white."""
    pay = pays[0]
    keep_only(pay, "day")
    pay.lines = pay.lines[:22]
    settle(pay)
    ink, places = Ink(height=12), (56, 230, 540)
    for row in (pay.payer, w(say, "street"), w(say, "title")):
        ink.row((56,), (row,))
    _pairs(ink, say, pay, "payee", "ref", "day", "method", "total", left=56)
    ink.down(1)
    ink.row(places, ws(say, "doc_number", "doc_date", "amount"), right=(2,))
    for x in pay.lines:
        ink.row(places, (x.number, say.day(x.day), say.money(x.net)), right=(2,))
    return Sheet([], pays, ALL, drawn=("png", scanned(ink.pdf(), rng, "png", 120, "clean", "skew")))

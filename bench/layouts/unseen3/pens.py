"""PDFs drawn with a pen: laser cheques, filled fields, columns written one by one, tight and wide cells."""

import random

from reportlab.lib.colors import lightgrey, white

from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Line, Payment
from bench.layouts.unseen2.ink import Ink
from bench.layouts.unseen2.phrases import ALL, ALONE, D, cash, keep_only
from bench.layouts.unseen3.kit import cell, heads, pairs, third, w, ws

WIDE = (842.0, 595.0)


def _opened(ink: Ink, say: Speech, pay: Payment, *names: str, left: float = 45) -> None:
    """Write letterhead, title and the payment's values."""
    ink.at(left, pay.payer, height=14)
    ink.down(1.5)
    ink.row((left,), (w(say, "street"),), step=2.6)
    ink.at(left, w(say, "title"), height=12)
    ink.down(2.2)
    for pair in pairs(say, pay, *names):
        ink.row((left, left + 150), pair)
    ink.down(1)


@third("laser_cheque", 1, 9, reductions="discount", media=ALONE)
def laser_cheque(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A sheet in two parts: the list at the top, the cheque with stars before its sum at the bottom."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    pay.method, pay.reference = "cheque", f"{rng.randint(1, 99_999):08}"
    ink, places, right = Ink(height=9), (45, 112, 205, 410, 480, 550), (3, 4, 5)
    ink.at(45, pay.payer, height=12)
    ink.at(550, f"{w(say, 'cheque_no')} {pay.reference}", right=True)
    ink.down(2)
    ink.row((45, 550), (f"{w(say, 'payee')}: {pay.payee}", say.day(pay.day)), right=(1,), step=2)
    ink.row(places, ws(say, "date", "number", "memo", "gross", "discount", "net"), right=right)
    ink.rule(45, 550)
    for x in pay.lines:
        memo = w(say, "memos", n=str(rng.randint(2, 48)))
        money = [cell(say, name, x) for name in ("gross", "discount", "net")]
        ink.row(places, (cell(say, "date", x), x.number or "", memo, *money), right=right)
    ink.rule(45, 550)
    ink.row((370, 550), (w(say, "sum"), say.money(pay.total)), right=(1,))
    _cheque(ink, say, pay)
    # A cheque's own day is that of its payment.
    return Sheet([], pays, ALL, drawn=("pdf", ink.pdf()))


def _cheque(ink: Ink, say: Speech, pay: Payment) -> None:
    ink.y = 530
    ink.at(45, f"- - - - {w(say, 'detach')} - - - -", height=7)
    ink.y = 560
    ink.row((45, 550), (pay.payer, f"{w(say, 'cheque_no')} {pay.reference}"), right=(1,))
    ink.row((45, 550), (w(say, "bank_name"), say.day(pay.day)), right=(1,), step=3)
    ink.row((45, 180), (w(say, "order_of"), pay.payee))
    ink.at(550, f"{pay.currency} ***{say.money(pay.total)}", right=True, height=12)
    ink.down(4)
    ink.row((45,), (w(say, "void"),), step=4)
    ink.at(120, f'"{pay.reference}" 111000000: 4418 7731', font="Courier", height=11)


@third("filled_form", 1, 6, media=ALONE)
def filled_form(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A printed form whose values were typed into the fields of the PDF."""
    pay = pays[0]
    keep_only(pay, "day")
    ink = Ink(height=9)
    form, count = ink.canvas.acroForm, iter(range(1000))

    def typed(x: float, wide: float, text: str) -> None:
        form.textfield(value=str(text), name=f"f{next(count)}", x=x, y=ink.size[1] - ink.y - 4, width=wide,
                       height=16, fontSize=9, borderWidth=0.5)  # fmt: skip

    ink.row((45, 450), (w(say, "title"), w(say, "form_no")), step=3)
    for a, b in pairs(say, pay, "payer", "payee", "ref", "day", "method", "currency", "total"):
        ink.at(45, a)
        typed(200, 260, b)
        ink.down(2.2)
    ink.down(1)
    ink.row((45, 235, 365), heads(say, pay, ("number", "date", "amount")), step=1.8)
    for x in pay.lines:
        for at, (left, wide) in enumerate(((45, 180), (235, 120), (365, 130))):
            typed(left, wide, (x.number or "", cell(say, "date", x), cell(say, "net", x))[at])
        ink.down(2.1)
    return Sheet([], pays, ALL, drawn=("pdf", ink.pdf()))


@third("columns_one_by_one", 1, 16, reductions="discount", credits=True, media=ALONE)
def columns_one_by_one(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A report program writes column after column, each from the bottom up, on a page turned upside down."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    pay.lines = pay.lines[:24]
    pay.total = pay.sum
    ink = Ink(size=WIDE, height=9)
    _opened(ink, say, pay, "payee", "ref", "day", "method", "currency", "total")
    names, places = ("doc", "kind", "doc_date", "gross", "discount", "net"), (45, 200, 330, 540, 650, 790)
    top = ink.y
    for i, name in reversed(list(enumerate(names))):
        texts = [w(say, name), *(cell(say, name, x) for x in pay.lines)]
        for at, text in reversed(list(enumerate(texts))):
            _mirrored(ink, places[i], top + at * 13.5, text, right=i > 2)
    return Sheet([], pays, ALL, drawn=("pdf", ink.pdf()))


def _mirrored(ink: Ink, x: float, y: float, text: str, *, right: bool) -> None:
    """Write text of size one, enlarged and turned by the matrices, as some report programs do."""
    canvas = ink.canvas
    canvas.saveState()
    canvas.transform(1, 0, 0, -1, 0, ink.size[1])
    put = canvas.beginText()
    put.setFont(ink.font, 1)
    put.setTextTransform(9, 0, 0, -9, x - (ink.wide(text, 9) if right else 0), y)
    put.textOut(str(text))
    canvas.drawText(put)
    canvas.restoreState()


@third("heads_only_once", 20, 60, credits=True, media=ALONE)
def heads_only_once(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Many pages: heads on the first alone, sums carried at each foot and brought to each top."""
    pay = pays[0]
    keep_only(pay, "day")
    ink, places, so_far, page = Ink(height=9), (45, 190, 330, 550), D(0), 1
    _opened(ink, say, pay, "payee", "ref", "day", "method", "currency", "total")
    ink.row(places, heads(say, pay, ("number", "kind", "date", "amount")), right=(3,), step=2)
    for x in pay.lines:
        if ink.room < 40:
            ink.row((190, 550), (w(say, "carried"), say.money(so_far)), right=(1,))
            ink.turn()
            page += 1
            ink.row((45, 550), (pay.payer, f"- {page} -"), right=(1,), step=3)
            ink.row((190, 550), (w(say, "brought"), say.money(so_far)), right=(1,))
        ink.row(places, [cell(say, name, x) for name in ("number", "kind", "date", "net")], right=(3,))
        so_far += x.net
    ink.row((190, 550), (w(say, "total"), say.money(pay.total)), right=(1,))
    return Sheet([], pays, ALL, drawn=("pdf", ink.pdf()))


@third("copy_across_the_page", 2, 18, reductions="discount", media=ALONE)
def copy_across_the_page(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The word for a copy stands large and slanting in grey behind an ordinary list."""
    pay = pays[0]
    keep_only(pay, "day", "po", "gross", "discount")
    ink, places, right = Ink(height=8.5), (45, 135, 215, 370, 450, 550), (3, 4, 5)
    _stamped(ink, w(say, "copy"))
    _opened(ink, say, pay, "payee", "ref", "day", "method", "currency")
    ink.row(places, ws(say, "number", "date", "po", "gross", "discount", "net"), right=right, step=1.8)
    for x in pay.lines:
        if ink.room < 30:
            ink.turn()
            _stamped(ink, w(say, "copy"))
        texts = [cell(say, name, x) for name in ("number", "date", "po", "gross", "discount", "net")]
        ink.row(places, texts, right=right)
    ink.row((45, 550), (w(say, "total"), say.money(pay.total)), right=(1,))
    return Sheet([], pays, ALL, drawn=("pdf", ink.pdf()))


def _stamped(ink: Ink, word: str) -> None:
    canvas = ink.canvas
    canvas.saveState()
    canvas.setFillColor(lightgrey)
    canvas.translate(150, 250)
    canvas.rotate(50)
    canvas.setFont("Helvetica-Bold", 110)
    canvas.drawString(0, 0, word)
    canvas.restoreState()


@third("cells_that_touch", 1, 20, reductions="discount", credits=True, media=ALONE)
def cells_that_touch(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Columns stand so close that a sum nearly touches the word right of it; ruled boxes part them."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    names = ("gross", "discount", "net", "number", "kind", "date")
    rows = [heads(say, pay, names), *([cell(say, name, x) for name in names] for x in pay.lines)]
    ink = Ink(size=WIDE, height=9)
    need = [max(ink.wide(row[i]) for row in rows) + 6 for i in range(len(names))]
    _opened(ink, say, pay, "payee", "ref", "day", "method", "currency", "total")
    for row in rows:
        if ink.room < 15:
            ink.turn()
        x = 45.0
        for i, text in enumerate(row):
            ink.box(x, need[i], 14, up=10)
            ink.at(x + need[i] - 3 if i < 3 else x + 3, text, right=i < 3)
            x += need[i]
        ink.y += 14
    return Sheet([], pays, ALL, drawn=("pdf", ink.pdf()))


@third("signs_at_the_edge", 1, 16, credits=True, media=ALONE)
def signs_at_the_edge(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Sums as book-keepers write them: currency or minus at the cell's left edge, figures at its right."""
    pay = pays[0]
    keep_only(pay, "day")
    ink, places = Ink(height=9), (45, 180, 300, 420)
    _opened(ink, say, pay, "payee", "ref", "day", "method")
    ink.row(places, ws(say, "doc", "kind", "doc_date", "amt"), step=1.9)

    def row(texts: list[str], amount: object, x: Line | None) -> None:
        sign = "-" if x is not None and x.net < 0 else ""
        ink.at(420, f"{pay.currency} {sign}".strip())
        ink.row((*places[:3], 550), (*texts, str(amount)), right=(3,), step=1.9)

    for x in pay.lines:
        if ink.room < 30:
            ink.turn()
        row([cell(say, name, x) for name in ("doc", "kind", "doc_date")], say.money(abs(x.net)), x)
    ink.rule(420, 550)
    row([w(say, "sum"), "", ""], say.money(pay.total), None)
    return Sheet([], pays, ALL, drawn=("pdf", ink.pdf()))


@third("sum_in_a_dark_bar", 1, 18, reductions="discount", credits=True, media=ALONE)
def sum_in_a_dark_bar(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """White letters on a dark bar tell the sum; heads are white on dark too, cells are centred."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    ink, places = Ink(height=9), (45, 147, 229, 311, 393, 475, 557)
    _opened(ink, say, pay, "payee", "ref", "day", "method")
    _bar(ink, 28)
    ink.canvas.setFillColor(white)
    ink.at(55, w(say, "sum_big"), height=10)
    ink.at(547, cash(say, pay, pay.total), right=True, height=13)
    ink.y += 34
    _bar(ink, 18)
    names = ("number", "kind", "date", "gross", "discount", "net")
    for at, texts in enumerate(
        [heads(say, pay, names), *([cell(say, n, x) for n in names] for x in pay.lines)]
    ):
        if ink.room < 20:
            ink.turn()
        ink.canvas.setFillColor(white if at == 0 else "black")
        for i, text in enumerate(texts):
            middle = (places[i] + places[i + 1]) / 2
            small = 9 if ink.wide(text, 9) < 80 else 6.5
            ink.at(middle - ink.wide(text, small) / 2, text, height=small)
        ink.y += 16
    return Sheet([], pays, ALL, drawn=("pdf", ink.pdf()))


def _bar(ink: Ink, high: float) -> None:
    ink.canvas.setFillColorRGB(0.15, 0.2, 0.35)
    ink.canvas.rect(45, ink.size[1] - ink.y - high / 2 + 3, 512, high, stroke=0, fill=1)
    ink.canvas.setFillColor("black")

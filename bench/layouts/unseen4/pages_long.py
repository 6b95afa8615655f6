"""Lists over many pages: registers, running sums between rows, the payment's values on every page."""

import random
from decimal import Decimal

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.ink import Ink
from bench.layouts.unseen2.phrases import ALL, ALONE, D, keep_only
from bench.layouts.unseen4.kit import cash, cell, foot, fourth, heads, letterhead, opened, pairs
from bench.layouts.unseen4.wording import w

WIDE = (842.0, 595.0)


@fourth("register_of_payments", 20, 70, reductions="discount", credits=True, media=ALONE)
def register_of_payments(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A printer's list: report's name, page and heads on each page, a sum of each page, the end in stars."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    ink, names = Ink(size=WIDE, font="Courier", height=8.5), ("doc", "doc_date", "kind", "gross", "discount")
    places, right, each = (45, 190, 320, 540, 650, 790), (3, 4, 5), 26
    pages = [pay.lines[at : at + each] for at in range(0, len(pay.lines), each)]
    for number, lines in enumerate(pages, 1):
        if number > 1:
            ink.turn()
        of = w(say, "page", n=str(number), of=str(len(pages)))
        ink.row((45, 300, 790), (pay.payer, w(say, "report"), of), right=(2,), step=2)
        if number == 1:
            known = pairs(say, pay, "payee", "ref", "day", "method", "currency")
            for label, value in known:
                ink.row((45,), (f"{label + ' ':.<32} {value}",))
            ink.down(1)
        ink.row(places, heads(say, pay, (*names, "net")), right=right)
        ink.row((45,), ("-" * 146,))
        for x in lines:
            ink.row(places, [cell(say, name, x) for name in (*names, "net")], right=right, step=1.35)
        whole = sum((x.net or D(0) for x in lines), D(0))
        ink.row((320, 790), (w(say, "page_sum"), say.money(whole)), right=(1,))
    ink.row((320, 790), (w(say, "total"), say.money(pay.total)), right=(1,), step=2)
    ink.row((320,), (w(say, "end"),))
    return Sheet([], pays, ALL, drawn=("pdf", ink.pdf()))


@fourth("sums_every_ten_rows", 8, 60)
def sums_every_ten_rows(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """After each ten rows a row tells what all rows so far come to."""
    pay = pays[0]
    keep_only(pay, "day")
    grid, so_far = [heads(say, pay, ("number", "date", "amount"))], Decimal(0)
    for at, x in enumerate(pay.lines, 1):
        grid.append([cell(say, name, x) for name in ("number", "date", "amount")])
        so_far += x.net or Decimal(0)
        if at % 10 == 0 and at < len(pay.lines):
            grid.append([w(say, "so_far", n=str(at)), "", say.money(so_far)])
    grid.append([w(say, "total"), "", say.money(pay.total)])
    first = opened(say, pay, "payee", "ref", "day", "method", "currency")
    return Sheet([*first, Block("grid", grid=grid, right=(2,)), foot(say)], pays, ALL)


@fourth("values_on_every_page", 15, 70, reductions="discount", media=ALONE)
def values_on_every_page(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Each page has the payment's values in a frame at its foot; the sum is carried from page to page."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    ink, names = Ink(height=9), ("number", "date", "gross", "discount", "net")
    places, right, so_far = (45, 160, 320, 430, 550), (2, 3, 4), D(0)
    pages = [pay.lines[at : at + 30] for at in range(0, len(pay.lines), 30)]
    for number, lines in enumerate(pages, 1):
        if number > 1:
            ink.turn()
        of = w(say, "page", n=str(number), of=str(len(pages)))
        ink.row((45, 550), (pay.payer, of), right=(1,), step=2)
        ink.row((45,), (w(say, "title"),), step=2)
        ink.row(places, heads(say, pay, names), right=right, step=1.8)
        if number > 1:
            ink.row((160, 550), (w(say, "brought"), say.money(so_far)), right=(1,))
        for x in lines:
            ink.row(places, [cell(say, name, x) for name in names], right=right)
            so_far += x.net or D(0)
        word = "sum" if number == len(pages) else "carried"
        ink.rule(430, 550)
        ink.row((160, 550), (w(say, word), say.money(so_far)), right=(1,))
        _framed(ink, say, pay)
    return Sheet([], pays, ALL, drawn=("pdf", ink.pdf()))


def _framed(ink: Ink, say: Speech, pay: Payment) -> None:
    ink.y = ink.size[1] - 125
    ink.box(45, 505, 95, up=14)
    for label, value in pairs(say, pay, "payee", "ref", "day", "method", "currency", "total"):
        ink.row((55, 220), (label, value))


@fourth("kinds_over_pages", 10, 50, reductions="discount", credits=True)
def kinds_over_pages(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """All invoices under one head with their sum, then on a new page all credit notes with theirs."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    bills = [x for x in pay.lines if x.kind == "invoice"]
    notes = [x for x in pay.lines if x.kind != "invoice"]
    pay.lines = [*bills, *notes]
    names = ("doc", "doc_date", "gross", "discount", "net")
    blocks = [letterhead(say, pay), Block("text", [pay.payee, w(say, "payee_street")])]
    known = pairs(say, pay, "ref", "day", "method", "currency", "total")
    blocks.append(Block("grid", grid=[list(pair) for pair in known], heads=0))
    for word, lines in (("invs", bills), ("cns", notes)):
        if not lines:
            continue
        grid = [heads(say, pay, names), *([cell(say, name, x) for name in names] for x in lines)]
        whole = sum((x.net or D(0) for x in lines), D(0))
        grid.append([w(say, "ward_sum", g=w(say, word)), "", "", "", say.money(whole)])
        if word == "cns":
            blocks.append(Block("page"))
        blocks += [Block("text", [w(say, word)]), Block("grid", grid=grid, right=(2, 3, 4))]
    last = Block("text", [f"{w(say, 'total')}: {cash(say, pay, pay.total)}"])
    return Sheet([*blocks, last], pays, ALL)


@fourth("small_type_wide_page", 12, 60, reductions="both", credits=True, media=ALONE)
def small_type_wide_page(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Type of six points on a wide page: order, receipt, document, day, kind, four sums and a reason code."""
    pay = pays[0]
    keep_only(pay, "day", "po", "gross", "discount", "deduction", "reason")
    ink, names = Ink(size=WIDE, height=6.5), ("po", "doc", "doc_date", "kind", "gross", "discount")
    names = (*names, "deduction", "reason", "net")
    places, right = (45, 195, 275, 345, 495, 570, 660, 675, 800), (4, 5, 6, 8)
    ink.row((45, 800), (pay.payer, w(say, "title")), right=(1,), step=2.5)
    known = pairs(say, pay, "payee", "ref", "day", "method", "currency", "total")
    for at, (label, value) in enumerate(known):
        ink.at(45 + 380 * (at % 2), label)
        ink.at(200 + 380 * (at % 2), value)
        if at % 2 or at == len(known) - 1:
            ink.down(1.6)
    receipts = [f"5{rng.randint(10**6, 10**7)}" for _ in pay.lines]
    ink.row((*places, 112), (*heads(say, pay, names), w(say, "receipt")), right=right, step=2)
    for x, receipt in zip(pay.lines, receipts, strict=True):
        if ink.room < 10:
            ink.turn()
        texts = [cell(say, name, x) for name in names]
        ink.row((*places, 112), (*texts, receipt), right=right, step=1.5)
    ink.row((45, 800), (w(say, "sum"), say.money(pay.total)), right=(1,))
    return Sheet([], pays, ALL, drawn=("pdf", ink.pdf()))

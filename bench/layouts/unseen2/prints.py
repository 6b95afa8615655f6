"""PDFs that programs lay out in their own ways: portals, timelines, side bars, turned heads, tiny labels."""

import random
from datetime import timedelta
from html import escape

from bench.layouts.drawing.web import pdf_of
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


def _page(style: str, body: str) -> str:
    return (
        "<!doctype html><html><head><meta charset='utf-8'><style>body{font:10px 'DejaVu Sans';color:#222}"
        f"{style}</style></head><body>{body}</body></html>"
    )


def _div(name: str, *texts: str) -> str:
    return f"<div class={name}>{''.join(texts)}</div>"


@held("portal_with_figures", 3, 12, reductions="discount", media=ALONE)
def portal_with_figures(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A portal's page: cards of figures that are no part of the payment, then a list laid out without a table."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    shown = [
        ("outstanding", say.money(D(rng.randint(10**6, 10**7)) / 100)),
        ("avg_days", str(rng.randint(21, 64))),
    ]
    cards = "".join(_div("card", f"<small>{escape(w(say, a))}</small><br><b>{b}</b>") for a, b in shown)
    pairs = "".join(
        _div("kv", f"<span>{escape(a)}</span><b>{escape(b)}</b>")
        for a, b in pairs_of(say, pay, "payer", "payee", "ref", "day", "method", "currency", "total")
    )
    names = ("number", "date", "gross", "discount", "net")
    rows = [[f"{escape(w(say, one))} ▾" for one in names]]
    for x in pay.lines:
        rows.append([escape(x.number), say.day(x.day), *map(say.money, (x.gross, x.discount, x.net))])
    listed = "".join(
        _div("row" if at else "row head", *(f"<span>{one}</span>" for one in row)).replace(
            "class=row head", "class='row head'"
        )
        for at, row in enumerate(rows)
    )
    count = escape(w(say, "showing", n=str(len(pay.lines))))
    style = (
        ".cards{display:flex;gap:10px}.card{border:1px solid #ccd;border-radius:6px;padding:8px;width:150px}"
        ".kv{display:flex;justify-content:space-between;width:340px;border-bottom:1px dotted #bbb;margin:3px 0}"
        ".row{display:grid;grid-template-columns:2fr 1.3fr 1fr 1fr 1fr;padding:3px 0;border-bottom:1px solid #eee}"
        ".row span:nth-child(n+3){text-align:right}.head{font-weight:bold;background:#eef}"
    )
    title = f"<h2>{escape(w(say, 'title'))}</h2>"
    body = _div("cards", cards) + title + pairs + "<br>" + listed + f"<p><small>{count}</small></p>"
    return Sheet([], pays, ALL, drawn=("pdf", pdf_of(_page(style, body))))


@held("line_of_time", 2, 8, reductions="discount", media=ALONE)
def line_of_time(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A list along a line: the day left, number in bold, under it small what was deducted, the sum at the right."""
    pay = pays[0]
    keep_only(pay, "day", "discount")
    pieces = []
    for x in sorted(pay.lines, key=lambda one: one.day):
        said = escape(w(say, "after_discount", sum=say.money(x.discount)))
        under = f"<small>{said}</small>" if x.discount else ""
        left = f"<td class=d>{say.day(x.day)}</td>"
        middle = f"<td class=n><b>{escape(x.number)}</b><br>{under}</td>"
        pieces.append(f"<tr>{left}{middle}<td class=a>{say.money(x.net)}</td></tr>")
    pay.lines.sort(key=lambda one: one.day)
    pairs = " · ".join(
        f"{escape(a)}: <b>{escape(b)}</b>" for a, b in pairs_of(say, pay, "ref", "day", "method")
    )
    style = (
        "td{padding:6px 10px;vertical-align:top}.d{border-right:3px solid #8ac;color:#555}.n{width:330px}"
        ".a{text-align:right;font-size:12px}small{color:#777}h1{font-size:15px}"
    )
    top = f"<h1>{escape(pay.payer)} → {escape(pay.payee)}</h1><p>{pairs}</p>"
    end = f"<p><b>{escape(w(say, 'total'))}: {cash(say, pay, pay.total)}</b></p>"
    body = f"{top}<table cellspacing=0>{''.join(pieces)}</table>{end}"
    return Sheet([], pays, ALL, drawn=("pdf", pdf_of(_page(style, body))))


@held("bar_at_the_side", 2, 9, credits=True, media=ALONE)
def bar_at_the_side(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A letter whose left bar holds address, tax number, bank and contact; a word lies slanted under the text."""
    pay = pays[0]
    keep_only(pay, "day")
    side = [
        f"<b>{escape(pay.payer)}</b>",
        escape(w(say, "street")),
        escape(w(say, "foot_vat")).replace(" · ", "<br>"),
        f"{escape(w(say, 'contact'))}: J. Vandal -217",
        f"{escape(w(say, 'bank_of_payer'))}: XK05 1212 0123 4567 8906",
    ]
    rows = "".join(
        f"<tr><td>{escape(x.number)}</td><td>{say.day(x.day)}</td><td align=right>{say.money(x.net)}</td></tr>"
        for x in pay.lines
    )
    heads = "".join(f"<td><u>{escape(one)}</u></td>" for one in ws(say, "doc_number", "doc_date", "amount"))
    pairs = "".join(
        f"<tr><td>{escape(a)}</td><td>{escape(b)}</td></tr>"
        for a, b in pairs_of(say, pay, "ref", "day", "method", "currency", "total")
    )
    main = (
        f"<p>{escape(pay.payee)}<br>{escape(w(say, 'payee_street'))}</p><h3>{escape(w(say, 'title'))}</h3>"
        f"<table>{pairs}</table><p>{escape(w(say, 'list_follows'))}</p><table width=100%><tr>{heads}</tr>{rows}</table>"
    )
    style = (
        ".all{display:flex;gap:18px}.side{width:150px;font-size:8px;border-right:2px solid #a44;padding-right:8px}"
        ".side p{margin:0 0 9px}.main{flex:1;font-family:'DejaVu Serif'}.copy{position:fixed;top:330px;left:150px;"
        "font-size:90px;color:#ddd;transform:rotate(-35deg);z-index:-1}"
    )
    bar = _div("side", *(f"<p>{one}</p>" for one in side))
    body = _div("copy", escape(w(say, "copy"))) + _div("all", bar, _div("main", main))
    return Sheet([], pays, ALL, drawn=("pdf", pdf_of(_page(style, body))))


@held("address_line_on_pages", 12, 30, media=ALONE)
def address_line_on_pages(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A long list printed from a browser: page's address, hour and number in the margins, heads again, big rows."""
    pay = pays[0]
    keep_only(pay, "day", "po")
    heads = "".join(f"<th>{escape(one)}</th>" for one in ws(say, "number", "date", "po", "amount"))
    rows = "".join(
        f"<tr><td>{escape(x.number)}</td><td>{say.day(x.day)}</td><td>{x.po}</td><td>{say.money(x.net)}</td></tr>"
        for x in pay.lines
    )
    pairs = "".join(
        f"<dt>{escape(a)}</dt><dd>{escape(b)}</dd>"
        for a, b in pairs_of(say, pay, "payer", "payee", "ref", "day", "method", "total")
    )
    style = (
        "td,th{padding:7px 12px;text-align:left}tr{break-inside:avoid}dt{float:left;width:170px;color:#666}"
    )
    body = f"<dl>{pairs}</dl><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    small = "font-size:7px;width:100%;padding:0 40px"
    margins = {
        "display_header_footer": True,
        "header_template": f"<div style='{small}'>14/03/26, 09:12 — {escape(w(say, 'title'))}</div>",
        "footer_template": (
            f"<div style='{small}'>https://pay.portal.example/run/88214/items?p=1 "
            "<span class=pageNumber></span>/<span class=totalPages></span></div>"
        ),
    }
    return Sheet([], pays, ALL, drawn=("pdf", pdf_of(_page(style, body), **margins)))


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
    """The stub stands left of the cheque: bills in a narrow column, the cheque's own values right, same heights."""
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
    """Under the paid documents, in the same columns and without new heads, follow those that are still open."""
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

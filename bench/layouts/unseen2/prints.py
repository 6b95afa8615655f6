"""PDFs that a browser prints: portals, lines of time, bars at the side, long lists with margins."""

# ruff: noqa: E501

import random
from html import escape

from bench.layouts.drawing.web import pdf_of
from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import (
    ALL,
    ALONE,
    D,
    cash,
    held,
    keep_only,
    pairs_of,
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
    return Sheet([], pays, ALL, drawn=("pdf", pdf_of(_page(style, body))), open=frozenset({"document_date"}))


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

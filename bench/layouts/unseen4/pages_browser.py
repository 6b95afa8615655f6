"""Pages that a browser printed: portals, mails, receipts and cards laid out by style sheets."""

# ruff: noqa: E501

import random
from html import escape

from bench.layouts.drawing.web import pdf_of
from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALL, ALONE, keep_only
from bench.layouts.unseen4.kit import cash, cell, fourth, heads, pairs, rows_of
from bench.layouts.unseen4.wording import told, w, worded

TABLE = "table{border-collapse:collapse;width:100%}th,td{padding:4px 6px;text-align:left;vertical-align:top}.m{text-align:right}"
GRID = (
    "dl{display:grid;grid-template-columns:auto 1fr;gap:3px 14px}dt{color:#555}dd{margin:0;font-weight:bold}"
)


def _page(style: str, *parts: str) -> tuple[str, bytes]:
    head = f"<meta charset='utf-8'><style>body{{font:11px 'DejaVu Sans'}}{style}</style>"
    return "pdf", pdf_of(f"<!doctype html><html><head>{head}</head><body>{''.join(parts)}</body></html>")


def _known(say: Speech, pay: Payment, *names: str) -> str:
    rows = (f"<dt>{escape(a)}</dt><dd>{escape(b)}</dd>" for a, b in pairs(say, pay, *names))
    return f"<dl>{''.join(rows)}</dl>"


def _row(texts: list[str], money: int = 1, name: str = "td") -> str:
    first = len(texts) - money
    marks = ("" if at < first else " class='m'" for at in range(len(texts)))
    cells = (f"<{name}{mark}>{text}</{name}>" for text, mark in zip(texts, marks, strict=True))
    return f"<tr>{''.join(cells)}</tr>"


def _escaped(texts: list[str]) -> list[str]:
    return [escape(str(text)) for text in texts]


@fourth("portal_with_menu", 1, 14, credits=True, media=ALONE)
def portal_with_menu(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A portal's page: a menu across the top, order and text in grey under each number, a state at the end."""
    pay = pays[0]
    keep_only(pay, "day", "po")
    menu = " &nbsp; ".join(_escaped(w(say, "menu").split(",")))
    names = ("doc", "kind", "doc_date", "amount")
    rows = [_row([*_escaped(heads(say, pay, names)), ""], 2, "th")]
    for x in pay.lines:
        number = f"{escape(x.number or '')}<br><small>{escape(w(say, 'po'))} {x.po}</small>"
        rest = _escaped([cell(say, name, x) for name in names[1:]])
        rows.append(_row([number, *rest, escape(w(say, "done"))], 2))
    style = f"{TABLE}{GRID}nav{{background:#234;color:#fff;padding:7px}}small{{color:#888}}tr{{border-bottom:1px solid #ddd}}"
    top = f"<nav>{escape(w(say, 'portal'))} &nbsp; {menu}</nav><h3>{escape(pay.payer)}</h3>"
    known = _known(say, pay, "payee", "ref", "day", "method", "total")
    drawn = _page(style, top, known, f"<table>{''.join(rows)}</table>")
    return Sheet([], pays, ALL, drawn=drawn)


@fourth("mail_as_printed", 1, 10, reductions="discount", media=ALONE)
def mail_as_printed(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A mail that somebody printed: sender, receiver, day and subject, two sentences, the list, a signature."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    pay.method = "transfer"
    top = [
        (w(say, "from_"), "accounts@payer.example"),
        (w(say, "to"), "receivables@payee.example"),
        (w(say, "sent"), f"{worded(say, pay.day)} 14:07"),
        (w(say, "re"), w(say, "title")),
    ]
    lines = "".join(f"<div><b>{escape(a)}:</b> {escape(b)}</div>" for a, b in top)
    said = w(say, "by_transfer", ref=pay.reference, day=told(say, pay.day), total=cash(say, pay, pay.total))
    names = ("number", "date", "gross", "discount", "net")
    grid = rows_of(say, pay, names)
    rows = _row(_escaped(grid[0]), 3, "th") + "".join(_row(_escaped(row), 3) for row in grid[1:])
    body = f"<hr><p>{escape(w(say, 'dear'))}</p><p>{escape(said)}</p><table border=1>{rows}</table>"
    sign = f"<p>{escape(w(say, 'yours'))}<br>{escape(w(say, 'signed'))}<br><b>{escape(pay.payer)}</b><br>{escape(w(say, 'street'))}</p>"
    pay.payee = None  # type: ignore[assignment]
    small = f"<small>{escape(w(say, 'sent_on'))}</small>"
    return Sheet([], pays, ALL, drawn=_page(TABLE, small, lines, body, sign))


@fourth("bars_with_values_below", 1, 8, reductions="discount", media=ALONE)
def bars_with_values_below(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Each document is a grey bar with its number left and its sum right; day, gross, discount below it."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    parts = []
    for x in pay.lines:
        bar = f"<header><span>{escape(w(say, 'number'))} {escape(x.number or '')}</span><span>{escape(cash(say, pay, x.net))}</span></header>"
        told_below = [(w(say, name), cell(say, name, x)) for name in ("date", "gross", "discount")]
        rows = "".join(f"<div><i>{escape(a)}</i> {escape(b)}</div>" for a, b in told_below if b)
        parts.append(f"<section>{bar}<main>{rows}</main></section>")
    style = f"{GRID}section{{margin:8px 0;border:1px solid #ccc;break-inside:avoid}}header{{display:flex;justify-content:space-between;background:#ddd;padding:5px}}main{{display:flex;gap:26px;margin:5px}}i{{color:#666;font-style:normal}}"
    top = f"<h2>{escape(w(say, 'title'))}</h2>{_known(say, pay, 'payer', 'payee', 'ref', 'day', 'method', 'currency', 'total')}"
    return Sheet([], pays, ALL, "key_value", _page(style, top, *parts))


@fourth("big_sum_two_cards", 1, 16, reductions="discount", credits=True, media=ALONE)
def big_sum_two_cards(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The sum in large type, payer and payee in two cards side by side, a thin list with lines between."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    cards = "".join(
        f"<div><small>{escape(w(say, name))}</small><br><b>{escape(who)}</b><br>{escape(w(say, street))}</div>"
        for name, who, street in (("payer", pay.payer, "street"), ("payee", pay.payee, "payee_street"))
    )
    names = ("doc", "doc_date", "kind", "gross", "discount", "net")
    grid = rows_of(say, pay, names)
    rows = _row(_escaped(grid[0]), 3, "th") + "".join(_row(_escaped(row), 3) for row in grid[1:])
    style = f"{TABLE}{GRID}.big{{font-size:26px;margin:0}}main{{display:flex;gap:16px;margin:12px 0}}main div{{border:1px solid #bbb;border-radius:6px;padding:8px;width:50%}}td,th{{border-top:1px solid #ddd;font-weight:normal}}"
    top = f"<small>{escape(w(say, 'total'))}</small><p class='big'>{escape(cash(say, pay, pay.total))}</p><main>{cards}</main>"
    known = _known(say, pay, "ref", "day", "method", "currency")
    return Sheet([], pays, ALL, drawn=_page(style, top, known, f"<table>{rows}</table>"))


@fourth("narrow_receipt", 1, 9, media=ALONE)
def narrow_receipt(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A narrow strip in the middle of the page: number left and sum right, the day in grey below."""
    pay = pays[0]
    keep_only(pay, "day")
    rows = "".join(
        f"<tr><td>{escape(w(say, 'inv'))} {escape(x.number or '')}<br><small>{escape(w(say, 'date'))} {escape(cell(say, 'date', x))}</small></td>"
        f"<td class='m'>{escape(cell(say, 'net', x))}</td></tr>"
        for x in pay.lines
    )
    last = (
        f"<tr><th>{escape(w(say, 'total'))}</th><th class='m'>{escape(cash(say, pay, pay.total))}</th></tr>"
    )
    style = f"{TABLE}{GRID}body{{width:300px;margin:0 auto}}h3,h4{{text-align:center}}small{{color:#777}}tr:last-child th{{border-top:1px dashed #333}}"
    top = f"<h3>{escape(pay.payer)}</h3><h4>{escape(w(say, 'title'))}</h4>{_known(say, pay, 'payee', 'day', 'ref', 'method')}"
    return Sheet([], pays, ALL, "lines", _page(style, top, f"<table>{rows}{last}</table>"))

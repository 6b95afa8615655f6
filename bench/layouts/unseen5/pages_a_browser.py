"""Advices that a browser printed: a treasury's portal, an insurer's cards, a program's page with bands."""

# ruff: noqa: E501

import random
from collections.abc import Sequence
from html import escape

from bench.layouts.drawing.web import pdf_of
from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALL, ALONE, keep_only
from bench.layouts.unseen4.kit import cash
from bench.layouts.unseen5.names_a import KIT as w

STYLE = (
    "body{font:11px 'DejaVu Sans'}table{border-collapse:collapse;width:100%}td,th{padding:5px;text-align:left}"
    ".n{text-align:right}"
)


def rows(cells: Sequence[Sequence[str]], money: int = 1, tag: str = "td") -> str:
    """Return rows of a table, the last `money` cells of each set to the right."""
    told = []
    for row in cells:
        ends = ["" if at < len(row) - money else " class=n" for at in range(len(row))]
        parts = (f"<{tag}{end}>{escape(str(one))}</{tag}>" for one, end in zip(row, ends, strict=True))
        told.append(f"<tr>{''.join(parts)}</tr>")
    return "".join(told)


def _page(style: str, *parts: str) -> tuple[str, bytes]:
    top = f"<meta charset=utf-8><style>{STYLE}{style}</style>"
    return "pdf", pdf_of(f"<!doctype html><html><head>{top}</head><body>{''.join(parts)}</body></html>")


@w.form("portal_of_the_treasury", "fr nl de", 1, 14, credits=True, media=ALONE)
def portal_of_the_treasury(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A portal for suppliers: a path, the sum in a bar, values in four boxes, a list whose last cell is a state."""
    pay = pays[0]
    keep_only(pay, "day")
    boxes = "".join(
        f"<div><small>{escape(a)}</small><br><b>{escape(b)}</b></div>"
        for a, b in w.pairs(say, pay, "payee", "day", "ref", "method")
    )
    bar = f"<p class=bar>{escape(w(say, 'total'))} <b>{escape(cash(say, pay, pay.total))}</b></p>"
    names = ("doc", "kind", "doc_date", "amount")
    known = [[*row, w(say, "state")] for row in w.cells(say, pay, names)]
    heads = rows([[*w.heads(say, pay, names), w(say, "state_head")]], 2, "th")
    style = ".bar{background:#dde8f0;padding:9px}.four{display:flex;gap:22px}small{color:#777}tr{border-top:1px solid #ccc}"
    path = f"<p><small>{escape(w(say, 'path'))}</small></p><h2>{escape(pay.payer)}</h2>"
    drawn = _page(
        style, path, bar, f"<div class=four>{boxes}</div><br><table>{heads}{rows(known, 2)}</table>"
    )
    return Sheet([], pays, ALL, drawn=drawn)


@w.form("page_with_bands", "en de fr", 1, 16, reductions="both", credits=True, media=ALONE)
def page_with_bands(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A program's page: payer and payee in two columns, a dark head, shaded rows, sums in a foot."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount", "deduction", "reason")
    names = ("number", "date", "gross", "discount", "deduction", "net", "reason")
    known = w.rows(say, pay, names, ("gross", "discount", "deduction", "net"))
    sides = [
        f"<div><small>{escape(w(say, a))}</small><br><b>{escape(b)}</b><br>{escape(w(say, c))}</div>"
        for a, b, c in (("payer", pay.payer, "street"), ("payee", pay.payee, "payee_street"))
    ]
    facts = rows([list(pair) for pair in w.pairs(say, pay, "ref", "day", "method", "currency")], 1)
    style = ".two{display:flex;gap:60px}th{background:#333;color:#fff}tbody tr:nth-child(odd){background:#f2f2f2}tfoot{font-weight:bold}.k{width:45%}"
    table = f"<table><thead>{_four(known[:1], 'th')}</thead><tbody>{_four(known[1:-1])}</tbody><tfoot>{_four(known[-1:])}</tfoot></table>"
    first = f"<h3>{escape(w(say, 'title'))}</h3><div class=two>{''.join(sides)}</div><table class=k>{facts}</table><br>"
    return Sheet(
        [], pays, ALL, drawn=_page(style, first, table, f"<p><small>{escape(w(say, 'foot'))}</small></p>")
    )


def _four(cells: Sequence[Sequence[str]], tag: str = "td") -> str:
    """Return rows whose third to sixth cells are amounts."""
    told = []
    for row in cells:
        parts = (
            f"<{tag}{' class=n' if 1 < at < 6 else ''}>{escape(str(one))}</{tag}>"
            for at, one in enumerate(row)
        )
        told.append(f"<tr>{''.join(parts)}</tr>")
    return "".join(told)


@w.form("cards_of_an_insurer", "en nl de", 1, 7, media=ALONE)
def cards_of_an_insurer(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A card for each document, two beside each other: number on top, label and value in rows, paid in bold."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    cards = []
    for x, cells in zip(pay.lines, w.cells(say, pay, ("date", "gross", "discount", "net")), strict=True):
        labels = w.heads(say, pay, ("date", "gross", "discount", "net"))
        values = [[a, b] for a, b in zip(labels, cells, strict=True) if b]
        cards.append(
            f"<div class=c><b>{escape(w(say, 'inv'))} {escape(x.number or '')}</b><table>{rows(values)}</table></div>"
        )
    known = rows([list(pair) for pair in w.pairs(say, pay, "payee", "ref", "day", "method", "total")])
    style = ".g{display:grid;grid-template-columns:1fr 1fr;gap:12px}.c{border:1px solid #999;border-radius:7px;padding:8px;break-inside:avoid}.k{width:60%}"
    first = f"<h2>{escape(pay.payer)}</h2><p>{escape(w(say, 'title'))}</p><table class=k>{known}</table>"
    return Sheet([], pays, ALL, drawn=_page(style, first, f"<div class=g>{''.join(cards)}</div>"))

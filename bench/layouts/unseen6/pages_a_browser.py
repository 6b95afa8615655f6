"""Advices that a browser printed: a software shop's receipt and an airport's list with its sums on top."""

# ruff: noqa: E501

import random
from html import escape

from bench.layouts.drawing.web import pdf_of
from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALONE, D, keep_only
from bench.layouts.unseen4.kit import cash
from bench.layouts.unseen4.mails_html import paras, row
from bench.layouts.unseen6.kit import own
from bench.layouts.unseen6.names_a import by, w

STYLE = "body{font:12px 'DejaVu Sans'}table{border-collapse:collapse;width:100%}td,th{padding:6px;text-align:left}tr{border-bottom:1px solid #bbb}small{color:#555}"


def _pdf(*parts: str) -> tuple[str, bytes]:
    return "pdf", pdf_of(f"<!doctype html><meta charset=utf-8><style>{STYLE}</style><body>{''.join(parts)}")


@w.form("receipt_of_a_software_shop", "en de it fr", 1, 9, media=ALONE)
def receipt_of_a_software_shop(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A page with a dark band; number over its day in one cell, amounts with their currency, the sum in a box at the right."""
    pay = by(say, pays, "soft")
    keep_only(pay, "day")
    band = f"<div style='background:#223;color:#fff;padding:12px'><b>{escape(pay.payer)}</b><br>{escape(w(say, 'title'))}</div>"
    facts = "".join(
        f"<p><small>{escape(a)}</small> {escape(b)}</p>"
        for a, b in w.pairs(say, pay, "payee", "ref", "day", "method")
    )
    head = row([f"{w(say, 'number')} / {w(say, 'date')}", w(say, "net")], "th")
    bills = "".join(
        f"<tr><td><b>{escape(x.number or '')}</b><br><small>{escape(say.day(x.day))}</small></td><td>{escape(cash(say, pay, x.net))}</td></tr>"
        for x in pay.lines
    )
    box = f"<div style='float:right;border:2px solid #223;padding:9px;margin:9px'>{escape(w(say, 'total'))}: <b>{escape(cash(say, pay, pay.total))}</b></div>"
    return own(_pdf(band, facts, f"<table>{head}{bills}</table>", box), pays)


@w.form("sums_over_airport_heads", "nl en fr de", 1, 18, reductions="discount", credits=True, media=ALONE)
def sums_over_airport_heads(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The first row of the table has the sums, the second one the heads, then documents; values in a row of boxes above."""
    pay = by(say, pays, "airport")
    keep_only(pay, "day", "gross", "discount")
    names = ("kind", "doc", "doc_date", "gross", "discount", "net")
    cells = w.rows(say, pay, names)
    sums = [sum((getattr(x, one) or D(0) for x in pay.lines), D(0)) for one in ("gross", "discount", "net")]
    top = row([w(say, "sum"), "", "", *(say.money(one) for one in sums)], "td", " style='background:#eee'")
    boxes = "".join(
        f"<td><small>{escape(a)}</small><br>{escape(b)}</td>"
        for a, b in w.pairs(say, pay, "payee", "ref", "day", "method", "currency")
    )
    first = f"<h3>{escape(pay.payer)}</h3><p>{escape(w(say, 'title'))}</p><table><tr>{boxes}</tr></table><br>"
    listed = f"<table>{top}{row(cells[0], 'th')}{''.join(map(row, cells[1:]))}</table>"
    return own(_pdf(first, listed, paras(w(say, "foot"))), pays)

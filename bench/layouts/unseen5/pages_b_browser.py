"""Pages that a browser printed: a members' portal, a seller's payout, a bank's list of orders."""

# ruff: noqa: E501

import random
from collections.abc import Sequence
from html import escape

from bench.layouts.drawing.web import pdf_of
from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALONE, D, keep_only, settle
from bench.layouts.unseen4.kit import cash
from bench.layouts.unseen4.sheets_writing import share
from bench.layouts.unseen5.kit_b import FACTS, KIT, SIX, drawn

_STYLE = (
    "body{font:11px 'DejaVu Sans';color:#222}table{border-collapse:collapse;width:100%}"
    "td,th{padding:4px 6px;text-align:left}.m{text-align:right}.grey{color:#777}"
)


def _page(style: str, *parts: str) -> tuple[str, bytes]:
    head = f"<head><meta charset='utf-8'><style>{_STYLE}{style}</style></head>"
    return "pdf", pdf_of(f"<!doctype html><html>{head}<body>{''.join(parts)}</body></html>")


def _tr(texts: Sequence[str], kind: str = "td", more: str = "") -> str:
    """Return a row whose last cell stands at the right."""
    cells = [f"<{kind}>{escape(str(text))}</{kind}>" for text in texts[:-1]]
    return f"<tr{more}>{''.join(cells)}<{kind} class='m'>{escape(str(texts[-1]))}</{kind}></tr>"


def _known(pairs: Sequence[tuple[str, str]]) -> str:
    return "".join(f"<p><b>{escape(a)}</b><br>{escape(b)}</p>" for a, b in pairs)


@KIT.form("portal_of_a_buying_group", SIX, 1, 14, credits=True, media=ALONE)
def portal_of_a_buying_group(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A members' portal: the payment's values run down a bar at the left, the list stands right of it."""
    pay = pays[0]
    keep_only(pay, "day")
    year = say.money((pay.total or D(0)) * 7 + D("318.40"))
    bar = _known([*KIT.pairs(say, pay, *FACTS), (KIT(say, "this_year"), year)])
    rows = KIT.rows(say, pay, ("number", "date", "kind", "amount"))
    listed = _tr(rows[0], "th") + "".join(_tr(row, more=" class='line'") for row in rows[1:])
    top = f"<h3>{escape(pay.payer)}</h3><p class='grey'>{escape(KIT(say, 'members'))}</p>"
    style = "main{display:flex;gap:22px}aside{width:190px;background:#f2f4f0;padding:8px}section{flex:1}.line td{border-top:1px solid #ccc}"
    body = f"<main><aside>{bar}</aside><section><table>{listed}</table></section></main>"
    return drawn(_page(style, top, body), pays)


@KIT.form("payout_with_fees_beneath", SIX, 1, 9, media=ALONE)
def payout_with_fees_beneath(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A market place pays a seller: under each bill its fee, in grey and negative, then the rest."""
    pay = pays[0]
    keep_only(pay, "gross", "day")
    listed = ""
    for x in pay.lines:
        x.deduction = share(x, rng.choice(("8", "11", "14")))
        x.net = (x.gross or D(0)) - x.deduction
        number = f"{KIT(say, 'sales_bill')} {x.number}"
        listed += _tr([number, say.day(x.day), say.money(x.gross)], more=" class='first'")
        listed += _tr([KIT(say, "market_fee"), "", say.money(-x.deduction)], more=" class='grey'")
        listed += _tr([KIT(say, "net"), "", say.money(x.net)], "th")
    settle(pay)
    listed += _tr([KIT(say, "total"), "", cash(say, pay, pay.total)], "th", " class='first'")
    pairs = KIT.pairs(say, pay, "payer", "payee", "ref", "day", "method", "currency")
    known = "".join(_tr(pair) for pair in pairs)
    style = ".first td,.first th{border-top:2px solid #456}.top{width:60%;margin-bottom:18px}"
    top = f"<h2>{escape(KIT(say, 'payout'))}</h2><table class='top'>{known}</table>"
    return drawn(_page(style, top, f"<table>{listed}</table>"), pays, "table", "deduction_reason")


@KIT.form("orders_with_their_purpose", SIX, 1, 3, payments=3, media=ALONE)
def orders_with_their_purpose(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A bank's list of three transfers: below each order its purpose tells the bills, each with its amount."""
    cards = ""
    for pay in pays:
        keep_only(pay)
        pay.method = "transfer"
        told = "; ".join(f"{KIT(say, 'inv')} {x.number}: {cash(say, pay, x.net)}" for x in pay.lines)
        pairs = KIT.pairs(say, pay, "payer", "payee", "ref", "day", "total")
        rows = "".join(_tr(pair) for pair in [*pairs, (KIT(say, "concept"), told)])
        cards += f"<div><small>{escape(KIT(say, 'state'))}</small><table>{rows}</table></div>"
    style = (
        "div{border:1px solid #bcd;border-radius:5px;margin:10px 0;padding:6px}small{color:#2a7}.m{width:65%}"
    )
    top = f"<h2>{escape(KIT(say, 'bank'))}</h2><h3>{escape(KIT(say, 'orders_sent'))} ({KIT(say, 'transfer')})</h3>"
    return drawn(_page(style, top, cards), pays, "lines")

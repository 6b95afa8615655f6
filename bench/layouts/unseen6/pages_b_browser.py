"""Pages that a browser printed: a ferry line's portal of cards, a telephone company's page of long rows."""

# ruff: noqa: E501

import random
from html import escape

from bench.layouts.drawing.web import pdf_of
from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALONE, keep_only
from bench.layouts.unseen4.kit import cash
from bench.layouts.unseen6.kit import own as drawn
from bench.layouts.unseen6.names_b import FACTS, KIT, SIX

_STYLE = "body{font:11px 'DejaVu Sans'}.nav{background:#153;color:#fff;padding:6px}.r{text-align:right}"


def _printed(style: str, say: Speech, pay: Payment, body: str) -> tuple[str, bytes]:
    top = f"<div class=nav>{escape(KIT(say, 'menu'))}</div><h2>{escape(pay.payer)}</h2><p>{escape(KIT(say, 'open_now'))}</p>"
    return "pdf", pdf_of(
        f"<!doctype html><html><head><meta charset='utf-8'><style>{_STYLE}{style}</style></head><body>{top}{body}</body></html>"
    )


@KIT.form("portal_rows_with_shares", SIX, 1, 14, reductions="discount", credits=True, media=ALONE)
def portal_rows_with_shares(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A telephone company's portal: menu, a count, values in a row of boxes, then a striped list with its sum."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    boxes = "".join(f"<div><i>{escape(a)}</i><br>{escape(b)}</div>" for a, b in KIT.pairs(say, pay, *FACTS))
    rows = KIT.rows(say, pay, ("doc", "doc_date", "kind", "gross", "discount", "net"), ("net",))
    listed = "".join(
        "<tr>"
        + "".join(f"<td{' class=r' if at > 2 else ''}>{escape(cell)}</td>" for at, cell in enumerate(row))
        + "</tr>"
        for row in rows
    )
    style = ".b{display:flex;flex-wrap:wrap;gap:14px;margin-bottom:12px}table{width:100%}td{padding:4px}tr:nth-child(odd){background:#eef}"
    return drawn(_printed(style, say, pay, f"<div class=b>{boxes}</div><table>{listed}</table>"), pays)


@KIT.form("portal_of_small_cards", SIX, 1, 8, media=ALONE)
def portal_of_small_cards(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A ferry line's portal: two cards abreast, each a bill with labels before number, day and sum in currency."""
    pay = pays[0]
    keep_only(pay, "day")
    known = "".join(f"<p>{escape(a)}: <b>{escape(b)}</b></p>" for a, b in KIT.pairs(say, pay, *FACTS))
    cards = ""
    for x in pay.lines:
        pairs = zip(
            KIT.ws(say, "number", "date", "net"),
            (x.number or "", say.day(x.day), cash(say, pay, x.net)),
            strict=True,
        )
        cards += "<div>" + "".join(f"<p>{escape(a)}: {escape(b)}</p>" for a, b in pairs) + "</div>"
    style = ".c{display:grid;grid-template-columns:1fr 1fr;gap:10px}.c div{border:1px solid #888;padding:4px 10px;break-inside:avoid}"
    return drawn(_printed(style, say, pay, f"{known}<div class=c>{cards}</div>"), pays, "lines")

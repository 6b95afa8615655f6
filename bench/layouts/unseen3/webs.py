"""PDFs that a browser prints of portals: cards side by side, tabs, states, sums at the foot of each page."""

# ruff: noqa: E501

import random
from html import escape

from bench.layouts.drawing.web import pdf_of
from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALL, ALONE, cash, keep_only
from bench.layouts.unseen3.kit import cell, heads, pairs, rows_of, third, w, ws


def _printed(style: str, *parts: str, landscape: bool = False) -> tuple[str, bytes]:
    head = (
        f"<head><meta charset='utf-8'><style>body{{font:11px 'DejaVu Sans';color:#111}}{style}</style></head>"
    )
    return "pdf", pdf_of(
        f"<!doctype html><html>{head}<body>{''.join(parts)}</body></html>", landscape=landscape
    )


def _cells(row: list[str], name: str = "td") -> str:
    return f"<tr>{''.join(f'<{name}>{escape(str(one))}</{name}>' for one in row)}</tr>"


def _known(say: Speech, pay: Payment, *names: str) -> str:
    rows = (f"<dt>{escape(a)}</dt><dd>{escape(b)}</dd>" for a, b in pairs(say, pay, *names))
    return f"<dl>{''.join(rows)}</dl>"


DL = "dl{display:grid;grid-template-columns:170px 1fr;gap:3px 8px}dt{color:#666}dd{margin:0}"
TABLE = "table{border-collapse:collapse;width:100%}td,th{padding:4px 7px;text-align:left}td:last-child,th:last-child{text-align:right}"


@third("cards_two_abreast", 1, 9, reductions="discount", media=ALONE)
def cards_two_abreast(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Each document is a card, two cards in a row; in a card small labels stand over their values."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    cards = ""
    for x in pay.lines:
        names = (
            ("number", "date", "gross", "discount", "net")
            if x.discount
            else ("number", "date", "gross", "net")
        )
        one = "".join(
            f"<div><small>{escape(w(say, n))}</small><br><b>{escape(cell(say, n, x))}</b></div>"
            for n in names
        )
        cards += f"<section>{one}</section>"
    style = "main{display:grid;grid-template-columns:1fr 1fr;gap:14px}section{border:1px solid #bbb;padding:8px;display:grid;grid-template-columns:1fr 1fr;gap:6px;break-inside:avoid}small{color:#777}"
    body = [
        f"<h2>{escape(pay.payer)}</h2>",
        _known(say, pay, "payee", "ref", "day", "method", "currency", "total"),
    ]
    return Sheet([], pays, ALL, "key_value", _printed(DL + style, *body, f"<main>{cards}</main>"))


@third("states_and_buttons", 1, 16, reductions="discount", credits=True, media=ALONE)
def states_and_buttons(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A portal's page with buttons printed too; every row ends in a pill that says it is paid."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    grid = rows_of(say, pay, ("doc", "kind", "doc_date", "gross", "discount", "net"))
    pill = f"<td><span class=p>{escape(w(say, 'is_paid'))}</span></td></tr>"
    rows = _cells([*grid[0], w(say, "status")], "th")
    rows += "".join(_cells(row).replace("</tr>", pill) for row in grid[1:])
    style = ".p{background:#d5f5dd;border-radius:9px;padding:2px 8px}.b{border:1px solid #36c;padding:4px 9px;color:#36c;margin-right:8px}"
    buttons = "".join(f"<span class=b>{escape(one)}</span>" for one in ws(say, "back", "download"))
    body = [
        buttons,
        f"<h2>{escape(w(say, 'detail_of'))}</h2>",
        _known(say, pay, "payer", "payee", "ref", "day", "method", "total"),
    ]
    return Sheet(
        [], pays, ALL, drawn=_printed(DL + TABLE + style, *body, f"<table>{rows}</table>", landscape=True)
    )


@third("tabs_with_counts", 2, 18, credits=True, media=ALONE)
def tabs_with_counts(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Tabs with counts in brackets stand over the list; sum and currency at the right of the firm's name."""
    pay = pays[0]
    keep_only(pay, "day", "po")
    bills = sum(x.kind == "invoice" for x in pay.lines)
    counts = zip(
        ws(say, "tab_all", "invs", "cns"), (len(pay.lines), bills, len(pay.lines) - bills), strict=True
    )
    tabs = "".join(f"<span class=t>{escape(name)} ({count})</span>" for name, count in counts)
    rows = "".join(
        _cells(row, "td" if at else "th")
        for at, row in enumerate(rows_of(say, pay, ("date", "doc", "kind", "po", "amount")))
    )
    style = ".t{display:inline-block;border-bottom:2px solid #36c;padding:4px 12px;margin-bottom:12px}.f{display:flex;justify-content:space-between}.f b{font-size:17px}"
    top = f"<div class=f><h2>{escape(pay.payer)}</h2><div><small>{escape(w(say, 'total'))}</small><br><b>{escape(cash(say, pay, pay.total))}</b></div></div>"
    body = [top, _known(say, pay, "ref", "day", "method", "payee"), tabs, f"<table>{rows}</table>"]
    return Sheet([], pays, ALL, drawn=_printed(DL + TABLE + style, *body))


@third("sum_at_each_foot", 18, 60, reductions="discount", media=ALONE)
def sum_at_each_foot(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A long list whose heads and whose grand total the browser repeats on every page."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    grid = rows_of(say, pay, ("number", "date", "gross", "discount", "net"))
    foot = f"<tfoot>{_cells([w(say, 'total'), '', '', '', say.money(pay.total)])}</tfoot>"
    rows = f"<thead>{_cells(grid[0], 'th')}</thead>{foot}<tbody>{''.join(map(_cells, grid[1:]))}</tbody>"
    style = "td:nth-child(n+3),th:nth-child(n+3){text-align:right}tbody tr:nth-child(odd){background:#f1f1f6}tfoot{font-weight:bold}"
    body = [
        f"<h2>{escape(pay.payer)}</h2><p>{escape(w(say, 'street'))}</p><h3>{escape(w(say, 'title'))}</h3>"
    ]
    body.append(_known(say, pay, "payee", "ref", "day", "method", "currency"))
    return Sheet([], pays, ALL, drawn=_printed(DL + TABLE + style, *body, f"<table>{rows}</table>"))


@third("memo_over_many_rows", 1, 8, credits=True, media=ALONE)
def memo_over_many_rows(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A narrow column of long texts makes each row several lines high; figures stand at half its height."""
    pay = pays[0]
    keep_only(pay, "day")
    rows = [heads(say, pay, ("number", "date", "memo", "amount"))]
    for x in pay.lines:
        memo = w(say, "long_memo", a=w(say, "memos", n=str(rng.randint(2, 48))))
        rows.append([x.number or "", cell(say, "date", x), memo, cell(say, "net", x)])
    rows.append([w(say, "sum"), "", "", say.money(pay.total)])
    style = "td,th{border:1px solid #999;vertical-align:middle}td:nth-child(3){width:150px}"
    table = "".join(_cells(row, "td" if at else "th") for at, row in enumerate(rows))
    body = [f"<h2>{escape(pay.payer)}</h2>", _known(say, pay, "payee", "ref", "day", "method", "currency")]
    loose = frozenset({"document_type"})
    return Sheet(
        [], pays, ALL, drawn=_printed(DL + TABLE + style, *body, f"<table>{table}</table>"), open=loose
    )

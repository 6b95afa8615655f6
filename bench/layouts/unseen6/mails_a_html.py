"""Mails in HTML: a broadcaster's portal, a payroll office, a bank's supplier service, a mine's buyer, a ministry's receipt."""

# ruff: noqa: E501

import random
from html import escape

from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALONE, D, keep_only
from bench.layouts.unseen4.kit import cash
from bench.layouts.unseen4.mails_html import page, paras, row, table
from bench.layouts.unseen6.kit import own
from bench.layouts.unseen6.mails_a_text import sent
from bench.layouts.unseen6.names_a import by, reasoned, w


@w.form("broadcasters_portal_tells", "en fr de", 1, 16, reductions="discount", credits=True, media=ALONE)
def broadcasters_portal_tells(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A portal's mail: the sum in large letters, values in one row of cells label over value, the list below."""
    pay = by(say, pays, "tv")
    keep_only(pay, "day", "gross", "discount")
    big = f"<p>{escape(w(say, 'total'))}</p><h1>{escape(cash(say, pay, pay.total))}</h1>"
    pairs = w.pairs(say, pay, "payer", "payee", "ref", "day", "method")
    cells = "".join(f"<td valign=top><small>{escape(a)}</small><br><b>{escape(b)}</b></td>" for a, b in pairs)
    known = w.rows(say, pay, ("kind", "doc", "doc_date", "gross", "discount", "net"))
    listed = f"<table width=100%>{row(known[0], 'th')}{''.join(map(row, known[1:]))}</table>"
    last = f"<p style='font-size:9px'>{escape(w(say, 'foot'))}</p>"
    return own(page(big, f"<table><tr>{cells}</tr></table><hr>", listed, last), pays)


@w.form("wages_office_writes_for_others", "de nl it", 1, 8, media=ALONE)
def wages_office_writes_for_others(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An office writes for its client who pays: a sentence, values in a list of points, a table with a sum; the office signs."""
    pay = by(say, pays, "payroll")
    keep_only(pay, "day")
    points = "".join(
        f"<li>{escape(a)}: {escape(b)}</li>"
        for a, b in [
            (w(say, "client"), pay.payer),
            *w.pairs(say, pay, "payee", "ref", "day", "method", "currency"),
        ]
    )
    listed = table(w.rows(say, pay, ("date", "number", "amount"), ("amount",)), "border=1 cellpadding=4")
    end = f"<p>{escape(w(say, 'regards'))}<br><i>{escape(w(say, 'wages_office'))}</i></p>"
    return own(
        page(paras(w(say, "dear") + ",", w(say, "for_client")), f"<ul>{points}</ul>", listed, end), pays
    )


@w.form("supplier_service_of_a_bank", "it fr en", 1, 14, media=ALONE)
def supplier_service_of_a_bank(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A bank's service tells for a buyer at its label what it pays on the due day: due day, number, amount with its currency."""
    pay = by(say, pays, "steel")
    keep_only(pay)
    known = table(w.pairs(say, pay, "payer", "payee", "ref", "day", "total"), "bgcolor=#f4f0e6 cellpadding=5")
    pay.method = None
    rows = [[w(say, "number"), w(say, "approval"), w(say, "net")]]
    rows += [
        [x.number or "", f"APP{rng.randint(100_000, 999_999)}", cash(say, pay, x.net)] for x in pay.lines
    ]
    listed = f"<table border=1>{row(rows[0], 'th')}{''.join(map(row, rows[1:]))}</table>"
    return own(page(paras(w(say, "service")), known, "<br>", listed, paras(w(say, "service_end"))), pays)


@w.form("buyer_of_ore_adds_days", "en fr de", 1, 10, reductions="both", media=ALONE)
def buyer_of_ore_adds_days(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A clerk's mail: the sentence, a table in which every bill takes two rows, the second one tells what was cut and why."""
    pay = by(say, pays, "mine")
    keep_only(pay, "day", "gross", "deduction", "reason")
    reasoned(rng, say, pay, "ore_whys")
    for x in pay.lines:
        x.net = x.gross - (x.deduction or D(0))
    pay.total = pay.sum
    first, rows = (
        sent(say, pay),
        [row(w.heads(say, pay, ("number", "date", "gross", "deduction", "net")), "th")],
    )
    for x, cells in zip(
        pay.lines, w.cells(say, pay, ("number", "date", "gross", "deduction", "net")), strict=True
    ):
        rows.append(row(cells))
        if x.reason:
            rows.append(
                f"<tr><td></td><td colspan=4><i>{escape(w(say, 'reason'))}: {escape(x.reason)}</i></td></tr>"
            )
    rows.append(row([w(say, "sum"), "", "", "", say.money(pay.total)]))
    end = paras(w(say, "regards"), w(say, "desk"), pay.payer)
    return own(page(paras(w(say, "dear"), first), f"<table border=1>{''.join(rows)}</table>", end), pays)


@w.form("receipt_of_a_ministry", "fr it nl", 1, 3, media=ALONE)
def receipt_of_a_ministry(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A ministry's receipt: headings, each with a table of labels and values: the payer, the payee, the payment, every document."""
    pay = by(say, pays, "state")
    keep_only(pay, "day", "po")
    parts = [f"<h2>{escape(w(say, 'title'))}</h2>"]
    for head, names in (("parties", ("payer", "payee")), ("payment", ("ref", "day", "method", "total"))):
        parts += [f"<h4>{escape(w(say, head))}</h4>", table(w.pairs(say, pay, *names), "border=0")]
    names = ("number", "date", "po", "net")
    for at, cells in enumerate(w.cells(say, pay, names), 1):
        pairs = [list(pair) for pair in zip(w.heads(say, pay, names), cells, strict=True)]
        parts += [f"<h4>{escape(w(say, 'document_no', n=str(at)))}</h4>", table(pairs, "border=0")]
    return own(page(*parts, paras(w(say, "foot"))), pays, "lines")

"""Mails in HTML of workflows, carriers, universities and clerks."""

# ruff: noqa: E501

import random
from html import escape

from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALL, ALONE, CENT, D, keep_only, settle
from bench.layouts.unseen4.kit import cash
from bench.layouts.unseen4.mails_html import page, paras, row, table
from bench.layouts.unseen4.wording import told
from bench.layouts.unseen5.names_a import KIT as w


def sent_today(say: Speech, pay: Payment) -> str:
    """Return the sentence that tells sum, payee, day and reference of a transfer."""
    values = {"total": cash(say, pay, pay.total), "day": told(say, pay.day), "ref": pay.reference}
    return w(say, "sent_today", payee=pay.payee, **values)


@w.form("notice_of_a_workflow", "en de nl", 1, 16, reductions="discount", credits=True, media=ALONE)
def notice_of_a_workflow(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A workflow's notice: values in a table of two columns, a list with heads and a foot of sums."""
    pay = pays[0]
    keep_only(pay, "day", "po", "gross", "discount")
    names = ("number", "date", "po", "gross", "discount", "net")
    known = w.rows(say, pay, names, ("gross", "discount", "net"))
    body = "".join(map(row, known[1:-1]))
    listed = f"<table><thead>{row(known[0], 'th')}</thead><tbody>{body}</tbody><tfoot>{row(known[-1], 'td', ' bgcolor=#eee')}</tfoot></table>"
    facts = table(w.pairs(say, pay, "payer", "payee", "ref", "day", "method", "currency"), "cellpadding=3")
    end = paras(w(say, "queries", n=str(rng.randint(10_000, 99_999))), w(say, "robot"), w(say, "foot"))
    return Sheet(
        [],
        pays,
        ALL,
        drawn=page(f"<h3>{escape(w(say, 'title'))}</h3>", facts, paras(w(say, "follows")), listed, end),
    )


@w.form("bills_as_bullets", "en fr de", 1, 8, reductions="discount", media=ALONE)
def bills_as_bullets(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A bullet for each bill tells in words what was billed, the discount and what was paid."""
    pay = pays[0]
    pay.method = "transfer"
    keep_only(pay, "day", "gross", "discount")
    items = []
    for x in pay.lines:
        key = "bullet_less" if x.discount else "bullet"
        values = {"gross": say.money(x.gross), "discount": say.money(x.discount), "net": say.money(x.net)}
        items.append(f"<li>{escape(w(say, key, number=x.number or '', day=say.day(x.day), **values))}</li>")
    first = sent_today(say, pay)
    end = f"<p>{escape(w(say, 'regards'))}<br>{escape(w(say, 'office'))}<br><b>{escape(pay.payer)}</b></p>"
    return Sheet(
        [], pays, ALL, "lines", drawn=page(paras(w(say, "dear"), first), f"<ul>{''.join(items)}</ul>", end)
    )


@w.form("signature_like_a_table", "de nl fr", 1, 10, credits=True, media=ALONE)
def signature_like_a_table(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A clerk's mail: a sentence, the list; the signature is a table, too, with numbers and the firm's capital."""
    pay = pays[0]
    pay.method = "transfer"
    keep_only(pay, "day")
    names = ("doc", "kind", "doc_date", "amount")
    first = sent_today(say, pay)
    sign = [
        [pay.payer, ""],
        [w(say, "phone"), f"0{rng.randint(1000, 9999)} {rng.randint(10_000, 99_999)}"],
        *(one.split(": ") for one in w(say, "legal").split(";")),
    ]
    parts = [
        paras(w(say, "dear"), first),
        table(w.rows(say, pay, names, ("amount",))),
        paras(w(say, "regards")),
    ]
    return Sheet([], pays, ALL, drawn=page(*parts, table(sign, "style='color:#666;font-size:11px'")))


@w.form("consignment_by_consignment", "en de nl", 1, 7, media=ALONE)
def consignment_by_consignment(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A shipper tells each of the carrier's bills in a small table: consignment, kilos, billed, damage, paid."""
    pay = pays[0]
    keep_only(pay, "gross")
    parts = []
    for x in pay.lines:
        x.deduction = (x.gross * D(rng.randint(2, 20)) / 100).quantize(CENT) if rng.random() < 0.3 else None
        x.reason = w(say, "damage") if x.deduction else None
        x.net = x.gross - (x.deduction or 0)
        known = [
            (w(say, "number"), x.number),
            (w(say, "consignment"), f"{rng.randint(10**8, 10**9)}"),
            (w(say, "kilos"), f"{rng.randint(80, 9000)}"),
        ]
        known += [(w(say, "gross"), say.money(x.gross))]
        if x.deduction:
            known += [(w(say, "deduction"), say.money(x.deduction)), (w(say, "reason"), x.reason)]
        parts.append(table([*known, (w(say, "net"), say.money(x.net))], "border=1 width=340") + "<br>")
    settle(pay)
    first = paras(w(say, "dear"), w(say, "follows"))
    last = table(w.pairs(say, pay, "payer", "payee", "day", "ref", "method", "total"), "cellpadding=4")
    return Sheet([], pays, ALL, "key_value", drawn=page(first, *parts, last))


@w.form("sent_on_by_the_desk", "fr en nl", 1, 12, reductions="none", credits=True, media=ALONE)
def sent_on_by_the_desk(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A reception sends a program's notice on: a word on top, the heads of the first mail, then values and list."""
    pay = pays[0]
    keep_only(pay, "day", "po")
    names = ("po", "number", "date", "net")
    heads = "<br>".join(
        escape(one)
        for one in w(
            say, "forwarded", d=f"{rng.randint(1, 12)}:{rng.randint(10, 59)}", title=w(say, "title")
        ).split(";")
    )
    facts = "<br>".join(
        f"{escape(a)}: <b>{escape(b)}</b>"
        for a, b in w.pairs(say, pay, "payer", "payee", "day", "ref", "method", "total")
    )
    parts = [
        paras(w(say, "please_see")),
        f"<hr><p>{heads}</p>",
        f"<p>{facts}</p>",
        table(w.rows(say, pay, names), "border=1"),
    ]
    return Sheet([], pays, ALL, drawn=page(*parts, paras(w(say, "robot"))))


@w.form("names_under_a_band", "nl en de", 1, 14, reductions="both", media=ALONE)
def names_under_a_band(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A university: one head spans the document's cells, another its amounts; the heads proper stand below."""
    pay = pays[0]
    keep_only(pay, "day", "po", "gross", "discount", "deduction", "reason")
    names = ("number", "date", "po", "gross", "discount", "deduction", "net", "reason")
    known = w.rows(say, pay, names, ("net",))
    band = f"<tr><th colspan=3>{escape(w(say, 'band_doc'))}</th><th colspan=5>{escape(w(say, 'band_money'))}</th></tr>"
    listed = f"<table border=1>{band}{row(known[0], 'th')}{''.join(map(row, known[1:]))}</table>"
    facts = table(w.pairs(say, pay, "payee", "ref", "day", "method", "currency", "total"), "border=0")
    top = f"<h2>{escape(pay.payer)}</h2>{paras(w(say, 'street'), w(say, 'title'))}"
    return Sheet([], pays, ALL, drawn=page(top, facts, listed, paras(w(say, "foot"))))

"""Mails in HTML: heads in two languages, a list of points, a page with tables beside the one that counts."""

# ruff: noqa: E501

import random
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D
from html import escape

from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALONE, keep_only
from bench.layouts.unseen4.kit import Hand, cash
from bench.layouts.unseen4.mails_html import page, paras, row, table
from bench.layouts.unseen6.kit import own as drawn
from bench.layouts.unseen6.names_b import FACTS, KIT, SIX, person, plain, word


@KIT.form(
    "federation_in_two_languages", "fr de es it pt", 1, 14, reductions="discount", credits=True, media=ALONE
)
def federation_in_two_languages(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Labels and heads stand in the federation's language and, behind a stroke, in English."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day", "gross", "discount")
    assert isinstance(say, Hand)
    other = replace(say, language="en")
    names = ("number", "date", "gross", "discount", "net")
    rows = KIT.rows(say, pay, names, ("gross", "discount", "net"))
    rows[0] = [f"{a} / {b}" for a, b in zip(rows[0], KIT.heads(other, pay, names), strict=True)]
    keys = ("payer", "payee", "ref", "day", "currency")
    known = [
        (f"{KIT(say, key)} / {KIT(other, key)}", value)
        for key, (_, value) in zip(keys, KIT.pairs(say, pay, *keys), strict=True)
    ]
    pay.method = None
    title = f"<h3>{escape(KIT(say, 'title'))} / {escape(KIT(other, 'title'))}</h3>"
    return drawn(page(title, table(known, "border=0"), "<br>", table(rows)), pays)


@KIT.form("caterer_makes_points", SIX, 1, 8, credits=True, media=ALONE)
def caterer_makes_points(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An event agency's mail: a point for each document, its sum in bold; firm and person in the signature."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    pay.method, pay.payee = "transfer", None  # type: ignore[assignment]
    points = ""
    for x in pay.lines:
        kind = KIT(say, "cn" if x.kind == "credit_note" else "inv")
        head = KIT(say, "listed", k=kind, n=x.number or "", d=say.day(x.day), s="")
        points += f"<li>{escape(head)}<b>{escape(cash(say, pay, x.net))}</b></li>"
    told = KIT(say, "told", day=say.day(pay.day), sum=cash(say, pay, pay.total), ref=pay.reference)
    signed = "<br>".join(map(escape, (KIT(say, "bye"), person(say), pay.payer, KIT(say, "street"))))
    return drawn(
        page(paras(KIT(say, "dear"), told, KIT(say, "covers")), f"<ul>{points}</ul><p>{signed}</p>"),
        pays,
        "lines",
    )


@KIT.form("ferry_newsletter_look", SIX, 1, 14, credits=True, media=ALONE)
def ferry_newsletter_look(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A page set by tables: a bar of coming payment days and desks with phones beside the list that counts."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    later = [[say.day(pay.day + timedelta(days=15 * at))] for at in (1, 2)]
    desks = [[KIT(say, "desk"), KIT(say, "phone")]]
    desks += [
        [word(say, "desks", at), f"0{rng.randint(200, 899)} {rng.randint(1000, 9999)}"] for at in (0, 1)
    ]
    bar = f"<b>{escape(KIT(say, 'next_runs'))}</b>{table(later, 'border=0')}{table(desks, 'border=0')}"
    names = ("doc_date", "doc", "kind", "amount")
    listed = table(KIT.rows(say, pay, names, ("amount",)), "width=100% border=0")
    known = "".join(row((f"{a}:", b)) for a, b in KIT.pairs(say, pay, *FACTS))
    middle = f"<h2>{escape(KIT(say, 'title'))}</h2><table>{known}</table>{listed}"
    body = f"<table width=900><tr><td colspan=2 bgcolor=#003355>{escape(pay.payer)}</td></tr><tr><td valign=top width=200>{bar}</td><td>{middle}</td></tr></table>"
    return drawn(page(body, paras(KIT(say, "confidential"))), pays)


@KIT.form("optician_pairs_and_bills_in_one_table", SIX, 1, 9, reductions="discount", media=ALONE)
def optician_pairs_and_bills_in_one_table(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """One table: the payment's values span its upper rows, heads and bills follow, the total spans the last."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day", "gross", "discount")
    rows = KIT.rows(say, pay, ("number", "date", "gross", "discount", "net"))
    inner = "".join(
        f"<tr><td colspan=2>{escape(a)}</td><td colspan=3>{escape(b)}</td></tr>"
        for a, b in KIT.pairs(say, pay, "payer", "payee", "ref", "day", "method")
    )
    inner += row(rows[0], "th") + "".join(map(row, rows[1:]))
    inner += f"<tr><td colspan=4>{escape(KIT(say, 'total'))}</td><td>{escape(cash(say, pay, pay.total or D(0)))}</td></tr>"
    return drawn(
        page(paras(KIT(say, "dear")), f"<table border=1>{inner}</table>", paras(KIT(say, "thanks"))), pays
    )

"""What clerks write by hand: mails of prose, answers between lines, pasted lists, mails of a program."""

# ruff: noqa: E501

import random
from datetime import timedelta
from html import escape

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import (
    ALL,
    ALONE,
    LETTERS,
    D,
    cash,
    held,
    keep_only,
    other_number,
    pairs_of,
    small,
    spoken,
    w,
    ws,
)


def _listed(say: Speech, pay: Payment, lines: list) -> str:
    told = [w(say, "each", number=x.number, sum=say.money(abs(x.net))) for x in lines]
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} {w(say, 'and')} {told[-1]}"


@held("two_sentences", 3, 8, credits=True, media=LETTERS)
def two_sentences(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """One sentence lists the invoices with their amounts, the next the credits, without a sign."""
    pay = pays[0]
    keep_only(pay)
    pay.method = "transfer"
    owed, back = [x for x in pay.lines if x.net >= 0], [x for x in pay.lines if x.net < 0]
    pay.lines = [*owed, *back]
    paid = w(say, "we_paid", day=spoken(say, pay.day), sum=cash(say, pay, pay.total), ref=pay.reference)
    told = [paid, w(say, "covers", owed=_listed(say, pay, owed))]
    if back:
        told.append(w(say, "taken_off", back=_listed(say, pay, back)))
    blocks = [
        Block("text", [f"{w(say, 'to')}: {pay.payee}"]),
        Block("text", [w(say, "dear")]),
        Block("para", [" ".join(told)]),
    ]
    blocks.append(Block("text", [w(say, "regards"), "R. Halden", pay.payer, w(say, "foot_vat")]))
    return Sheet(blocks, pays, ALL, "prose")


@held("answers_between_lines", 2, 7, media=ALONE)
def answers_between_lines(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The payer answers each row of a quoted reminder under it: paid, or never received."""
    pay = pays[0]
    keep_only(pay)
    pay.method = "transfer"
    rows = []
    for x in pay.lines:
        late = say.day(pay.day - timedelta(days=rng.randint(2, 30)))
        rows.append(f"> {w(say, 'reminder_line', number=x.number, sum=cash(say, pay, x.net), day=late)}")
        rows += [f"  -> {w(say, 'paid_full')}", ""]
    for at in range(rng.randint(1, 2)):
        number, owed = other_number(pay.lines[0].number, 90310 + at * 17), D(rng.randint(4000, 300000)) / 100
        late = say.day(pay.day - timedelta(days=rng.randint(2, 30)))
        place = rng.randint(0, len(pay.lines)) * 3
        said = w(say, "reminder_line", number=number, sum=cash(say, pay, owed), day=late)
        rows[place:place] = [f"> {said}", f"  -> {w(say, 'not_received')}", ""]
    paid = w(say, "we_paid", day=spoken(say, pay.day), sum=cash(say, pay, pay.total), ref=pay.reference)
    top = [w(say, "dear"), "", paid, f"{w(say, 'answers')}", ""]
    quoted = f"> {w(say, 'your_list', day=say.day(pay.day - timedelta(days=1)))}"
    end = [w(say, "regards"), "M. Orsini", pay.payer, "", w(say, "disclaimer")]
    pay.payee = None
    text = "\n".join([*top, quoted, ">", *rows, *end])
    return Sheet([], pays, ALL, "lines", ("text", text.encode()))


@held("pasted_from_accounting", 2, 12, credits=True, media=ALONE)
def pasted_from_accounting(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A list pasted from a bookkeeping screen: codes, own numbers, minus signs behind; signature and warnings."""
    pay = pays[0]
    keep_only(pay, "day")
    pay.method = None
    own = rng.randint(5100000, 5199999)
    heads = ws(say, "company_code", "booking", "doc_date", "doc_number", "amount", "currency", "clearing")
    least = (6, 11, 12, max(len(x.number) for x in pay.lines), 14, 5, 12)
    wide = [max(a, len(b)) + 2 for a, b in zip(least, heads, strict=True)]
    rows = ["".join(a.ljust(b) for a, b in zip(heads, wide, strict=True)), "-" * sum(wide)]
    for x in pay.lines:
        own += rng.randint(1, 4)
        sum_ = say.money(abs(x.net)) + ("-" if x.net < 0 else " ")
        cells = [
            "1200",
            str(own),
            say.day(x.day),
            x.number,
            sum_.rjust(14),
            f" {pay.currency}",
            pay.reference,
        ]
        rows.append("".join(a.ljust(b) for a, b in zip(cells, wide, strict=True)).rstrip())
    last = f"{say.money(pay.total)} ".rjust(14).ljust(wide[4])
    rows.append("*".ljust(sum(wide[:4])) + last + pay.currency)
    pairs = [f"{a}: {b}" for a, b in pairs_of(say, pay, "payee", "ref", "day", "total")]
    end = [w(say, "regards"), "T. Marlow", pay.payer, w(say, "foot_vat"), "", w(say, "disclaimer")]
    text = "\n".join([w(say, "dear"), "", w(say, "list_follows"), *pairs, "", *rows, "", *end])
    return Sheet([], pays, ALL, drawn=("text", text.encode()))


def _mail(say: Speech, pay: Payment, body: str, style: str = "") -> bytes:
    """Return a mail as a program sends it: hidden first words, a bar, the body, a foot."""
    hidden = f"<div style='display:none;max-height:0'>{escape(w(say, 'title'))} {escape(pay.payer)}</div>"
    bar = f"<div style='background:#224;color:#fff;padding:12px;font-size:18px'>{escape(pay.payer)}</div>"
    foot = f"<p style='font-size:10px;color:#777'>{escape(w(say, 'foot_vat'))}<br><a href='#'>{escape(w(say, 'view_online'))}</a></p>"
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><style>{style}</style></head>"
        f"<body>{hidden}{bar}{body}{foot}</body></html>"
    ).encode()


def _terms(say: Speech, pay: Payment, *names: str) -> str:
    rows = "".join(
        f"<div class='kv'><span class='k'>{escape(a)}</span> <span class='v'>{escape(b)}</span></div>"
        for a, b in pairs_of(say, pay, *names)
    )
    return f"<h2>{escape(w(say, 'title'))}</h2>{rows}"


def _table(rows: list[list[str]], extra: str = "") -> str:
    """Return a table whose first row are heads; cells are HTML already."""
    heads = "".join(f"<th>{cell}</th>" for cell in rows[0])
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows[1:])
    return f"<table {extra}><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"


@held("struck_amounts", 2, 8, media=ALONE)
def struck_amounts(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A mail sent again: wrong amounts are struck through, the right ones stand behind them in the same cell."""
    pay = pays[0]
    keep_only(pay, "day")
    rows, wrong = [[escape(one) for one in ws(say, "number", "date", "amount")]], D(0)
    for at, x in enumerate(pay.lines):
        old = x.net + small(rng, pay) if at == 0 or rng.random() < 0.25 else None
        wrong += old if old else x.net
        struck = f"<s>{say.money(old)}</s> " if old else ""
        rows.append([escape(x.number), say.day(x.day), f"{struck}<b>{say.money(x.net)}</b>"])
    last = f"<s>{say.money(wrong)}</s> <b>{say.money(pay.total)}</b>"
    rows.append([escape(w(say, "total")), "", last])
    told = f"<p>{escape(w(say, 'struck_told'))}</p>"
    body = _terms(say, pay, "payee", "ref", "day", "method", "currency") + told + _table(rows, "border=1")
    return Sheet([], pays, ALL, drawn=("html", _mail(say, pay, body)))


@held("cards_for_small_screens", 2, 9, reductions="discount", media=ALONE)
def cards_for_small_screens(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """No table: for each document a stack of rows, its label left and its value right, labels again each time."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    stacks = []
    for x in pay.lines:
        pairs = [("number", x.number), ("date", say.day(x.day)), ("gross", say.money(x.gross))]
        pairs += [("discount", say.money(x.discount))] if x.discount else []
        pairs += [("net", cash(say, pay, x.net))]
        rows = "".join(
            f"<div class='kv'><span class='k'>{escape(w(say, a))}</span><span class='v'>{escape(b)}</span></div>"
            for a, b in pairs
        )
        stacks.append(f"<div class='stack'>{rows}</div>")
    style = (
        ".kv{display:flex;justify-content:space-between}.stack{border:1px solid #ccc;margin:8px;padding:6px}"
    )
    body = _terms(say, pay, "payee", "ref", "day", "method", "total") + "".join(stacks)
    return Sheet([], pays, ALL, "key_value", ("html", _mail(say, pay, body, style)))


@held("payment_cell_down", 1, 4, payments=3, media=ALONE)
def payment_cell_down(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """One table for three payments; the cells of a payment's number, day and sum reach down over its rows."""
    first = pays[0]
    heads = ws(say, "ref", "day", "total", "number", "date", "net")
    rows = "<tr>" + "".join(f"<th>{escape(one)}</th>" for one in heads) + "</tr>"
    for pay in pays:
        keep_only(pay, "day")
        pay.payee, pay.currency, pay.method = first.payee, first.currency, None
        tall = f"rowspan='{len(pay.lines)}' valign='top'"
        for at, x in enumerate(pay.lines):
            left = "".join(
                f"<td {tall}>{escape(one)}</td>"
                for one in (pay.reference, say.day(pay.day), say.money(pay.total))
            )
            own = (x.number, say.day(x.day), say.money(x.net))
            cells = "".join(f"<td>{escape(one)}</td>" for one in own)
            rows += f"<tr>{left if at == 0 else ''}{cells}</tr>"
    body = _terms(say, first, "payee", "currency") + f"<table border=1>{rows}</table>"
    return Sheet([], pays, ALL, drawn=("html", _mail(say, first, body)))


@held("saved_portal_form", 2, 9, media=ALONE)
def saved_portal_form(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A portal's page saved from a browser: the payment's values stand in input fields, the menu beside."""
    pay = pays[0]
    keep_only(pay, "day")
    fields = "".join(
        f"<p><label>{escape(a)}</label> <input readonly value='{escape(b, quote=True)}'></p>"
        for a, b in pairs_of(say, pay, "payee", "ref", "day", "method", "total")
    )
    rows = [[escape(one) for one in ws(say, "number", "date", "amount")]]
    rows += [[escape(x.number), say.day(x.day), say.money(x.net)] for x in pay.lines]
    menu = "<ul><li>Home</li><li>PO 4500120034</li><li>Inbox (12)</li></ul>"
    pager = f"<p>1 - {len(pay.lines)} / {len(pay.lines)}</p>"
    body = f"<nav>{menu}</nav><h1>{escape(w(say, 'title'))}</h1><form>{fields}</form>{_table(rows)}{pager}"
    return Sheet([], pays, ALL, drawn=("html", _mail(say, pay, body)))

"""Mails in HTML: notices of programs and banks, passed-on mails, units, differences, ages, hidden signs."""

# ruff: noqa: E501

import random
from collections.abc import Sequence
from html import escape

from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALL, D, keep_only
from bench.layouts.unseen4.kit_sheets import (
    body,
    cell,
    domain_of,
    fourth,
    heads,
    pairs,
    rows_of,
    sum_of,
    unnamed,
    w,
    ws,
)
from bench.layouts.unseen4.sheets_writing import share, take_off, worded


def page(*parts: str) -> tuple[str, bytes]:
    """Return a page's kind and bytes."""
    head = "<head><meta charset='utf-8'><style>body{font:14px Calibri}td,th{padding:3px 8px}</style></head>"
    return "html", f"<!doctype html><html>{head}<body>{''.join(parts)}</body></html>".encode()


def row(cells: Sequence[object], tag: str = "td", more: str = "") -> str:
    """Return a table's row."""
    return "<tr>" + "".join(f"<{tag}{more}>{escape(str(one))}</{tag}>" for one in cells) + "</tr>"


def table(rows: Sequence[Sequence[object]], more: str = "border=1 cellspacing=0") -> str:
    """Return a table."""
    return f"<table {more}>{''.join(map(row, rows))}</table>"


def paras(*lines: str) -> str:
    """Return paragraphs."""
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


@fourth("program_tells_of_payment", 1, 18, reductions="discount", credits=True)
def program_tells_of_payment(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A paying program's notice: who paid in a sentence, values in a table, the list, whom to write, no answer."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    names = ("number", "kind", "date", "gross", "discount", "net")
    grid = rows_of(say, pay, names, total=True)
    listed = f"<table width=100%><thead>{row(grid[0], 'th')}</thead><tbody>{''.join(map(row, grid[1:]))}</tbody></table>"
    known = table(pairs(say, pay, "payee", "ref", "day", "method", "currency", "total"), "bgcolor=#eef")
    top = f"<div style='background:#234;color:#fff'><h2>{escape(w(say, 'sent_you', payer=pay.payer))}</h2></div>"
    last = f"<small>{paras(w(say, 'queries', d=domain_of(pay)), w(say, 'no_reply'), w(say, 'foot'))}</small>"
    return Sheet([], pays, ALL, drawn=page(top, known, paras(w(say, "follows")), listed, last))


@fourth("bank_notice_of_frames", 1, 10, credits=True)
def bank_notice_of_frames(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A bank's notice: tables within tables, labels in bold with a colon, the list in a frame of its own."""
    pay = pays[0]
    keep_only(pay)
    known = pairs(say, pay, "payer", "payee", "total", "day", "ref", "method")
    left = "".join(f"<tr><td align=right><b>{escape(a)}:</b></td><td>{escape(b)}</td></tr>" for a, b in known)
    listed = table(rows_of(say, pay, ("kind", "doc", "amount")), "border=0")
    inner = f"<tr><td><table>{left}</table></td></tr><tr><td><hr></td></tr><tr><td>{listed}</td></tr>"
    last = f"<tr><td><font size=1>{escape(w(say, 'disclaimer'))}</font></td></tr>"
    frame = f"<table width=600 align=center border=1><tr><td><table>{inner}{last}</table></td></tr></table>"
    return Sheet([], pays, ALL, drawn=page(f"<center><h3>{escape(w(say, 'title'))}</h3></center>", frame))


@fourth("passed_on_to_a_colleague", 1, 12, reductions="discount")
def passed_on_to_a_colleague(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A colleague passes the payer's mail on: a short word, the mail's heads, greeting, list, signature."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    day = say.day(pay.day)
    told = (w(say, "signer"), day, "ar@supplier.example", f"{w(say, 'title')} {pay.reference}")
    labels = w(say, "from_to").split(",")
    block = "<br>".join(f"<b>{a}:</b> {escape(b)}" for a, b in zip(labels, told, strict=True))
    names = ("date", "number", "gross", "discount", "net")
    known = "<br>".join(
        escape(f"{a}: {b}") for a, b in pairs(say, pay, "payee", "ref", "day", "method", "currency")
    )
    parts = [paras(w(say, "fyi")), f"<div style='border-top:1px solid #999'><p>{block}</p></div>"]
    parts += [paras(w(say, "dear"), w(say, "follows")), table(rows_of(say, pay, names, total=True))]
    parts += [f"<p>{known}</p>", paras(w(say, "regards"), w(say, "signer"))]
    parts.append(
        f"<p>{escape(w(say, 'office'))}<br><b>{escape(pay.payer)}</b><br>{escape(w(say, 'street'))}</p>"
    )
    return Sheet([], pays, ALL, drawn=page(*parts))


@fourth("units_with_their_sums", 3, 16, credits=True)
def units_with_their_sums(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """One table of three units: a bar over its width opens a unit, a wide cell and a sum close it."""
    pay = pays[0]
    keep_only(pay, "day", "po")
    names = ("number", "po", "date", "amount")
    rows, size = [row(heads(say, pay, names), "th")], -(-len(pay.lines) // 3)
    for at in range(0, len(pay.lines), size):
        own = pay.lines[at : at + size]
        unit = worded(say, w(say, "units"), at // size)
        rows.append(f"<tr><td colspan=4 bgcolor=#ddd><b>{escape(unit)}</b></td></tr>")
        rows += [row([cell(say, name, x) for name in names]) for x in own]
        so_far = say.money(sum((x.net or D(0) for x in own), D(0)))
        rows.append(
            f"<tr><td colspan=3 align=right><i>{escape(w(say, 'unit_sum'))}</i></td><td>{so_far}</td></tr>"
        )
    rows.append(
        f"<tr><td colspan=3><b>{escape(w(say, 'sum'))}</b></td><td><b>{say.money(pay.total)}</b></td></tr>"
    )
    known = table(pairs(say, pay, "payer", "payee", "day", "ref", "method", "currency"), "border=0")
    return Sheet([], pays, ALL, drawn=page(known, f"<table border=1>{''.join(rows)}</table>"))


@fourth("billed_and_accepted", 1, 10)
def billed_and_accepted(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Billed, accepted, the difference and why: what was accepted stands before what was cut."""
    pay = pays[0]
    keep_only(pay, "day", "gross")
    take_off(pay, "deduction", "7", 0.4, rng)
    for at, x in enumerate(pay.lines):
        x.reason = worded(say, w(say, "whys"), at) if x.deduction else None
    top = ws(say, "number", "date", "billed", "accepted", "difference", "because")
    rows = [
        [cell(say, name, x) for name in ("number", "date", "gross", "net", "deduction", "reason")]
        for x in pay.lines
    ]
    rows.append([w(say, "sum"), "", "", say.money(pay.total), "", ""])
    known = paras(*(f"{a}: {b}" for a, b in pairs(say, pay, "ref", "day", "method", "currency")))
    parts = [f"<h2>{escape(pay.payer)}</h2>", paras(w(say, "hello_for", payee=pay.payee)), known]
    return Sheet(
        [], pays, ALL, drawn=page(*parts, table([top, *rows]), paras(w(say, "regards"), w(say, "office")))
    )


@fourth("ages_after_the_list", 1, 10, credits=True)
def ages_after_the_list(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Below the paid list a second table tells what stays open on the account by age; it is no payment."""
    pay = pays[0]
    keep_only(pay, "day")
    names = ("kind", "number", "date", "amount")
    known = "".join(
        f"<li>{escape(a)}: <b>{escape(b)}</b></li>"
        for a, b in pairs(say, pay, "payee", "ref", "day", "method", "total")
    )
    ages = w(say, "ages").split(",")
    still = [say.money(D(rng.randint(0, 900_000)) / 100) for _ in ages]
    parts = [f"<p><b>{escape(pay.payer)}</b><br>{escape(w(say, 'street'))}</p><ul>{known}</ul>"]
    parts += [table(rows_of(say, pay, names)), paras(f"{w(say, 'ageing')}:"), table([ages, still])]
    return Sheet([], pays, ALL, drawn=page(*parts))


@fourth("values_left_list_right", 1, 14, reductions="discount")
def values_left_list_right(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A table for layout alone: left cell the payment's values, label over value; right cell the list."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    known = pairs(say, pay, "payer", "payee", "total", "day", "ref", "method")
    left = "".join(f"<p><small>{escape(a)}</small><br>{escape(b)}</p>" for a, b in known)
    right = table(rows_of(say, pay, ("number", "date", "gross", "discount", "net")), "border=0")
    frame = f"<table><tr><td valign=top width=200 bgcolor=#f4f4f4>{left}</td><td valign=top>{right}</td></tr></table>"
    return Sheet([], pays, ALL, drawn=page(frame, paras(w(say, "no_reply"))))


@fourth("captions_of_two_payments", 1, 7, payments=2, credits=True)
def captions_of_two_payments(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Two payments, each a table whose caption is the sentence that tells sum, day and reference."""
    parts = [paras(w(say, "dear"), w(say, "two_payments"))]
    for pay in pays:
        keep_only(pay, "day")
        pay.method = "transfer"
        told = w(say, "paid_told", day=say.day(pay.day), sum=sum_of(say, pay, pay.total), ref=pay.reference)
        rows = "".join(map(row, body(say, pay, ("kind", "number", "date", "net"))))
        top = row(ws(say, "kind", "number", "date", "net"), "th")
        parts.append(f"<table border=1><caption>{escape(told)}</caption>{top}{rows}</table><br>")
    parts.append(paras(w(say, "regards"), f"{w(say, 'signer')}, {pays[0].payer}"))
    unnamed(*pays)
    return Sheet([], pays, ALL, drawn=page(*parts))


@fourth("hidden_signs_in_numbers", 1, 12)
def hidden_signs_in_numbers(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Soft hyphens, marks for a break and fixed blanks stand inside numbers and sums, as some programs set them."""
    pay = pays[0]
    keep_only(pay, "day", "po")

    def broken(text: str) -> str:
        half = len(text) // 2
        return (
            f"{escape(text[:half])}&#8203;<wbr>{escape(text[half:])}" if rng.random() < 0.5 else escape(text)
        )

    rows = [row(ws(say, "number", "po", "date", "net"), "th")]
    for x in pay.lines:
        number, order = broken(x.number or ""), f"{(x.po or '')[:5]}&shy;{(x.po or '')[5:]}"
        money = f"<span>{say.money(x.net)}</span>&nbsp;"
        rows.append(f"<tr><td>{number}</td><td>{order}</td><td>{say.day(x.day)}</td><td>{money}</td></tr>")
    known = pairs(say, pay, "payer", "payee", "ref", "day", "method", "currency", "sum")
    told = "".join(f"<tr><td>{escape(a)}&nbsp;</td><td>{broken(str(b))}</td></tr>" for a, b in known)
    return Sheet([], pays, ALL, drawn=page(f"<table>{told}</table><table border=1>{''.join(rows)}</table>"))


@fourth("foot_before_the_rows", 2, 14, reductions="discount")
def foot_before_the_rows(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The table's foot with all sums stands before its rows in the source, as old programs write it."""
    pay = pays[0]
    keep_only(pay, "day", "gross")
    for x in pay.lines:
        x.discount = share(x, "2")
        x.net = (x.gross or D(0)) - x.discount
    pay.total = pay.sum
    names = ("number", "date", "gross", "discount", "net")
    sums = [say.money(sum((getattr(x, name) for x in pay.lines), D(0))) for name in names[2:]]
    foot = row([w(say, "sum"), "", *sums], "th")
    rows = "".join(map(row, body(say, pay, names)))
    parts = f"<thead>{row(heads(say, pay, names), 'th')}</thead><tfoot>{foot}</tfoot><tbody>{rows}</tbody>"
    known = table(pairs(say, pay, "payer", "payee", "ref", "day", "method", "currency"), "border=0")
    return Sheet([], pays, ALL, drawn=page(known, f"<table border=1>{parts}</table>", paras(w(say, "foot"))))

"""Lists in mails: columns of blanks or tabs, records at labels, rows of separators, texts that run on below."""

# ruff: noqa: E501

import random
import textwrap
from datetime import timedelta

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALL, D, keep_only
from bench.layouts.unseen4.kit_sheets import (
    body,
    cell,
    domain_of,
    facts,
    fourth,
    heads,
    pairs,
    rows_of,
    sum_of,
    unnamed,
    w,
    ws,
)
from bench.layouts.unseen4.sheets_writing import worded

MAILS = ("text", "text_tabs", "text_quoted", "html", "html_mail")


def text(rows: list[str]) -> tuple[str, bytes]:
    """Return a mail's kind and bytes."""
    return "text", ("\r\n".join(rows) + "\r\n").encode()


def signed(say: Speech, pay: Payment) -> list[str]:
    """Return greeting, name, office, firm and street."""
    return ["", w(say, "regards"), "", w(say, "signer"), w(say, "office"), pay.payer, w(say, "street")]


def columns(grid: list[list[str]], right: tuple[int, ...]) -> list[str]:
    """Return rows whose cells stand under one another."""
    wide = [max(len(str(one[i])) for one in grid) for i in range(len(grid[0]))]
    rows = (zip(row, wide, strict=True) for row in grid)
    return [
        "   ".join(f"{c:>{n}}" if i in right else f"{c:<{n}}" for i, (c, n) in enumerate(row)).rstrip()
        for row in rows
    ]


@fourth("greeting_list_greeting", 1, 14, credits=True, media=MAILS)
def greeting_list_greeting(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An ordinary mail: greeting, values, list with its sum, greeting, signature, a word on secrecy."""
    pay = pays[0]
    keep_only(pay, "day")
    names = ("number", "kind", "date", "amount")
    blocks = [
        Block("text", [w(say, "dear"), ""]),
        Block("para", [w(say, "follows")]),
        facts(say, pay, "payee", "ref", "day", "method", "currency"),
        Block("grid", grid=rows_of(say, pay, names, total=True), right=(3,)),
        Block("text", signed(say, pay)[1:]),
        Block("para", [w(say, "disclaimer")]),
    ]
    return Sheet(blocks, pays, ALL)


@fourth("due_days_among_days", 1, 16, reductions="discount", media=MAILS)
def due_days_among_days(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The day a bill fell due stands beside its own day; the payer's file number stands above."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    grid = [[*ws(say, "number", "date", "due"), *heads(say, pay, ("gross", "discount", "net"))]]
    for x in pay.lines:
        due = x.day + timedelta(days=say.pick([30, 45, 60], "fourth due")) if x.day else None
        own = [cell(say, name, x) for name in ("number", "date", "gross", "discount", "net")]
        grid.append([*own[:2], say.day(due), *own[2:]])
    blocks = [
        Block("text", [pay.payer, w(say, "street"), w(say, "foot")]),
        Block("text", [w(say, "our_file", n=f"{rng.randint(10, 99)}/{rng.randint(100, 999)}")]),
        facts(say, pay, "payee", "day", "ref", "method", "total"),
        Block("grid", grid=grid, right=(3, 4, 5)),
        Block("text", [w(say, "queries", d=domain_of(pay))]),
    ]
    return Sheet(blocks, pays, ALL)


@fourth("own_voucher_in_front", 1, 20, reductions="both", credits=True, media=MAILS)
def own_voucher_in_front(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The payer's own voucher stands before the bill; gross, discount, deduction and its code, what is paid."""
    pay = pays[0]
    keep_only(pay, "gross", "discount", "deduction", "reason")
    names = ("number", "gross", "discount", "deduction", "reason", "net")
    first = rng.randint(5_100_000, 5_900_000)
    grid = [[w(say, "voucher"), *heads(say, pay, names)]]
    grid += [[str(first + at), *own] for at, own in enumerate(body(say, pay, names))]
    grid.append([w(say, "sum"), *[""] * 5, say.money(pay.total)])
    blocks = [
        Block("text", [w(say, "title")]),
        facts(say, pay, "payer", "payee", "ref", "day", "currency", "method"),
        Block("grid", grid=grid, right=(2, 3, 4, 6)),
        Block("text", [w(say, "no_reply")]),
    ]
    return Sheet(blocks, pays, ALL)


@fourth("order_and_receipt_columns", 1, 12, media=MAILS)
def order_and_receipt_columns(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Order, goods receipt and bill, each with a number; the sum stands in words of the mail's first row only."""
    pay = pays[0]
    keep_only(pay, "day", "po")
    pay.method = "transfer"
    told = w(say, "paid_told", day=say.day(pay.day), sum=sum_of(say, pay, pay.total), ref=pay.reference)
    grid = [ws(say, "po", "receipt", "number", "date", "net")]
    for x in pay.lines:
        own = [cell(say, name, x) for name in ("po", "number", "date", "net")]
        grid.append([own[0], f"50{rng.randint(10**6, 10**7 - 1)}", *own[1:]])
    blocks = [
        Block("text", [w(say, "dear")]),
        Block("para", [told]),
        Block("grid", grid=grid, right=(4,)),
        Block("text", signed(say, pay)[1:]),
    ]
    unnamed(pay)
    return Sheet(blocks, pays, ALL)


@fourth("records_of_dotted_labels", 1, 7, reductions="discount", credits=True)
def records_of_dotted_labels(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Each document is a record of rows, label and value parted by dots; empty values are left out."""
    pay = pays[0]
    keep_only(pay, "day", "po", "gross", "discount")
    known = pairs(say, pay, "payer", "payee", "ref", "day", "method", "currency", "sum")
    names = ("kind", "number", "date", "po", "gross", "discount", "net")
    wide = max(len(label) for label in (*ws(say, *names), *(a for a, _ in known))) + 3
    rows = [f"{a:.<{wide}}: {b}" for a, b in known]
    for at, x in enumerate(pay.lines, 1):
        own = [(w(say, name), cell(say, name, x)) for name in names]
        rows += ["", f"--- {at}/{len(pay.lines)} ---", *(f"{a:.<{wide}}: {b}" for a, b in own if b)]
    return Sheet([], pays, ALL, "key_value", text([*rows, "", w(say, "no_reply")]))


@fourth("pasted_separated_rows", 1, 14, reductions="discount")
def pasted_separated_rows(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Rows of a separated file were pasted into the mail, heads first, between two sentences."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    pay.method = "transfer"
    mark = say.pick([";", " | ", ";"], "fourth pasted")
    told = w(say, "paid_told", day=say.day(pay.day), sum=sum_of(say, pay, pay.total), ref=pay.reference)
    names = ("number", "date", "gross", "discount", "net")
    rows = [w(say, "dear"), "", *textwrap.wrap(told, 76), w(say, "follows"), ""]
    rows += [mark.join(map(str, own)) for own in rows_of(say, pay, names)]
    unnamed(pay)
    return Sheet([], pays, ALL, drawn=text([*rows, *signed(say, pay)]))


@fourth("texts_run_on_below", 1, 8, credits=True)
def texts_run_on_below(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A narrow column of words goes on in the rows below its own, where all other columns are empty."""
    pay = pays[0]
    keep_only(pay, "day")
    grid = [ws(say, "doc", "doc_date", "text", "net")]
    for at, x in enumerate(pay.lines):
        words = w(say, "texts") if at == 0 else worded(say, w(say, "goods"), at)
        parts = textwrap.wrap(words, 24)
        grid.append([cell(say, "doc", x), cell(say, "doc_date", x), parts[0], cell(say, "net", x)])
        grid += [["", "", part, ""] for part in parts[1:]]
    rows = columns([*grid, ["", "", w(say, "sum"), say.money(pay.total)]], (3,))
    line = "-" * max(map(len, rows))
    rows = [rows[0], line, *rows[1:-1], line, rows[-1]]
    known = [f"{a}: {b}" for a, b in pairs(say, pay, "payer", "payee", "ref", "day", "method", "currency")]
    return Sheet([], pays, ALL, drawn=text([*known, "", *rows, "", w(say, "foot")]))


@fourth("sums_under_every_column", 2, 20, reductions="both")
def sums_under_every_column(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A printing program's list: signs of equality close every column of money above its sum."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount", "deduction")
    names = ("date", "number", "gross", "discount", "deduction", "net")
    sums = [sum((getattr(x, name) or D(0) for x in pay.lines), D(0)) for name in names[2:]]
    grid = [*rows_of(say, pay, names), ["", "", *["=" * 11] * 4]]
    grid.append(["", w(say, "sum"), *(say.money(one) if one else "" for one in sums)])
    known = [f"{a:<28}{b}" for a, b in pairs(say, pay, "payee", "ref", "day", "method", "currency")]
    top = [f"{pay.payer:<50}{w(say, 'page')}", w(say, "printed", day=say.day(pay.day)), ""]
    return Sheet([], pays, ALL, drawn=text([*top, *known, "", *columns(grid, (2, 3, 4, 5))]))


@fourth("two_lists_one_mail", 1, 7, payments=2, credits=True)
def two_lists_one_mail(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Two payments in a mail of blanks: each has a heading, its values in one row, and its list."""
    rows = [w(say, "dear"), "", w(say, "two_payments")]
    for at, pay in enumerate(pays, 1):
        keep_only(pay, "day")
        names = ("kind", "number", "date", "net")
        known = " / ".join(f"{a} {b}" for a, b in pairs(say, pay, "ref", "day", "method"))
        listed = columns(rows_of(say, pay, names), (3,))
        total = f"{w(say, 'total')}: {sum_of(say, pay, pay.total)}"
        rows += ["", f"* {w(say, 'payment_n', n=str(at))} *", known, "", *listed, "", total]
    rows += ["", f"{w(say, 'payee')}: {pays[0].payee}", *signed(say, pays[0])]
    return Sheet([], pays, ALL, drawn=text(rows))

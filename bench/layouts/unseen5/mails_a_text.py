"""Mails of plain text: dashes, a program's columns, records at labels, sentences with retention or a credit."""

# ruff: noqa: E501

import random

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALL, ALONE, CENT, D, keep_only, settle
from bench.layouts.unseen4.kit import cash
from bench.layouts.unseen4.mails_lists import MAILS, columns, text
from bench.layouts.unseen4.wording import told
from bench.layouts.unseen5.mails_a_html import sent_today
from bench.layouts.unseen5.names_a import KIT as w


def _signed(say: Speech, pay: Payment) -> list[str]:
    return ["", f"{w(say, 'regards')},", w(say, "office"), pay.payer, w(say, "street")]


@w.form("dashes_of_a_clerk", "fr en nl de", 1, 9, media=ALONE)
def dashes_of_a_clerk(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A sentence tells the transfer; each bill has a row behind a dash: number, day, amount with currency."""
    pay = pays[0]
    pay.method = "transfer"
    keep_only(pay, "day")
    rows = [f"- {x.number} / {say.day(x.day)} / {cash(say, pay, x.net)}" for x in pay.lines]
    return Sheet(
        [],
        pays,
        ALL,
        "lines",
        drawn=text([w(say, "dear"), "", sent_today(say, pay), "", *rows, *_signed(say, pay)]),
    )


@w.form("columns_of_a_program", "de en nl", 1, 30, reductions="discount", credits=True, media=ALONE)
def columns_of_a_program(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A program's text: report number and page, values at labels with dots, columns between rules of equals."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    known = [
        f"{label + ' ':.<32}: {value}"
        for label, value in w.pairs(say, pay, "payer", "payee", "ref", "day", "method", "currency")
    ]
    names = ("number", "date", "gross", "discount", "net")
    grid = columns(w.rows(say, pay, names, ("gross", "discount", "net")), (2, 3, 4))
    rule = "=" * max(map(len, grid))
    head = [f"ZFI{rng.randint(100, 999)}   {w(say, 'title').upper()}   {w(say, 'page', n='1')}", ""]
    rows = [*head, *known, "", rule, grid[0], rule, *grid[1:-1], rule, grid[-1], rule]
    return Sheet([], pays, ALL, drawn=text(rows))


@w.form("records_with_blank_rows", "nl en fr", 1, 8, reductions="discount", media=ALONE)
def records_with_blank_rows(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The payment's values at labels, then a record for each bill, label and value a row, blank rows between."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    known = [f"{a}: {b}" for a, b in w.pairs(say, pay, "payer", "payee", "day", "ref", "method", "total")]
    rows = [w(say, "title"), "", *known, ""]
    names = ("number", "date", "gross", "discount", "net")
    for cells in w.cells(say, pay, names):
        rows += [f"{a}: {b}" for a, b in zip(w.heads(say, pay, names), cells, strict=True) if b] + [""]
    return Sheet([], pays, ALL, "key_value", drawn=text(rows))


@w.form("retention_told_in_words", "en fr de nl", 1, 1, media=ALONE)
def retention_told_in_words(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A builder's clerk: of one bill five per cent were kept back; how much, and what was transferred when."""
    pay = pays[0]
    pay.method = "transfer"
    keep_only(pay, "day", "gross")
    x = pay.lines[0]
    x.deduction = (x.gross * D("0.05")).quantize(CENT)
    x.net = x.gross - x.deduction
    settle(pay)
    said = w(
        say,
        "kept_back",
        number=x.number or "",
        day=say.day(x.day),
        gross=cash(say, pay, x.gross),
        kept=cash(say, pay, x.deduction),
    )
    said2 = w(
        say,
        "rest_sent",
        net=cash(say, pay, x.net),
        paid=told(say, pay.day),
        ref=pay.reference,
        payee=pay.payee,
    )
    # How the reason is cut out of the sentence is a matter of taste.
    loose = frozenset({"deduction_reason"})
    return Sheet(
        [], pays, ALL, "prose", drawn=text([w(say, "dear"), "", said, said2, *_signed(say, pay)]), open=loose
    )


@w.form("two_bills_one_credit", "en de nl fr", 3, 4, media=ALONE)
def two_bills_one_credit(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A sentence names bills with their sums, the next the credit note that was taken off, then the transfer."""
    pay = pays[0]
    pay.method = "transfer"
    keep_only(pay)
    last = pay.lines[-1]
    last.kind, last.net = "credit_note", -(sum(x.net for x in pay.lines[:-1]) / 20).quantize(CENT)
    settle(pay)
    bills = "; ".join(
        w(say, "bill_over", number=x.number or "", net=cash(say, pay, x.net)) for x in pay.lines[:-1]
    )
    rows = [w(say, "dear"), "", w(say, "we_settle", bills=bills)]
    rows += [w(say, "credit_taken", number=last.number or "", net=cash(say, pay, -last.net))]
    rows += [
        w(
            say,
            "rest_sent",
            net=cash(say, pay, pay.total),
            paid=told(say, pay.day),
            ref=pay.reference,
            payee=pay.payee,
        )
    ]
    return Sheet([], pays, ALL, "prose", drawn=text([*rows, *_signed(say, pay)]))


@w.form("list_between_greetings", "fr de en", 1, 12, reductions="none", credits=True, media=MAILS)
def list_between_greetings(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An ordinary mail: values at labels, a list with order and kind, its sum, greeting and signature."""
    pay = pays[0]
    keep_only(pay, "day", "po")
    known = Block(
        "pairs", pairs=w.pairs(say, pay, "payee", "ref", "day", "method", "currency"), place="colon"
    )
    block = w.listed(say, pay, "po", "doc", "kind", "doc_date", "amount", sums=("amount",))
    sign = Block("text", [w(say, "regards"), w(say, "office"), pay.payer, w(say, "street")])
    return Sheet(
        [Block("text", [w(say, "dear")]), Block("para", [w(say, "follows")]), known, block, sign], pays, ALL
    )

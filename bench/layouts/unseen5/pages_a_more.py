"""Advices in parts: rows with a second row, departments, one bill at labels, two payments, carried sums."""

# ruff: noqa: E501

import random

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALL, D, keep_only, settle
from bench.layouts.unseen4.kit import cash
from bench.layouts.unseen5.names_a import KIT as w
from bench.layouts.unseen5.pages_a_plain import foot, named, top, vendor_no


@w.form("asked_for_under_rows", "en de nl", 1, 9, credits=True)
def asked_for_under_rows(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A university: below each document a row over the whole width tells the order and who asked for it."""
    pay = pays[0]
    keep_only(pay, "day", "po")
    names = ("doc", "doc_date", "kind", "net")
    grid, wide = [w.heads(say, pay, names)], []
    for x, cells in zip(pay.lines, w.cells(say, pay, names), strict=True):
        grid.append(cells)
        wide.append(len(grid))
        asked = w(say, "asked", po=x.po or "", who=rng.choice(w(say, "people").split(";")))
        grid.append([asked, "", "", ""])
    grid.append([w(say, "sum"), "", "", say.money(pay.total)])
    known = w.facts(say, pay, "payee", "ref", "day", "method", "currency")
    block = Block("grid", grid=grid, right=(3,), wide=tuple(wide))
    return Sheet([*named(say, pay), known, block, foot(say)], pays, ALL)


@w.form("departments_with_sums", "en nl de", 2, 18, reductions="discount", credits=True)
def departments_with_sums(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A hospital's house and number head each part of the list; its sum, named, closes the part."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    names = ("number", "date", "gross", "discount", "net")
    rows, houses = w.cells(say, pay, names), w(say, "houses").split(",")
    grid, wide = [w.heads(say, pay, names)], []
    size = -(-len(rows) // rng.randint(2, 3))
    for at in range(0, len(rows), size):
        house = houses[at // size]
        wide.append(len(grid))
        grid += [[f"{rng.randint(10, 99)} {house}", "", "", "", ""], *rows[at : at + size]]
        own = sum((x.net or D(0) for x in pay.lines[at : at + size]), D(0))
        grid.append([f"{w(say, 'sub')} {house}", "", "", "", say.money(own)])
    grid.append([w(say, "total"), "", "", "", say.money(pay.total)])
    known = w.facts(say, pay, "ref", "day", "method", "currency")
    block = Block("grid", grid=grid, right=(2, 3, 4), wide=tuple(wide))
    return Sheet([*top(say, pay), known, block, foot(say)], pays, ALL)


@w.form("voucher_of_one_bill", "fr de nl", 1, 1)
def voucher_of_one_bill(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A town's voucher for one bill, all at labels: object, bill, its day, its sum, a penalty, what is paid."""
    pay = pays[0]
    keep_only(pay, "day", "gross")
    x = pay.lines[0]
    if rng.random() < 0.7:
        x.deduction, x.reason = (x.gross * D("0.03")).quantize(D("0.01")), w(say, "late")
    x.net = x.gross - (x.deduction or 0)
    settle(pay)
    bill = [
        (w(say, "account"), f"{rng.randint(600, 699)}-{rng.randint(10, 99)}"),
        (w(say, "number"), x.number or ""),
    ]
    bill += [(w(say, "date"), say.day(x.day)), (w(say, "gross"), cash(say, pay, x.gross))]
    if x.deduction:
        bill += [(w(say, "deduction"), cash(say, pay, x.deduction)), (w(say, "reason"), x.reason or "")]
    known = w.pairs(say, pay, "payee", "ref", "day", "method")
    blocks = [Block("pairs", pairs=known, place=say.pick(["beside", "colon"], "a voucher"))]
    blocks += [Block("pairs", pairs=bill), Block("pairs", pairs=w.pairs(say, pay, "total"))]
    return Sheet([*named(say, pay), *blocks, foot(say)], pays, ALL, "key_value")


@w.form("two_runs_one_letter", "en de nl", 1, 8, payments=2, reductions="discount")
def two_runs_one_letter(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """One letter tells of two payments: each has a heading, its values, its list with the sum."""
    blocks = [*named(say, pays[0]), Block("pairs", pairs=w.pairs(say, pays[0], "payee"))]
    names = ("number", "date", "gross", "discount", "net")
    for at, pay in enumerate(pays, 1):
        keep_only(pay, "day", "gross", "discount")
        known = Block("pairs", pairs=w.pairs(say, pay, "ref", "day", "method", "currency"))
        heading = Block("text", [w(say, "payment_n", n=str(at))])
        blocks += [heading, known, w.listed(say, pay, *names, sums=("net",))]
    return Sheet([*blocks, vendor_no(rng, say), foot(say)], pays, ALL)


@w.form("sums_carried_with_counts", "de fr en", 18, 60, reductions="none", credits=True)
def sums_carried_with_counts(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Each page ends with how many items it holds and their sum so far, and the next begins with that sum."""
    pay = pays[0]
    keep_only(pay, "day", "po")
    names = ("po", "number", "date", "amount")
    rows, heads = w.cells(say, pay, names), w.heads(say, pay, names)
    blocks = [*named(say, pay), w.facts(say, pay, "payee", "ref", "day", "method", "currency")]
    so_far, start = D(0), 0
    while start < len(rows):
        size = 14 if start == 0 else 22
        own = [heads]
        if start:
            blocks += [
                Block("page"),
                Block("text", [f"{pay.payer} · {w(say, 'page', n=str(start // 20 + 2))}"]),
            ]
            own.append([w(say, "brought"), "", "", say.money(so_far)])
        own += rows[start : start + size]
        so_far += sum((x.net or D(0) for x in pay.lines[start : start + size]), D(0))
        start += size
        count = w(say, "items", n=str(len(rows[start - size : start])))
        last = start >= len(rows)
        own.append([w(say, "total" if last else "carry"), "" if last else count, "", say.money(so_far)])
        blocks.append(Block("grid", grid=own, right=(3,)))
    return Sheet([*blocks, foot(say)], pays, ALL)


@w.form("credits_listed_first", "nl de fr", 3, 12, reductions="none")
def credits_listed_first(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Credit notes to be taken off stand first, without a sign, then the invoices, then the difference."""
    pay = pays[0]
    keep_only(pay, "day")
    taken = rng.randint(1, min(3, len(pay.lines) - 1))
    for x in pay.lines[:taken]:
        x.kind, x.net = "credit_note", -(x.net / rng.randint(20, 40)).quantize(D("0.01"))
    settle(pay)
    names = ("doc", "doc_date", "amount")
    rows = w.cells(say, pay, names)
    off = sum((x.net for x in pay.lines[:taken]), D(0))
    plain = [[*row[:2], say.money(-x.net)] for row, x in zip(rows[:taken], pay.lines, strict=False)]
    first = [w.heads(say, pay, names), *plain, [w(say, "credits_sum"), "", say.money(-off)]]
    then = [w.heads(say, pay, names), *rows[taken:], [w(say, "bills_sum"), "", say.money(pay.sum - off)]]
    blocks = [Block("text", [w(say, "credits_head")]), Block("grid", grid=first, right=(2,))]
    blocks += [Block("text", [w(say, "bills_head")]), Block("grid", grid=then, right=(2,))]
    known = w.facts(say, pay, "payee", "ref", "day", "method")
    last = Block("pairs", pairs=w.pairs(say, pay, "total"))
    return Sheet([*named(say, pay), known, *blocks, last, foot(say)], pays, ALL)

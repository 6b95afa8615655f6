"""Advices with more than the payment: own postings, periods, weighing tickets, commissions, an account's summary."""

# ruff: noqa: E501

import random
from datetime import timedelta

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALL, CENT, D, keep_only, settle
from bench.layouts.unseen4.kit import cash
from bench.layouts.unseen5.names_a import KIT as w
from bench.layouts.unseen5.pages_a_plain import foot, named, top, vendor_no


@w.form("own_posting_in_front", "en de nl fr", 1, 16, reductions="discount", credits=True)
def own_posting_in_front(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The payer's own ten-figure posting stands before your number; gross, discount, net; a greeting below."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    names, at = ("number", "date", "gross", "discount", "net"), rng.randint(5_100_000_000, 5_199_000_000)
    rows = w.rows(say, pay, names, ("gross", "discount", "net"))
    grid = [[w(say, "posting_no"), *rows[0]]]
    for row in rows[1:-1]:
        at += rng.randint(1, 40)
        grid.append([str(at), *row])
    grid.append(["", *rows[-1]])
    told = Block("para", [w(say, "cleared", day=say.day(pay.day))])
    known = w.facts(say, pay, "ref", "day", "method", "currency")
    block = Block("grid", grid=grid, right=(3, 4, 5))
    return Sheet([*top(say, pay), told, known, block, vendor_no(rng, say), foot(say)], pays, ALL)


@w.form("periods_of_rent", "de nl fr", 1, 10)
def periods_of_rent(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An office pays rents: the building and the period from day to day stand before number and amount."""
    pay = pays[0]
    keep_only(pay)
    grid = [[*w.ws(say, "building", "period"), *w.heads(say, pay, ("number", "amount"))]]
    for x in pay.lines:
        first = (pay.day.replace(day=1) - timedelta(days=30 * rng.randint(1, 3))).replace(day=1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        period = f"{first:%d.%m.%Y} - {last:%d.%m.%Y}"
        grid.append([rng.choice(w(say, "buildings").split(";")), period, x.number or "", say.money(x.net)])
    grid.append([w(say, "sum"), "", "", say.money(pay.total)])
    known = w.facts(say, pay, "payee", "ref", "day", "method", "total")
    return Sheet([*named(say, pay), known, Block("grid", grid=grid, right=(3,)), foot(say)], pays, ALL)


@w.form("weighing_tickets_below", "en de nl", 1, 7, credits=False)
def weighing_tickets_below(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A quarry's customer: under each bill the weighing tickets that it covers, with tonnes and no amounts."""
    pay = pays[0]
    keep_only(pay, "day")
    grid, at = (
        [[*w.heads(say, pay, ("number", "date")), w(say, "tonnes"), *w.heads(say, pay, ("net",))]],
        rng.randint(20_000, 60_000),
    )
    for x in pay.lines:
        grid.append([x.number or "", say.day(x.day), "", say.money(x.net)])
        for _ in range(rng.randint(1, 3)):
            at += rng.randint(1, 30)
            load = say.money(D(rng.randint(800, 3900)) / 100)
            grid.append([w(say, "ticket", n=str(at)), "", f"{load} t", ""])
    grid.append([w(say, "sum"), "", "", say.money(pay.total)])
    known = w.facts(say, pay, "payee", "ref", "day", "method", "currency")
    return Sheet([*named(say, pay), known, Block("grid", grid=grid, right=(2, 3)), foot(say)], pays, ALL)


@w.form("premiums_less_commission", "en de fr", 1, 12)
def premiums_less_commission(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A broker hands premiums on: policy, premium invoice, premium, its commission with the rate, what is sent."""
    pay = pays[0]
    keep_only(pay, "day", "gross")
    grid = [
        [
            w(say, "policy"),
            *w.heads(say, pay, ("number", "date")),
            *w.ws(say, "premium", "rate", "commission", "net"),
        ]
    ]
    for x in pay.lines:
        rate = rng.choice(("10", "12.5", "15"))
        x.deduction = (x.gross * D(rate) / 100).quantize(CENT)
        x.net = x.gross - x.deduction
        printed = f"{rate} %" if say.language == "en" else f"{rate} %".replace(".", ",")
        money = [say.money(x.gross), printed, say.money(x.deduction), say.money(x.net)]
        grid.append([f"P-{rng.randint(10**6, 10**7)}", x.number or "", say.day(x.day), *money])
    settle(pay)
    grid.append([w(say, "sum"), "", "", "", "", "", say.money(pay.total)])
    # The head of the column is a reason to some readers and none to others.
    loose = frozenset({"deduction_reason"})
    known = w.facts(say, pay, "payee", "ref", "day", "method", "currency")
    block = Block("grid", grid=grid, right=(3, 4, 5, 6))
    return Sheet([*named(say, pay), known, block, foot(say)], pays, ALL, open=loose)


@w.form("due_before_dated", "fr en nl", 1, 18, credits=True)
def due_before_dated(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The day a document fell due stands before its own day; kind, order, amount; a plain sum."""
    pay = pays[0]
    keep_only(pay, "day", "po")
    heads = w.heads(say, pay, ("kind", "doc", "doc_date", "po", "amount"))
    grid = [[*heads[:2], w(say, "due"), *heads[2:]]]
    for x, row in zip(pay.lines, w.cells(say, pay, ("kind", "doc", "doc_date", "po", "amount")), strict=True):
        due = say.day(x.day + timedelta(days=rng.choice((14, 30, 45)))) if x.day else ""
        grid.append([*row[:2], due, *row[2:]])
    grid.append([w(say, "sum"), "", "", "", "", say.money(pay.total)])
    known = w.facts(say, pay, "payee", "day", "ref", "method", "currency", "total")
    return Sheet([*named(say, pay), known, Block("grid", grid=grid, right=(5,)), foot(say)], pays, ALL)


@w.form("account_before_payment", "en de nl", 1, 12, reductions="none", credits=True)
def account_before_payment(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """First a small table sums the supplier's account up, then comes the payment's list, then a table of contacts."""
    pay = pays[0]
    keep_only(pay, "day")
    before = pay.total + D(rng.randint(100_000, 9_000_000)) / 100
    account = [
        [w(say, "balance_before"), cash(say, pay, before)],
        [w(say, "this_run"), cash(say, pay, pay.total)],
    ]
    account.append([w(say, "balance_after"), cash(say, pay, before - pay.total)])
    contacts = [
        w.ws(say, "matter", "phone_no"),
        *([one, f"ext. {rng.randint(200, 999)}"] for one in w(say, "matters").split(",")),
    ]
    known = w.facts(say, pay, "payee", "ref", "day", "method")
    listed = w.listed(say, pay, "doc", "kind", "doc_date", "net", sums=("net",))
    blocks = [Block("text", [w(say, "your_account")]), Block("grid", grid=account, heads=0, right=(1,))]
    blocks += [Block("text", [w(say, "follows")]), listed, Block("grid", grid=contacts)]
    return Sheet([*named(say, pay), known, *blocks, foot(say)], pays, ALL)

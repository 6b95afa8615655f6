"""Advices of retailers, carriers, builders, wholesalers and market places."""

import random

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALL, CENT, D, add, keep_only, settle, small
from bench.layouts.unseen4.kit import cash, cell, fourth, heads, listed, opened
from bench.layouts.unseen4.wording import w, ws


@fourth("chargebacks_below", 2, 12)
def chargebacks_below(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Chargebacks have a list of their own with the bill that they concern and the reason in words."""
    pay = pays[0]
    keep_only(pay, "day")
    bills = list(pay.lines)
    block = listed(say, pay, "number", "date", "amount", sums=("amount",))
    grid = [[*ws(say, "chargeback", "doc_date", "concerns", "reason"), *heads(say, pay, ["amount"])]]
    why = w(say, "whys").split(",")
    for at in range(rng.randint(1, 3)):
        cut = add(pay, f"CB{rng.randint(6000, 6990) * 10 + at}", "deduction", -small(rng, pay, "0.04"))
        cut.day, cut.reason = pay.day, rng.choice(why)
        row = [cut.number, cell(say, "date", cut), rng.choice(bills).number, cut.reason]
        grid.append([*row, say.money(cut.net)])
    settle(pay)
    blocks = [block, Block("text", [w(say, "chargebacks")]), Block("grid", grid=grid, right=(4,))]
    last = Block("text", [f"{w(say, 'total')}: {cash(say, pay, pay.total)}"])
    first = opened(say, pay, "payee", "ref", "day", "method", "currency")
    # A chargeback with a number may be called the payer's debit note.
    loose = frozenset({"document_type"})
    return Sheet([*first, *blocks, last], pays, ALL, open=loose)


@fourth("audited_freight", 1, 12)
def audited_freight(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A freight auditor: waybill, route, weight, then the carrier's bill: billed, cut, paid."""
    pay = pays[0]
    keep_only(pay, "gross")
    grid = [ws(say, "pro_no", "lane", "kilos", "number", "carrier_billed", "audit_cut", "net")]
    for x in pay.lines:
        if rng.random() < 0.4:
            x.deduction = (x.gross * D(rng.randint(5, 90)) / 1000).quantize(CENT)
        x.net = x.gross - (x.deduction or 0)
        lane = "-".join(rng.sample(["HAM", "LYS", "BIO", "GOA", "RTM", "OPO"], 2))
        row = [f"{rng.randint(10**8, 2 * 10**8)}", lane, str(rng.randint(40, 24_000)), x.number]
        grid.append([*row, *(say.money(one) for one in (x.gross, x.deduction, x.net))])
    settle(pay)
    grid.append([w(say, "sum"), "", "", "", "", "", say.money(pay.total)])
    # The head of a column is a reason to some readers and none to others.
    loose = frozenset({"deduction_reason"})
    block = Block("grid", grid=grid, right=(2, 4, 5, 6))
    return Sheet([*opened(say, pay), block], pays, ALL, open=loose)


@fourth("retention_and_contra", 1, 8)
def retention_and_contra(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A builder takes two things off each bill, in two columns: a tenth held back, and charges."""
    pay = pays[0]
    keep_only(pay, "day", "gross")
    grid = [ws(say, "lot", "number", "date", "gross", "held_back", "contra", "net")]
    for x in pay.lines:
        kept, other = (x.gross / 10).quantize(CENT), (x.gross * D("0.008")).quantize(CENT)
        x.net = x.gross - kept - other
        money = [say.money(one) for one in (x.gross, -kept, -other, x.net)]
        grid.append([f"{rng.randint(1, 24):02}", x.number, cell(say, "date", x), *money])
    settle(pay)
    grid.append([w(say, "sum"), "", "", "", "", "", say.money(pay.total)])
    # Two columns take something off: their sum or either may be called the deduction.
    loose = frozenset({"deduction_amount", "deduction_reason"})
    block = Block("grid", grid=grid, right=(3, 4, 5, 6))
    return Sheet([*opened(say, pay), block], pays, ALL, open=loose)


@fourth("fees_after_sales", 2, 12)
def fees_after_sales(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A market place: bills with a sum, then its fees, which have names and no numbers, then what is paid."""
    pay = pays[0]
    keep_only(pay, "day")
    sales = [[*ws(say, "number", "date", "net")]]
    sales += [[cell(say, n, x) for n in ("number", "date", "net")] for x in pay.lines]
    sales.append([w(say, "sub"), "", say.money(pay.sum)])
    names = rng.sample(w(say, "fee_names").split(","), 2)
    fees = [[w(say, "fees"), *heads(say, pay, ["amount"])]]
    for name in names:
        cut = add(pay, None, "deduction", -small(rng, pay, "0.05"), reason=name)
        fees.append([name, say.money(cut.net)])
    settle(pay)
    last = Block("pairs", pairs=[(w(say, "total"), cash(say, pay, pay.total))])
    blocks = [Block("grid", grid=sales, right=(2,)), Block("grid", grid=fees, right=(1,)), last]
    return Sheet([*opened(say, pay, "payee", "ref", "day", "method"), *blocks], pays, ALL)


@fourth("weeks_as_heads", 3, 18, credits=True)
def weeks_as_heads(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A wholesaler's list under heads that name the week of delivery, without sums for weeks."""
    pay = pays[0]
    keep_only(pay, "day")
    grid, wide, week = [ws(say, "kind", "doc", "doc_date", "net")], [], rng.randint(10, 30)
    for at, x in enumerate(pay.lines):
        if at == 0 or rng.random() < 0.35:
            wide.append(len(grid))
            grid.append([w(say, "week", n=str(week)), "", "", ""])
            week += 1
        grid.append([cell(say, n, x) for n in ("kind", "doc", "doc_date", "net")])
    grid.append([w(say, "sum"), "", "", say.money(pay.total)])
    block = Block("grid", grid=grid, right=(3,), wide=tuple(wide))
    return Sheet([*opened(say, pay), block], pays, ALL)


@fourth("price_times_quantity", 1, 14)
def price_times_quantity(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Each bill is for one article: quantity times unit price is its amount; a batch number beside it."""
    pay = pays[0]
    keep_only(pay, "day")
    grid = [ws(say, "batch_no", "number", "date", "qty", "unit_price", "net")]
    for x in pay.lines:
        count = rng.randint(2, 400)
        price = max(D("0.05"), (x.net / count).quantize(CENT))
        x.net = price * count
        row = [f"B{rng.randint(100, 999)}", x.number, cell(say, "date", x), str(count)]
        grid.append([*row, say.money(price), say.money(x.net)])
    settle(pay)
    grid.append([w(say, "sum"), "", "", "", "", say.money(pay.total)])
    return Sheet([*opened(say, pay), Block("grid", grid=grid, right=(3, 4, 5))], pays, ALL)


@fourth("waiting_before_paid", 2, 10)
def waiting_before_paid(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The first table lists bills that wait and are not paid; the second, of the same make, what is paid."""
    pay = pays[0]
    keep_only(pay, "day")
    pay.method = "transfer"
    waits = rng.randint(1, min(3, len(pay.lines) - 1))
    first_ones, pay.lines = pay.lines[:waits], pay.lines[waits:]
    settle(pay)
    names = ("number", "date", "amount")
    paid = listed(say, pay, *names, sums=("amount",))
    waiting = [paid.grid[0], *([cell(say, n, x) for n in names] for x in first_ones)]
    blocks = [
        Block("text", [w(say, "not_yet")]),
        Block("grid", grid=waiting, right=(2,)),
        Block("text", [w(say, "paid_today")]),
        paid,
    ]
    return Sheet([*opened(say, pay), *blocks], pays, ALL)


@fourth("sums_of_the_year", 1, 12, reductions="discount")
def sums_of_the_year(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Over the list stand what was bought this year and last, and the payment before, beside this one."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    year = pay.total * rng.randint(5, 12) + D(rng.randint(100, 9000)) / 100
    more = [
        (w(say, "last_pay"), cash(say, pay, (pay.total * D("0.83")).quantize(CENT))),
        (w(say, "this_year"), cash(say, pay, year)),
        (w(say, "last_year"), cash(say, pay, (year * D("1.17")).quantize(CENT))),
    ]
    block = listed(say, pay, "doc", "doc_date", "gross", "discount", "net", sums=("net",))
    return Sheet([*opened(say, pay, more=more), block], pays, ALL)


@fourth("charge_for_the_transfer", 1, 8)
def charge_for_the_transfer(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Under the sum of the bills the payer takes off what the transfer cost, then tells what it sent."""
    pay = pays[0]
    keep_only(pay, "day")
    pay.method = "transfer"
    block = listed(say, pay, "number", "date", "amount")
    block.grid.append([w(say, "sub"), "", say.money(pay.sum)])
    fee = add(pay, None, "deduction", -D(rng.choice(["4.50", "12.00", "7.25"])), reason=w(say, "bank_fee"))
    settle(pay)
    block.grid.append([w(say, "bank_fee"), "", say.money(fee.net)])
    block.grid.append([w(say, "total"), "", say.money(pay.total)])
    first = opened(say, pay, "payee", "ref", "day", "method", "currency")
    return Sheet([*first, block], pays, ALL)

"""Plain advices of manufacturers, town halls, hospitals, wholesalers, universities and shared service centres."""

# ruff: noqa: E501

import random

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALL, CENT, D, keep_only, settle
from bench.layouts.unseen5.names_a import KIT as w


def top(say: Speech, pay: Payment) -> list[Block]:
    """Return the payer's letterhead, the payee's address and the title."""
    return [
        Block("text", [pay.payer, w(say, "street")]),
        Block("text", [pay.payee, w(say, "payee_street")]),
        Block("text", [w(say, "title")]),
    ]


def named(say: Speech, pay: Payment) -> list[Block]:
    """Return the payer's letterhead and the title; the payee is left to a label."""
    return [Block("text", [pay.payer, w(say, "street")]), Block("text", [w(say, "title")])]


def foot(say: Speech) -> Block:
    """Return the small print of the page."""
    return Block("foot", [w(say, "foot")])


def vendor_no(rng: random.Random, say: Speech) -> Block:
    """Return a sentence that names the payee's number at the payer's."""
    return Block("para", [w(say, "queries", n=str(rng.randint(100_000, 999_999)))])


@w.form("run_of_a_works", "en de nl", 1, 18, reductions="discount", credits=True)
def run_of_a_works(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A manufacturer's payment run: kind, number, day, gross, discount, net, with sums of all three."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    known = w.facts(say, pay, "payee", "ref", "day", "method", "currency", "total")
    block = w.listed(
        say, pay, "kind", "doc", "doc_date", "gross", "discount", "net", sums=("gross", "discount", "net")
    )
    return Sheet([*named(say, pay), known, block, vendor_no(rng, say), foot(say)], pays, ALL)


@w.form("mandates_of_a_town", "fr nl de", 1, 12, credits=True)
def mandates_of_a_town(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A treasury: budget article, warrant and object before the invoice's number, day and amount."""
    pay = pays[0]
    keep_only(pay, "day")
    articles, objects = w(say, "articles").split(","), w(say, "objects").split(",")
    grid = [[*w.ws(say, "article", "object"), *w.heads(say, pay, ("number", "date", "amount"))]]
    for cells in w.cells(say, pay, ("number", "date", "amount")):
        grid.append([rng.choice(articles), rng.choice(objects), *cells])
    grid.append([w(say, "sum"), "", "", "", say.money(pay.total)])
    known = w.facts(say, pay, "ref", "day", "method", "total")
    visa = Block("text", [w(say, "visa")])
    return Sheet([*top(say, pay), known, Block("grid", grid=grid, right=(4,)), visa, foot(say)], pays, ALL)


@w.form("wards_and_orders", "en de fr", 1, 16, reductions="none", credits=True)
def wards_and_orders(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A hospital: order, ward that ordered, number, day, amount paid; the values stand under the list."""
    pay = pays[0]
    keep_only(pay, "day", "po")
    wards = w(say, "wards").split(",")
    grid = [[*w.ws(say, "po", "ward"), *w.heads(say, pay, ("number", "date", "net"))]]
    for cells in w.cells(say, pay, ("po", "number", "date", "net")):
        grid.append([cells[0], rng.choice(wards), *cells[1:]])
    last = w.facts(say, pay, "total", "currency", "day", "ref", "method")
    follows = Block("text", [w(say, "follows")])
    return Sheet([*top(say, pay), follows, Block("grid", grid=grid, right=(4,)), last, foot(say)], pays, ALL)


@w.form("centre_for_a_company", "en nl fr", 1, 14, reductions="both")
def centre_for_a_company(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A shared service centre writes; the company that pays stands at its label, cuts have reasons in words."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount", "deduction")
    for x in pay.lines:
        x.reason = rng.choice(w(say, "cuts").split(",")) if x.deduction else None
    first = [Block("text", [w(say, "centre"), w(say, "street")]), Block("text", [w(say, "title")])]
    known = w.facts(say, pay, "payer", "payee", "ref", "day", "method", "currency", "total")
    names = ("number", "date", "gross", "discount", "deduction", "reason", "net")
    return Sheet([*first, known, w.listed(say, pay, *names, sums=("net",)), vendor_no(rng, say)], pays, ALL)


@w.form("rate_beside_discount", "de en nl", 1, 14, reductions="none")
def rate_beside_discount(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A wholesaler tells days and rate of the discount beside its amount; lines without one have 0."""
    pay = pays[0]
    keep_only(pay, "day", "gross")
    grid = [[*w.heads(say, pay, ("number", "date", "gross")), "%", *w.heads(say, pay, ("discount", "net"))]]
    for x in pay.lines:
        rate = rng.choice((0, 2, 2, 3))
        x.discount = (x.gross * rate / 100).quantize(CENT) if rate else None
        x.net = x.gross - (x.discount or 0)
        money = (say.money(x.discount or D("0.00")), say.money(x.net))
        grid.append([x.number or "", say.day(x.day), say.money(x.gross), str(rate), *money])
    settle(pay)
    known = w.facts(say, pay, "payee", "ref", "day", "method", "currency")
    end = Block("pairs", pairs=w.pairs(say, pay, "total"))
    return Sheet(
        [*named(say, pay), known, Block("grid", grid=grid, right=(2, 3, 4, 5)), end, foot(say)], pays, ALL
    )


@w.form("tax_and_all", "fr nl de", 1, 12, reductions="none", credits=True)
def tax_and_all(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A university tells base, tax and what is paid of each invoice, its order behind."""
    pay = pays[0]
    keep_only(pay, "day", "po")
    grid = [[*w.heads(say, pay, ("number", "date")), *w.ws(say, "base", "vat", "with_vat", "po")]]
    for x in pay.lines:
        base = (x.net / D("1.2")).quantize(CENT)
        money = [say.money(one) for one in (base, x.net - base, x.net)]
        grid.append([x.number or "", say.day(x.day), *money, x.po or ""])
    grid.append([w(say, "sum"), "", "", "", say.money(pay.total), ""])
    # What is paid may be called the document's gross amount, too.
    loose = frozenset({"gross_amount"})
    known = w.facts(say, pay, "payee", "ref", "day", "method", "total")
    block = Block("grid", grid=grid, right=(2, 3, 4))
    return Sheet([*named(say, pay), known, block, vendor_no(rng, say), foot(say)], pays, ALL, open=loose)


@w.form("what_stays_open", "en de fr", 1, 12, reductions="none")
def what_stays_open(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Billed, paid with this run and still open stand side by side; most are paid in full."""
    pay = pays[0]
    keep_only(pay, "day", "gross")
    grid = [[*w.heads(say, pay, ("number", "date", "gross")), w(say, "now_paid"), w(say, "still_open")]]
    for x in pay.lines:
        rest = (x.gross / 4).quantize(CENT) if rng.random() < 0.25 else D("0.00")
        x.net = x.gross - rest
        grid.append([x.number or "", say.day(x.day), *(say.money(one) for one in (x.gross, x.net, rest))])
    settle(pay)
    grid.append([w(say, "sum"), "", "", say.money(pay.total), ""])
    # An amount that stays open is no reduction, though some may call it one.
    loose = frozenset({"deduction_amount"})
    known = w.facts(say, pay, "payee", "ref", "day", "method", "currency")
    return Sheet(
        [*named(say, pay), known, Block("grid", grid=grid, right=(2, 3, 4)), foot(say)], pays, ALL, open=loose
    )


@w.form("receipts_and_orders", "en de nl", 1, 20, reductions="none", credits=True)
def receipts_and_orders(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A line number, order, goods receipt, then number, day and amount; the sum stands at its label above."""
    pay = pays[0]
    keep_only(pay, "day", "po")
    grid = [["#", *w.ws(say, "po", "receipt"), *w.heads(say, pay, ("number", "date", "amount"))]]
    for at, x in enumerate(pay.lines, 1):
        receipt = f"50{rng.randint(10**7, 10**8 - 1)}"
        grid.append([str(at), x.po or "", receipt, x.number or "", say.day(x.day), say.money(x.net)])
    known = w.facts(say, pay, "payee", "day", "ref", "total", "method")
    return Sheet(
        [*named(say, pay), known, Block("grid", grid=grid, right=(0, 5)), vendor_no(rng, say), foot(say)],
        pays,
        ALL,
    )

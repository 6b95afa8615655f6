"""Plain advices of wholesalers, dairies, broadcasters, airports, railways, museums, dentists and ministries."""

# ruff: noqa: E501

import random

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import D, keep_only, settle
from bench.layouts.unseen4.kit import cash
from bench.layouts.unseen4.wording import worded
from bench.layouts.unseen6.kit import sheet
from bench.layouts.unseen6.names_a import by, foot, nth, reasoned, top, w


def queries(rng: random.Random, say: Speech) -> Block:
    """Return a sentence that names the payee's number at the payer's."""
    return Block("para", [w(say, "our_no", n=str(rng.randint(30_000, 99_999)))])


@w.form("wholesaler_of_drink_settles", "de nl en it", 1, 16, reductions="discount", credits=True)
def wholesaler_of_drink_settles(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A depot's column stands first; kind, number, day, gross, discount and paid, with three sums."""
    pay = by(say, pays, "drink")
    keep_only(pay, "day", "gross", "discount")
    names = ("kind", "doc", "doc_date", "gross", "discount", "net")
    grid = w.rows(say, pay, names, ("gross", "discount", "net"))
    depots = [w(say, "depot"), *(nth(say, "depots", rng.randint(0, 4)) for _ in pay.lines), ""]
    grid = [[depot, *row] for depot, row in zip(depots, grid, strict=True)]
    known = w.facts(say, pay, "payee", "ref", "day", "method", "currency", "total")
    return sheet(
        [*top(say, pay), known, Block("grid", grid=grid, right=(4, 5, 6)), queries(rng, say), foot(say)], pays
    )


@w.form("dairy_pays_its_hauliers", "nl fr en", 1, 14)
def dairy_pays_its_hauliers(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Litres and a rate by the hundred stand behind the bill's number and day; the amount last, in the currency of its head."""
    pay = by(say, pays, "dairy")
    keep_only(pay, "day")
    grid = [
        [
            *w.heads(say, pay, ("number", "date")),
            *w.ws(say, "litres", "by_hundred"),
            f"{w(say, 'net')} ({pay.currency})",
        ]
    ]
    for x in pay.lines:
        rate = D(rng.randint(150, 290)) / 100
        hundreds = max(1, int(x.net / rate))
        x.net = hundreds * rate
        grid.append([x.number or "", say.day(x.day), f"{hundreds}00", say.money(rate), say.money(x.net)])
    settle(pay)
    grid.append([w(say, "sum"), "", "", "", say.money(pay.total)])
    known = w.facts(say, pay, "payee", "day", "ref", "method")
    return sheet([*top(say, pay), known, Block("grid", grid=grid, right=(2, 3, 4)), foot(say)], pays)


@w.form("broadcaster_by_production", "en fr it", 1, 12, credits=True)
def broadcaster_by_production(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A production and its order before the bill's number; letterhead, address in a window, values, list, sum."""
    pay = by(say, pays, "tv")
    keep_only(pay, "day", "po")
    grid = [[w(say, "production"), *w.heads(say, pay, ("po", "number", "date", "amount"))]]
    for cells in w.cells(say, pay, ("po", "number", "date", "amount")):
        grid.append([nth(say, "productions", rng.randint(0, 4)), *cells])
    grid.append([w(say, "sum"), "", "", "", say.money(pay.total)])
    known = w.facts(say, pay, "ref", "day", "method", "currency", "total")
    return sheet([*top(say, pay, window=True), known, Block("grid", grid=grid, right=(4,)), foot(say)], pays)


@w.form("airport_unit_told_above", "en nl fr de", 1, 15, reductions="discount", credits=True)
def airport_unit_told_above(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A sentence over the list says what money all amounts are in; the paid sum stands in a line below the list alone."""
    pay = by(say, pays, "airport")
    keep_only(pay, "day", "gross", "discount")
    known = w.facts(say, pay, "payee", "ref", "day", "method")
    unit = Block("para", [w(say, "all_in", c=pay.currency)])
    listed = w.listed(say, pay, "number", "date", "gross", "discount", "net")
    last = Block("text", [f"{w(say, 'total')}  {say.money(pay.total)}"])
    return sheet([*top(say, pay), known, unit, listed, last, foot(say)], pays)


@w.form("railway_with_account_and_centre", "de fr it", 1, 16)
def railway_with_account_and_centre(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The railway's own posting number, cost centre and account stand behind the bill; the day of payment is told in words."""
    pay = by(say, pays, "rail")
    keep_only(pay, "day")
    grid = [
        [
            *w.heads(say, pay, ("number", "date")),
            *w.ws(say, "centre", "ledger"),
            *w.heads(say, pay, ("amount",)),
        ]
    ]
    for number, day, money in w.cells(say, pay, ("number", "date", "amount")):
        grid.append([number, day, f"K{rng.randint(100, 999)}", str(rng.randint(4000, 6999)), money])
    known = [*w.pairs(say, pay, "payer", "payee", "ref", "method"), (w(say, "day"), worded(say, pay.day))]
    known += w.pairs(say, pay, "total")
    first = [Block("text", [w(say, "title")]), Block("pairs", pairs=known, place="colon")]
    return sheet([*first, Block("grid", grid=grid, right=(4,)), queries(rng, say), foot(say)], pays)


@w.form("museum_by_exhibition", "it fr nl en", 1, 8)
def museum_by_exhibition(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A house's short letter: the exhibition in the subject, bills of it in three columns, the sum, who released it."""
    pay = by(say, pays, "museum")
    keep_only(pay, "day")
    subject = f"{w(say, 'exhibition')}: {nth(say, 'exhibitions', rng.randint(0, 3))}"
    known = w.facts(say, pay, "ref", "day", "method", "total")
    listed = w.listed(say, pay, "number", "date", "amount", sums=("amount",))
    parts = [*top(say, pay, window=True), Block("text", [subject]), known, listed]
    return sheet([*parts, Block("text", [w(say, "released")]), foot(say)], pays)


@w.form("dentist_pays_his_laboratory", "de nl it fr", 1, 7, reductions="discount")
def dentist_pays_his_laboratory(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A practice: number, day, the work by patient's number, billed, discount, paid; each amount with its currency."""
    pay = by(say, pays, "dentist")
    keep_only(pay, "day", "gross", "discount")
    grid = [
        [
            *w.heads(say, pay, ("number", "date")),
            w(say, "work"),
            *w.heads(say, pay, ("gross", "discount", "net")),
        ]
    ]
    for x in pay.lines:
        money = [cash(say, pay, one) if one else "" for one in (x.gross, x.discount, x.net)]
        grid.append([x.number or "", say.day(x.day), nth(say, "works", rng.randint(0, 4)), *money])
    known = w.facts(say, pay, "payee", "ref", "day", "method", "total")
    return sheet([*top(say, pay), known, Block("grid", grid=grid, right=(3, 4, 5)), foot(say)], pays)


@w.form("ministry_with_chapter_and_seal", "it fr de nl", 1, 10, credits=True)
def ministry_with_chapter_and_seal(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A ministry's order to pay: chapter and title above, a list of documents, the sum, two offices that signed."""
    pay = by(say, pays, "state")
    keep_only(pay, "day")
    more = [(w(say, "chapter"), f"{rng.randint(11, 48)}.{rng.randint(10, 99)}"), (w(say, "year"), "2026")]
    known = w.facts(say, pay, "payee", "ref", "day", "method", more=more)
    listed = w.listed(say, pay, "doc", "kind", "doc_date", "amount")
    last = Block("text", [f"{w(say, 'total')}: {cash(say, pay, pay.total)}", w(say, "signed_by")])
    return sheet([*top(say, pay), known, listed, last, foot(say)], pays)


@w.form("police_store_orders", "en nl de", 1, 18, reductions="both", credits=True)
def police_store_orders(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Order, number, gross, discount, deduction with its reason and paid: every column that there is, sums below."""
    pay = by(say, pays, "police")
    keep_only(pay, "po", "gross", "discount", "deduction", "reason")
    reasoned(rng, say, pay, "whys")
    names = ("po", "number", "gross", "discount", "deduction", "reason", "net")
    listed = w.listed(say, pay, *names, sums=("gross", "discount", "deduction", "net"))
    known = w.facts(say, pay, "payee", "day", "ref", "method", "currency")
    return sheet([*top(say, pay), known, listed, queries(rng, say), foot(say)], pays)

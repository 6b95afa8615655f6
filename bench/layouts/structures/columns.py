"""Columns that must be told apart: taxes, earlier payments, running sums, codes, packed days."""

import random
from dataclasses import replace
from decimal import Decimal

from bench.layouts.forms import Block, Sheet, cells, form, lead, net_of, table, total_row
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment

D = Decimal
CENT = D("0.01")
SHOWN = frozenset({"method", "number", "date", "gross", "discount", "net"})


@form("tax_and_withholding", 1, 9, reductions="none", credits=False)
def tax_and_withholding(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Base, tax and invoice total, then tax withheld, then what is paid: the withheld part is a deduction."""
    pay = pays[0]
    grid = [[say(w) for w in ("number", "date", "base", "tax", "with_tax", "withheld", "net")]]
    for x in pay.lines:
        gross = x.gross or D(0)
        base = (gross / D("1.2")).quantize(CENT)
        x.deduction = (base * D("0.1")).quantize(CENT)
        x.net = gross - x.deduction
        money = [say.money(a) for a in (base, gross - base, gross, x.deduction, x.net)]
        grid.append([x.number or "", say.day(x.day), *money])
    pay.total = pay.sum
    block = Block("grid", grid=grid, right=(2, 3, 4, 5, 6))
    total_row(say, block, pay.total)
    shown = frozenset({"method", "number", "date", "gross", "deduction", "net"})
    return Sheet([*lead(say, pay), block], pays, shown)


@form("part_payments", 1, 10, reductions="none", credits=False)
def part_payments(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The invoice, what was paid earlier, what is paid now, what stays open."""
    pay = pays[0]
    grid = [[say(w) for w in ("number", "date", "gross", "earlier", "paid_now", "balance")]]
    for x in pay.lines:
        gross = x.gross or D(0)
        earlier = (gross * D(rng.choice(["0", "0.3", "0.5"]))).quantize(CENT)
        rest = rng.choice([D(0), D(0), (gross * D("0.2")).quantize(CENT)])
        x.net = gross - earlier - rest
        grid.append([x.number or "", say.day(x.day), *(say.money(a) for a in (gross, earlier, x.net, rest))])
    pay.total = pay.sum
    block = Block("grid", grid=grid, right=(2, 3, 4, 5))
    block.grid.append([say("sum"), "", "", "", say.money(pay.total), ""])
    return Sheet([*lead(say, pay), block], pays, frozenset({"method", "number", "date", "gross", "net"}))


@form("running_balance", 2, 12, reductions="none")
def running_balance(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A statement: beside each amount stands the sum so far, which ends as the payment."""
    pay = pays[0]
    block = table(say, ["date", "number", "amount"], pay.lines)
    block.grid[0].append(say("running"))
    for at, row in enumerate(block.grid[1:], 1):
        row.append(say.money(net_of(pay.lines[:at])))
    block.right = (2, 3)
    closing = Block("pairs", pairs=[(say("total"), f"{say.money(pay.total)} {pay.currency}")], place="colon")
    return Sheet([*lead(say, pay), block, closing], pays, frozenset({"method", "number", "date"}))


@form("program_dump", 1, 12, reductions="discount")
def program_dump(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """All that a bookkeeping program has: company, year, own document, item, text; ours stands between."""
    pay = pays[0]
    heads = ["CoCd", "Year", say("ours"), "Itm", say("type"), say("yours"), say("date"), say("due"), "Crcy"]
    grid = [[*heads, say("gross"), say("discount"), say("net"), say("desc")]]
    for x in pay.lines:
        first = ["1000", str(pay.day.year), str(rng.randint(5100000000, 5199999999)), "001", "RE"]
        money = [say.money(a) for a in (x.gross, x.discount, x.net)]
        text = rng.choice(["", "Spare parts", "Lot 7", "Freight"])
        grid.append([*first, x.number or "", say.day(x.day), say.day(pay.day), pay.currency, *money, text])
    block = Block("grid", grid=grid, right=(9, 10, 11))
    return Sheet([*lead(say, pay, with_total=True), block], pays, SHOWN)


@form("two_languages", 1, 10, reductions="discount")
def two_languages(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Every label stands in the payer's language and, behind a slash, in English."""
    pay = pays[0]
    other = replace(say, language="en" if say.language != "en" else "fr", look=0)

    def both(word: str) -> str:
        return f"{say(word)} / {other(word)}"

    columns = ["number", "date", "gross", "discount", "net"]
    pairs = [(both("payee"), pay.payee), (both("ref"), pay.reference), (both("day"), say.day(pay.day))]
    pairs += [(both("currency"), pay.currency), (both("total"), say.money(pay.total))]
    pay.method = None
    block = Block("grid", grid=[[both(c).replace(" / ", " /\n") for c in columns]], right=(2, 3, 4))
    block.grid += [cells(say, columns, line) for line in pay.lines]
    blocks = [
        Block("text", [pay.payer]),
        Block("text", [both("title")]),
        Block("pairs", pairs=pairs, place="colon"),
    ]
    return Sheet([*blocks, block], pays, SHOWN)


@form("packed_days", 1, 12, reductions="discount")
def packed_days(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Days are printed as figures without marks between them."""
    pay = pays[0]
    packed = replace(say, dates=say.pick(["%Y%m%d", "%d%m%Y"], "packed"))
    block = table(packed, ["number", "date", "gross", "discount", "net"], pay.lines)
    total_row(say, block, pay.total)
    return Sheet([*lead(packed, pay), block], pays, SHOWN)


@form("sums_on_top", 1, 12, reductions="discount")
def sums_on_top(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Count, gross, discount and payment stand above the table; below it nothing more."""
    pay = pays[0]
    gross = sum((x.gross or D(0) for x in pay.lines), D(0))
    discount = sum((x.discount or D(0) for x in pay.lines), D(0))
    top = Block(
        "pairs",
        pairs=[
            (say("count"), str(len(pay.lines))),
            (say("gross"), say.money(gross)),
            (say("discount"), say.money(discount)),
            (say("total"), say.money(pay.total)),
        ],
        place=say.pick(["colon", "beside"], "top"),
    )
    block = table(say, ["number", "date", "gross", "discount", "net"], pay.lines)
    return Sheet([*lead(say, pay), top, block], pays, SHOWN)


@form("empty_columns", 1, 10, reductions="discount")
def empty_columns(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Columns without heads, columns without values, and the amount's sign of currency in one of its own."""
    pay = pays[0]
    grid = [
        [say("number"), "", say("date"), say("remark_head"), say("gross"), say("discount"), say("net"), ""]
    ]
    for x in pay.lines:
        money = [say.money(a) for a in (x.gross, x.discount, x.net)]
        grid.append([x.number or "", "", say.day(x.day), "", *money, pay.currency])
    block = Block("grid", grid=grid, right=(4, 5, 6))
    block.grid.append([say("total"), "", "", "", "", "", say.money(pay.total), pay.currency])
    return Sheet([*lead(say, pay), block], pays, SHOWN)


@form("percent_of_discount", 1, 10, reductions="discount")
def percent_of_discount(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The discount's cell holds its rate in brackets beside the amount."""
    pay = pays[0]
    block = table(say, ["number", "date", "gross", "discount", "net"], pay.lines)
    for x, row in zip(pay.lines, block.grid[1:], strict=True):
        if x.discount and x.gross:
            rate = (x.discount / x.gross * 100).quantize(D(1))
            row[3] = f"{row[3]} ({rate} %)"
    total_row(say, block, pay.total)
    return Sheet([*lead(say, pay), block], pays, SHOWN)


@form("retail_types", 2, 12, reductions="none")
def retail_types(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A chain's advice: store, order, invoice and claims with numbers of their own, all signed."""
    pay = pays[0]
    grid = [[say("branch"), say("type"), say("number"), say("po"), say("date"), say("amount")]]
    for x in pay.lines:
        kind = say("cn" if x.kind == "credit_note" else "inv")
        store = f"{rng.randint(1, 480):05}"
        grid.append([store, kind, x.number or "", x.po or "", say.day(x.day), say.money(x.net)])
    block = Block("grid", grid=grid, right=(5,))
    block.grid.append([say("total"), str(len(pay.lines)), "", "", "", say.money(pay.total)])
    return Sheet([*lead(say, pay), block], pays, frozenset({"method", "number", "po", "date"}))

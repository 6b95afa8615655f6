"""Plain tables, each with one thing that a reader must notice."""

import random
from decimal import Decimal

from bench.layouts.forms import ALL, Block, Sheet, form, head, table, total_row
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment

D = Decimal


@form("plain_full")
def plain_full(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    return Sheet([*head(say, pays[0]), table(say, ALL, pays[0].lines)], pays, frozenset(ALL))


@form("total_row_under", reductions="discount")
def total_row_under(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    columns = ["date", "number", "po", "gross", "discount", "net"]
    block = table(say, columns, pays[0].lines)
    total_row(say, block, pays[0].total)
    return Sheet([*head(say, pays[0], "colon", False), block], pays, frozenset(columns))


@form("single_amount", reductions="none")
def single_amount(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    columns = ["number", "date", "amount"]
    block = table(say, columns, pays[0].lines)
    total_row(say, block, pays[0].total)
    return Sheet([*head(say, pays[0], "below", False), block], pays, frozenset({"number", "date"}))


@form("positive_credits", 4, 12, reductions="none")
def positive_credits(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    pay = pays[0]
    columns = ["type", "number", "date", "amount"]
    block = table(say, columns, pay.lines)
    for row, line in zip(block.grid[1:], pay.lines, strict=True):
        row[3] = say.money(abs(line.net))
    total_row(say, block, pay.total)
    return Sheet([*head(say, pay, "colon", False), block], pays, frozenset({"number", "date"}))


@form("negative_discount", reductions="discount")
def negative_discount(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    columns = ["number", "gross", "discount", "net"]
    block = table(say, columns, pays[0].lines)
    for row, line in zip(block.grid[1:], pays[0].lines, strict=True):
        row[2] = say.money(-line.discount) if line.discount else ""
    return Sheet([*head(say, pays[0]), block], pays, frozenset(columns))


@form("two_line_header", reductions="discount")
def two_line_header(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    columns = ["number", "date", "gross", "discount", "net"]
    block = table(say, columns, pays[0].lines)
    first, second = [], []
    for word in block.grid[0]:
        cut, _, rest = word.partition(" ")
        first.append(cut)
        second.append(rest)
    block.grid[0:1] = [first, second] if any(second) else [first]
    block.heads = 2 if any(second) else 1
    return Sheet([*head(say, pays[0]), block], pays, frozenset(columns))


@form("no_total", reductions="discount")
def no_total(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    pays[0].total = None
    return Sheet(
        [*head(say, pays[0]), table(say, ["number", "date", "gross", "discount", "net"], pays[0].lines)],
        pays,
        frozenset({"number", "date", "gross", "discount", "net"}),
    )


@form("off_by_cents", reductions="discount")
def off_by_cents(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    pays[0].total += Decimal("0.04")
    return Sheet(
        [*head(say, pays[0]), table(say, ["number", "date", "gross", "discount", "net"], pays[0].lines)],
        pays,
        frozenset({"number", "date", "gross", "discount", "net"}),
    )


@form("extra_columns", reductions="discount")
def extra_columns(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    pay = pays[0]
    grid = [
        ["#", say("desc"), say("number"), say("date"), say("po"), say("gross"), say("discount"), say("net")]
    ]
    for n, x in enumerate(pay.lines, 1):
        grid.append(
            [
                str(n),
                rng.choice(["Spare parts 40 mm", "Freight May", "Pump 12 kW", "Lot 7"]),
                x.number,
                say.day(x.day),
                x.po,
                say.money(x.gross),
                say.money(x.discount),
                say.money(x.net),
            ]
        )
    return Sheet(
        [*head(say, pay), Block("grid", grid=grid, right=(5, 6, 7))],
        pays,
        frozenset({"number", "date", "po", "gross", "discount", "net"}),
    )

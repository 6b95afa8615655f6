"""Forms in which rows belong to lines in another way than one row a line."""

import random
from decimal import Decimal

from bench.layouts.forms import Block, Sheet, form, net_of
from bench.layouts.speech import Speech
from bench.layouts.truth import Line, Payment
from bench.layouts.unseen.wording import (
    CENT,
    NET,
    REDUCED,
    D,
    closing,
    opening,
    rows_of,
    size,
    sum_row,
    taken,
    told,
    value,
)


def _split(amount: Decimal, rng: random.Random) -> list[Decimal]:
    """Return two or three parts that add up to an amount."""
    first = (amount * D(rng.randint(20, 60)) / 100).quantize(CENT)
    if rng.random() < 0.5:
        return [first, amount - first]
    second = (amount * D("0.15")).quantize(CENT)
    return [first, second, amount - first - second]


@form("items_then_number", 1, 7, reductions="none", credits=False)
def items_then_number(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The goods come first; the row that sums them up names the invoice they belong to."""
    pay = pays[0]
    goods = told(say, "goods").split("; ")
    grid = [[told(say, "text"), told(say, "amount")]]
    for x in pay.lines:
        grid += [[f"  {rng.choice(goods)}", say.money(part)] for part in _split(x.net, rng)]
        grid.append([told(say, "tail", number=x.number, date=say.day(x.day)), say.money(x.net)])
    block = Block("grid", grid=grid, right=(1,))
    sum_row(say, block, pay.total)
    return Sheet([*opening(say, pay), block], pays, NET)


@form("cost_shares_below", 1, 8, reductions="none", credits=False)
def cost_shares_below(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Under each invoice its shares by cost centre, in a column of their own."""
    pay = pays[0]
    grid = [[told(say, w) for w in ("number", "date", "share", "net")]]
    for x in pay.lines:
        grid.append([x.number, say.day(x.day), "", say.money(x.net)])
        for part in _split(x.net, rng):
            grid.append([f"{told(say, 'cost_centre')} {rng.randint(4000, 4999)}", "", say.money(part), ""])
    block = Block("grid", grid=grid, right=(2, 3))
    sum_row(say, block, pay.total)
    return Sheet([*opening(say, pay), block], pays, NET)


@form("reason_in_next_row", 2, 9)
def reason_in_next_row(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Where something was withheld, the row below says why, at a label."""
    pay = pays[0]
    columns = ["number", "date", "gross", "discount", "deduction", "net"]
    block = rows_of(say, columns, [])
    for x in pay.lines:
        block.grid.append([value(say, column, x) for column in columns])
        if x.reason:
            block.grid.append([f"{told(say, 'reason')}: {x.reason}", *[""] * 5])
    block.right = (2, 3, 4, 5)
    sum_row(say, block, pay.total)
    return Sheet([*opening(say, pay), block], pays, REDUCED | {"deduction", "reason"})


@form("barcode_under", 1, 10, reductions="none")
def barcode_under(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Each row is followed by the signs of a bar code, which are no number of a document."""
    pay = pays[0]
    block = rows_of(say, ["number", "date", "po", "amount"], [])
    for x in pay.lines:
        block.grid.append([value(say, column, x) for column in ("number", "date", "po", "amount")])
        block.grid.append([f"*{rng.randint(10**13, 10**14 - 1)}*", "", "", ""])
    block.right = (3,)
    sum_row(say, block, pay.total)
    return Sheet([*opening(say, pay), block], pays, NET | {"po"})


@form("words_for_numbers", 2, 9, reductions="none", credits=False)
def words_for_numbers(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The number's column holds words where no document stands behind an amount: tax kept, an advance."""
    pay = pays[0]
    lines: list[Line] = []
    for x in pay.lines:
        lines.append(x)
        if rng.random() < 0.4:
            kept = -(x.net * D(rng.choice(["0.05", "0.15"]))).quantize(CENT)
            lines.append(Line(None, "deduction", reason=told(say, "withheld_tax"), net=kept))
    lines.append(Line(None, "on_account", net=D(rng.randint(20000, 90000)) / 100))
    pay.lines, pay.total = lines, net_of(lines)
    grid = [[told(say, "number"), told(say, "date"), told(say, "amount")]]
    for x in lines:
        words = x.number or x.reason or told(say, "advance")
        grid.append([words, say.day(x.day), say.money(x.net)])
    block = Block("grid", grid=grid, right=(2,))
    sum_row(say, block, pay.total)
    return Sheet([*opening(say, pay), block], pays, NET)


@form("retail_claims", 2, 10, reductions="none")
def retail_claims(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A chain's outlets: bills, and claims for freight or shortage that have a code but no number."""
    pay = pays[0]
    lines: list[Line] = []
    grid = [[told(say, w) for w in ("branch", "kind", "number", "reason", "amount")]]
    for x in pay.lines:
        here = [(value(say, "kind", x), x)]
        if not taken(x) and rng.random() < 0.5:
            code, words = rng.choice(
                [("F31", "freight_claim"), ("S12", "short_claim"), ("P07", "promo_claim")]
            )
            cut = -(x.net * D(rng.randint(5, 60)) / 1000).quantize(CENT)
            here.append((told(say, words), Line(None, "deduction", reason=code, net=cut)))
        outlet = f"{rng.randint(2, 480):04}"
        for kind, line in here:
            lines.append(line)
            code = line.reason if line.kind == "deduction" else ""
            grid.append([outlet, kind, line.number or "", code or "", say.money(line.net)])
    pay.lines, pay.total = lines, net_of(lines)
    block = Block("grid", grid=grid, right=(4,))
    sum_row(say, block, pay.total)
    return Sheet([*opening(say, pay), block], pays, frozenset({"method", "number"}))


@form("total_row_first", 2, 12, reductions="none")
def total_row_first(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The first row under the heads is the payment, then what invoices and credits make of it, then each."""
    pay = pays[0]
    pay.lines.sort(key=taken)
    cut = sum(not taken(x) for x in pay.lines)
    bills, credits = pay.lines[:cut], pay.lines[cut:]
    grid = [
        [told(say, w) for w in ("text", "date", "amount")],
        [told(say, "total"), "", say.money(pay.total)],
    ]
    for key, lines in (("bills_count", bills), ("credits_count", credits)):
        if lines:
            grid.append([told(say, key, n=str(len(lines))), "", say.money(net_of(lines))])
            grid += [[x.number, say.day(x.day), say.money(x.net)] for x in lines]
    return Sheet([*opening(say, pay), Block("grid", grid=grid, right=(2,))], pays, NET)


@form("nested_groups", 3, 14, reductions="discount")
def nested_groups(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Companies hold sites, sites hold documents; sites and companies have sums that read alike."""
    pay = pays[0]
    columns = ["number", "date", "gross", "discount", "net"]
    block, wide = rows_of(say, columns, []), []
    for at in range(0, len(pay.lines), 4):
        company = pay.lines[at : at + 4]
        wide.append(len(block.grid))
        block.grid.append([f"{told(say, 'company')} {10 + at // 4}", *[""] * 4])
        for inner in range(0, len(company), 2):
            site = company[inner : inner + 2]
            wide.append(len(block.grid))
            block.grid.append([f"{told(say, 'site')} {rng.randint(100, 899)}", *[""] * 4])
            block.grid += [[value(say, column, x) for column in columns] for x in site]
            sum_row(say, block, net_of(site), "sub")
        sum_row(say, block, net_of(company), "sub")
    sum_row(say, block, pay.total)
    block.right, block.wide = (2, 3, 4), tuple(wide)
    return Sheet([*opening(say, pay), block], pays, REDUCED)


@form("split_tax_rows", 1, 9, reductions="none", credits=False)
def split_tax_rows(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Each invoice is paid in two rows, its goods and its tax, both under its number."""
    pay = pays[0]
    lines, grid = [], [[told(say, w) for w in ("number", "date", "part", "amount")]]
    for x in pay.lines:
        goods = (x.net / D("1.21")).quantize(CENT)
        for key, amount in (("goods_part", goods), ("tax_part", x.net - goods)):
            lines.append(Line(x.number, "invoice", x.day, gross=x.net, net=amount))
            grid.append([x.number, say.day(x.day), told(say, key), say.money(amount)])
    pay.lines = lines
    block = Block("grid", grid=grid, right=(3,))
    sum_row(say, block, pay.total)
    return Sheet([*opening(say, pay), block], pays, NET)


@form("mini_tables", 1, 6, reductions="discount")
def mini_tables(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Every document has a table of its own: heads, one row, nothing else."""
    pay = pays[0]
    tables = [rows_of(say, ["number", "date", "po", "gross", "discount", "net"], [x]) for x in pay.lines]
    return Sheet([*opening(say, pay), *tables, closing(say, pay)], pays, REDUCED | {"po"})


@form("three_abreast", 2, 18, reductions="none")
def three_abreast(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Three documents stand in one row, number and amount each; the next three in the next."""
    pay = pays[0]
    grid = [[told(say, "number"), told(say, "amount")] * 3]
    for at in range(0, len(pay.lines), 3):
        cells = [cell for x in pay.lines[at : at + 3] for cell in (x.number, say.money(x.net))]
        grid.append([*cells, *[""] * (6 - len(cells))])
    block = Block("grid", grid=grid, right=(1, 3, 5))
    return Sheet([*opening(say, pay), block, closing(say, pay)], pays, frozenset({"method", "number"}))


@form("plus_less_words", 2, 10, reductions="none")
def plus_less_words(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A word before each document says whether its amount is added or taken off; no amount has a sign."""
    pay = pays[0]
    grid = [["", told(say, "text"), told(say, "date"), told(say, "amount")]]
    for x in pay.lines:
        words = told(say, "slip_credit" if taken(x) else "slip_line", number=x.number)
        grid.append([told(say, "less" if taken(x) else "plus"), words, say.day(x.day), say.money(size(x))])
    block = Block("grid", grid=grid, right=(3,))
    sum_row(say, block, pay.total)
    return Sheet([*opening(say, pay), block], pays, NET)


@form("marked_credits", 2, 12, reductions="none")
def marked_credits(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Credits look like the rest but for a sign behind the amount that is explained at the end."""
    pay = pays[0]
    block = rows_of(say, ["number", "date", "amount"], pay.lines)
    for x, row in zip(pay.lines, block.grid[1:], strict=True):
        row[2] = say.money(size(x)) + (" §" if taken(x) else "")
    sum_row(say, block, pay.total)
    note = Block("text", [told(say, "dagger")])
    return Sheet([*opening(say, pay), block, note], pays, NET)

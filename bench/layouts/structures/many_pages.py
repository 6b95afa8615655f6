"""Documents of several pages: carried sums, repeated heads, a payment a page, a summary first."""

import random
from decimal import Decimal

from bench.layouts.forms import Block, Sheet, form, lead, net_of, table, total_row
from bench.layouts.speech import Speech
from bench.layouts.truth import Line, Payment

COLUMNS = ["number", "date", "gross", "discount", "net"]
SHOWN = frozenset({"method", *COLUMNS})


def _pages(lines: list[Line], size: int) -> list[list[Line]]:
    return [lines[at : at + size] for at in range(0, len(lines), size)]


@form("carried_sums", 8, 40, reductions="discount")
def carried_sums(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Each page ends with the sum so far and the next begins with it; heads are repeated."""
    pay = pays[0]
    size = 6 + say.look % 9
    blocks = lead(say, pay)
    parts = _pages(pay.lines, size)
    so_far = Decimal(0)
    for number, lines in enumerate(parts, 1):
        block = table(say, COLUMNS, [])
        if number > 1:
            block.grid.append([say("brought"), "", "", "", say.money(so_far)])
        block.grid += table(say, COLUMNS, lines).grid[1:]
        so_far += net_of(lines)
        if number < len(parts):
            total_row(say, block, so_far, "carry")
            blocks += [block, Block("text", [f"{say('page')} {number} / {len(parts)}"]), Block("page")]
            blocks.append(Block("text", [f"{pay.payer}   {say('title')}   {pay.reference}"]))
        else:
            total_row(say, block, pay.total)
            blocks.append(block)
    return Sheet(blocks, pays, SHOWN)


@form("page_sums", 8, 36, reductions="none")
def page_sums(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Each page has a sum of its own and repeats the payment's values; the payment stands on the last."""
    pay = pays[0]
    parts = _pages(pay.lines, 7 + say.look % 6)
    blocks = []
    for number, lines in enumerate(parts, 1):
        block = table(say, ["number", "po", "date", "amount"], lines)
        total_row(say, block, net_of(lines), "page_total")
        blocks += [
            *lead(say, pay),
            block,
            Block("text", [f"{say('page')} {number} {say('of')} {len(parts)}"]),
        ]
        if number < len(parts):
            blocks.append(Block("page"))
    blocks.append(Block("pairs", pairs=[(say("total"), say.money(pay.total))], place="colon"))
    return Sheet(blocks, pays, frozenset({"method", "number", "po", "date"}))


@form("payment_a_page", 1, 6, payments=3, reductions="discount")
def payment_a_page(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Three payments, each on a page with a letterhead of its own."""
    blocks: list[Block] = []
    for pay in pays:
        pay.payer, pay.payee, pay.method = pays[0].payer, pays[0].payee, pays[0].method
        block = table(say, COLUMNS, pay.lines)
        total_row(say, block, pay.total)
        blocks += [*([Block("page")] if blocks else []), *lead(say, pay), block]
    return Sheet(blocks, pays, SHOWN)


@form("summary_first", 1, 5, payments=2, reductions="discount")
def summary_first(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A table of the payments, then the lines of each under its reference."""
    for pay in pays:
        pay.payer, pay.payee, pay.day, pay.method = pays[0].payer, pays[0].payee, pays[0].day, None
    rows = [[pay.reference, say.day(pay.day), pay.currency, say.money(pay.total)] for pay in pays]
    summary = Block("grid", grid=[[say("ref"), say("day"), say("currency"), say("total")], *rows], right=(3,))
    blocks = [*lead(say, pays[0], skip=("ref", "day", "currency")), Block("text", [say("summary")]), summary]
    for pay in pays:
        block = table(say, COLUMNS, pay.lines)
        total_row(say, block, pay.total, "sum")
        blocks += [Block("text", [f"{say('ref')} {pay.reference}"]), block]
    return Sheet(blocks, pays, SHOWN)


@form("two_sheets", 1, 12, reductions="discount")
def two_sheets(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The payment stands on one sheet, its lines on another."""
    pay = pays[0]
    block = table(say, ["number", "date", "po", "gross", "discount", "net"], pay.lines)
    blocks = [
        *lead(say, pay, with_total=True),
        Block("page"),
        Block("part", [say("invoices")]),
        block,
    ]
    return Sheet(blocks, pays, SHOWN | {"po"})


@form("payments_as_rows", 1, 1, payments=5, reductions="discount")
def payments_as_rows(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A list of payments of one invoice each, all values of a payment in its row."""
    grid = [
        [say("ref"), say("day"), say("number"), say("gross"), say("discount"), say("net"), say("currency")]
    ]
    for pay in pays:
        pay.payer, pay.payee, pay.method, pay.total = pays[0].payer, pays[0].payee, None, None
        line = pay.lines[0]
        money = [say.money(line.gross), say.money(line.discount), say.money(line.net)]
        grid.append([pay.reference, say.day(pay.day), line.number or "", *money, pay.currency])
    blocks = lead(say, pays[0], skip=("ref", "day", "currency"))
    return Sheet(
        [*blocks, Block("grid", grid=grid, right=(3, 4, 5))],
        pays,
        frozenset({"method", "number", "gross", "discount", "net"}),
    )

"""Group heads that hold a value of the lines under them: order, type, day, branch, currency."""

import random
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from bench.layouts.forms import Block, Sheet, cells, form, lead, net_of, table, total_row
from bench.layouts.speech import Speech
from bench.layouts.truth import Line, Payment

D = Decimal
SHOWN = frozenset({"method", "number", "date", "gross", "discount", "net"})


def _grouped(say: Speech, columns: list[str], groups: list[tuple[str, list[Line]]], *, sums: bool) -> Block:
    """Return one table whose groups begin with a row of one cell and may end with their sum."""
    block = table(say, columns, [])
    wide = []
    for title, lines in groups:
        wide.append(len(block.grid))
        block.grid.append([title] + [""] * (len(columns) - 1))
        block.grid += [cells(say, columns, line) for line in lines]
        if sums:
            total_row(say, block, net_of(lines), "sub")
    block.wide = tuple(wide)
    return block


def _cut(lines: list[Line], size: int) -> list[list[Line]]:
    return [lines[at : at + size] for at in range(0, len(lines), size)]


def _sheet(say: Speech, pay: Payment, block: Block, shown: frozenset[str]) -> Sheet:
    total_row(say, block, pay.total)
    return Sheet([*lead(say, pay), block], [pay], shown)


@form("order_heads", 1, 12, reductions="discount")
def order_heads(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The order number stands once, above all lines that belong to it."""
    pay = pays[0]
    groups = []
    for lines in _cut(pay.lines, rng.randint(2, 3)):
        for line in lines:
            line.po = lines[0].po
        groups.append((f"{say('po')} {lines[0].po}", lines))
    block = _grouped(say, ["number", "date", "gross", "discount", "net"], groups, sums=False)
    return _sheet(say, pay, block, SHOWN | {"po"})


@form("day_heads", 1, 12, reductions="none")
def day_heads(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The documents' date stands above those of one day."""
    pay = pays[0]
    groups = []
    for lines in _cut(pay.lines, 2):
        for line in lines:
            line.day = lines[0].day
        groups.append((f"{say('date')}: {say.day(lines[0].day)}", lines))
    block = _grouped(say, ["number", "po", "amount"], groups, sums=False)
    return _sheet(say, pay, block, frozenset({"method", "number", "date", "po"}))


@form("type_heads", 3, 12, reductions="none")
def type_heads(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Invoices first, then credit notes without any sign under a head of their own."""
    pay = pays[0]
    pay.lines.sort(key=lambda line: line.kind != "invoice")
    block = table(say, ["number", "date", "amount"], [])
    wide = []
    for kind, title in (("invoice", "invoices"), ("credit_note", "credits")):
        lines = [line for line in pay.lines if line.kind == kind]
        if lines:
            wide.append(len(block.grid))
            block.grid.append([say(title), "", ""])
            block.grid += [
                [line.number or "", say.day(line.day), say.money(abs(line.net or D(0)))] for line in lines
            ]
    block.wide = tuple(wide)
    return _sheet(say, pay, block, frozenset({"method", "number", "date"}))


@form("branch_sums", 2, 14)
def branch_sums(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Branches with figures in their heads and sums at their ends."""
    pay = pays[0]
    towns = ["Eastholme", "Westmere", "Tarnbrook", "Kilnford", "Osthafen"]
    groups = [
        (f"{say('branch')} {rng.randint(100, 999):04} {rng.choice(towns)}", lines)
        for lines in _cut(pay.lines, rng.randint(2, 4))
    ]
    columns = ["number", "date", "gross", "discount", "deduction", "net"]
    return _sheet(say, pay, _grouped(say, columns, groups, sums=True), SHOWN | {"deduction"})


@form("sums_before_groups", 2, 12, reductions="discount")
def sums_before_groups(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A group's sum stands in its head, above the lines that make it up."""
    pay = pays[0]
    columns = ["number", "date", "gross", "discount", "net"]
    block = table(say, columns, [])
    for lines in _cut(pay.lines, 3):
        block.grid.append(
            [
                f"{say('plant')} {rng.choice('ABCDEFG')}{rng.randint(1, 9)}",
                "",
                "",
                "",
                say.money(net_of(lines)),
            ]
        )
        block.grid += [cells(say, columns, line) for line in lines]
    return _sheet(say, pay, block, SHOWN)


@form("currency_parts", 1, 5, payments=2, reductions="discount")
def currency_parts(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Two payments in two currencies, each part headed by its currency and reference."""
    first, second = pays
    second.payer, second.payee, second.method = first.payer, first.payee, first.method
    second.currency = "USD" if first.currency != "USD" else "EUR"
    second.day = first.day
    blocks = lead(say, first, skip=("ref", "currency", "method"))
    first.method = second.method = None
    for pay in pays:
        block = table(say, ["number", "date", "gross", "discount", "net"], pay.lines)
        total_row(say, block, pay.total)
        blocks += [
            Block("text", [f"{say('currency')}: {pay.currency}   {say('ref')}: {pay.reference}"]),
            block,
        ]
    return Sheet(blocks, pays, SHOWN)


@form("values_once", 2, 12, reductions="none")
def values_once(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Order and date are printed where they change; below, ditto marks stand for them."""
    pay = pays[0]
    block = table(say, ["po", "date", "number", "amount"], pay.lines)
    for at, (line, row) in enumerate(zip(pay.lines, block.grid[1:], strict=True)):
        if at % 3:
            line.po, line.day = pay.lines[at - 1].po, pay.lines[at - 1].day
            row[0] = row[1] = '"'
    return _sheet(say, pay, block, frozenset({"method", "number", "date", "po"}))


def _spread_days(pay: Payment, key: Callable[[int], int]) -> None:
    for at, line in enumerate(pay.lines):
        line.day = pay.day - timedelta(days=key(at))


@form("due_weeks", 2, 12, reductions="discount")
def due_weeks(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Lines under heads that hold a due date, which is no date of a document."""
    pay = pays[0]
    _spread_days(pay, lambda at: 30 + at)
    groups = [
        (f"{say('due')} {say.day(pay.day + timedelta(days=7 * at))} ({len(lines)})", lines)
        for at, lines in enumerate(_cut(pay.lines, 3))
    ]
    block = _grouped(say, ["number", "date", "gross", "discount", "net"], groups, sums=True)
    return _sheet(say, pay, block, SHOWN)

"""Rows that are no plain rows: of three lines, with cut numbers, with two values in a cell, turned."""

import random
from decimal import Decimal

from bench.layouts.forms import Block, Sheet, cells, form, lead, table, total_row
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment

D = Decimal
SHOWN = frozenset({"method", "number", "date", "gross", "discount", "net"})
GOODS = ["Spare parts 40 mm", "Freight", "Pump 12 kW", "Seals, lot 7", "Tubes DN 25"]


@form("three_line_rows", 1, 8, reductions="discount")
def three_line_rows(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Number and date, then order and goods, then the amounts: three rows a line, three rows of heads."""
    pay = pays[0]
    grid = [
        [say("number"), say("date"), ""],
        [say("po"), say("desc"), ""],
        [say("gross"), say("discount"), say("net")],
    ]
    for line in pay.lines:
        grid.append([line.number or "", say.day(line.day), ""])
        grid.append([line.po or "", rng.choice(GOODS), ""])
        grid.append(cells(say, ["gross", "discount", "net"], line))
    closing = Block("pairs", pairs=[(say("total"), say.money(pay.total))], place="colon")
    return Sheet([*lead(say, pay), Block("grid", grid=grid, heads=3), closing], pays, SHOWN | {"po"})


@form("number_around_row", 1, 8, reductions="discount")
def number_around_row(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A long number is cut; its halves stand above and below the row of its amounts."""
    pay = pays[0]
    block = table(say, ["number", "date", "gross", "discount", "net"], [])
    for line in pay.lines:
        line.number = f"VBR-2026-{line.number}"
        row = cells(say, ["number", "date", "gross", "discount", "net"], line)
        block.grid += [["VBR-2026-", "", "", "", ""], ["", *row[1:]], [line.number[9:], "", "", "", ""]]
    return Sheet([*lead(say, pay, with_total=True), block], pays, SHOWN)


@form("cut_numbers", 1, 8, reductions="none")
def cut_numbers(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A narrow column cuts long numbers where it is full."""
    pay = pays[0]
    block = table(say, ["number", "date", "amount"], pay.lines)
    for line, row in zip(pay.lines, block.grid[1:], strict=True):
        line.number = f"F2026/{rng.randint(100, 999)}/{rng.randint(10**6, 10**7 - 1)}"
        row[0] = f"{line.number[:10]}\n{line.number[10:]}"
    total_row(say, block, pay.total)
    return Sheet([*lead(say, pay), block], pays, SHOWN - {"gross", "discount"})


@form("series_and_number", 1, 10, reductions="discount")
def series_and_number(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The number stands in two columns, series and figures."""
    pay = pays[0]
    prefix = say.pick(["FV", "A", "26", "RE"], "series")
    block = table(say, ["number", "date", "gross", "discount", "net"], pay.lines)
    for line, row in zip(pay.lines, block.grid[1:], strict=True):
        row[0] = f"{rng.randint(10**4, 10**6)}"
        line.number = prefix + row[0]
        row.insert(0, prefix)
    block.grid[0].insert(0, say("series"))
    block.right = (3, 4, 5)
    total_row(say, block, pay.total)
    return Sheet([*lead(say, pay), block], pays, SHOWN)


@form("number_and_date_in_one", 1, 12, reductions="discount")
def number_and_date_in_one(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """One column holds number and date, "4711 of 3 May" or "4711 / 3 May"."""
    pay = pays[0]
    between = say.pick([f" {say('of')} ", " / ", " - "], "between")
    grid = [[say("number"), say("gross"), say("discount"), say("net")]]
    grid += [
        [f"{x.number}{between}{say.day(x.day)}", say.money(x.gross), say.money(x.discount), say.money(x.net)]
        for x in pay.lines
    ]
    block = Block("grid", grid=grid, right=(1, 2, 3))
    total_row(say, block, pay.total)
    return Sheet([*lead(say, pay), block], pays, SHOWN)


@form("turned_table", 1, 4, reductions="discount", unfit=frozenset({"pdf_turned"}))
def turned_table(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Every line is a column, every kind of value a row."""
    pay = pays[0]
    columns = ["number", "date", "gross", "discount", "net"]
    grid = [[say(column), *(cells(say, [column], line)[0] for line in pay.lines)] for column in columns]
    block = Block("grid", grid=grid, heads=0, right=tuple(range(1, len(pay.lines) + 1)))
    return Sheet([*lead(say, pay, with_total=True), block], pays, SHOWN)


@form("twin_panels", 2, 14, reductions="none")
def twin_panels(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The list runs down the left half of the page and goes on in the right half."""
    pay = pays[0]
    half = (len(pay.lines) + 1) // 2
    columns = ["number", "date", "amount"]
    grid = [[say(c) for c in columns] + [""] + [say(c) for c in columns]]
    for at in range(half):
        right = pay.lines[half + at] if half + at < len(pay.lines) else None
        grid.append(
            [*cells(say, columns, pay.lines[at]), "", *(cells(say, columns, right) if right else [""] * 3)]
        )
    block = Block("grid", grid=grid, right=(2, 6))
    closing = Block("pairs", pairs=[(say("total"), say.money(pay.total))], place="colon")
    return Sheet([*lead(say, pay), block, closing], pays, SHOWN - {"gross", "discount"})


@form("remarks_between", 2, 9, reductions="none")
def remarks_between(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Rows of words with figures and days stand between the lines."""
    pay = pays[0]
    block = table(say, ["number", "date", "po", "amount"], [])
    wide = []
    for line in pay.lines:
        block.grid.append(cells(say, ["number", "date", "po", "amount"], line))
        if rng.random() < 0.4:
            wide.append(len(block.grid))
            told = say("remark", day=say.day(pay.day), count=str(rng.randint(2, 40)))
            block.grid.append([told, "", "", ""])
    block.wide = tuple(wide)
    total_row(say, block, pay.total)
    return Sheet([*lead(say, pay), block], pays, SHOWN - {"gross", "discount"} | {"po"})


@form("footnotes", 2, 9, reductions="discount")
def footnotes(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Marks beside amounts lead to notes below that name numbers and days which are no lines."""
    pay = pays[0]
    block = table(say, ["number", "date", "gross", "discount", "net"], pay.lines)
    notes = []
    block.grid[0].append("")
    for row in block.grid[1:]:
        marked = rng.random() < 0.35 and len(notes) < 3
        row.append(f"{len(notes) + 1})" if marked else "")
        if marked:
            number = f"{say.pick(['LTR', 'M', 'K'], 'letter')}-{rng.randint(100, 999)}"
            notes.append(f"{len(notes) + 1}) {say('note', number=number, day=say.day(pay.day))}")
    block.grid.append([say("total"), "", "", "", say.money(pay.total), ""])
    return Sheet([*lead(say, pay), block, *([Block("text", notes)] if notes else [])], pays, SHOWN)


@form("stacked_amounts", 1, 7, reductions="discount")
def stacked_amounts(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Each line is a small sum of its own: the invoice, minus its discount, what is paid."""
    pay = pays[0]
    grid = [[say("number"), say("date"), say("desc"), say("amount")]]
    for line in pay.lines:
        grid.append([line.number or "", say.day(line.day), say("gross"), say.money(line.gross)])
        if line.discount:
            grid.append(["", "", say("discount"), say.money(-line.discount)])
        grid.append(["", "", say("net"), say.money(line.net)])
    block = Block("grid", grid=grid, right=(3,))
    total_row(say, block, pay.total)
    return Sheet([*lead(say, pay), block], pays, SHOWN)

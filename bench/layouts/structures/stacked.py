"""Rows that belong together, groups, and lists without a table."""

import random
from decimal import Decimal

from bench.layouts.forms import Block, Sheet, form, head, table, total_row
from bench.layouts.speech import Speech
from bench.layouts.truth import Line, Payment

D = Decimal


@form("grouped_subtotals", 6, 14)
def grouped_subtotals(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    pay = pays[0]
    cut = len(pay.lines) // 2
    columns = ["number", "date", "gross", "discount", "deduction", "net"]
    block = table(say, columns, pay.lines[:cut])
    total_row(say, block, sum((x.net for x in pay.lines[:cut]), Decimal(0)), "sub")
    second = table(say, columns, pay.lines[cut:])
    block.grid += second.grid[1:]
    total_row(say, block, sum((x.net for x in pay.lines[cut:]), Decimal(0)), "sub")
    total_row(say, block, pay.total)
    return Sheet([*head(say, pay, "beside", False), block], pays, frozenset(columns))


@form("two_line_rows", reductions="discount")
def two_line_rows(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    grid = [[say("number"), say("date"), say("gross"), say("discount"), say("net")]]
    for line in pays[0].lines:
        grid.append([line.number, say.day(line.day), "", "", ""])
        grid.append(["", "", say.money(line.gross), say.money(line.discount), say.money(line.net)])
    return Sheet(
        [*head(say, pays[0]), Block("grid", grid=grid, right=(2, 3, 4))],
        pays,
        frozenset({"number", "date", "gross", "discount", "net"}),
    )


@form("deduction_rows", 3, 10, reductions="none")
def deduction_rows(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    pay = pays[0]
    block = table(say, ["number", "date", "amount"], pay.lines)
    block.grid[0].insert(2, say("desc"))
    for row in block.grid[1:]:
        row.insert(2, "")
    block.right = (3,)
    cut = Line(None, "deduction", reason=say("deduction"), net=-Decimal(rng.randint(100, 900)) / 100)
    pay.lines.append(cut)
    block.grid.append(["", "", say("deduction"), say.money(cut.net)])
    pay.total = pay.sum
    total_row(say, block, pay.total)
    return Sheet([*head(say, pay, "colon", False), block], pays, frozenset({"number", "date"}))


@form("several_payments", 2, 5, 3, reductions="discount")
def several_payments(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    blocks = [
        Block("text", [pays[0].payer, "12 Quay Road"]),
        Block("text", [say("title")]),
        Block("pairs", pairs=[(say("payee"), pays[0].payee)]),
    ]
    for pay in pays:
        pay.payer, pay.payee, pay.currency, pay.method = pays[0].payer, pays[0].payee, pays[0].currency, None
        block = table(say, ["number", "date", "gross", "discount", "net"], pay.lines)
        total_row(say, block, pay.total)
        blocks += [
            Block(
                "pairs",
                pairs=[
                    (say("ref"), pay.reference),
                    (say("day"), say.day(pay.day)),
                    (say("currency"), pay.currency),
                ],
            ),
            block,
        ]
    return Sheet(blocks, pays, frozenset({"number", "date", "gross", "discount", "net"}))


@form("flat_export", 2, 5, 3, reductions="discount")
def flat_export(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    grid = [
        [
            say("ref"),
            say("day"),
            say("payer"),
            say("number"),
            say("date"),
            say("gross"),
            say("discount"),
            say("net"),
            say("currency"),
        ]
    ]
    for pay in pays:
        pay.payee, pay.method, pay.total = None, None, None
        grid += [
            [
                pay.reference,
                say.day(pay.day),
                pay.payer,
                x.number,
                say.day(x.day),
                say.money(x.gross),
                say.money(x.discount),
                say.money(x.net),
                pay.currency,
            ]
            for x in pay.lines
        ]
    return Sheet(
        [Block("grid", grid=grid, right=(5, 6, 7))],
        pays,
        frozenset({"number", "date", "gross", "discount", "net"}),
    )


@form("key_value_letter", 1, 1, reductions="discount", unfit=frozenset({"csv"}))
def key_value_letter(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    pay = pays[0]
    line = pay.lines[0]
    pairs = [
        (say("ref"), pay.reference),
        (say("day"), say.day(pay.day)),
        (say("number"), line.number),
        (say("gross"), say.money(line.gross)),
    ]
    if line.discount:
        pairs.append((say("discount"), say.money(line.discount)))
    pairs += [(say("total"), f"{say.money(pay.total)} {pay.currency}")]
    pay.method = None
    return Sheet(
        [
            Block("text", [pay.payer, "12 Quay Road"]),
            Block("text", [say("title")]),
            Block("pairs", pairs=[(say("payee"), pay.payee), *pairs], place="colon"),
        ],
        pays,
        frozenset({"number", "gross", "discount"}),
        "key_value",
    )


@form("bare_list", 2, 8, reductions="none", unfit=frozenset({"csv"}))
def bare_list(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    pay = pays[0]
    pay.method = None
    lines = [f"{x.number}  {say.money(x.net)}" for x in pay.lines]
    return Sheet(
        [
            Block("text", [pay.payer]),
            Block("text", [say("title")]),
            Block(
                "pairs",
                pairs=[
                    (say("payee"), pay.payee),
                    (say("ref"), pay.reference),
                    (say("day"), say.day(pay.day)),
                ],
                place="colon",
            ),
            Block("text", lines),
            Block("text", [f"{say('total')}: {say.money(pay.total)} {pay.currency}"]),
        ],
        pays,
        frozenset({"number"}),
        "lines",
    )


@form("headerless_columns", 3, 9, reductions="discount")
def headerless_columns(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    pay = pays[0]
    grid = [
        [x.number, say.day(x.day), say.money(x.gross), say.money(x.discount or Decimal(0)), say.money(x.net)]
        for x in pay.lines
    ]
    return Sheet(
        [*head(say, pay), Block("grid", grid=grid, heads=0, right=(2, 3, 4))],
        pays,
        frozenset({"number", "date", "gross", "discount", "net"}),
        "any",
    )


@form("wrapped_numbers", 2, 8, reductions="discount")
def wrapped_numbers(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    pay = pays[0]
    for x in pay.lines:
        x.number = f"INV-2026-{x.number[-5:]}"
    columns = ["number", "date", "gross", "discount", "net"]
    block = table(say, columns, pay.lines)
    for row in block.grid[1:]:
        row[0] = row[0].replace("INV-2026-", "INV-2026-\n")
    return Sheet([*head(say, pay), block], pays, frozenset(columns))


@form("description_under", 2, 8, reductions="none")
def description_under(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    pay = pays[0]
    grid = [[say("number"), say("date"), say("desc"), say("amount")]]
    for x in pay.lines:
        grid.append([x.number, say.day(x.day), rng.choice(["Valves", "Tubes", "Seals"]), say.money(x.net)])
        grid.append(["", "", "site Hafen, gate 4", ""])
    block = Block("grid", grid=grid, right=(3,))
    total_row(say, block, pay.total)
    return Sheet([*head(say, pay, "colon", False), block], pays, frozenset({"number", "date"}))


@form("prose_pairs", 2, 4, reductions="none", unfit=frozenset({"csv"}))
def prose_pairs(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    pay = pays[0]
    pay.method = None
    listed = ", ".join(f"{x.number} ({say.money(x.net)} {pay.currency})" for x in pay.lines)
    word = say("inv").lower()
    return Sheet(
        [
            Block("text", [f"{word} {listed}.", f"{say('total')}: {say.money(pay.total)} {pay.currency}"]),
            Block(
                "pairs",
                pairs=[
                    (say("ref"), pay.reference),
                    (say("day"), say.day(pay.day)),
                    (say("payer"), pay.payer),
                    (say("payee"), pay.payee),
                ],
                place="colon",
            ),
        ],
        pays,
        frozenset({"number"}),
        "any",
    )


@form("blocks_per_invoice", 2, 5, reductions="discount", unfit=frozenset({"csv"}))
def blocks_per_invoice(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    pay = pays[0]
    blocks = head(say, pay, "colon", False)
    for x in pay.lines:
        pairs = [(say("number"), x.number), (say("date"), say.day(x.day)), (say("gross"), say.money(x.gross))]
        if x.discount:
            pairs.append((say("discount"), say.money(x.discount)))
        blocks.append(Block("pairs", pairs=[*pairs, (say("net"), say.money(x.net))], place="colon"))
    blocks.append(Block("text", [f"{say('total')}: {say.money(pay.total)}"]))
    return Sheet(blocks, pays, frozenset({"number", "date", "gross", "discount"}), "key_value")

"""The layouts as sheets of paper: each returns blocks that every renderer knows how to draw."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from bench.layouts.speech import Speech
from bench.layouts.truth import Line, Payment

Grid = list[list[str]]


@dataclass
class Block:
    """text: lines; pairs: label and value; grid: a table whose first `heads` rows are headers."""

    kind: str
    lines: list[str] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    grid: Grid = field(default_factory=list)
    heads: int = 1
    right: tuple[int, ...] = ()
    place: str = "beside"
    """For pairs: beside, below, colon."""


@dataclass
class Sheet:
    blocks: list[Block]
    payments: list[Payment]
    shown: frozenset[str]
    """Which line columns the document states."""
    layout: str = "table"


Form = Callable[[random.Random, Speech, list[Payment]], Sheet]
FORMS: dict[str, Form] = {}
COUNTS: dict[str, tuple[int, int, int]] = {}
"""(fewest lines, most lines, payments)."""
CONTENT: dict[str, str] = {}


def form(
    name: str, fewest: int = 2, most: int = 12, payments: int = 1, reductions: str = "both"
) -> Callable[[Form], Form]:
    def keep(made: Form) -> Form:
        FORMS[name] = made
        COUNTS[name] = (fewest, most, payments)
        CONTENT[name] = reductions
        return made

    return keep


def head(say: Speech, pay: Payment, place: str = "beside", with_total: bool = True) -> list[Block]:
    pairs = [(say("ref"), pay.reference), (say("day"), say.day(pay.day)), (say("currency"), pay.currency)]
    if pay.method:
        pairs.append((say("method"), say(pay.method)))
    if with_total and pay.total is not None:
        pairs.append((say("total"), say.money(pay.total)))
    return [
        Block("text", [pay.payer, "12 Quay Road"]),
        Block("text", [say("title")]),
        Block("pairs", pairs=[(say("payee"), pay.payee), *pairs], place=place),
    ]


COLUMNS = {
    "number": lambda s, x: x.number or "",
    "date": lambda s, x: s.day(x.day),
    "po": lambda s, x: x.po or "",
    "gross": lambda s, x: s.money(x.gross),
    "discount": lambda s, x: s.money(x.discount),
    "deduction": lambda s, x: s.money(x.deduction),
    "reason": lambda s, x: x.reason or "",
    "net": lambda s, x: s.money(x.net),
    "type": lambda s, x: s("cn" if x.kind == "credit_note" else "inv"),
    "amount": lambda s, x: s.money(x.net),
}


def table(say: Speech, columns: list[str], lines: list[Line]) -> Block:
    grid = [[say(c) for c in columns]] + [[COLUMNS[c](say, line) for c in columns] for line in lines]
    return Block(
        "grid",
        grid=grid,
        right=tuple(
            i for i, c in enumerate(columns) if c in ("gross", "discount", "deduction", "net", "amount")
        ),
    )


def total_row(say: Speech, block: Block, amount: Decimal, word: str = "total") -> None:
    width = len(block.grid[0])
    block.grid.append([say(word)] + [""] * (width - 2) + [say.money(amount)])


ALL = ["number", "date", "gross", "discount", "deduction", "reason", "net"]


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


@form("key_value_letter", 1, 1, reductions="discount")
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


@form("bare_list", 2, 8, reductions="none")
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


@form("long_many_pages", 45, 90, reductions="discount")
def long_many_pages(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    block = table(say, ["number", "date", "po", "gross", "discount", "net"], pays[0].lines)
    total_row(say, block, pays[0].total)
    return Sheet(
        [*head(say, pays[0], "beside", False), block],
        pays,
        frozenset({"number", "date", "po", "gross", "discount", "net"}),
    )


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


@form("reversed_order", reductions="discount")
def reversed_order(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    columns = ["net", "discount", "gross", "date", "number"]
    return Sheet([*head(say, pays[0], "below"), table(say, columns, pays[0].lines)], pays, frozenset(columns))


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


@form("prose_pairs", 2, 4, reductions="none")
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


@form("blocks_per_invoice", 2, 5, reductions="discount")
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


@form("balance_column", reductions="discount")
def balance_column(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    pay = pays[0]
    rest = {
        "en": "Balance",
        "fr": "Solde restant",
        "de": "Restbetrag",
        "es": "Saldo pendiente",
        "it": "Saldo residuo",
        "nl": "Restant saldo",
        "pt": "Saldo pendente",
    }[say.language]
    columns = ["number", "gross", "discount", "net"]
    block = table(say, columns, pay.lines)
    block.grid[0].append(rest)
    for row in block.grid[1:]:
        row.append(say.money(Decimal(rng.choice([0, 0, 15000])) / 100))
    block.right += (4,)
    return Sheet([*head(say, pay), block], pays, frozenset(columns))


@form("same_number_twice", 3, 8, reductions="none")
def same_number_twice(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    pay = pays[0]
    pay.lines[1].number = pay.lines[0].number
    pay.lines[1].net = pay.lines[1].gross = abs(pay.lines[1].net)
    pay.lines[1].kind = "invoice"
    pay.total = pay.sum
    block = table(say, ["number", "date", "amount"], pay.lines)
    return Sheet([*head(say, pay), block], pays, frozenset({"number", "date"}))


@form("total_in_words_side", reductions="discount")
def total_in_words_side(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    pay = pays[0]
    blocks = head(say, pay, "beside", False)
    block = table(say, ["number", "gross", "discount", "net"], pay.lines)
    sums = [
        sum((getattr(x, k) or Decimal(0) for x in pay.lines), Decimal(0))
        for k in ("gross", "discount", "net")
    ]
    block.grid.append(
        [
            {
                "en": "Total",
                "fr": "Total",
                "de": "Summe",
                "es": "Total",
                "it": "Totale",
                "nl": "Totaal",
                "pt": "Total",
            }[say.language],
            *[say.money(s) for s in sums],
        ]
    )
    return Sheet(
        [*blocks, block, Block("text", ["Tel. +44 20 7946 0000 · IBAN GB33BUKB20201555555555"])],
        pays,
        frozenset({"number", "gross", "discount", "net"}),
    )

"""Ways to say that an amount is taken off: letters, columns, types as codes, the payer's own books."""

import random
from decimal import Decimal

from bench.layouts.forms import Block, Sheet, form, lead, net_of, table, total_row
from bench.layouts.speech import Speech
from bench.layouts.truth import Line, Payment

D = Decimal
SHOWN = frozenset({"method", "number", "date"})


def _size(line: Line) -> Decimal:
    return abs(line.net or D(0))


def _taken(line: Line) -> bool:
    return (line.net or D(0)) < 0


def _part(rng: random.Random, pay: Payment) -> Decimal:
    """Return an amount that is small beside the payment."""
    return (net_of(pay.lines) * rng.randint(2, 60) / 1000).quantize(D("0.01"))


@form("cr_suffix", 2, 12, reductions="none")
def cr_suffix(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Credits carry CR behind the amount, the rest nothing or DR."""
    pay = pays[0]
    other = say.pick([" DR", ""], "dr")
    block = table(say, ["number", "date", "amount"], pay.lines)
    for line, row in zip(pay.lines, block.grid[1:], strict=True):
        row[2] = say.money(_size(line)) + (" CR" if _taken(line) else other)
    block.grid.append([say("total"), "", say.money(pay.total) + other])
    return Sheet([*lead(say, pay), block], pays, SHOWN)


@form("two_amount_columns", 2, 12, reductions="none")
def two_amount_columns(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Invoices stand in one column, what is taken off in another; both are summed, then the balance."""
    pay = pays[0]
    heads = [("invoices", "credits"), ("debit", "credit")]
    first, second = say.pick(heads, "heads")
    grid = [[say("number"), say("date"), say(first), say(second)]]
    for line in pay.lines:
        money = say.money(_size(line))
        grid.append(
            [
                line.number or "",
                say.day(line.day),
                "" if _taken(line) else money,
                money if _taken(line) else "",
            ]
        )
    plus = sum((_size(x) for x in pay.lines if not _taken(x)), D(0))
    minus = sum((_size(x) for x in pay.lines if _taken(x)), D(0))
    grid.append([say("sum"), "", say.money(plus), say.money(minus) if minus else ""])
    closing = Block("pairs", pairs=[(say("total"), say.money(pay.total))], place="colon")
    return Sheet([*lead(say, pay), Block("grid", grid=grid, right=(2, 3)), closing], pays, SHOWN)


@form("sign_column", 2, 12, reductions="none")
def sign_column(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A column of its own holds + or -."""
    pay = pays[0]
    grid = [[say("number"), say("date"), "+/-", say("amount")]]
    grid += [
        [x.number or "", say.day(x.day), "-" if _taken(x) else "+", say.money(_size(x))] for x in pay.lines
    ]
    block = Block("grid", grid=grid, right=(3,))
    total_row(say, block, pay.total)
    return Sheet([*lead(say, pay), block], pays, SHOWN)


@form("type_codes", 2, 12, reductions="discount")
def type_codes(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The type is a code of the payer's program, and credits have no sign."""
    pay = pays[0]
    invoice, credit = say.pick([("KR", "KG"), ("RE", "GS"), ("IN", "CM"), ("1", "2"), ("FA", "AV")], "codes")
    grid = [[say(word) for word in ("type", "number", "date", "gross", "discount", "net")]]
    for line in pay.lines:
        code = credit if _taken(line) else invoice
        money = [abs(line.gross or D(0)), line.discount, _size(line)]
        grid.append([code, line.number or "", say.day(line.day), *(say.money(amount) for amount in money)])
    block = Block("grid", grid=grid, right=(3, 4, 5))
    block.grid.append([say("total"), "", "", "", "", say.money(pay.total)])
    return Sheet([*lead(say, pay), block], pays, SHOWN | {"gross", "discount"})


@form("payers_books", 2, 12, reductions="none")
def payers_books(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The payer's ledger: what it owes is negative, credits are positive, the payment is positive."""
    pay = pays[0]
    block = table(say, ["number", "date", "amount"], pay.lines)
    for line, row in zip(pay.lines, block.grid[1:], strict=True):
        row[2] = say.money(-(line.net or D(0)))
    block.grid.append([say("sum"), "", say.money(-net_of(pay.lines))])
    closing = Block("pairs", pairs=[(say("total"), say.money(pay.total))], place="colon")
    return Sheet([*lead(say, pay), block, closing], pays, SHOWN)


@form("set_off", 2, 8, reductions="none", credits=False)
def set_off(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Our invoices in one table, the payer's own claims in a second, the balance is paid."""
    pay = pays[0]
    claims = [
        Line(f"DN-{rng.randint(2000, 9999)}", "debit_note", pay.day, net=-_part(rng, pay))
        for _ in range(rng.randint(1, 3))
    ]
    owed = table(say, ["number", "date", "amount"], pay.lines)
    total_row(say, owed, net_of(pay.lines), "sum")
    grid = [[say("dn"), say("date"), say("amount")]]
    grid += [[x.number or "", say.day(x.day), say.money(_size(x))] for x in claims]
    claimed = Block("grid", grid=grid, right=(2,))
    total_row(say, claimed, -net_of(claims), "sum")
    pay.lines += claims
    pay.total = pay.sum
    blocks = [Block("text", [say("we_owe")]), owed, Block("text", [say("you_owe")]), claimed]
    closing = Block("pairs", pairs=[(say("total"), f"{say.money(pay.total)} {pay.currency}")], place="colon")
    return Sheet([*lead(say, pay), *blocks, closing], pays, SHOWN)


@form("deductions_after_sum", 2, 9, reductions="none", credits=False)
def deductions_after_sum(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Under the sum of the documents stand deductions with reason codes, without a sign, then the payment."""
    pay = pays[0]
    block = table(say, ["number", "date", "amount"], pay.lines)
    total_row(say, block, net_of(pay.lines), "before")
    codes = rng.sample(["D12", "R07", "FRT", "SHORT", "Q3"], rng.randint(1, 3))
    cuts = [Line(None, "deduction", reason=code, net=-_part(rng, pay)) for code in codes]
    block.wide = (len(block.grid),)
    block.grid.append([say("deductions"), "", ""])
    block.grid += [[x.reason or "", "", say.money(_size(x))] for x in cuts]
    pay.lines += cuts
    pay.total = pay.sum
    total_row(say, block, pay.total)
    return Sheet([*lead(say, pay), block], pays, SHOWN)


@form("coded_deduction_rows", 2, 9, reductions="none")
def coded_deduction_rows(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A deduction has a row with its code and the invoice's number; the codes are told at the end."""
    pay = pays[0]
    lines: list[Line] = []
    for line in pay.lines:
        lines.append(line)
        if line.kind == "invoice" and rng.random() < 0.5:
            cut = -D(rng.randint(100, 900)) / 100
            lines.append(
                Line(line.number, "deduction", line.day, reason=rng.choice(["07", "12", "31"]), net=cut)
            )
    pay.lines, pay.total = lines, sum((x.net or D(0) for x in lines), D(0))
    grid = [[say("number"), say("date"), say("reason"), say("amount")]]
    grid += [[x.number or "", say.day(x.day), x.reason or "", say.money(x.net)] for x in lines]
    block = Block("grid", grid=grid, right=(3,))
    total_row(say, block, pay.total)
    legend = Block("text", [f"07 = {say('discount')}, 12 = {say('deduction')}, 31 = {say('withheld')}"])
    return Sheet([*lead(say, pay), block, legend], pays, SHOWN)

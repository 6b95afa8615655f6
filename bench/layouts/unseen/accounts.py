"""Forms that show an account: what is owed on both sides, what is not paid, what was paid before."""

import random
from datetime import timedelta
from decimal import Decimal

from bench.layouts.forms import SHEETS_UNFIT, Block, Sheet, form, net_of
from bench.layouts.speech import Speech
from bench.layouts.truth import Line, Payment
from bench.layouts.unseen.wording import (
    CENT,
    NET,
    D,
    closing,
    like,
    opening,
    rows_of,
    size,
    sum_row,
    summed,
    told,
)


def _claims(rng: random.Random, pay: Payment, most: int) -> list[Line]:
    """Return debit notes of the payer, small beside the payment, numbered in its own way."""
    whole, first = net_of(pay.lines), rng.randint(6100, 7900)
    return [
        Line(
            f"DM{first + at}",
            "debit_note",
            pay.day - timedelta(days=rng.randint(3, 15)),
            net=-(whole * rng.randint(3, 60) / 1000).quantize(CENT),
        )
        for at in range(rng.randint(1, most))
    ]


@form("falling_balance", 2, 12, reductions="none")
def falling_balance(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The account's balance stands in the first row and falls with each paid document; it ends above zero."""
    pay = pays[0]
    left = pay.total + D(rng.randint(100000, 900000)) / 100
    grid = [[told(say, w) for w in ("date", "number", "amount", "open_after")]]
    grid.append(["", told(say, "account"), "", say.money(left)])
    for x in pay.lines:
        left -= x.net
        grid.append([say.day(x.day), x.number, say.money(x.net), say.money(left)])
    block = Block("grid", grid=grid, right=(2, 3))
    return Sheet([*opening(say, pay), block, closing(say, pay)], pays, NET)


@form("account_of_two_sides", 2, 9, reductions="none", credits=False)
def account_of_two_sides(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Ours on the left, the payer's debit notes on the right, row by row; no sign tells them apart."""
    pay = pays[0]
    claims = _claims(rng, pay, 3)
    heads = [told(say, "number"), told(say, "your_side"), told(say, "dn"), told(say, "our_side")]
    grid, mine = [heads], net_of(pay.lines)
    # The right side begins beside the left's last row: by rows and by columns the lines' order is the same.
    for at in range(len(pay.lines) + len(claims) - 1):
        left = [pay.lines[at].number, say.money(pay.lines[at].net)] if at < len(pay.lines) else ["", ""]
        claim = claims[at - len(pay.lines) + 1] if at >= len(pay.lines) - 1 else None
        grid.append([*left, *([claim.number, say.money(size(claim))] if claim else ["", ""])])
    grid.append([told(say, "sum"), say.money(mine), "", say.money(-net_of(claims))])
    pay.lines = [*pay.lines, *claims]
    pay.total = pay.sum
    end = Block("pairs", pairs=[(told(say, "remaining"), summed(say, pay, pay.total))], place="colon")
    block = Block("grid", grid=grid, right=(1, 3))
    return Sheet([*opening(say, pay), block, end], pays, frozenset({"method", "number"}))


@form("set_off_in_words", 1, 8, reductions="none", unfit=SHEETS_UNFIT)
def set_off_in_words(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A sentence under the sum says which bill of the payer was set off; then what is left."""
    pay = pays[0]
    claim = _claims(rng, pay, 1)[0]
    claim.day = None
    block = rows_of(say, ["number", "date", "amount"], pay.lines)
    sum_row(say, block, net_of(pay.lines), "sub")
    words = told(say, "offset", number=claim.number, sum=summed(say, pay, size(claim)))
    pay.lines.append(claim)
    pay.total = pay.sum
    end = Block("pairs", pairs=[(told(say, "remaining"), summed(say, pay, pay.total))], place="colon")
    return Sheet([*opening(say, pay), block, Block("para", [words]), end], pays, NET)


@form("debit_notes_relating", 2, 9, reductions="none", credits=False)
def debit_notes_relating(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Debit notes have other columns than the bills above them and name the bill that they concern."""
    pay = pays[0]
    claims = _claims(rng, pay, 3)
    owed = rows_of(say, ["number", "date", "amount"], pay.lines)
    sum_row(say, owed, net_of(pay.lines), "sub")
    grid = [[told(say, w) for w in ("relates", "amount", "dn", "date")]]
    for claim in claims:
        about = rng.choice(pay.lines).number
        grid.append([about, say.money(claim.net), claim.number, say.day(claim.day)])
    pay.lines = [*pay.lines, *claims]
    pay.total = pay.sum
    claimed = Block("grid", grid=grid, right=(1,))
    return Sheet([*opening(say, pay), owed, claimed, closing(say, pay)], pays, NET)


@form("ticked_statement", 2, 10, reductions="none")
def ticked_statement(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A list of all open items comes back with a word beside each: paid, or not yet."""
    pay = pays[0]
    rows = [[x.number, say.day(x.day), say.money(x.net), told(say, "yes")] for x in pay.lines]
    for at in range(rng.randint(1, 4)):
        number = like(pay.lines[0].number, 90100 + 37 * at + rng.randint(0, 30))
        amount = say.money(D(rng.randint(2000, 900000)) / 100)
        day = say.day(pay.day - timedelta(days=rng.randint(5, 19)))
        rows.insert(rng.randint(0, len(rows)), [number, day, amount, told(say, "no")])
    heads = [told(say, w) for w in ("number", "date", "open_amount", "paid_mark")]
    block = Block("grid", grid=[heads, *rows], right=(2,))
    return Sheet([*opening(say, pay), block, closing(say, pay)], pays, NET)


@form("held_back_below", 1, 10, reductions="none")
def held_back_below(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A second table lists bills that are on hold and no part of the payment."""
    pay = pays[0]
    block = rows_of(say, ["number", "date", "amount"], pay.lines)
    sum_row(say, block, pay.total)
    grid = [[told(say, w) for w in ("number", "date", "open_amount", "status")]]
    for at in range(rng.randint(1, 4)):
        number = like(pay.lines[0].number, 90100 + 37 * at + rng.randint(0, 30))
        day = say.day(pay.day - timedelta(days=9 - at))
        grid.append([number, day, say.money(D(rng.randint(3000, 700000)) / 100), told(say, "hold_why")])
    below = [Block("text", [told(say, "held")]), Block("grid", grid=grid, right=(2,))]
    return Sheet([*opening(say, pay, total=True), block, *below], pays, NET)


@form("earlier_payments_below", 1, 9, reductions="none")
def earlier_payments_below(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Under the payment stand the ones of the last months with their references, days and sums."""
    pay = pays[0]
    block = rows_of(say, ["number", "date", "amount"], pay.lines)
    sum_row(say, block, pay.total)
    grid = [[told(say, w) for w in ("ref", "day", "total")]]
    for at in range(1, rng.randint(3, 5)):
        mark = "".join(str(rng.randint(1, 9)) if sign.isdigit() else sign for sign in pay.reference)
        money = say.money(D(rng.randint(30000, 3000000)) / 100)
        grid.append([mark, say.day(pay.day - timedelta(days=31 * at)), money])
    below = [Block("text", [told(say, "history")]), Block("grid", grid=grid, right=(2,))]
    return Sheet([*opening(say, pay, total=True), block, *below], pays, NET)


@form("tax_recap_after", 1, 10, reductions="none")
def tax_recap_after(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """After the documents a small table sums the tax of all of them up by rate."""
    pay = pays[0]
    block = rows_of(say, ["number", "date", "po", "amount"], pay.lines)
    sum_row(say, block, pay.total)
    high = (pay.total * D("0.7")).quantize(CENT)
    grid = [[told(say, w) for w in ("percent", "taxable", "tax_sum", "amount")]]
    for rate, whole in ((21, high), (9, pay.total - high)):
        base = (whole / (1 + D(rate) / 100)).quantize(CENT)
        grid.append([f"{rate} %", *(say.money(amount) for amount in (base, whole - base, whole))])
    recap = [Block("text", [told(say, "recap")]), Block("grid", grid=grid, right=(1, 2, 3))]
    return Sheet([*opening(say, pay), block, *recap], pays, NET | {"po"})


@form("charged_in_other_money", 1, 10, reductions="discount")
def charged_in_other_money(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """What the payer's bank took in its own currency stands under the payment's sum, with the rate."""
    pay = pays[0]
    pay.currency = "USD" if pay.currency == "EUR" else "NOK"
    rate = D("0.9213") if pay.currency == "USD" else D("0.0862")
    block = rows_of(say, ["number", "date", "gross", "discount", "net"], pay.lines)
    sum_row(say, block, pay.total)
    there = (pay.total * rate).quantize(CENT)
    printed = str(rate) if "." in say.money(D("0.5")) else str(rate).replace(".", ",")
    words = told(say, "counter", rate=printed, sum=f"EUR {say.money(there)}")
    return Sheet([*opening(say, pay), block, Block("text", [words])], pays, NET | {"gross", "discount"})


def _kept(pay: Payment, share: Decimal) -> None:
    """Keep a share of every document's gross amount back."""
    for x in pay.lines:
        x.deduction = (x.gross * share).quantize(CENT)
        x.net = x.gross - x.deduction
    pay.total = pay.sum


def _kept_table(say: Speech, pay: Payment, names: list[str], words: list[list[str]]) -> Block:
    """Return a table of gross, what is kept, and net behind words of the form's own."""
    grid = [[told(say, name) for name in names]]
    for x, row in zip(pay.lines, words, strict=True):
        grid.append([*row, *(say.money(amount) for amount in (x.gross, x.deduction, x.net))])
    width = len(names)
    block = Block("grid", grid=grid, right=(width - 3, width - 2, width - 1))
    sum_row(say, block, pay.total)
    return block


KEPT = frozenset({"method", "number", "date", "gross", "deduction"})


@form("platform_payout", 1, 12, reductions="none", credits=False)
def platform_payout(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A market place pays what was sold less its commission, whose rate stands between."""
    pay = pays[0]
    _kept(pay, D("0.12"))
    names = ["number", "date", "percent", "sale", "commission", "payout"]
    words = [[x.number, say.day(x.day), say.money(D("12"))] for x in pay.lines]
    return Sheet([*opening(say, pay), _kept_table(say, pay, names, words)], pays, KEPT)


@form("insurer_settlement", 1, 9, reductions="none", credits=False)
def insurer_settlement(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Claim and policy have numbers too; the insured's excess is taken off each repair bill."""
    pay = pays[0]
    _kept(pay, D("0.1"))
    names = ["claim", "policy", "number", "date", "gross", "excess", "settled"]
    words = [
        [f"S{rng.randint(100000, 999999)}", str(rng.randint(4000000, 4999999)), x.number, say.day(x.day)]
        for x in pay.lines
    ]
    return Sheet([*opening(say, pay), _kept_table(say, pay, names, words)], pays, KEPT)


@form("work_certified", 1, 9, reductions="none", credits=False)
def work_certified(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Building works: all work to date, less what was certified before, is the bill; five per cent stay."""
    pay = pays[0]
    _kept(pay, D("0.05"))
    names = ["number", "date", "to_date", "before", "gross", "retention", "net"]
    words = []
    for x in pay.lines:
        earlier = D(rng.randint(100000, 9000000)) / 100
        words.append([x.number, say.day(x.day), say.money(earlier + x.gross), say.money(earlier)])
    block = _kept_table(say, pay, names, words)
    block.right = (2, 3, 4, 5, 6)
    return Sheet([*opening(say, pay), block], pays, KEPT)


@form("thousands_stated", 1, 9, reductions="none", credits=False)
def thousands_stated(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The table is in thousands with three places, as a line above it says; the payment is in full."""
    pay = pays[0]
    for x in pay.lines:
        x.gross = x.net = D(rng.randint(12000, 900000))
    pay.total = pay.sum
    block = rows_of(say, ["number", "date", "amount"], pay.lines)
    sum_row(say, block, pay.total)
    mark = say.money(D("0.5"))[-3]
    for amount, row in zip([*(x.net for x in pay.lines), pay.total], block.grid[1:], strict=True):
        whole = say.money(D(amount // 1000))[:-3]
        row[2] = f"{whole}{mark}{amount % 1000:03}"
    unit = Block("text", [told(say, "thousands", currency=pay.currency)])
    return Sheet([*opening(say, pay, total=True), unit, block], pays, NET)


@form("whole_amounts", 2, 12, reductions="none")
def whole_amounts(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A currency without hundredths: amounts are whole, with groups of three."""
    pay = pays[0]
    pay.currency = say.pick(["JPY", "HUF", "KRW"], "whole")
    for x in pay.lines:
        x.net = D(rng.randint(12000, 9000000)) * (-1 if x.net < 0 else 1)
        if x.net < 0:
            x.net = D(int(x.net / 100) - 1)
    if pay.sum <= 0:
        pay.lines[0].net += D(9000000)
    for x in pay.lines:
        x.gross = x.net
    pay.total = pay.sum

    def whole(amount: Decimal) -> str:
        text = say.money(amount)
        return "".join([*text[: text.rindex(say.money(D("0.5"))[-3])], *text[len(text.rstrip("-)")) :]])

    grid = [[told(say, "number"), told(say, "date"), f"{told(say, 'amount')} {pay.currency}"]]
    grid += [[x.number, say.day(x.day), whole(x.net)] for x in pay.lines]
    grid.append([told(say, "sum"), "", whole(pay.total)])
    return Sheet([*opening(say, pay), Block("grid", grid=grid, right=(2,))], pays, NET)

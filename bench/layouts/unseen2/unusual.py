"""Seldom seen: no heads, letters for heads, blocks of columns, tables told twice, orders like invoices."""

import random
from datetime import timedelta

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import (
    ALL,
    CENT,
    LETTERS,
    D,
    cash,
    facts,
    held,
    keep_only,
    opened,
    other_number,
    pairs_of,
    settle,
    w,
    window,
    ws,
)


@held("kinds_without_heads", 2, 10, credits=True)
def kinds_without_heads(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """No head stands over the rows; each begins with a word for what it is and ends with the currency."""
    pay = pays[0]
    keep_only(pay, "day")
    grid = []
    for x in pay.lines:
        kind = w(say, "cn" if x.kind == "credit_note" else "inv")
        grid.append([kind, x.number, w(say, "of_day"), say.day(x.day), say.money(x.net), pay.currency])
    grid.append([w(say, "total"), "", "", "", say.money(pay.total), pay.currency])
    block = Block("grid", grid=grid, heads=0, right=(4,))
    first = [*window(say, pay), Block("text", [w(say, "title")]), facts(say, pay, "ref", "day", "method")]
    return Sheet([*first, block], pays, ALL)


@held("orders_like_invoices", 2, 12, credits=True)
def orders_like_invoices(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The payer's order has the same make as the invoice's number and stands before it."""
    pay = pays[0]
    keep_only(pay, "day")
    grid = [ws(say, "po", "number", "date", "amount")]
    for at, x in enumerate(pay.lines):
        x.po = other_number(x.number, 84000 + 13 * at + rng.randint(0, 12))
        grid.append([x.po, x.number, say.day(x.day), say.money(x.net)])
    grid.append([w(say, "total"), "", "", say.money(pay.total)])
    return Sheet([*opened(say, pay), Block("grid", grid=grid, right=(3,))], pays, ALL)


@held("letters_for_heads", 2, 10, reductions="discount")
def letters_for_heads(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The columns are headed by letters in an order of their own; a line over the table explains them."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    marks = dict(zip(("number", "date", "gross", "discount", "net"), "ABCDE", strict=True))
    order = say.pick(
        [("date", "number", "net", "gross", "discount"), ("number", "gross", "discount", "net", "date")]
    )
    words = {name: w(say, name) for name in marks}
    told = w(say, "legend_first", **words, **{mark.lower(): mark for mark in marks.values()})
    grid = [[marks[name] for name in order]]
    for x in pay.lines:
        cells = {"number": x.number, "date": say.day(x.day)}
        cells |= {name: say.money(getattr(x, name)) for name in ("gross", "discount", "net")}
        grid.append([cells[name] for name in order])
    right = tuple(at for at, name in enumerate(order) if name not in ("number", "date"))
    block = Block("grid", grid=grid, right=right)
    return Sheet([*opened(say, pay), Block("para", [told]), block], pays, ALL)


@held("three_documents_a_block", 2, 9, reductions="discount")
def three_documents_a_block(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Tables on their side: kinds of value downwards, three documents across, block under block."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    blocks = opened(say, pay)
    for at in range(0, len(pay.lines), 3):
        own = pay.lines[at : at + 3]
        grid = [
            [w(say, "number"), *(x.number for x in own)],
            [w(say, "date"), *(say.day(x.day) for x in own)],
        ]
        for name in ("gross", "discount", "net"):
            grid.append([w(say, name), *(say.money(getattr(x, name)) for x in own)])
        blocks.append(Block("grid", grid=grid, heads=0, right=tuple(range(1, len(own) + 1))))
    return Sheet(blocks, pays, ALL)


@held("told_twice", 2, 9, reductions="discount")
def told_twice(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A first table gives each document's sum; a second tells for the same documents how it is made up."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    short = [ws(say, "number", "net")]
    short += [[x.number, say.money(x.net)] for x in pay.lines]
    short.append([w(say, "total"), say.money(pay.total)])
    full = [ws(say, "number", "date", "gross", "discount", "net")]
    for x in pay.lines:
        full.append([x.number, say.day(x.day), *map(say.money, (x.gross, x.discount, x.net))])
    blocks = [
        *opened(say, pay, total=False),
        Block("text", [w(say, "per_document")]),
        Block("grid", grid=short, right=(1,)),
        Block("text", [w(say, "how_made")]),
        Block("grid", grid=full, right=(2, 3, 4)),
    ]
    return Sheet(blocks, pays, ALL)


@held("ageing_after_payment", 2, 9, credits=True)
def ageing_after_payment(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Behind the payment the payer tells what it still owes by age, and which charges it bore."""
    pay = pays[0]
    keep_only(pay, "day")
    grid = [ws(say, "number", "date", "amount")]
    grid += [[x.number, say.day(x.day), say.money(x.net)] for x in pay.lines]
    grid.append([w(say, "total"), "", say.money(pay.total)])
    owed = [D(rng.randint(1000, 4000000)) / 100 for _ in range(3)]
    ages = [[*ws(say, "not_due", "days_30", "days_60", "sum")], [*map(say.money, [*owed, sum(owed)])]]
    fee = w(say, "fee_told", fee=cash(say, pay, D(rng.randint(300, 2900)) / 100))
    below = [
        Block("text", [w(say, "ageing")]),
        Block("grid", grid=ages, right=(0, 1, 2, 3)),
        Block("text", [fee]),
    ]
    return Sheet([*opened(say, pay), Block("grid", grid=grid, right=(2,)), *below], pays, ALL)


@held("void_between_cheques", 1, 4, payments=2, media=LETTERS)
def void_between_cheques(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A list of cheques with what each pays; one number between them was voided and pays nothing."""
    first, second = pays
    start = rng.randint(300100, 309900)
    blocks = [*window(say, first), Block("text", [w(say, "title")])]
    for pay, number in ((first, start), (second, start + 2)):
        keep_only(pay, "day")
        pay.payee, pay.currency, pay.method, pay.reference = (
            first.payee,
            first.currency,
            "cheque",
            str(number),
        )
        grid = [ws(say, "number", "date", "amount")]
        grid += [[x.number, say.day(x.day), say.money(x.net)] for x in pay.lines]
        head = [(w(say, "cheque_no"), str(number)), *pairs_of(say, pay, "day", "total")]
        blocks += [Block("pairs", pairs=head, place="colon"), Block("grid", grid=grid, right=(2,))]
        if pay is first:
            void = [(w(say, "cheque_no"), f"{start + 1}  {w(say, 'void')}")]
            blocks.append(Block("pairs", pairs=void, place="colon"))
    return Sheet(blocks, pays, ALL)


@held("campaigns_of_an_agency", 2, 8)
def campaigns_of_an_agency(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An agency pays publishers: client and campaign in a first row, number, day and sums in a second."""
    pay = pays[0]
    keep_only(pay, "day", "gross")
    heads = [[w(say, "client"), w(say, "campaign"), "", "", ""]]
    heads.append(ws(say, "number", "date", "gross", "agency_fee", "net"))
    grid = heads
    for x in pay.lines:
        x.deduction = (x.gross * D("0.15")).quantize(CENT)
        x.net = x.gross - x.deduction
        client = rng.choice(("Solara", "Bergwind", "Tavola", "Minerva"))
        grid.append([client, f"K{rng.randint(1000, 9999)} 03/26", "", "", ""])
        grid.append([x.number, say.day(x.day), *map(say.money, (x.gross, x.deduction, x.net))])
    settle(pay)
    grid.append([w(say, "total"), "", "", "", say.money(pay.total)])
    block = Block("grid", grid=grid, heads=2, right=(2, 3, 4))
    blocks = [*opened(say, pay), block]
    return Sheet(blocks, pays, ALL, open=frozenset({"deduction_reason"}))


@held("plants_in_other_order", 4, 10, credits=True)
def plants_in_other_order(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Two plants' lists, each with its sum; the second has its columns in another order."""
    pay = pays[0]
    keep_only(pay, "day")
    cut = len(pay.lines) // 2
    blocks = opened(say, pay)
    orders = (("number", "date", "amount"), ("amount", "date", "number"))
    for at, own in enumerate((pay.lines[:cut], pay.lines[cut:])):
        grid = [[w(say, name) for name in orders[at]]]
        for x in own:
            cells = {"number": x.number, "date": say.day(x.day), "amount": say.money(x.net)}
            grid.append([cells[name] for name in orders[at]])
        part = cash(say, pay, sum((x.net for x in own), D(0)))
        name = w(say, "plant", n=str(at + 1))
        blocks += [Block("text", [name]), Block("grid", grid=grid, right=(2 if at == 0 else 0,))]
        blocks.append(Block("pairs", pairs=[(f"{w(say, 'sub')} {name}", part)], place="colon"))
    return Sheet(blocks, pays, ALL)


@held("orders_of_a_market_place", 2, 10)
def orders_of_a_market_place(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A market place: buyer's order, day of sale and of invoice, sale, commission, and what is paid out."""
    pay = pays[0]
    keep_only(pay, "day", "gross")
    grid = [ws(say, "order_no_2", "number", "date", "due", "marketplace_sale", "platform_fee", "net")]
    for x in pay.lines:
        x.deduction = (x.gross * D(rng.randint(8, 18)) / 100).quantize(CENT)
        x.net = x.gross - x.deduction
        order = f"{rng.randint(100, 999)}-{rng.randint(10**6, 10**7 - 1)}"
        days = [say.day(x.day), say.day(x.day + timedelta(days=30))]
        grid.append([order, x.number, *days, say.money(x.gross), say.money(-x.deduction), say.money(x.net)])
    settle(pay)
    cut = -sum((x.deduction for x in pay.lines), D(0))
    whole = [sum((x.gross for x in pay.lines), D(0)), cut, pay.total]
    grid.append([w(say, "sum"), "", "", "", *map(say.money, whole)])
    block = Block("grid", grid=grid, right=(4, 5, 6))
    blocks = [*opened(say, pay), block]
    return Sheet(blocks, pays, ALL, open=frozenset({"deduction_reason", "po_number"}))

"""Retailers' and builders' advices: stores, reasons for cuts, retention, claims with codes."""

import random

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Line, Payment
from bench.layouts.unseen2.phrases import ALL, CENT, LETTERS, D, add, cash, keep_only, settle, small
from bench.layouts.unseen3.kit import cell, facts, letterhead, listed, opened, third, w, ws


@third("stores_in_rows", 2, 25, credits=True)
def stores_in_rows(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A chain's list: number of the store, kind, document, sum; figures of four places everywhere."""
    pay = pays[0]
    keep_only(pay, "day")
    grid = [ws(say, "store", "kind", "doc", "doc_date", "amt")]
    for x in pay.lines:
        grid.append(
            [str(rng.randint(1001, 1999)), *(cell(say, n, x) for n in ("kind", "doc", "doc_date", "net"))]
        )
    grid.append([w(say, "sum"), "", "", "", say.money(pay.total)])
    return Sheet([*opened(say, pay), Block("grid", grid=grid, right=(4,))], pays, ALL)


@third("reason_columns", 2, 12)
def reason_columns(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Three columns for cuts, one for each reason; a row has one of them at most."""
    pay = pays[0]
    keep_only(pay, "day", "gross")
    names = ("shortage", "price_diff", "damage")
    grid = [ws(say, "number", "date", "gross", *names, "net")]
    for x in pay.lines:
        at = rng.choice([0, 1, 2, None, None])
        if at is not None:
            x.deduction = max(D("1.13"), (x.gross * D(rng.randint(1, 90)) / 1000).quantize(CENT))
            x.net = x.gross - x.deduction
        cuts = [say.money(x.deduction) if at == i else "" for i in range(3)]
        grid.append([x.number, *(cell(say, n, x) for n in ("date", "gross")), *cuts, cell(say, "net", x)])
    settle(pay)
    grid.append([w(say, "sum"), "", "", "", "", "", say.money(pay.total)])
    # The head of a column is a reason to some readers and none to others.
    loose = frozenset({"deduction_reason"})
    block = Block("grid", grid=grid, right=(2, 3, 4, 5, 6))
    return Sheet([*opened(say, pay), block], pays, ALL, open=loose)


@third("store_total_beside", 3, 16)
def store_total_beside(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Sums of stores stand in a column of their own, in the last row of each store."""
    pay = pays[0]
    keep_only(pay, "day")
    grid = [ws(say, "store", "number", "date", "paid", "store_total")]
    store, so_far = rng.randint(11, 99), D(0)
    for at, x in enumerate(pay.lines):
        so_far += x.net
        last = at == len(pay.lines) - 1 or rng.random() < 0.4
        row = [str(store), x.number, cell(say, "date", x), cell(say, "net", x)]
        grid.append([*row, say.money(so_far) if last else ""])
        store, so_far = (store + rng.randint(1, 9), D(0)) if last else (store, so_far)
    grid.append([w(say, "sum"), "", "", "", say.money(pay.total)])
    return Sheet([*opened(say, pay), Block("grid", grid=grid, right=(3, 4))], pays, ALL)


@third("codes_told_below", 2, 12)
def codes_told_below(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Claims are rows of their own with a number and a code; a legend under the list tells the codes."""
    pay = pays[0]
    keep_only(pay, "day")
    first = rng.randint(700_000, 800_000)
    for at in range(rng.randint(1, 3)):
        number = f"CL{first + 31 * at}"
        line = add(pay, number, "deduction", -small(rng, pay, "0.03"), reason=rng.choice(["41", "52", "73"]))
        line.day = pay.day
    settle(pay)
    grid = [ws(say, "kind", "doc", "doc_date", "code", "amt")]
    for x in pay.lines:
        kind = w(say, "claim_word" if x.kind == "deduction" else "inv")
        grid.append([kind, x.number or "", cell(say, "date", x), x.reason or "", cell(say, "net", x)])
    grid.append([w(say, "total"), "", "", "", say.money(pay.total)])
    below = Block("text", [w(say, "codes_legend")])
    first_blocks = opened(say, pay, "payee", "ref", "day", "currency", "method")
    return Sheet([*first_blocks, Block("grid", grid=grid, right=(4,)), below], pays, ALL)


@third("guarantee_held", 1, 10)
def guarantee_held(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A builder's list: site, invoice, gross, five in a hundred held back, paid."""
    pay = pays[0]
    keep_only(pay, "day", "gross")
    grid = [ws(say, "site", "number", "date", "gross", "retention", "paid")]
    for x in pay.lines:
        x.deduction = (x.gross * D("0.05")).quantize(CENT)
        x.net = x.gross - x.deduction
        money = [say.money(one) for one in (x.gross, x.deduction, x.net)]
        grid.append([f"B-{rng.randint(100, 999)}", x.number, cell(say, "date", x), *money])
    settle(pay)
    cut = sum((x.deduction or D(0) for x in pay.lines), D(0))
    grid.append(["", w(say, "sum"), "", say.money(pay.total + cut), say.money(cut), say.money(pay.total)])
    loose = frozenset({"deduction_reason"})
    block = Block("grid", grid=grid, right=(3, 4, 5))
    return Sheet([*opened(say, pay), block], pays, ALL, open=loose)


@third("one_certificate", 1, 1, media=LETTERS)
def one_certificate(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """One invoice for work: what was done in all, what was held and paid before, what this one gets."""
    pay, x = pays[0], pays[0].lines[0]
    keep_only(pay, "day")
    gross = x.net + D(rng.randint(10**6, 10**7)) / 100
    held = (gross * D("0.05")).quantize(CENT)
    if held >= gross - x.net:
        held = ((gross - x.net) / 2).quantize(CENT)
    rows = [
        (w(say, "work_done"), gross),
        (w(say, "retention"), -held),
        (w(say, "before"), -(gross - held - x.net)),
        (w(say, "this_time"), x.net),
    ]
    numbers = Block("pairs", pairs=[(w(say, "number"), x.number), (w(say, "date"), cell(say, "date", x))])
    sums = Block("grid", grid=[[label, cash(say, pay, one)] for label, one in rows], heads=0, right=(1,))
    first = [
        letterhead(say, pay),
        Block("text", [w(say, "title")]),
        facts(say, pay, "payee", "ref", "day", "method"),
    ]
    last = Block("text", [f"{w(say, 'total')}: {cash(say, pay, pay.total)}"])
    loose = frozenset({"gross_amount", "deduction_amount", "deduction_reason"})
    return Sheet([*first, numbers, sums, last], pays, ALL, "key_value", open=loose)


@third("weighed_loads", 1, 14)
def weighed_loads(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Loads by weight: ticket, tonnes with three places, rate, invoice, sum."""
    pay = pays[0]
    keep_only(pay, "day")
    grid, mark = [ws(say, "ticket", "tons", "rate", "number", "date", "paid")], say.money(D("0.10"))[1]
    for x in pay.lines:
        tons = f"{rng.randint(2, 29)}{mark}{rng.randint(1, 999):03}"
        rate = say.money(D(rng.randint(800, 4000)) / 100)
        grid.append(
            [f"W{rng.randint(10**5, 10**6)}", tons, rate, x.number, cell(say, "date", x), cell(say, "net", x)]
        )
    grid.append([w(say, "sum"), "", "", "", "", say.money(pay.total)])
    return Sheet([*opened(say, pay), Block("grid", grid=grid, right=(1, 2, 5))], pays, ALL)


@third("credits_in_own_list", 3, 14, reductions="discount", credits=True)
def credits_in_own_list(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Bills first, each list with its own sum; credit notes after it under fewer columns; then the total."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    bills: list[Line] = [x for x in pay.lines if x.kind == "invoice"]
    notes = [x for x in pay.lines if x.kind != "invoice"]
    for x in notes:
        x.gross = None
    pay.lines = [*bills, *notes]
    one = listed(say, Payment(**{**vars(pay), "lines": bills}), "number", "date", "gross", "discount", "net")
    one.grid.append([w(say, "sub"), "", "", "", say.money(sum((x.net for x in bills), D(0)))])
    blocks = [
        *opened(say, pay, "payee", "ref", "day", "currency", "method"),
        Block("text", [w(say, "invs")]),
        one,
    ]
    if notes:
        two = [
            ws(say, "cn", "doc_date", "amt"),
            *([x.number, cell(say, "date", x), say.money(x.net)] for x in notes),
        ]
        two.append([w(say, "sub"), "", say.money(sum((x.net for x in notes), D(0)))])
        blocks += [Block("text", [w(say, "cns")]), Block("grid", grid=two, right=(2,))]
    last = Block("pairs", pairs=[(w(say, "total"), cash(say, pay, pay.total))])
    return Sheet([*blocks, last], pays, ALL)

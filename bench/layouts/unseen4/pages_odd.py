"""Pages that ask for thought: sides of a book, rates without sums, several days and numbers, advances."""

import random
from datetime import timedelta

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALL, CENT, D, add, keep_only, settle
from bench.layouts.unseen4.kit import (
    arranged,
    cash,
    cell,
    foot,
    fourth,
    heads,
    letterhead,
    listed,
    opened,
    pairs,
)
from bench.layouts.unseen4.wording import w, ws


@fourth("payers_side_of_the_book", 2, 12, credits=True)
def payers_side_of_the_book(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """In the payer's books a bill is a credit: a letter behind each unsigned amount, told in a line above."""
    pay = pays[0]
    keep_only(pay, "day")
    bill, note = w(say, "sides").split(",")
    grid = [[*ws(say, "doc", "doc_date"), *heads(say, pay, ["amount"]), w(say, "side")]]
    for x in pay.lines:
        side = note if x.kind == "credit_note" else bill
        grid.append([x.number or "", cell(say, "date", x), say.money(abs(x.net or D(0))), side])
    above = Block("text", [w(say, "side_told")])
    last = Block("text", [f"{w(say, 'total')}: {cash(say, pay, pay.total)}"])
    first = opened(say, pay, "payee", "ref", "day", "method", "currency")
    return Sheet([*first, above, Block("grid", grid=grid, right=(2,)), last], pays, ALL)


@fourth("several_days_told", 1, 12, reductions="discount")
def several_days_told(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Days of printing, approval and the next run stand around the payment's; rows have a due day too."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    known = [
        (w(say, "printed_on"), say.day(pay.day + timedelta(days=2))),
        *pairs(say, pay, "payee", "ref"),
        (w(say, "approved_on"), say.day(pay.day - timedelta(days=3))),
        *pairs(say, pay, "day", "method", "currency"),
        (w(say, "next_run"), say.day(pay.day + timedelta(days=14))),
        *pairs(say, pay, "total"),
    ]
    grid = [ws(say, "due", "number", "date", "gross", "discount", "net")]
    for x in pay.lines:
        due = say.day(x.day + timedelta(days=30)) if x.day else ""
        grid.append([due, *(cell(say, n, x) for n in ("number", "date", "gross", "discount", "net"))])
    first = [letterhead(say, pay), Block("text", [w(say, "title")]), arranged(say, known)]
    return Sheet([*first, Block("grid", grid=grid, right=(3, 4, 5)), foot(say)], pays, ALL)


@fourth("three_kinds_of_documents", 3, 14, credits=True)
def three_kinds_of_documents(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Bills, credit notes and the payee's debit notes, which are paid like bills, mixed in one list."""
    pay = pays[0]
    keep_only(pay, "day")
    for x in rng.sample([x for x in pay.lines if x.kind == "invoice"], 1):
        x.kind = "debit_note"
    grid = [[*ws(say, "doc_date", "kind", "doc"), *heads(say, pay, ["amount"])]]
    for x in pay.lines:
        kind = w(say, "debit_note") if x.kind == "debit_note" else cell(say, "kind", x)
        grid.append([cell(say, "date", x), kind, x.number or "", say.money(x.net)])
    grid.append([w(say, "sum"), "", "", say.money(pay.total)])
    return Sheet([*opened(say, pay), Block("grid", grid=grid, right=(3,))], pays, ALL)


@fourth("rate_without_its_sum", 1, 12, reductions="discount")
def rate_without_its_sum(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Bill, rate of the discount in per cent, and what is paid: what the discount comes to is not printed."""
    pay = pays[0]
    grid = [ws(say, "number", "date", "gross", "rate", "net")]
    mark = say.money(D("0.10"))[1]
    for x in pay.lines:
        share = (100 * (x.discount or D(0)) / (x.gross or D(1))).quantize(D("0.1"))
        rate = f"{share}".replace(".", mark)
        grid.append([x.number or "", *(cell(say, n, x) for n in ("date", "gross")), rate, say.money(x.net)])
    keep_only(pay, "day", "gross")
    grid.append([w(say, "sum"), "", "", "", say.money(pay.total)])
    return Sheet([*opened(say, pay), Block("grid", grid=grid, right=(2, 3, 4))], pays, ALL)


@fourth("slip_repeats_the_sum", 1, 9, credits=True)
def slip_repeats_the_sum(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Under the list a bank slip says the payment's values again in a table, with both accounts."""
    pay = pays[0]
    keep_only(pay, "day")
    pay.method = "transfer"
    block = listed(say, pay, "doc", "kind", "doc_date", "net", sums=("net",))
    slip = [
        *pairs(say, pay, "payee", "total", "ref"),
        (w(say, "your_bank"), "XX00 3704 0044 0532 0130 00"),
        (w(say, "our_bank"), "XX00 5001 0517 5407 3249 31"),
        (w(say, "payer"), pay.payer),
    ]
    table = Block("grid", grid=[list(pair) for pair in slip], heads=0)
    cut = Block("text", [w(say, "tear")])
    return Sheet([*opened(say, pay), block, cut, table], pays, ALL)


@fourth("advance_taken_off", 2, 9)
def advance_taken_off(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Under the sum of the bills an advance of some weeks ago is taken off again; then what is paid."""
    pay = pays[0]
    keep_only(pay, "day")
    block = listed(say, pay, "number", "date", "amount")
    block.grid.append([w(say, "sub"), "", say.money(pay.sum)])
    advance = (pay.sum * D(rng.randint(5, 30)) / 100).quantize(CENT)
    off = add(pay, None, "deduction", -advance, reason=w(say, "advance"))
    settle(pay)
    block.grid.append([off.reason or "", "", say.money(off.net)])
    block.grid.append([w(say, "total"), "", say.money(pay.total)])
    first = opened(say, pay, "payee", "ref", "day", "method", "currency")
    # An advance taken back may be called a deduction or a payment on account turned round.
    loose = frozenset({"document_type", "deduction_reason"})
    return Sheet([*first, block], pays, ALL, open=loose)


@fourth("advice_has_a_number", 1, 14, reductions="discount", credits=True)
def advice_has_a_number(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The advice, the bank's file and the desk have numbers of their own beside the payment's."""
    pay = pays[0]
    keep_only(pay, "day", "discount", "gross")
    known = [
        (w(say, "advice_no"), f"{rng.randint(100, 999)}-{rng.randint(10_000, 99_999)}"),
        *pairs(say, pay, "payee", "day"),
        (w(say, "batch"), f"{pay.day:%y%m%d}.{rng.randint(100, 999)}"),
        *pairs(say, pay, "ref", "method", "total"),
        (w(say, "desk"), str(rng.randint(2, 40))),
    ]
    names = ("doc", "doc_date", "kind", "gross", "discount", "net")
    first = [letterhead(say, pay), Block("text", [w(say, "title")]), arranged(say, known)]
    return Sheet([*first, listed(say, pay, *names, sums=("net",)), foot(say)], pays, ALL)


@fourth("balances_around_the_list", 2, 12, credits=True)
def balances_around_the_list(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Over the list stands what was owed before, under it what is still owed; between them what is paid."""
    pay = pays[0]
    keep_only(pay, "day")
    left = D(rng.randint(50_000, 900_000)) / 100
    rest = cash(say, pay, left)
    owed = Block("text", [f"{w(say, 'before')}: {cash(say, pay, (pay.total or D(0)) + left)}"])
    block = listed(say, pay, "doc", "kind", "doc_date", "net")
    below = [f"{w(say, 'total')}: {cash(say, pay, pay.total)}", f"{w(say, 'remaining')}: {rest}"]
    first = opened(say, pay, "payee", "ref", "day", "method")
    return Sheet([*first, owed, block, Block("text", below)], pays, ALL)

"""Advices of treasuries, hospitals, schools and insurers."""

import random

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALL, CENT, D, keep_only, settle
from bench.layouts.unseen4.kit import cash, cell, fourth, heads, listed, opened
from bench.layouts.unseen4.wording import said_anywhere, w, ws


def _named(say: Speech, pay: Payment, key: str) -> None:
    if pay.payer not in said_anywhere(key, "towns"):
        pay.payer = w(say, key, t=w(say, "towns"))


@fourth("warrants_of_a_town", 1, 12)
def warrants_of_a_town(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A town's list: budget code, warrant, bill, day, purpose and sum; the treasurer signs."""
    pay = pays[0]
    keep_only(pay, "day")
    _named(say, pay, "town_hall")
    grid = [[*ws(say, "fund", "warrant", "number", "date", "subject"), *heads(say, pay, ["amount"])]]
    for at, x in enumerate(pay.lines):
        code = f"{rng.randint(1, 9)}.{rng.randint(10, 99)}.{rng.randint(100, 999)}"
        memo = w(say, "memos", n=str(rng.randint(2, 60)))
        grid.append([code, f"{4100 + at}/26", x.number, cell(say, "date", x), memo, say.money(x.net)])
    grid.append(["", "", w(say, "sum"), "", "", say.money(pay.total)])
    last = Block("text", [w(say, "seen_by")])
    return Sheet([*opened(say, pay), Block("grid", grid=grid, right=(5,)), last], pays, ALL)


@fourth("wards_with_sums", 3, 16)
def wards_with_sums(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A hospital's list in the order of wards: the ward stands in the first column of its first row."""
    pay = pays[0]
    keep_only(pay, "day")
    _named(say, pay, "hospital")
    grid, names = [[*ws(say, "ward", "delivery", "number", "date", "net")]], w(say, "wards").split(",")
    cuts = sorted(rng.sample(range(1, len(pay.lines)), min(2, len(pay.lines) - 1)))
    parts = [pay.lines[a:b] for a, b in zip([0, *cuts], [*cuts, len(pay.lines)], strict=True)]
    for name, lines in zip(names, parts, strict=False):
        for at, x in enumerate(lines):
            row = [name if at == 0 else "", f"L{rng.randint(50_000, 59_999)}", x.number]
            grid.append([*row, cell(say, "date", x), cell(say, "net", x)])
        whole = sum((x.net for x in lines), D(0))
        grid.append(["", w(say, "ward_sum", g=name), "", "", say.money(whole)])
    grid.append([w(say, "sum"), "", "", "", say.money(pay.total)])
    first = opened(say, pay, "payee", "ref", "day", "method", "currency")
    return Sheet([*first, Block("grid", grid=grid, right=(4,))], pays, ALL)


@fourth("projects_charged", 1, 12, credits=True)
def projects_charged(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A college's list: project number of the payer's own make, kind, bill, day, sum."""
    pay = pays[0]
    keep_only(pay, "day")
    _named(say, pay, "college")
    grid = [[*ws(say, "grant", "kind", "doc", "doc_date"), *heads(say, pay, ["amount"])]]
    for x in pay.lines:
        known = [cell(say, n, x) for n in ("kind", "doc", "doc_date")]
        grid.append([f"R{rng.randint(1200, 1900)}-{rng.randint(10, 99)}", *known, say.money(x.net)])
    grid.append([w(say, "sum"), "", "", "", say.money(pay.total)])
    return Sheet([*opened(say, pay), Block("grid", grid=grid, right=(4,))], pays, ALL)


@fourth("income_tax_withheld", 1, 8)
def income_tax_withheld(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Base, tax, whole bill, income tax withheld from the base, what is paid: a freelancer's bills."""
    pay = pays[0]
    keep_only(pay, "day", "gross")
    grid = [ws(say, "number", "date", "taxable", "tax", "gross", "income_tax", "net")]
    for x in pay.lines:
        base = (x.gross / D("1.20")).quantize(CENT)
        x.deduction = (base * D("0.15")).quantize(CENT)
        x.net = x.gross - x.deduction
        money = [say.money(one) for one in (base, x.gross - base, x.gross, x.deduction, x.net)]
        grid.append([x.number, cell(say, "date", x), *money])
    settle(pay)
    grid.append([w(say, "sum"), "", "", "", "", "", say.money(pay.total)])
    # The head of a column is a reason to some readers and none to others.
    loose = frozenset({"deduction_reason"})
    block = Block("grid", grid=grid, right=(2, 3, 4, 5, 6))
    return Sheet([*opened(say, pay), block], pays, ALL, open=loose)


@fourth("tax_paid_elsewhere", 1, 10)
def tax_paid_elsewhere(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The payer sends the tax to the tax office itself; bill, tax and what is left stand in a row."""
    pay = pays[0]
    keep_only(pay, "day")
    _named(say, pay, "hospital")
    grid = [ws(say, "number", "date", "gross", "tax", "net")]
    for x in pay.lines:
        tax = (x.net * D("0.22")).quantize(CENT)
        money = [say.money(one) for one in (x.net + tax, tax, x.net)]
        grid.append([x.number, cell(say, "date", x), *money])
    grid.append([w(say, "sum"), "", "", "", say.money(pay.total)])
    # Whether tax that goes elsewhere is a deduction is a matter of taste.
    loose = frozenset({"gross_amount", "deduction_amount", "deduction_reason"})
    told_below = Block("para", [w(say, "split_told")])
    blocks = [*opened(say, pay), Block("grid", grid=grid, right=(2, 3, 4)), told_below]
    return Sheet(blocks, pays, ALL, open=loose)


@fourth("losses_of_an_insurer", 1, 10)
def losses_of_an_insurer(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An insurer pays repair bills: loss number and the insured's name before the bill."""
    pay = pays[0]
    keep_only(pay, "day")
    grid = [[*ws(say, "loss", "insured", "number", "date"), *heads(say, pay, ["amount"])]]
    for x in pay.lines:
        who = rng.choice(["D. Farrant", "M. Ouwens", "Hr. Pless", "A. Zubiri", "L. Conti"])
        loss = f"S-{rng.randint(10**6, 2 * 10**6)}-{rng.randint(1, 9)}"
        grid.append([loss, who, x.number, cell(say, "date", x), say.money(x.net)])
    below = Block("text", [f"{w(say, 'total')}: {cash(say, pay, pay.total)}", w(say, "thanks")])
    first = opened(say, pay, "payee", "ref", "day", "method")
    return Sheet([*first, Block("grid", grid=grid, right=(4,)), below], pays, ALL)


@fourth("two_rows_of_values", 1, 12, reductions="discount")
def two_rows_of_values(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The payment's values are a table of one row with its own heads; the bills are a second table."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    _named(say, pay, "college")
    top = [ws(say, "warrant", "ref", "day", "currency", "total")]
    top.append(
        [
            f"{rng.randint(4000, 4999)}/26",
            pay.reference,
            say.day(pay.day),
            pay.currency,
            say.money(pay.total),
        ]
    )
    blocks = [Block("text", [pay.payer, w(say, "street")]), Block("text", [w(say, "title")])]
    blocks += [Block("text", [f"{w(say, 'payee')}: {pay.payee}"]), Block("grid", grid=top)]
    pay.method = None
    return Sheet([*blocks, listed(say, pay, "number", "date", "gross", "discount", "net")], pays, ALL)

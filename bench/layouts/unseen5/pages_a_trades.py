"""Advices of builders, factors, insurers, carriers and public purchasers that need thought."""

# ruff: noqa: E501

import random
from datetime import timedelta

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALL, CENT, D, add, keep_only, other_number, settle, small
from bench.layouts.unseen4.kit import cash
from bench.layouts.unseen5.names_a import KIT as w
from bench.layouts.unseen5.pages_a_plain import foot, named, top, vendor_no


@w.form("retention_held_to_date", "en de nl fr", 1, 9)
def retention_held_to_date(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A builder's applications: certified now, retention taken now, retention held so far, paid now."""
    pay = pays[0]
    keep_only(pay, "day", "gross")
    grid = [
        [*w.heads(say, pay, ("number", "date")), *w.ws(say, "certified", "retention", "held_so_far", "net")]
    ]
    held = D(rng.randint(100_000, 900_000)) / 100
    for x in pay.lines:
        x.deduction = (x.gross * D("0.05")).quantize(CENT)
        x.net, held = x.gross - x.deduction, held + x.deduction
        money = [say.money(one) for one in (x.gross, x.deduction, held, x.net)]
        grid.append([x.number or "", say.day(x.day), *money])
    settle(pay)
    grid.append([w(say, "sum"), "", "", "", "", say.money(pay.total)])
    # A column's head is a reason to some readers and none to others.
    loose = frozenset({"deduction_reason"})
    known = w.facts(
        say, pay, "payee", "ref", "day", "method", "currency", more=[(w(say, "site"), w(say, "sites"))]
    )
    return Sheet(
        [*named(say, pay), known, Block("grid", grid=grid, right=(2, 3, 4, 5)), foot(say)],
        pays,
        ALL,
        open=loose,
    )


@w.form("reserve_paid_out", "en de fr", 1, 10)
def reserve_paid_out(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A factor pays the rest of bought invoices: debtor, number, invoice, advanced before, paid now."""
    pay = pays[0]
    keep_only(pay, "gross")
    pay.payer = w(say, "factor")
    grid = [[w(say, "debtor"), *w.heads(say, pay, ("number", "gross")), *w.ws(say, "advanced", "paid_rest")]]
    for x in pay.lines:
        before = (x.gross * D(rng.choice(("0.8", "0.85", "0.9")))).quantize(CENT)
        x.net = x.gross - before
        grid.append(
            [
                rng.choice(w(say, "debtors").split(";")),
                x.number or "",
                *(say.money(one) for one in (x.gross, before, x.net)),
            ]
        )
    settle(pay)
    last = Block("text", [f"{w(say, 'total')}: {cash(say, pay, pay.total)}"])
    told = Block("para", [w(say, "reserve_told")])
    # What was advanced before is no deduction, though some may call it one.
    loose = frozenset({"deduction_amount", "deduction_reason"})
    known = w.facts(say, pay, "payee", "ref", "day", "method", "currency")
    block = Block("grid", grid=grid, right=(2, 3, 4))
    return Sheet([*named(say, pay), told, known, block, last, foot(say)], pays, ALL, open=loose)


@w.form("down_payment_set_off", "de fr nl en", 1, 8)
def down_payment_set_off(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """After the final invoices a row takes a down payment off that was paid long before, with its own number."""
    pay = pays[0]
    keep_only(pay, "day")
    taken = (pay.sum / rng.randint(4, 9)).quantize(CENT)
    number = other_number(pay.lines[0].number, rng.randint(1000, 9999) + 9000)
    before = add(
        pay, number, "credit_note", -taken, day=pay.lines[0].day - timedelta(days=rng.randint(60, 200))
    )
    settle(pay)
    grid = [[w(say, "text"), *w.heads(say, pay, ("doc", "doc_date", "amount"))]]
    for x in pay.lines:
        text = w(say, "less_down") if x is before else w(say, "final")
        grid.append([text, x.number or "", say.day(x.day), say.money(x.net)])
    grid.append([w(say, "sum"), "", "", say.money(pay.total)])
    # The row may be called a credit, a deduction or the invoice of the down payment.
    loose = frozenset({"document_type", "deduction_reason"})
    known = w.facts(say, pay, "ref", "day", "method", "total")
    return Sheet(
        [*top(say, pay), known, Block("grid", grid=grid, right=(3,)), foot(say)], pays, ALL, open=loose
    )


@w.form("cuts_by_position", "en de nl fr", 2, 10)
def cuts_by_position(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The list tells billed and paid; a second one tells by position what was cut and why."""
    pay = pays[0]
    keep_only(pay, "day", "gross")
    why, notes = w(say, "whys").split(","), [w.ws(say, "position", "deduction", "reason")]
    chosen = set(rng.sample(range(len(pay.lines)), max(1, len(pay.lines) // 3)))
    grid = [[w(say, "position"), *w.heads(say, pay, ("number", "date", "gross", "net"))]]
    for at, x in enumerate(pay.lines):
        if at in chosen:
            x.deduction = max(D("1.00"), (x.gross * D(rng.randint(2, 30)) / 100).quantize(CENT))
            x.reason = rng.choice(why)
            notes.append([str(10 * at + 10), say.money(x.deduction), x.reason])
        x.net = x.gross - (x.deduction or 0)
        grid.append([str(10 * at + 10), x.number or "", say.day(x.day), say.money(x.gross), say.money(x.net)])
    settle(pay)
    grid.append(["", w(say, "sum"), "", "", say.money(pay.total)])
    known = w.facts(say, pay, "payee", "ref", "day", "method", "total")
    told = Block("text", [w(say, "cuts_told")])
    tables = [Block("grid", grid=grid, right=(0, 3, 4)), told, Block("grid", grid=notes, right=(0, 1))]
    return Sheet([*named(say, pay), known, *tables, foot(say)], pays, ALL)


@w.form("contracts_so_far", "fr nl en", 1, 8)
def contracts_so_far(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A public purchaser: contract, its sum, paid before, the invoice now and its payment, and what remains."""
    pay = pays[0]
    keep_only(pay)
    grid = [w.ws(say, "contract", "contract_sum", "paid_before", "number", "this_payment", "remains")]
    for x in pay.lines:
        before = (x.net * rng.randint(0, 4)).quantize(CENT)
        rest = (x.net * D(rng.randint(20, 300)) / 100).quantize(CENT)
        money = [say.money(one) for one in (before + x.net + rest, before)]
        contract = f"{rng.randint(2021, 2025)}-M{rng.randint(10, 99)}"
        grid.append([contract, *money, x.number or "", say.money(x.net), say.money(rest)])
    grid.append([w(say, "sum"), "", "", "", say.money(pay.total), ""])
    known = w.facts(say, pay, "ref", "day", "method", "currency")
    return Sheet([*top(say, pay), known, Block("grid", grid=grid, right=(1, 2, 4, 5)), foot(say)], pays, ALL)


@w.form("booked_reversed_booked", "en de fr", 2, 12)
def booked_reversed_booked(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The payer booked one invoice wrongly, reversed it and booked it again: its number stands three times."""
    pay = pays[0]
    keep_only(pay, "day")
    at = rng.randrange(len(pay.lines))
    right = pay.lines[at]
    wrong = (right.net * D(rng.randint(102, 190)) / 100).quantize(CENT)
    pay.lines.pop(at)
    texts = {
        id(add(pay, right.number, "invoice", net, day=right.day)): key
        for net, key in ((wrong, "booked"), (-wrong, "reversed"), (right.net, "again"))
    }
    settle(pay)
    grid = [[*w.heads(say, pay, ("number", "date")), w(say, "posting"), *w.heads(say, pay, ("amount",))]]
    for x in pay.lines:
        grid.append([x.number or "", say.day(x.day), w(say, texts.get(id(x), "booked")), say.money(x.net)])
    grid.append([w(say, "sum"), "", "", say.money(pay.total)])
    # A reversal may be called a credit.
    loose = frozenset({"document_type"})
    known = w.facts(say, pay, "payee", "ref", "day", "method", "currency")
    return Sheet(
        [*named(say, pay), known, Block("grid", grid=grid, right=(3,)), vendor_no(rng, say), foot(say)],
        pays,
        ALL,
        open=loose,
    )


@w.form("bonus_below_sum", "de en fr", 2, 14, credits=True)
def bonus_below_sum(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A wholesalers' union: documents and their sum, then a yearly bonus taken off in one row, then the payment."""
    pay = pays[0]
    keep_only(pay, "day")
    block = w.listed(say, pay, "kind", "doc", "doc_date", "amount", sums=("amount",))
    cut = add(pay, None, "deduction", -small(rng, pay, "0.04"), reason=w(say, "bonus"))
    settle(pay)
    block.grid[-1][0] = w(say, "sub")
    block.grid += [
        [cut.reason or "", "", "", say.money(cut.net)],
        [w(say, "total"), "", "", say.money(pay.total)],
    ]
    known = w.facts(say, pay, "payee", "ref", "day", "method", "currency")
    return Sheet([*named(say, pay), known, block, foot(say)], pays, ALL)


@w.form("fees_of_experts", "en de nl", 1, 9)
def fees_of_experts(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An insurer pays surveyors: claim and policyholder first; the tax that the policyholder bears is taken off."""
    pay = pays[0]
    keep_only(pay, "day", "gross")
    grid = [
        [
            *w.ws(say, "claim", "holder"),
            *w.heads(say, pay, ("number", "date")),
            *w.ws(say, "fee", "tax_of_holder", "net"),
        ]
    ]
    for x in pay.lines:
        x.deduction = (x.gross / 6).quantize(CENT) if rng.random() < 0.5 else None
        x.net = x.gross - (x.deduction or 0)
        claim = f"{rng.randint(10, 99)}-{rng.randint(100_000, 999_999)}-KF"
        first = [claim, rng.choice(w(say, "holders").split(";")), x.number or "", say.day(x.day)]
        grid.append(
            [*first, say.money(x.gross), say.money(-x.deduction if x.deduction else None), say.money(x.net)]
        )
    settle(pay)
    grid.append([w(say, "sum"), "", "", "", "", "", say.money(pay.total)])
    loose = frozenset({"deduction_reason"})
    known = w.facts(say, pay, "payee", "ref", "day", "method", "total")
    return Sheet(
        [*named(say, pay), known, Block("grid", grid=grid, right=(4, 5, 6)), foot(say)], pays, ALL, open=loose
    )


@w.form("carriage_and_surcharges", "en de fr", 1, 12)
def carriage_and_surcharges(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Freight: each invoice is carriage plus diesel plus toll; the last column is what is paid."""
    pay = pays[0]
    keep_only(pay, "day")
    grid = [
        [
            *w.ws(say, "shipment"),
            *w.heads(say, pay, ("number", "date")),
            *w.ws(say, "carriage", "diesel", "toll", "net"),
        ]
    ]
    for x in pay.lines:
        diesel, toll = (
            (x.net * D("0.083")).quantize(CENT),
            (x.net * D(rng.randint(10, 60)) / 1000).quantize(CENT),
        )
        money = [say.money(one) for one in (x.net - diesel - toll, diesel, toll, x.net)]
        grid.append([f"T{rng.randint(10**6, 10**7)}", x.number or "", say.day(x.day), *money])
    grid.append([w(say, "sum"), "", "", "", "", "", say.money(pay.total)])
    known = w.facts(say, pay, "payee", "ref", "day", "method", "currency")
    loose = frozenset({"gross_amount"})
    block = Block("grid", grid=grid, right=(3, 4, 5, 6))
    return Sheet([*named(say, pay), known, block, foot(say)], pays, ALL, open=loose)

"""Further advices: an agency's share, a harbour's own claims, numbers in groups, contributions, subscriptions, adverts."""

# ruff: noqa: E501

import random
from datetime import timedelta

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import CENT, add, keep_only, settle, small
from bench.layouts.unseen4.kit import cash
from bench.layouts.unseen6.kit import sheet
from bench.layouts.unseen6.names_a import by, foot, nth, top, w


@w.form("broadcaster_keeps_agency_share", "fr en it", 1, 10)
def broadcaster_keeps_agency_share(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Of every bill a share of fifteen per cent is kept, told in a column with its rate in the head; sums of all three."""
    pay = by(say, pays, "tv")
    keep_only(pay, "day", "gross")
    grid = [[*w.heads(say, pay, ("number", "date", "gross")), w(say, "agency_share"), w(say, "net")]]
    for x in pay.lines:
        x.deduction = (x.gross * 15 / 100).quantize(CENT)
        x.net = x.gross - x.deduction
        grid.append(
            [x.number or "", say.day(x.day), *(say.money(one) for one in (x.gross, x.deduction, x.net))]
        )
    settle(pay)
    sums = [sum(getattr(x, one) for x in pay.lines) for one in ("gross", "deduction", "net")]
    grid.append([w(say, "sum"), "", *(say.money(one) for one in sums)])
    facts = w.facts(say, pay, "payee", "ref", "day", "method", "currency")
    block = Block("grid", grid=grid, right=(2, 3, 4))
    # The head of the column is a reason to some readers and none to others.
    return sheet([*top(say, pay), facts, block, foot(say)], pays, "table", "deduction_reason")


@w.form("harbour_sets_off_its_claims", "de nl en", 2, 10)
def harbour_sets_off_its_claims(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """After the payee's bills the harbour's own claims, with numbers of their own, are set off in a second part of the list."""
    pay = by(say, pays, "port")
    keep_only(pay, "day")
    theirs = len(pay.lines)
    for at in range(rng.randint(1, 2)):
        day = pay.day - timedelta(days=rng.randint(10, 60))
        add(pay, f"LP-{rng.randint(1000, 4000) + 5000 * at}", "debit_note", -small(rng, pay), day=day)
    settle(pay)
    names = ("doc", "doc_date", "amount")
    rows = w.cells(say, pay, names)
    grid = [w.heads(say, pay, names), *rows[:theirs], [w(say, "set_off"), "", ""], *rows[theirs:]]
    grid.append([w(say, "total"), "", say.money(pay.total)])
    facts = w.facts(say, pay, "payee", "ref", "day", "method", "currency")
    block = Block("grid", grid=grid, right=(2,), wide=(theirs + 1,))
    # A claim of the payer may be called an invoice, a debit note or a deduction.
    return sheet(
        [*top(say, pay), facts, block, foot(say)], pays, "table", "document_type", "deduction_reason"
    )


@w.form("airport_groups_its_figures", "en fr nl", 1, 14, credits=True)
def airport_groups_its_figures(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Numbers of documents stand in groups of three figures with blanks; kind, day and amount with its currency behind."""
    pay = by(say, pays, "airport")
    keep_only(pay, "day")
    at = rng.randint(100_000, 800_000)
    for x in pay.lines:
        at += rng.randint(1, 90)
        x.number = f"{at // 1000} {at % 1000:03}"
    grid = [w.heads(say, pay, ("doc", "kind", "doc_date", "net"))]
    for *row, _ in w.cells(say, pay, ("doc", "kind", "doc_date", "net")):
        grid.append([*row, ""])
    for row, x in zip(grid[1:], pay.lines, strict=True):
        row[-1] = cash(say, pay, x.net)
    facts = w.facts(say, pay, "payee", "ref", "day", "method", "total")
    return sheet([*top(say, pay), facts, Block("grid", grid=grid, right=(3,)), foot(say)], pays)


@w.form("contributions_of_a_payroll", "de fr nl", 1, 9)
def contributions_of_a_payroll(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A fund's notices: heads counted, the staff's share and the house's share add up to what is paid."""
    pay = by(say, pays, "payroll")
    keep_only(pay, "day")
    grid = [
        [
            *w.ws(say, "notice"),
            w(say, "doc_date"),
            *w.ws(say, "heads_counted", "staff_share", "house_share", "net"),
        ]
    ]
    for x in pay.lines:
        part = (x.net * rng.randint(40, 49) / 100).quantize(CENT)
        money = (say.money(one) for one in (part, x.net - part, x.net))
        grid.append([x.number or "", say.day(x.day), str(rng.randint(2, 380)), *money])
    grid.append([w(say, "sum"), "", "", "", "", say.money(pay.total)])
    facts = w.facts(say, pay, "payee", "day", "ref", "method", "currency", "total")
    block = Block("grid", grid=grid, right=(2, 3, 4, 5))
    return sheet([*top(say, pay), facts, block, foot(say)], pays, "table", "gross_amount")


@w.form("subscriptions_with_their_terms", "en de it", 1, 12, reductions="discount", credits=True)
def subscriptions_with_their_terms(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A software house pays licences: from and until when each runs stand before the bill's own day; gross, discount, net."""
    pay = by(say, pays, "soft")
    keep_only(pay, "day", "gross", "discount")
    grid = [[*w.ws(say, "number", "runs_from", "runs_until", "date"), *w.ws(say, "gross", "discount", "net")]]
    for x, money in zip(pay.lines, w.cells(say, pay, ("gross", "discount", "net")), strict=True):
        first = x.day + timedelta(days=rng.randint(5, 20))
        grid.append(
            [x.number or "", say.day(first), say.day(first + timedelta(days=364)), say.day(x.day), *money]
        )
    facts = w.facts(say, pay, "payee", "ref", "day", "method", "currency", "total")
    return sheet([*top(say, pay), facts, Block("grid", grid=grid, right=(4, 5, 6)), foot(say)], pays)


@w.form("newspaper_settles_its_printers", "de nl fr it", 1, 14, reductions="both", credits=True)
def newspaper_settles_its_printers(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An edition behind number and day; billed, discount, cut and paid; the payee in its window, two of the sums below."""
    pay = by(say, pays, "paper")
    keep_only(pay, "day", "gross", "discount", "deduction")
    names = ("number", "date", "gross", "discount", "deduction", "net")
    rows = w.rows(say, pay, names, ("gross", "net"))
    editions = [w(say, "edition"), *(nth(say, "editions", rng.randint(0, 3)) for _ in pay.lines), ""]
    grid = [[*row[:2], edition, *row[2:]] for row, edition in zip(rows, editions, strict=True)]
    facts = w.facts(say, pay, "ref", "day", "method", "currency", "total")
    return sheet(
        [*top(say, pay, window=True), facts, Block("grid", grid=grid, right=(3, 4, 5, 6)), foot(say)], pays
    )

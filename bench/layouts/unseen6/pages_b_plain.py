"""Ordinary pages: a garage, a vineyard, ferries, a parish, a school, vets, opticians, masts, guards, waste, the sun."""

# ruff: noqa: E501

import random
from datetime import timedelta
from decimal import Decimal as D

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import keep_only
from bench.layouts.unseen4.kit import cash
from bench.layouts.unseen6.kit import sheet
from bench.layouts.unseen6.names_b import FACTS, KIT, SIX, foot, person, place, top, word


def _set_between(
    grid: list[list[str]], at: int, head: str, values: list[str], end: int = 0
) -> list[list[str]]:
    """Return rows with one more column at a place; `end` rows at the bottom have none."""
    column = [head, *values, *[""] * end]
    return [[*row[:at], cell, *row[at:]] for row, cell in zip(grid, column, strict=True)]


@KIT.form("garage_names_each_vehicle", SIX, 1, 16, reductions="discount", credits=True)
def garage_names_each_vehicle(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A garage pays for parts: the vehicle's plate first, then bill, day, amount, discount, paid."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    names = ("number", "date", "gross", "discount", "net")
    grid = KIT.rows(say, pay, names, ("gross", "discount", "net"))
    plates = [
        f"{rng.choice('KLMR')}{rng.choice('ABX')} {rng.randint(21, 987)} {rng.choice('PT')}"
        for _ in pay.lines
    ]
    grid = _set_between(grid, 0, KIT(say, "plate"), plates, 1)
    blocks = [*top(say, pay), KIT.facts(say, pay, *FACTS), Block("grid", grid=grid, right=(3, 4, 5))]
    return sheet([*blocks, foot(say)], pays)


@KIT.form("vineyard_buys_corks", SIX, 1, 12)
def vineyard_buys_corks(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A vineyard: amount first, then bill, day, what it was and how many pieces; the payment stands below."""
    pay = pays[0]
    keep_only(pay, "day")
    grid = [[*KIT.heads(say, pay, ("amount", "number", "date")), *KIT.ws(say, "goods", "pieces")]]
    for at, row in enumerate(KIT.cells(say, pay, ("amount", "number", "date"))):
        grid.append([*row, word(say, "wines", at), f"{rng.randint(2, 90) * 50}"])
    blocks = [*top(say, pay), Block("text", [pay.payee, KIT(say, "payee_street")])]
    blocks += [Block("grid", grid=grid, right=(0, 4)), KIT.facts(say, pay, *FACTS[1:])]
    return sheet([*blocks, Block("text", [KIT(say, "thanks")]), foot(say)], pays)


@KIT.form("ferries_by_vessel_and_port", SIX, 2, 18, credits=True)
def ferries_by_vessel_and_port(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A ferry line: vessel and port before document, its day, its kind and the sum."""
    pay = pays[0]
    keep_only(pay, "day")
    grid = KIT.rows(say, pay, ("doc_date", "doc", "kind", "net"), ("net",))
    grid = _set_between(grid, 0, KIT(say, "port"), [place(say, at) for at in range(len(pay.lines))], 1)
    grid = _set_between(
        grid, 0, KIT(say, "ship"), [word(say, "ships", rng.randint(0, 2)) for _ in pay.lines], 1
    )
    blocks = [*top(say, pay), KIT.facts(say, pay, *FACTS), Block("grid", grid=grid, right=(5,)), foot(say)]
    return sheet(blocks, pays)


@KIT.form("parish_writes_and_signs", SIX, 1, 9)
def parish_writes_and_signs(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A parish's letter: a sentence tells the payment, then bills; the minute's number and a signature."""
    pay = pays[0]
    keep_only(pay, "day")
    pay.method = "transfer"
    told = KIT(say, "told", day=say.day(pay.day), sum=cash(say, pay, pay.total), ref=pay.reference)
    minute = KIT(say, "minute", n=f"{rng.randint(2, 60)}/26")
    blocks = [Block("text", [pay.payer, KIT(say, "street")])]
    blocks += [Block("text", [pay.payee, KIT(say, "payee_street")]), Block("text", [KIT(say, "dear")])]
    blocks += [Block("para", [told, KIT(say, "covers")]), KIT.listed(say, pay, "number", "date", "amount")]
    signed = [KIT(say, "bye"), person(say), KIT(say, "warden")]
    return sheet([*blocks, Block("para", [minute]), Block("text", signed), foot(say)], pays)


@KIT.form("school_pays_by_budget_line", SIX, 2, 20, credits=True)
def school_pays_by_budget_line(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A school: a counted row, budget line, kind, document, day and sum; the total stands over the list."""
    pay = pays[0]
    keep_only(pay, "day")
    heads = KIT.heads(say, pay, ("kind", "doc", "doc_date", "net"))
    grid = [["", KIT(say, "budget"), *heads]]
    for at, row in enumerate(KIT.cells(say, pay, ("kind", "doc", "doc_date", "net")), 1):
        grid.append([f"{at}.", word(say, "lines_of_budget", rng.randint(0, 3)), *row])
    blocks = [*top(say, pay), KIT.facts(say, pay, "total", "day", "ref", "payee")]
    blocks += [Block("para", [KIT(say, "term_dates")]), Block("grid", grid=grid, right=(5,))]
    pay.method = None
    return sheet([*blocks, foot(say)], pays)


@KIT.form("vets_take_their_discount", SIX, 1, 12, reductions="discount")
def vets_take_their_discount(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Vets: day first, then bill, amount billed, what was paid, and the discount at the far right."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    table = KIT.listed(say, pay, "date", "number", "gross", "net", "discount", sums=("net",))
    blocks = [*top(say, pay), KIT.facts(say, pay, "day", "ref", "method", "payee", "currency")]
    return sheet([*blocks, table, Block("text", [KIT(say, "hands"), person(say, 1)]), foot(say)], pays)


@KIT.form("opticians_say_why", SIX, 1, 12, reductions="both")
def opticians_say_why(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Opticians: own job number, order, bill, amount, what was withheld and why in words, paid."""
    pay = pays[0]
    keep_only(pay, "po", "gross", "deduction")
    for at, x in enumerate(pay.lines):
        x.reason = word(say, "whys", at) if x.deduction else None
        x.net = (x.gross or D(0)) - (x.deduction or D(0))
    pay.total = pay.sum
    grid = KIT.rows(say, pay, ("po", "number", "gross", "deduction", "reason", "net"), ("net",))
    jobs = [f"J{rng.randint(300, 999)}" for _ in pay.lines]
    grid = _set_between(grid, 0, KIT(say, "patient"), jobs, 1)
    blocks = [*top(say, pay), KIT.facts(say, pay, *FACTS), Block("grid", grid=grid, right=(3, 4, 6))]
    return sheet([*blocks, foot(say)], pays)


@KIT.form("masts_with_tax_apart", SIX, 1, 14)
def masts_with_tax_apart(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A telephone company pays for masts: site, bill, day, before tax, tax, whole bill, paid."""
    pay = pays[0]
    keep_only(pay, "day", "gross")
    grid = [[KIT(say, "site"), *KIT.heads(say, pay, ("number", "date"))]]
    grid[0] += KIT.ws(say, "base", "tax", "gross", "net")
    for x, row in zip(pay.lines, KIT.cells(say, pay, ("number", "date")), strict=True):
        base = ((x.net or D(0)) / D("1.2")).quantize(D("0.01"))
        sums = (base, (x.net or D(0)) - base, x.gross, x.net)
        grid.append([f"{rng.choice('NSEW')}{rng.randint(100, 999)}", *row, *map(say.money, sums)])
    grid.append([KIT(say, "sum"), *[""] * 5, say.money(pay.total)])
    blocks = [*top(say, pay), KIT.facts(say, pay, "ref", "payee", "day", "currency", "method")]
    return sheet([*blocks, Block("grid", grid=grid, right=(3, 4, 5, 6)), foot(say)], pays)


@KIT.form("guards_paid_late", SIX, 1, 14)
def guards_paid_late(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A security firm: bill, day, the day it was due, how many days late, what was paid."""
    pay = pays[0]
    keep_only(pay, "day")
    grid = [[*KIT.heads(say, pay, ("number", "date")), *KIT.ws(say, "due", "late", "net")]]
    for x in pay.lines:
        due = (x.day or pay.day) + timedelta(days=14)
        late = f"{max((pay.day - due).days, 0)}"
        grid.append([x.number or "", say.day(x.day), say.day(due), late, say.money(x.net)])
    grid.append([KIT(say, "total"), "", "", "", cash(say, pay, pay.total)])
    blocks = [*top(say, pay), Block("text", [pay.payee, KIT(say, "payee_street")])]
    blocks += [KIT.facts(say, pay, "ref", "day", "method"), Block("grid", grid=grid, right=(3, 4))]
    return sheet([*blocks, Block("text", [KIT(say, "thanks")]), foot(say)], pays)


@KIT.form("waste_by_weigh_ticket", SIX, 1, 16, credits=True)
def waste_by_weigh_ticket(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A waste company: weigh ticket and tonnes with three places stand before document, day and sum."""
    pay = pays[0]
    keep_only(pay, "day")
    grid = KIT.rows(say, pay, ("doc", "doc_date", "amount"), ("amount",))
    mark = "." if say.language == "en" or pay.currency == "CHF" else ","
    tonnes = [f"{rng.randint(1, 24)}{mark}{rng.randint(0, 99):02}0" for _ in pay.lines]
    grid = _set_between(grid, 0, KIT(say, "tonnes"), tonnes, 1)
    first = rng.randint(200_000, 800_000)
    slips = [f"{first + 7 * at}" for at in range(len(pay.lines))]
    grid = _set_between(grid, 0, KIT(say, "slip"), slips, 1)
    blocks = [*top(say, pay), KIT.facts(say, pay, *FACTS[:-1]), Block("grid", grid=grid, right=(1, 4))]
    return sheet([*blocks, foot(say)], pays)


@KIT.form("solar_bills_with_meter", SIX, 1, 12, reductions="discount")
def solar_bills_with_meter(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A solar installer: plant and metered power beside bill and order; gross, discount, paid, all in currency."""
    pay = pays[0]
    keep_only(pay, "po", "gross", "discount")
    grid = [[*KIT.ws(say, "panel", "kwh", "po", "number", "gross", "discount", "net")]]
    for x in pay.lines:
        sums = [cash(say, pay, one) if one else "-" for one in (x.gross, x.discount, x.net)]
        grid.append(
            [f"PV{rng.randint(10, 99)}", f"{rng.randint(120, 990)}", x.po or "", x.number or "", *sums]
        )
    blocks = [*top(say, pay), KIT.facts(say, pay, "payee", "day", "ref", "total", "method")]
    return sheet([*blocks, Block("grid", grid=grid, right=(1, 4, 5, 6)), foot(say)], pays)


@KIT.form("camp_site_as_little_as_can_be", SIX, 1, 8, credits=True)
def camp_site_as_little_as_can_be(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A camp site: its name and trade, document and amount with a sum under a narrow list, then the payment."""
    pay = pays[0]
    keep_only(pay)
    blocks = [Block("text", [pay.payer, KIT(say, "pitch"), KIT(say, "street")])]
    blocks += [KIT.listed(say, pay, "doc", "kind", "amount", sums=("amount",))]
    blocks += [KIT.facts(say, pay, "day", "method", "ref", "payee"), Block("text", [KIT(say, "thanks")])]
    return sheet(blocks, pays)

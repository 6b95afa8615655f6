"""Pages that ask for thought: an auction's costs, film hire, artists' tax, parts of bills, removals, buildings."""

# ruff: noqa: E501

import random
from datetime import timedelta
from decimal import Decimal as D

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Line, Payment
from bench.layouts.unseen2.phrases import add, keep_only, settle
from bench.layouts.unseen4.kit import cash
from bench.layouts.unseen4.sheets_writing import share
from bench.layouts.unseen5.kit_b import earlier
from bench.layouts.unseen6.kit import sheet
from bench.layouts.unseen6.names_b import FACTS, KIT, SIX, foot, person, place, top, word


def _total(lines: list[Line]) -> D:
    return sum((x.net or D(0) for x in lines), D(0))


@KIT.form("flower_auction_takes_its_costs", SIX, 2, 14)
def flower_auction_takes_its_costs(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Sales under each day of auction with its sum; commission, trolleys and cooling come off at the end."""
    pay = pays[0]
    keep_only(pay)
    heads = [*KIT.ws(say, "number", "lots"), KIT(say, "amount", c=pay.currency)]
    wide: list[int] = []
    grid, half = [heads], (len(pay.lines) + 1) // 2
    for own in (pay.lines[:half], pay.lines[half:]):
        day = pay.day - timedelta(days=9 - len(wide) * 4)
        wide.append(len(grid))
        grid.append([KIT(say, "auction", d=say.day(day)), "", ""])
        grid += [[x.number or "", str(rng.randint(2, 40)), say.money(x.net)] for x in own]
        grid.append([KIT(say, "day_sum"), "", say.money(_total(own))])
    sold = pay.sum
    grid.append([KIT(say, "before_costs"), "", say.money(sold)])
    for at, percent in enumerate(("4", "1.5", "1")):
        cost = share(Line(None, gross=sold), percent)
        why = word(say, "costs", at)
        add(pay, None, "deduction", -cost, reason=why)
        grid.append([why, "", say.money(-cost)])
    settle(pay)
    grid.append([KIT(say, "total"), "", say.money(pay.total)])
    blocks = [*top(say, pay), KIT.facts(say, pay, *FACTS[:-1])]
    return sheet(
        [*blocks, Block("grid", grid=grid, right=(1, 2), wide=tuple(wide)), foot(say)],
        pays,
        "table",
        "document_date",
    )


@KIT.form("cinema_pays_film_hire", SIX, 1, 10)
def cinema_pays_film_hire(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A cinema: film, box office takings, the distributor's share in per cent, its bill, what is paid."""
    pay = pays[0]
    keep_only(pay, "day")
    grid = [[*KIT.ws(say, "film", "box_office", "share", "number", "date", "rental")]]
    for at, x in enumerate(pay.lines):
        percent = rng.choice((40, 45, 50))
        taken = D(rng.randint(900, 40000)) * D("0.2")
        x.net = (taken * percent / 100).quantize(D("0.01"))
        row = [word(say, "films", at), say.money(taken), f"{percent} %", x.number or "", say.day(x.day)]
        grid.append([*row, say.money(x.net)])
    settle(pay)
    grid.append([KIT(say, "sum"), "", "", "", "", say.money(pay.total)])
    blocks = [*top(say, pay), KIT.facts(say, pay, *FACTS), Block("grid", grid=grid, right=(1, 2, 5))]
    # Takings are no bill; whether the hire is a gross amount too, readers may differ.
    return sheet([*blocks, foot(say)], pays, "table", "gross_amount")


@KIT.form("theatre_withholds_artists_tax", SIX, 1, 8)
def theatre_withholds_artists_tax(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A theatre lists fees, sums them up, and takes one tax off all of them before the sum that is paid."""
    pay = pays[0]
    keep_only(pay, "day")
    fees = pay.sum
    grid = KIT.rows(say, pay, ("number", "date", "amount"))
    tax = (fees * D("0.15")).quantize(D("0.01"))
    why = KIT(say, "artist_tax")
    add(pay, None, "deduction", -tax, reason=why)
    settle(pay)
    grid += [[KIT(say, "fees"), "", say.money(fees)], [why, "15 %", say.money(-tax)]]
    grid.append([KIT(say, "total"), "", say.money(pay.total)])
    blocks = [*top(say, pay), KIT.facts(say, pay, "payee", "ref", "day", "method", "currency")]
    return sheet([*blocks, Block("grid", grid=grid, right=(2,)), foot(say)], pays)


@KIT.form("club_pays_bills_in_parts", SIX, 1, 9)
def club_pays_bills_in_parts(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A sports club: the whole bill, what was paid before, what is paid now, what is still to pay."""
    pay = pays[0]
    keep_only(pay, "day")
    grid = [[*KIT.heads(say, pay, ("number", "date")), *KIT.ws(say, "whole", "before", "now", "rest")]]
    for x in pay.lines:
        whole = x.net or D(0)
        before = share(Line(None, gross=whole), rng.choice(("0.5", "25", "40")))
        x.net = share(Line(None, gross=whole), "30")
        rest = whole - before - x.net
        grid.append([x.number or "", say.day(x.day), *map(say.money, (whole, before, x.net, rest))])
    settle(pay)
    blocks = [*top(say, pay), KIT.facts(say, pay, *FACTS), Block("grid", grid=grid, right=(2, 3, 4, 5))]
    return sheet(
        [*blocks, Block("text", [KIT(say, "bye"), person(say, 2)]), foot(say)], pays, "table", "gross_amount"
    )


@KIT.form("removals_tell_the_journey", SIX, 1, 10)
def removals_tell_the_journey(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A removal firm: customer and journey in a cell's first row, the haulier's bill and its day in the second."""
    pay = pays[0]
    keep_only(pay, "day")
    grid = [[KIT(say, "on_us"), KIT(say, "job"), KIT(say, "net")]]
    for at, x in enumerate(pay.lines):
        way = KIT(say, "from_to", p=person(say, at).split()[-1], a=place(say, at), b=place(say, at + 3))
        told = KIT(say, "dated", n=x.number or "", d=say.day(x.day))
        grid.append([f"U{rng.randint(110, 990)}", f"{way}\n{told}", say.money(x.net)])
    grid.append(["", KIT(say, "sum"), say.money(pay.total)])
    blocks = [*top(say, pay), KIT.facts(say, pay, *FACTS), Block("grid", grid=grid, right=(2,)), foot(say)]
    return sheet(blocks, pays)


@KIT.form("cleaners_by_building_and_hour", SIX, 2, 14)
def cleaners_by_building_and_hour(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A cleaning firm pays self-employed cleaners: under each building hours and rate before the sum; a sum for each building."""
    pay = pays[0]
    keep_only(pay, "day")
    grid, wide = [[*KIT.heads(say, pay, ("number", "date")), *KIT.ws(say, "hours", "rate", "net")]], []
    for x in pay.lines:
        hours, cents = rng.randint(3, 60), rng.randint(1400, 3900)
        x.net = D(hours * cents) / 100
        x.po = f"{hours}:{cents}"
    half = (len(pay.lines) + 1) // 2
    for at, own in enumerate((pay.lines[:half], pay.lines[half:])):
        wide.append(len(grid))
        grid.append([KIT(say, "building", t=place(say, at)), "", "", "", ""])
        for x in own:
            hours, cents = (int(part) for part in (x.po or "").split(":"))
            grid.append(
                [x.number or "", say.day(x.day), str(hours), say.money(D(cents) / 100), say.money(x.net)]
            )
        grid.append([KIT(say, "building_sum", t=place(say, at)), "", "", "", say.money(_total(own))])
    keep_only(pay, "day")
    settle(pay)
    blocks = [*top(say, pay), Block("grid", grid=grid, right=(2, 3, 4), wide=tuple(wide))]
    return sheet([*blocks, KIT.facts(say, pay, "total", "payee", "ref", "day", "method"), foot(say)], pays)


@KIT.form("event_against_quotation", SIX, 1, 10)
def event_against_quotation(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An event agency: quotation, bill, what was not approved of it, what is paid."""
    pay = pays[0]
    keep_only(pay, "day", "gross")
    grid = [
        [*KIT.heads(say, pay, ("number", "date")), *KIT.ws(say, "estimate", "gross", "not_approved", "net")]
    ]
    for x in pay.lines:
        quoted = x.gross or D(0)
        if rng.random() < 0.5:
            x.deduction = share(x, rng.choice(("2", "6", "11")))
            quoted -= x.deduction - D(rng.randint(0, 900)) / 100
        x.net = (x.gross or D(0)) - (x.deduction or D(0))
        sums = map(say.money, (quoted, x.gross, x.deduction, x.net))
        grid.append([x.number or "", say.day(x.day), *sums])
    settle(pay)
    grid.append([KIT(say, "sum"), *[""] * 4, say.money(pay.total)])
    blocks = [*top(say, pay), KIT.facts(say, pay, *FACTS), Block("grid", grid=grid, right=(2, 3, 4, 5))]
    return sheet([*blocks, foot(say)], pays, "table", "deduction_reason")


@KIT.form("season_with_running_total", SIX, 2, 16, credits=True)
def season_with_running_total(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A camp site adds up: behind each document's sum stands what all so far come to; no row of totals."""
    pay, grown = pays[0], D(0)
    keep_only(pay, "day")
    grid = [[*KIT.heads(say, pay, ("doc_date", "kind", "doc", "net")), KIT(say, "running")]]
    for x, row in zip(pay.lines, KIT.cells(say, pay, ("doc_date", "kind", "doc", "net")), strict=True):
        grown += x.net or D(0)
        grid.append([*row, say.money(grown)])
    blocks = [*top(say, pay), KIT.facts(say, pay, *FACTS), Block("grid", grid=grid, right=(3, 4)), foot(say)]
    return sheet(blocks, pays)


@KIT.form("telephone_companies_set_off", SIX, 2, 10)
def telephone_companies_set_off(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Two lists: the payee's bills, then debit notes of the payer without a sign, set off; then the balance."""
    pay = pays[0]
    keep_only(pay, "day")
    yours = KIT.listed(say, pay, "number", "date", "amount", sums=("amount",))
    notes, first = [], rng.randint(3000, 9000)
    for at in range(rng.randint(1, 3)):
        cut = share(Line(None, gross=pay.total), rng.choice(("2", "3.5", "5")))
        notes.append(Line(f"LT{first + 3 * at}", "debit_note", pay.day, net=-cut))
    grid = [[KIT(say, "debit_note"), *KIT.heads(say, pay, ("date", "amount"))]]
    grid[0][1] = KIT(say, "doc_date")
    grid += [[x.number or "", say.day(x.day), say.money(-(x.net or D(0)))] for x in notes]
    grid.append([KIT(say, "sum"), "", say.money(-_total(notes))])
    pay.lines += notes
    settle(pay)
    blocks = [*top(say, pay), KIT.facts(say, pay, *FACTS[:-1]), Block("text", [KIT(say, "yours")]), yours]
    blocks += [Block("text", [KIT(say, "ours")]), Block("grid", grid=grid, right=(2,))]
    blocks += [Block("text", [f"{KIT(say, 'left_over')}: {cash(say, pay, pay.total)}"]), foot(say)]
    return sheet(blocks, pays)


@KIT.form("booked_for_next_season", SIX, 1, 10, credits=True)
def booked_for_next_season(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A theatre's second table holds what is booked for the next season, which is no part of the payment."""
    pay = pays[0]
    keep_only(pay, "day")
    later = [[KIT(say, "film"), KIT(say, "amount", c=pay.currency)]]
    later += [[word(say, "films", at), say.money(D(rng.randint(20, 900)))] for at in range(2)]
    blocks = [*top(say, pay), Block("text", [pay.payee, KIT(say, "payee_street")])]
    blocks += [KIT.facts(say, pay, "day", "method", "ref", "total"), Block("text", [KIT(say, "as_follows")])]
    blocks += [KIT.listed(say, pay, "doc", "doc_date", "kind", "net", sums=("net",))]
    blocks += [Block("text", [KIT(say, "next_season")]), Block("grid", grid=later, right=(1,)), foot(say)]
    return sheet(blocks, pays)


@KIT.form("double_payment_told_below", SIX, 2, 9)
def double_payment_told_below(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Under the list a sentence tells of a bill once paid twice, whose sum is taken off; then the total."""
    pay = pays[0]
    keep_only(pay, "day")
    table = KIT.listed(say, pay, "number", "date", "amount")
    back = share(Line(None, gross=pay.total), "3")
    old = earlier(pay.lines[0].number, rng.randint(200, 900))
    # A sum taken back for a bill once paid twice: readers may call its kind and its reason several things.
    add(pay, old, "deduction", -back, reason=None)
    settle(pay)
    told = KIT(say, "returned", n=old, sum=cash(say, pay, back))
    blocks = [*top(say, pay), KIT.facts(say, pay, *FACTS[:-1]), table, Block("para", [told])]
    blocks += [Block("text", [f"{KIT(say, 'total')}: {cash(say, pay, pay.total)}"]), foot(say)]
    return sheet(blocks, pays, "table", "document_type", "deduction_reason")


@KIT.form("months_summed_at_the_side", SIX, 2, 14)
def months_summed_at_the_side(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A ferry line sorts by day; the far column tells a month's sum, in the last row of that month only."""
    pay = pays[0]
    keep_only(pay, "day")
    pay.lines.sort(key=lambda x: x.day or pay.day)
    grid, month = [[*KIT.heads(say, pay, ("date", "number", "net")), KIT(say, "month_sum")]], D(0)
    for x, after in zip(pay.lines, [*pay.lines[1:], None], strict=True):
        month += x.net or D(0)
        ends = after is None or (after.day or pay.day).month != (x.day or pay.day).month
        grid.append([say.day(x.day), x.number or "", say.money(x.net), say.money(month) if ends else ""])
        month = D(0) if ends else month
    grid.append([KIT(say, "total"), "", "", say.money(pay.total)])
    blocks = [*top(say, pay), KIT.facts(say, pay, *FACTS[:-1]), Block("grid", grid=grid, right=(2, 3))]
    return sheet([*blocks, foot(say)], pays)


@KIT.form("list_goes_on_at_the_right", SIX, 4, 20)
def list_goes_on_at_the_right(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A club's sheet: the list fills the left half of the page and goes on, under heads again, in the right half."""
    pay = pays[0]
    keep_only(pay, "day")
    cells, half = KIT.cells(say, pay, ("number", "date", "amount")), (len(pay.lines) + 1) // 2
    heads = KIT.heads(say, pay, ("number", "date", "amount"))
    grid = [[*heads, *heads]]
    grid += [[*a, *b] for a, b in zip(cells[:half], [*cells[half:], ["", "", ""]], strict=False)]
    blocks = [
        *top(say, pay),
        KIT.facts(say, pay, "payee", "day", "ref", "total"),
        Block("grid", grid=grid, right=(2, 5)),
    ]
    pay.method = None
    return sheet([*blocks, Block("text", [KIT(say, "bye"), person(say)]), foot(say)], pays)

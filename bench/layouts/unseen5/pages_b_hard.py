"""Pages that ask for thought: slips side by side, weeks across, charges below, guests, kilos, shares."""

import random
from datetime import timedelta

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Line, Payment
from bench.layouts.unseen2.ink import Ink
from bench.layouts.unseen2.phrases import ALONE, PAPER, D, add, keep_only, settle
from bench.layouts.unseen4.kit import cash
from bench.layouts.unseen4.sheets_writing import share
from bench.layouts.unseen5.kit_b import FACTS, KIT, SIX, drawn, earlier, foot, on_paper, plain, top, word
from bench.layouts.unseen5.names_b import person

_TWO_ROWS = tuple(one for one in PAPER if one != "pdf_web")
"""Media that keep two rows in a cell."""


@KIT.form("slips_side_by_side", SIX, 1, 9, payments=2, media=ALONE)
def slips_side_by_side(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Two payments on one page, each on a slip of its own: one in the left half, one in the right half."""
    ink, ways = Ink(height=8), ("transfer", "cheque")
    ink.at(45, pays[0].payer, height=12)
    ink.down(1.8)
    ink.row((45,), (f"{KIT(say, 'payee')}: {pays[0].payee}",), step=2.5)
    start = ink.y
    for at, pay in enumerate(pays):
        keep_only(pay, "day")
        pay.lines, pay.method, left = pay.lines[:9], ways[at], 45 + at * 262
        settle(pay)
        ink.y = start
        ink.box(left - 6, 248, 300, up=14)
        ink.row((left,), (KIT(say, "slip", n=str(at + 1)),), step=2)
        for label, value in KIT.pairs(plain(say), pay, "ref", "day", "method", "total"):
            ink.row((left, left + 112), (label, value))
        ink.down(0.8)
        places = (left, left + 112, left + 236)
        ink.row(places, KIT.heads(say, pay, ("number", "date", "net")), right=(2,), step=1.8)
        for row in KIT.cells(say, pay, ("number", "date", "net")):
            ink.row(places, row, right=(2,))
    return drawn(("pdf", ink.pdf()), pays)


@KIT.form("bills_by_shop_and_week", SIX, 3, 12, media=_TWO_ROWS)
def bills_by_shop_and_week(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Shops downwards, weeks across; a cell holds a bill's number over its amount, as a line explains."""
    pay = pays[0]
    keep_only(pay)
    pay.lines = pay.lines[:12]
    settle(pay)
    first, across = rng.randint(2, 40), 3
    grid = [[KIT(say, "shop"), *(KIT(say, "week", n=str(first + at)) for at in range(across))]]
    for at in range(0, len(pay.lines), across):
        own = [f"{x.number}\n{say.money(x.net)}" for x in pay.lines[at : at + across]]
        grid.append([f"{rng.randint(2, 98):03}", *own, *[""] * (across - len(own))])
    blocks = [*top(say, pay), KIT.facts(say, pay, *FACTS), Block("text", [KIT(say, "cell_says")])]
    return on_paper([*blocks, Block("grid", grid=grid), foot(say)], pays)


@KIT.form("group_takes_its_charges", SIX, 2, 12, credits=True)
def group_takes_its_charges(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A buying group's list and its sum; its own charges with code and rate stand in a second list below."""
    pay = pays[0]
    keep_only(pay, "day")
    listed = KIT.listed(say, pay, "doc", "kind", "doc_date", "amount")
    bills, rows = pay.sum, [[*KIT.ws(say, "code", "text", "rate"), KIT(say, "amount", c=pay.currency)]]
    for at, rate in enumerate(rng.sample(("0.5", "1.25", "2"), 2)):
        code = f"Z{10 + 5 * at}"
        line = add(pay, None, "deduction", -(bills * D(rate) / 100).quantize(D("0.01")), reason=code)
        told = f"{rate} %".replace(".", "," if "," in say.money(D("0.5")) else ".")
        rows.append([code, word(say, "charge_words", at), told, say.money(line.net)])
    settle(pay)
    listed.grid.append([KIT(say, "bills_in_all"), "", "", say.money(bills)])
    blocks = [*top(say, pay), KIT.facts(say, pay, *FACTS[:-1]), listed, Block("text", [KIT(say, "charges")])]
    blocks += [Block("grid", grid=rows, right=(3,)), Block("pairs", pairs=KIT.pairs(say, pay, "total"))]
    return on_paper([*blocks, foot(say)], pays)


@KIT.form("guests_over_their_bills", SIX, 1, 10)
def guests_over_their_bills(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A travel agency pays a hotel: guest and stay in one row, below it bill, commission, rest."""
    pay = pays[0]
    keep_only(pay, "gross")
    heads = [KIT.ws(say, "guest", "arrival", "departure", "nights")]
    heads.append(KIT.ws(say, "hotel_bill", "gross", "our_commission", "net"))
    rows = []
    for at, x in enumerate(pay.lines):
        x.deduction = share(x, "10")
        x.net = (x.gross or D(0)) - x.deduction
        nights, come = rng.randint(1, 9), pay.day - timedelta(days=rng.randint(20, 60))
        stay = [say.day(come), say.day(come + timedelta(days=nights)), str(nights)]
        rows.append([person(say, at), *stay])
        rows.append([x.number or "", say.money(x.gross), say.money(x.deduction), say.money(x.net)])
    settle(pay)
    rows.append([KIT(say, "sum"), "", "", say.money(pay.total)])
    blocks = [*top(say, pay), KIT.facts(say, pay, *FACTS)]
    blocks += [Block("grid", grid=[*heads, *rows], heads=2, right=(1, 2, 3)), foot(say)]
    return on_paper(blocks, pays, "table", "deduction_reason")


@KIT.form("kilos_less_a_levy", SIX, 1, 14)
def kilos_less_a_levy(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A co-operative pays a grower: produce, kilos and price stand before the amount; a levy goes off."""
    pay = pays[0]
    keep_only(pay, "day", "gross")
    grid = [[*KIT.heads(say, pay, ("number", "date")), *KIT.ws(say, "produce", "kilos", "price_kilo")]]
    grid[0] += KIT.ws(say, "gross", "levy", "net")
    for at, x in enumerate(pay.lines):
        price, kilos = D(rng.randint(21, 180)) / 100, rng.randint(200, 9000)
        x.gross = price * kilos
        x.deduction = share(x, "2")
        x.net = x.gross - x.deduction
        row = [x.number or "", say.day(x.day), word(say, "produces", at), str(kilos), say.money(price)]
        grid.append([*row, say.money(x.gross), say.money(x.deduction), say.money(x.net)])
    settle(pay)
    grid.append([KIT(say, "sum"), *[""] * 6, say.money(pay.total)])
    blocks = [*top(say, pay), KIT.facts(say, pay, *FACTS), Block("grid", grid=grid, right=(3, 4, 5, 6, 7))]
    return on_paper([*blocks, foot(say)], pays, "table", "deduction_reason")


@KIT.form("cuts_that_bear_a_minus", SIX, 2, 14, reductions="both")
def cuts_that_bear_a_minus(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A retailer prints what it takes off as negative amounts: each row adds up from left to right."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount", "deduction", "reason")
    names = ("number", "date", "gross", "discount", "reason", "deduction", "net")
    grid = [KIT.heads(say, pay, names)]
    for x, row in zip(pay.lines, KIT.cells(say, pay, names), strict=True):
        row[3] = say.money(-x.discount) if x.discount else ""
        row[5] = say.money(-x.deduction) if x.deduction else ""
        grid.append(row)
    grid.append([KIT(say, "sum"), *[""] * 5, say.money(pay.total)])
    blocks = [*top(say, pay, address=True), KIT.facts(say, pay, *FACTS[1:])]
    return on_paper([*blocks, Block("grid", grid=grid, right=(2, 3, 5, 6)), foot(say)], pays)


@KIT.form("credit_below_the_bill_it_lessens", SIX, 1, 8)
def credit_below_the_bill_it_lessens(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Some bills are followed by their credit note; a last column tells what is paid for both together."""
    pay = pays[0]
    keep_only(pay, "day")
    grid, lines = [[*KIT.heads(say, pay, ("doc", "doc_date", "amount")), KIT(say, "to_pay")]], list[Line]()
    for at, x in enumerate(pay.lines):
        own = [x]
        if at % 3 == 0:
            less = -share(Line(None, gross=x.net), "7")
            number = earlier(x.number, 311)
            own.append(Line(number, "credit_note", (x.day or pay.day) + timedelta(days=4), net=less))
        for one in own:
            name = f"{KIT(say, 'less_cn')} {one.number}" if one is not x else x.number or ""
            grid.append([name, say.day(one.day), say.money(one.net), ""])
        grid[-1][3] = say.money(sum((one.net or D(0) for one in own), D(0)))
        lines += own
    pay.lines = lines
    settle(pay)
    grid.append([KIT(say, "sum"), "", "", say.money(pay.total)])
    blocks = [*top(say, pay), KIT.facts(say, pay, *FACTS), Block("grid", grid=grid, right=(2, 3)), foot(say)]
    return on_paper(blocks, pays)


@KIT.form("cheque_with_its_back", SIX, 1, 10, reductions="discount")
def cheque_with_its_back(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The cheque stands on the first page; what it pays is listed on the second, its back."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    pay.method = "cheque"
    known = [*KIT.pairs(say, pay, "cheque_no"), (KIT(say, "issued"), say.day(pay.day))]
    known += [(KIT(say, "order_of"), pay.payee), (KIT(say, "against"), cash(say, pay, pay.total))]
    known.append((KIT(say, "drawer"), pay.payer))
    blocks = [Block("text", [KIT(say, "bank")]), Block("pairs", pairs=known)]
    blocks += [Block("text", [KIT(say, "see_back")]), Block("page")]
    names = ("number", "date", "gross", "discount", "net")
    return on_paper([*blocks, KIT.listed(say, pay, *names, sums=("gross", "discount", "net"))], pays)


@KIT.form("part_that_falls_to_us", SIX, 1, 10)
def part_that_falls_to_us(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A house pays its share of common bills: the whole bill, the share in hundredths, what was paid."""
    pay = pays[0]
    keep_only(pay, "day")
    grid = [[*KIT.heads(say, pay, ("number", "date")), *KIT.ws(say, "whole", "share", "share_paid")]]
    for x in pay.lines:
        part = rng.choice((25, 40, 50, 60))
        whole = x.net or D(0)
        x.net = share(Line(None, gross=whole), str(part))
        grid.append([x.number or "", say.day(x.day), say.money(whole), f"{part} %", say.money(x.net)])
    settle(pay)
    grid.append([KIT(say, "sum"), "", "", "", say.money(pay.total)])
    blocks = [
        *top(say, pay),
        KIT.facts(say, pay, *FACTS),
        Block("grid", grid=grid, right=(2, 3, 4)),
        foot(say),
    ]
    # Whether the whole bill is the gross amount of what is paid, two readers may differ.
    return on_paper(blocks, pays, "table", "gross_amount")


@KIT.form("accounts_of_one_supplier", SIX, 2, 14, credits=True)
def accounts_of_one_supplier(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The payer keeps two accounts for the payee: a list with its sum for each, then the payment of both."""
    pay = pays[0]
    keep_only(pay, "day", "po")
    blocks, half = [*top(say, pay, address=True)], max(1, len(pay.lines) // 2)
    names, all_lines = ("number", "kind", "date", "po", "amount"), pay.lines
    for at, own in enumerate((all_lines[:half], all_lines[half:])):
        pay.lines = own
        blocks.append(Block("text", [f"{KIT(say, 'your_account')} {40 + at}-{rng.randint(1000, 9999)}"]))
        listed = KIT.listed(say, pay, *names)
        listed.grid.append([KIT(say, "sub"), "", "", "", say.money(pay.sum)])
        blocks.append(listed)
    pay.lines = all_lines
    return on_paper(
        [*blocks, KIT.facts(say, pay, "total", "ref", "day", "method", "currency"), foot(say)], pays
    )


@KIT.form("addresses_over_their_bills", SIX, 2, 14)
def addresses_over_their_bills(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A letting office: an address with figures of its own stands over the bills of each house."""
    pay = pays[0]
    keep_only(pay, "day")
    grid, wide = [KIT.heads(say, pay, ("number", "date", "net"))], []
    rows, lanes = KIT.cells(say, pay, ("number", "date", "net")), KIT(say, "lanes").split("; ")
    size = -(-len(rows) // len(lanes))
    for at in range(0, len(rows), size):
        wide.append(len(grid))
        grid += [[lanes[at // size], "", ""], *rows[at : at + size]]
    grid.append([KIT(say, "sum"), "", say.money(pay.total)])
    blocks = [*top(say, pay), KIT.facts(say, pay, *FACTS)]
    return on_paper([*blocks, Block("grid", grid=grid, right=(2,), wide=tuple(wide)), foot(say)], pays)

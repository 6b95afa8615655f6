"""What builders and carriers send: valuations, retention, taxes, containers, waybills, two currencies."""

import random
from decimal import Decimal

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Line, Payment
from bench.layouts.unseen2.phrases import (
    ALL,
    CENT,
    LETTERS,
    D,
    add,
    cash,
    facts,
    held,
    keep_only,
    opened,
    pairs_of,
    settle,
    small,
    w,
    window,
    ws,
)

NO_REASON = frozenset({"deduction_reason"})


def _retain(line: Line, share: str = "0.05") -> None:
    line.deduction = (line.gross * D(share)).quantize(CENT)
    line.net = line.gross - line.deduction - (line.discount or 0)


@held("valuation_sheet", 1, 1, reductions="discount", media=LETTERS)
def valuation_sheet(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """One invoice of a building site, worked out downwards from the whole work to what is transferred."""
    pay = pays[0]
    line = pay.lines[0]
    line.discount = line.discount or (line.gross * D("0.02")).quantize(CENT)
    keep_only(pay, "day", "gross", "discount")
    _retain(line)
    settle(pay)
    earlier = line.gross * 3 + D(rng.randint(10000, 99999)) / 100
    grid = [
        [w(say, "valuation"), say.money(earlier + line.gross)],
        [w(say, "previous"), say.money(earlier)],
        [w(say, "this_claim"), say.money(line.gross)],
        [w(say, "less_retention"), say.money(line.deduction)],
        [w(say, "less_discount"), say.money(line.discount)],
        [w(say, "total"), cash(say, pay, pay.total)],
    ]
    about = f"{w(say, 'your_invoice')} {line.number} {w(say, 'of_day')} {say.day(line.day)}"
    site = f"{w(say, 'site')}: Kiln Lane 22-{rng.randint(30, 60)}"
    body = [Block("text", [site, about]), Block("grid", grid=grid, heads=0, right=(1,))]
    return Sheet([*opened(say, pay, total=False), *body], pays, ALL, "key_value", open=NO_REASON)


@held("certificate_over_row", 2, 8)
def certificate_over_row(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A row that names certificate and lot stands over each row of number, day and amounts."""
    pay = pays[0]
    keep_only(pay, "day", "gross")
    grid, wide = [ws(say, "number", "date", "claimed", "retained", "net")], []
    for at, x in enumerate(pay.lines):
        _retain(x)
        lot = w(say, "lots").split(",")[at % 4]
        wide.append(len(grid))
        grid.append([w(say, "certificate", n=str(rng.randint(2, 14)), lot=lot), "", "", "", ""])
        grid.append([x.number, say.day(x.day), *map(say.money, (x.gross, x.deduction, x.net))])
    settle(pay)
    grid.append([w(say, "total"), "", "", "", say.money(pay.total)])
    block = Block("grid", grid=grid, right=(2, 3, 4), wide=tuple(wide))
    return Sheet([*opened(say, pay, total=False), block], pays, ALL, open=NO_REASON)


@held("labour_and_materials", 1, 5, media=LETTERS)
def labour_and_materials(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Each invoice is a small sum: labour, materials, tax withheld on the labour, what is paid."""
    pay = pays[0]
    keep_only(pay, "day")
    blocks = opened(say, pay, total=False)
    for x in pay.lines:
        work = (x.net * D(rng.randint(30, 70)) / 100).quantize(CENT)
        stuff = x.net - work
        x.deduction = (work / 5).quantize(CENT)
        x.net = work + stuff - x.deduction
        head = f"{w(say, 'your_invoice')} {x.number} {w(say, 'of_day')} {say.day(x.day)}"
        rows = [("labour", work), ("material", stuff), ("tax_held", -x.deduction), ("net", x.net)]
        grid = [[w(say, name), say.money(amount)] for name, amount in rows]
        blocks += [Block("text", [head]), Block("grid", grid=grid, heads=0, right=(1,))]
    settle(pay)
    end = Block("pairs", pairs=pairs_of(say, pay, "total"), place="colon")
    return Sheet([*blocks, end], pays, ALL, "key_value", open=NO_REASON)


@held("containers", 3, 12)
def containers(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Documents stand under the container they concern; containers and bills of lading look like numbers."""
    pay = pays[0]
    keep_only(pay, "day")
    grid, wide, at = [ws(say, "bl", "number", "date", "amount")], [], 0
    while at < len(pay.lines):
        box = f"{rng.choice(('TRLU', 'KLNU', 'VESU'))} {rng.randint(100000, 999999)}-{rng.randint(0, 9)}"
        wide.append(len(grid))
        grid.append([f"{w(say, 'container')} {box}  40' HC", "", "", ""])
        for x in pay.lines[at : (at := at + rng.randint(1, 3))]:
            grid.append([f"HBL{rng.randint(10000, 99999)}", x.number, say.day(x.day), say.money(x.net)])
    grid.append([w(say, "sum"), "", "", say.money(pay.total)])
    block = Block("grid", grid=grid, right=(3,), wide=tuple(wide))
    return Sheet([*opened(say, pay), block], pays, ALL)


@held("waybill_in_three_rows", 2, 8)
def waybill_in_three_rows(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Waybill and route, then number, day and amount, then pieces and weight: three rows a document."""
    pay = pays[0]
    keep_only(pay, "day")
    grid = [[w(say, "awb"), "", ""], ws(say, "number", "date", "amount")]
    for x in pay.lines:
        route = rng.choice(("ZRH-PRG", "LIS-OSL", "BRU-ATH", "MXP-GOT"))
        grid.append([f"{rng.randint(100, 199)}-{rng.randint(10**7, 10**8 - 1)}", route, ""])
        grid.append([x.number, say.day(x.day), say.money(x.net)])
        heavy = w(say, "pieces", n=str(rng.randint(1, 40)), kg=str(rng.randint(12, 960)))
        grid.append([heavy, "", ""])
    grid.append([w(say, "total"), "", say.money(pay.total)])
    block = Block("grid", grid=grid, heads=2, right=(2,))
    return Sheet([*opened(say, pay, total=False), block], pays, ALL)


@held("less_rows_unnumbered", 2, 8)
def less_rows_unnumbered(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Under some documents rows without number and day take charges off; no sum stands for each document."""
    pay = pays[0]
    keep_only(pay, "day")
    grid, lines = [ws(say, "number", "date", "amount")], []
    for x in pay.lines:
        lines.append(x)
        grid.append([x.number, say.day(x.day), say.money(x.net)])
        for why in rng.sample(("demurrage", "cleaning"), rng.choice((0, 0, 1, 2))):
            cut = -(x.net * D(rng.randint(10, 60)) / 1000).quantize(CENT)
            lines.append(Line(None, "deduction", reason=w(say, why), net=cut))
            grid.append([w(say, why), "", say.money(cut)])
    pay.lines = lines
    settle(pay)
    grid.append([w(say, "total"), "", say.money(pay.total)])
    return Sheet([*opened(say, pay), Block("grid", grid=grid, right=(2,))], pays, ALL)


@held("memo_currency", 2, 10, credits=True)
def memo_currency(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Paid in one currency; a second column tells the same in the payer's own, and both are summed."""
    pay = pays[0]
    own, pay.currency = pay.currency, "USD"
    keep_only(pay, "day")
    rate = D(rng.randint(8300, 9700)) / 10000
    heads = [*ws(say, "number", "date"), w(say, "in_cur", cur="USD"), w(say, "memo", cur=own)]
    grid, there = [heads], D(0)
    for x in pay.lines:
        here = (x.net * rate).quantize(CENT)
        there += here
        grid.append([x.number, say.day(x.day), say.money(x.net), say.money(here)])
    grid.append([w(say, "sum"), "", say.money(pay.total), say.money(there)])
    first = [*window(say, pay), Block("text", [w(say, "title")]), facts(say, pay, "ref", "day", "method")]
    return Sheet([*first, Block("grid", grid=grid, right=(2, 3))], pays, ALL)


@held("footnote_tells_discount", 2, 8, media=LETTERS)
def footnote_tells_discount(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The table holds what was paid; a star leads to a note that tells gross and discount."""
    pay = pays[0]
    keep_only(pay, "day")
    line = rng.choice(pay.lines)
    line.gross = line.net
    line.discount = (line.gross * D("0.03")).quantize(CENT)
    line.net = line.gross - line.discount
    settle(pay)
    grid = [ws(say, "number", "date", "net")]
    for x in pay.lines:
        grid.append([x.number, say.day(x.day), f"{say.money(x.net)}{' *' if x is line else ''}"])
    grid.append([w(say, "total"), "", say.money(pay.total)])
    told = w(say, "star_note", gross=say.money(line.gross), cut=say.money(line.discount))
    blocks = [*opened(say, pay), Block("grid", grid=grid, right=(2,)), Block("text", [told])]
    return Sheet(blocks, pays, ALL)


@held("recovered_overpayment", 2, 8, media=LETTERS)
def recovered_overpayment(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """What was paid too much in an earlier payment is kept back on a row of its own, behind the invoices."""
    pay = pays[0]
    keep_only(pay, "day")
    grid = [ws(say, "number", "date", "amount")]
    grid += [[x.number, say.day(x.day), say.money(x.net)] for x in pay.lines]
    before: Decimal = small(rng, pay, "0.2")
    cut = add(pay, None, "deduction", -before, reason=w(say, "recovered"))
    grid.append([w(say, "recovered"), "", say.money(cut.net)])
    settle(pay)
    grid.append([w(say, "total"), "", say.money(pay.total)])
    blocks = [*opened(say, pay), Block("grid", grid=grid, right=(2,))]
    return Sheet(blocks, pays, ALL)

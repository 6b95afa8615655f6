"""Advices of ports, mines, mills, lessors and banks that need thought."""

# ruff: noqa: E501

import random
from datetime import timedelta
from decimal import Decimal

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import CENT, D, keep_only, settle
from bench.layouts.unseen4.kit import cash
from bench.layouts.unseen6.kit import sheet
from bench.layouts.unseen6.names_a import by, foot, nth, top, w


@w.form("port_call_by_call", "en nl de", 2, 14, credits=True)
def port_call_by_call(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A vessel's name and call stand in a row of their own over its bills; behind each a sum of the call."""
    pay = by(say, pays, "port")
    keep_only(pay, "day")
    names = ("doc", "doc_date", "amount")
    grid, wide, own = [w.heads(say, pay, names)], [], w.cells(say, pay, names)
    size = -(-len(own) // 2)
    for call, at in enumerate(range(0, len(own), size)):
        wide.append(len(grid))
        ship = f"{nth(say, 'ships', call + len(own))} - {w(say, 'call')} {rng.randint(100, 999)}"
        total = sum((x.net or D(0) for x in pay.lines[at : at + size]), D(0))
        grid += [[ship, "", ""], *own[at : at + size], [w(say, "sub"), "", say.money(total)]]
    grid.append([w(say, "total"), "", say.money(pay.total)])
    known = w.facts(say, pay, "payee", "ref", "day", "method", "currency")
    block = Block("grid", grid=grid, right=(2,), wide=tuple(wide))
    return sheet([*top(say, pay), known, block, foot(say)], pays)


@w.form("mine_less_penalties", "en fr de", 1, 10)
def mine_less_penalties(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A mine's buyer: tonnes and grade, billed, a penalty for moisture on some lots with a minus, paid."""
    pay = by(say, pays, "mine")
    keep_only(pay, "gross")
    grid = [
        [
            *w.heads(say, pay, ("number",)),
            *w.ws(say, "tonnes", "grade"),
            *w.heads(say, pay, ("gross",)),
            *w.ws(say, "penalty", "net"),
        ]
    ]
    for x in pay.lines:
        x.deduction = (x.gross * rng.randint(1, 4) / 100).quantize(CENT) if rng.random() < 0.6 else None
        x.net = x.gross - (x.deduction or 0)
        lot = [f"{rng.randint(12, 80)}.{rng.randint(0, 9)} t", f"{rng.randint(18, 64)} %"]
        cut = say.money(-x.deduction) if x.deduction else ""
        grid.append([x.number or "", *lot, say.money(x.gross), cut, say.money(x.net)])
    settle(pay)
    grid.append([w(say, "sum"), "", "", "", "", say.money(pay.total)])
    known = w.facts(say, pay, "payee", "ref", "day", "method", "currency", "total")
    # The head of the column is a reason to some readers and none to others.
    return sheet(
        [*top(say, pay), known, Block("grid", grid=grid, right=(1, 2, 3, 4, 5)), foot(say)],
        pays,
        "table",
        "deduction_reason",
    )


@w.form("steel_and_its_surcharge", "de it en", 1, 12)
def steel_and_its_surcharge(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Base price and alloy surcharge add up to what is paid; kilos stand before them."""
    pay = by(say, pays, "steel")
    keep_only(pay, "day")
    grid = [[*w.heads(say, pay, ("number", "date")), *w.ws(say, "kilos", "base", "alloy"), w(say, "net")]]
    for x in pay.lines:
        alloy = (x.net * rng.randint(12, 35) / 100).quantize(CENT)
        money = [say.money(one) for one in (x.net - alloy, alloy, x.net)]
        grid.append([x.number or "", say.day(x.day), f"{rng.randint(200, 24000)} kg", *money])
    grid.append([w(say, "sum"), "", "", "", "", say.money(pay.total)])
    known = w.facts(say, pay, "payee", "day", "ref", "method", "currency")
    block = Block("grid", grid=grid, right=(2, 3, 4, 5))
    return sheet([*top(say, pay), known, block, foot(say)], pays, "table", "gross_amount")


@w.form("weaver_cuts_by_letter", "it de en fr", 2, 12)
def weaver_cuts_by_letter(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A mill cuts for faults: a letter beside each cut, explained in a legend under the list."""
    pay = by(say, pays, "textile")
    keep_only(pay, "day", "gross")
    for at, x in enumerate(pay.lines):
        if at == 0 or rng.random() < 0.4:
            x.deduction = max(D("2.00"), (x.gross * rng.randint(2, 15) / 100).quantize(CENT))
            x.reason = rng.choice("FMSU")
        x.net = x.gross - (x.deduction or 0)
    settle(pay)
    names = ("number", "date", "gross", "deduction", "reason", "net")
    listed = w.listed(say, pay, *names, sums=("net",))
    known = w.facts(say, pay, "payee", "ref", "day", "method", "currency")
    return sheet([*top(say, pay), known, listed, Block("text", [w(say, "faults")]), foot(say)], pays)


@w.form("lessor_pays_for_objects", "de en it fr", 1, 9)
def lessor_pays_for_objects(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A lessor buys what others use: contract, lessee and object stand before the seller's bill and its amount."""
    pay = by(say, pays, "lease")
    keep_only(pay, "day")
    grid = [[*w.ws(say, "contract", "lessee", "object"), *w.heads(say, pay, ("number", "date", "amount"))]]
    for cells in w.cells(say, pay, ("number", "date", "amount")):
        use = [nth(say, key, rng.randint(0, 3)) for key in ("lessees", "objects")]
        grid.append([f"LV{rng.randint(100_000, 999_999)}", *use, *cells])
    known = w.facts(say, pay, "payee", "ref", "day", "method", "total")
    block = Block("grid", grid=grid, right=(5,))
    return sheet([*top(say, pay), Block("para", [w(say, "lease_told")]), known, block, foot(say)], pays)


def paid_early(rng: random.Random, say: Speech, pay: Payment) -> list[list[str]]:
    """Take interest for the days until a bill falls due; return heads and rows: number, gross, due, days, interest, net."""
    grid = [[*w.heads(say, pay, ("number", "gross")), *w.ws(say, "due", "days", "interest", "credited")]]
    for x in pay.lines:
        days = rng.randint(12, 85)
        x.deduction = max(CENT, (x.gross * D("0.062") * days / 360).quantize(CENT))
        x.net = x.gross - x.deduction
        due = say.day(pay.day + timedelta(days=days))
        grid.append(
            [x.number or "", say.money(x.gross), due, str(days), say.money(x.deduction), say.money(x.net)]
        )
    settle(pay)
    return grid


@w.form("bank_pays_bills_early", "it en fr", 1, 12)
def bank_pays_bills_early(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A bank confirms bills of a buyer and pays them before they fall due: due day, days, interest taken, paid."""
    pay = by(say, pays, "bank")
    keep_only(pay, "gross")
    pay.method, buyer = "transfer", w(say, "buyer_is")
    grid = paid_early(rng, say, pay)
    sums = [sum((getattr(x, name) for x in pay.lines), Decimal(0)) for name in ("gross", "deduction", "net")]
    grid.append([w(say, "sum"), say.money(sums[0]), "", "", say.money(sums[1]), say.money(sums[2])])
    told = Block("para", [w(say, "confirming_told", buyer=buyer)])
    known = w.facts(say, pay, "payee", "ref", "day", "method", "currency", "total")
    block = Block("grid", grid=grid, right=(1, 3, 4, 5))
    # Who pays, the bank or the buyer behind it, and whether interest is a discount, readers see differently.
    unsure = ("payer_name", "discount_amount", "deduction_amount", "deduction_reason")
    return sheet([*top(say, pay), told, known, block, foot(say)], pays, "table", *unsure)


@w.form("bureau_pays_for_its_client", "nl de fr", 1, 9)
def bureau_pays_for_its_client(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An office that keeps wages writes on its own paper for a client: the client pays, at a label; the list is plain."""
    pay = by(say, pays, "payroll")
    keep_only(pay, "day")
    first = [Block("text", [w(say, "bureau"), w(say, "street")]), Block("text", [w(say, "title")])]
    pairs = [(w(say, "in_name_of"), pay.payer), *w.pairs(say, pay, "payee", "ref", "day", "method", "total")]
    listed = w.listed(say, pay, "number", "date", "amount", sums=("amount",))
    told = Block("para", [w(say, "bureau_told")])
    return sheet([*first, told, Block("pairs", pairs=pairs, place="colon"), listed, foot(say)], pays)


@w.form("brewery_counts_empties", "de nl en", 2, 12)
def brewery_counts_empties(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Bills in one list; below it credits for empties in a second one whose amounts bear no sign; a closing sum takes them off."""
    pay = by(say, pays, "brewery")
    keep_only(pay, "day")
    for x in pay.lines[len(pay.lines) - len(pay.lines) // 3 - 1 :][1:]:
        x.kind, x.net = "credit_note", -(x.net / 20).quantize(CENT)
    settle(pay)
    parts: list[Block] = []
    sums = []
    for kind, sign, told in (("invoice", 1, "billed_list"), ("credit_note", -1, "empties_list")):
        own = [x for x in pay.lines if x.kind == kind]
        if not own:
            continue
        total = sum((x.net for x in own), D(0)) * sign
        rows = [[x.number or "", say.day(x.day), say.money(x.net * sign)] for x in own]
        grid = [
            w.heads(say, pay, ("doc", "doc_date", "amount")),
            *rows,
            [w(say, "sum"), "", say.money(total)],
        ]
        parts += [Block("text", [w(say, told)]), Block("grid", grid=grid, right=(2,))]
        sums.append((w(say, told), say.money(total)))
    sums.append((w(say, "total"), cash(say, pay, pay.total)))
    known = w.facts(say, pay, "payee", "ref", "day", "method")
    end = Block("grid", grid=[list(pair) for pair in sums], heads=0, right=(1,))
    return sheet([*top(say, pay), known, *parts, end, foot(say)], pays)

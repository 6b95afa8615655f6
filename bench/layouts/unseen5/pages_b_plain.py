"""Ordinary pages: a chain, a chemist, an inn, lawyers, a house, public services, a foundation, an agency."""

import random
from datetime import timedelta

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import D, keep_only, settle
from bench.layouts.unseen4.kit import cash
from bench.layouts.unseen4.sheets_writing import share
from bench.layouts.unseen5.kit_b import FACTS, KIT, SIX, foot, on_paper, top, word
from bench.layouts.unseen5.names_b import named, person


@KIT.form("chain_settles_for_its_shops", SIX, 2, 18, credits=True)
def chain_settles_for_its_shops(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A chain's head office: number and town of the shop stand before invoice, day and amount."""
    pay = pays[0]
    keep_only(pay, "day")
    shops = [(f"{rng.randint(2, 98):03}", at) for at in range(4)]
    rows = KIT.cells(say, pay, ("number", "date", "kind", "amount"))
    heads = [*KIT.ws(say, "shop", "town"), *KIT.heads(say, pay, ("number", "date", "kind", "amount"))]
    grid = [heads]
    for at, row in enumerate(rows):
        code, town = shops[at * len(shops) // len(rows)]
        grid.append([code, word(say, "towns", town), *row])
    grid.append(["", "", KIT(say, "sum"), "", "", say.money(pay.total)])
    blocks = [*top(say, pay), KIT.facts(say, pay, *FACTS), Block("grid", grid=grid, right=(5,))]
    return on_paper([*blocks, Block("text", [KIT(say, "thanks")]), foot(say)], pays)


@KIT.form("chemist_settles_a_wholesaler", SIX, 1, 16, reductions="discount", credits=True)
def chemist_settles_a_wholesaler(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A chemist's page: document, its day, the day it fell due, gross, discount for early payment, net."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    names = ("doc", "doc_date", "gross", "discount", "net")
    grid = KIT.rows(say, pay, names, ("gross", "discount", "net"))
    due = [KIT(say, "due"), *(say.day(x.day + timedelta(days=30)) if x.day else "" for x in pay.lines), ""]
    grid = [[*row[:2], day, *row[2:]] for row, day in zip(grid, due, strict=True)]
    blocks = [*top(say, pay, address=True), KIT.facts(say, pay, *FACTS[1:])]
    return on_paper([*blocks, Block("grid", grid=grid, right=(3, 4, 5)), foot(say)], pays)


@KIT.form("inn_settles_with_letters_for_kinds", SIX, 2, 14, credits=True)
def inn_settles_with_letters_for_kinds(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An inn's list: a letter says invoice or credit note, as a row under the list explains."""
    pay = pays[0]
    keep_only(pay, "day")
    told = KIT(say, "codes_say")
    marks = [part.split(" = ")[0] for part in told.split(", ")]
    grid = [["", *KIT.heads(say, pay, ("doc_date", "doc", "net"))]]
    for x, row in zip(pay.lines, KIT.cells(say, pay, ("doc_date", "doc", "net")), strict=True):
        grid.append([marks[x.kind == "credit_note"], *row])
    blocks = [*top(say, pay), Block("grid", grid=grid, right=(3,))]
    blocks += [Block("text", [told]), KIT.facts(say, pay, "total", "payee", "day", "ref", "method")]
    return on_paper([*blocks, foot(say)], pays)


@KIT.form("lawyers_pay_fee_notes", SIX, 1, 9)
def lawyers_pay_fee_notes(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A law office pays experts: its file number and the parties' names stand before the fee note."""
    pay = pays[0]
    keep_only(pay, "day")
    pay.method = "transfer"
    heads = [KIT(say, "matter"), "", KIT(say, "fee_note"), *KIT.heads(say, pay, ("date", "amount"))]
    grid = [heads]
    for at, row in enumerate(KIT.cells(say, pay, ("number", "date", "amount"))):
        parties = KIT(say, "versus", a=person(say, at).split()[-1], b=person(say, at + 1).split()[-1])
        grid.append([f"{rng.randint(11, 990)}/25", parties, *row])
    told = KIT(say, "paid_told", day=say.day(pay.day), sum=cash(say, pay, pay.total), ref=pay.reference)
    blocks = [*top(say, pay, address=True), Block("para", [told, KIT(say, "it_pays")])]
    blocks += [Block("grid", grid=grid, right=(4,)), Block("text", [KIT(say, "bye"), person(say, 3)])]
    return on_paper([*blocks, foot(say)], pays)


@KIT.form("agent_pays_for_a_house", SIX, 1, 12)
def agent_pays_for_a_house(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A house's agent heads the page; the house that pays is named at a label; each row tells the work."""
    pay = pays[0]
    keep_only(pay, "day")
    grid = [[KIT(say, "work"), *KIT.heads(say, pay, ("number", "date", "amount"))]]
    for row in KIT.cells(say, pay, ("number", "date", "amount")):
        grid.append([word(say, "works", rng.randint(0, 3)), *row])
    grid.append([KIT(say, "sum"), "", "", say.money(pay.total)])
    head = Block("text", [KIT(say, "agent"), KIT(say, "street")])
    blocks = [head, Block("text", [KIT(say, "title"), KIT(say, "for_account")])]
    blocks += [KIT.facts(say, pay, "payer", *FACTS), Block("grid", grid=grid, right=(3,))]
    return on_paper([*blocks, Block("text", [KIT(say, "thanks")])], pays)


@KIT.form("services_with_their_periods", SIX, 1, 14, credits=True)
def services_with_their_periods(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Bills of public services: the kind of service and the period it was used stand around the number."""
    pay = pays[0]
    heads = [KIT(say, "service"), KIT(say, "number"), KIT(say, "period"), KIT(say, "net")]
    grid = [heads]
    for x in pay.lines:
        last = (x.day or pay.day) - timedelta(days=5)
        used = f"{say.day(last - timedelta(days=30))} - {say.day(last)}"
        grid.append([word(say, "services", rng.randint(0, 3)), x.number or "", used, say.money(x.net)])
    grid.append([KIT(say, "sum"), "", "", say.money(pay.total)])
    keep_only(pay)
    blocks = [*top(say, pay), KIT.facts(say, pay, *FACTS), Block("grid", grid=grid, right=(3,)), foot(say)]
    return on_paper(blocks, pays)


@KIT.form("sign_of_money_in_each_cell", SIX, 1, 12, reductions="discount")
def sign_of_money_in_each_cell(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Every amount bears its currency, in the list and over it; the order stands last."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount", "po")

    def told(amount: D | None) -> str:
        return cash(say, pay, amount) if amount else "-"

    grid = [KIT.heads(say, pay, ("number", "date", "gross", "discount", "net", "po"))]
    for x in pay.lines:
        amounts = (told(x.gross), told(x.discount), told(x.net))
        grid.append([x.number or "", say.day(x.day), *amounts, x.po or ""])
    blocks = [*top(say, pay), KIT.facts(say, pay, "payee", "ref", "day", "method", "total")]
    return on_paper([*blocks, Block("grid", grid=grid, right=(2, 3, 4)), foot(say)], pays)


@KIT.form("foundation_pays_from_funds", SIX, 1, 10)
def foundation_pays_from_funds(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A charity: project and fund stand behind the amount; the treasurer signs with a name."""
    pay = pays[0]
    keep_only(pay, "day")
    grid = KIT.rows(say, pay, ("date", "number", "amount"))
    grid[0] += KIT.ws(say, "project", "fund")
    for row in grid[1:]:
        row += [f"P{rng.randint(101, 140)}", word(say, "funds", rng.randint(0, 2))]
    blocks = [*top(say, pay, address=True), KIT.facts(say, pay, *FACTS[1:])]
    blocks += [Block("grid", grid=grid, right=(2,)), Block("text", [person(say), KIT(say, "treasurer")])]
    return on_paper([*blocks, foot(say)], pays)


@KIT.form("rent_less_tax_at_labels", "es it pt fr", 1, 1)
def rent_less_tax_at_labels(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """One month's rent worked down at labels: base, added tax, bill, tax kept back, what was paid."""
    pay, x = pays[0], pays[0].lines[0]
    keep_only(pay, "day", "gross")
    base = share(x, "80")
    x.gross = base + (base * D("0.21")).quantize(D("0.01"))
    x.deduction = (base * D("0.19")).quantize(D("0.01"))
    x.net = x.gross - x.deduction
    settle(pay)
    pay.method = "transfer"
    month = (x.day or pay.day).strftime("%m/%Y")
    worked = [(KIT(say, "number"), x.number or ""), (KIT(say, "date"), say.day(x.day))]
    worked += [(KIT(say, "base"), say.money(base)), (f"{KIT(say, 'vat')} 21 %", say.money(x.gross - base))]
    worked += [(KIT(say, "whole_bill"), say.money(x.gross))]
    worked += [(f"{KIT(say, 'withheld')} 19 %", say.money(x.deduction)), (KIT(say, "left"), say.money(x.net))]
    blocks = [
        *top(say, pay)[:1],
        Block("text", [KIT(say, "rent_title"), f"{KIT(say, 'rent_month')} {month}"]),
    ]
    blocks += [
        Block("pairs", pairs=KIT.pairs(say, pay, *FACTS[:-1])),
        Block("pairs", pairs=worked),
        foot(say),
    ]
    # The label names the tax kept back; whether that is a reason, two readers may differ.
    return on_paper(blocks, pays, "key_value", "deduction_reason")


@KIT.form("agency_less_its_commission", SIX, 1, 12)
def agency_less_its_commission(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An advertising agency pays a paper: campaign, bill, amount, the agency's commission, what is left."""
    pay = pays[0]
    keep_only(pay, "day", "gross")
    for x in pay.lines:
        x.deduction = share(x, "15")
        x.net = (x.gross or D(0)) - x.deduction
    settle(pay)
    names = ("number", "date", "gross", "deduction", "net")
    grid = KIT.rows(say, pay, names, ("gross", "deduction", "net"))
    grid[0][3] = f"{KIT(say, 'commission')} 15 %"
    last = len(grid) - 1
    grid = [[word(say, "campaigns", at) if 0 < at < last else "", *row] for at, row in enumerate(grid)]
    grid[0][0] = KIT(say, "campaign")
    blocks = [*top(say, pay), KIT.facts(say, pay, *FACTS), Block("grid", grid=grid, right=(3, 4, 5))]
    return on_paper([*blocks, foot(say)], pays, "table", "deduction_reason")


@KIT.form("bills_named_in_full_words", SIX, 1, 10, credits=True)
def bills_named_in_full_words(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Each row names its document in words, number and day included; the amount stands beside it."""
    pay = pays[0]
    keep_only(pay, "day")
    grid = [[KIT(say, "doc"), KIT(say, "amount", c=pay.currency)]]
    for x in pay.lines:
        key = "cn_named" if x.kind == "credit_note" else "bill_named"
        grid.append([KIT(say, key, n=x.number or "", d=say.day(x.day)), say.money(x.net)])
    grid.append([KIT(say, "sum"), say.money(pay.total)])
    told = KIT(say, "cheque_told", day=say.day(pay.day), sum=cash(say, pay, pay.total), ref=pay.reference)
    pay.method = "cheque"
    blocks = [*top(say, pay, address=True)[:2], Block("para", [KIT(say, "dear"), told, KIT(say, "it_pays")])]
    blocks += [Block("grid", grid=grid, right=(1,)), Block("text", [KIT(say, "bye"), named(say, "payer")])]
    return on_paper(blocks, pays)

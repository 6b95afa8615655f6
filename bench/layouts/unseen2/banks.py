"""What banks, card firms, factors and groups of companies send."""

import random
import textwrap
from datetime import timedelta

from bench.layouts.firms import firm
from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Line, Payment
from bench.layouts.unseen2.phrases import (
    ALL,
    CENT,
    LETTERS,
    D,
    cash,
    held,
    keep_only,
    opened,
    pairs_of,
    settle,
    spoken,
    w,
    window,
    ws,
)


@held("thirty_five_signs", 2, 6, media=LETTERS)
def thirty_five_signs(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A bank's confirmation; numbers and amounts run through rows of 35 signs, cut anywhere."""
    pay = pays[0]
    keep_only(pay)
    pay.method = "transfer"
    for x in pay.lines:
        x.number = x.number.replace(" ", "")
    text = ";".join(f"{x.number}={say.money(x.net)}" for x in pay.lines)
    rows = [text[at : at + 35] for at in range(0, len(text), 35)]
    pairs = [
        (w(say, "order_no"), pay.reference),
        (w(say, "payer"), pay.payer),
        (w(say, "payee"), pay.payee),
        (w(say, "method"), w(say, "transfer")),
        (w(say, "executed"), say.day(pay.day)),
        (w(say, "instructed"), cash(say, pay, pay.total)),
        *[(w(say, "details") if at == 0 else " ", row) for at, row in enumerate(rows)],
    ]
    head = [Block("text", [w(say, "bank")]), Block("text", [w(say, "bank_title")])]
    return Sheet([*head, Block("pairs", pairs=pairs)], pays, ALL, "lines")


@held("order_abroad", 1, 4, media=LETTERS)
def order_abroad(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A bank paid in a foreign currency: rate, debited sum and charges stand beside what was transferred."""
    pay = pays[0]
    keep_only(pay)
    own, pay.currency, pay.method = pay.currency, "SEK", "transfer"
    rate = D(rng.randint(107000, 118000)) / 10000
    there = (pay.total / rate).quantize(CENT)
    printed = (
        f"{rate:.4f}" if say.style in ("point", "plain", "apostrophe") else f"{rate:.4f}".replace(".", ",")
    )
    pairs = [
        *pairs_of(say, pay, "payer", "payee", "method"),
        (w(say, "order_no"), pay.reference),
        (w(say, "executed"), say.day(pay.day)),
        (w(say, "instructed"), f"SEK {say.money(pay.total)}"),
        (w(say, "fx_rate"), f"{own}/SEK {printed}"),
        (w(say, "debited"), f"{own} {say.money(there)}"),
        (w(say, "charges"), f"{own} {say.money(D('18.50'))}"),
    ]
    listed = [f"{x.number}   SEK {say.money(x.net)}" for x in pay.lines]
    head = [Block("text", [w(say, "bank")]), Block("text", [w(say, "bank_title")])]
    body = [Block("pairs", pairs=pairs), Block("text", [w(say, "details"), *listed])]
    return Sheet([*head, *body], pays, ALL, "lines")


@held("card_to_charge", 1, 7, media=LETTERS)
def card_to_charge(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A virtual card: its last figures and its end stand in the sentence that says what to charge."""
    pay = pays[0]
    keep_only(pay, "day")
    pay.method = "card"
    valid = f"{rng.randint(1, 12):02}/{rng.randint(27, 29)}"
    sum_ = cash(say, pay, pay.total)
    told = w(say, "card_text", end=str(rng.randint(1000, 9999)), valid=valid, sum=sum_)
    grid = [ws(say, "number", "date", "amount")]
    grid += [[x.number, say.day(x.day), say.money(x.net)] for x in pay.lines]
    pairs = [*pairs_of(say, pay, "ref", "day", "method"), (w(say, "charge_now"), sum_)]
    head = [*window(say, pay), Block("text", [w(say, "card_title")]), Block("para", [told])]
    body = [Block("pairs", pairs=pairs, place="colon"), Block("grid", grid=grid, right=(2,))]
    return Sheet([*head, *body], pays, ALL)


@held("factor_buys", 2, 9)
def factor_buys(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A factor pays an advance on bought invoices, keeps a reserve, takes fee and interest off the sum."""
    pay = pays[0]
    keep_only(pay, "day", "gross")
    grid = [[w(say, "number"), w(say, "debtor"), *ws(say, "date", "gross", "reserve", "advance")]]
    for x in pay.lines:
        x.deduction = (x.gross / 5).quantize(CENT)
        x.net = x.gross - x.deduction
        debtor = firm(random.Random(f"{x.number}"), say.language)
        grid.append([x.number, debtor, say.day(x.day), *map(say.money, (x.gross, x.deduction, x.net))])
    grid.append([w(say, "sub"), "", "", "", "", say.money(pay.sum)])
    whole = pay.sum
    for why, share in (("fee", 9), ("interest", 4)):
        cut = -(whole * share / 1000).quantize(CENT)
        pay.lines.append(Line(None, "deduction", reason=w(say, why), net=cut))
        grid.append([w(say, why), "", "", "", "", say.money(cut)])
    settle(pay)
    grid.append([w(say, "total"), "", "", "", "", say.money(pay.total)])
    block = Block("grid", grid=grid, right=(3, 4, 5))
    blocks = [*opened(say, pay), Block("text", [w(say, "purchased")]), block]
    return Sheet(blocks, pays, ALL, open=frozenset({"deduction_reason"}))


@held("self_billed_items", 2, 7)
def self_billed_items(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The payer writes the bills: number and sum first, then rows of goods with amounts in another column."""
    pay = pays[0]
    keep_only(pay, "day")
    grid = [[w(say, "self_billed"), w(say, "date"), w(say, "article"), w(say, "item_sum"), w(say, "net")]]
    for x in pay.lines:
        grid.append([x.number, say.day(x.day), "", "", say.money(x.net)])
        first = (x.net * D(rng.randint(20, 80)) / 100).quantize(CENT)
        for part in (first, x.net - first):
            what = f"{rng.randint(2, 90)} × {rng.choice(w(say, 'goods').split(','))}"
            grid.append(["", "", what, say.money(part), ""])
    grid.append([w(say, "total"), "", "", "", say.money(pay.total)])
    return Sheet([*opened(say, pay), Block("grid", grid=grid, right=(3, 4))], pays, ALL)


@held("netting_run", 3, 12)
def netting_run(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Claims of both sides mixed; R and P tell them apart, as a line above says; amounts unsigned."""
    pay = pays[0]
    keep_only(pay, "day")
    grid = [ws(say, "direction", "doc_number", "doc_date", "amount")]
    for at, x in enumerate(pay.lines):
        if at == 1 or (at and rng.random() < 0.3):
            x.kind, x.net = "debit_note", -(min(x.net, pay.lines[0].net) / (4 + at)).quantize(CENT)
        grid.append(["P" if x.net < 0 else "R", x.number, say.day(x.day), say.money(abs(x.net))])
    if pay.sum <= 0:
        pay.lines[0].net += abs(pay.sum) + 1000
        grid[1][3] = say.money(pay.lines[0].net)
    settle(pay)
    grid.append([w(say, "net_settled"), "", "", say.money(pay.total)])
    told = Block("text", [w(say, "side_note")])
    block = Block("grid", grid=grid, right=(3,))
    return Sheet([*opened(say, pay), told, block], pays, ALL, open=frozenset({"document_type"}))


@held("companies_of_a_group", 1, 5, payments=3)
def companies_of_a_group(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A service centre writes for three companies; each part names the company that paid, and its payment."""
    blocks = [Block("text", [w(say, "centre_name"), w(say, "street")])]
    blocks += [Block("text", [w(say, "title")]), Block("para", [w(say, "on_behalf")])]
    for at, pay in enumerate(pays):
        keep_only(pay, "day")
        pay.payee, pay.currency = pays[0].payee, pays[0].currency
        pay.payer = pay.payer if at == 0 else firm(random.Random(f"{pays[0].payer}{at}"), say.language)
        grid = [ws(say, "number", "date", "amount")]
        grid += [[x.number, say.day(x.day), say.money(x.net)] for x in pay.lines]
        grid.append([w(say, "total"), "", cash(say, pay, pay.total)])
        names = ("payer", "payee", "ref", "day", "method")
        pairs = Block("pairs", pairs=pairs_of(say, pay, *names), place=say.pick(["colon", "beside"], "group"))
        blocks += [pairs, Block("grid", grid=grid, right=(2,))]
    return Sheet(blocks, pays, ALL)


@held("royalties_first", 2, 9)
def royalties_first(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A franchiser keeps its dues back first; the franchisee's invoices come below, then what is paid."""
    pay = pays[0]
    keep_only(pay, "day")
    whole, cuts = pay.sum, []
    for why, share in (("royalty", 45), ("marketing", 12)):
        cuts.append(Line(None, "deduction", reason=w(say, why), net=-(whole * share / 1000).quantize(CENT)))
    grid, wide = [ws(say, "doc_number", "doc_date", "amount")], [1]
    grid.append([w(say, "kept_first"), "", ""])
    grid += [[x.reason, "", say.money(x.net)] for x in cuts]
    wide.append(len(grid))
    grid.append([w(say, "invoices"), "", ""])
    grid += [[x.number, say.day(x.day), say.money(x.net)] for x in pay.lines]
    pay.lines = [*cuts, *pay.lines]
    settle(pay)
    grid.append([w(say, "total"), "", say.money(pay.total)])
    block = Block("grid", grid=grid, right=(2,), wide=tuple(wide))
    return Sheet([*opened(say, pay, total=False), block], pays, ALL)


@held("collection_allowed", 1, 6, media=LETTERS)
def collection_allowed(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The payee collects: a letter says on which day which bills go by direct debit; the list is in words."""
    pay = pays[0]
    keep_only(pay)
    pay.method = "direct_debit"
    listed = "; ".join(f"{x.number}: {say.money(x.net)}" for x in pay.lines)
    told = w(say, "collect", day=spoken(say, pay.day), sum=cash(say, pay, pay.total), ref=pay.reference)
    rows = textwrap.wrap(listed, 72)
    letter = [Block("text", [w(say, "dear")]), Block("para", [told]), Block("text", rows)]
    end = Block("text", [w(say, "regards"), pay.payer])
    return Sheet([*window(say, pay), *letter, end], pays, ALL, "prose")


@held("earlier_and_now", 2, 8)
def earlier_and_now(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Each payment run so far is a column; only the one of the payment's day is paid now."""
    pay = pays[0]
    keep_only(pay)
    days = [pay.day - timedelta(days=60), pay.day - timedelta(days=30), pay.day]
    grid = [[w(say, "number"), *(say.day(day) for day in days)]]
    for x in pay.lines:
        old = [say.money(x.net * rng.randint(1, 9) / 10) if rng.random() < 0.5 else "–" for _ in days[1:]]
        grid.append([x.number, *old, say.money(x.net)])
    told = Block("text", [w(say, "runs_told", day=say.day(pay.day))])
    block = Block("grid", grid=grid, right=(1, 2, 3))
    return Sheet([*opened(say, pay), told, block], pays, ALL, open=frozenset({"gross_amount"}))

"""Pages of banks and treasuries: several payments, cards, receipts, deposits of cheques."""

import random
from decimal import Decimal

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALL, figures, keep_only
from bench.layouts.unseen4.kit import (
    cash,
    cell,
    facts,
    foot,
    fourth,
    heads,
    letterhead,
    listed,
    opened,
    pairs,
)
from bench.layouts.unseen4.names import PAYEES
from bench.layouts.unseen4.wording import w, ws


def _part(say: Speech, pay: Payment, *names: str) -> Block:
    return Block("text", [f"{label}: {value}" for label, value in pairs(say, pay, *names)])


@fourth("transfer_and_cheque", 1, 6, payments=2)
def transfer_and_cheque(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Two payments of one day: what a transfer pays, then what a cheque pays, each with its own values."""
    one, two = pays
    earlier = one.day - two.day
    for x in two.lines:
        x.day = x.day + earlier if x.day else None
    two.day, one.method, two.method = one.day, "transfer", "cheque"
    for pay in pays:
        keep_only(pay, "day")
    blocks = [letterhead(say, one), Block("text", [w(say, "title")]), Block("para", [w(say, "two_ways")])]
    blocks += [Block("text", [f"{w(say, 'payee')}: {one.payee}"])]
    for pay, name in ((one, "ref"), (two, "cheque_no")):
        blocks.append(_part(say, pay, "method", name, "day", "total"))
        blocks.append(listed(say, pay, "number", "date", "amount", sums=("amount",)))
    return Sheet([*blocks, foot(say)], pays, ALL)


@fourth("overview_at_the_end", 1, 5, payments=3, reductions="discount")
def overview_at_the_end(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Lists under the payments' references alone; a table at the end tells day and sum of each."""
    for pay in pays:
        keep_only(pay, "day", "gross", "discount")
        pay.method = None
    blocks = [letterhead(say, pays[0]), Block("text", [pays[0].payee, w(say, "payee_street")])]
    for pay in pays:
        blocks.append(_part(say, pay, "ref"))
        blocks.append(listed(say, pay, "number", "date", "gross", "discount", "net"))
    grid = [[*ws(say, "ref", "day", "currency", "total")]]
    grid += [[pay.reference, say.day(pay.day), pay.currency, say.money(pay.total)] for pay in pays]
    blocks += [Block("text", [w(say, "overview")]), Block("grid", grid=grid, right=(3,))]
    return Sheet(blocks, pays, ALL)


@fourth("deposit_of_cheques", 1, 4, payments=3)
def deposit_of_cheques(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A bank tells which cheques came into a lockbox: each with its remitter and the bills it pays."""
    others = [name for name in PAYEES if name != pays[0].payee]
    names = [pays[0].payer, *rng.sample(others, 2)]
    blocks = [Block("text", [w(say, "bank")])]
    blocks.append(Block("text", [w(say, "lockbox_title", payee=pays[0].payee)]))
    for pay, name in zip(pays, names, strict=True):
        keep_only(pay, "day")
        pay.payer, pay.method, pay.reference = name, "cheque", f"{rng.randint(1, 999_999):06}"
        known = [
            (w(say, "remitter"), pay.payer),
            (w(say, "cheque_no"), pay.reference),
            (w(say, "cheque_date"), say.day(pay.day)),
            (w(say, "cheque_sum"), cash(say, pay, pay.total)),
        ]
        blocks.append(Block("text", [f"{label}: {value}" for label, value in known]))
        blocks.append(listed(say, pay, "number", "date", "amount"))
    whole = sum((pay.total or Decimal(0) for pay in pays), Decimal(0))
    blocks.append(Block("text", [f"{w(say, 'deposit_sum')}: {cash(say, pays[0], whole)}"]))
    return Sheet(blocks, pays, ALL)


@fourth("virtual_card_page", 1, 8)
def virtual_card_page(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A card with hidden figures and its end, the exact sum to charge, the bills, a word on security."""
    pay = pays[0]
    keep_only(pay, "day")
    pay.method = "card"
    more = [
        (w(say, "card_end"), f"XXXX XXXX XXXX {rng.randint(1000, 9999)}"),
        (w(say, "expires"), f"{rng.randint(1, 12):02}/28"),
        (w(say, "card_limit"), cash(say, pay, pay.total)),
    ]
    block = listed(say, pay, "number", "date", "net")
    first = [letterhead(say, pay), Block("text", [w(say, "card_title")])]
    first.append(facts(say, pay, "payee", "ref", "day", "method", more=more))
    return Sheet([*first, block, Block("text", [w(say, "security")])], pays, ALL)


@fourth("receipt_with_codes", 1, 8, credits=True)
def receipt_with_codes(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A bank's receipt of one transfer; the documents follow with codes, which a line explains."""
    pay = pays[0]
    keep_only(pay)
    pay.method = "transfer"
    more = [(w(say, "charges"), say.money(Decimal("0.00"))), (w(say, "bic"), "WOLDXX2AXXX")]
    grid = [["", *ws(say, "doc"), *heads(say, pay, ["amount"])]]
    for x in pay.lines:
        grid.append(["CREN" if x.kind == "credit_note" else "CINV", x.number or "", say.money(x.net)])
    blocks = [Block("text", [w(say, "bank"), w(say, "receipt_title")])]
    blocks.append(facts(say, pay, "payer", "payee", "day", "ref", "total", more=more))
    blocks += [Block("text", [w(say, "structured")]), Block("grid", grid=grid, right=(2,))]
    # The receipt's title says how, and no label does.
    loose = frozenset({"payment_method"})
    return Sheet([*blocks, Block("text", [w(say, "codes")])], pays, ALL, open=loose)


@fourth("paid_for_a_sister", 1, 12, credits=True)
def paid_for_a_sister(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A service centre heads the page with its own name; the company that owes stands at a label."""
    pay = pays[0]
    keep_only(pay, "day")
    block = listed(say, pay, "doc", "kind", "doc_date", "amount", sums=("amount",))
    known = [(w(say, "group_from"), pay.payer), *pairs(say, pay, "payee", "ref", "day", "method", "total")]
    first = [Block("text", [w(say, "center"), w(say, "street")]), Block("text", [w(say, "title")])]
    rows = Block("grid", grid=[list(pair) for pair in known], heads=0)
    # The centre's name stands as a letterhead: some take it for the payer.
    loose = frozenset({"payer_name"})
    return Sheet([*first, rows, block], pays, ALL, open=loose)


@fourth("payment_in_each_row", 2, 8, payments=2)
def payment_in_each_row(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """One table for two payments: reference and day of the payment stand in front of each document."""
    grid = [[*ws(say, "ref", "day", "number", "date"), *heads(say, pays[0], ["amount"])]]
    for pay in pays:
        keep_only(pay, "day")
        pay.method = None
        for x in pay.lines:
            known = [pay.reference, say.day(pay.day), x.number or "", cell(say, "date", x)]
            grid.append([*known, say.money(x.net)])
        grid.append([w(say, "ward_sum", g=pay.reference), "", "", "", say.money(pay.total)])
    first = opened(say, pays[0], "payee", "currency")
    return Sheet([*first, Block("grid", grid=grid, right=(4,))], pays, ALL)


@fourth("sum_before_all", 2, 14, reductions="discount", credits=True)
def sum_before_all(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The page opens with the sum and the words that it was paid; who, when and which documents follow."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    top = Block("text", [f"{w(say, 'your_claim')}: {cash(say, pay, pay.total)}"])
    names = ("number", "date", "kind", "gross", "discount", "net")
    known = facts(say, pay, "payer", "payee", "day", "method", "ref")
    return Sheet([top, known, listed(say, pay, *names), foot(say)], pays, ALL)


@fourth("numbers_of_figures_alone", 2, 16)
def numbers_of_figures_alone(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """All numbers are figures alone: the payer's voucher, the bill, the order, the account."""
    pay = pays[0]
    keep_only(pay, "day", "po")
    grid, first = [ws(say, "receipt", "number", "po", "date", "net")], rng.randint(500_000, 800_000)
    for at, x in enumerate(pay.lines):
        x.number = figures(x.number)
        row = [str(first + at), x.number, x.po or "", cell(say, "date", x), cell(say, "net", x)]
        grid.append(row)
    grid.append(["", w(say, "sum"), "", "", say.money(pay.total)])
    more = [(w(say, "vendor_no"), str(rng.randint(70_000, 79_999)))]
    blocks = opened(say, pay, "payee", "ref", "day", "method", "currency", more=more)
    return Sheet([*blocks, Block("grid", grid=grid, right=(4,))], pays, ALL)

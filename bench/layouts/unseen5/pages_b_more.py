"""More pages: two tongues, three tables of which one is paid, packs, a single bill, heads in two rows."""

import random
from dataclasses import replace
from datetime import timedelta

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import D, keep_only, settle
from bench.layouts.unseen4.kit import cash
from bench.layouts.unseen4.sheets_writing import share
from bench.layouts.unseen5.kit_b import FACTS, KIT, SIX, earlier, foot, on_paper, top

_NEIGHBOURS = {"es": "en", "it": "de", "fr": "de", "pt": "es", "de": "it"}
"""The language of the guests."""


@KIT.form("two_tongues_of_a_border_inn", "es it fr pt de", 1, 12, credits=True)
def two_tongues_of_a_border_inn(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An inn near a border: every label and head stands in two languages, one below or behind the other."""
    pay = pays[0]
    keep_only(pay, "day")
    other = replace(say, language=_NEIGHBOURS[say.language])
    names = ("number", "date", "kind", "amount")
    grid = KIT.rows(say, pay, names, ("amount",))
    pairs = zip(grid[0], KIT.heads(other, pay, names), strict=True)
    grid[0] = [f"{a} /\n{b}" if a != b else a for a, b in pairs]
    labels = KIT.ws(other, *FACTS) if pay.method else KIT.ws(other, *(x for x in FACTS if x != "method"))
    known = zip(KIT.pairs(say, pay, *FACTS), labels, strict=True)
    said = [(f"{a} / {b}" if a != b else a, value) for (a, value), b in known]
    title = Block("text", [f"{KIT(say, 'title')} / {KIT(other, 'title')}"])
    blocks = [*top(say, pay)[:1], title, Block("pairs", pairs=said, place="colon")]
    return on_paper([*blocks, Block("grid", grid=grid, right=(3,)), foot(say)], pays)


@KIT.form("orders_then_paid_then_next", SIX, 1, 10, credits=True)
def orders_then_paid_then_next(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Three lists: orders that were not billed yet, what this transfer pays, and what falls due next."""
    pay = pays[0]
    keep_only(pay, "day")
    pay.method = "transfer"
    orders = [[KIT(say, "po"), KIT(say, "not_billed")]]
    for _ in pay.lines[:2]:
        orders.append([f"45{rng.randint(10**7, 10**8 - 1)}", say.money(D(rng.randint(9_000, 900_000)) / 100)])
    names = ("number", "kind", "date", "amount")
    later = [[KIT(say, "number"), KIT(say, "due"), KIT(say, "amount", c=pay.currency)]]
    for at, x in enumerate(pay.lines[:2]):
        row = [
            earlier(x.number, -400 - at),
            say.day(pay.day + timedelta(days=30)),
            say.money(D(rng.randint(9_000, 900_000)) / 100),
        ]
        later.append(row)
    blocks = [*top(say, pay), KIT.facts(say, pay, *FACTS)]
    blocks += [Block("text", [KIT(say, "orders_open")]), Block("grid", grid=orders, right=(1,))]
    blocks += [Block("text", [KIT(say, "paid_now")]), KIT.listed(say, pay, *names, sums=("amount",))]
    blocks += [Block("text", [KIT(say, "paid_next")]), Block("grid", grid=later, right=(2,)), foot(say)]
    return on_paper(blocks, pays)


@KIT.form("packs_less_a_rebate", SIX, 1, 14)
def packs_less_a_rebate(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A chemist pays a maker: packs, value by list, rate of the discount, what it comes to, the rest."""
    pay = pays[0]
    keep_only(pay, "gross")
    heads = [KIT(say, "number"), *KIT.ws(say, "packs", "list_value"), "%", *KIT.ws(say, "rebate", "net")]
    grid = [heads]
    for x in pay.lines:
        rate = rng.choice(("3", "5", "7"))
        x.discount = share(x, rate)
        x.net = (x.gross or x.discount) - x.discount
        amounts = [say.money(x.gross), rate, say.money(x.discount), say.money(x.net)]
        grid.append([x.number or "", str(rng.randint(2, 480)), *amounts])
    settle(pay)
    grid.append([KIT(say, "sum"), *[""] * 4, say.money(pay.total)])
    blocks = [*top(say, pay, address=True), KIT.facts(say, pay, *FACTS[1:])]
    return on_paper([*blocks, Block("grid", grid=grid, right=(1, 2, 3, 4, 5)), foot(say)], pays)


@KIT.form("notice_of_one_bill", SIX, 1, 1)
def notice_of_one_bill(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A shop pays a single bill: the payment at labels, the bill's number, day and order at labels below."""
    pay, x = pays[0], pays[0].lines[0]
    keep_only(pay, "day", "po")
    bill = [(KIT(say, "number"), x.number or ""), (KIT(say, "date"), say.day(x.day))]
    bill += [(KIT(say, "po"), x.po or ""), (KIT(say, "net"), cash(say, pay, x.net))]
    blocks = [*top(say, pay), KIT.facts(say, pay, "payee", "ref", "day", "method", "total")]
    blocks += [Block("text", [KIT(say, "it_pays")]), Block("pairs", pairs=bill)]
    return on_paper([*blocks, Block("text", [KIT(say, "thanks")]), foot(say)], pays, "key_value")


@KIT.form("heads_broken_in_two", SIX, 1, 16, reductions="both", credits=True)
def heads_broken_in_two(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A narrow list: every head of two words is broken in two rows, as are none of the cells below."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount", "deduction", "reason")
    names = ("doc", "doc_date", "gross", "discount", "deduction", "reason", "net")
    listed = KIT.listed(say, pay, *names, sums=("gross", "discount", "deduction", "net"))
    listed.grid[0] = [head.replace(" ", "\n", 1) for head in listed.grid[0]]
    blocks = [*top(say, pay), KIT.facts(say, pay, *FACTS), listed]
    return on_paper([*blocks, Block("text", [KIT(say, "thanks")]), foot(say)], pays)


@KIT.form("money_told_in_a_sentence", SIX, 1, 14, credits=True)
def money_told_in_a_sentence(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """No amount bears a currency; a row over the list says in what money all of them are."""
    pay = pays[0]
    keep_only(pay, "day")
    told = KIT(say, "all_euros") if pay.currency == "EUR" else KIT(say, "all_in", c=pay.currency)
    known = [*KIT.pairs(say, pay, "payee", "day", "ref", "method", "sum")]
    known.insert(1, (KIT(say, "supplier_code"), f"{rng.randint(4000, 4999)}"))
    listed = KIT.listed(say, pay, "number", "date", "kind", "net")
    blocks = [*top(say, pay), Block("pairs", pairs=known), Block("text", [told]), listed, foot(say)]
    return on_paper(blocks, pays)


@KIT.form("price_cuts_told_again", SIX, 2, 10)
def price_cuts_told_again(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A retailer's list takes price differences off; a second table tells them again, article by article."""
    pay = pays[0]
    keep_only(pay, "day", "gross")
    again = [[*KIT.ws(say, "number", "article", "quantity", "difference")]]
    again[0].append(KIT(say, "amount", c=pay.currency))
    for at, x in enumerate(pay.lines):
        if at % 2:
            continue
        x.deduction = D(0)
        for article in rng.sample(range(1000, 9999), rng.randint(1, 2)):
            pieces, apart = rng.randint(1, 6), D(rng.randint(5, 60)) / 100
            x.deduction += pieces * apart
            row = [x.number or "", f"{article}", f"{pieces}", say.money(apart)]
            again.append([*row, say.money(pieces * apart)])
        x.net = (x.gross or x.deduction) - x.deduction
    settle(pay)
    names = ("number", "date", "gross", "deduction", "net")
    blocks = [*top(say, pay), KIT.facts(say, pay, *FACTS)]
    blocks.append(KIT.listed(say, pay, *names, sums=("gross", "deduction", "net")))
    blocks += [Block("text", [KIT(say, "price_cuts")]), Block("grid", grid=again, right=(2, 3, 4))]
    # The second heading names a reason for all; whether each line bears it, two readers may differ.
    return on_paper([*blocks, foot(say)], pays, "table", "deduction_reason")

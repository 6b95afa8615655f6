"""Further pages: sums without hundredths, an account that ends at zero, tables that go on, taxes first."""

import random

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALL, CENT, D, keep_only, settle
from bench.layouts.unseen4.kit import cash, cell, foot, fourth, heads, letterhead, listed, opened, pairs
from bench.layouts.unseen4.wording import told, w, ws

DASHES = {"en": "/-", "de": "--", "nl": "-"}
"""What stands for no hundredths; the other languages print them."""


@fourth("dashes_for_hundredths", 1, 12)
def dashes_for_hundredths(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Every sum is whole, and a dash stands where its hundredths would."""
    pay = pays[0]
    keep_only(pay, "day")
    for x in pay.lines:
        x.net = D(int(x.net or 1))
    settle(pay)
    pay.currency = {"en": "KES", "de": "EUR", "nl": "EUR"}.get(say.language, pay.currency)

    def whole(amount: object) -> str:
        text = say.money(D(str(amount)))
        units = text[:-3] if say.language == "en" else text[:-2]
        return units + DASHES.get(say.language, "00")

    grid = [heads(say, pay, ("number", "date", "amount"))]
    grid += [[x.number or "", cell(say, "date", x), whole(x.net)] for x in pay.lines]
    grid.append([w(say, "sum"), "", whole(pay.total)])
    first = opened(say, pay, "payee", "ref", "day", "method", "currency")
    return Sheet([*first, Block("grid", grid=grid, right=(2,))], pays, ALL)


@fourth("account_that_ends_at_zero", 2, 12, credits=True)
def account_that_ends_at_zero(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A small account: bills on one side, credits and the payment on the other, both sides the same sum."""
    pay = pays[0]
    keep_only(pay, "day")
    grid, owed = [ws(say, "doc_date", "kind", "doc", "owed", "settled_by")], D(0)
    for x in pay.lines:
        owed += max(x.net or D(0), D(0))
        sides = ["", say.money(abs(x.net or D(0)))]
        known = [cell(say, "date", x), cell(say, "kind", x), x.number or ""]
        grid.append([*known, *(sides if x.kind == "credit_note" else sides[::-1])])
    grid.append(
        [say.day(pay.day), w(say, "our_payment", ref=pay.reference), "", "", cash(say, pay, pay.total)]
    )
    grid.append(["", w(say, "sum"), "", say.money(owed), say.money(owed)])
    first = [letterhead(say, pay), Block("text", [pay.payee, w(say, "payee_street")])]
    first += [Block("text", [w(say, "account_zero")])]
    pay.method = None
    # The row of the payment tells its sum: no label names it as the total.
    return Sheet([*first, Block("grid", grid=grid, right=(3, 4)), foot(say)], pays, ALL)


@fourth("tables_that_go_on", 6, 40, reductions="discount", credits=True)
def tables_that_go_on(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The list is cut into tables of eight rows, each with a title that says it goes on, and with heads."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    names = ("doc", "kind", "doc_date", "gross", "discount", "net")
    blocks = opened(say, pay, "payee", "ref", "day", "method", "currency")
    for at in range(0, len(pay.lines), 8):
        if at:
            blocks.append(Block("text", [w(say, "continued", t=w(say, "title"))]))
        grid = [heads(say, pay, names)]
        grid += [[cell(say, name, x) for name in names] for x in pay.lines[at : at + 8]]
        blocks.append(Block("grid", grid=grid, right=(3, 4, 5)))
    last = [f"{label}: {value}" for label, value in pairs(say, pay, "total")]
    return Sheet([*blocks, Block("text", last)], pays, ALL)


@fourth("taxes_told_first", 1, 12)
def taxes_told_first(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A small table of the tax by rate stands over the list of documents; its sums are no documents."""
    pay = pays[0]
    keep_only(pay, "day")
    total = pay.total or D(0)
    low = (total / 4).quantize(CENT)
    grid = [ws(say, "tax_rate", "taxable", "tax_sum", "with_tax")]
    for rate, part in ((D("0.20"), total - low), (D("0.10"), low)):
        base = (part / (1 + rate)).quantize(CENT)
        grid.append([f"{int(rate * 100)} %", say.money(base), say.money(part - base), say.money(part)])
    tax = Block("grid", grid=grid, right=(1, 2, 3))
    block = listed(say, pay, "number", "date", "net", sums=("net",))
    words = Block("text", [w(say, "by_tax")])
    follows = Block("text", [w(say, "follows")])
    known = [Block("text", [f"{label}: {value}"]) for label, value in pairs(say, pay, "total", "ref")]
    day = Block("text", [f"{w(say, 'day')}: {told(say, pay.day)}"])
    first = [letterhead(say, pay), Block("text", [pay.payee, w(say, "payee_street")])]
    pay.method = None
    return Sheet([*first, *known, day, words, tax, follows, block], pays, ALL)

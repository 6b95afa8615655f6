"""Advices as the large accounting programs print them, each with an order of columns of its own."""

import random
from collections.abc import Callable

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Line, Payment
from bench.layouts.unseen2.phrases import ALL, BOOKS, CENT, LETTERS, D, keep_only, settle
from bench.layouts.unseen3.kit import cell, listed, opened, third, w, ws


@third("posting_keys", 2, 12, reductions="discount", credits=True)
def posting_keys(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The payer's own number comes first, a key says what each row is, a line below explains the keys."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    own = rng.randint(5_100_000_000, 5_100_900_000)
    names = ("own_doc", "key", "number", "date", "gross", "discount", "net")
    grid = [ws(say, *names)]
    for at, x in enumerate(pay.lines):
        key = "KG" if x.kind == "credit_note" else "KR"
        grid.append([str(own + 3 * at), key, *(cell(say, name, x) for name in names[2:])])
    grid.append([w(say, "sum"), "", "", "", "", "", say.money(pay.total)])
    below = Block("text", [w(say, "key_legend"), w(say, "thanks")])
    return Sheet([*opened(say, pay), Block("grid", grid=grid, right=(4, 5, 6)), below], pays, ALL)


@third("paid_before_number", 1, 14, reductions="discount", credits=True)
def paid_before_number(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Money stands left and the document right: paid, discount, gross, day, kind, number."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    block = listed(say, pay, "net", "discount", "gross", "doc_date", "kind", "doc")
    block.grid.append([say.money(pay.total), "", "", "", "", w(say, "sum")])
    first = opened(say, pay, "total", "ref", "day", "method", "currency", "payee")
    return Sheet([*first, block], pays, ALL)


@third("late_charge_added", 1, 8, reductions="discount")
def late_charge_added(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Some documents are paid with interest on top: gross less discount plus interest is what is paid."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    added = {id(x): (x.gross * D("0.013")).quantize(CENT) for x in pay.lines if not x.discount}
    block = _between(say, pay, "late", lambda x: say.money(added.get(id(x))), before="net")
    for x in pay.lines:
        x.net += added.get(id(x), D(0))
    settle(pay)
    for row, x in zip(block.grid[1:], pay.lines, strict=True):
        row[-1] = say.money(x.net)
    block.grid.append([w(say, "sum"), "", "", "", "", say.money(pay.total)])
    # Whether interest is a negative deduction is a matter of taste.
    loose = frozenset({"deduction_amount", "deduction_reason"})
    return Sheet([*opened(say, pay), block], pays, ALL, open=loose)


def _between(say: Speech, pay: Payment, head: str, value: Callable[[Line], str], before: str) -> Block:
    names = ["number", "date", "gross", "discount", "net"]
    names.insert(names.index(before), head)
    grid = [ws(say, *names)]
    for x in pay.lines:
        grid.append([value(x) if name == head else cell(say, name, x) for name in names])
    return Block("grid", grid=grid, right=tuple(i for i in range(2, len(names))))


@third("original_and_due", 2, 12, reductions="discount")
def original_and_due(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Each bill with what it was, what was still due, the discount and what is paid of it now."""
    pay = pays[0]
    keep_only(pay, "day", "discount", "gross")
    grid = [ws(say, "date", "kind", "doc", "original", "open_before", "discount", "applied")]
    for x in pay.lines:
        due = x.net + (x.discount or 0)
        was = due + (D(rng.randint(10_000, 90_000)) / 100 if rng.random() < 0.3 else 0)
        money = [say.money(one) for one in (was, due, x.discount, x.net)]
        grid.append([cell(say, "date", x), w(say, "inv"), x.number, *money])
        x.gross = None
    grid.append(["", "", w(say, "total"), "", "", "", say.money(pay.total)])
    first = opened(say, pay, "payee", "ref", "day", "method", "currency")
    # What was still due and what it was first: either may be called the gross amount.
    loose = frozenset({"gross_amount", "deduction_amount", "deduction_reason"})
    return Sheet([*first, Block("grid", grid=grid, right=(3, 4, 5, 6))], pays, ALL, open=loose)


@third("voucher_and_memo", 1, 15, reductions="discount", credits=True)
def voucher_and_memo(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A voucher's number, the invoice, a free text with figures of its own, discount taken and paid."""
    pay = pays[0]
    keep_only(pay, "day", "discount")
    first = rng.randint(100_000, 700_000)
    grid = [[*ws(say, "voucher", "number", "date", "memo", "discount", "net")]]
    for at, x in enumerate(pay.lines):
        memo = w(say, "memos", n=str(rng.randint(2, 48)))
        row = [f"V{first + 7 * at}", x.number, cell(say, "date", x), memo]
        grid.append([*row, cell(say, "discount", x), cell(say, "net", x)])
    cuts = sum((x.discount or D(0) for x in pay.lines), D(0))
    grid.append([w(say, "sum"), "", "", "", say.money(cuts) if cuts else "", say.money(pay.total)])
    loose = frozenset({"document_type"})
    return Sheet([*opened(say, pay), Block("grid", grid=grid, right=(4, 5))], pays, ALL, open=loose)


@third("currency_in_each_row", 1, 14, reductions="discount", credits=True)
def currency_in_each_row(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The currency has a column of its own, twice, before every sum; nothing is said of it above."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount", "po")
    grid = [ws(say, "po", "number", "kind", "date", "cur", "gross", "discount", "cur", "net")]
    for x in pay.lines:
        row = [cell(say, name, x) for name in ("po", "number", "kind", "date")]
        money = [pay.currency, cell(say, "gross", x), cell(say, "discount", x)]
        grid.append([*row, *money, pay.currency, cell(say, "net", x)])
    grid.append(["", "", "", w(say, "sum"), "", "", "", pay.currency, say.money(pay.total)])
    first = opened(say, pay, "payer", "payee", "ref", "day", "method")
    return Sheet([*first, Block("grid", grid=grid, right=(5, 6, 8))], pays, ALL)


@third("instalments_numbered", 1, 10)
def instalments_numbered(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Each row pays one instalment of a bill: `2 of 4` stands between the number and the day it fell due."""
    pay = pays[0]
    keep_only(pay, "day")
    grid = [ws(say, "number", "date", "part", "net")]
    for x in pay.lines:
        of = rng.randint(2, 6)
        told = w(say, "part_of", n=str(rng.randint(1, of)), of=str(of))
        grid.append([x.number, cell(say, "date", x), told, cell(say, "net", x)])
    grid.append([w(say, "sum"), "", "", say.money(pay.total)])
    return Sheet([*opened(say, pay), Block("grid", grid=grid, right=(3,))], pays, ALL)


@third("base_and_vat", 1, 12, credits=True)
def base_and_vat(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The sum of each document is split into its base and its tax; the last column is what is paid."""
    pay = pays[0]
    keep_only(pay, "day")
    grid = [ws(say, "kind", "doc", "doc_date", "vat_base", "vat", "paid")]
    for x in pay.lines:
        base = (x.net / D("1.2")).quantize(CENT)
        row = [cell(say, name, x) for name in ("kind", "doc", "doc_date")]
        grid.append([*row, say.money(base), say.money(x.net - base), cell(say, "net", x)])
    grid.append([w(say, "sum"), "", "", "", "", say.money(pay.total)])
    loose = frozenset({"gross_amount"})
    return Sheet([*opened(say, pay), Block("grid", grid=grid, right=(3, 4, 5))], pays, ALL, open=loose)


@third("three_plain_columns", 1, 20, credits=True)
def three_plain_columns(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """As little as can be: a number, a day, a sum; a sentence over it and the total under it."""
    pay = pays[0]
    keep_only(pay, "day")
    block = listed(say, pay, "doc", "doc_date", "amount", sum_at="amount")
    loose = frozenset({"document_type"})
    first = opened(say, pay, "payee", "ref", "day", "method", "currency")
    return Sheet([*first, Block("para", [w(say, "list_follows")]), block], pays, ALL, open=loose)


@third("all_in_one_wide_list", 1, 10, reductions="both", credits=True)
def all_in_one_wide_list(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Ten columns, the money in the middle, the payer's order and the reason at the far right."""
    pay = pays[0]
    names = ("doc", "kind", "doc_date", "due", "gross", "discount", "deduction", "net", "po", "reason")
    grid = [ws(say, *names)]
    for x in pay.lines:
        due = say.day(pay.day)
        grid.append([due if name == "due" else cell(say, name, x) for name in names])
    grid.append(["", "", "", "", "", "", w(say, "sum"), say.money(pay.total), "", ""])
    return Sheet([*opened(say, pay), Block("grid", grid=grid, right=(4, 5, 6, 7))], pays, ALL)


@third("paid_in_full_marks", 1, 12, media=tuple(LETTERS))
def paid_in_full_marks(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The number, then words that say it is settled, then the sum: a narrow list under a narrow head."""
    pay = pays[0]
    keep_only(pay, "day")
    grid = [[w(say, "number"), w(say, "date"), "", w(say, "net")]]
    for x in pay.lines:
        grid.append([x.number, cell(say, "date", x), w(say, "settled_in_full"), cell(say, "net", x)])
    sums = Block("pairs", pairs=[(w(say, "total"), say.money(pay.total))], place="colon")
    first = opened(say, pay, "ref", "day", "currency", "method", "payee")
    return Sheet([*first, Block("grid", grid=grid, right=(3,)), sums], pays, ALL)


@third("many_rows_export", 20, 60, reductions="discount", credits=True, media=BOOKS)
def many_rows_export(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A long export: the payment's values in the first rows, then tens of documents."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount", "po")
    block = listed(say, pay, "doc_date", "doc", "kind", "po", "gross", "discount", "net")
    return Sheet([*opened(say, pay), block], pays, ALL)

"""A voucher whose sum stands in words, and advices whose amounts or heads bear their currency."""

# ruff: noqa: E501

import random

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALL, keep_only
from bench.layouts.unseen4.kit import cash
from bench.layouts.unseen5.names_a import KIT as w
from bench.layouts.unseen5.pages_a_plain import foot, named, top

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def in_words(number: int) -> str:
    """Return a whole number below a million in English words."""
    if number >= 1000:
        rest = f" {in_words(number % 1000)}" if number % 1000 else ""
        return f"{in_words(number // 1000)} thousand{rest}"
    if number >= 100:
        rest = f" and {in_words(number % 100)}" if number % 100 else ""
        return f"{in_words(number // 100)} hundred{rest}"
    if number >= 20:
        return _TENS.split()[number // 10 - 2] + (f"-{in_words(number % 10)}" if number % 10 else "")
    return _ONES.split()[number]


@w.form("voucher_with_words", "en", 1, 9, credits=True)
def voucher_with_words(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A cheque voucher: the sum in figures above the list and, whole units in words, below it."""
    pay = pays[0]
    keep_only(pay, "day")
    pay.method = "cheque"
    whole, cents = divmod(int(pay.total * 100), 100)
    told = f"{w(say, 'the_sum_of')} {in_words(whole)} {pay.currency} {w(say, 'and')} {cents:02}/100"
    known = w.facts(say, pay, "payee", "cheque_no", "day", "method", "total")
    listed = w.listed(say, pay, "doc", "kind", "doc_date", "amount")
    return Sheet([*named(say, pay), known, listed, Block("para", [told]), foot(say)], pays, ALL)


@w.form("currency_in_each_cell", "de fr nl", 1, 12, reductions="discount", credits=True)
def currency_in_each_cell(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Each amount bears its currency; a discount that was not taken is a dash; the payment stands in the last row."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    grid = [w.heads(say, pay, ("number", "date", "gross", "discount", "net"))]
    for x in pay.lines:
        money = [cash(say, pay, one) if one else "-" for one in (x.gross, x.discount, x.net)]
        grid.append([x.number or "", say.day(x.day), *money])
    grid.append([w(say, "total"), "", "", "", cash(say, pay, pay.total)])
    known = w.facts(say, pay, "ref", "day", "method")
    return Sheet([*top(say, pay), known, Block("grid", grid=grid, right=(2, 3, 4)), foot(say)], pays, ALL)

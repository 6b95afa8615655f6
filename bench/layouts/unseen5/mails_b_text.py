"""Mails of plain text: a craftsman's few words, sums as calculations, columns, a club's cheque."""

import random

from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALONE, keep_only
from bench.layouts.unseen4.kit import cash
from bench.layouts.unseen4.mails_lists import columns, text
from bench.layouts.unseen4.mails_prose import _wrapped
from bench.layouts.unseen5.kit_b import KIT, SIX, drawn, plain
from bench.layouts.unseen5.names_b import person


def _signed(say: Speech, pay: Payment, *more: str) -> list[str]:
    return ["", KIT(say, "bye"), person(say), pay.payer, *more]


def _paid(say: Speech, pay: Payment) -> str:
    return KIT(say, "paid_told", day=say.day(pay.day), sum=cash(say, pay, pay.total), ref=pay.reference)


@KIT.form("craftsman_in_few_words", SIX, 1, 5, media=ALONE)
def craftsman_in_few_words(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A craftsman writes number and amount, a row a bill, then what all makes; there is no reference."""
    pay, say = pays[0], plain(say)
    keep_only(pay)
    pay.method, pay.payee, pay.reference = "transfer", None, None  # type: ignore[assignment]
    rows = [KIT(say, "dear"), "", KIT(say, "just_paid")]
    rows += [f"{KIT(say, 'inv_short')} {x.number}: {cash(say, pay, x.net)}" for x in pay.lines]
    rows += ["", KIT(say, "in_all", sum=cash(say, pay, pay.total), day=say.day(pay.day))]
    return drawn(text([*rows, *_signed(say, pay, "", KIT(say, "phone"))]), pays, "lines")


@KIT.form("plus_and_minus_in_a_row", SIX, 2, 5, credits=True, media=ALONE)
def plus_and_minus_in_a_row(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The sum is told as a calculation: a row a term, with a plus or minus before the amount, then equals."""
    pay, say = pays[0], plain(say)
    keep_only(pay)
    pay.payee = None  # type: ignore[assignment]
    pay.method = "transfer"
    terms = []
    for x in pay.lines:
        key, sign = ("cn_short", "-") if x.kind == "credit_note" else ("inv_short", "+")
        terms.append([sign, say.money(abs(x.net or 0)), f"({KIT(say, key)} {x.number})"])  # type: ignore[arg-type]
    terms.append(["=", say.money(pay.total), pay.currency])
    rows = [KIT(say, "dear"), "", *_wrapped(_paid(say, pay)), KIT(say, "as_sum"), ""]
    return drawn(text([*rows, *columns(terms, (1,)), *_signed(say, pay)]), pays, "lines")


@KIT.form("columns_of_a_farm_shop", SIX, 1, 14, reductions="discount", credits=True, media=ALONE)
def columns_of_a_farm_shop(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Columns of blanks under a sentence; heads are underlined, the sums stand below a second line."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day", "gross", "discount")
    pay.method = "transfer"
    names = ("number", "date", "gross", "discount", "net")
    grid = columns(KIT.rows(say, pay, names, ("gross", "discount", "net")), (2, 3, 4))
    mark = "-" * max(map(len, grid))
    rows = [f"{KIT(say, 'payee')}: {pay.payee}", "", KIT(say, "dear"), *_wrapped(_paid(say, pay)), ""]
    rows += [grid[0], mark, *grid[1:-1], mark, grid[-1]]
    return drawn(text([*rows, *_signed(say, pay, "", KIT(say, "secrecy"))]), pays)


@KIT.form("club_sends_a_cheque", SIX, 2, 2, media=ALONE)
def club_sends_a_cheque(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A club's treasurer tells in sentences of a cheque and of the two bills that it pays."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    pay.payee = None  # type: ignore[assignment]
    pay.method, (a, b) = "cheque", pay.lines
    told = KIT(say, "cheque_told", day=say.day(pay.day), sum=cash(say, pay, pay.total), ref=pay.reference)
    days = {"da": say.day(a.day), "db": say.day(b.day)}
    sums = {"sa": cash(say, pay, a.net), "sb": cash(say, pay, b.net)}
    both = KIT(say, "two_of_us", a=a.number or "", b=b.number or "", **days, **sums)
    rows = [KIT(say, "dear"), "", *_wrapped(KIT(say, "club"), told, both)]
    signed = ["", KIT(say, "bye"), person(say), KIT(say, "treasurer"), pay.payer]
    return drawn(text([*rows, *signed]), pays, "prose")


@KIT.form("dots_lead_to_each_value", SIX, 1, 10, credits=True, media=ALONE)
def dots_lead_to_each_value(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A chemist's program: dots lead from labels to values, and from each document's words to its amount."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    rows = [pay.payer, KIT(say, "street"), "", KIT(say, "title").upper(), ""]
    rows += [f"{a + ' ':.<40} {b}" for a, b in KIT.pairs(say, pay, "payee", "ref", "day", "method", "total")]
    rows.append("")
    for x in pay.lines:
        named = f"{KIT(say, 'cn' if x.kind == 'credit_note' else 'inv')} {x.number} / {say.day(x.day)}"
        rows.append(f"{named + ' ':.<54} {say.money(x.net):>14}")
    rows += [f"{KIT(say, 'sum') + ' ':.<54} {say.money(pay.total):>14}", "", KIT(say, "do_not_reply")]
    return drawn(text(rows), pays)


@KIT.form("sentence_for_each_discount", SIX, 1, 4, reductions="discount", media=ALONE)
def sentence_for_each_discount(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Each bill has a sentence: amount, discount and what was paid, or that it was paid in full."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "gross", "discount")
    pay.payee, pay.method = None, "transfer"  # type: ignore[assignment]
    told = []
    for x in pay.lines:
        values = {"n": x.number or "", "net": cash(say, pay, x.net)}
        if x.discount:
            values |= {"gross": cash(say, pay, x.gross), "cut": cash(say, pay, x.discount)}
        else:
            x.gross = None
        told.append(KIT(say, "each_with_discount" if x.discount else "each_in_full", **values))
    rows = [KIT(say, "dear"), "", *_wrapped(_paid(say, pay)), "", *_wrapped(*told)]
    return drawn(text([*rows, *_signed(say, pay)]), pays, "prose")


@KIT.form("counted_rows_of_a_treasurer", SIX, 1, 9, media=ALONE)
def counted_rows_of_a_treasurer(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A parish office counts its rows: `1)` before number, day and amount, parted by strokes."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    rows = [f"{a}: {b}" for a, b in KIT.pairs(say, pay, "payer", "payee", "ref", "day", "method", "currency")]
    rows += ["", f"{KIT(say, 'number')} | {KIT(say, 'date')} | {KIT(say, 'net')}"]
    for at, x in enumerate(pay.lines, 1):
        rows.append(f"{at}) {x.number} | {say.day(x.day)} | {say.money(x.net)}")
    rows += ["", f"{KIT(say, 'total')}: {cash(say, pay, pay.total)}", *_signed(say, pay)]
    return drawn(text(rows), pays)

"""Mails of sentences: one bill, dashes, cuts told in words, set-offs, corrections, a client's bookkeeper."""

import random
import re
import textwrap
from datetime import timedelta

from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALL, CENT, D, add, keep_only, settle, spoken
from bench.layouts.unseen4.kit_sheets import cell, fourth, pairs, sum_of, unnamed, w
from bench.layouts.unseen4.mails_lists import signed, text
from bench.layouts.unseen4.sheets_writing import share, worded


def _wrapped(*sentences: str) -> list[str]:
    # A mail program keeps the groups of an amount together.
    told = re.sub(r"(?<=\d) (?=\d{3}\b)", "\u00a0", " ".join(sentences))
    return textwrap.wrap(told, 74, break_long_words=False, break_on_hyphens=False)


def _paid(say: Speech, pay: Payment, *, words: bool = False) -> str:
    """Return the sentence that tells day, sum and reference of a transfer."""
    pay.method = "transfer"
    day = spoken(say, pay.day) if words else say.day(pay.day)
    return w(say, "paid_told", day=day, sum=sum_of(say, pay, pay.total), ref=pay.reference)


def _item(say: Speech, pay: Payment, at: int, *, words: bool = False) -> str:
    x = pay.lines[at]
    day = spoken(say, x.day) if words and x.day else say.day(x.day)
    kind = w(say, "cn" if x.kind == "credit_note" else "inv")
    return w(say, "item_of", kind=kind, number=x.number or "", date=day, sum=sum_of(say, pay, x.net))


@fourth("one_bill_just_paid", 1, 1)
def one_bill_just_paid(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A clerk tells in one sentence that one bill is paid: number, its day, sum, day and reference."""
    pay = pays[0]
    keep_only(pay, "day")
    pay.method, x = "transfer", pay.lines[0]
    values = {"number": x.number or "", "date": say.day(x.day), "day": say.day(pay.day), "ref": pay.reference}
    told = w(say, "one_paid", sum=sum_of(say, pay, pay.total), **values)
    unnamed(pay)
    return Sheet([], pays, ALL, "prose", text([w(say, "dear"), *_wrapped(told), *signed(say, pay)]))


@fourth("dashes_with_days", 1, 8, credits=True)
def dashes_with_days(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A sentence, then a dash for each document with kind, number, day and sum behind a colon."""
    pay = pays[0]
    keep_only(pay, "day")
    rows = [w(say, "dear"), "", *_wrapped(_paid(say, pay)), w(say, "follows")]
    rows += [f"- {_item(say, pay, at)}" for at in range(len(pay.lines))]
    unnamed(pay)
    return Sheet(
        [], pays, ALL, "lines", text([*rows, *signed(say, pay), "", *_wrapped(w(say, "disclaimer"))])
    )


@fourth("days_with_months_names", 1, 5)
def days_with_months_names(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Every day bears its month's name; the documents follow one another in a single sentence."""
    pay = pays[0]
    keep_only(pay, "day")
    items = "; ".join(_item(say, pay, at, words=True) for at in range(len(pay.lines)))
    told = _wrapped(_paid(say, pay, words=True), w(say, "follows"), f"{items}.")
    unnamed(pay)
    return Sheet([], pays, ALL, "prose", text([w(say, "dear"), "", *told, *signed(say, pay)]))


@fourth("less_for_a_fault", 1, 4)
def less_for_a_fault(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A sentence a bill: the bill's sum, what was paid, what was taken off and in brackets for what."""
    pay = pays[0]
    keep_only(pay, "gross")
    told = []
    for at, x in enumerate(pay.lines):
        if at % 2 == 0:
            x.deduction, x.reason = share(x, "6"), worded(say, w(say, "claim_words"), at)
            x.net = (x.gross or D(0)) - x.deduction
            values = {
                "gross": sum_of(say, pay, x.gross),
                "cut": sum_of(say, pay, x.deduction),
                "why": x.reason,
            }
            told.append(w(say, "less_for", number=x.number or "", net=sum_of(say, pay, x.net), **values))
        else:
            x.gross = None
            told.append(w(say, "in_full", number=x.number or "", net=sum_of(say, pay, x.net)))
    settle(pay)
    rows = [w(say, "dear"), "", *_wrapped(_paid(say, pay)), "", *_wrapped(*told)]
    unnamed(pay)
    return Sheet([], pays, ALL, "prose", text([*rows, *signed(say, pay)]))


@fourth("half_now_rest_later", 2, 4)
def half_now_rest_later(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Bills paid in full, and one of which only a part is paid, whose own sum is not told."""
    pay = pays[0]
    keep_only(pay)
    part = pay.lines[-1]
    part.net = ((part.net or D(0)) * D("0.4")).quantize(CENT)
    settle(pay)
    told = [
        w(say, "part_now" if x is part else "in_full", number=x.number or "", net=sum_of(say, pay, x.net))
        for x in (part, *pay.lines[:-1])
    ]
    pay.lines = [part, *pay.lines[:-1]]
    rows = [w(say, "dear"), "", *_wrapped(_paid(say, pay), *told)]
    unnamed(pay)
    return Sheet([], pays, ALL, "prose", text([*rows, *signed(say, pay)]))


@fourth("arrows_from_gross_to_paid", 1, 8)
def arrows_from_gross_to_paid(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """One sentence tells the rate of discount; each row is number, gross, an arrow and what was paid."""
    pay = pays[0]
    keep_only(pay, "gross")
    for x in pay.lines:
        x.net = (x.gross or D(0)) - share(x, "2")
    settle(pay)
    arrow = say.pick(["->", "=>", "→"], "fourth arrow")
    rows = [w(say, "dear"), "", *_wrapped(_paid(say, pay)), "", *_wrapped(w(say, "arrow_told"))]
    rows += [f"{x.number}   {say.money(x.gross)} {arrow} {say.money(x.net)}" for x in pay.lines]
    unnamed(pay)
    # The discount of a single bill is not printed, its rate is: two careful readers may differ.
    left_open = frozenset({"discount_amount", "deduction_amount"})
    return Sheet([], pays, ALL, "lines", text([*rows, *signed(say, pay)]), left_open)


@fourth("credit_used_up", 2, 2)
def credit_used_up(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """One credit note is set off against one bill in a sentence; the difference was transferred."""
    pay = pays[0]
    keep_only(pay)
    x, noted = pay.lines
    noted.kind, noted.net = "credit_note", -((x.net or D(0)) * D(rng.randint(5, 40)) / 100).quantize(CENT)
    settle(pay)
    values = {"number": x.number or "", "gross": sum_of(say, pay, x.net), "cn": noted.number or ""}
    told = w(say, "credit_used", cut=sum_of(say, pay, -(noted.net or D(0))), **values)
    pay.lines = [noted, x]
    rows = [w(say, "dear"), "", *_wrapped(told, _paid(say, pay)), *signed(say, pay)]
    unnamed(pay)
    # One careful reader calls the bill's sum gross too.
    return Sheet([], pays, ALL, "prose", text(rows), frozenset({"gross_amount"}))


@fourth("all_in_one_row", 1, 5)
def all_in_one_row(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """As little as can be: number equals sum, number equals sum, all in one row; then all in all."""
    pay = pays[0]
    keep_only(pay)
    items = ", ".join(f"{x.number} = {say.money(x.net)}" for x in pay.lines)
    known = ", ".join(f"{a} {b}" for a, b in pairs(say, pay, "day", "ref", "method"))
    rows = [
        w(say, "dear"),
        f"{known}:",
        items,
        f"{w(say, 'all_in')} {sum_of(say, pay, pay.total)}.",
        "",
        w(say, "signer"),
        pay.payer,
    ]
    unnamed(pay)
    return Sheet([], pays, ALL, "prose", text(rows))


@fourth("bookkeeper_for_a_client", 1, 7, reductions="none")
def bookkeeper_for_a_client(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A bookkeeper's bureau writes and signs; the client that paid stands at its label."""
    pay = pays[0]
    keep_only(pay, "day")
    pay.method = "transfer"
    known = [f"{a}: {b}" for a, b in pairs(say, pay, "payer", "payee", "ref", "day", "method", "total")]
    rows = [w(say, "dear"), "", *_wrapped(w(say, "for_client")), "", *known, ""]
    rows += [_item(say, pay, at) for at in range(len(pay.lines))]
    rows += ["", w(say, "regards"), w(say, "signer"), w(say, "bureau"), w(say, "street")]
    return Sheet([], pays, ALL, "lines", text(rows))


@fourth("list_of_yesterday_was_wrong", 2, 6)
def list_of_yesterday_was_wrong(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The new mail tells what was paid; the mail quoted below it lists other sums, which it calls wrong."""
    pay = pays[0]
    keep_only(pay)
    rows = [w(say, "dear"), "", *_wrapped(w(say, "wrong_before")), ""]
    rows += [f"{x.number}  {sum_of(say, pay, x.net)}" for x in pay.lines]
    rows += ["", *_wrapped(_paid(say, pay)), *signed(say, pay), ""]
    before = say.day(pay.day - timedelta(days=2))
    old = [w(say, "dear"), w(say, "old_list")]
    old += [
        f"{x.number}  {sum_of(say, pay, (x.net or D(0)) + D(rng.randint(100, 9000)) / 100)}"
        for x in pay.lines
    ]
    rows += [
        w(say, "wrote", day=before, who=w(say, "signer")),
        *(f"> {one}" for one in (*old, w(say, "signer"))),
    ]
    unnamed(pay)
    return Sheet([], pays, ALL, "lines", text(rows))


@fourth("rest_is_on_account", 1, 4)
def rest_is_on_account(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Bills paid in full, sentence by sentence; what is left of the sum is to be held on account."""
    pay = pays[0]
    keep_only(pay)
    bills = list(pay.lines)
    rest = add(pay, None, "on_account", D(rng.randint(5, 90)) * 10)
    settle(pay)
    told = [w(say, "in_full", number=x.number or "", net=sum_of(say, pay, x.net)) for x in bills]
    told.append(w(say, "on_account", sum=sum_of(say, pay, rest.net)))
    rows = [w(say, "dear"), "", *_wrapped(_paid(say, pay)), "", *_wrapped(*told), *signed(say, pay)]
    unnamed(pay)
    return Sheet([], pays, ALL, "prose", text(rows))


@fourth("bills_pasted_from_a_column", 1, 9, credits=True)
def bills_pasted_from_a_column(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Tabs part number, day and sum; no heads stand over them, a rule of signs and the sum below."""
    pay = pays[0]
    keep_only(pay, "day")
    rows = [w(say, "dear"), "", *_wrapped(_paid(say, pay)), ""]
    rows += [
        "\t".join((cell(say, "number", x), cell(say, "date", x), cell(say, "net", x))) for x in pay.lines
    ]
    rows += ["_" * 40, f"\t\t{say.money(pay.total)}", *signed(say, pay)]
    unnamed(pay)
    return Sheet([], pays, ALL, drawn=text(rows))

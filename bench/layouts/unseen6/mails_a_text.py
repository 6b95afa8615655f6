"""Mails of plain text: a software shop's robot, a museum's clerk, a police store's columns, a reporter's desk, a brewer's answer."""

# ruff: noqa: E501

import random

from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALONE, CENT, keep_only, settle
from bench.layouts.unseen4.kit import cash
from bench.layouts.unseen4.mails_lists import columns, text
from bench.layouts.unseen4.wording import told, worded
from bench.layouts.unseen6.kit import own
from bench.layouts.unseen6.names_a import by, nth, w


def sent(say: Speech, pay: Payment) -> str:
    """Return the sentence that tells sum, payee, day and number of a transfer, which it becomes."""
    pay.method = "transfer"
    values = {"total": cash(say, pay, pay.total), "day": told(say, pay.day), "ref": pay.reference}
    return w(say, "sent", payee=pay.payee, **values)


def signed(say: Speech, pay: Payment) -> list[str]:
    """Return the rows that close a mail."""
    return ["", w(say, "regards"), w(say, "desk"), pay.payer, w(say, "street")]


@w.form("robot_of_a_software_shop", "en de it", 1, 10, media=ALONE, reductions="discount")
def robot_of_a_software_shop(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A robot's mail: values in square brackets of labels, then a row for each bill of label=value pairs."""
    pay = by(say, pays, "soft")
    keep_only(pay, "day", "gross", "discount")
    rows = [w(say, "robot"), ""]
    rows += [f"[{a}] {b}" for a, b in w.pairs(say, pay, "payer", "payee", "ref", "day", "method", "total")]
    names = ("number", "date", "gross", "discount", "net")
    heads = w.heads(say, pay, names)
    for at, cells in enumerate(w.cells(say, pay, names), 1):
        told_ = "; ".join(f"{a}={b}" for a, b in zip(heads, cells, strict=True) if b)
        rows += ["", f"#{at} {told_}"]
    return own(text([*rows, "", w(say, "no_answer")]), pays, "lines")


@w.form("keeper_writes_in_passing", "en it fr nl", 1, 4, media=ALONE)
def keeper_writes_in_passing(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A museum's clerk names bills within one running sentence, each with its day and amount, the sum in the first."""
    pay = by(say, pays, "museum")
    keep_only(pay, "day")
    first = sent(say, pay)
    bills = [
        w(say, "bill_in_row", number=x.number or "", day=worded(say, x.day), money=cash(say, pay, x.net))
        for x in pay.lines
    ]
    return own(
        text([w(say, "dear") + ",", "", first, "; ".join(bills) + ".", *signed(say, pay)]), pays, "prose"
    )


@w.form("columns_of_a_police_store", "nl en de", 1, 20, reductions="discount", credits=True, media=ALONE)
def columns_of_a_police_store(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A program's mail: labels set to the right of a colon, a list in columns with counted rows and two sums."""
    pay = by(say, pays, "police")
    keep_only(pay, "day", "po", "discount")
    names = ("doc", "po", "doc_date", "discount", "net")
    found = w.rows(say, pay, names, ("net",))
    counts = ["#", *(str(at) for at in range(1, len(found) - 1)), ""]
    grid = columns([[count, *row] for count, row in zip(counts, found, strict=True)], (4, 5))
    pairs = w.pairs(say, pay, "payer", "payee", "ref", "day", "method", "currency", "sum")
    known = [f"{a:>26} : {b}" for a, b in pairs]
    return own(text([w(say, "title").upper(), "", *known, "", *grid, "", w(say, "no_answer")]), pays)


@w.form("desk_pays_a_reporter", "fr de en", 1, 7, media=ALONE)
def desk_pays_a_reporter(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A newspaper's desk: for each piece its title, below it, set in, the fee note's number, day and what is paid."""
    pay = by(say, pays, "paper")
    keep_only(pay, "day")
    rows = [w(say, "dear") + ",", "", sent(say, pay), ""]
    for x in pay.lines:
        rows.append(f"« {nth(say, 'pieces', rng.randint(0, 4))} »")
        rows += [
            f"    {w(say, 'fee_note', number=x.number or '', day=say.day(x.day))} : {cash(say, pay, x.net)}",
            "",
        ]
    return own(text([*rows, *signed(say, pay)[1:]]), pays, "lines")


@w.form("brewer_answers_a_reminder", "de nl en", 2, 8, media=ALONE)
def brewer_answers_a_reminder(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An answer to a reminder: what is paid now in a list, and below the quoted reminder with other amounts that were asked for."""
    pay = by(say, pays, "brewery")
    keep_only(pay, "day")
    rows = [w(say, "dear") + ",", "", sent(say, pay), ""]
    rows += columns(w.rows(say, pay, ("number", "date", "net"), ("net",)), (2,))
    rows += [*signed(say, pay), "", w(say, "you_wrote"), f"> {w(say, 'reminder')}", ">"]
    # The reminder is the payee's: it asks for the bills and for charges that nobody pays here.
    asked = sum((x.net for x in pay.lines), CENT * 0) + 40
    rows += [f"> {w(say, 'reminder_sum', total=cash(say, pay, asked))}", f"> {pay.payee}"]
    return own(text(rows), pays)


@w.form("lessor_tells_one_cut", "it de nl en", 1, 1, media=ALONE)
def lessor_tells_one_cut(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """One bill in sentences: billed, what was kept back and why, what was paid."""
    pay = by(say, pays, "lease")
    keep_only(pay, "day", "gross")
    x = pay.lines[0]
    x.deduction = max(CENT, (x.gross * rng.randint(2, 9) / 100).quantize(CENT))
    x.reason, x.net = nth(say, "kept_whys", rng.randint(0, 2)), x.gross - x.deduction
    settle(pay)
    values = {"number": x.number or "", "day": say.day(x.day), "gross": cash(say, pay, x.gross)}
    cut = w(say, "kept", cut=cash(say, pay, x.deduction), why=x.reason, **values)
    first = sent(say, pay)
    return own(text([w(say, "dear") + ",", "", first, "", cut, *signed(say, pay)]), pays, "prose")

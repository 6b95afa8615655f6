"""What banks and payment programs print: details packed in lines, batches, cards, statements paid in part."""

import random
from datetime import timedelta

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALL, BOOKS, LETTERS, D, cash, keep_only, spoken
from bench.layouts.unseen3.kit import cell, facts, heads, letterhead, pairs, third, w, ws


@third("details_packed", 1, 6, credits=True, media=LETTERS)
def details_packed(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A bank's confirmation of one transfer; its details are lines of kind, number and sum."""
    pay = pays[0]
    keep_only(pay)
    pay.method = None
    detail = [f"{cell(say, 'kind', x)} {x.number}: {cell(say, 'net', x)}" for x in pay.lines]
    blocks = [
        Block("text", [w(say, "bank_name"), w(say, "confirmation")]),
        Block("pairs", pairs=pairs(say, pay, "payer", "payee", "ref", "day", "currency", "total")),
        Block("text", [f"{w(say, 'details')}:", *detail]),
    ]
    return Sheet(blocks, pays, ALL - {"method"}, "lines")


@third("batch_of_payments", 1, 4, payments=3, media=LETTERS)
def batch_of_payments(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """One run, three payments to the same firm: each has its values, then its documents, then its sum."""
    blocks = [letterhead(say, pays[0]), Block("text", [w(say, "batch_title")])]
    blocks.append(Block("text", [f"{w(say, 'payee')}: {pays[0].payee}"]))
    for at, pay in enumerate(pays, 1):
        keep_only(pay, "day")
        blocks.append(Block("text", [w(say, "payment_n", n=str(at))]))
        blocks.append(
            Block("pairs", pairs=pairs(say, pay, "ref", "day", "method", "currency"), place="colon")
        )
        grid = [heads(say, pay, ("number", "date", "amount"))]
        grid += [[cell(say, name, x) for name in ("number", "date", "net")] for x in pay.lines]
        grid.append([w(say, "total"), "", say.money(pay.total)])
        blocks.append(Block("grid", grid=grid, right=(2,)))
    return Sheet(blocks, pays, ALL)


@third("statement_paid_now", 3, 14)
def statement_paid_now(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The payer sends the list of all it owes; the last column is filled where it pays now."""
    pay = pays[0]
    keep_only(pay, "day")
    grid, at = [ws(say, "number", "date", "due", "balance", "paid_now")], rng.randint(10_000, 70_000)
    for x in pay.lines:
        if rng.random() < 0.5:
            at += rng.randint(1, 50)
            day = pay.day - timedelta(days=rng.randint(1, 15))
            # A document that stays open, with another number of the same make.
            grid.append([_other(x.number or "", at), say.day(day), say.day(day), _owed(rng, say), ""])
        due = say.day(pay.day - timedelta(days=1))
        grid.append([x.number, cell(say, "date", x), due, cell(say, "net", x), cell(say, "net", x)])
    grid.append([w(say, "total"), "", "", "", say.money(pay.total)])
    first = [letterhead(say, pay), Block("text", [w(say, "state_title", day=spoken(say, pay.day))])]
    first += [
        facts(say, pay, "payee", "ref", "day", "method", "currency"),
        Block("para", [w(say, "state_told")]),
    ]
    loose = frozenset({"gross_amount"})
    return Sheet([*first, Block("grid", grid=grid, right=(3, 4))], pays, ALL, open=loose)


def _other(number: str, figures: int) -> str:
    """Return a number of the same make whose last five figures are others."""
    text, left = list(number), list(str(figures))
    for at in range(len(text) - 1, -1, -1):
        if left and text[at].isdigit() and number[at : at + 2] != "26":
            text[at] = left.pop()
    return "".join(text)


def _owed(rng: random.Random, say: Speech) -> str:
    return say.money(D(rng.randint(5_000, 900_000)) / 100)


@third("card_of_numbers", 1, 6, media=LETTERS)
def card_of_numbers(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A mail that a virtual card pays: last figures, month of expiry, invoices and the sum to charge."""
    pay = pays[0]
    keep_only(pay)
    pay.method = "card"
    values = [(w(say, "payee"), pay.payee), (w(say, "ref"), pay.reference), (w(say, "day"), say.day(pay.day))]
    values += [(w(say, "method"), w(say, "card")), (w(say, "card_ends"), str(rng.randint(1000, 9999)))]
    values += [(w(say, "valid"), f"{rng.randint(1, 12):02}/{pay.day.year % 100 + 3}")]
    values += [(w(say, "total"), cash(say, pay, pay.total))]
    grid = [ws(say, "number", "amt"), *([x.number, cash(say, pay, x.net)] for x in pay.lines)]
    blocks = [Block("text", [pay.payer, w(say, "dear")]), Block("para", [w(say, "card_told")])]
    blocks += [
        Block("pairs", pairs=values),
        Block("grid", grid=grid, right=(1,)),
        Block("text", [w(say, "thanks")]),
    ]
    return Sheet(blocks, pays, ALL)


@third("lists_by_bank_account", 2, 8, payments=2, media=BOOKS)
def lists_by_bank_account(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Two payments in one list: a row of the payment's number, day and sum stands over its documents."""
    first, second = pays
    first.method = second.method = None
    second.day = first.day
    grid = [ws(say, "ref", "day", "number", "date", "paid")]
    for pay in pays:
        keep_only(pay, "day")
        grid.append([pay.reference, say.day(pay.day), "", "", say.money(pay.total)])
        grid += [["", "", *(cell(say, name, x) for name in ("number", "date", "net"))] for x in pay.lines]
    head = [letterhead(say, first), Block("pairs", pairs=pairs(say, first, "payee", "currency"))]
    return Sheet([*head, Block("grid", grid=grid, right=(4,))], pays, ALL - {"method"})


@third("lead_with_sum", 1, 18, reductions="discount", credits=True)
def lead_with_sum(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The sum and the day stand first and alone; the firm's name, number and list follow."""
    pay = pays[0]
    keep_only(pay, "gross", "discount", "day")
    names = ("date", "number", "kind", "net", "discount", "gross")
    grid = [ws(say, *names), *([cell(say, name, x) for name in names] for x in pay.lines)]
    blocks = [
        Block(
            "text",
            [f"{w(say, 'total')}: {cash(say, pay, pay.total)}", f"{w(say, 'day')}: {say.day(pay.day)}"],
        ),
        Block("pairs", pairs=pairs(say, pay, "payer", "payee", "ref", "method"), place="colon"),
        Block("grid", grid=grid, right=(3, 4, 5)),
    ]
    return Sheet(blocks, pays, ALL)

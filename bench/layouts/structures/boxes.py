"""Payments told in sentences, boxes and tables of their own."""

import random
from decimal import Decimal

from bench.layouts.forms import BASE, Block, Sheet, form, head, table, total_row
from bench.layouts.speech import Speech
from bench.layouts.truth import Line, Payment

D = Decimal


@form("on_account_and_debit", 3, 7, reductions="none")
def on_account_and_debit(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    pay = pays[0]
    word = {
        "en": "Payment on account",
        "fr": "Acompte",
        "de": "Anzahlung",
        "es": "Pago a cuenta",
        "it": "Acconto",
        "nl": "Vooruitbetaling",
        "pt": "Pagamento por conta",
    }[say.language]
    pay.lines.append(Line(None, "on_account", net=D(rng.randint(5000, 90000)) / 100))
    pay.total = pay.sum
    grid = [[say("type"), say("number"), say("date"), say("amount")]]
    grid += [
        [
            word if x.kind == "on_account" else say("cn" if x.kind == "credit_note" else "inv"),
            x.number or "",
            say.day(x.day),
            say.money(x.net),
        ]
        for x in pay.lines
    ]
    block = Block("grid", grid=grid, right=(3,))
    block.grid.append([say("sum"), "", "", say.money(pay.total)])
    return Sheet([*head(say, pay, "beside", False), block], pays, frozenset({"number", "date"}))


@form("quantities_in_notes", 2, 6, reductions="none")
def quantities_in_notes(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Under each line a note with figures that are no amounts of the payment."""
    pay = pays[0]
    grid = [[say("number"), say("date"), say("desc"), say("amount")]]
    for x in pay.lines:
        grid.append([x.number, say.day(x.day), "Pumps", say.money(x.net)])
        grid.append(["", "", f"{rng.randint(2, 9)} x {say.money(D(rng.randint(1000, 9000)) / 100)}", ""])
    block = Block("grid", grid=grid, right=(3,))
    total_row(say, block, pay.total)
    return Sheet([*head(say, pay, "colon", False), block], pays, frozenset({"number", "date"}))


@form("own_and_your_number", 3, 8, reductions="discount")
def own_and_your_number(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    pay = pays[0]
    ours, yours = {
        "en": ("Our document", "Your reference"),
        "fr": ("Notre pièce", "Votre référence"),
        "de": ("Unser Beleg", "Ihr Beleg"),
        "es": ("Nuestro documento", "Su referencia"),
        "it": ("Nostro documento", "Vostro riferimento"),
        "nl": ("Ons document", "Uw kenmerk"),
        "pt": ("Nosso documento", "Vossa referência"),
    }[say.language]
    grid = [[ours, yours, say("date"), say("gross"), say("discount"), say("net")]]
    grid += [
        [
            str(rng.randint(1900000000, 1999999999)),
            x.number,
            say.day(x.day),
            say.money(x.gross),
            say.money(x.discount),
            say.money(x.net),
        ]
        for x in pay.lines
    ]
    return Sheet([*head(say, pay), Block("grid", grid=grid, right=(3, 4, 5))], pays, BASE)


@form("label_in_cell", 2, 8, reductions="discount")
def label_in_cell(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Boxes with the label over the value in one cell, then the table."""
    pay = pays[0]
    pay.method = None
    boxes = [
        f"{say('ref')}\n{pay.reference}",
        f"{say('day')}\n{say.day(pay.day)}",
        f"{say('total')}\n{say.money(pay.total)} {pay.currency}",
    ]
    return Sheet(
        [
            Block("text", [pay.payer]),
            Block("text", [say("title")]),
            Block("text", [f"{say('payee')}: {pay.payee}"]),
            Block("grid", grid=[boxes], heads=0),
            table(say, ["number", "date", "gross", "discount", "net"], pay.lines),
        ],
        pays,
        BASE,
    )


@form("payment_in_table", 2, 7, reductions="discount")
def payment_in_table(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The payment's own values stand in a table of one row above the lines."""
    pay = pays[0]
    pay.method = None
    top = Block(
        "grid",
        grid=[
            [say("ref"), say("day"), say("total"), say("currency")],
            [pay.reference, say.day(pay.day), say.money(pay.total), pay.currency],
        ],
    )
    return Sheet(
        [
            Block("text", [pay.payer]),
            Block("text", [f"{say('payee')}: {pay.payee}", say("title")]),
            top,
            table(say, ["number", "po", "gross", "discount", "net"], pay.lines),
        ],
        pays,
        frozenset({"number", "po", "gross", "discount", "net"}),
    )


@form("closing_words", 2, 7, reductions="none")
def closing_words(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Bank details and legal figures under the table must not become lines."""
    pay = pays[0]
    block = table(say, ["number", "date", "amount"], pay.lines)
    total_row(say, block, pay.total)
    tail = [
        "IBAN DE89 3704 0044 0532 0130 00  BIC COBADEFFXXX",
        "HRB 12345 · USt-ID DE123456789",
        "Capital 1.000.000,00 EUR  RCS 552 100 554",
    ]
    return Sheet(
        [*head(say, pay, "beside", False), block, Block("text", tail)], pays, frozenset({"number", "date"})
    )

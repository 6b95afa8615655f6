"""Tables with columns or figures that are no amounts of the payment."""

import random
from decimal import Decimal

from bench.layouts.forms import Block, Sheet, form, head, table, total_row
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment

D = Decimal


@form("reversed_order", reductions="discount")
def reversed_order(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    columns = ["net", "discount", "gross", "date", "number"]
    return Sheet([*head(say, pays[0], "below"), table(say, columns, pays[0].lines)], pays, frozenset(columns))


@form("balance_column", reductions="discount")
def balance_column(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    pay = pays[0]
    rest = {
        "en": "Balance",
        "fr": "Solde restant",
        "de": "Restbetrag",
        "es": "Saldo pendiente",
        "it": "Saldo residuo",
        "nl": "Restant saldo",
        "pt": "Saldo pendente",
    }[say.language]
    columns = ["number", "gross", "discount", "net"]
    block = table(say, columns, pay.lines)
    block.grid[0].append(rest)
    for row in block.grid[1:]:
        row.append(say.money(Decimal(rng.choice([0, 0, 15000])) / 100))
    block.right += (4,)
    return Sheet([*head(say, pay), block], pays, frozenset(columns))


@form("same_number_twice", 3, 8, reductions="none")
def same_number_twice(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    pay = pays[0]
    pay.lines[1].number = pay.lines[0].number
    pay.lines[1].net = pay.lines[1].gross = abs(pay.lines[1].net)
    pay.lines[1].kind = "invoice"
    pay.total = pay.sum
    block = table(say, ["number", "date", "amount"], pay.lines)
    return Sheet([*head(say, pay), block], pays, frozenset({"number", "date"}))


@form("total_in_words_side", reductions="discount")
def total_in_words_side(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    pay = pays[0]
    blocks = head(say, pay, "beside", False)
    block = table(say, ["number", "gross", "discount", "net"], pay.lines)
    sums = [
        sum((getattr(x, k) or Decimal(0) for x in pay.lines), Decimal(0))
        for k in ("gross", "discount", "net")
    ]
    block.grid.append(
        [
            {
                "en": "Total",
                "fr": "Total",
                "de": "Summe",
                "es": "Total",
                "it": "Totale",
                "nl": "Totaal",
                "pt": "Total",
            }[say.language],
            *[say.money(s) for s in sums],
        ]
    )
    return Sheet(
        [*blocks, block, Block("text", ["Tel. +44 20 7946 0000 · IBAN GB33BUKB20201555555555"])],
        pays,
        frozenset({"number", "gross", "discount", "net"}),
    )


@form("long_many_pages", 45, 90, reductions="discount")
def long_many_pages(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    block = table(say, ["number", "date", "po", "gross", "discount", "net"], pays[0].lines)
    total_row(say, block, pays[0].total)
    return Sheet(
        [*head(say, pays[0], "beside", False), block],
        pays,
        frozenset({"number", "date", "po", "gross", "discount", "net"}),
    )

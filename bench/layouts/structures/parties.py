"""Who pays: named only at the bottom, only above the address, only in the closing, or twice."""

import random

from bench.layouts.forms import PAPER_ONLY, SHEETS_UNFIT, Block, Sheet, form, table, total_row
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment

COLUMNS = ["number", "date", "gross", "discount", "net"]
SHOWN = frozenset({"method", *COLUMNS})


def _pairs(say: Speech, pay: Payment) -> Block:
    pairs = [(say("ref"), pay.reference), (say("day"), say.day(pay.day)), (say("currency"), pay.currency)]
    if pay.method:
        pairs.append((say("method"), say(pay.method)))
    return Block("pairs", pairs=pairs, place=say.pick(["colon", "beside", "below"], "place"))


def _lines(say: Speech, pay: Payment) -> Block:
    block = table(say, COLUMNS, pay.lines)
    total_row(say, block, pay.total)
    return block


@form("payer_in_small_print", 1, 9, reductions="discount", unfit=SHEETS_UNFIT)
def payer_in_small_print(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The payer is named only in the small print at the foot of the page."""
    pay = pays[0]
    foot = Block("foot", [f"{pay.payer} · {say('foot')}"])
    blocks = [
        Block("text", [say("title")]),
        Block("text", [pay.payee, "Unit 7, Kiln Lane", "50321 Tarnbrook"]),
    ]
    return Sheet([*blocks, _pairs(say, pay), _lines(say, pay), foot], pays, SHOWN)


@form("payer_above_window", 1, 9, reductions="discount", unfit=PAPER_ONLY)
def payer_above_window(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The payer stands in the sender's line above the address of the payee."""
    pay = pays[0]
    window = [
        f"{pay.payer} · 14 Orchard Parade · 40210 Westmere",
        pay.payee,
        "Unit 7, Kiln Lane",
        "50321 Tarnbrook",
    ]
    blocks = [Block("text", [""]), Block("text", window), Block("text", [say("title")])]
    return Sheet([*blocks, _pairs(say, pay), _lines(say, pay)], pays, SHOWN)


@form("payer_signs", 1, 9, reductions="discount", unfit=SHEETS_UNFIT)
def payer_signs(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A mail that its writer signs with a person's name and the payer's."""
    pay = pays[0]
    greeting = Block("text", [f"{say('title')} {pay.reference}", "", pay.payee])
    signed = Block("text", [say("thanks"), "", "M. Arvane", pay.payer, "+44 20 7946 0123"])
    return Sheet([greeting, _pairs(say, pay), _lines(say, pay), signed], pays, SHOWN)


@form("agent_pays", 1, 9, reductions="discount")
def agent_pays(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A payment service heads the page; the payer stands at its label."""
    pay = pays[0]
    head = [Block("text", ["PAYHARBOUR SERVICES", "www.payharbour.example"]), Block("text", [say("title")])]
    parties = [(say("payer"), pay.payer), (say("payee"), pay.payee)]
    blocks = [*head, Block("pairs", pairs=parties, place="beside"), _pairs(say, pay), _lines(say, pay)]
    return Sheet(blocks, pays, SHOWN)


@form("parties_side_by_side", 1, 9, reductions="discount")
def parties_side_by_side(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Payer and payee stand in two columns with their addresses, row by row beside one another."""
    pay = pays[0]
    grid = [
        [say("payer"), say("payee")],
        [pay.payer, pay.payee],
        ["14 Orchard Parade", "Unit 7, Kiln Lane"],
        ["40210 Westmere", "50321 Tarnbrook"],
    ]
    blocks = [Block("text", [say("title")]), Block("grid", grid=grid, heads=1)]
    return Sheet([*blocks, _pairs(say, pay), _lines(say, pay)], pays, SHOWN)

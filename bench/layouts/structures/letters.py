"""Letters, lists and stubs: sentences that pay, bullets with sums in them, cheques with two stubs."""

import random
from decimal import Decimal

from bench.layouts.forms import SHEETS_UNFIT, Block, Sheet, form, lead, table, total_row
from bench.layouts.speech import Speech
from bench.layouts.truth import Line, Payment

D = Decimal


def _sum(say: Speech, pay: Payment, amount: Decimal | None) -> str:
    text = say.money(amount)
    return say.pick([f"{text} {pay.currency}", f"{pay.currency} {text}"], "sign")


@form("letter_of_sentences", 1, 4, reductions="none", unfit=SHEETS_UNFIT)
def letter_of_sentences(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Everything stands in sentences: day, sum and reference, then each invoice, then a credit note."""
    pay = pays[0]
    pay.method = "transfer"
    pay.lines.sort(key=lambda line: line.kind != "invoice")
    paid = [x for x in pay.lines if x.kind == "invoice"]
    items = [say("item", number=x.number or "", sum=_sum(say, pay, x.net)) for x in paid]
    joined = f" {say('and')} ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)
    told = [
        say("letter", day=say.day(pay.day), sum=_sum(say, pay, pay.total), ref=pay.reference),
        say("settles", items=joined),
    ]
    for x in pay.lines[len(paid) :]:
        told.append(say("lesser", number=x.number or "", sum=_sum(say, pay, abs(x.net or D(0)))))
    blocks = [Block("text", [pay.payer, "", pay.payee]), Block("para", [" ".join(told)])]
    return Sheet([*blocks, Block("para", [say("thanks")])], pays, frozenset({"method", "number"}), "prose")


@form("letter_then_bare_rows", 1, 9, reductions="none", unfit=SHEETS_UNFIT)
def letter_then_bare_rows(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A sentence names the payment; the rows under it have no heads and no sum."""
    pay = pays[0]
    pay.method = "transfer"
    told = say("letter", day=say.day(pay.day), sum=_sum(say, pay, pay.total), ref=pay.reference)
    grid = [[x.number or "", say.day(x.day), say.money(x.net)] for x in pay.lines]
    rows = Block("grid", grid=grid, heads=0, right=(2,))
    blocks = [Block("text", [pay.payer, "", pay.payee]), Block("para", [told]), rows]
    shown = frozenset({"method", "number", "date"})
    return Sheet([*blocks, Block("para", [say("thanks")])], pays, shown)


@form("numbers_without_amounts", 2, 6, reductions="none", credits=False, unfit=SHEETS_UNFIT)
def numbers_without_amounts(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Only the numbers of the invoices and the sum of all are told."""
    pay = pays[0]
    for line in pay.lines:
        line.net = None
    numbers = [line.number or "" for line in pay.lines]
    listed = f"{', '.join(numbers[:-1])} {say('and')} {numbers[-1]}"
    blocks = lead(say, pay, with_total=True)
    told = Block("para", [f"{say('for_invoices')} {listed}."])
    return Sheet([*blocks, told], pays, frozenset({"method", "number"}), "prose")


@form("bullets_with_sums", 1, 6, reductions="discount", credits=False, unfit=SHEETS_UNFIT)
def bullets_with_sums(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Each bullet does the sum: gross - discount = net."""
    pay = pays[0]
    mark = say.pick(["-", "*", "•"], "bullet")
    rows = []
    for x in pay.lines:
        worked = f"{say.money(x.gross)} - {say.money(x.discount)} = " if x.discount else ""
        rows.append(f"{mark} {x.number}: {worked}{say.money(x.net)} {pay.currency}")
        x.gross = x.gross if x.discount else None
    closing = Block("pairs", pairs=[(say("total"), _sum(say, pay, pay.total))], place="colon")
    shown = frozenset({"method", "number", "gross", "discount"})
    return Sheet([*lead(say, pay), Block("text", rows), closing], pays, shown, "lines")


@form("cheque_with_two_stubs", 1, 5, reductions="none", unfit=SHEETS_UNFIT | {"html"})
def cheque_with_two_stubs(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A cheque between two stubs that say the same: one payment, its lines once."""
    pay = pays[0]
    pay.method, pay.reference = "cheque", pay.reference[-6:].replace("-", "7")
    stub = table(say, ["number", "date", "amount"], pay.lines)
    total_row(say, stub, pay.total)
    top = Block("text", [f"{pay.payer}   {say('cheque_no')} {pay.reference}   {say.day(pay.day)}"])
    keep = Block("text", [say("keep")])
    cheque = [
        Block("text", [pay.payer]),
        Block("pairs", pairs=[(say("cheque_no"), pay.reference), (say("day"), say.day(pay.day))]),
        Block(
            "pairs",
            pairs=[(say("pay_to"), pay.payee), (say("amount"), f"{pay.currency} **{say.money(pay.total)}")],
        ),
    ]
    shown = frozenset({"method", "number", "date"})
    return Sheet([top, stub, keep, *cheque, top, stub], pays, shown)


@form("sum_in_words", 1, 7, reductions="none", unfit=SHEETS_UNFIT)
def sum_in_words(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A cheque letter: the sum in figures and, figure by figure, in words."""
    pay = pays[0]
    pay.method, pay.reference = "cheque", pay.reference[-6:].replace("-", "7")
    figures = say("digits").split()
    whole, cents = f"{pay.total:.2f}".split(".")
    spoken = f"{'*'.join(figures[int(sign)] for sign in whole)} {cents}/100"
    pairs = [
        (say("cheque_no"), pay.reference),
        (say("day"), say.day(pay.day)),
        (say("payee"), pay.payee),
        (say("amount"), f"{pay.currency} {say.money(pay.total)}"),
        (say("words"), spoken),
    ]
    blocks = [Block("text", [pay.payer, "Dock 4 · 40210 Westmere"]), Block("text", [say("title")])]
    lines = table(say, ["number", "date", "amount"], pay.lines)
    shown = frozenset({"method", "number", "date"})
    return Sheet(
        [*blocks, Block("pairs", pairs=pairs, place=say.pick(["colon", "beside"], "place")), lines],
        pays,
        shown,
    )


@form("one_invoice_full_letter", 1, 1, unfit=frozenset({"csv"}))
def one_invoice_full_letter(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """One invoice, each of its values at a label, reduction and reason included, under the payment's own."""
    pay = pays[0]
    line = pay.lines[0]
    pairs = [
        (say("number"), line.number or ""),
        (say("date"), say.day(line.day)),
        (say("po"), line.po or ""),
        (say("gross"), say.money(line.gross)),
        (say("discount"), say.money(line.discount)),
        (say("deduction"), say.money(line.deduction)),
        (say("reason"), line.reason or ""),
        (say("net"), say.money(line.net)),
    ]
    place = say.pick(["beside", "colon", "below"], "line")
    block = Block("pairs", pairs=[pair for pair in pairs if pair[1]], place=place)
    shown = frozenset({"method", "number", "date", "po", "gross", "discount", "deduction", "reason", "net"})
    return Sheet([*lead(say, pay, with_total=True), block], pays, shown, "key_value")


@form("labels_under_values", 1, 8, reductions="discount")
def labels_under_values(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The payment's values stand over their labels, as on a printed form."""
    pay = pays[0]
    pairs = [
        (say("ref"), pay.reference),
        (say("day"), say.day(pay.day)),
        (say("total"), f"{say.money(pay.total)} {pay.currency}"),
    ]
    pay.method = None
    blocks = [
        Block("text", [pay.payer]),
        Block("text", [say("title")]),
        Block("pairs", pairs=[(say("payee"), pay.payee)], place="colon"),
        Block("grid", grid=[[value for _, value in pairs], [label for label, _ in pairs]], heads=0),
    ]
    lines = table(say, ["number", "date", "gross", "discount", "net"], pay.lines)
    return Sheet([*blocks, lines], pays, frozenset({"method", "number", "date", "gross", "discount", "net"}))


@form("on_account_letter", 1, 1, reductions="none", unfit=SHEETS_UNFIT)
def on_account_letter(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A payment on account at labels; no invoice is named."""
    pay = pays[0]
    pay.lines = [Line(None, "on_account", net=pay.total)]
    blocks = lead(say, pay, with_total=True)
    told = Block("pairs", pairs=[(say("on_account"), _sum(say, pay, pay.total))], place="colon")
    return Sheet([*blocks, told], pays, frozenset({"method"}), "key_value")

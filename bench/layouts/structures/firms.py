"""Tables as bookkeeping programs of different makes print them."""

import random
from decimal import Decimal

from bench.layouts.forms import BASE, COLUMNS, Block, Sheet, form, head, table, total_row
from bench.layouts.speech import Speech
from bench.layouts.truth import Line, Payment

D = Decimal


@form("group_heads", 6, 12, reductions="discount")
def group_heads(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    pay = pays[0]
    block = table(say, ["number", "date", "gross", "discount", "net"], [])
    for at in range(0, len(pay.lines), 3):
        block.grid.append([rng.choice(["Plant North", "Branch Lyon", "Site 12"]), "", "", "", ""])
        block.grid += [
            [COLUMNS[c](say, x) for c in ("number", "date", "gross", "discount", "net")]
            for x in pay.lines[at : at + 3]
        ]
    block.right = (2, 3, 4)
    total_row(say, block, pay.total)
    return Sheet([*head(say, pay, "beside", False), block], pays, BASE)


@form("reductions_below", 3, 8, reductions="none")
def reductions_below(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A deduction stands on a row of its own under the invoice that it belongs to, with its number."""
    pay = pays[0]
    lines: list[Line] = []
    for x in pay.lines:
        lines.append(x)
        if x.kind == "invoice" and rng.random() < 0.5:
            lines.append(
                Line(x.number, "deduction", net=-D(rng.randint(100, 900)) / 100, reason=say("deduction"))
            )
    pay.lines = lines
    pay.total = pay.sum
    grid = [[say("number"), say("desc"), say("amount")]]
    grid += [
        [x.number, x.reason or say("cn" if x.kind == "credit_note" else "inv"), say.money(x.net)]
        for x in lines
    ]
    block = Block("grid", grid=grid, right=(2,))
    total_row(say, block, pay.total)
    return Sheet([*head(say, pay, "beside", False), block], pays, frozenset({"number"}))


@form("wide_landscape", 3, 9)
def wide_landscape(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    pay = pays[0]
    due = {
        "en": "Due date",
        "fr": "Échéance",
        "de": "Fällig am",
        "es": "Vencimiento",
        "it": "Scadenza",
        "nl": "Vervaldatum",
        "pt": "Vencimento",
    }[say.language]
    grid = [
        [
            "CC",
            say("number"),
            say("date"),
            due,
            say("currency"),
            say("gross"),
            say("discount"),
            say("deduction"),
            say("net"),
        ]
    ]
    grid += [
        [
            "1000",
            x.number,
            say.day(x.day),
            say.day(pay.day),
            pay.currency,
            say.money(x.gross),
            say.money(x.discount),
            say.money(x.deduction),
            say.money(x.net),
        ]
        for x in pay.lines
    ]
    return Sheet(
        [*head(say, pay), Block("grid", grid=grid, right=(5, 6, 7, 8))],
        pays,
        frozenset({"number", "date", "gross", "discount", "deduction", "net"}),
    )


@form("sentence_total", 2, 7, reductions="none")
def sentence_total(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    pay = pays[0]
    pay.method = None
    told = {
        "en": f"We have today transferred {say.money(pay.total)} {pay.currency} to your account.",
        "fr": f"Nous avons viré ce jour {say.money(pay.total)} {pay.currency} sur votre compte.",
        "de": f"Wir haben heute {say.money(pay.total)} {pay.currency} auf Ihr Konto überwiesen.",
        "es": f"Hemos transferido hoy {say.money(pay.total)} {pay.currency} a su cuenta.",
        "it": f"Abbiamo disposto un bonifico di {say.money(pay.total)} {pay.currency} sul vostro conto.",
        "nl": f"Wij hebben vandaag {say.money(pay.total)} {pay.currency} betaald op uw rekening.",
        "pt": f"Transferimos hoje {say.money(pay.total)} {pay.currency} para a vossa conta.",
    }[say.language]
    return Sheet(
        [
            Block("text", [pay.payer, told]),
            Block(
                "pairs",
                pairs=[
                    (say("payee"), pay.payee),
                    (say("ref"), pay.reference),
                    (say("day"), say.day(pay.day)),
                ],
                place="colon",
            ),
            table(say, ["number", "date", "amount"], pay.lines),
        ],
        pays,
        frozenset({"number", "date"}),
    )


@form("same_line_labels", 2, 6, reductions="none", unfit=frozenset({"csv"}))
def same_line_labels(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    pay = pays[0]
    pay.method = None
    rows = [
        f"{say('number')} {x.number}, {say('amount')} {say.money(x.net)} {pay.currency}" for x in pay.lines
    ]
    return Sheet(
        [
            Block("text", [pay.payer, say("title")]),
            Block("text", rows),
            Block(
                "pairs",
                pairs=[
                    (say("total"), f"{say.money(pay.total)} {pay.currency}"),
                    (say("ref"), pay.reference),
                    (say("day"), say.day(pay.day)),
                    (say("payee"), pay.payee),
                ],
                place="colon",
            ),
        ],
        pays,
        frozenset({"number"}),
        "any",
    )


@form("amounts_with_currency", 3, 9, reductions="discount")
def amounts_with_currency(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    pay = pays[0]
    block = table(say, ["date", "number", "gross", "discount", "net"], pay.lines)
    for row in block.grid[1:]:
        for i in (2, 3, 4):
            row[i] = f"{row[i]} {pay.currency}" if row[i] else ""
    block.grid.append(
        [f"{say('sum')} ({pay.currency})", "", "", "", f"{say.money(pay.total)} {pay.currency}"]
    )
    pairs = [(say("payee"), pay.payee), (say("ref"), pay.reference), (say("day"), say.day(pay.day))]
    pay.method = None
    return Sheet(
        [
            Block("text", [pay.payer]),
            Block("text", [say("title")]),
            Block("pairs", pairs=pairs, place="below"),
            block,
        ],
        pays,
        BASE,
    )


@form("percent_and_tax", 3, 8, reductions="discount")
def percent_and_tax(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    pay = pays[0]
    tax = {"en": "VAT", "fr": "TVA", "de": "MwSt", "es": "IVA", "it": "IVA", "nl": "BTW", "pt": "IVA"}[
        say.language
    ]
    grid = [[say("number"), say("date"), say("gross"), tax, "%", say("discount"), say("net")]]
    for x in pay.lines:
        rate = (x.discount / x.gross * 100).quantize(D("0.1")) if x.discount else D(0)
        grid.append(
            [
                x.number,
                say.day(x.day),
                say.money(x.gross),
                say.money((x.gross / 6).quantize(D("0.01"))),
                f"{rate}".replace(".", "," if say.style in ("comma", "space") else "."),
                say.money(x.discount),
                say.money(x.net),
            ]
        )
    return Sheet([*head(say, pay), Block("grid", grid=grid, right=(2, 3, 4, 5, 6))], pays, BASE)


@form("three_sub_tables", 6, 12, reductions="none")
def three_sub_tables(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Invoices and credits in tables of their own, each with a sum; the payment under all."""
    pay = pays[0]
    pay.lines.sort(key=lambda x: x.kind != "invoice")
    invoices = [x for x in pay.lines if x.kind == "invoice"]
    credits = [x for x in pay.lines if x.kind != "invoice"]
    blocks = head(say, pay, "colon", False)
    for name, lines in ((say("inv"), invoices), (say("cn"), credits)):
        if lines:
            block = table(say, ["number", "date", "amount"], lines)
            block.grid.append([say("sum"), "", say.money(sum((x.net for x in lines), D(0)))])
            blocks += [Block("text", [name]), block]
    blocks.append(Block("text", [f"{say('total')}: {say.money(pay.total)} {pay.currency}"]))
    return Sheet(blocks, pays, frozenset({"number", "date"}))

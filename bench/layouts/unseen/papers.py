"""Forms by where a document says what: letters, lists behind covers, stubs, bank slips, portals."""

import random
from datetime import timedelta

from bench.layouts.forms import SHEETS_UNFIT, Block, Sheet, form, net_of
from bench.layouts.speech import Speech
from bench.layouts.truth import Line, Payment
from bench.layouts.unseen.wording import (
    NET,
    REDUCED,
    D,
    opening,
    own_pairs,
    rows_of,
    sum_row,
    summed,
    taken,
    told,
    value,
)


@form("told_at_the_end", 1, 10, reductions="discount")
def told_at_the_end(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The lines come first; who paid, when and how much stands below them, as in a signature."""
    pay = pays[0]
    block = rows_of(say, ["number", "date", "gross", "discount", "net"], pay.lines)
    pairs = own_pairs(say, pay, total=True)
    blocks = [
        Block("text", [told(say, "title")]),
        Block("text", [pay.payee]),
        Block("text", [told(say, "dear")]),
        Block("para", [told(say, "below")]),
        block,
        Block("pairs", pairs=pairs[1:], place="colon"),
        Block("text", [told(say, "regards"), pay.payer, told(say, "street")]),
    ]
    return Sheet(blocks, pays, REDUCED)


@form("cover_and_list", 2, 30, reductions="none")
def cover_and_list(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A cover letter sums invoices and credits up; the list itself follows on the next page."""
    pay = pays[0]
    bills = [x for x in pay.lines if not taken(x)]
    credits = [x for x in pay.lines if taken(x)]
    pairs = [(told(say, "bills_count", n=str(len(bills))), summed(say, pay, net_of(bills)))]
    if credits:
        key = told(say, "credits_count", n=str(len(credits)))
        pairs.append((key, summed(say, pay, net_of(credits))))
    pairs.append((told(say, "total"), summed(say, pay, pay.total)))
    block = rows_of(say, ["number", "date", "amount"], pay.lines)
    sum_row(say, block, pay.total)
    blocks = [
        *opening(say, pay),
        Block("para", [told(say, "cover", sum=summed(say, pay, pay.total))]),
        Block("pairs", pairs=pairs),
        Block("text", [told(say, "regards"), pay.payer]),
        Block("page"),
        Block("text", [f"{told(say, 'annex')} {pay.reference}"]),
        block,
    ]
    return Sheet(blocks, pays, NET)


@form("paid_to_factor", 1, 9, reductions="discount")
def paid_to_factor(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A factor is paid; the supplier that sold the claims is named, but is not the payee."""
    pay = pays[0]
    factor = say.pick(["Tideway Receivables Bank", "Nordlicht Factoring", "Ponte Crédito"], "factor")
    supplier = say.pick(["Lumen Parts Ltd", "Orlow Valves GmbH", "Delft Pumps BV"], "supplier")
    pay.payee = factor
    words = told(say, "factored", payee=factor, supplier=supplier)
    block = rows_of(say, ["number", "date", "gross", "discount", "net"], pay.lines)
    sum_row(say, block, pay.total)
    named = Block("pairs", pairs=[(told(say, "supplier"), supplier)], place="colon")
    return Sheet([*opening(say, pay), named, Block("para", [words]), block], pays, REDUCED)


@form("numbered_labels", 1, 6, reductions="discount")
def numbered_labels(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A web form's answers: one label and value a row, the lines' labels counted up."""
    pay = pays[0]
    pairs = [(told(say, "payer"), pay.payer), *own_pairs(say, pay, total=True)]
    for at, x in enumerate(pay.lines, 1):
        for column in ("number", "date", "gross", "discount", "net"):
            if printed := value(say, column, x):
                pairs.append((f"{at}. {told(say, column)}", printed))
    blocks = [Block("text", [told(say, "title")]), Block("pairs", pairs=pairs)]
    return Sheet(blocks, pays, REDUCED, "key_value")


@form("bill_by_bill_letter", 1, 6, reductions="discount", credits=False, unfit=SHEETS_UNFIT)
def bill_by_bill_letter(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A secretary's letter: a sentence a bill, with its sum, what is kept and what is paid."""
    pay = pays[0]
    pay.method = None
    sentences = []
    for x in pay.lines:
        key = "discounted_bill" if x.discount else "one_bill"
        money = {name: summed(say, pay, getattr(x, name)) for name in ("gross", "discount", "net")}
        sentences.append(told(say, key, number=x.number, date=say.day(x.day), **money))
    wired = told(say, "wired", sum=summed(say, pay, pay.total), day=say.day(pay.day), ref=pay.reference)
    blocks = [
        Block("text", [pay.payer, told(say, "street")]),
        Block("text", [pay.payee]),
        Block("text", [told(say, "dear")]),
        Block("para", sentences),
        Block("para", [wired]),
        Block("text", [told(say, "regards"), pay.payer]),
    ]
    return Sheet(blocks, pays, REDUCED - {"method"}, "prose")


@form("mandate_lines", 1, 8, reductions="none", credits=False, unfit=SHEETS_UNFIT)
def mandate_lines(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A public office: each line is a run of words: voucher, bill, its day, its order, its sum."""
    pay = pays[0]
    first = rng.randint(1200, 8800)
    rows = [
        told(
            say,
            "mandate",
            n=str(first + at),
            number=x.number,
            date=say.day(x.day),
            po=x.po,
            sum=summed(say, pay, x.net),
        )
        for at, x in enumerate(pay.lines)
    ]
    end = Block("text", [f"{told(say, 'sum')}: {summed(say, pay, pay.total)}"])
    return Sheet([*opening(say, pay), Block("text", rows), end], pays, NET | {"po"}, "lines")


@form("bank_slip", 1, 5, reductions="none", credits=False, unfit=SHEETS_UNFIT)
def bank_slip(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A bank's print of a transfer: the bills and sums stand one behind another in its free words."""
    pay = pays[0]
    pay.method = None
    listed = [f"{x.number}: {say.money(x.net)}" for x in pay.lines]
    rows = [" / ".join(listed[at : at + 2]) for at in range(0, len(listed), 2)]
    fee = say.money(D(rng.randint(250, 1900)) / 100)
    pairs = [
        (told(say, "by_order"), pay.payer),
        (told(say, "payee"), pay.payee),
        (told(say, "ref"), pay.reference),
        (told(say, "day"), say.day(pay.day)),
        (told(say, "total"), f"{pay.currency} {say.money(pay.total)}"),
        (told(say, "charges"), f"{pay.currency} {fee}"),
    ]
    place = say.pick(["beside", "colon"], "slip")
    blocks = [
        Block(
            "text", [say.pick(["Harbour Savings Bank", "Crédit des Vallées", "Kreisbank Moorland"], "bank")]
        ),
        Block("pairs", pairs=pairs, place=place),
        Block("text", [f"{told(say, 'info')}:", *rows]),
    ]
    return Sheet(blocks, pays, frozenset({"number"}), "lines")


@form("portal_print", 2, 25, reductions="none")
def portal_print(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A portal's page as a browser prints it: menu, count of hits, status, an address at the foot."""
    pay = pays[0]
    grid = [[told(say, w) for w in ("number", "date", "due_on", "status", "amount")]]
    for x in pay.lines:
        due = say.day(x.day + timedelta(days=30))
        grid.append([x.number, say.day(x.day), due, told(say, "cleared"), say.money(x.net)])
    hits = told(say, "results", n=str(len(pay.lines)))
    printed = told(say, "print_of", day=say.day(pay.day + timedelta(days=6)))
    blocks = [
        Block("text", [told(say, "menu")]),
        *opening(say, pay, total=True),
        Block("text", [hits]),
        Block("grid", grid=grid, right=(4,)),
        Block("foot", [f"https://portal.example/payments/detail?id=88{rng.randint(1000, 9999)}   {printed}"]),
    ]
    return Sheet(blocks, pays, NET)


def _same_parties(pays: list[Payment]) -> None:
    for pay in pays[1:]:
        first = pays[0]
        pay.payer, pay.payee, pay.currency = first.payer, first.payee, first.currency
    for pay in pays:
        pay.method = None


@form("payments_by_letter", 1, 5, payments=3, reductions="none")
def payments_by_letter(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """One list for three payments: a letter beside each line points to the payment, told in a table above."""
    _same_parties(pays)
    top = [[told(say, w) for w in ("key", "ref", "day", "total")]]
    rows: list[tuple[str, Line]] = []
    for letter, pay in zip("ABC", pays, strict=True):
        top.append([letter, pay.reference, say.day(pay.day), say.money(pay.total)])
        rows += [(letter, x) for x in pay.lines]
    rng.shuffle(rows)
    for letter, pay in zip("ABC", pays, strict=True):
        pay.lines = [x for key, x in rows if key == letter]
    grid = [[told(say, w) for w in ("number", "date", "amount", "key")]]
    grid += [[x.number, say.day(x.day), say.money(x.net), letter] for letter, x in rows]
    blocks = [
        *opening(say, pays[0], skip=("ref", "day")),
        Block("grid", grid=top, right=(3,)),
        Block("grid", grid=grid, right=(2,)),
    ]
    return Sheet(blocks, pays, NET)


@form("three_cheques", 1, 3, payments=3, reductions="none", credits=False, unfit=SHEETS_UNFIT)
def three_cheques(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Three vouchers under one another, each in two lines: the cheque, then what it is for, run together."""
    _same_parties(pays)
    blocks = [Block("text", [pays[0].payer, told(say, "street")])]
    for pay in pays:
        pay.method, pay.reference = "cheque", f"{rng.randint(100000, 999999):08}"
        paid = "; ".join(f"{x.number}: {say.money(x.net)}" for x in pay.lines)
        first = f"{told(say, 'cheque')} {pay.reference}   {say.day(pay.day)}   {pay.payee}"
        blocks.append(
            Block(
                "text",
                [
                    f"{first}   {pay.currency} {say.money(pay.total)}",
                    f"{told(say, 'for')} {paid}",
                ],
            )
        )
    return Sheet(blocks, pays, frozenset({"method", "number"}), "lines")

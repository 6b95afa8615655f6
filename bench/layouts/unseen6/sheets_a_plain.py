"""Workbooks and separated files as wholesalers, railways, police stores, ministries, mills and newspapers write them."""

# ruff: noqa: E501

import random

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALONE, BOOKS, D, keep_only, settle
from bench.layouts.unseen4.sheets_writing import separated
from bench.layouts.unseen5.kit_b import book
from bench.layouts.unseen5.sheets_a_plain import cells
from bench.layouts.unseen6.kit import own, sheet
from bench.layouts.unseen6.names_a import by, nth, reasoned, w

FACTS = ("payee", "ref", "day", "method", "currency")


def known(say: Speech, pay: Payment, *names: str) -> list[list[str]]:
    """Return values at labels as rows; the day is a cell of its own."""
    day = w(say, "day")
    return [[a, say.day(pay.day) if a == day else b] for a, b in w.pairs(say, pay, *names)]


@w.form("book_of_a_drink_depot", "de en nl it", 1, 25, reductions="discount", credits=True, media=BOOKS)
def book_of_a_drink_depot(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A firm's name, its street and the title, values in rows, then number, kind, day, gross, discount, net with sums."""
    say, pay = cells(say), by(say, pays, "drink")
    keep_only(pay, "day", "gross", "discount")
    names = ("doc", "kind", "doc_date", "gross", "discount", "net")
    first = Block("text", [pay.payer, w(say, "street"), w(say, "title")])
    rows = Block("grid", grid=known(say, pay, *FACTS), heads=0)
    listed = w.listed(say, pay, *names, sums=("gross", "discount", "net"))
    return sheet([first, rows, listed, Block("text", [w(say, "foot")])], pays)


@w.form("orders_of_a_police_store", "nl en de", 1, 20, reductions="both", credits=True, media=BOOKS)
def orders_of_a_police_store(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Order before number; billed, discount, cut, its reason, paid; the sum stands above the list at its label."""
    say, pay = cells(say), by(say, pays, "police")
    keep_only(pay, "po", "day", "gross", "discount", "deduction", "reason")
    reasoned(rng, say, pay, "whys")
    names = ("po", "number", "date", "gross", "discount", "deduction", "reason", "net")
    rows = Block("grid", grid=known(say, pay, "payer", *FACTS, "sum"), heads=0)
    return sheet([Block("text", [w(say, "title")]), rows, w.listed(say, pay, *names)], pays)


@w.form("file_with_remark_rows", "fr de it", 1, 20, media=ALONE, credits=True)
def file_with_remark_rows(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A railway's file: rows that begin with a number sign tell the payment, heads and bills follow, a signed sum last."""
    say, pay = cells(say), by(say, pays, "rail")
    keep_only(pay, "day")
    head = [[f"# {a}", b] for a, b in known(say, pay, "payer", *FACTS)]
    grid = [[*w.heads(say, pay, ("kind", "doc", "doc_date")), w(say, "centre"), w(say, "net")]]
    for *row, money in w.cells(say, pay, ("kind", "doc", "doc_date", "net")):
        grid.append([*row, f"K{rng.randint(100, 999)}", money])
    grid.append([f"# {w(say, 'sum')}", "", "", "", say.money(pay.total)])
    return own(separated([*head, *grid], say.pick([";", "|"], "remark rows")), pays)


@w.form("two_payments_of_a_newspaper", "en fr de", 1, 10, payments=2, media=ALONE)
def two_payments_of_a_newspaper(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Every row of a file: payment number, day and currency in the middle, the bill before them, its amount last."""
    say = cells(say)
    by(say, pays, "paper")
    rows = [
        [
            *w.ws(say, "payer", "payee"),
            *w.heads(say, pays[0], ("number", "date")),
            *w.ws(say, "ref", "day", "currency", "net"),
        ]
    ]
    for pay in pays:
        keep_only(pay, "day")
        # No row or foot tells a payment's sum, nor how it was paid.
        pay.method, pay.total = None, None
        end = [pay.reference, say.day(pay.day), pay.currency]
        for x in pay.lines:
            rows.append([pay.payer, pay.payee, x.number or "", say.day(x.day), *end, say.money(x.net)])
    return own(separated(rows, say.pick([",", ";", "\t"], "two of paper"), quoting=1), pays)


@w.form("chapters_of_a_ministry", "it fr nl", 2, 16, media=ALONE)
def chapters_of_a_ministry(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A chapter's number and name in a row of their own over its bills, a sum under each, the whole sum last."""
    say, pay = cells(say), by(say, pays, "state")
    keep_only(pay, "day")
    names = ("number", "date", "net")
    rows: list[list[str]] = [
        [pay.payer],
        [w(say, "title")],
        [],
        *known(say, pay, *FACTS),
        [],
        w.heads(say, pay, names),
    ]
    size, bills = -(-len(pay.lines) // 2), w.cells(say, pay, names)
    for at in range(0, len(bills), size):
        total = sum((x.net or D(0) for x in pay.lines[at : at + size]), D(0))
        head = f"{w(say, 'chapter')} {rng.randint(11, 48)}.{rng.randint(10, 99)} - {nth(say, 'chapters', at)}"
        rows += [[head], *bills[at : at + size], [w(say, "sub"), "", say.money(total)]]
    rows.append([w(say, "total"), "", say.money(pay.total)])
    return own(book(say.pick(["xls", "ods", "xlsx"], "chapters"), w(say, "title"), rows), pays)


@w.form("mill_with_faults_book", "it de fr", 1, 14, media=ALONE)
def mill_with_faults_book(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A mill's workbook: metres, billed, cut, its reason in words, paid; sums of money in the last row."""
    say, pay = cells(say), by(say, pays, "textile")
    keep_only(pay, "day", "gross")
    rows = [
        [
            *w.heads(say, pay, ("number", "date")),
            w(say, "metres"),
            *w.heads(say, pay, ("gross", "deduction", "reason", "net")),
        ]
    ]
    for x in pay.lines:
        if rng.random() < 0.4:
            x.deduction = max(D("1.00"), (x.gross * rng.randint(1, 12) / 100).quantize(D("0.01")))
            x.reason = nth(say, "cloth_whys", rng.randint(0, 3))
        x.net = x.gross - (x.deduction or 0)
        money = [say.money(one) for one in (x.gross, x.deduction)]
        rows.append(
            [
                x.number or "",
                say.day(x.day),
                f"{rng.randint(40, 3000)} m",
                *money,
                x.reason or "",
                say.money(x.net),
            ]
        )
    settle(pay)
    gross = sum((x.gross for x in pay.lines), D(0))
    rows.append([w(say, "sum"), "", "", say.money(gross), "", "", say.money(pay.total)])
    first = [[w(say, "title")], *known(say, pay, "payer", *FACTS), []]
    return own(book(say.pick(["ods", "xlsx", "xls"], "faults book"), w(say, "title"), [*first, *rows]), pays)


@w.form("contracts_of_a_lessor_book", "en de it fr", 1, 16, media=BOOKS)
def contracts_of_a_lessor_book(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Contract, lessee and asset, then the seller's bill, its day and what is paid; values of the payment below the list."""
    say, pay = cells(say), by(say, pays, "lease")
    keep_only(pay, "day")
    grid = [[*w.ws(say, "contract", "lessee", "object"), *w.heads(say, pay, ("number", "date", "amount"))]]
    for row in w.cells(say, pay, ("number", "date", "amount")):
        use = [nth(say, key, rng.randint(0, 3)) for key in ("lessees", "objects")]
        grid.append([f"LV{rng.randint(100_000, 999_999)}", *use, *row])
    grid.append([w(say, "sum"), "", "", "", "", say.money(pay.total)])
    first = Block("text", [w(say, "title")])
    rows = Block("grid", grid=known(say, pay, "payer", *FACTS), heads=0)
    return sheet([first, Block("grid", grid=grid, right=(5,)), rows], pays)

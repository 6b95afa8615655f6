"""Workbooks and separated files as programs of works, treasuries, hospitals, insurers and schools write them."""

# ruff: noqa: E501

import random

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen.office import ods, xls
from bench.layouts.unseen2.phrases import ALL, ALONE, BOOKS, CENT, D, keep_only, settle
from bench.layouts.unseen4.kit import Hand
from bench.layouts.unseen4.sheets_writing import book_of, fill, separated, xlsx
from bench.layouts.unseen5.names_a import KIT as w


def cells(say: Speech) -> Hand:
    """Return a way of writing whose signs stand in every charset."""
    style = {"hard": "space", "quote": "apostrophe"}.get(say.style, say.style)
    negative = say.negative if say.negative in ("lead", "trail", "brackets") else "lead"
    return Hand(say.language, style, say.dates, negative, say.look)


def known(say: Speech, pay: Payment, *names: str) -> list[list[str]]:
    """Return values at labels as rows; the day is a cell of its own, the sum bears no currency."""
    found = w.pairs(say, pay, *names)
    day = w(say, "day")
    return [[label, say.day(pay.day) if label == day else value] for label, value in found]


@w.form("run_exported", "en de nl fr", 1, 25, reductions="discount", credits=True, media=BOOKS)
def run_exported(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A works' program: firm and title, values in rows, order, number, day, gross, discount, net, sums."""
    say, pay = cells(say), pays[0]
    keep_only(pay, "day", "po", "gross", "discount")
    names = ("po", "number", "date", "gross", "discount", "net")
    rows = known(say, pay, "payee", "ref", "day", "method", "currency")
    first = Block("text", [pay.payer, w(say, "title")])
    grid = Block("grid", grid=w.rows(say, pay, names, ("gross", "discount", "net")), right=(3, 4, 5))
    return Sheet(
        [first, Block("grid", grid=rows, heads=0), grid, Block("text", [w(say, "office")])], pays, ALL
    )


@w.form("all_in_every_row", "fr en de", 1, 14, payments=2, media=ALONE)
def all_in_every_row(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An interface file: heads first; each row repeats payer, payee, payment, day, currency and sum before its bill."""
    say = cells(say)
    rows = [
        [
            *w.ws(say, "payer", "payee", "ref", "day", "currency", "total"),
            *w.heads(say, pays[0], ("number", "date", "net")),
        ]
    ]
    for pay in pays:
        keep_only(pay, "day")
        pay.method = None
        first = [pay.payer, pay.payee, pay.reference, say.day(pay.day), pay.currency, say.money(pay.total)]
        rows += [[*first, *row] for row in w.cells(say, pay, ("number", "date", "net"))]
    return Sheet([], pays, ALL - {"method"}, drawn=separated(rows, say.pick([";", "|", "\t"], "a every row")))


@w.form("articles_of_a_budget", "fr nl de", 1, 20, credits=True, media=BOOKS)
def articles_of_a_budget(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A treasury's list: warrant, article, object, then kind, number, day and amount; the sum stands above."""
    say, pay = cells(say), pays[0]
    keep_only(pay, "day")
    names, at = ("kind", "doc", "doc_date", "amount"), rng.randint(100, 900)
    rows = [[*w.ws(say, "warrant", "article", "object"), *w.heads(say, pay, names)]]
    for n, row in enumerate(w.cells(say, pay, names)):
        drawn = [rng.choice(w(say, key).split(",")) for key in ("articles", "objects")]
        rows.append([str(at + n), *drawn, *row])
    top = Block(
        "grid", grid=known(say, pay, "payer", "payee", "ref", "day", "method", "currency", "sum"), heads=0
    )
    return Sheet([Block("text", [w(say, "title")]), top, Block("grid", grid=rows, right=(6,))], pays, ALL)


@w.form("register_of_retention", "en de nl", 1, 12, media=ALONE)
def register_of_retention(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A builder's workbook: certified, rate, retention, all retention so far, paid; the sum in bold words below."""
    say, pay = cells(say), pays[0]
    keep_only(pay, "day", "gross")
    rows = [
        [
            *w.heads(say, pay, ("number", "date")),
            w(say, "certified"),
            "%",
            *w.ws(say, "retained", "held_so_far", "net"),
        ]
    ]
    held = D(rng.randint(50_000, 400_000)) / 100
    for x in pay.lines:
        rate = rng.choice((5, 10))
        x.deduction = (x.gross * rate / 100).quantize(CENT)
        x.net, held = x.gross - x.deduction, held + x.deduction
        rows.append(
            [
                x.number or "",
                say.day(x.day),
                say.money(x.gross),
                str(rate),
                say.money(x.deduction),
                say.money(held),
                say.money(x.net),
            ]
        )
    settle(pay)
    book, page = book_of(w(say, "sheet"))
    end = fill(
        page,
        [
            [pay.payer],
            [w(say, "title")],
            [],
            *known(say, pay, "payee", "ref", "day", "method", "currency"),
            [],
        ],
    )
    end = fill(page, rows, end)
    fill(page, [[], [w(say, "total"), "", "", "", "", "", say.money(pay.total)]], end)
    loose = frozenset({"deduction_reason"})
    return Sheet([], pays, ALL, drawn=xlsx(book), open=loose)


@w.form("house_after_house", "en nl de", 2, 20, credits=True, media=BOOKS)
def house_after_house(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A hospital's list: the house stands in a row of its own over its documents, its sum in one below them."""
    say, pay = cells(say), pays[0]
    keep_only(pay, "day", "po")
    names = ("number", "date", "po", "net")
    own, grid, wide = w.cells(say, pay, names), [w.heads(say, pay, names)], []
    size = -(-len(own) // 2)
    for house, at in zip(w(say, "houses").split(","), range(0, len(own), size), strict=False):
        wide.append(len(grid))
        total = sum((x.net or D(0) for x in pay.lines[at : at + size]), D(0))
        grid += [[house, "", "", ""], *own[at : at + size], [w(say, "sub"), "", "", say.money(total)]]
    grid.append([w(say, "total"), "", "", say.money(pay.total)])
    top = Block("grid", grid=known(say, pay, "payer", "payee", "ref", "day", "method", "currency"), heads=0)
    return Sheet(
        [Block("text", [w(say, "title")]), top, Block("grid", grid=grid, right=(3,), wide=tuple(wide))],
        pays,
        ALL,
    )


@w.form("carriage_in_parts", "en de fr", 1, 16, media=BOOKS)
def carriage_in_parts(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A shipper's export: shipment, kilos, number, day; carriage, diesel and toll add up to what is paid."""
    say, pay = cells(say), pays[0]
    keep_only(pay, "day")
    heads = [
        *w.ws(say, "shipment", "kilos"),
        *w.heads(say, pay, ("number", "date")),
        *w.ws(say, "carriage", "diesel", "toll", "net"),
    ]
    grid = [heads]
    for x in pay.lines:
        diesel, toll = (x.net / 11).quantize(CENT), (x.net / rng.randint(20, 50)).quantize(CENT)
        money = [say.money(one) for one in (x.net - diesel - toll, diesel, toll, x.net)]
        grid.append(
            [
                f"T{rng.randint(10**6, 10**7)}",
                str(rng.randint(60, 9000)),
                x.number or "",
                say.day(x.day),
                *money,
            ]
        )
    grid.append([w(say, "sum"), "", "", "", "", "", "", say.money(pay.total)])
    top = Block("grid", grid=known(say, pay, "payer", "payee", "day", "ref", "method", "currency"), heads=0)
    return Sheet(
        [top, Block("grid", grid=grid, right=(1, 4, 5, 6, 7))], pays, ALL, open=frozenset({"gross_amount"})
    )


@w.form("claims_of_an_insurer", "en nl de", 1, 16, media=BOOKS)
def claims_of_an_insurer(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An insurer's bordereau: claim, policyholder, the repairer's bill, billed, excess, paid."""
    say, pay = cells(say), pays[0]
    keep_only(pay, "day", "gross")
    grid = [
        [
            *w.ws(say, "claim", "holder"),
            *w.heads(say, pay, ("number", "date", "gross")),
            *w.ws(say, "excess", "net"),
        ]
    ]
    for x in pay.lines:
        x.deduction = (
            min(D(rng.choice((50, 150, 250))), (x.gross / 2).quantize(CENT)) if rng.random() < 0.6 else None
        )
        x.net = x.gross - (x.deduction or 0)
        claim = f"{rng.randint(10, 99)}/{rng.randint(100_000, 999_999)}"
        money = [say.money(one) for one in (x.gross, x.deduction, x.net)]
        grid.append([claim, rng.choice(w(say, "holders").split(";")), x.number or "", say.day(x.day), *money])
    settle(pay)
    grid.append([w(say, "sum"), "", "", "", "", "", say.money(pay.total)])
    top = Block("grid", grid=known(say, pay, "payer", "payee", "ref", "day", "method", "currency"), heads=0)
    loose = frozenset({"deduction_reason"})
    return Sheet(
        [Block("text", [w(say, "title")]), top, Block("grid", grid=grid, right=(4, 5, 6))],
        pays,
        ALL,
        open=loose,
    )


@w.form("old_book_of_an_office", "fr de", 1, 18, reductions="discount", credits=True, media=ALONE)
def old_book_of_an_office(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A workbook of the old kind: office, title, values at labels far right of their names, list and sums."""
    say, pay = cells(say), pays[0]
    keep_only(pay, "day", "gross", "discount")
    values = [
        [label, "", "", value]
        for label, value in known(say, pay, "payee", "ref", "day", "method", "currency")
    ]
    names = ("kind", "doc", "doc_date", "gross", "discount", "net")
    rows = [
        [pay.payer],
        [w(say, "street")],
        [],
        [w(say, "title")],
        [],
        *values,
        [],
        *w.rows(say, pay, names, ("gross", "discount", "net")),
    ]
    return Sheet([], pays, ALL, drawn=("xls", xls([(w(say, "sheet"), rows)])))


@w.form("open_book_of_a_college", "nl en fr", 1, 18, reductions="both", media=ALONE)
def open_book_of_a_college(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A college's open workbook: values first, then bills with discount, cut and reason; a second sheet of contacts."""
    say, pay = cells(say), pays[0]
    keep_only(pay, "day", "gross", "discount", "deduction", "reason")
    names = ("number", "date", "gross", "discount", "deduction", "reason", "net")
    first = known(say, pay, "payer", "payee", "ref", "day", "method", "currency", "sum")
    rows = [[w(say, "title")], [], *first, [], *w.rows(say, pay, names)]
    contacts = [[w(say, "office"), "0800 118 40"], [w(say, "desk"), "0800 118 41"]]
    return Sheet([], pays, ALL, drawn=("ods", ods([(w(say, "sheet"), rows), (w(say, "contacts"), contacts)])))


@w.form("base_tax_and_paid", "fr nl de", 1, 16, credits=True, media=BOOKS)
def base_tax_and_paid(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A school's export: base, tax and what is paid; the values of the payment stand below the list."""
    say, pay = cells(say), pays[0]
    keep_only(pay, "day")
    grid = [[*w.heads(say, pay, ("doc", "doc_date")), *w.ws(say, "base", "vat", "with_vat")]]
    for x in pay.lines:
        base = (x.net / D("1.2")).quantize(CENT)
        grid.append(
            [x.number or "", say.day(x.day), *(say.money(one) for one in (base, x.net - base, x.net))]
        )
    grid.append([w(say, "sum"), "", "", "", say.money(pay.total)])
    below = Block("grid", grid=known(say, pay, "payee", "ref", "day", "method", "currency"), heads=0)
    first = Block("text", [pay.payer, w(say, "title")])
    return Sheet(
        [first, Block("grid", grid=grid, right=(2, 3, 4)), below], pays, ALL, open=frozenset({"gross_amount"})
    )

"""Workbooks that need thought: tabs, columns for credits, tables beside the list, blocks for a bill, gaps, names told once."""

# ruff: noqa: E501

import random

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALONE, BOOKS, CENT, D, keep_only, settle
from bench.layouts.unseen4.sheets_writing import bold, book_of, fill, separated, tab, xlsx
from bench.layouts.unseen5.kit_b import book
from bench.layouts.unseen5.sheets_a_plain import cells
from bench.layouts.unseen6.kit import own, sheet
from bench.layouts.unseen6.names_a import by, nth, w
from bench.layouts.unseen6.pages_a_trades import paid_early
from bench.layouts.unseen6.sheets_a_plain import FACTS, known


@w.form("airport_cover_items_terms", "en nl fr de", 1, 20, reductions="discount", credits=True, media=ALONE)
def airport_cover_items_terms(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Three tabs: a cover with the payment's values, the items without any title, and terms in sentences."""
    say, pay = cells(say), by(say, pays, "airport")
    keep_only(pay, "day", "gross", "discount")
    made, page = book_of(w(say, "cover"))
    fill(page, [[pay.payer], [w(say, "title")], [], *known(say, pay, *FACTS, "sum")], 2, 2)
    bold(page, "B2")
    names = ("doc", "kind", "doc_date", "gross", "discount", "net")
    fill(made.create_sheet(tab(w(say, "items"))), w.rows(say, pay, names, ("net",)))
    fill(made.create_sheet(tab(w(say, "terms"))), [[w(say, "terms_told")], [w(say, "foot")]])
    return own(xlsx(made), pays)


@w.form("credits_in_a_column_of_their_own", "it en fr", 2, 16, media=ALONE)
def credits_in_a_column_of_their_own(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Two columns of amounts, bills and credit notes, both without signs; sums of each and the difference that was paid."""
    say, pay = cells(say), by(say, pays, "tv")
    keep_only(pay, "day")
    if len(pay.lines) > 1:
        pay.lines[-1].kind, pay.lines[-1].net = "credit_note", -(pay.lines[0].net / 8).quantize(CENT)
    settle(pay)
    rows = [[*w.heads(say, pay, ("doc", "doc_date")), *w.ws(say, "bills_column", "credits_column")]]
    for x in pay.lines:
        bill = x.kind == "invoice"
        rows.append(
            [
                x.number or "",
                say.day(x.day),
                say.money(x.net) if bill else "",
                "" if bill else say.money(-x.net),
            ]
        )
    sums = [
        sum((abs(x.net) for x in pay.lines if x.kind == kind), D(0)) for kind in ("invoice", "credit_note")
    ]
    rows += [
        [w(say, "sum"), "", *(say.money(one) for one in sums)],
        [],
        [w(say, "total"), "", say.money(pay.total)],
    ]
    first = [[pay.payer], [w(say, "title")], *known(say, pay, *FACTS), []]
    return own(book(say.pick(["xlsx", "ods"], "credit column"), w(say, "title"), [*first, *rows]), pays)


@w.form("price_list_beside_the_bills", "de it en", 2, 14, media=ALONE)
def price_list_beside_the_bills(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A steel house's sheet: bills at the left; two columns further a list of alloy prices a tonne that pays nothing."""
    say, pay = cells(say), by(say, pays, "steel")
    keep_only(pay, "day")
    made, page = book_of(w(say, "title"))
    end = fill(page, [[pay.payer], *known(say, pay, *FACTS, "sum"), []])
    fill(page, w.rows(say, pay, ("number", "date", "net"), ("net",)), end)
    prices = [[f"1.{rng.randint(4000, 4999)}", say.money(D(rng.randint(900, 2900)))] for _ in range(5)]
    fill(page, [w.ws(say, "grade_no", "price_a_tonne"), *prices], end, 6)
    return own(xlsx(made), pays)


@w.form("gaps_between_ore_bills", "en fr de", 1, 12, media=ALONE)
def gaps_between_ore_bills(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Empty columns between the filled ones, an empty row after each bill, penalties with a minus before what is paid."""
    say, pay = cells(say), by(say, pays, "mine")
    keep_only(pay, "day", "gross")
    rows = [
        [w(say, "number"), "", w(say, "date"), "", w(say, "gross"), "", w(say, "penalty"), "", w(say, "net")],
        [],
    ]
    for x in pay.lines:
        x.deduction = (x.gross * rng.randint(1, 4) / 100).quantize(CENT) if rng.random() < 0.6 else None
        x.net = x.gross - (x.deduction or 0)
        cut = say.money(-x.deduction) if x.deduction else ""
        rows += [
            [x.number or "", "", say.day(x.day), "", say.money(x.gross), "", cut, "", say.money(x.net)],
            [],
        ]
    settle(pay)
    rows.append([w(say, "total"), "", "", "", "", "", "", "", say.money(pay.total)])
    made, page = book_of(w(say, "title"))
    end = fill(page, [[w(say, "title")], *known(say, pay, "payer", *FACTS), []], 2, 2)
    fill(page, rows, end, 2)
    return own(xlsx(made), pays, "table", "deduction_reason")


@w.form("block_for_each_laboratory_bill", "de nl it", 1, 6, reductions="discount", media=ALONE)
def block_for_each_laboratory_bill(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """No list: a block of labels and values for the payment, one for each bill, an empty row between."""
    say, pay = cells(say), by(say, pays, "dentist")
    keep_only(pay, "day", "gross", "discount")
    names = ("number", "date", "gross", "discount", "net")
    rows: list[list[str]] = [[w(say, "title")], *known(say, pay, "payer", *FACTS, "sum"), []]
    for row in w.cells(say, pay, names):
        rows += [[a, b] for a, b in zip(w.heads(say, pay, names), row, strict=True) if b]
        rows.append([])
    return own(book(say.pick(["xlsx", "xls"], "laboratory"), w(say, "title"), rows), pays, "key_value")


@w.form("exhibition_named_once", "it fr nl en", 2, 14, media=ALONE)
def exhibition_named_once(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The first column names an exhibition in its first row alone; its sum stands in a further column beside its last bill."""
    say, pay = cells(say), by(say, pays, "museum")
    keep_only(pay, "day")
    size, rows = (
        -(-len(pay.lines) // 2),
        [[w(say, "exhibition"), *w.heads(say, pay, ("number", "date", "net")), w(say, "sub")]],
    )
    for at, row in enumerate(w.cells(say, pay, ("number", "date", "net"))):
        group = pay.lines[at - at % size : at - at % size + size]
        last = pay.lines[at] is group[-1]
        total = say.money(sum((x.net for x in group), D(0))) if last else ""
        rows.append([nth(say, "exhibitions", at // size) if at % size == 0 else "", *row, total])
    rows.append([w(say, "total"), "", "", say.money(pay.total), ""])
    first = [[pay.payer], [w(say, "title")], *known(say, pay, *FACTS), []]
    return own(book(say.pick(["ods", "xlsx"], "exhibition"), w(say, "title"), [*first, *rows]), pays)


@w.form("confirmed_bills_file", "it en fr", 1, 20, media=ALONE)
def confirmed_bills_file(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A bank's file of bills that it pays early for a buyer: due day, days, interest, net; values in two rows above."""
    say, pay = cells(say), by(say, pays, "bank")
    keep_only(pay, "gross")
    pay.method = None
    rows = paid_early(rng, say, pay)
    rows.append([w(say, "sum"), "", "", "", "", say.money(pay.total)])
    facts = known(say, pay, "payee", "ref", "day", "currency")
    above = [
        [pay.payer],
        [w(say, "buyer"), w(say, "buyer_is")],
        [a for a, _ in facts],
        [b for _, b in facts],
        [],
    ]
    # Who pays, the bank or the buyer behind it, and whether interest is a discount, readers see differently.
    unsure = ("payer_name", "discount_amount", "deduction_amount", "deduction_reason")
    return own(separated([*above, *rows], say.pick([";", "\t"], "confirmed")), pays, "table", *unsure)


@w.form("weeks_of_milk_in_one_book", "nl de fr", 2, 12, credits=True, media=ALONE)
def weeks_of_milk_in_one_book(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Heads stand again over each half of the list, which follow one another; only the last has the sum of both."""
    say, pay = cells(say), by(say, pays, "dairy")
    keep_only(pay, "day")
    names, size = ("kind", "doc", "doc_date", "net"), -(-len(pay.lines) // 2)
    rows: list[list[str]] = [[pay.payer, "", w(say, "title")], *known(say, pay, *FACTS)]
    bills, week = w.cells(say, pay, names), rng.randint(2, 40)
    for at in range(0, len(bills), size):
        rows += [
            [],
            [f"{w(say, 'week')} {week + at // size}"],
            w.heads(say, pay, names),
            *bills[at : at + size],
        ]
    rows += [[w(say, "total"), "", "", say.money(pay.total)]]
    return own(book(say.pick(["xlsx", "ods", "xls"], "milk"), w(say, "title"), rows), pays)


@w.form("licences_in_a_book", "en de it", 1, 18, reductions="discount", media=BOOKS)
def licences_in_a_book(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Product and seats before number, day, gross, discount and paid; the values of the payment stand above in rows."""
    say, pay = cells(say), by(say, pays, "soft")
    keep_only(pay, "day", "gross", "discount")
    names = ("number", "date", "gross", "discount", "net")
    grid = [[*w.ws(say, "product", "seats"), *w.heads(say, pay, names)]]
    for row in w.cells(say, pay, names):
        grid.append([nth(say, "products", rng.randint(0, 3)), str(rng.randint(1, 90)), *row])
    grid.append([w(say, "sum"), "", "", "", "", "", say.money(pay.total)])
    rows = Block("grid", grid=known(say, pay, "payer", *FACTS), heads=0)
    return sheet([Block("text", [w(say, "title")]), rows, Block("grid", grid=grid, right=(1, 4, 5, 6))], pays)

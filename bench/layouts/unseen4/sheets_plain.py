"""Workbooks and separated files as most offices send them: runs, registers, freight, wards and meters."""

# ruff: noqa: E501

import csv
import random

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen.office import ods
from bench.layouts.unseen2.phrases import ALL, BOOKS, keep_only
from bench.layouts.unseen4.kit_sheets import (
    body,
    cell,
    domain_of,
    facts,
    fourth,
    heads,
    pairs,
    rows_of,
    w,
    ws,
)
from bench.layouts.unseen4.sheets_writing import bold, book_of, fill, separated, tab, take_off, worded, xlsx


@fourth("payment_run_book", 1, 25, reductions="discount", credits=True, media=BOOKS)
def payment_run_book(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An accounting package's run: firm and run above, our order among the columns, sum and printing line below."""
    pay = pays[0]
    keep_only(pay, "day", "po", "gross", "discount")
    names = ("number", "date", "po", "gross", "discount", "net")
    grid = rows_of(say, pay, names, total=True)
    blocks = [
        Block("text", [pay.payer, w(say, "street")]),
        Block("text", [w(say, "run", n=str(rng.randint(11, 98)), day=say.day(pay.day))]),
        facts(say, pay, "payee", "ref", "day", "method", "currency", "sum"),
        Block("grid", grid=grid, right=(3, 4, 5)),
        Block("text", [w(say, "printed", day=say.day(pay.day)), w(say, "foot").replace("€", "EUR")]),
    ]
    return Sheet(blocks, pays, ALL)


@fourth("wards_and_clinics", 1, 18, credits=True, media=BOOKS)
def wards_and_clinics(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A hospital's list: the house that ordered, kind, document, day, amount; the count and the sum come last."""
    pay = pays[0]
    keep_only(pay, "day")
    names = ("kind", "doc", "doc_date", "amount")
    rows = [[worded(say, w(say, "facilities"), rng.randint(0, 3)), *row] for row in body(say, pay, names)]
    blocks = [
        Block("text", [w(say, "title")]),
        facts(say, pay, "payer", "payee", "day", "ref", "method", "currency"),
        Block("grid", grid=[[w(say, "facility"), *heads(say, pay, names)], *rows], right=(4,)),
        Block("pairs", pairs=[(w(say, "count"), str(len(pay.lines))), *pairs(say, pay, "sum")]),
    ]
    return Sheet(blocks, pays, ALL)


@fourth("portal_rows_csv", 1, 25, reductions="both", credits=True)
def portal_rows_csv(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A supplier portal's download: the payment's values in every row, days with hours, a state, every column."""
    pay = pays[0]
    names = ("kind", "number", "date", "po", "gross", "discount", "deduction", "reason", "net")
    rows = [[w(say, "supplier_no"), *ws(say, "payee", "payer", "ref", "day", "currency", *names)]]
    vendor = f"00{rng.randint(10_000, 99_999)}"
    for x in pay.lines:
        own = [cell(say, name, x) for name in names]
        own[2] = f"{x.day}T00:00:00Z"
        rows.append([vendor, pay.payee, pay.payer, pay.reference, f"{pay.day}T09:30:00Z", pay.currency, *own])
    pay.total = None
    mark = ";" if say.style in ("comma", "space") else ","
    return Sheet([], pays, ALL - {"method"}, drawn=separated(rows, mark, "utf-8-sig"))


@fourth("warrant_register", 2, 20)
def warrant_register(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A council's workbook: fund, what for, invoice, day and amount, a sum after each fund, signatures below."""
    pay = pays[0]
    keep_only(pay, "day")
    book, page = book_of(w(say, "register"))
    fill(page, [[pay.payer], [w(say, "register")], []])
    page.merge_cells("A1:E1")
    bold(page, "A1", "A2")
    known = [[a, "", b] for a, b in pairs(say, pay, "payee", "ref", "day", "method", "currency", "sum")]
    end = fill(page, [*known, [], ws(say, "fund", "text", "number", "date", "net")], 4)
    size = -(-len(pay.lines) // 3)
    for at in range(0, len(pay.lines), size):
        fund, own = worded(say, w(say, "funds"), at // size), pay.lines[at : at + size]
        for x in own:
            goods = worded(say, w(say, "goods"), rng.randint(0, 4))
            end = fill(
                page, [[fund, goods, *(cell(say, name, x) for name in ("number", "date", "net"))]], end
            )
        so_far = say.money(sum(x.net for x in own if x.net))  # type: ignore[arg-type]
        end = fill(page, [["", w(say, "sub", n=fund), "", "", so_far]], end)
    fill(
        page,
        [["", w(say, "sum"), "", "", say.money(pay.total)], [], [w(say, "office"), "", w(say, "signer")]],
        end,
    )
    return Sheet([], pays, ALL, drawn=xlsx(book))


@fourth("service_centre_tabs", 1, 20, reductions="both", credits=True)
def service_centre_tabs(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Four tabs: the payment, its documents, whom to call, and rules with figures that are no amounts."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount", "deduction", "reason")
    book, page = book_of(w(say, "tab_one"))
    fill(page, pairs(say, pay, "payer", "payee", "ref", "day", "method", "currency", "sum"), 2, 2)
    names = ("number", "kind", "date", "gross", "discount", "deduction", "reason", "net")
    fill(book.create_sheet(tab(w(say, "tab_lines"))), rows_of(say, pay, names))
    people = [[w(say, "office"), w(say, "phone")]]
    people += [[w(say, "signer"), str(rng.randint(2000, 8999))], [f"payables@{domain_of(pay)}", ""]]
    fill(book.create_sheet(tab(w(say, "tab_contacts"))), people)
    rules = [[f"{at}", rule] for at, rule in enumerate(w(say, "terms").split(";"), 1)]
    fill(book.create_sheet(tab(w(say, "tab_terms"))), rules)
    return Sheet([], pays, ALL, drawn=xlsx(book))


@fourth("freight_bills_paid", 1, 20, reductions="none")
def freight_bills_paid(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A shipper pays carriers: waybill, route and weight, then invoice, day, what was billed, cut and paid."""
    pay = pays[0]
    keep_only(pay, "day", "gross")
    take_off(pay, "deduction", "4", 0.3, rng)
    for x in pay.lines:
        x.reason = rng.choice(["WT", "DUP", "FSC"]) if x.deduction else None
    book, page = book_of(w(say, "title"))
    end = fill(page, [[pay.payer], [], *pairs(say, pay, "payee", "ref", "day", "method", "currency"), []])
    names = ("date", "gross", "deduction", "reason", "net")
    rows = [[*ws(say, "waybill", "lane", "weight", "freight_bill"), *heads(say, pay, names)]]
    for x in pay.lines:
        lane = f"{rng.choice(['LYS', 'HAM', 'PRT'])}-{rng.choice(['MIL', 'RTM', 'LHR'])}"
        own = [str(rng.randint(7_000_000, 7_999_999)), lane, rng.randint(80, 18_000), x.number]
        rows.append([*own, *(cell(say, name, x) for name in names)])
    rows.append([w(say, "sum"), *[""] * 7, say.money(pay.total)])
    fill(page, rows, end)
    return Sheet([], pays, ALL, drawn=xlsx(book))


@fourth("meters_and_units_tsv", 1, 30, credits=True)
def meters_and_units_tsv(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A file parted by tabs: supply point and usage in units before invoice, day and amount; its sum at last."""
    pay = pays[0]
    keep_only(pay, "day")
    rows = [[f"# {a}: {b}"] for a, b in pairs(say, pay, "payer", "payee", "ref", "day", "currency", "sum")]
    rows.append(ws(say, "meter", "usage", "kind", "number", "date", "net"))
    for x in pay.lines:
        left = [f"ES{rng.randint(10**9, 10**10 - 1)}KX", str(rng.randint(90, 48_000))]
        rows.append([*left, *(str(cell(say, name, x)) for name in ("kind", "number", "date", "net"))])
    charset = say.pick(["utf-8", "utf-16", "cp1252"], "fourth meters")
    return Sheet([], pays, ALL - {"method"}, drawn=separated(rows, "\t", charset, csv.QUOTE_MINIMAL, "\n"))


@fourth("outlets_then_recap", 2, 16, reductions="discount", credits=True)
def outlets_then_recap(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A franchise's head office: outlets with zeros in front, the list with its sum, then sums by outlet again."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    outlets = [f"{rng.randint(1, 30):04}" for _ in pay.lines]
    names = ("number", "kind", "date", "gross", "discount", "net")
    grid: list[list[str]] = [[w(say, "title"), "", "", pay.payer], [w(say, "street")], []]
    grid += [[a, b] for a, b in pairs(say, pay, "payee", "ref", "day", "method", "currency")]
    grid += [[], [w(say, "outlet"), *heads(say, pay, names)]]
    grid += [[one, *row] for one, row in zip(outlets, body(say, pay, names), strict=True)]
    grid += [[w(say, "sum"), *[""] * 5, say.money(pay.total)], [], [w(say, "recap")]]
    grid.append([w(say, "outlet"), w(say, "number_of"), w(say, "net")])
    for one in sorted(set(outlets)):
        own = [x.net for x, outlet in zip(pay.lines, outlets, strict=True) if outlet == one and x.net]
        grid.append([one, str(len(own)), say.money(sum(own))])  # type: ignore[arg-type]
    return Sheet([], pays, ALL, drawn=("ods", ods([(tab(w(say, "title")), grid)])))


@fourth("rules_before_the_list", 1, 14, media=BOOKS)
def rules_before_the_list(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Sentences on how to bill, with figures and days of their own, stand before payment and list."""
    pay = pays[0]
    keep_only(pay, "day", "po")
    names = ("number", "po", "date", "amount")
    blocks = [
        Block("text", [pay.payer, *w(say, "legal").split(";")]),
        facts(say, pay, "ref", "day", "payee", "currency", "sum", "method"),
        Block("grid", grid=rows_of(say, pay, names), right=(3,)),
        Block("text", [w(say, "queries", d=domain_of(pay))]),
    ]
    return Sheet(blocks, pays, ALL)

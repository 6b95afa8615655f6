"""Workbooks and separated files that need thought: tabs to join, letters for signs, codes, refused bills, parts paid."""

# ruff: noqa: E501

import random
from dataclasses import replace

from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALL, ALONE, CENT, D, add, keep_only, settle
from bench.layouts.unseen4.sheets_writing import book_of, fill, separated, tab, xlsx
from bench.layouts.unseen5.names_a import KIT as w
from bench.layouts.unseen5.sheets_a_plain import cells, known


@w.form("items_on_another_tab", "en de fr nl", 1, 8, payments=3, reductions="discount", media=ALONE)
def items_on_another_tab(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """One tab lists three payments; a second lists all their bills, each with its payment's number in front."""
    say, first = cells(say), pays[0]
    names = ("number", "date", "gross", "discount", "net")
    top = [[*w.ws(say, "ref", "day", "currency", "total")]]
    rows = [[w(say, "ref"), *w.heads(say, first, names)]]
    for pay in pays:
        keep_only(pay, "day", "gross", "discount")
        pay.method = None
        top.append([pay.reference, say.day(pay.day), pay.currency, say.money(pay.total)])
        rows += [[pay.reference, *row] for row in w.cells(say, pay, names)]
    book, page = book_of(w(say, "payments"))
    fill(page, [*known(say, first, "payer", "payee"), [], *top])
    fill(book.create_sheet(tab(w(say, "details"))), rows)
    return Sheet([], pays, ALL - {"method"}, drawn=xlsx(book))


@w.form("letter_for_a_sign", "en de nl", 2, 16, reductions="none", credits=True, media=ALONE)
def letter_for_a_sign(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Amounts have no sign; a letter behind says whether they add to the payment, as the last row explains."""
    say, pay = cells(say), pays[0]
    keep_only(pay, "day")
    rows = [[*w.heads(say, pay, ("doc", "doc_date", "amount")), w(say, "sign")]]
    for x in pay.lines:
        rows.append(
            [x.number or "", say.day(x.day), say.money(abs(x.net)), w(say, "minus" if x.net < 0 else "plus")]
        )
    rows += [[w(say, "total"), "", say.money(pay.total), w(say, "plus")], [], [w(say, "sign_told")]]
    top = [[w(say, "title")], *known(say, pay, "payer", "payee", "ref", "day", "method", "currency"), []]
    # What reduces the payment may be a credit note of the payee's or a debit note of the payer's.
    loose = frozenset({"document_type"})
    return Sheet([], pays, ALL, open=loose, drawn=separated([*top, *rows], say.pick([";", ","], "a sign")))


@w.form("cuts_as_coded_rows", "en fr", 2, 12, media=ALONE)
def cuts_as_coded_rows(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A cut is a row of its own below its bill, with the bill's number, a code and a minus; codes are told at the end."""
    say, pay = cells(say), pays[0]
    keep_only(pay, "day")
    bills, pay.lines = pay.lines, []
    for x in bills:
        pay.lines.append(x)
        if rng.random() < 0.35 or x is bills[0]:
            cut = max(D("1.10"), (x.net * D(rng.randint(1, 9)) / 100).quantize(CENT))
            add(pay, x.number, "deduction", -cut, day=x.day, reason=rng.choice(("21", "34")))
    settle(pay)
    rows = [[*w.heads(say, pay, ("number", "date")), w(say, "code"), *w.heads(say, pay, ("amount",))]]
    rows += [[x.number or "", say.day(x.day), x.reason or "", say.money(x.net)] for x in pay.lines]
    rows += [[w(say, "sum"), "", "", say.money(pay.total)], [], [w(say, "codes_told")]]
    book, page = book_of(w(say, "sheet"))
    fill(
        page,
        [
            [pay.payer],
            [w(say, "title")],
            *known(say, pay, "payee", "ref", "day", "method", "currency"),
            [],
            *rows,
        ],
        left=2,
    )
    return Sheet([], pays, ALL, drawn=xlsx(book))


@w.form("companies_by_their_code", "en de nl", 1, 8, payments=2, media=ALONE)
def companies_by_their_code(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A shared service centre pays for two companies: payments and bills name a code, a small table tells whose it is."""
    say, codes = cells(say), [str(one) for one in rng.sample(range(1000, 9900, 100), 2)]
    pays[1].payer = w.stock.payer(replace(say, look=say.look + 1))
    rows = [[w(say, "company"), *w.heads(say, pays[0], ("doc", "doc_date", "amount"))]]
    top = [[*w.ws(say, "company", "ref", "day", "currency", "total")]]
    for code, pay in zip(codes, pays, strict=True):
        keep_only(pay, "day")
        pay.method = None
        top.append([code, pay.reference, say.day(pay.day), pay.currency, say.money(pay.total)])
        rows += [[code, *row] for row in w.cells(say, pay, ("doc", "doc_date", "amount"))]
    legend = [
        w.ws(say, "company", "company_name"),
        *([code, pay.payer] for code, pay in zip(codes, pays, strict=True)),
    ]
    book, page = book_of(w(say, "payments"))
    fill(page, [[w(say, "centre")], *known(say, pays[0], "payee"), [], *legend, [], *top, [], *rows])
    return Sheet([], pays, ALL - {"method"}, drawn=xlsx(book))


@w.form("refused_below_paid", "fr en de", 1, 12, media=ALONE)
def refused_below_paid(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The paid bills with their sum; below them, under a heading, bills that were sent back and are not paid."""
    say, pay = cells(say), pays[0]
    keep_only(pay, "day", "po")
    names = ("number", "date", "po", "net")
    rows = [[w(say, "paid_now_head")], *w.rows(say, pay, names, ("net",)), [], [w(say, "refused")]]
    rows.append([*w.heads(say, pay, ("number", "date")), w(say, "amount", c=pay.currency), w(say, "reason")])
    for at in range(rng.randint(1, 3)):
        number = f"{rng.randint(80_000, 99_000) + at}"
        cut = say.money(D(rng.randint(10_000, 500_000)) / 100)
        rows.append([number, say.day(pay.lines[0].day), cut, rng.choice(w(say, "refusals").split(","))])
    book, page = book_of(w(say, "sheet"))
    fill(page, [[pay.payer], *known(say, pay, "payee", "ref", "day", "method", "currency", "sum"), [], *rows])
    return Sheet([], pays, ALL, drawn=xlsx(book))


@w.form("blocks_one_below_another", "nl de en", 1, 7, payments=3, media=ALONE)
def blocks_one_below_another(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Three payments in one sheet, one below another: values across, heads and bills, a sum, an empty row."""
    say = cells(say)
    rows: list[list[str]] = [[w(say, "payments")], *known(say, pays[0], "payer", "payee"), []]
    for pay in pays:
        keep_only(pay, "day", "po")
        told = known(say, pay, "ref", "day", "currency", "method")
        rows += [[label for label, _ in told], [value for _, value in told]]
        rows += [*w.rows(say, pay, ("number", "po", "date", "net"), ("net",)), []]
    book, page = book_of(w(say, "payments"))
    fill(page, rows)
    return Sheet([], pays, ALL, drawn=xlsx(book))


@w.form("earlier_now_and_left", "de en fr", 1, 14, media=ALONE)
def earlier_now_and_left(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Billed, paid earlier, paid now, left open; only one column is this payment, its sum stands below."""
    say, pay = cells(say), pays[0]
    keep_only(pay, "day", "gross")
    rows = [
        [*w.heads(say, pay, ("number", "date", "gross")), *w.ws(say, "earlier", "now_paid", "still_open")]
    ]
    for x in pay.lines:
        before = (x.gross * D(rng.choice(("0", "0", "0.3", "0.5")))).quantize(CENT)
        left = (x.gross * D(rng.choice(("0", "0", "0.1")))).quantize(CENT)
        x.net = x.gross - before - left
        rows.append(
            [x.number or "", say.day(x.day), *(say.money(one) for one in (x.gross, before, x.net, left))]
        )
    settle(pay)
    rows.append([w(say, "sum"), "", "", "", say.money(pay.total), ""])
    top = [[w(say, "title")], *known(say, pay, "payer", "payee", "day", "ref", "method", "currency"), []]
    # What was paid earlier or stays open is no deduction, though some may call it one.
    loose = frozenset({"deduction_amount", "deduction_reason"})
    return Sheet(
        [], pays, ALL, drawn=separated([*top, *rows], say.pick([";", "\t"], "a earlier")), open=loose
    )


@w.form("file_with_an_end", "en nl de", 1, 20, reductions="discount", credits=True, media=ALONE)
def file_with_an_end(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A file of a paying program: label and value in the first rows, heads, bills, a last row that counts them."""
    say, pay = cells(say), pays[0]
    keep_only(pay, "day", "po", "gross", "discount")
    names = ("number", "date", "po", "gross", "discount", "net")
    top = known(say, pay, "payer", "payee", "ref", "day", "method", "currency", "sum")
    last = [w(say, "end_of_file"), w(say, "records", n=str(len(pay.lines)))]
    rows = [*top, [], *w.rows(say, pay, names), last]
    return Sheet(
        [], pays, ALL, drawn=separated(rows, "|", say.pick(["utf-8", "utf-16", "utf-8-sig"], "a charset"))
    )


@w.form("heads_broken_in_cells", "de nl en", 1, 20, reductions="discount", credits=True, media=ALONE)
def heads_broken_in_cells(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Heads break within their cells, amounts' heads end in the currency; a column of remarks names other days."""
    say, pay = cells(say), pays[0]
    keep_only(pay, "day", "gross", "discount")
    names = ("doc", "doc_date", "gross", "discount", "net")
    rows = w.rows(say, pay, names, ("gross", "discount", "net"))
    heads = [
        head.replace(" ", "\n") if at < 2 else f"{head}\n({pay.currency})" for at, head in enumerate(rows[0])
    ]
    noted = [
        [*row, w(say, "remark", day=say.day(pay.day)) if rng.random() < 0.25 else ""] for row in rows[1:-1]
    ]
    book, page = book_of(w(say, "sheet"))
    top = [[w(say, "title")], *known(say, pay, "payer", "payee", "ref", "day", "method"), []]
    end = fill(page, [*top, [*heads, w(say, "remarks")], *noted, rows[-1]])
    page.freeze_panes = f"A{len(top) + 2}"
    page.auto_filter.ref = f"A{len(top) + 1}:F{end - 2}"
    return Sheet([], pays, ALL, drawn=xlsx(book))

"""Workbooks and separated files that are hard to think through: pivots, lockboxes, two currencies, text in cells."""

# ruff: noqa: E501

import csv
import random
from datetime import timedelta
from itertools import pairwise

from openpyxl.styles import Alignment

from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Line, Payment
from bench.layouts.unseen.office import ods, xls
from bench.layouts.unseen2.phrases import ALL, D, add, keep_only, settle, small
from bench.layouts.unseen4.kit_sheets import MONEYS, body, cell, fourth, heads, name_of, pairs, rows_of, w, ws
from bench.layouts.unseen4.sheets_writing import bold, book_of, fill, put, separated, share, tab, worded, xlsx


@fourth("lockbox_deposit", 1, 5, payments=4)
def lockbox_deposit(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A bank's file of a day's cheques: a record for each cheque and who drew it, then records of what it pays."""
    first = pays[0]
    rows: list[list[str]] = [[w(say, "lockbox"), f"LBX {rng.randint(100, 999)}"]]
    rows += [[w(say, "credited_to"), first.payee], [w(say, "deposited"), say.day(first.day)]]
    rows += [[w(say, "currency"), first.currency], []]
    rows += [[w(say, "record"), *ws(say, "cheque_no", "drawer", "total", "number", "net")]]
    for at, pay in enumerate(pays):
        keep_only(pay)
        pay.payer = name_of(f"{first.payer}{at}", say.language) if at else pay.payer
        pay.method, pay.day, pay.reference = "cheque", first.day, str(rng.randint(100_000, 999_999))
        rows.append([w(say, "check"), pay.reference, pay.payer, say.money(pay.total), "", ""])
        rows += [[w(say, "item"), "", "", "", x.number or "", say.money(x.net)] for x in pay.lines]
    rows += [[], [w(say, "batch_total"), str(len(pays)), "", say.money(sum((p.sum for p in pays), D(0)))]]
    return Sheet([], pays, ALL, drawn=separated(rows, say.pick([";", "|", "\t"], "fourth lockbox")))


@fourth("pivot_of_depots", 2, 18, reductions="discount", credits=True)
def pivot_of_depots(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A pivot table: filters above, depots with their sums over the documents set in below them, a grand total."""
    pay = pays[0]
    keep_only(pay, "gross", "discount")
    book, page = book_of(w(say, "tab_lines"))
    end = fill(page, [*pairs(say, pay, "payer", "payee", "ref", "day", "currency", "method"), [], []])
    names = ("gross", "discount", "net")
    end = fill(page, [[w(say, "row_labels"), *(w(say, "sum_x", x=w(say, name)) for name in names)]], end)
    bold(page, f"A{end - 1}")
    cuts = sorted({0, len(pay.lines) // 3, 2 * len(pay.lines) // 3, len(pay.lines)})
    for at, (start, stop) in enumerate(pairwise(cuts)):
        end = fill(page, [[worded(say, w(say, "plants"), at), *_sums(say, pay.lines[start:stop])]], end)
        for x in pay.lines[start:stop]:
            put(page, end, 1, x.number)
            page.cell(end, 1).alignment = Alignment(indent=1)
            end = fill(page, [[cell(say, name, x) for name in names]], end, 2)
    fill(page, [[w(say, "grand"), *_sums(say, pay.lines)]], end)
    return Sheet([], pays, ALL, drawn=xlsx(book))


def _sums(say: Speech, lines: list[Line]) -> list[str]:
    known = ((getattr(x, name) or D(0) for x in lines) for name in ("gross", "discount", "net"))
    sums = [sum(one, D(0)) for one in known]
    return [say.money(one) if one else "" for one in sums]


@fourth("tab_for_each_payment", 1, 9, payments=3, reductions="discount")
def tab_for_each_payment(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A first tab lists three payments with their sums; each has a tab of its own, named by its number."""
    book, page = book_of(w(say, "contents"))
    top = ws(say, "ref", "day", "currency", "total")
    listed = [[pay.reference, say.day(pay.day), pay.currency, say.money(pay.total)] for pay in pays]
    fill(page, [[pays[0].payer], [w(say, "contents")], [], top, *listed])
    for pay in pays:
        keep_only(pay, "day", "gross", "discount")
        own = book.create_sheet(tab(f"{w(say, 'payment')} {pay.reference}"))
        names = ("number", "date", "gross", "discount", "net")
        known = pairs(say, pay, "payer", "payee", "ref", "day", "method", "currency")
        fill(own, [*known, [], *rows_of(say, pay, names, total=True)])
    return Sheet([], pays, ALL, drawn=xlsx(book))


@fourth("column_for_each_currency", 2, 8, payments=2)
def column_for_each_currency(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """One list for two payments: an amount stands in the column of the currency that it was paid in."""
    others = [one for one in (*MONEYS[say.language], "PLN") if one != pays[0].currency]
    pays[1].currency, pays[1].day = others[0], pays[0].day
    book, page = book_of(w(say, "tab_one"))
    known = pairs(say, pays[0], "payer", "payee", "day", "method")
    codes = [pay.currency for pay in pays]
    about = [[w(say, "currency"), *codes], [w(say, "ref"), *(pay.reference for pay in pays)]]
    about.append([w(say, "total"), *(say.money(pay.total) for pay in pays)])
    end = fill(page, [*known, [], *about, [], [*ws(say, "doc", "doc_date"), *codes]])
    for pay in pays:
        keep_only(pay, "day")
    both = [(x, at) for at, pay in enumerate(pays) for x in pay.lines]
    rng.shuffle(both)
    for at, pay in enumerate(pays):
        pay.lines = [x for x, own in both if own == at]
    for x, at in both:
        end = fill(page, [[x.number, say.day(x.day), *["", say.money(x.net), ""][1 - at : 3 - at]]], end)
    fill(page, [[w(say, "sum"), "", *(say.money(pay.total) for pay in pays)]], end)
    return Sheet([], pays, ALL, drawn=xlsx(book))


@fourth("bills_told_in_a_cell", 1, 4, payments=3)
def bills_told_in_a_cell(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An old workbook of a bank's portal: a row for each payment whose last cell tells its bills and sums."""
    top = ws(say, "day", "payer", "payee", "ref", "currency", "total", "told")
    rows: list[list[str]] = [[w(say, "bank_list")], [], top]
    for pay in pays:
        keep_only(pay)
        pay.method = None
        bills = "; ".join(f"{w(say, 'inv')} {x.number} = {say.money(x.net)}" for x in pay.lines)
        total = say.money(pay.total)
        rows.append([say.day(pay.day), pay.payer, pay.payee, pay.reference, pay.currency, total, bills])
    raw = xls([(tab(w(say, "bank_list")), rows)])
    return Sheet([], pays, ALL - {"method"}, "lines", ("xls", raw))


@fourth("claims_block_below", 2, 14)
def claims_block_below(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A retailer's workbook: bills with their sum, then claims without signs that are taken off, then the rest."""
    pay = pays[0]
    keep_only(pay, "day")
    bills, first = list(pay.lines), rng.randint(20_000, 80_000)
    for at in range(rng.randint(1, 3)):
        words = worded(say, w(say, "claim_words"), at + first)
        add(pay, f"RC{first + 7 * at}", "deduction", -small(rng, pay, "0.04"), reason=words)
    settle(pay)
    book, page = book_of(w(say, "title"))
    known = pairs(say, pay, "payee", "ref", "day", "method", "currency")
    end = fill(page, [[pay.payer], [w(say, "street")], [], *known, [], [w(say, "bills_block")]])
    rows = [ws(say, "number", "outlet", "date", "net")]
    rows += [[x.number, f"{rng.randint(100, 480)}", say.day(x.day), say.money(x.net)] for x in bills]  # type: ignore[list-item]
    rows.append([w(say, "sum"), "", "", say.money(sum((x.net or D(0) for x in bills), D(0)))])
    end = fill(
        page, [*rows, [], [w(say, "less_block")], ws(say, "claim", "outlet", "reason", "deduction")], end
    )
    taken = pay.lines[len(bills) :]
    rows = [[x.number, f"{rng.randint(100, 480)}", x.reason, say.money(-(x.net or D(0)))] for x in taken]  # type: ignore[list-item]
    rows.append([w(say, "sum"), "", "", say.money(-sum((x.net or D(0) for x in taken), D(0)))])
    fill(page, [*rows, [], [w(say, "left"), "", "", say.money(pay.total)]], end)
    return Sheet([], pays, ALL, drawn=xlsx(book))


@fourth("rates_beside_cuts", 1, 12)
def rates_beside_cuts(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A builder's open workbook: certified sum, agreed discount and retention, each behind its rate."""
    pay = pays[0]
    keep_only(pay, "day", "gross")
    for x in pay.lines:
        x.discount, x.deduction = share(x, "2.5"), share(x, "5")
        x.net = (x.gross or D(0)) - x.discount - x.deduction
    settle(pay)
    grid: list[list[str]] = [[pay.payer, "", "", w(say, "title")], []]
    grid += [[a, "", b] for a, b in pairs(say, pay, "payee", "ref", "day", "method", "currency", "sum")]
    grid += [[], ws(say, "project", "number", "date", "certified")]
    grid[-1] += ["%", w(say, "contract_discount"), "%", w(say, "retention"), w(say, "net")]
    for x in pay.lines:
        rate = "2.5" if say.style in ("point", "plain", "apostrophe") else "2,5"
        left = [f"B{rng.randint(10, 60)}", *(cell(say, name, x) for name in ("number", "date", "gross"))]
        right = [rate, say.money(x.discount), "5", say.money(x.deduction), say.money(x.net)]
        grid.append([*left, *right])
    raw = ods([(tab(w(say, "title")), grid)])
    # The head names the cut; whether that is a reason, two readers may differ.
    return Sheet([], pays, ALL, drawn=("ods", raw), open=frozenset({"deduction_reason"}))


@fourth("texts_over_two_rows_csv", 1, 15, credits=True)
def texts_over_two_rows_csv(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A separated file whose quoted texts hold line ends, quotes and the separator; figures stand behind them."""
    pay = pays[0]
    keep_only(pay, "day")
    mark = say.pick([";", ","], "fourth texts")
    rows: list[list[str]] = [
        list(pair) for pair in pairs(say, pay, "payer", "payee", "ref", "day", "currency")
    ]
    rows += [[], ws(say, "kind", "doc", "text", "doc_date", "net")]
    for x in pay.lines:
        text = w(say, "free_text", n=str(rng.randint(101, 480)))
        text = f"{text}{mark} {rng.randint(2, 9)} x"
        rows.append([cell(say, "kind", x), x.number or "", text, say.day(x.day), say.money(x.net)])
    rows.append([w(say, "sum"), "", "", "", say.money(pay.total)])
    return Sheet(
        [],
        pays,
        ALL - {"method"},
        drawn=separated(rows, mark, "utf-8", csv.QUOTE_ALL if mark == "," else csv.QUOTE_MINIMAL),
    )


@fourth("losses_and_excess", 1, 14)
def losses_and_excess(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An insurer pays repairers: loss, its day and the insured stand before the bill; the excess is taken off."""
    pay = pays[0]
    keep_only(pay, "day", "gross")
    for x in pay.lines:
        if (x.gross or D(0)) > D(600) and rng.random() < 0.6:
            x.deduction = D(rng.choice([100, 150, 250, 500]))
            x.net = (x.gross or D(0)) - x.deduction
    settle(pay)
    book, page = book_of(w(say, "tab_one"))
    known = pairs(say, pay, "payer", "payee", "ref", "day", "method", "currency", "sum")
    top = [*ws(say, "policy", "loss_day", "insured", "number", "date", "gross", "excess", "net")]
    end = fill(page, [*known, [], top], 2, 2)
    for at, x in enumerate(pay.lines):
        lost = x.day - timedelta(days=rng.randint(5, 40)) if x.day else None
        who = worded(say, "M. K.,A. P.,S. O.,L. B.", at + rng.randint(0, 3))
        own = [cell(say, name, x) for name in ("number", "date", "gross", "deduction", "net")]
        end = fill(page, [[f"26-{rng.randint(10_000, 99_999)}-K", say.day(lost), who, *own]], end, 2)
    return Sheet([], pays, ALL, drawn=xlsx(book), open=frozenset({"deduction_reason"}))


@fourth("net_tax_and_note_csv", 1, 20, reductions="discount", credits=True)
def net_tax_and_note_csv(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A wholesaler of medicines: delivery note, value before tax, rate and tax stand before gross and what is paid."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    rows: list[list[str]] = [[pay.payer, w(say, "title")]]
    rows += [list(pair) for pair in pairs(say, pay, "payee", "ref", "day", "method", "currency", "sum")]
    top = ws(say, "note_no", "kind", "number", "date", "base")
    rows += [[*top, "%", w(say, "vat"), *heads(say, pay, ("gross", "discount", "net"))]]
    for x in pay.lines:
        rate = rng.choice([10, 20])
        base = ((x.gross or D(0)) / (1 + D(rate) / 100)).quantize(D("0.01"))
        left = [
            f"L{rng.randint(300_000, 399_999)}",
            *(cell(say, name, x) for name in ("kind", "number", "date")),
        ]
        tax = [say.money(base), str(rate), say.money((x.gross or D(0)) - base)]
        rows.append([*left, *tax, *(cell(say, name, x) for name in ("gross", "discount", "net"))])
    return Sheet([], pays, ALL, drawn=separated(rows, ";", say.pick(["cp1252", "utf-8-sig"], "fourth tax")))


@fourth("card_to_be_charged_csv", 1, 12)
def card_to_be_charged_csv(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A file about a virtual card: its last figures, its end and the approval, then what may be charged for what."""
    pay = pays[0]
    keep_only(pay, "day", "po")
    pay.method = None
    known = [*pairs(say, pay, "payer", "payee"), (w(say, "method"), w(say, "card_word"))]
    known += [
        (w(say, "card_end"), str(rng.randint(1000, 9999))),
        (w(say, "expires"), f"{rng.randint(1, 12):02}/29"),
    ]
    known += [(w(say, "auth"), pay.reference), *pairs(say, pay, "day", "currency", "sum")]
    pay.method = "card"
    rows = [list(pair) for pair in known]
    rows += [[], *rows_of(say, pay, ("number", "po", "date", "amount"))]
    return Sheet([], pays, ALL, drawn=separated(rows, say.pick([";", "\t"], "fourth card")))


@fourth("report_of_pages_csv", 8, 40, credits=True)
def report_of_pages_csv(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A printed report saved as a separated file: title, page and heads come back after every seven rows."""
    pay = pays[0]
    keep_only(pay, "day")
    names, rows = ("date", "kind", "number", "net"), []
    known = pairs(say, pay, "payee", "ref", "day", "method", "currency")
    pages = range(0, len(pay.lines), 7)
    for number, at in enumerate(pages, 1):
        rows.append([pay.payer, "", w(say, "title"), "", f"{number}/{len(pages)}"])
        rows += [list(pair) for pair in known] if number == 1 else []
        rows.append(["", *heads(say, pay, names)])
        rows += [["", *row] for row in body(say, pay, names)[at : at + 7]]
        rows.append([])
    rows.append(["", w(say, "total"), "", "", say.money(pay.total)])
    return Sheet([], pays, ALL, drawn=separated(rows, ";", "cp1252"))

"""Ordinary workbooks and files: a garage's fleet, bottles, a school's file, a club's old book, solar panels, a portal."""

# ruff: noqa: E501

import csv
import random

from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALONE, keep_only
from bench.layouts.unseen4.sheets_writing import Rows, bold, book_of, fill, separated, xlsx
from bench.layouts.unseen5.kit_b import book
from bench.layouts.unseen6.kit import own as drawn
from bench.layouts.unseen6.names_b import FACTS, KIT, SIX, person, plain, word

_KNOWN = ("payer", *FACTS[:-1])


def _with_values(say: Speech, pay: Payment, rows: Rows, *names: str) -> list[list[object]]:
    """Return the payment's values, an empty row, and the list."""
    listed: list[list[object]] = [list(pair) for pair in KIT.pairs(say, pay, *(names or _KNOWN))]
    return [*listed, [], *(list(row) for row in rows)]


@KIT.form("fleet_in_a_workbook", SIX, 1, 18, reductions="discount", credits=True, media=ALONE)
def fleet_in_a_workbook(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A garage's workbook: a bold title, values from the second column on, the plate behind bill and day."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day", "gross", "discount")
    rows = KIT.rows(say, pay, ("number", "date", "gross", "discount", "net"), ("gross", "discount", "net"))
    plates = [
        KIT(say, "plate"),
        *(f"{rng.randint(1000, 9999)} {rng.choice(('LKV', 'MNB', 'HJT'))}" for _ in pay.lines),
        "",
    ]
    rows = [[*row[:2], own, *row[2:]] for row, own in zip(rows, plates, strict=True)]
    workbook, page = book_of(KIT(say, "tab"))
    fill(page, [[KIT(say, "title")], [], *_with_values(say, pay, rows)], 2, 2)
    bold(page, "B2")
    return drawn(xlsx(workbook), pays)


@KIT.form("bottles_in_an_open_book", SIX, 1, 14, media=ALONE)
def bottles_in_an_open_book(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A vineyard's open workbook: goods and pieces between day and sum; labels and values stand below the list."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    rows = [[*KIT.heads(say, pay, ("date", "number")), *KIT.ws(say, "goods", "pieces", "net")]]
    for at, x in enumerate(pay.lines):
        rows.append(
            [
                say.day(x.day),
                x.number or "",
                word(say, "wines", at),
                str(rng.randint(3, 70) * 25),
                say.money(x.net),
            ]
        )
    known = map(list, KIT.pairs(say, pay, "payee", "day", "ref", "method", "currency"))
    listed = [
        [pay.payer],
        [KIT(say, "street")],
        [],
        *rows,
        [KIT(say, "total"), "", "", "", say.money(pay.total)],
        [],
        *known,
    ]
    return drawn(book("ods", KIT(say, "tab"), listed), pays)


@KIT.form("school_file_with_count", SIX, 1, 20, credits=True, media=ALONE)
def school_file_with_count(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A school's file: budget line and kind before document and day; the last rows tell count and sum."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    names = ("kind", "doc", "doc_date", "amount")
    rows = [[KIT(say, "budget"), *KIT.heads(say, pay, names)]]
    rows += [[word(say, "lines_of_budget", rng.randint(0, 3)), *row] for row in KIT.cells(say, pay, names)]
    rows += [[KIT(say, "count"), str(len(pay.lines))], [KIT(say, "sum"), "", "", "", say.money(pay.total)]]
    raw = separated(
        _with_values(say, pay, rows),
        say.pick([";", "\t", ";"], "school"),
        say.pick(["utf-8-sig", "utf-8"], "set"),
    )
    return drawn(raw, pays)


@KIT.form("club_in_an_old_book", SIX, 1, 14, credits=True, media=ALONE)
def club_in_an_old_book(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A club's old workbook: the payment's values across two rows, label over value, then a narrow list."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    known = KIT.pairs(say, pay, "ref", "day", "method", "currency", "sum")
    rows = [[pay.payer], [KIT(say, "title")], [KIT(say, "payee"), pay.payee], []]
    rows += [[label for label, _ in known], [value for _, value in known], []]
    rows += KIT.rows(say, pay, ("doc", "kind", "doc_date", "net"))
    rows += [[], [KIT(say, "prepared"), person(say)]]
    return drawn(book("xls", KIT(say, "tab"), rows), pays)


@KIT.form("panels_and_orders_file", SIX, 1, 16, reductions="discount", media=ALONE)
def panels_and_orders_file(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A solar installer's file: every cell quoted; plant and order stand before the bill and its three sums."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "po", "day", "gross", "discount")
    names = ("po", "number", "date", "gross", "discount", "net")
    rows = KIT.rows(say, pay, names, ("gross", "discount", "net"))
    plants = [KIT(say, "panel"), *(f"PV-{rng.randint(1, 60):02}" for _ in pay.lines), ""]
    rows = [[own, *row] for row, own in zip(rows, plants, strict=True)]
    return drawn(separated(_with_values(say, pay, rows), ";", "utf-8", csv.QUOTE_ALL), pays)


@KIT.form("portal_repeats_the_payment", SIX, 1, 14, payments=2, credits=True, media=ALONE)
def portal_repeats_the_payment(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A portal's export: each row is a document and repeats number, day, currency and sum of its payment."""
    say = plain(say)
    rows = [
        KIT.ws(say, "payer", "payee", "ref", "day", "currency", "total", "kind", "doc", "doc_date", "net")
    ]
    for pay in pays:
        keep_only(pay, "day")
        pay.method = None
        known = [pay.payer, pay.payee, pay.reference, say.day(pay.day), pay.currency, say.money(pay.total)]
        rows += [[*known, *row] for row in KIT.cells(say, pay, ("kind", "doc", "doc_date", "net"))]
    kind = say.pick(["xlsx", "ods", "csv"], "portal")
    return drawn(separated(rows, ";") if kind == "csv" else book(kind, KIT(say, "tab"), rows), pays)

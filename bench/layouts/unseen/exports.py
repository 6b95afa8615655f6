"""Workbooks and CSV files as programs and clerks make them; each draws itself."""

import csv
import io
import random
from typing import Any

from bench.layouts.forms import OWN, Sheet, form, net_of
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen.office import Sum, ods, ooxml, xls
from bench.layouts.unseen.wording import REDUCED, D, own_pairs, told, value

COLUMNS = ("number", "date", "po", "gross", "discount", "net")
SHOWN = REDUCED | {"po"}
SELF = frozenset({OWN})


def _listed(say: Speech, pay: Payment) -> list[list[Any]]:
    return [[value(say, column, x) for column in COLUMNS] for x in pay.lines]


def _comma(rows: list[list[Any]], mark: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=mark).writerows(rows)
    return out.getvalue().encode()


@form("book_of_plants", 2, 16, reductions="discount", unfit=SELF)
def book_of_plants(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A cover holds the payment and its sum; two or three sheets hold the lines of one plant each."""
    pay = pays[0]
    count = min(len(pay.lines), say.pick([2, 3], "plants"))
    cuts = [round(len(pay.lines) * at / count) for at in range(count + 1)]
    parts: list[tuple[str, list[list[Any]]]] = []
    sums = []
    for at in range(count):
        lines = pay.lines[cuts[at] : cuts[at + 1]]
        name = f"{told(say, 'site')} {say.pick([4, 7, 2], 'site') * 10 + at}"
        rows: list[list[Any]] = [[name], [], [told(say, column) for column in COLUMNS]]
        rows += [[value(say, column, x) for column in COLUMNS] for x in lines]
        end = len(rows)
        rows.append([told(say, "sub"), "", "", "", "", Sum(f"SUM(F4:F{end})", net_of(lines))])
        sums.append(f"'{name}'!F{end + 1}")
        parts.append((name, rows))
    pairs = [list(pair) for pair in own_pairs(say, pay, total=False)]
    cover: list[list[Any]] = [[pay.payer], [told(say, "title")], [], *pairs]
    cover += [[], [told(say, "total"), Sum("+".join(sums), pay.total)]]
    raw = ooxml([(told(say, "cover_sheet"), cover), *parts], ("A1:D1", "A2:D2"))
    return Sheet([], pays, SHOWN, drawn=("xlsx", raw))


@form("banded_old_book", 1, 12, payments=2, reductions="discount", unfit=SELF)
def banded_old_book(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Bands of heads over heads, and the payment's values again in every row; two payments."""
    first, second = pays
    second.payer, second.payee, second.currency = first.payer, first.payee, first.currency
    first.method = second.method = None
    heads = [told(say, w) for w in ("payer", "payee", "ref", "day", "currency", *COLUMNS)]
    bands = ((0, 0, 0, 4, told(say, "key")), (0, 0, 5, 7, told(say, "document_band")))
    rows: list[list[Any]] = [[], heads]
    for pay in pays:
        pay.total = None
        own = [pay.payer, pay.payee, pay.reference, say.day(pay.day), pay.currency]
        rows += [[*own, *row] for row in _listed(say, pay)]
    raw = xls([("Export", rows)], (*bands, (0, 0, 8, 10, told(say, "amounts_band"))))
    return Sheet([], pays, SHOWN, drawn=("xls", raw))


@form("list_before_payment", 1, 12, reductions="discount", unfit=SELF)
def list_before_payment(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The first sheet lists documents from a far cell on, without a sum; the last one tells the payment."""
    pay = pays[0]
    left = [""] * say.pick([1, 3, 2], "left")
    rows: list[list[Any]] = [[], [], [*left, told(say, "annex")], []]
    rows.append([*left, *(told(say, column) for column in COLUMNS)])
    rows += [[*left, *row] for row in _listed(say, pay)]
    pairs = [(told(say, "payer"), pay.payer), *own_pairs(say, pay, total=False)]
    last: list[list[Any]] = [["", a, "", b] for a, b in pairs]
    last.append(["", told(say, "total"), "", say.money(pay.total)])
    raw = ods([(told(say, "list_sheet"), rows), (told(say, "cover_sheet"), last)])
    return Sheet([], pays, SHOWN, drawn=("ods", raw))


@form("csv_of_two_heads", 1, 12, reductions="discount", unfit=SELF)
def csv_of_two_heads(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Two rows of heads, bands above names, and payer, reference, day and sum repeated in each row."""
    pay = pays[0]
    names = ["payer", "ref", "day", "total", "currency"]
    bands = [
        told(say, "title"),
        "",
        "",
        "",
        "",
        told(say, "document_band"),
        "",
        "",
        told(say, "amounts_band"),
    ]
    rows: list[list[Any]] = [[*bands, "", ""], [told(say, w) for w in (*names, *COLUMNS)]]
    own = [pay.payer, pay.reference, say.day(pay.day), say.money(pay.total), pay.currency]
    rows += [[*own, *row] for row in _listed(say, pay)]
    pay.payee = pay.method = None
    return Sheet([], pays, SHOWN, drawn=("csv", _comma(rows, say.pick([";", "\t", "|"], "mark"))))


@form("records_by_type", 1, 9, payments=2, reductions="discount", unfit=SELF)
def records_by_type(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A record's first cell says what it is: heads of both kinds, then each payment and its documents."""
    first, second = pays
    second.payer, second.payee, second.currency = first.payer, first.payee, first.currency
    first.method = second.method = None
    upper = ("payer", "payee", "ref", "day", "currency", "total")
    rows: list[list[Any]] = [["#P", *(told(say, w) for w in upper)], ["#D", *(told(say, w) for w in COLUMNS)]]
    for pay in pays:
        money = say.money(pay.total)
        rows.append(["P", pay.payer, pay.payee, pay.reference, say.day(pay.day), pay.currency, money])
        rows += [["D", *row] for row in _listed(say, pay)]
    return Sheet([], pays, SHOWN, drawn=("csv", _comma(rows, say.pick([";", "|"], "mark"))))


@form("lists_side_by_side", 2, 12, reductions="none", credits=False, unfit=SELF)
def lists_side_by_side(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A clerk's sheet: documents on the left, the payment's values at labels to their right, row by row."""
    pay = pays[0]
    pairs = [*own_pairs(say, pay, total=False), (told(say, "total"), say.money(pay.total))]
    pairs.insert(0, (told(say, "payer"), pay.payer))
    rows: list[list[Any]] = [[told(say, w) for w in ("number", "date", "amount")]]
    for at in range(max(len(pairs), len(pay.lines))):
        x = pay.lines[at] if at < len(pay.lines) else None
        left = [x.number, say.day(x.day), say.money(x.net)] if x else ["", "", ""]
        rows.append([*left, "", *(pairs[at] if at < len(pairs) else ())])
    shown = frozenset({"method", "number", "date"})
    raw = ooxml([(told(say, "list_sheet"), rows)]) if D(say.look) % 2 else xls([("A", rows)])
    return Sheet([], pays, shown, drawn=("xlsx" if D(say.look) % 2 else "xls", raw))


@form("bills_across_book", 2, 9, reductions="discount", unfit=SELF)
def bills_across_book(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Each column is a document, each row a kind of value; the payment's values stand over them."""
    pay = pays[0]
    rows: list[list[Any]] = [[pay.payer], [told(say, "title")], []]
    rows += [[a, b] for a, b in own_pairs(say, pay, total=False)]
    rows.append([])
    ends = {"number": told(say, "sum"), "net": say.money(pay.total)}
    for column in COLUMNS:
        rows.append([told(say, column), *(value(say, column, x) for x in pay.lines), ends.get(column, "")])
    kind = say.pick(["ods", "xlsx"], "across")
    parts = [(told(say, "list_sheet"), rows)]
    return Sheet([], pays, SHOWN, drawn=(kind, ods(parts) if kind == "ods" else ooxml(parts)))

"""Workbooks: values at the right, bands of payments, numbers as numbers, sheets of claims, registers."""

import io
import random
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from bench.layouts.forms import Sheet
from bench.layouts.speech import Day, Money, Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen.office import ods
from bench.layouts.unseen2.phrases import ALL, ALONE, D, add, cash, figures, keep_only, settle, small
from bench.layouts.unseen3.kit import cell, heads, pairs, rows_of, third, w, ws

ACCOUNTING = "#,##0.00_);(#,##0.00)"


def _put(page: Any, row: int, column: int, value: object, money: str = "#,##0.00") -> None:
    place = page.cell(row, column)
    if isinstance(value, Money):
        place.value, place.number_format = value.amount, money
    elif isinstance(value, Day):
        place.value, place.number_format = value.day, "dd.mm.yyyy"
    elif value not in ("", None):
        place.value = value


def _fill(
    page: Any, rows: Sequence[Sequence[object]], top: int = 1, left: int = 1, money: str = "#,##0.00"
) -> int:
    """Write rows and return the row below them."""
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            _put(page, top + r, left + c, value, money)
    return top + len(rows)


def _xlsx(book: Workbook) -> tuple[str, bytes]:
    out = io.BytesIO()
    book.save(out)
    return "xlsx", out.getvalue()


def _amounts(say: Speech, pay: Payment, *names: str) -> list[list[object]]:
    """Return the payment's values, the total as a number."""
    known: list[list[object]] = [list(pair) for pair in pairs(say, pay, *names)]
    return [*known, [w(say, "total"), say.money(pay.total)]]


@third("values_at_the_right", 1, 25, reductions="discount", credits=True, media=ALONE)
def values_at_the_right(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A workbook: the firm at the left, the payment's values far right, negatives in brackets by format."""
    pay, book = pays[0], Workbook()
    keep_only(pay, "day", "gross", "discount")
    page: Any = book.active
    page.title = w(say, "sheet_one")
    _fill(page, [[pay.payer], [w(say, "street")], [], [w(say, "title")]])
    page["A1"].font = Font(bold=True, size=14)
    _fill(page, _amounts(say, pay, "payee", "ref", "day", "method", "currency"), 1, 6)
    end = _fill(
        page, rows_of(say, pay, ("doc", "kind", "doc_date", "gross", "discount", "net")), 9, 1, ACCOUNTING
    )
    _fill(page, [[w(say, "sum"), "", "", "", "", say.money(pay.total)]], end)
    page.freeze_panes = "A10"
    return Sheet([], pays, ALL, drawn=_xlsx(book))


@third("bands_of_payments", 1, 5, payments=3, media=ALONE)
def bands_of_payments(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Merged bands tell number, day and sum of each payment; its documents stand below, heads only once."""
    book, rows = Workbook(), 6
    page: Any = book.active
    _fill(
        page,
        [
            [pays[0].payer],
            [f"{w(say, 'payee')}: {pays[0].payee}"],
            [f"{w(say, 'currency')}: {pays[0].currency}"],
        ],
    )
    _fill(page, [ws(say, "number", "date", "po", "paid")], 5)
    for pay in pays:
        keep_only(pay, "day", "po")
        pay.method = None
        values = pairs(say, pay, "ref", "day", "total")
        _put(page, rows, 1, "  -  ".join(f"{a}: {b}" for a, b in values))
        page.merge_cells(start_row=rows, end_row=rows, start_column=1, end_column=4)
        listed = [[cell(say, name, x) for name in ("number", "date", "po", "net")] for x in pay.lines]
        rows = _fill(page, listed, rows + 1)
    return Sheet([], pays, ALL - {"method"}, drawn=_xlsx(book))


@third("numbers_as_numbers", 1, 30, media=ALONE)
def numbers_as_numbers(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Invoices and orders are typed as numbers, the heads stand in the first row, nothing over them."""
    pay, book = pays[0], Workbook()
    keep_only(pay, "day", "po")
    page: Any = book.active
    _fill(page, [ws(say, "payer", "payee", "ref", "day", "number", "date", "po", "currency", "paid")])
    start = rng.randint(100_000, 9_000_000)
    for at, x in enumerate(pay.lines):
        x.number = str(start + 17 * at + rng.randint(0, 16))
        money: list[object] = [int(x.number), say.day(x.day), int(x.po or 0), pay.currency, say.money(x.net)]
        _fill(page, [[pay.payer, pay.payee, pay.reference, say.day(pay.day), *money]], 2 + at)
    pay.total = None
    return Sheet([], pays, ALL - {"method"}, drawn=_xlsx(book))


@third("lists_below_each_other", 3, 14, reductions="discount", credits=True, media=ALONE)
def lists_below_each_other(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Bills and credit notes in two lists of other columns, the second one further right."""
    pay, book = pays[0], Workbook()
    keep_only(pay, "day", "gross", "discount")
    bills, notes = ([x for x in pay.lines if (x.kind == "invoice") is one] for one in (True, False))
    pay.lines = [*bills, *notes]
    for x in notes:
        x.gross = None
    page: Any = book.active
    end = _fill(page, [[pay.payer], [], *_amounts(say, pay, "payee", "ref", "day", "method", "currency"), []])
    names = ("date", "number", "gross", "discount", "net")
    rows = [[cell(say, name, x) for name in names] for x in bills]
    end = _fill(page, [[w(say, "invs")], ws(say, *names), *rows, []], end)
    if notes:
        rows = [[x.number or "", cell(say, "date", x), cell(say, "net", x)] for x in notes]
        _fill(page, [[w(say, "cns")], heads(say, pay, ("doc", "doc_date", "amount")), *rows], end, 3)
    return Sheet([], pays, ALL, drawn=_xlsx(book))


@third("claims_on_next_sheet", 2, 14, media=ALONE)
def claims_on_next_sheet(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The first sheet lists bills, the second what was taken off, each with a number and a code."""
    pay, book = pays[0], Workbook()
    keep_only(pay, "day")
    bills, first = list(pay.lines), rng.randint(3_000, 9_000)
    for at in range(rng.randint(1, 3)):
        code = rng.choice(["41", "52", "73"])
        add(pay, f"REC-{first + 3 * at}", "deduction", -small(rng, pay, "0.03"), reason=code)
    settle(pay)
    one: Any = book.active
    one.title = w(say, "sheet_one")
    end = _fill(one, [[pay.payer], [], *_amounts(say, pay, "payee", "ref", "day", "method", "currency"), []])
    rows = [[cell(say, name, x) for name in ("number", "date", "net")] for x in bills]
    _fill(one, [heads(say, pay, ("number", "date", "amount")), *rows], end)
    two: Any = book.create_sheet(w(say, "sheet_two"))
    rows = [[x.number or "", x.reason or "", say.money(x.net)] for x in pay.lines if x.kind == "deduction"]
    _fill(two, [[w(say, "sheet_two")], [], heads(say, pay, ("doc", "code", "amount")), *rows], 2, 2)
    return Sheet([], pays, ALL, drawn=_xlsx(book))


@third("texts_with_times", 1, 20, credits=True, media=ALONE)
def texts_with_times(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A program's export: every cell a text, days with midnight behind them, sums with a code, a state."""
    pay, book = pays[0], Workbook()
    keep_only(pay, "day")
    page: Any = book.active
    known = [[a, f"{pay.day} 00:00:00" if a == w(say, "day") else b] for a, b in pairs(say, pay, "payer", "payee", "ref", "day", "total")]  # fmt: skip # noqa: E501
    end = _fill(page, [*known, [], ws(say, "kind", "number", "date", "status", "amt")], 2, 2)
    for x in pay.lines:
        row = [
            cell(say, "kind", x),
            x.number or "",
            f"{x.day} 00:00:00",
            w(say, "is_paid"),
            cash(say, pay, x.net),
        ]
        end = _fill(page, [row], end, 2)
    for one in page["F"]:
        one.alignment = Alignment(horizontal="right")
    return Sheet([], pays, ALL - {"method"}, drawn=_xlsx(book))


@third("remark_names_others", 1, 12, reductions="discount", media=ALONE)
def remark_names_others(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A column of remarks in which other documents are named that are not paid here."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    grid: list[list[str]] = [[pay.payer], [w(say, "title")], []]
    grid += [list(pair) for pair in pairs(say, pay, "payee", "ref", "day", "method", "currency")]
    grid += [[], [*ws(say, "number", "date", "remark", "gross", "discount", "net")]]
    for x in pay.lines:
        told = rng.choice(["replaces", "see_note", "", ""])
        said = w(say, told, n=f"P-{rng.randint(1000, 9999)}") if told else ""
        row = [cell(say, name, x) for name in ("number", "date", "gross", "discount", "net")]
        grid.append([*row[:2], said, *row[2:]])
    grid += [[], [w(say, "total"), "", "", "", "", say.money(pay.total)]]
    return Sheet([], pays, ALL, drawn=("ods", ods([(w(say, "sheet_one"), grid)])))


@third("register_of_cheques", 1, 4, payments=3, media=ALONE)
def register_of_cheques(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A row for every bill of every cheque; number, day and sum of the cheque are told in each row."""
    book = Workbook()
    page: Any = book.active
    names = ("cheque_no", "cheque_date", "payee", "currency", "cheque_sum", "number", "date", "amt")
    end = _fill(page, [[w(say, "register", payer=pays[0].payer)], [], ws(say, *names)])
    first = rng.randint(100_000, 900_000)
    for at, pay in enumerate(pays):
        keep_only(pay, "day")
        pay.method, pay.reference = "cheque", str(first + at)
        left = [pay.reference, say.day(pay.day), pay.payee, pay.currency, say.money(pay.total)]
        for x in pay.lines:
            end = _fill(page, [[*left, *(cell(say, name, x) for name in ("number", "date", "net"))]], end)
    # The payer stands in a sentence in the head.
    return Sheet([], pays, ALL, drawn=_xlsx(book))


@third("remarks_and_sums_ods", 3, 16, credits=True, media=ALONE)
def remarks_and_sums_ods(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An open workbook with two empty columns first, a checking remark here and there, sums of halves."""
    pay = pays[0]
    keep_only(pay, "day")
    grid: list[list[str]] = [["", "", pay.payer], []]
    grid += [["", "", a, "", b] for a, b in pairs(say, pay, "payee", "ref", "day", "method", "currency")]
    grid += [[], ["", "", *ws(say, "doc_date", "doc", "kind", "amt")]]
    half, so_far = len(pay.lines) // 2, D(0)
    for at, x in enumerate(pay.lines):
        if at == half:
            grid.append(["", "", w(say, "sub"), "", "", say.money(so_far)])
            grid.append(["", "", w(say, "checked")])
        so_far += x.net
        grid.append(["", "", *(cell(say, name, x) for name in ("doc_date", "doc", "kind", "net"))])
    grid.append(["", "", w(say, "total"), "", "", say.money(pay.total)])
    return Sheet([], pays, ALL, drawn=("ods", ods([(w(say, "sheet_one"), grid)])))


def only_figures(pay: Payment) -> None:
    """Let documents be numbered by figures alone, zeros in front where they are."""
    for x in pay.lines:
        x.number = figures(x.number)

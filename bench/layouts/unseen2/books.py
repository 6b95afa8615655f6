"""Workbooks and separated files as accountants export them, and letters of a word processor."""

import io
import random
import re
from datetime import timedelta

from docx import Document
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Cm
from openpyxl import Workbook

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen.office import ods, xls
from bench.layouts.unseen2.phrases import (
    ALL,
    ALONE,
    BOOKS,
    D,
    cash,
    held,
    keep_only,
    opened,
    other_number,
    pairs_of,
    w,
    ws,
)


@held("journal_of_bookings", 2, 10, media=BOOKS)
def journal_of_bookings(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The payer's journal: the supplier's account is debited for each invoice, the bank credited once."""
    pay = pays[0]
    keep_only(pay, "day")
    names = ("journal", "account_no", "item_text", "doc_number", "doc_date", "debit", "credit")
    grid, own = [ws(say, *names)], rng.randint(10000, 60000)
    supplier = f"40{rng.randint(10000, 99999)}"
    for at, x in enumerate(pay.lines):
        row = [f"BK{own + at}", supplier, pay.payee, x.number, say.day(x.day), say.money(x.net), ""]
        grid.append(row)
    last = [f"BK{own + len(pay.lines)}", "512000", w(say, "bank_row"), pay.reference, say.day(pay.day)]
    grid.append([*last, "", say.money(pay.total)])
    pairs = Block("pairs", pairs=pairs_of(say, pay, "payer", "payee", "ref", "day", "currency", "total"))
    return Sheet([pairs, Block("grid", grid=grid, right=(5, 6))], pays, ALL - {"method"})


@held("amounts_in_cents", 2, 12, credits=True, media=BOOKS)
def amounts_in_cents(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An interface file: amounts are whole cents, as the head of their column says."""
    pay = pays[0]
    keep_only(pay, "day", "po")
    pay.currency = "EUR"
    heads = ws(say, "doc_number", "doc_date", "po", "type", "cents")
    grid = [heads]
    for x in pay.lines:
        kind = w(say, "cn" if x.kind == "credit_note" else "inv")
        grid.append([x.number, x.day.isoformat(), x.po, kind, str(int(x.net * 100))])
    pairs = Block(
        "pairs", pairs=pairs_of(say, pay, "payer", "payee", "ref", "day", "method", "currency", "total")
    )
    return Sheet([pairs, Block("grid", grid=grid)], pays, ALL)


@held("run_in_last_column", 2, 9, media=BOOKS)
def run_in_last_column(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A list of the whole account; the last column says which payment settled a row; only one run is told."""
    pay = pays[0]
    keep_only(pay, "day")
    old = re.sub(r"\d+", lambda found: str(int(found[0]) - rng.randint(40, 400)), pay.reference, count=1)
    rows = [[x.number, say.day(x.day), say.money(x.net), pay.reference] for x in pay.lines]
    for at in range(rng.randint(2, 5)):
        number = other_number(pay.lines[0].number, 90410 + at * 23 + rng.randint(0, 9))
        day = say.day(pay.day - timedelta(days=rng.randint(4, 40)))
        run = old if rng.random() < 0.5 else w(say, "open_run")
        row = [number, day, say.money(D(rng.randint(2000, 700000)) / 100), run]
        rows.insert(rng.randint(0, len(rows)), row)
    grid = [ws(say, "number", "date", "amount", "run"), *rows]
    told = Block("text", [w(say, "run_told", ref=pay.reference)])
    return Sheet([*opened(say, pay), told, Block("grid", grid=grid, right=(2,))], pays, ALL)


@held("months_with_sums", 3, 12, credits=True, media=BOOKS)
def months_with_sums(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Rows are sorted by the month of the invoice; each month's name opens, its sum closes a group."""
    pay = pays[0]
    keep_only(pay, "day")
    pay.lines.sort(key=lambda x: (x.day.year, x.day.month))
    grid = [["", *ws(say, "number", "date", "amount")]]
    months = sorted({(x.day.year, x.day.month) for x in pay.lines})
    for year, month in months:
        own = [x for x in pay.lines if (x.day.year, x.day.month) == (year, month)]
        name = f"{w(say, 'months').split(',')[month - 1]} {year}"
        grid += [
            [name if at == 0 else "", x.number, say.day(x.day), say.money(x.net)] for at, x in enumerate(own)
        ]
        grid.append([w(say, "sub"), "", "", say.money(sum((x.net for x in own), D(0)))])
    grid.append([w(say, "total"), "", "", say.money(pay.total)])
    return Sheet([*opened(say, pay, total=False), Block("grid", grid=grid, right=(3,))], pays, ALL)


@held("hidden_columns", 2, 12, credits=True, media=ALONE)
def hidden_columns(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A workbook with a hidden column of the payer's keys and a frozen title; only what is seen counts."""
    pay = pays[0]
    keep_only(pay, "day")
    book = Workbook()
    page = book.active
    page.title = w(say, "sheet_paid")
    page.append([pay.payer])
    page.append([w(say, "title")])
    for label, value in pairs_of(say, pay, "payee", "ref", "day", "method", "currency"):
        page.append([label, None, value])
    page.append([])
    names = (("number", 0), ("hidden_key", 1), ("date", 2), ("amount", 3))
    page.append([w(say, name) for name, _ in names])
    for x in pay.lines:
        page.append([x.number, f"{rng.randint(10**9, 10**10 - 1)}", x.day, x.net])
        page.cell(page.max_row, 3).number_format = "dd/mm/yyyy"
        page.cell(page.max_row, 4).number_format = "#,##0.00"
    last = page.max_row + 1
    page.append([w(say, "total"), None, None, pay.total])
    page.cell(last, 4).number_format = "#,##0.00"
    page.column_dimensions["B"].hidden = True
    page.column_dimensions["A"].width = page.column_dimensions["C"].width = 24
    page.freeze_panes = "A3"
    page.column_dimensions["D"].width = 18
    out = io.BytesIO()
    book.save(out)
    return Sheet([], pays, ALL, drawn=("xlsx", out.getvalue()))


@held("sheet_of_instructions", 2, 10, reductions="discount", media=ALONE)
def sheet_of_instructions(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The first sheet explains the file with an example row that is no line; payment and lines follow."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    heads = ws(say, "number", "date", "gross", "discount", "net")
    name = w(say, "sheet_paid")
    sample = [other_number("INV-00000", 12345), say.day(pay.day), *map(say.money, (D(100), D(2), D(98)))]
    first = [
        [w(say, "extra_sheet")],
        [w(say, "example_told", name=name)],
        [],
        [w(say, "example")],
        heads,
        sample,
    ]
    rows = [
        list(pair)
        for pair in pairs_of(say, pay, "payer", "payee", "ref", "day", "method", "currency", "total")
    ]
    rows += [[], heads]
    for x in pay.lines:
        rows.append([x.number, say.day(x.day), *map(say.money, (x.gross, x.discount, x.net))])
    return Sheet([], pays, ALL, drawn=("ods", ods([(w(say, "extra_sheet")[:28], first), (name, rows)])))


@held("old_book_of_text", 2, 10, credits=True, media=ALONE)
def old_book_of_text(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An old workbook: a merged title, every amount a text with its currency, the sum further down."""
    pay = pays[0]
    keep_only(pay, "day", "po")
    rows: list[list[str]] = [[], [pay.payer], []]
    for (a, b), (c, d) in zip(
        pairs_of(say, pay, "payee", "ref"), [*pairs_of(say, pay, "day", "method"), ("", "")], strict=False
    ):
        rows.append([a, b, "", c, d])
    rows += [[], ws(say, "po", "number", "date", "amount")]
    for x in pay.lines:
        rows.append([x.po, x.number, str(say.day(x.day)), cash(say, pay, x.net)])
    rows += [[], [], [w(say, "total"), "", "", cash(say, pay, pay.total)]]
    merged = ((0, 0, 0, 4, w(say, "title")),)
    return Sheet([], pays, ALL, drawn=("xls", xls([(w(say, "sheet_paid"), rows)], merged)))


def _saved(letter) -> bytes:  # type: ignore[no-untyped-def]
    out = io.BytesIO()
    letter.save(out)
    return out.getvalue()


@held("letter_with_leaders", 1, 8, credits=True, media=ALONE)
def letter_with_leaders(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A word processor's letter: numbered paragraphs whose amounts stand at a stop behind leading dots."""
    pay = pays[0]
    keep_only(pay, "day")
    letter = Document()
    letter.sections[0].header.paragraphs[0].text = f"{pay.payer} · {w(say, 'street')}"
    for row in (pay.payee, w(say, "payee_street"), ""):
        letter.add_paragraph(row)
    letter.add_heading(w(say, "title"), 2)
    for label, value in pairs_of(say, pay, "ref", "day", "method"):
        letter.add_paragraph(f"{label}: {value}")
    letter.add_paragraph(w(say, "list_follows"))
    for at, x in enumerate(pay.lines, 1):
        kind = w(say, "cn" if x.kind == "credit_note" else "inv")
        words = f"{at}.  {kind} {x.number} {w(say, 'of_day')} {say.day(x.day)}"
        _led(letter, f"{words}\t{cash(say, pay, x.net)}")
    _led(letter, f"{w(say, 'total')}\t{cash(say, pay, pay.total)}")
    letter.add_paragraph(w(say, "regards"))
    letter.add_paragraph(pay.payer)
    return Sheet([], pays, ALL, "lines", ("docx", _saved(letter)))


def _led(letter, text: str) -> None:  # type: ignore[no-untyped-def]
    row = letter.add_paragraph(text)
    row.paragraph_format.tab_stops.add_tab_stop(Cm(15), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


@held("table_within_table", 2, 9, reductions="discount", media=ALONE)
def table_within_table(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A word processor's form: a frame of cells, the payment's values above, the list in a cell below."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    letter = Document()
    frame = letter.add_table(3, 2, "Table Grid")
    frame.cell(0, 0).text = f"{pay.payer}\n{w(say, 'street')}"
    frame.cell(0, 1).text = w(say, "title")
    pairs = pairs_of(say, pay, "payee", "ref", "day", "method", "currency", "total")
    frame.cell(1, 0).text = "\n".join(f"{a}: {b}" for a, b in pairs[:3])
    frame.cell(1, 1).text = "\n".join(f"{a}: {b}" for a, b in pairs[3:])
    below = frame.cell(2, 0).merge(frame.cell(2, 1))
    inner = below.add_table(1, 5)
    inner.style = "Table Grid"
    rows = [ws(say, "number", "date", "gross", "discount", "net")]
    for x in pay.lines:
        rows.append([x.number, say.day(x.day), *map(say.money, (x.gross, x.discount, x.net))])
    for at, row in enumerate(rows):
        cells = inner.rows[0].cells if at == 0 else inner.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = str(text)
    letter.add_paragraph(w(say, "foot_vat"))
    return Sheet([], pays, ALL, drawn=("docx", _saved(letter)))


@held("short_and_long_table", 3, 9, credits=True, media=ALONE)
def short_and_long_table(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A letter with two tables: sums by kind first, each document after; a sentence names the payment."""
    pay = pays[0]
    keep_only(pay, "day")
    pay.method = "transfer"
    letter = Document()
    for row in (pay.payer, w(say, "street"), "", pay.payee, "", w(say, "dear")):
        letter.add_paragraph(row)
    told = {"day": say.day(pay.day), "sum": cash(say, pay, pay.total), "ref": pay.reference}
    letter.add_paragraph(w(say, "we_paid", **told))
    kinds = [(w(say, "invoices"), [x for x in pay.lines if x.net >= 0])]
    kinds.append((w(say, "cns"), [x for x in pay.lines if x.net < 0]))
    short = [[name, say.money(sum((x.net for x in own), D(0)))] for name, own in kinds if own]
    _filled(letter, [[w(say, "overview"), w(say, "amount")], *short, [w(say, "sum"), say.money(pay.total)]])
    letter.add_paragraph(f"{w(say, 'detail')}:")
    rows = [[x.number, say.day(x.day), say.money(x.net)] for x in pay.lines]
    _filled(letter, [ws(say, "doc_number", "doc_date", "amount"), *rows])
    return Sheet([], pays, ALL, drawn=("docx", _saved(letter)))


def _filled(letter, rows: list[list[str]]) -> None:  # type: ignore[no-untyped-def]
    table = letter.add_table(0, len(rows[0]), "Light Grid Accent 1")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = str(text)

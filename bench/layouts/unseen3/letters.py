"""Letters of a word processor: sums first, cells of many rows, two payments, rows of tabs."""

import io
import random
from typing import Any

from docx import Document
from docx.shared import Cm

from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALL, ALONE, cash, keep_only, spoken
from bench.layouts.unseen3.kit import cell, heads, pairs, rows_of, third, w, ws
from bench.layouts.unseen3.public import TOWNS


def _docx(letter: Any) -> tuple[str, bytes]:
    out = io.BytesIO()
    letter.save(out)
    return "docx", out.getvalue()


def _table(letter: Any, rows: list[list[str]], style: str = "Table Grid") -> Any:
    table = letter.add_table(0, len(rows[0]), style)
    for row in rows:
        for place, text in zip(table.add_row().cells, row, strict=True):
            place.text = str(text)
    return table


def _headed(say: Speech, pay: Payment) -> Any:
    letter = Document()
    letter.sections[0].header.paragraphs[0].text = f"{pay.payer}\n{w(say, 'street')}"
    letter.sections[0].footer.paragraphs[0].text = w(say, "foot")
    return letter


@third("word_sums_first", 1, 20, reductions="discount", credits=True, media=ALONE)
def word_sums_first(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The firm in the page head, its numbers in the foot; the sum in the merged first row of the list."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    letter = _headed(say, pay)
    letter.add_heading(w(say, "title"), 1)
    _table(letter, [list(pair) for pair in pairs(say, pay, "payee", "ref", "day", "method", "currency")])
    letter.add_paragraph("")
    names = ("number", "kind", "date", "gross", "discount", "net")
    first = [f"{w(say, 'total')}: {cash(say, pay, pay.total)}", "", "", "", "", ""]
    table = _table(letter, [first, *rows_of(say, pay, names)])
    table.rows[0].cells[0].merge(table.rows[0].cells[-1])
    return Sheet([], pays, ALL, drawn=_docx(letter))


@third("word_cells_of_breaks", 2, 7, media=ALONE)
def word_cells_of_breaks(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A table of two rows: heads, and one row whose cells hold all numbers, all days and all sums."""
    pay = pays[0]
    keep_only(pay, "day")
    letter = _headed(say, pay)
    for text in (pay.payee, w(say, "payee_street"), "", w(say, "title")):
        letter.add_paragraph(text)
    for a, b in pairs(say, pay, "ref", "day", "method", "currency"):
        letter.add_paragraph(f"{a}: {b}")
    cells = ["\n".join(str(cell(say, name, x)) for x in pay.lines) for name in ("number", "date", "net")]
    _table(
        letter, [ws(say, "number", "date", "paid"), cells, [w(say, "total"), "", cash(say, pay, pay.total)]]
    )
    letter.add_paragraph(w(say, "regards"))
    return Sheet([], pays, ALL, drawn=_docx(letter))


@third("word_two_payments", 1, 6, payments=2, media=ALONE)
def word_two_payments(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Two payments in one letter, each under a heading with its values in a sentence and its own table."""
    letter = _headed(say, pays[0])
    letter.add_paragraph(w(say, "two_made"))
    for at, pay in enumerate(pays, 1):
        keep_only(pay, "day", "po")
        pay.method = "transfer"
        letter.add_heading(w(say, "payment_n", n=str(at)), 2)
        told = w(say, "we_paid", day=say.day(pay.day), sum=cash(say, pay, pay.total), ref=pay.reference)
        letter.add_paragraph(told)
        rows = [heads(say, pay, ("number", "po", "date", "amount"))]
        rows += [[cell(say, name, x) for name in ("number", "po", "date", "net")] for x in pay.lines]
        _table(letter, rows, "Light List Accent 1")
    letter.add_paragraph(f"{w(say, 'payee')}: {pays[0].payee}")
    return Sheet([], pays, ALL, drawn=_docx(letter))


@third("word_tabbed_rows", 1, 10, credits=True, media=ALONE)
def word_tabbed_rows(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A dated letter whose list is set with tabs: heads, rows and the total are paragraphs."""
    pay = pays[0]
    keep_only(pay, "day")
    pay.method = "transfer"
    letter = _headed(say, pay)
    town = say.pick(TOWNS, "third letter town")
    for text in (
        pay.payee,
        w(say, "payee_street"),
        "",
        w(say, "letter_day", t=town, day=spoken(say, pay.day)),
    ):
        letter.add_paragraph(text)
    letter.add_paragraph(w(say, "dear"))
    letter.add_paragraph(w(say, "we_sent", how=w(say, "transfer"), ref=pay.reference))
    rows = rows_of(say, pay, ("kind", "number", "date", "amount"))
    for row in [*rows, [w(say, "total"), "", "", cash(say, pay, pay.total)]]:
        paragraph = letter.add_paragraph("\t".join(str(one) for one in row))
        for place in (4, 8.5, 12):
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(place))
    for text in (w(say, "regards"), pay.payer):
        letter.add_paragraph(text)
    return Sheet([], pays, ALL, drawn=_docx(letter))

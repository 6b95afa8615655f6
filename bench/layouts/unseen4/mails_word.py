"""Letters of a word processor: a council's, a form of four columns, months, bullets, a certificate, a wide page."""

# ruff: noqa: E501

import io
import random
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT

from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Line, Payment
from bench.layouts.unseen2.phrases import ALL, D, keep_only, spoken
from bench.layouts.unseen4.kit_sheets import (
    cell,
    domain_of,
    fourth,
    heads,
    pairs,
    rows_of,
    sum_of,
    unnamed,
    w,
    ws,
)
from bench.layouts.unseen4.sheets_writing import share


def _saved(letter: Any) -> tuple[str, bytes]:
    out = io.BytesIO()
    letter.save(out)
    return "docx", out.getvalue()


def _table(letter: Any, rows: Sequence[Sequence[str]], style: str = "Table Grid") -> Any:
    table = letter.add_table(0, len(rows[0]), style)
    for row in rows:
        for place, text in zip(table.add_row().cells, row, strict=True):
            place.text = str(text)
    return table


def _headed(say: Speech, pay: Payment) -> Any:
    letter = Document()
    letter.sections[0].header.paragraphs[0].text = pay.payer
    letter.sections[0].footer.paragraphs[0].text = f"{w(say, 'street')} · {w(say, 'foot')}"
    return letter


@fourth("letter_of_a_council", 1, 12, credits=True)
def letter_of_a_council(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An office's letter: name in the page's head, file number, a sentence, a ruled list with its sum, who signs."""
    pay = pays[0]
    keep_only(pay, "day")
    pay.method = "transfer"
    letter = _headed(say, pay)
    for line in (pay.payee, "", w(say, "our_file", n=f"{rng.randint(10, 99)}-{rng.randint(1000, 9999)}")):
        letter.add_paragraph(line)
    letter.add_heading(w(say, "title"), 2)
    told = w(say, "paid_told", day=spoken(say, pay.day), sum=sum_of(say, pay, pay.total), ref=pay.reference)
    for line in (w(say, "dear"), told, w(say, "follows")):
        letter.add_paragraph(line)
    _table(letter, rows_of(say, pay, ("number", "kind", "date", "amount"), total=True))
    for line in (w(say, "regards"), w(say, "signer"), w(say, "office")):
        letter.add_paragraph(line)
    return Sheet([], pays, ALL, drawn=_saved(letter))


@fourth("form_of_four_columns", 1, 14, reductions="both")
def form_of_four_columns(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A form: two pairs of label and value in each row, then a list of all values with codes for the cuts."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount", "deduction", "reason")
    letter = _headed(say, pay)
    letter.add_heading(w(say, "title"), 1)
    known = pairs(say, pay, "payer", "payee", "ref", "day", "method", "currency", "sum")
    known += [(w(say, "supplier_no"), f"V-{rng.randint(1000, 9999)}")] * (len(known) % 2)
    _table(letter, [[*known[at], *known[at + 1]] for at in range(0, len(known), 2)])
    letter.add_paragraph("")
    names = ("number", "date", "gross", "discount", "deduction", "reason", "net")
    _table(letter, rows_of(say, pay, names), "Light Grid Accent 1")
    letter.add_paragraph(w(say, "queries", d=domain_of(pay)))
    return Sheet([], pays, ALL, drawn=_saved(letter))


@fourth("table_for_each_month", 2, 12)
def table_for_each_month(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A heading and a table for the bills of each month, each with its sum; a sentence above tells the payment."""
    pay = pays[0]
    keep_only(pay, "day")
    pay.method = "transfer"

    def month(x: Line) -> tuple[int, int]:
        return (x.day.year, x.day.month) if x.day else (0, 0)

    pay.lines.sort(key=month)
    letter = _headed(say, pay)
    told = w(say, "paid_told", day=say.day(pay.day), sum=sum_of(say, pay, pay.total), ref=pay.reference)
    letter.add_paragraph(told)
    letter.add_paragraph(f"{w(say, 'payee')}: {pay.payee}")
    for (year, at), own in groupby(pay.lines, month):
        bills = list(own)
        name = w(say, "months").split(",")[at - 1]
        letter.add_heading(w(say, "the_month", m=name, y=str(year)), 3)
        rows = [[cell(say, column, x) for column in ("number", "date", "net")] for x in bills]
        so_far = say.money(sum((x.net or D(0) for x in bills), D(0)))
        _table(letter, [ws(say, "number", "date", "net"), *rows, [w(say, "sub", n=name), "", so_far]])
    letter.add_paragraph(f"{w(say, 'all_in')}: {sum_of(say, pay, pay.total)}")
    return Sheet([], pays, ALL, drawn=_saved(letter))


@fourth("bullets_in_a_letter", 1, 7, credits=True)
def bullets_in_a_letter(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A letter with a bullet for each document; values at labels come after, above the signature."""
    pay = pays[0]
    keep_only(pay, "day")
    letter = _headed(say, pay)
    for line in (w(say, "dear"), w(say, "follows")):
        letter.add_paragraph(line)
    for x in pay.lines:
        kind = w(say, "cn" if x.kind == "credit_note" else "inv")
        values = {"kind": kind, "number": x.number or "", "date": say.day(x.day)}
        letter.add_paragraph(w(say, "item_of", sum=sum_of(say, pay, x.net), **values), "List Bullet")
    for a, b in pairs(say, pay, "total", "day", "ref", "method"):
        letter.add_paragraph(f"{a}: {b}")
    letter.add_paragraph(f"{w(say, 'regards')}\n{w(say, 'signer')}")
    unnamed(pay)
    return Sheet([], pays, ALL, "lines", _saved(letter))


@fourth("certificate_worked_down", 1, 1)
def certificate_worked_down(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """One bill of a site worked down in rows: certified, less agreed discount, less retention, transferred."""
    pay = pays[0]
    keep_only(pay, "day", "gross")
    x = pay.lines[0]
    x.discount, x.deduction = share(x, "3"), share(x, "5")
    x.net = (x.gross or D(0)) - x.discount - x.deduction
    pay.total = x.net
    letter = _headed(say, pay)
    letter.add_heading(f"{w(say, 'certificate')} {rng.randint(2, 19)}", 1)
    about = [
        (w(say, "project"), f"B{rng.randint(10, 60)}"),
        (w(say, "number"), x.number or ""),
        (w(say, "date"), say.day(x.day)),
    ]
    _table(letter, [*pairs(say, pay, "payee", "ref", "day", "method", "currency"), *about], "Light Shading")
    letter.add_paragraph("")
    rows = [(w(say, "certified"), say.money(x.gross))]
    rows.append((w(say, "less", x=f"{w(say, 'contract_discount')} 3 %"), say.money(x.discount)))
    rows.append((w(say, "less", x=f"{w(say, 'retention')} 5 %"), say.money(x.deduction)))
    _table(letter, [*rows, (w(say, "left"), say.money(pay.total))])
    # The row names the cut; whether that is a reason, two readers may differ.
    return Sheet([], pays, ALL, "key_value", _saved(letter), frozenset({"deduction_reason"}))


@fourth("page_laid_across", 1, 16, reductions="discount", credits=True)
def page_laid_across(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A page laid across: voucher, kind, bill, day, order, due money; the payment stands in the last rows."""
    pay = pays[0]
    keep_only(pay, "day", "po", "gross", "discount")
    letter = _headed(say, pay)
    section = letter.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    names = ("kind", "number", "date", "po", "gross", "discount", "net")
    first = rng.randint(190_000, 198_000)
    rows = [[w(say, "voucher"), *heads(say, pay, names)]]
    rows += [[f"{first + at}/K", *(cell(say, name, x) for name in names)] for at, x in enumerate(pay.lines)]
    _table(letter, [*rows, [w(say, "sum"), *[""] * 6, say.money(pay.total)]], "Light List")
    letter.add_paragraph("")
    _table(letter, pairs(say, pay, "payee", "ref", "day", "method", "currency"))
    return Sheet([], pays, ALL, drawn=_saved(letter))

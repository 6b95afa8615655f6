"""Letters of a word processor: a treasurer's, an insurer's form, bills at tab stops, bill by bill with retention."""

# ruff: noqa: E501

import io
import random
from collections.abc import Sequence
from typing import Any

from docx import Document

from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALL, ALONE, CENT, keep_only, settle
from bench.layouts.unseen4.kit import cash
from bench.layouts.unseen5.mails_a_html import sent_today
from bench.layouts.unseen5.names_a import KIT as w


def _file(letter: Any) -> tuple[str, bytes]:
    """Return the letter's kind and bytes."""
    written = io.BytesIO()
    letter.save(written)
    return "docx", written.getvalue()


def _grid(letter: Any, cells: Sequence[Sequence[str]], style: str = "Light Grid Accent 1") -> None:
    made = letter.add_table(len(cells), len(cells[0]), style)
    for r, row in enumerate(cells):
        for c, told_ in enumerate(row):
            made.cell(r, c).text = str(told_)


def _begun(say: Speech, pay: Payment) -> Any:
    letter = Document()
    letter.add_heading(pay.payer, 1)
    letter.add_paragraph(w(say, "street"))
    letter.sections[0].footer.paragraphs[0].text = w(say, "foot")
    return letter


@w.form("letter_of_a_treasurer", "fr nl de", 1, 10, credits=True, media=ALONE)
def letter_of_a_treasurer(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An office's letter: address, greeting, a sentence on the transfer, a ruled list with its sum, the office."""
    pay = pays[0]
    pay.method = "transfer"
    keep_only(pay, "day")
    letter = _begun(say, pay)
    for line in (pay.payee, w(say, "payee_street"), "", w(say, "dear")):
        letter.add_paragraph(line)
    letter.add_paragraph(sent_today(say, pay))
    _grid(letter, w.rows(say, pay, ("doc", "kind", "doc_date", "amount"), ("amount",)), "Table Grid")
    for line in ("", w(say, "regards"), w(say, "office")):
        letter.add_paragraph(line)
    return Sheet([], pays, ALL, drawn=_file(letter))


@w.form("form_of_an_insurer", "en de nl", 1, 12, reductions="both", media=ALONE)
def form_of_an_insurer(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A form: values in a table of labels, then bills with cuts and their reasons in a shaded table."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "deduction", "reason")
    for x in pay.lines:
        x.net = x.gross - (x.deduction or 0)
    settle(pay)
    letter = _begun(say, pay)
    letter.add_heading(w(say, "title"), 2)
    _grid(letter, w.pairs(say, pay, "payee", "ref", "day", "method", "currency", "total"), "Table Grid")
    letter.add_paragraph("")
    _grid(letter, w.rows(say, pay, ("number", "date", "gross", "deduction", "reason", "net")))
    return Sheet([], pays, ALL, drawn=_file(letter))


@w.form("bills_at_tab_stops", "en nl fr", 1, 9, credits=True, media=ALONE)
def bills_at_tab_stops(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """No table: heads and bills are paragraphs parted by tabs, the sum in the last one."""
    pay = pays[0]
    keep_only(pay, "day", "po")
    letter = _begun(say, pay)
    for label, value in w.pairs(say, pay, "payee", "day", "ref", "method", "currency"):
        letter.add_paragraph(f"{label}:\t{value}")
    letter.add_paragraph(w(say, "follows"))
    for row in w.rows(say, pay, ("number", "po", "date", "amount"), ("amount",)):
        letter.add_paragraph("\t".join(str(one) for one in row))
    letter.add_paragraph(w(say, "office"))
    return Sheet([], pays, ALL, drawn=_file(letter))


@w.form("account_of_a_site", "en de fr", 1, 5, media=ALONE)
def account_of_a_site(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A builder: a heading for each bill, below it certified, retention and paid in a small table; the sum last."""
    pay = pays[0]
    keep_only(pay, "day", "gross")
    letter = _begun(say, pay)
    for label, value in w.pairs(say, pay, "payee", "ref", "day", "method"):
        letter.add_paragraph(f"{label}: {value}")
    for x in pay.lines:
        x.deduction = (x.gross / 20).quantize(CENT)
        x.net = x.gross - x.deduction
        letter.add_heading(w(say, "bill_dated", number=x.number or "", day=say.day(x.day)), 3)
        worked = ((w(say, "certified"), x.gross), (w(say, "retention"), -x.deduction), (w(say, "net"), x.net))
        _grid(letter, [[label, cash(say, pay, value)] for label, value in worked], "Table Grid")
    settle(pay)
    letter.add_paragraph(f"{w(say, 'total')}: {cash(say, pay, pay.total)}")
    loose = frozenset({"deduction_reason"})
    return Sheet([], pays, ALL, drawn=_file(letter), open=loose)

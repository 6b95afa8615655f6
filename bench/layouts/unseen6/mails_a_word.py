"""Letters of a word processor: a newspaper's fees, a harbour's letter, a weaver's form, a dairy's rows at tab stops."""

# ruff: noqa: E501

import random
from typing import Any

from docx import Document

from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALONE, D, keep_only
from bench.layouts.unseen4.kit import cash
from bench.layouts.unseen5.mails_a_word import _file, _grid
from bench.layouts.unseen6.kit import own
from bench.layouts.unseen6.mails_a_text import sent
from bench.layouts.unseen6.names_a import by, nth, reasoned, w


def _paper(say: Speech, pay: Payment, *lines: str) -> Any:
    """Return a letter whose head bears the payer, whose foot its numbers, with its first paragraphs."""
    letter = Document()
    letter.sections[0].header.paragraphs[0].text = f"{pay.payer} · {w(say, 'street')}"
    letter.sections[0].footer.paragraphs[0].text = w(say, "foot")
    for line in lines:
        letter.add_paragraph(line)
    return letter


@w.form("fees_of_a_newspaper", "fr en it", 1, 10, media=ALONE)
def fees_of_a_newspaper(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The payer stands in the page's head alone; address, sentence, a table with the piece behind the amount, greeting."""
    pay = by(say, pays, "paper")
    keep_only(pay, "day")
    first = sent(say, pay)
    letter = _paper(say, pay, pay.payee, w(say, "payee_street"), "", w(say, "dear") + ",", first)
    rows = w.rows(say, pay, ("number", "date", "amount"), ("amount",))
    titles = [w(say, "piece"), *(nth(say, "piece_names", rng.randint(0, 3)) for _ in pay.lines), ""]
    _grid(letter, [[*row, title] for row, title in zip(rows, titles, strict=True)], "Table Grid")
    for line in ("", w(say, "regards"), w(say, "desk")):
        letter.add_paragraph(line)
    return own(_file(letter), pays)


@w.form("harbour_letter_in_two_tables", "de nl en", 1, 9, credits=True, media=ALONE)
def harbour_letter_in_two_tables(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Labels and values four to a row, then the documents with their kinds; the sum in words of a last paragraph."""
    pay = by(say, pays, "port")
    keep_only(pay, "day")
    letter = _paper(say, pay, w(say, "title"))
    pairs = w.pairs(say, pay, "payer", "payee", "ref", "day", "method", "currency")
    flat = [one for pair in pairs for one in pair]
    flat += [""] * (-len(flat) % 4)
    _grid(letter, [flat[at : at + 4] for at in range(0, len(flat), 4)], "Table Grid")
    letter.add_paragraph("")
    _grid(letter, w.rows(say, pay, ("kind", "doc", "doc_date", "net")), "Light List Accent 1")
    letter.add_paragraph(w(say, "comes_to", total=cash(say, pay, pay.total)))
    return own(_file(letter), pays)


@w.form("weavers_form_with_cuts", "it de fr en", 1, 9, reductions="both", media=ALONE)
def weavers_form_with_cuts(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A form: labels and values as paragraphs, bills with cash discount, cut and its reason; sums in the last row."""
    pay = by(say, pays, "textile")
    keep_only(pay, "gross", "discount", "deduction", "reason")
    reasoned(rng, say, pay, "cloth_whys")
    letter = _paper(say, pay, w(say, "title"))
    for label, value in w.pairs(say, pay, "payer", "payee", "day", "ref", "method", "currency"):
        letter.add_paragraph(f"{label}: {value}", style="List Bullet")
    names = ("number", "gross", "discount", "deduction", "reason", "net")
    _grid(letter, w.rows(say, pay, names, ("gross", "discount", "deduction", "net")), "Light Grid Accent 1")
    return own(_file(letter), pays)


@w.form("dairys_rows_at_stops", "nl fr de", 1, 8, media=ALONE)
def dairys_rows_at_stops(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Bills are paragraphs: number, day and litres before a tab, the amount with its currency behind it; the sum likewise."""
    pay = by(say, pays, "dairy")
    keep_only(pay, "day")
    first = sent(say, pay)
    letter = _paper(say, pay, w(say, "dear") + ",", first)
    for x in pay.lines:
        litres = int(x.net / D("0.45"))
        said = w(say, "haul", number=x.number or "", day=say.day(x.day), litres=str(litres))
        letter.add_paragraph(f"{said}\t{cash(say, pay, x.net)}")
    for line in (
        f"{w(say, 'sum')}\t{cash(say, pay, pay.total)}",
        "",
        w(say, "regards"),
        w(say, "desk"),
        pay.payer,
    ):
        letter.add_paragraph(line)
    return own(_file(letter), pays, "lines")

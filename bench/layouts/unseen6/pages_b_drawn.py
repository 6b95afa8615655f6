"""Pages put word by word on paper: a cheque in words and its counterfoil, a justified letter, tickets, a print list."""

# ruff: noqa: E501

import random

from bench.layouts.forms import Sheet
from bench.layouts.paper import Paper
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALONE, D, keep_only
from bench.layouts.unseen4.kit import cash
from bench.layouts.unseen6.kit import own as drawn
from bench.layouts.unseen6.names_b import FACTS, KIT, SIX, person, plain

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def _worded(whole: int) -> str:
    """Return a whole number below a thousand millions in English words."""
    if whole < 20:
        return _ONES.split()[whole]
    if whole < 100:
        return _TENS.split()[whole // 10 - 2] + (f"-{_ONES.split()[whole % 10]}" if whole % 10 else "")
    size, name = next(
        (n, w) for n, w in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")) if whole >= n
    )
    rest = whole % size
    between = " and " if rest < 100 else " "
    return f"{_worded(whole // size)} {name}{between + _worded(rest) if rest else ''}"


def _row(paper: Paper, cells: list[str], places: tuple[float, ...], right: int, step: float = 1.4) -> None:
    """Write cells at their places, those from `right` on with their right edge there."""
    for at, text in enumerate(cells):
        paper.at(places[at], text, right=at >= right)
    paper.down(step)


@KIT.form("gala_cheque_in_words", "en", 1, 8, credits=True, media=ALONE)
def gala_cheque_in_words(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The cheque tells its sum in words and in figures; the counterfoil beneath lists what it pays."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    pay.method, paper = "cheque", Paper("Times-Roman", 10)
    whole, cents = divmod(int((pay.total or D(0)) * 100), 100)
    words = KIT(say, "only", words=f"{_worded(whole).capitalize()} and {cents:02}/100 {pay.currency}")
    paper.at(50, pay.payer, size=13)
    paper.at(540, f"{KIT(say, 'cheque_no')} {pay.reference}", right=True)
    paper.down(2)
    paper.at(540, say.day(pay.day), right=True)
    paper.down(2)
    paper.at(50, f"{KIT(say, 'to_order')}  {pay.payee}")
    paper.at(540, f"**{cash(say, pay, pay.total)}**", right=True)
    paper.down(1.6)
    paper.at(50, words, size=8)
    paper.down(5)
    paper.at(50, "- " * 98, size=8)
    paper.down(2)
    paper.at(50, KIT(say, "counterfoil"), size=8)
    paper.down(2)
    names, places = ("doc_date", "doc", "kind", "amount"), (50.0, 160.0, 320.0, 540.0)
    for cells in KIT.rows(say, pay, names, ("amount",)):
        _row(paper, cells, places, 3)
    return drawn(("pdf", paper.finish(KIT(say, "foot"))), pays)


@KIT.form("justified_letter_of_a_vineyard", SIX, 1, 12, reductions="discount", media=ALONE)
def justified_letter_of_a_vineyard(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A letter set in full lines; its sentence holds the payment; bills with discount in columns without lines."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day", "gross", "discount")
    pay.method, paper = "transfer", Paper("Times-Roman", 10)
    paper.centred(pay.payer, size=14, word_gap=2)
    paper.down(1.6)
    paper.centred(KIT(say, "street"), size=8)
    paper.down(4)
    for text in (pay.payee, KIT(say, "payee_street"), "", KIT(say, "dear")):
        paper.at(60, text)
        paper.down()
    told = KIT(say, "told", day=say.day(pay.day), sum=cash(say, pay, pay.total), ref=pay.reference)
    paper.justified(KIT(say, "letter", told=told))
    paper.down()
    names, places = ("number", "date", "gross", "discount", "net"), (60.0, 180.0, 350.0, 440.0, 535.0)
    paper.size = 8
    for cells in KIT.rows(say, pay, names, ("net",)):
        _row(paper, cells, places, 2, 1.6)
    paper.size = 10
    paper.down()
    for text in (KIT(say, "bye"), person(say, 2)):
        paper.at(60, text)
        paper.down()
    return drawn(("pdf", paper.finish(KIT(say, "foot"))), pays)


@KIT.form("tickets_down_the_page", SIX, 1, 9, credits=True, media=ALONE)
def tickets_down_the_page(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A cinema: each document is a ticket: kind and day small, below them number and amount in large type, dots between."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    paper = Paper("Helvetica", 9)
    paper.at(60, pay.payer, size=13)
    paper.down(2)
    for label, value in KIT.pairs(say, pay, *FACTS):
        paper.at(60, label, size=7)
        paper.at(220, value)
        paper.down()
    paper.down()
    for x in pay.lines:
        paper.at(60, ". " * 95, size=7)
        paper.down()
        paper.at(60, f"{KIT(say, 'cn' if x.kind == 'credit_note' else 'inv')}   {say.day(x.day)}", size=7)
        paper.down(1.6)
        paper.at(60, x.number or "", size=12)
        paper.at(530, say.money(x.net), size=12, right=True)
        paper.down(1.2)
    paper.at(60, ". " * 95, size=7)
    return drawn(("pdf", paper.finish(KIT(say, "foot"))), pays, "lines")


@KIT.form("typewriter_list_of_the_harbour", "en fr de es", 1, 26, credits=True, media=ALONE)
def typewriter_list_of_the_harbour(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A harbour's list in typewriter letters: sums stand left of the documents, the total above a rule of hyphens."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    paper = Paper("Courier", 9)
    for text in (pay.payer.upper(), KIT(say, "street"), "", KIT(say, "title").upper(), ""):
        paper.at(50, text)
        paper.down()
    pay.payer = pay.payer.upper()
    for label, value in KIT.pairs(say, pay, "ref", "day", "payee", "method", "currency"):
        paper.at(50, f"{label} . . . {value}")
        paper.down()
    paper.down()
    names, places = ("doc_date", "doc", "kind"), (190.0, 290.0, 420.0)
    for x, cells in zip(
        [None, *pay.lines], [KIT.heads(say, pay, names), *KIT.cells(say, pay, names)], strict=True
    ):
        paper.at(160, say.money(x.net) if x else KIT(say, "net"), right=True)
        _row(paper, cells, places, 3)
    paper.at(160, say.money(pay.total), right=True)
    paper.at(190, KIT(say, "total"))
    paper.down()
    paper.at(50, "-" * 88)
    return drawn(("pdf", paper.finish(KIT(say, "foot"))), pays)

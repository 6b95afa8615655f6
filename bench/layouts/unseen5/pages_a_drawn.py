"""Advices put word by word on paper: a matrix printer's list, a cheque and its stub, a margin of labels, claims in two rows."""

# ruff: noqa: E501

import random
from datetime import timedelta

from bench.layouts.forms import Sheet
from bench.layouts.paper import Paper
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALL, ALONE, keep_only
from bench.layouts.unseen4.kit import cash
from bench.layouts.unseen4.wording import told
from bench.layouts.unseen5.names_a import KIT as w


def _pairs(paper: Paper, known: list[tuple[str, str]], left: float, value: float) -> None:
    for label, text in known:
        paper.at(left, label)
        paper.at(value, text)
        paper.down()


@w.form("list_of_a_matrix_printer", "en de fr", 1, 30, reductions="discount", credits=True, media=ALONE)
def list_of_a_matrix_printer(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Typewriter letters and rules of hyphens; the payment's values stand in capitals over the list."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    paper, rule = Paper("Courier", 9), "-" * 88
    for text in (pay.payer, w(say, "street"), "", w(say, "title").upper(), ""):
        paper.at(50, text)
        paper.down()
    _pairs(
        paper,
        [(a.upper(), b) for a, b in w.pairs(say, pay, "payee", "ref", "day", "method", "currency")],
        50,
        240,
    )
    names, places = ("number", "date", "gross", "discount", "net"), (50, 190, 350, 435, 525)
    for row in ([rule], w.heads(say, pay, names), [rule], *w.cells(say, pay, names), [rule]):
        for at, text in enumerate(row):
            paper.at(places[at], text, right=at > 1, size=9 if len(row) > 1 and at < 2 else 8.5)
        paper.down(1.25)
    paper.at(190, w(say, "total").upper())
    paper.at(525, say.money(pay.total), right=True, size=8.5)
    return Sheet([], pays, ALL, drawn=("pdf", paper.finish(w(say, "foot"))))


@w.form("stub_over_cheque", "en fr", 1, 7, credits=True, media=ALONE)
def stub_over_cheque(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The voucher is above, the cheque below it: its number at the right, payee, sum between stars."""
    pay = pays[0]
    keep_only(pay, "day")
    pay.method = "cheque"
    paper = Paper("Helvetica", 9)
    paper.at(50, pay.payer, size=12)
    paper.down(2)
    names, places = ("doc", "kind", "doc_date", "amount"), (50, 190, 300, 530)
    for row in (w.heads(say, pay, names), *w.cells(say, pay, names)):
        for at, text in enumerate(row):
            paper.at(places[at], text, right=at == 3)
        paper.down(1.5)
    paper.at(300, w(say, "sum"))
    paper.at(530, say.money(pay.total), right=True)
    paper.down(4)
    paper.at(50, ". " * 96, size=8)
    paper.down(4)
    paper.at(50, pay.payer, size=11)
    paper.at(530, f"{w(say, 'cheque_no')} {pay.reference}", right=True)
    paper.down(2)
    paper.at(530, f"{w(say, 'cheque_day')} {told(say, pay.day)}", right=True)
    paper.down(2)
    paper.at(50, w(say, "to_order"))
    paper.at(150, pay.payee, size=11)
    paper.at(530, f"***{cash(say, pay, pay.total)}***", right=True, size=11)
    paper.down(4)
    paper.at(50, w(say, "street"), size=7)
    paper.at(530, w(say, "signed"), right=True, size=7)
    return Sheet([], pays, ALL, drawn=("pdf", paper.finish(w(say, "void_after"))))


@w.form("labels_in_the_margin", "fr nl de", 1, 6, media=ALONE)
def labels_in_the_margin(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An office's letter: labels in a narrow left margin, running text right of it, bills with leading dots."""
    pay = pays[0]
    keep_only(pay, "day")
    pay.method = "transfer"
    paper = Paper("Times-Roman", 11)
    paper.at(170, pay.payer, size=14)
    paper.down()
    paper.at(170, w(say, "street"), size=9)
    paper.down(3)
    for text in (pay.payee, *w(say, "payee_street").split(", ")):
        paper.at(170, text)
        paper.down()
    paper.down(2)
    _pairs(paper, [*w.pairs(say, pay, "ref"), (w(say, "subject"), w(say, "subject_is"))], 50, 170)
    paper.down()
    said = w(say, "we_sent", total=cash(say, pay, pay.total), day=told(say, pay.day))
    paper.justified(said, left=170.0, right=540.0)
    paper.down()
    for x in pay.lines:
        bill = w(say, "bill_of", number=x.number or "", day=say.day(x.day))
        paper.at(170, bill)
        paper.at(455, ". " * int((445 - 170 - 5.3 * len(bill)) / 5.6), right=True)
        paper.at(540, say.money(x.net), right=True)
        paper.down()
    paper.down()
    for text in (w(say, "greeting"), w(say, "office")):
        paper.at(170, text)
        paper.down(2)
    return Sheet([], pays, ALL, "lines", drawn=("pdf", paper.finish(w(say, "foot"))))


@w.form("claims_in_two_rows", "en de nl", 1, 9, media=ALONE)
def claims_in_two_rows(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An insurer: number and sum in large type, under them the bill's day, the claim and the day of the loss."""
    pay = pays[0]
    keep_only(pay, "day")
    paper = Paper("Helvetica", 10)
    paper.at(60, pay.payer, size=15)
    paper.down(1.6)
    paper.at(60, w(say, "street"), size=8)
    paper.down(2.5)
    paper.at(60, w(say, "title"), size=12)
    paper.down(2)
    _pairs(paper, w.pairs(say, pay, "payee", "day", "ref", "method", "total"), 60, 230)
    paper.down()
    for x in pay.lines:
        paper.at(60, f"{w(say, 'inv')} {x.number}", size=12)
        paper.at(530, say.money(x.net), right=True, size=12)
        paper.down()
        loss = say.day(x.day - timedelta(days=rng.randint(30, 400)))
        claim = f"{rng.randint(100, 999)}/{rng.randint(10_000, 99_999)}"
        paper.at(60, w(say, "claim_row", day=say.day(x.day), claim=claim, loss=loss), size=8)
        paper.down(1.8)
    return Sheet([], pays, ALL, "lines", drawn=("pdf", paper.finish(w(say, "foot"))))

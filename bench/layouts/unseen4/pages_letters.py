"""Letters, memos and slips on paper, in which a list stands among sentences or there is no table."""

import random
from decimal import Decimal

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALL, keep_only
from bench.layouts.unseen4.kit import cash, cell, foot, fourth, letterhead, listed, pairs, rows_of
from bench.layouts.unseen4.wording import told, w, worded, ws

SECOND = {"en": "fr", "fr": "nl", "de": "fr", "es": "pt", "it": "de", "nl": "de", "pt": "es"}
"""The second language of a country or a trade beside the first."""


def _told(say: Speech, pay: Payment, key: str) -> str:
    return w(say, key, ref=pay.reference, day=told(say, pay.day), total=cash(say, pay, pay.total))


def _addressed(say: Speech, pay: Payment) -> list[Block]:
    return [letterhead(say, pay), Block("text", [pay.payee, w(say, "payee_street")])]


@fourth("memo_head", 1, 9, reductions="discount")
def memo_head(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """From, to, date and subject as on a memo; a sentence tells the transfer; then the list."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    pay.method = "transfer"
    top = [(w(say, "from_"), pay.payer), (w(say, "to"), pay.payee), (w(say, "re"), w(say, "title"))]
    first = Block("text", [w(say, "memo_title"), *(f"{label}: {value}" for label, value in top)])
    block = listed(say, pay, "number", "date", "gross", "discount", "net", sums=("net",))
    return Sheet([first, Block("para", [_told(say, pay, "by_transfer")]), block, foot(say)], pays, ALL)


@fourth("numbered_lines", 1, 9, credits=True)
def numbered_lines(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Each document is a numbered line of words with commas: kind, number, day, sum."""
    pay = pays[0]
    keep_only(pay, "day")
    pay.method = "cheque"
    rows = [w(say, "dear"), _told(say, pay, "enclosed"), w(say, "follows")]
    for at, x in enumerate(pay.lines, 1):
        known = {"kind": cell(say, "kind", x), "number": x.number or "", "day": cell(say, "date", x)}
        rows.append(w(say, "numbered", at=str(at), sum=cash(say, pay, x.net), **known))
    rows += [w(say, "yours"), w(say, "signed")]
    return Sheet([*_addressed(say, pay), Block("text", rows)], pays, ALL, "lines")


@fourth("letter_with_old_matter", 2, 9)
def letter_with_old_matter(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A letter with a small list; its last sentence names a bill that is not paid."""
    pay = pays[0]
    keep_only(pay, "day")
    pay.method = "transfer"
    words = Block("para", [w(say, "dear"), f"{_told(say, pay, 'by_transfer')} {w(say, 'your_case')}"])
    block = listed(say, pay, "number", "date", "amount", sums=("amount",))
    last = Block("para", [w(say, "old_matter"), w(say, "yours"), w(say, "signed")])
    return Sheet([*_addressed(say, pay), words, block, last, foot(say)], pays, ALL)


@fourth("both_tongues_of_a_country", 1, 10)
def both_tongues_of_a_country(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A country of two languages: every label and every head is told in both, with a stroke between."""
    pay = pays[0]
    keep_only(pay, "day")
    other = type(say)(**{**vars(say), "language": SECOND[say.language]})
    names = ("payee", "ref", "day", "method", "currency", "total")
    twice = zip(pairs(say, pay, *names), pairs(other, pay, *names), strict=True)
    known = [(f"{a} / {b}", value) for (a, value), (b, _) in twice]
    block = listed(say, pay, "number", "date", "net", sums=("net",))
    same = rows_of(other, pay, ("number", "date", "net"))[0]
    # A page that repeats its heads writes them in one row.
    mark = "\n" if len(pay.lines) < 25 else " / "
    block.grid[0] = [f"{a}{mark}{b}" for a, b in zip(block.grid[0], same, strict=True)]
    block.grid[-1][0] = f"{w(say, 'sum')} / {w(other, 'sum')}"
    title = Block("text", [f"{w(say, 'title')} / {w(other, 'title')}"])
    table = Block("grid", grid=[list(pair) for pair in known], heads=0)
    return Sheet([letterhead(say, pay), title, table, block], pays, ALL)


@fourth("total_said_in_words", 1, 8)
def total_said_in_words(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Under an ordinary list the sum stands once more, figure by figure in words between stars."""
    pay = pays[0]
    keep_only(pay, "day")
    block = listed(say, pay, "number", "date", "amount", sums=("amount",))
    below = Block("text", [f"{w(say, 'in_words')}: ***{_spelled(say, pay.total or Decimal(0))}***"])
    known = pairs(say, pay, "ref", "day", "method", "currency", "total")
    facts = Block("text", [f"{label}: {value}" for label, value in known])
    return Sheet([*_addressed(say, pay), facts, block, below], pays, ALL)


def _spelled(say: Speech, amount: Decimal) -> str:
    names = w(say, "digits").split()
    whole, cents = f"{amount:.2f}".split(".")
    return f"{' '.join(names[int(figure)] for figure in whole)} {cents}/100"


@fourth("one_bill_on_a_form", 1, 1, reductions="both")
def one_bill_on_a_form(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """One bill: its values and those of the payment stand mixed at labels, in two columns of a form."""
    pay, x = pays[0], pays[0].lines[0]
    keep_only(pay, "day", "po", "gross", "discount", "deduction", "reason")
    x.reason = x.reason if x.deduction else None
    names = ("number", "date", "po", "gross", "discount", "deduction", "reason", "net")
    mine = [(w(say, name), cell(say, name, x)) for name in names if cell(say, name, x)]
    known = [*pairs(say, pay, "payee", "ref", "day"), *mine, *pairs(say, pay, "method", "currency", "total")]
    flat = [list(pair) for pair in known] + [["", ""]] * (len(known) % 2)
    half = len(flat) // 2
    grid = [a + b for a, b in zip(flat[:half], flat[half:], strict=True)]
    blocks = [letterhead(say, pay), Block("text", [w(say, "title")]), Block("grid", grid=grid, heads=0)]
    return Sheet([*blocks, foot(say)], pays, ALL, "key_value")


@fourth("one_bill_down_the_page", 1, 1, reductions="discount")
def one_bill_down_the_page(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """One bill: labels with a colon down the page, first the payment's, then the bill's, then the sums."""
    pay, x = pays[0], pays[0].lines[0]
    keep_only(pay, "day", "gross", "discount")
    names = ("number", "date", "gross", "discount", "net")
    known = [*pairs(say, pay, "payer", "payee", "day", "method", "currency", "ref")]
    known += [(w(say, name), cell(say, name, x)) for name in names if cell(say, name, x)]
    known += pairs(say, pay, "total")
    rows = [f"{label:<28}: {value}" for label, value in known]
    rule = "-" * 60
    return Sheet(
        [Block("text", [w(say, "title").upper()]), Block("text", [rule, *rows, rule])],
        pays,
        ALL,
        "key_value",
    )


@fourth("days_with_months_named", 1, 10, credits=True)
def days_with_months_named(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An office writes every day with its month's name, in the letter and in the list."""
    pay = pays[0]
    keep_only(pay, "day")
    pay.method = "transfer"
    grid = [ws(say, "kind", "doc", "doc_date", "net")]
    for x in pay.lines:
        day = worded(say, x.day) if x.day else ""
        grid.append([cell(say, "kind", x), x.number or "", day, cash(say, pay, x.net)])
    said = w(
        say,
        "by_transfer",
        ref=pay.reference,
        day=worded(say, pay.day),
        total=cash(say, pay, pay.total),
    )
    blocks = [Block("para", [w(say, "dear"), said]), Block("grid", grid=grid, right=(3,))]
    last = Block("text", [w(say, "yours"), w(say, "signed")])
    return Sheet([*_addressed(say, pay), *blocks, last, foot(say)], pays, ALL)

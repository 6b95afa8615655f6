"""Mails of plain text: sentences, frames of signs, leading dots, rows that a mailer broke."""

import random
import textwrap

from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALL, ALONE, cash, keep_only, spoken
from bench.layouts.unseen3.kit import cell, pairs, rows_of, third, unnamed, w, ws


def _text(rows: list[str]) -> tuple[str, bytes]:
    return "text", ("\r\n".join(rows) + "\r\n").encode()


def _signed(say: Speech, pay: Payment) -> list[str]:
    return [
        "",
        w(say, "regards"),
        "",
        w(say, "office"),
        pay.payer,
        w(say, "street"),
        "",
        w(say, "disclaimer"),
    ]


def _known(say: Speech, pay: Payment, *names: str) -> list[str]:
    return [f"{a}: {b}" for a, b in pairs(say, pay, *names)]


def _wrapped(text: str, wide: int = 76) -> list[str]:
    return textwrap.wrap(text, wide, break_long_words=False, break_on_hyphens=False)


@third("told_with_brackets", 1, 4, media=ALONE)
def told_with_brackets(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Two sentences: what was paid, when and how; then each bill with its sum in brackets."""
    pay = pays[0]
    keep_only(pay)
    pay.method = "transfer"
    unnamed(pay)
    told = [w(say, "inv_sum", number=x.number or "", sum=cash(say, pay, x.net)) for x in pay.lines]
    joined = ", ".join(told[:-1]) + (f" {w(say, 'and')} " if told[1:] else "") + told[-1]
    paid = w(say, "we_paid", day=say.day(pay.day), sum=cash(say, pay, pay.total), ref=pay.reference)
    body = _wrapped(f"{paid} {w(say, 'covers', list=joined)}")
    rows = [w(say, "dear"), "", *body, *_signed(say, pay)]
    return Sheet([], pays, ALL, "prose", _text(rows))


@third("told_less_a_credit", 2, 4, credits=True, media=ALONE)
def told_less_a_credit(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Prose in which the last document is a credit note that is taken off."""
    pay = pays[0]
    keep_only(pay)
    pay.method = "transfer"
    unnamed(pay)
    for x in pay.lines:
        x.kind, x.net = "invoice", abs(x.net)
    last = pay.lines[-1]
    last.kind, last.net = "credit_note", -(sum(x.net for x in pay.lines[:-1]) / 7).quantize(last.net)
    pay.total = pay.sum
    told = [w(say, "inv_sum", number=x.number or "", sum=cash(say, pay, x.net)) for x in pay.lines[:-1]]
    told.append(w(say, "cn_sum", number=last.number or "", sum=cash(say, pay, -last.net)))
    paid = w(say, "we_paid", day=spoken(say, pay.day), sum=cash(say, pay, pay.total), ref=pay.reference)
    rows = [
        w(say, "dear"),
        "",
        *_wrapped(f"{paid} {w(say, 'covers', list=', '.join(told))}"),
        *_signed(say, pay),
    ]
    return Sheet([], pays, ALL, "prose", _text(rows))


@third("sentence_a_bill", 1, 6, reductions="discount", media=ALONE)
def sentence_a_bill(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Each bill has a sentence: its sum, the discount taken and what was paid, or day and what was paid."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    pay.method = "transfer"
    unnamed(pay)
    body: list[str] = []
    for x in pay.lines:
        if x.discount:
            values = {"gross": cash(say, pay, x.gross), "cut": cash(say, pay, x.discount)}
            x.day = None
            body += _wrapped(w(say, "inv_cut", number=x.number or "", sum=cash(say, pay, x.net), **values))
        else:
            x.gross = None
            body += _wrapped(
                w(say, "inv_gets", number=x.number or "", day=say.day(x.day), sum=cash(say, pay, x.net))
            )
    paid = w(say, "we_paid", day=say.day(pay.day), sum=cash(say, pay, pay.total), ref=pay.reference)
    rows = [w(say, "dear"), "", *_wrapped(paid), "", *body, *_signed(say, pay)]
    return Sheet([], pays, ALL, "prose", _text(rows))


@third("two_transfers_told", 1, 3, payments=2, media=ALONE)
def two_transfers_told(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Two transfers in one mail, a paragraph each, every bill of a paragraph with its sum."""
    rows = [w(say, "dear"), "", w(say, "two_made"), ""]
    for pay in pays:
        keep_only(pay)
        pay.method = "transfer"
        unnamed(pay)
        told = [w(say, "inv_sum", number=x.number or "", sum=cash(say, pay, x.net)) for x in pay.lines]
        paid = w(say, "we_paid", day=say.day(pay.day), sum=cash(say, pay, pay.total), ref=pay.reference)
        rows += [*_wrapped(f"{paid} {w(say, 'covers', list=', '.join(told))}"), ""]
    rows += _signed(say, pays[0])
    return Sheet([], pays, ALL, "prose", _text(rows))


@third("frame_of_signs", 1, 14, reductions="discount", credits=True, media=ALONE)
def frame_of_signs(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A table drawn with plus signs, dashes and strokes, as a database prints its answer."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    names = ("doc", "kind", "doc_date", "gross", "discount", "net")
    grid = rows_of(say, pay, names)
    wide = [max(len(row[i]) for row in grid) for i in range(len(names))]
    bar = "+" + "+".join("-" * (n + 2) for n in wide) + "+"
    body = ["| " + " | ".join(f"{a:{n}}" if i < 3 else f"{a:>{n}}" for i, (a, n) in enumerate(zip(row, wide, strict=True))) + " |" for row in grid]  # fmt: skip # noqa: E501
    rows = [pay.payer, *_known(say, pay, "payee", "ref", "day", "method", "currency", "total"), ""]
    rows += [bar, body[0], bar, *body[1:], bar, *_signed(say, pay)]
    return Sheet([], pays, ALL, drawn=_text(rows))


@third("dots_to_the_sum", 1, 12, credits=True, media=ALONE)
def dots_to_the_sum(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A row is kind, number and day, then dots that lead to the sum; a row of equals signs, the total."""
    pay = pays[0]
    keep_only(pay, "day")
    rows = [w(say, "dear"), "", w(say, "list_follows"), ""]
    for x in pay.lines:
        left = f"{cell(say, 'kind', x)} {x.number} {w(say, 'of_day')} {cell(say, 'date', x)} "
        rows.append(f"{left:.<58} {say.money(x.net):>14}")
    rows += ["=" * 73, f"{w(say, 'total') + ' ':.<58} {say.money(pay.total):>14} {pay.currency}", ""]
    rows += [*_known(say, pay, "ref", "day", "method", "payee"), *_signed(say, pay)]
    return Sheet([], pays, ALL, "lines", _text(rows))


@third("cells_down_the_page", 1, 6, media=ALONE)
def cells_down_the_page(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A table that lost its columns when it was pasted: every cell, heads too, is a row of its own."""
    pay = pays[0]
    keep_only(pay, "day")
    rows = [w(say, "dear"), w(say, "see_below"), ""]
    rows += [*_known(say, pay, "payer", "payee", "ref", "day", "method", "currency", "total"), ""]
    for row in rows_of(say, pay, ("number", "date", "amount")):
        rows += row
    return Sheet([], pays, ALL, drawn=_text([*rows, *_signed(say, pay)]))


@third("broken_by_the_mailer", 2, 10, reductions="discount", media=ALONE)
def broken_by_the_mailer(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Rows too long for the mailer, which carried the last cells of each into a row below."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    names = ("own_doc", "number", "date", "due", "gross", "discount", "net")
    grid, first = [ws(say, *names)], rng.randint(1_900_000_000, 1_900_900_000)
    for at, x in enumerate(pay.lines):
        values = {"own_doc": str(first + at), "due": say.day(pay.day)}
        grid.append([values.get(name) or cell(say, name, x) for name in names])
    wide = [max(len(row[i]) for row in grid) + 2 for i in range(len(names))]
    rows = [pay.payer, "", *_known(say, pay, "payee", "ref", "day", "method", "currency", "total"), ""]
    for row in grid:
        whole = "".join(
            f"{a:<{n}}" if i < 4 else f"{a:>{n}}" for i, (a, n) in enumerate(zip(row, wide, strict=True))
        )
        at = whole.rfind("  ", 0, 76) if len(whole) > 76 else len(whole)
        rows += [one for one in (whole[:at].rstrip(), whole[at:].strip()) if one]
    return Sheet([], pays, ALL, drawn=_text([*rows, *_signed(say, pay)]))


@third("passed_on_in_house", 1, 10, credits=True, media=ALONE)
def passed_on_in_house(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A clerk passes on the payer's mail without marks: a rule of dashes, its heads, then the list."""
    pay = pays[0]
    keep_only(pay, "day")
    rows = [
        w(say, "see_below"),
        "",
        w(say, "sent_by"),
        "From: ap@payer.example",
        f"Subject: {w(say, 'title')}",
        "",
    ]
    rows += [pay.payer, *_known(say, pay, "payee", "ref", "day", "method"), "", w(say, "list_follows"), ""]
    for x in pay.lines:
        told = {"kind": cell(say, "kind", x), "number": x.number or "", "day": cell(say, "date", x)}
        rows.append(f"  - {w(say, 'row_told', **told, sum=cash(say, pay, x.net))}")
    rows += ["", f"{w(say, 'total')}: {cash(say, pay, pay.total)}", "", w(say, "regards"), w(say, "office")]
    return Sheet([], pays, ALL, "lines", _text(rows))

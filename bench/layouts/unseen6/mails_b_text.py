"""Mails of plain text: a cheque told in one sentence, one bill of a vet, records of a ferry line, heads in two rows."""

# ruff: noqa: E501

import random
from decimal import Decimal as D

from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALONE, keep_only
from bench.layouts.unseen4.kit import cash
from bench.layouts.unseen4.mails_lists import columns, text
from bench.layouts.unseen4.mails_prose import _wrapped
from bench.layouts.unseen6.kit import own as drawn
from bench.layouts.unseen6.names_b import KIT, SIX, person, plain


@KIT.form("parish_cheque_in_one_sentence", SIX, 2, 6, credits=True, media=ALONE)
def parish_cheque_in_one_sentence(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """One long sentence holds the cheque and each bill with its day and sum; credit notes are taken off in words."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    pay.lines = [x for x in pay.lines if x.kind == "invoice"] + [x for x in pay.lines if x.kind != "invoice"]
    pay.lines, pay.method, pay.payee = pay.lines[:8], "cheque", None  # type: ignore[assignment]
    pay.total = pay.sum
    told = []
    for x in pay.lines:
        key = "item" if x.kind == "invoice" else "less"
        told.append(KIT(say, key, n=x.number or "", d=say.day(x.day), s=cash(say, pay, abs(x.net or D(0)))))
    start = KIT(say, "you_get", ref=pay.reference, day=say.day(pay.day), sum=cash(say, pay, pay.total))
    last = f" {KIT(say, 'and')} {told[-1]}" if pay.lines[-1].kind == "invoice" else f", {told[-1]}"
    sentence = f"{start} {', '.join(told[:-1])}{last}." if len(told) > 1 else f"{start} {told[0]}."
    rows = [
        KIT(say, "dear"),
        "",
        *_wrapped(sentence),
        "",
        KIT(say, "bye"),
        person(say),
        pay.payer,
        KIT(say, "street"),
    ]
    return drawn(text(rows), pays, "prose")


@KIT.form("vet_tells_of_one_bill", SIX, 1, 1, media=ALONE)
def vet_tells_of_one_bill(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Two sentences about one bill: number, day, what was paid, when, and the number on the bank's statement."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    pay.method, pay.payee, x = "transfer", None, pay.lines[0]  # type: ignore[assignment]
    told = KIT(
        say,
        "one_bill",
        n=x.number or "",
        d=say.day(x.day),
        s=cash(say, pay, x.net),
        day=say.day(pay.day),
        ref=pay.reference,
    )
    rows = [
        KIT(say, "dear"),
        "",
        *_wrapped(told),
        "",
        KIT(say, "bye"),
        person(say, 1),
        KIT(say, "receptionist"),
    ]
    return drawn(text([*rows, pay.payer, "", "--", *_wrapped(KIT(say, "confidential"))]), pays, "prose")


@KIT.form("ferry_line_sends_records", SIX, 1, 8, reductions="discount", media=ALONE)
def ferry_line_sends_records(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A program's mail: rules of equals signs part counted records, each a row for number, day, sums."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day", "gross", "discount")
    rows = [
        pay.payer,
        "",
        *(f"{a:<26}: {b}" for a, b in KIT.pairs(say, pay, "payee", "ref", "day", "method", "total")),
    ]
    for at, x in enumerate(pay.lines, 1):
        rows += ["", f"{KIT(say, 'record', n=str(at))} {'=' * 40}"]
        values = (x.number or "", say.day(x.day), say.money(x.gross), say.money(x.discount), say.money(x.net))
        heads = KIT.ws(say, "number", "date", "gross", "discount", "net")
        rows += [f"{a:<26}: {b}" for a, b in zip(heads, values, strict=True) if b]
    return drawn(text([*rows, "", "=" * 50, KIT(say, "thanks")]), pays, "key_value")


@KIT.form("guards_heads_in_two_rows", SIX, 1, 14, reductions="discount", credits=True, media=ALONE)
def guards_heads_in_two_rows(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A security firm's text: the heads of blank-parted columns are broken over two rows, sums behind a star."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day", "gross", "discount")
    rows = KIT.rows(say, pay, ("doc", "doc_date", "gross", "discount", "net"), ("net",))
    split = [head.split(" ", 1) if " " in head else ["", head] for head in rows[0]]
    grid = [[a for a, _ in split], [b for _, b in split], *rows[1:]]
    listed = columns(grid, (2, 3, 4))
    listed[-1] += " *"
    known = [
        f"{a}: {b}" for a, b in KIT.pairs(say, pay, "payer", "payee", "day", "ref", "method", "currency")
    ]
    body = [
        KIT(say, "dear"),
        "",
        *known,
        "",
        *listed[:2],
        "",
        *listed[2:],
        "",
        KIT(say, "bye"),
        person(say, 2),
    ]
    return drawn(text([*body, "", *_wrapped(KIT(say, "confidential"))]), pays)


@KIT.form("club_lists_with_dashes", SIX, 1, 10, credits=True, media=ALONE)
def club_lists_with_dashes(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A club answers a call: a dash before kind, number, day and signed sum of each; the payment in a sentence."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    pay.method, pay.payee = "transfer", None  # type: ignore[assignment]
    told = KIT(say, "told", day=say.day(pay.day), sum=cash(say, pay, pay.total), ref=pay.reference)
    rows = [KIT(say, "dear"), "", *_wrapped(KIT(say, "asked"), told), "", KIT(say, "covers")]
    for x in pay.lines:
        kind = KIT(say, "cn" if x.kind == "credit_note" else "inv")
        rows.append(f"- {KIT(say, 'listed', k=kind, n=x.number or '', d=say.day(x.day), s=say.money(x.net))}")
    signed = ["", KIT(say, "fans"), "", KIT(say, "bye"), person(say, 3), KIT(say, "treasurer"), pay.payer]
    return drawn(text([*rows, *signed]), pays, "lines")


@KIT.form("school_rows_between_strokes", SIX, 1, 12, credits=True, media=ALONE)
def school_rows_between_strokes(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A school's program writes a table of upright strokes with a rule under its heads; the payment in a last row of words."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    rows = KIT.rows(say, pay, ("number", "date", "kind", "amount"))
    bars = [f"| {' | '.join(row)} |" for row in rows]
    rule = f"|{'|'.join('---' for _ in rows[0])}|"
    known = [f"{a}: {b}" for a, b in KIT.pairs(say, pay, "payer", "payee", "ref", "day", "method", "total")]
    return drawn(
        text(
            [KIT(say, "dear"), "", bars[0], rule, *bars[1:], "", *known, "", KIT(say, "bye"), person(say, 1)]
        ),
        pays,
    )

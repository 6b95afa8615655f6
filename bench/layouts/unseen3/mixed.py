"""Advices with rows of other kinds: on account, debit notes, other moneys, kept taxes, documents not paid."""

import random
from datetime import timedelta
from html import escape

from bench.layouts.drawing.web import pdf_of
from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALL, ALONE, CENT, LETTERS, D, add, cash, keep_only, settle, small
from bench.layouts.unseen3.kit import cell, heads, opened, pairs, rows_of, third, unnamed, w, ws


@third("rest_on_account", 1, 10, credits=True)
def rest_on_account(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The last row has no number: words in its place say that the sum is paid on account."""
    pay = pays[0]
    keep_only(pay, "day")
    rows = rows_of(say, pay, ("number", "kind", "date", "amount"))
    rest = add(pay, None, "on_account", D(rng.randint(10, 90)) * 100)
    settle(pay)
    rows += [
        [w(say, "on_account"), "", "", cell(say, "net", rest)],
        [w(say, "sum"), "", "", say.money(pay.total)],
    ]
    return Sheet([*opened(say, pay), Block("grid", grid=rows, right=(3,))], pays, ALL)


@third("debit_notes_between", 2, 14)
def debit_notes_between(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Debit notes of the payer stand among the bills by day, named as such, and are taken off."""
    pay = pays[0]
    keep_only(pay, "day")
    first = rng.randint(4_000, 8_000)
    for at in range(rng.randint(1, 2)):
        add(
            pay,
            f"ND-{first + 5 * at}",
            "debit_note",
            -small(rng, pay, "0.04"),
            day=pay.day - timedelta(days=25 + at),
        )
    pay.lines.sort(key=lambda x: x.day or pay.day)
    settle(pay)
    grid = [heads(say, pay, ("doc_date", "kind", "doc", "amount"))]
    for x in pay.lines:
        kind = w(say, "debit_note" if x.kind == "debit_note" else "inv")
        grid.append([cell(say, "date", x), kind, x.number or "", cell(say, "net", x)])
    grid.append([w(say, "total"), "", "", say.money(pay.total)])
    first_blocks = opened(say, pay, "payee", "ref", "day", "method", "currency")
    return Sheet([*first_blocks, Block("grid", grid=grid, right=(3,))], pays, ALL)


@third("paid_in_other_money", 1, 10)
def paid_in_other_money(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Bills in one money are paid in another: the rate stands above, both sums in each row, one total."""
    pay = pays[0]
    keep_only(pay, "day")
    other = "USD" if pay.currency != "USD" else "EUR"
    rate = D(rng.randint(8_200, 11_900)) / 10_000
    mark = say.money(D("0.10"))[1]
    told = w(say, "rate_told", a=other, b=pay.currency, rate=f"{rate}".replace(".", mark))
    grid = [[*ws(say, "number", "date"), f"{w(say, 'amt')} {other}", f"{w(say, 'paid')} {pay.currency}"]]
    for x in pay.lines:
        billed = (x.net / rate).quantize(CENT)
        grid.append([x.number or "", cell(say, "date", x), say.money(billed), cell(say, "net", x)])
    grid.append([w(say, "total"), "", "", cash(say, pay, pay.total)])
    first = opened(say, pay, "payee", "ref", "day", "method")
    loose = frozenset({"gross_amount", "deduction_amount", "deduction_reason"})
    block = Block("grid", grid=grid, right=(2, 3))
    return Sheet([*first, Block("text", [told]), block], pays, ALL, open=loose)


@third("one_wholly_withheld", 2, 12)
def one_wholly_withheld(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Of some bills nothing is paid: the deduction is as large as the bill, and what is paid is nought."""
    pay = pays[0]
    keep_only(pay, "day", "gross")
    chosen = rng.sample(range(len(pay.lines)), max(1, len(pay.lines) // 6))
    for at in chosen:
        x = pay.lines[at]
        x.deduction, x.reason, x.net = x.gross, f"R{rng.randint(10, 99)}", D("0.00")
    settle(pay)
    names = ("number", "date", "gross", "deduction", "reason", "net")
    grid = [*rows_of(say, pay, names), [w(say, "sum"), "", "", "", "", say.money(pay.total)]]
    told = Block("text", [w(say, "withheld")])
    return Sheet([*opened(say, pay), Block("grid", grid=grid, right=(2, 3, 5)), told], pays, ALL)


@third("two_taxes_kept", 1, 12)
def two_taxes_kept(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Two taxes are kept back from each bill, each in a column of its own."""
    pay = pays[0]
    keep_only(pay, "day", "gross")
    grid = [ws(say, "number", "date", "gross", "tax_one", "tax_two", "paid")]
    for x in pay.lines:
        one, two = ((x.gross * D(share)).quantize(CENT) for share in ("0.02", "0.0533"))
        x.net = x.gross - one - two
        money = [say.money(amount) for amount in (x.gross, one, two, x.net)]
        grid.append([x.number or "", cell(say, "date", x), *money])
    settle(pay)
    grid.append([w(say, "sum"), "", "", "", "", say.money(pay.total)])
    # Two deductions of different reasons: their sum is printed nowhere.
    loose = frozenset({"deduction_amount", "deduction_reason"})
    return Sheet([*opened(say, pay), Block("grid", grid=grid, right=(2, 3, 4, 5))], pays, ALL, open=loose)


@third("sides_behind_sums", 2, 12, credits=True)
def sides_behind_sums(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Behind each sum the side of the payer's account it stands on, none bears a minus; kinds are told."""
    pay = pays[0]
    keep_only(pay, "day")
    bill, note = w(say, "marks").split(",")
    grid = [heads(say, pay, ("doc", "doc_date", "kind", "amount"))]
    for x in pay.lines:
        side = note if x.kind == "credit_note" else bill
        row = [cell(say, name, x) for name in ("doc", "doc_date", "kind")]
        grid.append([*row, f"{say.money(abs(x.net or D(0)))} {side}"])
    total = Block("pairs", pairs=[(w(say, "total"), cash(say, pay, pay.total))], place="colon")
    first = opened(say, pay, "ref", "day", "method", "payee")
    return Sheet([*first, Block("grid", grid=grid, right=(3,)), total], pays, ALL)


@third("held_documents_after", 2, 12, reductions="discount", media=LETTERS)
def held_documents_after(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Under the total a second list names documents that the payer holds and does not pay."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    grid = rows_of(say, pay, ("number", "date", "gross", "discount", "net"))
    grid.append([w(say, "total"), "", "", "", say.money(pay.total)])
    held = [ws(say, "doc", "doc_date", "balance")]
    for at in range(rng.randint(1, 3)):
        day = pay.day - timedelta(days=rng.randint(3, 30))
        held.append(
            [f"H-{rng.randint(1000, 9999)}{at}", say.day(day), say.money(D(rng.randint(900, 90_000)) / 100)]
        )
    blocks = [
        *opened(say, pay, "payee", "ref", "day", "currency", "method"),
        Block("grid", grid=grid, right=(2, 3, 4)),
    ]
    return Sheet(
        [*blocks, Block("text", [w(say, "not_lines")]), Block("grid", grid=held, right=(2,))], pays, ALL
    )


@third("short_note", 1, 5, media=ALONE)
def short_note(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A mail of a few rows: a day, numbers with sums, their sum; no name, no reference, no greeting."""
    pay = pays[0]
    keep_only(pay)
    unnamed(pay)
    pay.payer = pay.reference = None  # type: ignore[assignment]
    pay.method = None
    rows = [w(say, "short_told", day=say.day(pay.day)), ""]
    rows += [f"{x.number}   {cash(say, pay, x.net)}" for x in pay.lines]
    rows += [f"{w(say, 'sum')}   {cash(say, pay, pay.total)}"]
    return Sheet([], pays, ALL, "lines", ("text", "\n".join(rows).encode()))


@third("number_broken_anywhere", 1, 9, credits=True, media=ALONE)
def number_broken_anywhere(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Long numbers in a narrow ruled column, which the browser breaks after so many signs."""
    pay = pays[0]
    keep_only(pay, "day")
    for x in pay.lines:
        x.number = f"KD{rng.randint(10**9, 10**10 - 1)}{(x.number or '')[-4:]}"
    body = [f"<h3>{escape(pay.payer)}</h3><p>{escape(w(say, 'title'))}</p>"]
    body += [
        f"<p>{escape(a)}: {escape(b)}</p>"
        for a, b in pairs(say, pay, "payee", "ref", "day", "method", "total")
    ]
    rows = rows_of(say, pay, ("number", "kind", "date", "amount"))
    table = "".join(f"<tr>{''.join(f'<td>{escape(str(one))}</td>' for one in row)}</tr>" for row in rows)
    style = (
        "body{font:11px 'DejaVu Sans'}table{border-collapse:collapse}td{border:1px solid #555;padding:4px}"
    )
    style += "td:first-child{width:64px;max-width:64px;word-break:break-all}td:last-child{text-align:right}"
    page = (
        f"<html><head><style>{style}</style></head><body>{''.join(body)}<table>{table}</table></body></html>"
    )
    return Sheet([], pays, ALL, drawn=("pdf", pdf_of(page)))

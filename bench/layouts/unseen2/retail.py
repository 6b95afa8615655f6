"""What chains and their portals send: claims, returns, terms, bonuses, wide exports."""

import random
from datetime import timedelta

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import (
    ALL,
    CENT,
    LETTERS,
    D,
    add,
    facts,
    held,
    keep_only,
    opened,
    other_number,
    settle,
    small,
    w,
    window,
    ws,
)

WHY = ("why_damage", "why_short", "why_price", "why_late")


@held("claims_overleaf", 2, 9, media=LETTERS)
def claims_overleaf(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The first page takes all deductions off in one sum; the second tells each, without a sign."""
    pay = pays[0]
    keep_only(pay, "day")
    grid = [ws(say, "number", "date", "amount")]
    grid += [[x.number, say.day(x.day), say.money(x.net)] for x in pay.lines]
    grid.append([w(say, "sub"), "", say.money(pay.sum)])
    claims = [ws(say, "deduction_no", "reason", "deducted")]
    whole = D(0)
    for at in range(rng.randint(2, 4)):
        sum_, why = small(rng, pay, "0.03"), w(say, rng.choice(WHY))
        whole += sum_
        claim = add(pay, f"D{rng.randint(100, 999)}-{at + 1}", "deduction", -sum_, reason=why)
        claims.append([claim.number, why, say.money(sum_)])
    settle(pay)
    grid.append([w(say, "overleaf"), "", say.money(-whole)])
    grid.append([w(say, "total"), "", say.money(pay.total)])
    claims.append([w(say, "sum"), "", say.money(whole)])
    second = [Block("page"), Block("text", [w(say, "taken")]), Block("grid", grid=claims, right=(2,))]
    return Sheet([*opened(say, pay, total=False), Block("grid", grid=grid, right=(2,)), *second], pays, ALL)


@held("summary_by_kind", 3, 12, credits=True)
def summary_by_kind(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A small table counts and sums the documents by kind before the table of each."""
    pay = pays[0]
    keep_only(pay, "day")
    owed, back = [x for x in pay.lines if x.net >= 0], [x for x in pay.lines if x.net < 0]
    short = [[w(say, "overview"), w(say, "count"), w(say, "amount")]]
    for name, lines in (("invoices", owed), ("cns", back)):
        short.append([w(say, name), str(len(lines)), say.money(sum((x.net for x in lines), D(0)))])
    short.append([w(say, "sum"), str(len(pay.lines)), say.money(pay.total)])
    grid = [ws(say, "type", "doc_number", "doc_date", "amount")]
    for x in pay.lines:
        kind = w(say, "cn" if x.kind == "credit_note" else "inv")
        grid.append([kind, x.number, say.day(x.day), say.money(x.net)])
    tables = [Block("grid", grid=short, right=(1, 2)), Block("text", [w(say, "detail")])]
    return Sheet([*opened(say, pay), *tables, Block("grid", grid=grid, right=(3,))], pays, ALL)


@held("terms_and_days", 3, 12, reductions="discount")
def terms_and_days(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Terms like 2/30 and the days that payment took stand between; no discount is a dash."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    grid = [ws(say, "number", "date", "terms", "days_taken", "gross", "discount", "net")]
    for x in pay.lines:
        rate = round(x.discount / x.gross * 100) if x.discount else 0
        terms = f"{rate}/{rng.choice((10, 14, 30))}" if rate else w(say, "strictly_net")
        days = str((pay.day - x.day).days)
        cut = say.money(x.discount) if x.discount else "–"
        grid.append([x.number, say.day(x.day), terms, days, say.money(x.gross), cut, say.money(x.net)])
    whole = [sum(((getattr(x, n) or D(0)) for x in pay.lines), D(0)) for n in ("gross", "discount", "net")]
    grid.append([w(say, "sum"), "", "", "", *(say.money(one) for one in whole)])
    return Sheet([*opened(say, pay), Block("grid", grid=grid, right=(3, 4, 5, 6))], pays, ALL)


@held("bonus_under_sum", 2, 10)
def bonus_under_sum(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Under the sum of the invoices a bonus is taken off, its rate in a column of its own."""
    pay = pays[0]
    keep_only(pay, "day", "po")
    grid = [[*ws(say, "number", "date", "po"), "", w(say, "amount")]]
    grid += [[x.number, say.day(x.day), x.po, "", say.money(x.net)] for x in pay.lines]
    grid.append([w(say, "sub"), "", "", "", say.money(pay.sum)])
    rate = rng.choice((2, 3, 4))
    cut = add(pay, None, "deduction", -(pay.sum * rate / 100).quantize(CENT), reason=w(say, "bonus"))
    grid.append([w(say, "bonus"), "", "", f"{rate} %", say.money(cut.net)])
    settle(pay)
    grid.append([w(say, "total"), "", "", "", say.money(pay.total)])
    return Sheet([*opened(say, pay, total=False), Block("grid", grid=grid, right=(3, 4))], pays, ALL)


@held("returns_column", 3, 12, credits=True)
def returns_column(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Credit notes name a return of the payer's beside their own number; the kind stands last."""
    pay = pays[0]
    keep_only(pay, "day")
    grid = [ws(say, "doc_number", "rma", "doc_date", "amount", "type")]
    for x in pay.lines:
        back = x.kind == "credit_note"
        own = f"{rng.randint(70000, 79999)}" if back else ""
        grid.append([x.number, own, say.day(x.day), say.money(x.net), w(say, "cn" if back else "inv")])
    return Sheet([*opened(say, pay), Block("grid", grid=grid, right=(3,))], pays, ALL)


@held("figures_as_marks", 2, 9)
def figures_as_marks(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Behind a deducted amount stands 1) or 2); what that means is told below; quantities stand between."""
    pay = pays[0]
    grid = [ws(say, "number", "ordered", "received", "gross", "deduction", "net")]
    keep_only(pay, "gross")
    for x in pay.lines:
        billed, mark = rng.randint(20, 400), ""
        x.deduction = small(rng, pay, "0.02") if rng.random() < 0.6 else None
        if x.deduction and x.deduction * 2 > x.gross:
            x.deduction = (x.gross / 10).quantize(CENT)
        if x.deduction:
            mark = rng.choice(("1)", "2)"))
            x.net = x.gross - x.deduction
        got = billed - rng.randint(1, 9) if mark == "1)" else billed
        cut = f"{say.money(x.deduction)} {mark}" if mark else ""
        grid.append([x.number, str(billed), str(got), say.money(x.gross), cut, say.money(x.net)])
    settle(pay)
    grid.append([w(say, "total"), "", "", "", "", say.money(pay.total)])
    notes = Block("text", [f"1) {w(say, 'note_short')}", f"2) {w(say, 'note_price')}"])
    block = Block("grid", grid=grid, right=(1, 2, 3, 4, 5))
    blocks = [*opened(say, pay, total=False), block, notes]
    return Sheet(blocks, pays, ALL, open=frozenset({"deduction_reason"}))


@held("portal_of_fourteen", 2, 12, reductions="discount")
def portal_of_fourteen(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A portal's export: store, slip, order, two days, tax and rate stand around what is paid."""
    pay = pays[0]
    keep_only(pay, "day", "po", "gross", "discount")
    names = ("store", "slip", "po", "number", "date", "due", "base", "vat_rate", "vat", "gross", "discount")
    grid = [[*ws(say, *names, "net"), w(say, "currency")]]
    for x in pay.lines:
        base = (x.gross / D("1.2")).quantize(CENT)
        first = [
            f"{rng.randint(11, 499):04}",
            f"{rng.randint(800000, 899999)}",
            x.po,
            x.number,
            say.day(x.day),
        ]
        tax = [say.day(x.day + timedelta(days=60)), say.money(base), "20", say.money(x.gross - base)]
        money = [say.money(x.gross), say.money(x.discount), say.money(x.net), pay.currency]
        grid.append([*first, *tax, *money])
    block = Block("grid", grid=grid, right=(6, 7, 8, 9, 10, 11))
    return Sheet([*opened(say, pay), block], pays, ALL)


@held("three_states", 2, 9)
def three_states(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """One table of three parts: paid now, to be paid later, disputed; only the first is this payment."""
    pay = pays[0]
    keep_only(pay, "day")
    grid, wide = [ws(say, "number", "date", "amount")], []
    rows = {"now_paid": [(x.number, x.day, x.net) for x in pay.lines]}
    for at, name in enumerate(("later_paid", "disputed")):
        rows[name] = [
            (
                other_number(pay.lines[0].number, 90210 + 400 * at + rng.randint(0, 90) * 3 + n),
                pay.day - timedelta(days=rng.randint(5, 15)),
                D(rng.randint(3000, 900000)) / 100,
            )
            for n in range(rng.randint(1, 3))
        ]
    for name, listed in rows.items():
        wide.append(len(grid))
        grid.append([w(say, name), "", ""])
        grid += [[number, say.day(day), say.money(net)] for number, day, net in listed]
        grid.append([w(say, "sub"), "", say.money(sum((net for _, _, net in listed), D(0)))])
    block = Block("grid", grid=grid, right=(2,), wide=tuple(wide))
    return Sheet(
        [*window(say, pay), facts(say, pay, "ref", "day", "currency", "total"), block], pays, ALL - {"method"}
    )

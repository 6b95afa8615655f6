"""What offices, hospitals, utilities and insurers send."""

import random
from datetime import timedelta

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Line, Payment
from bench.layouts.unseen2.phrases import (
    ALL,
    CENT,
    LETTERS,
    D,
    cash,
    facts,
    held,
    keep_only,
    opened,
    pairs_of,
    settle,
    small,
    w,
    window,
    ws,
)


@held("voucher_a_page", 2, 4, media=LETTERS)
def voucher_a_page(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A town prints a voucher a page, each with number and day of one bill; the last page sums them up."""
    pay = pays[0]
    keep_only(pay, "day", "po")
    blocks: list[Block] = []
    for x in pay.lines:
        pairs = [
            (w(say, "voucher"), str(rng.randint(300, 990))),
            (w(say, "ref"), pay.reference),
            (w(say, "payee"), pay.payee),
            (w(say, "number"), x.number),
            (w(say, "date"), say.day(x.day)),
            (w(say, "po"), x.po),
            (w(say, "voucher_sum"), cash(say, pay, x.net)),
        ]
        blocks += [Block("text", [pay.payer, w(say, "street")]), Block("pairs", pairs=pairs), Block("page")]
    end = facts(say, pay, "ref", "day", "method", "total")
    blocks += [Block("text", [pay.payer]), Block("text", [w(say, "all_vouchers")]), end]
    return Sheet(blocks, pays, ALL, "key_value")


@held("shares_of_cost_centres", 3, 12)
def shares_of_cost_centres(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A university pays every invoice in shares, each a row with the invoice's number; then its sum."""
    pay = pays[0]
    keep_only(pay, "day")
    grid, lines = [[w(say, "number"), w(say, "date"), *ws(say, "centre", "fund"), w(say, "net")]], []
    for x in pay.lines:
        first = (x.net * D(rng.randint(20, 80)) / 100).quantize(CENT)
        parts = [first, x.net - first] if rng.random() < 0.7 else [x.net]
        for part in parts:
            lines.append(Line(x.number, day=x.day, net=part))
            centre, fund = f"{rng.randint(1000, 9999)}-{rng.randint(10, 99)}", f"F{rng.randint(100, 999)}"
            grid.append([x.number, say.day(x.day), centre, fund, say.money(part)])
        if len(parts) > 1:
            grid.append([w(say, "inv_total", number=x.number), "", "", "", say.money(x.net)])
    pay.lines = lines
    grid.append([w(say, "total"), "", "", "", say.money(pay.total)])
    return Sheet([*opened(say, pay), Block("grid", grid=grid, right=(4,))], pays, ALL)


@held("patients", 2, 12)
def patients(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A health fund: initials, day of birth and of treatment before the bill; cuts by code, told below."""
    pay = pays[0]
    keep_only(pay, "day", "gross")
    names = ("patient", "born", "treated", "number", "date", "billed", "cut", "code", "net")
    grid = [ws(say, *names)]
    for x in pay.lines:
        who = f"{rng.choice('ABDEFKLM')}. {rng.choice('GHJPRSTW')}."
        born = pay.day.replace(year=rng.randint(1938, 2015), day=rng.randint(1, 28))
        if rng.random() < 0.5:
            x.deduction = (x.gross * D(rng.randint(5, 120)) / 1000).quantize(CENT)
            x.reason = rng.choice(("K1", "K4", "K7"))
            x.net = x.gross - x.deduction
        days = [say.day(born), say.day(x.day - timedelta(days=rng.randint(2, 20)))]
        money = [say.money(x.gross), say.money(x.deduction), x.reason or "", say.money(x.net)]
        grid.append([who, *days, x.number, say.day(x.day), *money])
    settle(pay)
    grid.append([w(say, "total"), *[""] * 7, say.money(pay.total)])
    block = Block("grid", grid=grid, right=(5, 6, 8))
    return Sheet([*opened(say, pay), block, Block("text", [w(say, "codes_told")])], pays, ALL)


@held("supply_points", 2, 9, credits=True)
def supply_points(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Power bills: a row of number, day and amount, then one of supply point, meter and consumption."""
    pay = pays[0]
    keep_only(pay, "day")
    grid, wide = [ws(say, "number", "date", "amount")], []
    for x in pay.lines:
        grid.append([x.number, say.day(x.day), say.money(x.net)])
        wide.append(len(grid))
        point = w(
            say,
            "supply",
            n=f"{rng.randint(10**8, 10**9 - 1)}",
            m=str(rng.randint(40000, 99999)),
            kwh=str(rng.randint(800, 99000)),
        )
        grid.append([point, "", ""])
    grid.append([w(say, "total"), "", say.money(pay.total)])
    block = Block("grid", grid=grid, right=(2,), wide=tuple(wide))
    return Sheet([*opened(say, pay), block], pays, ALL)


@held("starred_amounts", 2, 9, media=LETTERS)
def starred_amounts(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A ministry fills the room before its amounts with stars; budget items have dots like amounts."""
    pay = pays[0]
    keep_only(pay, "day")

    def starred(text: str) -> str:
        return text.rjust(14, "*")

    grid = [[*ws(say, "budget", "commitment", "number", "date"), f"{w(say, 'amount')} {pay.currency}"]]
    for x in pay.lines:
        item = f"{rng.randint(10, 60)}.{rng.randint(100, 999)}.{rng.randint(10, 99)}"
        own = f"{rng.randint(2600000, 2699999)}"
        grid.append([item, own, x.number, say.day(x.day), starred(say.money(x.net))])
    grid.append([w(say, "sum"), "", "", "", starred(say.money(pay.total))])
    block = Block("grid", grid=grid, right=(4,))
    first = [*window(say, pay), Block("text", [w(say, "title")]), facts(say, pay, "ref", "day", "method")]
    return Sheet([*first, block], pays, ALL)


@held("payments_told_in_rows", 1, 5, payments=3)
def payments_told_in_rows(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """One table; a row over its width opens each payment with its number, day and sum in one sentence."""
    grid, wide = [ws(say, "number", "date", "po", "amount")], []
    for at, pay in enumerate(pays, 1):
        keep_only(pay, "day", "po")
        pay.payer, pay.payee, pay.currency, pay.method = pays[0].payer, pays[0].payee, pays[0].currency, None
        wide.append(len(grid))
        told = {"ref": pay.reference, "day": say.day(pay.day), "sum": cash(say, pay, pay.total)}
        grid.append([w(say, "tranche", n=str(at), of=str(len(pays)), **told), "", "", ""])
        grid += [[x.number, say.day(x.day), x.po, say.money(x.net)] for x in pay.lines]
    block = Block("grid", grid=grid, right=(3,), wide=tuple(wide))
    return Sheet([*window(say, pays[0]), Block("text", [w(say, "title")]), block], pays, ALL)


@held("claims_in_sentences", 1, 6, media=LETTERS)
def claims_in_sentences(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An insurer: a line for each claim with a day of its own, then a sentence about the repairer's bill."""
    pay = pays[0]
    keep_only(pay, "day", "gross")
    blocks = opened(say, pay)
    for x in pay.lines:
        x.deduction = min(D(rng.choice((150, 300, 500))), (x.gross / 4).quantize(D(1)))
        x.net = x.gross - x.deduction
        who, loss = (
            f"{rng.choice('BCDFG')}. {rng.choice(('Marlow', 'Orsini', 'Tavares'))}",
            x.day - timedelta(40),
        )
        claim = f"{rng.randint(20, 29)}/{rng.randint(100000, 999999)}"
        words = {"number": x.number, "day": say.day(x.day), "gross": cash(say, pay, x.gross)}
        words |= {"cut": cash(say, pay, x.deduction), "net": cash(say, pay, x.net)}
        head = w(say, "claim_head", claim=claim, who=who, day=say.day(loss))
        blocks.append(Block("text", [head, w(say, "claim_text", **words)]))
    settle(pay)
    blocks[-1 - len(pay.lines)] = facts(say, pay, "ref", "day", "method", "currency", "total")
    return Sheet(blocks, pays, ALL, "prose", open=frozenset({"deduction_reason"}))


@held("unit_in_words", 2, 10)
def unit_in_words(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A property manager's rows are words: the work, the unit, and in brackets number and day of the bill."""
    pay = pays[0]
    keep_only(pay, "day")
    grid = [[w(say, "work"), f"{w(say, 'amount')} ({pay.currency})"]]
    for x in pay.lines:
        what = rng.choice(w(say, "upkeep").split(","))
        words = {"what": what, "n": str(rng.randint(2, 48)), "number": x.number, "day": say.day(x.day)}
        grid.append([w(say, "unit_text", **words), say.money(x.net)])
    grid.append([w(say, "total"), say.money(pay.total)])
    return Sheet([*opened(say, pay, total=False), Block("grid", grid=grid, right=(1,))], pays, ALL)


@held("corrected_advice", 2, 8)
def corrected_advice(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """What was advised before and what is right stand side by side with the difference; one column counts."""
    pay = pays[0]
    keep_only(pay, "day")
    grid, before = [ws(say, "number", "date", "was", "is", "gap")], D(0)
    for at, x in enumerate(pay.lines):
        old = x.net + (small(rng, pay) if at == 0 or rng.random() < 0.3 else 0)
        before += old
        grid.append([x.number, say.day(x.day), *map(say.money, (old, x.net, x.net - old))])
    grid.append([w(say, "total"), "", *map(say.money, (before, pay.total, pay.total - before))])
    told = Block("para", [w(say, "corrected", right=w(say, "is"))])
    first = [*window(say, pay), Block("text", [w(say, "title")]), told]
    block = Block("grid", grid=grid, right=(2, 3, 4))
    pairs = Block("pairs", pairs=pairs_of(say, pay, "ref", "day", "currency"), place="colon")
    return Sheet([*first, pairs, block], pays, ALL - {"method"})


@held("notes_at_the_side", 2, 9, credits=True)
def notes_at_the_side(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Behind the amount a column of remarks holds days and numbers of the payer's own files."""
    pay = pays[0]
    keep_only(pay, "day")
    grid = [ws(say, "number", "date", "amount", "notes")]
    for x in pay.lines:
        note = ""
        if rng.random() < 0.6:
            day = say.day(x.day + timedelta(days=rng.randint(3, 12)))
            note = w(say, "note_a", day=day, n=str(rng.randint(40000, 99999)))
        grid.append([x.number, say.day(x.day), say.money(x.net), note])
    grid.append([w(say, "total"), "", say.money(pay.total), ""])
    return Sheet([*opened(say, pay), Block("grid", grid=grid, right=(2,))], pays, ALL)


@held("set_against_to_zero", 3, 9)
def set_against_to_zero(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Some invoices are wholly eaten up by a deduction: a line of 0.00 is a line."""
    pay = pays[0]
    keep_only(pay, "day", "gross")
    grid = [ws(say, "number", "date", "gross", "full_cut", "net")]
    for at, x in enumerate(pay.lines):
        if at and rng.random() < 0.35:
            x.deduction, x.net = x.gross, D(0)
        row = [say.money(x.gross), say.money(x.deduction or D(0)), say.money(x.net)]
        grid.append([x.number, say.day(x.day), *row])
    settle(pay)
    grid.append([w(say, "total"), "", "", "", say.money(pay.total)])
    block = Block("grid", grid=grid, right=(2, 3, 4))
    return Sheet([*opened(say, pay), block], pays, ALL, open=frozenset({"deduction_reason"}))

"""What public authorities, hospitals and universities send: budgets, cases, faculties, long subjects."""

import random
from datetime import timedelta

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALL, LETTERS, D, cash, keep_only, spoken
from bench.layouts.unseen3.kit import cell, facts, letterhead, listed, opened, third, w, ws

TOWNS = ("Ostrava Nova", "Belmora", "Vaudreix", "Tessendorf", "Lindale", "Corvara", "Marlind", "Penafira")


def _house(say: Speech, pay: Payment, key: str) -> None:
    """Let a public body of the layout's own town be the payer."""
    pay.payer = w(say, key, t=say.pick(TOWNS, "third town"))


@third("budget_commitments", 1, 9)
def budget_commitments(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A payment order of a town: chapter of the budget, invoice, subject over two lines, sum."""
    pay = pays[0]
    keep_only(pay, "day")
    _house(say, pay, "council")
    grid = [ws(say, "commitment", "number", "date", "object", "net")]
    for x in pay.lines:
        month = w(say, "months").split(",")[x.day.month - 1]
        about = w(say, "service", m=month).replace(" ", "\n", 1)
        code = f"{rng.randint(10, 99)}.{rng.randint(100, 999)}.{rng.randint(1, 9)}"
        grid.append([code, x.number, cell(say, "date", x), about, cell(say, "net", x)])
    grid.append(["", "", "", w(say, "sum"), say.money(pay.total)])
    title = Block("text", [w(say, "order_title", n=pay.reference)])
    known = facts(say, pay, "payee", "day", "method", "currency", "total")
    return Sheet([letterhead(say, pay), title, known, Block("grid", grid=grid, right=(4,))], pays, ALL)


@third("narrative_above_row", 1, 8)
def narrative_above_row(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Over every row of figures stands a line of text that says what was delivered."""
    pay = pays[0]
    keep_only(pay, "day", "po")
    _house(say, pay, "council")
    grid, wide = [ws(say, "number", "date", "po", "net")], []
    for x in pay.lines:
        wide.append(len(grid))
        month = w(say, "months").split(",")[x.day.month - 1]
        grid.append([w(say, "service", m=f"{month} {x.day.year}"), "", "", ""])
        grid.append([cell(say, name, x) for name in ("number", "date", "po", "net")])
    wide_at = tuple(wide)
    grid.append(["", "", w(say, "sum"), say.money(pay.total)])
    return Sheet([*opened(say, pay), Block("grid", grid=grid, right=(3,), wide=wide_at)], pays, ALL)


@third("claims_allowed_paid", 1, 10)
def claims_allowed_paid(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A health fund's list: case, invoice, from and to, billed, accepted, the patient's share, paid."""
    pay = pays[0]
    keep_only(pay)
    _house(say, pay, "clinic")
    grid = [ws(say, "claim", "number", "period", "billed", "allowed", "patient", "net")]
    for x in pay.lines:
        until = pay.day - timedelta(days=rng.randint(20, 60))
        span = f"{say.day(until - timedelta(days=rng.randint(1, 9)))} - {say.day(until)}"
        share = D(rng.choice([0, 10, 15, 25]))
        accepted = x.net + share
        billed = accepted + (D(rng.randint(1000, 9000)) / 100 if rng.random() < 0.4 else 0)
        money = [say.money(one) for one in (billed, accepted, share, x.net)]
        grid.append([f"C{rng.randint(10**6, 10**7)}", x.number, span, *money])
    grid.append([w(say, "sum"), "", "", "", "", "", say.money(pay.total)])
    # A period is no date of a document; what was cut has two columns, and gross may be either of two.
    loose = frozenset({"document_date", "gross_amount", "deduction_amount", "deduction_reason"})
    block = Block("grid", grid=grid, right=(3, 4, 5, 6))
    return Sheet([*opened(say, pay), block], pays, ALL, open=loose)


@third("structured_references", 1, 12, credits=True)
def structured_references(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Each document with a long reference of the payment slip beside its number."""
    pay = pays[0]
    keep_only(pay, "day")
    grid = [ws(say, "number", "structured", "date", "kind", "net")]
    for x in pay.lines:
        figures = (rng.randint(1000, 9999), rng.randint(1000, 9999), rng.randint(100, 999))
        told = " ".join([f"RF{rng.randint(11, 98)}", *map(str, figures)])
        grid.append([x.number, told, *(cell(say, name, x) for name in ("date", "kind", "net"))])
    first = opened(say, pay, "ref", "day", "payee", "method", "total", "currency")
    return Sheet([*first, Block("grid", grid=grid, right=(4,))], pays, ALL)


@third("faculties_charged", 2, 12)
def faculties_charged(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A university's list in the order of faculties; the faculty is named only where it changes."""
    pay = pays[0]
    keep_only(pay, "day", "po")
    _house(say, pay, "university")
    names, grid, last = (
        w(say, "faculties").split(","),
        [ws(say, "faculty", "po", "date", "number", "net")],
        "",
    )
    for at, x in enumerate(pay.lines):
        name = names[at * len(names) // max(len(pay.lines), len(names))]
        row = [cell(say, one, x) for one in ("po", "date", "number", "net")]
        grid.append(["" if name == last else name, *row])
        last = name
    grid.append([w(say, "total"), "", "", "", say.money(pay.total)])
    first = opened(say, pay, "payee", "ref", "day", "currency", "method")
    return Sheet([*first, Block("grid", grid=grid, right=(4,))], pays, ALL)


@third("day_in_words_letter", 1, 7, media=tuple(LETTERS))
def day_in_words_letter(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A letter on paper: days with the month's name everywhere, a small list, the office that signs."""
    pay = pays[0]
    keep_only(pay, "day")
    _house(say, pay, "council")
    grid = [ws(say, "number", "date", "net")]
    grid += [[x.number, spoken(say, x.day), cash(say, pay, x.net)] for x in pay.lines]
    grid.append([w(say, "sum"), "", cash(say, pay, pay.total)])
    values = [(w(say, "ref"), pay.reference), (w(say, "day"), spoken(say, pay.day))]
    values += [(w(say, "method"), w(say, pay.method))] if pay.method else []
    blocks = [
        Block("text", [pay.payer, w(say, "office"), w(say, "street")]),
        Block("text", [pay.payee, w(say, "payee_street")]),
        Block("pairs", pairs=values, place="colon"),
        Block("text", [w(say, "dear")]),
        Block("para", [w(say, "list_follows")]),
        Block("grid", grid=grid, right=(2,)),
        Block("text", [w(say, "regards"), w(say, "office")]),
        Block("foot", [w(say, "foot")]),
    ]
    return Sheet(blocks, pays, ALL)


@third("foot_on_each_page", 1, 30, reductions="discount", credits=True, media=tuple(LETTERS))
def foot_on_each_page(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Small print with registered numbers and a telephone under an ordinary list."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    block = listed(say, pay, "number", "date", "kind", "gross", "discount", "net", sum_at="net")
    names = ("ref", "payee", "method", "day", "currency", "total")
    foot = Block("foot", [w(say, "foot"), w(say, "thanks")])
    return Sheet([*opened(say, pay, *names), block, foot], pays, ALL)

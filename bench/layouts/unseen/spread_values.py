"""Forms whose values stand in one of several columns, in parts, or among figures of another meaning."""

import random
from datetime import timedelta
from decimal import Decimal

from bench.layouts.forms import Block, Sheet, form
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen.wording import (
    CENT,
    NET,
    REDUCED,
    D,
    closing,
    opening,
    rows_of,
    size,
    sum_row,
    taken,
    told,
    value,
)


@form("age_columns", 2, 12, reductions="none")
def age_columns(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Each amount stands in the column of the document's age; every column has its sum."""
    pay = pays[0]
    heads = [told(say, word) for word in ("number", "date", "age_0", "age_1", "age_2")]
    grid, sums = [heads], [D(0), D(0), D(0)]
    for x in pay.lines:
        days = (pay.day - x.day).days
        at = 0 if days <= 30 else 1 if days <= 60 else 2
        sums[at] += x.net
        grid.append([x.number, say.day(x.day), *(say.money(x.net) if i == at else "" for i in range(3))])
    grid.append([told(say, "sum"), "", *(say.money(amount) if amount else "" for amount in sums)])
    return Sheet(
        [*opening(say, pay), Block("grid", grid=grid, right=(2, 3, 4)), closing(say, pay)], pays, NET
    )


@form("hundredths_apart", 2, 12, reductions="none")
def hundredths_apart(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Whole units and hundredths stand in two columns, as on a printed form filled in by hand."""
    pay = pays[0]

    def halves(amount: Decimal) -> list[str]:
        text = say.money(amount).rstrip("-").strip("()")
        back = "-" if amount < 0 and say.negative != "lead" else ""
        return [text[:-3], text[-2:] + back]

    grid = [[told(say, "number"), told(say, "date"), f"{told(say, 'amount')} {pay.currency}", "/100"]]
    grid += [[x.number, say.day(x.day), *halves(x.net)] for x in pay.lines]
    grid.append([told(say, "sum"), "", *halves(pay.total)])
    return Sheet([*opening(say, pay), Block("grid", grid=grid, right=(2,))], pays, NET)


@form("fx_columns", 1, 9, reductions="discount")
def fx_columns(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Documents in several currencies, each at its rate; gross, discount and payment in the paid one."""
    pay = pays[0]
    heads = [told(say, word) for word in ("number", "date", "foreign", "foreign_sum", "rate")]
    heads += [f"{told(say, word)}\n{pay.currency}" for word in ("gross", "discount", "net")]
    grid = [heads]
    for x in pay.lines:
        code, rate = rng.choice([("USD", "1.0845"), ("SEK", "11.2130"), (pay.currency, "1.0000")])
        there = (x.gross * D(rate)).quantize(CENT)
        printed = rate if "." in say.money(D("0.5")) else rate.replace(".", ",")
        money = [say.money(amount) for amount in (x.gross, x.discount, x.net)]
        grid.append([x.number, say.day(x.day), code, say.money(there), printed, *money])
    block = Block("grid", grid=grid, right=(3, 4, 5, 6, 7))
    sum_row(say, block, pay.total)
    return Sheet([*opening(say, pay), block], pays, REDUCED)


@form("payslip_style", 2, 12, reductions="none")
def payslip_style(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """As wage slips are: a code, words that hold the number, basis and rate, then due or kept back."""
    pay = pays[0]
    grid = [[told(say, w) for w in ("code", "text", "base", "percent", "to_pay", "to_keep")]]
    for at, x in enumerate(pay.lines):
        key, code = ("slip_credit", 610) if taken(x) else ("slip_line", 110)
        base = (size(x) / D("1.2")).quantize(CENT)
        words = told(say, key, number=x.number)
        sides = ["", say.money(size(x))] if taken(x) else [say.money(size(x)), ""]
        grid.append([str(code + at % 7), words, say.money(base), say.money(D("120")), *sides])
    plus = sum((x.net for x in pay.lines if not taken(x)), D(0))
    grid.append([told(say, "sum"), "", "", "", say.money(plus), say.money(plus - pay.total)])
    block = Block("grid", grid=grid, right=(2, 3, 4, 5))
    return Sheet([*opening(say, pay), block, closing(say, pay)], pays, frozenset({"method", "number"}))


@form("stacked_cells", 1, 9, reductions="discount")
def stacked_cells(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Every cell holds two values, one over the other, as its head says."""
    pay = pays[0]
    couples = (("number", "po"), ("date", "due_on"), ("gross", "discount"))
    grid = [["\n".join(told(say, word) for word in couple) for couple in couples] + [told(say, "net")]]
    for x in pay.lines:
        due = say.day(x.day + timedelta(days=30))
        money = f"{say.money(x.gross)}\n{say.money(x.discount or D(0))}"
        grid.append([f"{x.number}\n{x.po}", f"{say.day(x.day)}\n{due}", money, say.money(x.net)])
    block = Block("grid", grid=grid, right=(2, 3))
    sum_row(say, block, pay.total)
    return Sheet([*opening(say, pay), block], pays, REDUCED | {"po"})


@form("booking_text", 1, 12, reductions="discount", credits=False)
def booking_text(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Number, day and order are words of the booking text; the first column counts the payer's bookings."""
    pay = pays[0]
    grid = [["#", told(say, "text"), *(told(say, word) for word in ("gross", "discount", "net"))]]
    first = rng.randint(300, 900)
    for at, x in enumerate(pay.lines):
        text = told(say, "booked", number=x.number, date=say.day(x.day), po=x.po)
        grid.append([f"{first + at:06}", text, *(value(say, c, x) for c in ("gross", "discount", "net"))])
    block = Block("grid", grid=grid, right=(2, 3, 4))
    sum_row(say, block, pay.total)
    return Sheet([*opening(say, pay), block], pays, REDUCED | {"po"})


@form("two_numbers_a_cell", 1, 12, reductions="none")
def two_numbers_a_cell(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """One cell holds the supplier's number and, behind a stroke, the payer's own, as the head says."""
    pay = pays[0]
    block = rows_of(say, ["number", "date", "po", "amount"], pay.lines)
    block.grid[0][0] += f" / {told(say, 'own_entry')}"
    first = rng.randint(510000, 519000)
    for at, row in enumerate(block.grid[1:]):
        row[0] += f" / {first + 2 * at}"
    sum_row(say, block, pay.total)
    return Sheet([*opening(say, pay), block], pays, NET | {"po"})


@form("instalments_in_cell", 1, 12, reductions="none")
def instalments_in_cell(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Behind the number the cell says in brackets which instalment of the invoice is paid."""
    pay = pays[0]
    block = rows_of(say, ["date", "number", "amount"], pay.lines)
    for x, row in zip(pay.lines, block.grid[1:], strict=True):
        if not taken(x):
            of = rng.randint(2, 6)
            row[1] += f" ({told(say, 'instalment', n=str(rng.randint(1, of)), of=str(of))})"
    sum_row(say, block, pay.total)
    return Sheet([*opening(say, pay), block], pays, NET)


@form("po_release_columns", 1, 12, reductions="discount")
def po_release_columns(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Order, release and item stand in columns of their own before the number."""
    pay = pays[0]
    grid = [[told(say, w) for w in ("po", "release", "item", "number", "gross", "discount", "net")]]
    for at, x in enumerate(pay.lines):
        if at % 2:
            x.po = pay.lines[at - 1].po
        marks = [x.po, str(at + 1), f"{10 * rng.randint(1, 20):05}"]
        grid.append([*marks, x.number, *(value(say, c, x) for c in ("gross", "discount", "net"))])
    block = Block("grid", grid=grid, right=(4, 5, 6))
    sum_row(say, block, pay.total)
    shown = frozenset({"method", "number", "po", "gross", "discount"})
    return Sheet([*opening(say, pay), block], pays, shown)


@form("reduced_without_net", 2, 12, reductions="discount")
def reduced_without_net(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Gross and discount alone are printed for each document; what is left only for all of them."""
    pay = pays[0]
    first = pay.lines[0]
    if not any(x.discount for x in pay.lines):
        first.discount = (first.gross * D("0.02")).quantize(CENT)
        pay.total -= first.discount
    block = rows_of(say, ["number", "date", "gross", "discount"], pay.lines)
    for x, row in zip(pay.lines, block.grid[1:], strict=True):
        row[3] = say.money(x.discount or D(0))
    gross = sum((x.gross for x in pay.lines), D(0))
    block.grid.append([told(say, "sum"), "", say.money(gross), say.money(gross - pay.total)])
    for x in pay.lines:
        x.net = None
    return Sheet([*opening(say, pay), block, closing(say, pay)], pays, REDUCED)


@form("heads_by_legend", 1, 10, reductions="discount")
def heads_by_legend(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The columns are headed by figures in brackets; what they mean is told under the table."""
    pay = pays[0]
    columns = ["number", "date", "po", "gross", "discount", "net"]
    block = rows_of(say, columns, pay.lines)
    meaning = list(block.grid[0])
    block.grid[0] = [f"({at})" for at in range(1, len(columns) + 1)]
    rows = [f"({at}) {words}" for at, words in enumerate(meaning, 1)]
    legend = Block("text", [f"{told(say, 'legend')}:", *rows])
    return Sheet([*opening(say, pay, total=True), block, legend], pays, REDUCED | {"po"})


@form("freight_weights", 1, 12, reductions="none", credits=False)
def freight_weights(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A carrier's runs: weight times rate is the amount; waybills have numbers like invoices."""
    pay = pays[0]
    grid = [[told(say, w) for w in ("consignment", "number", "date", "weight", "per_kg", "amount")]]
    bill = rng.randint(700000, 800000)
    for at, x in enumerate(pay.lines):
        weight, rate = D(rng.randint(12000, 900000)) / 100, D(rng.randint(8, 95)) / 100
        x.gross = x.net = (weight * rate).quantize(CENT)
        money = [say.money(amount) for amount in (weight, rate, x.net)]
        grid.append([str(bill + 3 * at), x.number, say.day(x.day), *money])
    pay.total = pay.sum
    block = Block("grid", grid=grid, right=(3, 4, 5))
    sum_row(say, block, pay.total)
    return Sheet([*opening(say, pay), block], pays, NET)


@form("hotel_stays", 1, 10, reductions="none", credits=False)
def hotel_stays(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A travel office pays folios: guest, arrival and departure, nights; no day of the invoice is printed."""
    pay = pays[0]
    grid = [[told(say, w) for w in ("guest", "stay", "nights", "number", "amount")]]
    guests = ["Ardell, M.", "Bexley, T.", "Corwen, J.", "Dunmore, A.", "Eskdale, P."]
    for x in pay.lines:
        nights = rng.randint(1, 9)
        stay = f"{say.day(x.day)} - {say.day(x.day + timedelta(days=nights))}"
        grid.append([rng.choice(guests), stay, str(nights), x.number, say.money(x.net)])
    block = Block("grid", grid=grid, right=(2, 4))
    sum_row(say, block, pay.total)
    return Sheet([*opening(say, pay), block], pays, frozenset({"method", "number"}))

"""Ordinary advices of ordinary payers: one table, one payment, furniture of many kinds around it."""

import random

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALL, keep_only
from bench.layouts.unseen4.kit import (
    cash,
    cell,
    facts,
    foot,
    fourth,
    heads,
    letterhead,
    listed,
    opened,
    reasoned,
)
from bench.layouts.unseen4.wording import told, w, ws


@fourth("small_print_and_list", 1, 14, reductions="discount")
def small_print_and_list(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Number, day, gross, discount, net; every column summed; the payer's own numbers below."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    block = listed(say, pay, "number", "date", "gross", "discount", "net", sums=("gross", "discount", "net"))
    return Sheet([*opened(say, pay), block, foot(say)], pays, ALL)


@fourth("account_codes_above", 1, 16, reductions="discount", credits=True)
def account_codes_above(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Company code, vendor account, run and clerk stand among the payment's values."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    more = [
        (w(say, "company_code"), say.pick(["1000", "GB01", "0410"], "fourth code")),
        (w(say, "vendor_no"), f"{rng.randint(300_000, 399_999)}"),
        (w(say, "run_no"), f"{pay.day:%Y%m%d} / 02"),
        (w(say, "clerk"), w(say, "clerks")),
    ]
    block = listed(say, pay, "doc", "doc_date", "kind", "gross", "discount", "net", sums=("net",))
    return Sheet([*opened(say, pay, more=more), block], pays, ALL)


@fourth("due_day_alone", 1, 12)
def due_day_alone(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The only day of a row is the one it fell due, with terms in words; then the amount."""
    pay = pays[0]
    grid = [[*ws(say, "number", "terms", "due"), *heads(say, pay, ["amount"])]]
    for x in pay.lines:
        due = say.day(x.day)
        grid.append([x.number, rng.choice(w(say, "terms_said").split(";")), due, say.money(x.net)])
    keep_only(pay)
    grid.append([w(say, "sum"), "", "", say.money(pay.total)])
    return Sheet([*opened(say, pay), Block("grid", grid=grid, right=(3,)), foot(say)], pays, ALL)


@fourth("counted_rows", 2, 20, credits=True)
def counted_rows(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Rows are counted from one; the last row counts the documents in words and sums them up."""
    pay = pays[0]
    keep_only(pay, "day")
    grid = [ws(say, "item", "kind", "doc", "doc_date", "net")]
    for at, x in enumerate(pay.lines, 1):
        grid.append([f"{at:02}", *(cell(say, n, x) for n in ("kind", "doc", "doc_date", "net"))])
    grid.append(["", w(say, "documents_in_all", n=str(len(pay.lines))), "", "", say.money(pay.total)])
    first = opened(say, pay, "payee", "ref", "day", "currency", "method")
    return Sheet([*first, Block("grid", grid=grid, right=(4,))], pays, ALL)


@fourth("reasons_in_words", 1, 10, reductions="both")
def reasons_in_words(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """What was withheld has a column and beside it the reason in two words."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "deduction")
    for x in pay.lines:
        x.net = x.gross - (x.deduction or 0)
    pay.total = pay.sum
    reasoned(rng, say, pay)
    names = ("number", "date", "gross", "deduction", "reason", "net")
    return Sheet([*opened(say, pay), listed(say, pay, *names, sums=("net",))], pays, ALL)


@fourth("overdue_days", 1, 14, credits=True)
def overdue_days(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Beside day and due day a column counts the days that the payment is late."""
    pay = pays[0]
    keep_only(pay, "day")
    grid = [[*ws(say, "doc", "kind", "doc_date", "days_late"), *heads(say, pay, ["amount"])]]
    for x in pay.lines:
        known = [cell(say, n, x) for n in ("doc", "kind", "doc_date")]
        grid.append([*known, str(rng.randint(0, 41)), say.money(x.net)])
    last = Block("pairs", pairs=[(w(say, "total"), cash(say, pay, pay.total))])
    first = opened(say, pay, "payee", "ref", "day", "method", "currency")
    return Sheet([*first, Block("grid", grid=grid, right=(3, 4)), last, foot(say)], pays, ALL)


@fourth("accounts_of_both_banks", 1, 10, reductions="discount")
def accounts_of_both_banks(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The accounts that pay and get stand over the list, with their long numbers."""
    pay = pays[0]
    keep_only(pay, "gross", "discount", "day")
    pay.method = "transfer"
    more = [
        (w(say, "your_bank"), "IBAN XX00 3704 0044 0532 0130 00"),
        (w(say, "our_bank"), f"****{rng.randint(1000, 9999)}"),
        (w(say, "account_with_you"), f"K-{rng.randint(2000, 9000)}"),
    ]
    block = listed(say, pay, "number", "date", "gross", "discount", "net")
    return Sheet([*opened(say, pay, more=more), block, Block("text", [w(say, "thanks")])], pays, ALL)


@fourth("order_then_plant", 2, 15, reductions="discount")
def order_then_plant(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Order, plant, delivery note and bill in a row; all columns that hold money are summed."""
    pay = pays[0]
    keep_only(pay, "po", "discount", "gross")
    grid = [ws(say, "po", "plant", "delivery", "number", "gross", "discount", "net")]
    for x in pay.lines:
        place = rng.choice(w(say, "plants").split(","))
        row = [x.po or "", place, f"{rng.randint(80_100_000, 80_900_000)}", x.number]
        grid.append([*row, *(cell(say, n, x) for n in ("gross", "discount", "net"))])
    last = [Block("text", [f"{w(say, 'total')}: {cash(say, pay, pay.total)}"])]
    first = opened(say, pay, "payee", "ref", "day", "method", "currency")
    return Sheet([*first, Block("grid", grid=grid, right=(4, 5, 6)), *last], pays, ALL)


@fourth("one_sentence_then_list", 1, 12, credits=True)
def one_sentence_then_list(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A sentence tells sum, day and reference; the list follows; nothing stands at a label."""
    pay = pays[0]
    keep_only(pay, "day")
    pay.method = "transfer"
    said = w(say, "payment_told", total=cash(say, pay, pay.total), day=told(say, pay.day), ref=pay.reference)
    address = Block("text", [pay.payee, w(say, "payee_street")])
    words = Block("para", [f"{said} {w(say, 'follows')}"])
    block = listed(say, pay, "kind", "number", "date", "net")
    # The sentence may speak of a transfer or leave the way open.
    loose = frozenset({"payment_method"})
    blocks = [letterhead(say, pay), address, Block("text", [w(say, "title")]), words, block, foot(say)]
    return Sheet(blocks, pays, ALL, open=loose)


@fourth("booking_texts", 1, 14, reductions="discount")
def booking_texts(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A column of free words with figures stands between day and discount."""
    pay = pays[0]
    keep_only(pay, "day", "discount")
    grid = [ws(say, "date", "number", "memo", "discount", "net")]
    for x in pay.lines:
        memo = w(say, "memos", n=str(rng.randint(2, 60)))
        grid.append([cell(say, "date", x), x.number, memo, cell(say, "discount", x), cell(say, "net", x)])
    grid.append(["", w(say, "sum"), "", "", say.money(pay.total)])
    return Sheet([*opened(say, pay), Block("grid", grid=grid, right=(3, 4))], pays, ALL)


@fourth("checked_and_approved", 1, 12, reductions="discount", credits=True)
def checked_and_approved(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Receipt number and initials of who approved each document stand in the list, kind in the middle."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    grid = [ws(say, "receipt", "doc", "gross", "kind", "discount", "net", "approver", "doc_date")]
    for x in pay.lines:
        known = [cell(say, n, x) for n in ("doc", "gross", "kind", "discount", "net")]
        who = rng.choice(["NO", "TB", "KvS", "M.R."])
        grid.append([f"GR{rng.randint(41_000, 48_000)}", *known, who, cell(say, "doc_date", x)])
    last = Block("pairs", pairs=[(w(say, "total"), cash(say, pay, pay.total))], place="beside")
    more = [(w(say, "tax_id"), f"XX {rng.randint(100_000_000, 999_999_999)}")]
    first = opened(say, pay, "payee", "ref", "day", "method", more=more)
    return Sheet([*first, Block("grid", grid=grid, right=(2, 4, 5)), last], pays, ALL)


@fourth("values_under_the_list", 1, 10, reductions="discount")
def values_under_the_list(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Letterhead and address, then at once the list; what was paid when and how comes after it."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    address = Block("text", [pay.payee, w(say, "payee_street")])
    block = listed(say, pay, "number", "date", "gross", "discount", "net")
    after = facts(say, pay, "total", "day", "ref", "method", "currency")
    return Sheet([letterhead(say, pay), address, block, after, foot(say)], pays, ALL)

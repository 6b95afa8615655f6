"""Workbooks and files that ask for thought: bills across, fees, harvests, clients, houses, cheques."""

import random

from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Line, Payment
from bench.layouts.unseen2.phrases import ALONE, D, keep_only, settle
from bench.layouts.unseen4.kit import cash
from bench.layouts.unseen4.sheets_writing import book_of, fill, put, separated, share, tab, xlsx
from bench.layouts.unseen5.kit_b import FACTS, KIT, SIX, book, drawn, plain, word
from bench.layouts.unseen5.names_b import person

_VALUES = (*FACTS[:-1], "sum")


@KIT.form("documents_across_the_row", SIX, 1, 4, payments=3, media=ALONE)
def documents_across_the_row(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A bank's file: a row for each payment; number and amount of each document in a pair of columns."""
    say = plain(say)
    widest = 2 * max(len(pay.lines) for pay in pays)
    heads = KIT.ws(say, "day", "ref", "payer", "payee", "method", "currency", "total")
    for at in range(1, widest // 2 + 1):
        heads += [KIT(say, "invoice_at", n=str(at)), KIT(say, "amount_at", n=str(at))]
    rows = [heads]
    for pay in pays:
        keep_only(pay)
        pay.method = "transfer"
        known = [say.day(pay.day), pay.reference, pay.payer, pay.payee, KIT(say, "transfer"), pay.currency]
        listed = [cell for x in pay.lines for cell in (x.number or "", say.money(x.net))]
        rows.append([*known, say.money(pay.total), *listed, *[""] * (widest - len(listed))])
    return drawn(separated(rows, say.pick([";", "|"], "across")), pays)


@KIT.form("fee_row_under_each_sale", SIX, 1, 10, media=ALONE)
def fee_row_under_each_sale(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A market place's workbook: a row for the sale and one for its fee, both under the invoice's number."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    rows, lines = [[KIT(say, "entry"), *KIT.heads(say, pay, ("number", "date", "amount"))]], list[Line]()
    for x in pay.lines:
        cut = share(Line(None, gross=x.net), rng.choice(("7", "9.5", "12")))
        fee = Line(x.number, "deduction", x.day, reason=KIT(say, "market_fee"), net=-cut)
        lines += [x, fee]
        rows += [
            [
                KIT(say, "market_fee" if one is fee else "sale"),
                x.number or "",
                say.day(x.day),
                say.money(one.net),
            ]
            for one in (x, fee)
        ]
    pay.lines = lines
    settle(pay)
    rows.append([KIT(say, "sum"), "", "", say.money(pay.total)])
    known = KIT.pairs(say, pay, "payer", *_VALUES)
    return drawn(book("xlsx", KIT(say, "payout"), [*known, [], *rows]), pays, "table", "deduction_reason")


@KIT.form("harvest_by_the_kilo", SIX, 1, 14, media=ALONE)
def harvest_by_the_kilo(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A co-operative's workbook: kilos times price is the amount of a bill, of which a levy is kept."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day", "gross")
    rows = [[*KIT.heads(say, pay, ("date", "number")), *KIT.ws(say, "kilos", "price_kilo")]]
    rows[0] += KIT.ws(say, "gross", "levy", "net")
    for x in pay.lines:
        price, kilos = D(rng.randint(18, 240)) / 100, rng.randint(150, 6000)
        x.gross = price * kilos
        x.deduction = share(x, "1.5")
        x.net = x.gross - x.deduction
        row = [say.day(x.day), x.number or "", f"{kilos}", say.money(price)]
        rows.append([*row, say.money(x.gross), say.money(x.deduction), say.money(x.net)])
    settle(pay)
    rows.append([KIT(say, "sum"), *[""] * 5, say.money(pay.total)])
    known = KIT.pairs(say, pay, "payer", *FACTS[:-1])
    raw = book(say.pick(["xlsx", "xls"], "harvest"), KIT(say, "tab"), [*map(list, known), [], *rows])
    return drawn(raw, pays, "table", "deduction_reason")


@KIT.form("tab_for_each_client", SIX, 2, 14, credits=True, media=ALONE)
def tab_for_each_client(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """An agency pays once for two clients: each has a tab with the same payment over its own documents."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    every, half = pay.lines, max(1, len(pay.lines) // 2)
    workbook, page = book_of(word(say, "clients", 0))
    for at, own in enumerate((every[:half], every[half:])):
        pay.lines = own
        rows = KIT.rows(say, pay, ("doc", "kind", "doc_date", "net"))
        rows.append([KIT(say, "sub"), "", "", say.money(pay.sum)])
        sheet = workbook.create_sheet(tab(word(say, "clients", 1))) if at else page
        known = KIT.pairs(say, pay, "payer", *_VALUES)
        fill(sheet, [*known, [KIT(say, "client"), word(say, "clients", at)], [], *rows])
    pay.lines = every
    return drawn(xlsx(workbook), pays)


@KIT.form("form_of_merged_cells", SIX, 1, 10, reductions="discount", media=ALONE)
def form_of_merged_cells(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A printed form as a workbook: values stand in merged cells beside labels, numbers too."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "gross", "discount")
    workbook, page = book_of(KIT(say, "title"))
    put(page, 1, 2, KIT(say, "title"))
    known = KIT.pairs(say, pay, "payer", "payee", "day", "ref", "method", "currency", "sum")
    for at, (label, value) in enumerate(known):
        row = 3 + at // 2
        put(page, row, 2 + at % 2 * 4, label)
        put(page, row, 3 + at % 2 * 4, value)
        page.merge_cells(start_row=row, end_row=row, start_column=3 + at % 2 * 4, end_column=4 + at % 2 * 4)
    top = 5 + len(known) // 2
    for at, cells in enumerate(KIT.rows(say, pay, ("number", "gross", "discount", "net"), ("net",)), top):
        put(page, at, 2, cells[0])
        page.merge_cells(start_row=at, end_row=at, start_column=2, end_column=4)
        fill(page, [cells[1:]], at, 5)
    return drawn(xlsx(workbook), pays)


@KIT.form("bills_split_by_house", SIX, 1, 12, media=ALONE)
def bills_split_by_house(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A property manager spreads each bill over three houses; the last column tells the whole of it."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    houses = [KIT(say, "house", n=str(number)) for number in (3, 8, 12)]
    rows, sums = [[*KIT.heads(say, pay, ("number", "date")), *houses, KIT(say, "net")]], [D(0)] * 3
    for x in pay.lines:
        gross = Line(None, gross=x.net)
        parts = [share(gross, "50"), share(gross, "30")]
        parts.append((x.net or D(0)) - sum(parts))
        sums = [whole + part for whole, part in zip(sums, parts, strict=True)]
        rows.append([x.number or "", say.day(x.day), *map(say.money, parts), say.money(x.net)])
    rows.append([KIT(say, "sum"), "", *map(say.money, sums), say.money(pay.total)])
    known = KIT.pairs(say, pay, "payer", *FACTS[:-1])
    return drawn(
        book(say.pick(["xlsx", "ods"], "split"), KIT(say, "tab"), [*map(list, known), [], *rows]), pays
    )


@KIT.form("cheques_from_first_to_last_row", SIX, 1, 5, payments=3, media=ALONE)
def cheques_from_first_to_last_row(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A register: number and day stand in a cheque's first row only, its amount in its last."""
    say, first = plain(say), pays[0]
    rows: list[list[str]] = [[first.payer], [KIT(say, "register", p=first.payee)]]
    rows += [[KIT(say, "currency"), first.currency], []]
    heads = [
        KIT(say, "cheque_no"),
        KIT(say, "day"),
        KIT(say, "number"),
        KIT(say, "net"),
        KIT(say, "cheque_total"),
    ]
    rows.append(heads)
    number = rng.randint(100_000, 900_000)
    for at, pay in enumerate(pays):
        keep_only(pay)
        pay.method, pay.reference = "cheque", f"{number + at}"
        own = [["", "", x.number or "", say.money(x.net), ""] for x in pay.lines]
        own[0][:2], own[-1][4] = [pay.reference, say.day(pay.day)], say.money(pay.total)
        rows += own
    return drawn(book(say.pick(["xlsx", "xls"], "register"), KIT(say, "tab"), rows), pays)


@KIT.form("weeks_side_by_side", SIX, 3, 18, credits=True, media=ALONE)
def weeks_side_by_side(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A market hall's sheet: three small lists, one for each week, side by side, each with heads."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    workbook, page = book_of(KIT(say, "tab"))
    end = fill(page, KIT.pairs(say, pay, "payer", *_VALUES)) + 1
    names, size, week = ("doc", "doc_date", "net"), -(-len(pay.lines) // 3), rng.randint(2, 40)
    for at in range(3):
        rows = KIT.cells(say, pay, names)[at * size : (at + 1) * size]
        head = [[KIT(say, "week", n=str(week + at))], KIT.heads(say, pay, names)]
        fill(page, [*head, *rows], end, 1 + 4 * at)
    return drawn(xlsx(workbook), pays)


@KIT.form("owed_left_and_taken_right", SIX, 2, 14, credits=True, media=ALONE)
def owed_left_and_taken_right(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Invoices stand in a column with a plus in its head, credits without a sign in one with a minus."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    rows = [[*KIT.heads(say, pay, ("doc", "doc_date")), *KIT.ws(say, "owed", "taken")]]
    sums = [D(0), D(0)]
    for x in pay.lines:
        side = int(x.kind == "credit_note")
        sums[side] += abs(x.net or D(0))
        amounts = ["", ""]
        amounts[side] = say.money(abs(x.net or D(0)))
        rows.append([x.number or "", say.day(x.day), *amounts])
    rows.append([KIT(say, "sum"), "", *map(say.money, sums)])
    rows.append([KIT(say, "total"), "", cash(say, pay, pay.total), ""])
    known = [list(pair) for pair in KIT.pairs(say, pay, "payer", "payee", "day", "ref", "method")]
    return drawn(separated([*known, [], *rows], say.pick([";", "\t"], "owed"), "utf-8-sig"), pays)


@KIT.form("list_without_any_heads", SIX, 1, 12, media=ALONE)
def list_without_any_heads(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Labels tell the payment; below them number, day and amount follow without heads and without a sum."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    known = [list(pair) for pair in KIT.pairs(say, pay, "payer", *_VALUES)]
    rows = KIT.cells(say, pay, ("number", "date", "net"))
    listed = [[KIT(say, "bills_paid")], *rows]
    return drawn(separated([*known, [], *listed], say.pick([";", "\t", "|"], "heads")), pays)


@KIT.form("stays_of_guests", SIX, 1, 12, media=ALONE)
def stays_of_guests(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A travel agency's workbook: guest, nights, the hotel's bill, its day, gross, commission, net."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day", "gross")
    rows = [[*KIT.ws(say, "guest", "nights", "hotel_bill", "date", "gross", "our_commission", "net")]]
    for at, x in enumerate(pay.lines):
        x.deduction = share(x, rng.choice(("10", "12")))
        x.net = (x.gross or D(0)) - x.deduction
        row = [person(say, at), str(rng.randint(1, 9)), x.number or "", say.day(x.day)]
        rows.append([*row, say.money(x.gross), say.money(x.deduction), say.money(x.net)])
    settle(pay)
    sums = [
        sum((getattr(x, name) or D(0) for x in pay.lines), D(0)) for name in ("gross", "deduction", "net")
    ]
    rows.append([KIT(say, "sum"), "", "", "", *map(say.money, sums)])
    known = [list(pair) for pair in KIT.pairs(say, pay, "payer", *FACTS[:-1])]
    raw = book(say.pick(["ods", "xlsx"], "stays"), KIT(say, "tab"), [*known, [], *rows])
    return drawn(raw, pays, "table", "deduction_reason")

"""Ordinary workbooks and files: a group, a shop, a chemist, a hotel, water works, lawyers, a charity."""

import csv
import random

from openpyxl.styles import Alignment

from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALONE, keep_only
from bench.layouts.unseen4.kit import cash
from bench.layouts.unseen4.sheets_writing import bold, book_of, fill, separated, xlsx
from bench.layouts.unseen5.kit_b import FACTS, KIT, SIX, book, drawn, plain, word
from bench.layouts.unseen5.names_b import person

_VALUES = (*FACTS[:-1], "sum")


@KIT.form("clearing_file_of_members", SIX, 2, 20, reductions="discount", credits=True, media=ALONE)
def clearing_file_of_members(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A buying group's file: the payment at labels, then member, kind, document, day, three amounts."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day", "gross", "discount")
    names = ("kind", "doc", "doc_date", "gross", "discount", "net")
    rows = [[KIT(say, "member"), *KIT.heads(say, pay, names)]]
    rows += [[f"{rng.randint(100, 140)}", *row] for row in KIT.cells(say, pay, names)]
    known = [list(pair) for pair in KIT.pairs(say, pay, "payer", *_VALUES)]
    return drawn(separated([*known, [], *rows], say.pick([";", "\t"], "clearing")), pays)


@KIT.form("shopkeeper_keeps_a_list", SIX, 1, 15, credits=True, media=ALONE)
def shopkeeper_keeps_a_list(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A shop's workbook: who pays and who is paid, the list with its sum, and how and when below it."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    workbook, page = book_of(KIT(say, "tab"))
    end = fill(page, KIT.pairs(say, pay, "payer", "payee"))
    end = fill(page, KIT.rows(say, pay, ("date", "number", "kind", "amount"), ("amount",)), end + 1)
    fill(page, KIT.pairs(say, pay, "day", "ref", "method", "currency"), end + 1)
    return drawn(xlsx(workbook), pays)


@KIT.form("chemist_keeps_a_month", SIX, 1, 18, reductions="discount", media=ALONE)
def chemist_keeps_a_month(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A chemist's workbook: a merged title in bold, values in two columns, every amount summed at the end."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day", "gross", "discount")
    workbook, page = book_of(KIT(say, "title"))
    fill(page, [[f"{KIT(say, 'title')} - {pay.payer}"]])
    page.merge_cells("A1:E1")
    page["A1"].alignment = Alignment(horizontal="center")
    end = fill(page, KIT.pairs(say, pay, *_VALUES), 3)
    names = ("number", "date", "gross", "discount", "net")
    fill(page, KIT.rows(say, pay, names, ("gross", "discount", "net")), end + 1)
    bold(page, "A1", *(f"{column}{end + 1}" for column in "ABCDE"))
    return drawn(xlsx(workbook), pays)


@KIT.form("hotel_keeps_a_ledger", SIX, 1, 14, credits=True, media=ALONE)
def hotel_keeps_a_ledger(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A hotel's open workbook: cost centre and order stand before kind, document, day and amount."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day", "po")
    names = ("po", "kind", "doc", "doc_date", "amount")
    rows = [[KIT(say, "pay_point"), *KIT.heads(say, pay, names)]]
    rows += [[f"{rng.randint(4, 9)}00", *row] for row in KIT.cells(say, pay, names)]
    known = [[KIT(say, "title")], *(list(pair) for pair in KIT.pairs(say, pay, "payer", *_VALUES))]
    return drawn(book("ods", KIT(say, "tab"), [*known, [], *rows]), pays)


@KIT.form("water_works_keep_a_book", SIX, 1, 14, media=ALONE)
def water_works_keep_a_book(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Water works use an old workbook: labels over values in two rows, then the list, then its sum."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    known = KIT.pairs(say, pay, "ref", "day", "method", "currency", "sum")
    rows: list[list[str]] = [[pay.payer], [KIT(say, "street")], [], [*KIT.pairs(say, pay, "payee")[0]], []]
    rows += [[label for label, _ in known], [value for _, value in known], []]
    rows += KIT.rows(say, pay, ("number", "date", "net"), ("net",))
    return drawn(book("xls", KIT(say, "tab"), rows), pays)


@KIT.form("law_office_writes_a_file", SIX, 1, 12, media=ALONE)
def law_office_writes_a_file(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A law office's file with every cell quoted: file number, fee note, day, person, amount."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    heads = [KIT(say, "matter"), KIT(say, "fee_note"), KIT(say, "date"), "", KIT(say, "net")]
    rows = [[*pair] for pair in KIT.pairs(say, pay, "payer", "payee", "day", "ref", "method", "total")]
    rows += [[], heads]
    for at, (number, day, net) in enumerate(KIT.cells(say, pay, ("number", "date", "net"))):
        rows.append([f"{rng.randint(11, 990)}/25", number, day, person(say, at), net])
    mark = say.pick([";", ","], "law")
    return drawn(separated(rows, mark, "utf-8-sig", csv.QUOTE_ALL), pays)


@KIT.form("charity_keeps_its_funds", SIX, 1, 12, credits=True, media=ALONE)
def charity_keeps_its_funds(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A charity's workbook: fund and project before the document; amounts are texts with their currency."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    workbook, page = book_of(KIT(say, "tab"))
    rows = [[*KIT.ws(say, "fund", "project"), *KIT.heads(say, pay, ("number", "kind", "date", "net"))]]
    for at, x in enumerate(pay.lines):
        project = [word(say, "funds", at), f"P{rng.randint(101, 140)}"]
        kind = KIT(say, "cn" if x.kind == "credit_note" else "inv")
        rows.append([*project, x.number or "", kind, say.day(x.day), cash(say, pay, x.net)])
    rows.append([KIT(say, "sum"), "", "", "", "", cash(say, pay, pay.total)])
    fill(page, [[pay.payer], *KIT.pairs(say, pay, "payee", "day", "ref", "method"), [], *rows])
    page.freeze_panes = "A2"
    return drawn(xlsx(workbook), pays)


@KIT.form("sums_before_their_list", SIX, 2, 20, reductions="discount", media=ALONE)
def sums_before_their_list(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The count and the sum of the payment stand right over the heads; the list ends without a sum."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "gross", "discount", "po")
    known = [list(pair) for pair in KIT.pairs(say, pay, "payer", "payee", "ref", "day", "method", "currency")]
    rows = [*known, [], [KIT(say, "count"), str(len(pay.lines)), KIT(say, "total"), say.money(pay.total)]]
    rows += KIT.rows(say, pay, ("number", "po", "gross", "discount", "net"))
    return drawn(book(say.pick(["xlsx", "ods"], "sums"), KIT(say, "tab"), rows), pays)


@KIT.form("lattice_signs_before_the_list", SIX, 1, 16, credits=True, media=ALONE)
def lattice_signs_before_the_list(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A program's file: rows that begin with a lattice sign tell the payment, then heads and list follow."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day", "po")
    known = KIT.pairs(say, pay, "payer", "payee", "ref", "day", "method", "currency", "sum")
    told = [[f"# {label}: {value}"] for label, value in known]
    rows = KIT.rows(say, pay, ("number", "date", "po", "kind", "amount"))
    return drawn(separated([*told, *rows], say.pick([";", "\t", "|"], "lattice"), end="\n"), pays)


@KIT.form("number_and_day_in_a_cell", SIX, 1, 14, reductions="discount", media=ALONE)
def number_and_day_in_a_cell(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A shop's workbook: one cell holds a bill's number and, in brackets, its day; three amounts follow."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day", "gross", "discount")
    rows = KIT.rows(say, pay, ("number", "gross", "discount", "net"), ("gross", "discount", "net"))
    rows[0][0] = KIT(say, "number_day")
    for x, row in zip(pay.lines, rows[1:], strict=False):
        row[0] = f"{x.number} ({say.day(x.day)})"
    known = [list(pair) for pair in KIT.pairs(say, pay, "payer", *_VALUES)]
    return drawn(book(say.pick(["xlsx", "ods", "xls"], "cell"), KIT(say, "tab"), [*known, [], *rows]), pays)

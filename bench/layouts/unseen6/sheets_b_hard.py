"""Workbooks that ask for thought: payments under one another, sums first, printed pages, two languages, bare kinds, tax."""

# ruff: noqa: E501

import random
from dataclasses import replace
from decimal import Decimal as D

from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALONE, keep_only, settle
from bench.layouts.unseen4.kit import Hand
from bench.layouts.unseen4.sheets_writing import book_of, fill, separated, share, xlsx
from bench.layouts.unseen5.kit_b import book
from bench.layouts.unseen6.kit import own as drawn
from bench.layouts.unseen6.names_b import FACTS, KIT, SIX, person, place, plain, word

_KNOWN = ("payer", *FACTS[:-1])


@KIT.form("two_runs_in_one_tab", SIX, 1, 7, payments=2, reductions="discount", media=ALONE)
def two_runs_in_one_tab(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Two payments stand under one another in one sheet, each with a title, its values, its heads and its sum."""
    say, rows = plain(say), list[list[str]]()
    for at, pay in enumerate(pays, 1):
        keep_only(pay, "day", "gross", "discount")
        known = [list(pair) for pair in KIT.pairs(say, pay, *_KNOWN)]
        listed = KIT.rows(say, pay, ("number", "date", "gross", "discount", "net"), ("net",))
        rows += [[KIT(say, "run_of", n=str(at))], *known, [], *listed, [], []]
    return drawn(book(say.pick(["xlsx", "xls"], "runs"), KIT(say, "tab"), rows), pays)


@KIT.form("takings_then_bills", SIX, 2, 12, media=ALONE)
def takings_then_bills(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A cinema's workbook: first the sum of each film, then, with heads of its own, each bill with its film."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    films = [word(say, "films", at) for at in range(len(pay.lines))]
    sums = {film: D(0) for film in films}
    rows = [[*KIT.heads(say, pay, ("number", "date")), KIT(say, "film"), KIT(say, "net")]]
    for film, x in zip(films, pay.lines, strict=True):
        sums[film] += x.net or D(0)
        rows.append([x.number or "", say.day(x.day), film, say.money(x.net)])
    first = [[KIT(say, "by_film")], [KIT(say, "film"), KIT(say, "rental")]]
    first += [[film, say.money(whole)] for film, whole in sums.items()]
    first.append([KIT(say, "total"), say.money(pay.total)])
    known = [list(pair) for pair in KIT.pairs(say, pay, *_KNOWN)]
    return drawn(
        book(say.pick(["ods", "xlsx"], "takings"), KIT(say, "tab"), [*known, [], *first, [], *rows]), pays
    )


@KIT.form("printed_pages_kept_as_book", SIX, 6, 30, credits=True, media=ALONE)
def printed_pages_kept_as_book(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A print list saved as a workbook: each page brings firm, page number, heads again and its own sum."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    names = ("doc", "doc_date", "kind", "amount")
    cells = KIT.cells(say, pay, names)
    rows: list[list[str]] = [list(pair) for pair in KIT.pairs(say, pay, *FACTS)]
    for number, at in enumerate(range(0, len(cells), 10), 1):
        own = sum((x.net or D(0) for x in pay.lines[at : at + 10]), D(0))
        rows += [[], [pay.payer, "", "", KIT(say, "page", n=str(number))], KIT.heads(say, pay, names)]
        rows += [*cells[at : at + 10], [KIT(say, "page_sum"), "", "", say.money(own)]]
    workbook, page = book_of(KIT(say, "tab"))
    fill(page, rows)
    return drawn(xlsx(workbook), pays)


@KIT.form("heads_in_two_tongues", "fr de es it pt", 1, 12, reductions="discount", credits=True, media=ALONE)
def heads_in_two_tongues(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A ferry line's workbook: a row of heads in its language and one in English below; vessel in front."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day", "gross", "discount")
    assert isinstance(say, Hand)
    other, names = replace(say, language="en"), ("number", "date", "gross", "discount", "net")
    heads = [[KIT(one, "ship"), *KIT.heads(one, pay, names)] for one in (say, other)]
    rows = [[word(say, "ships", rng.randint(0, 2)), *row] for row in KIT.cells(say, pay, names)]
    known = [list(pair) for pair in KIT.pairs(say, pay, "payer", *FACTS[:-1], "sum")]
    return drawn(
        book(say.pick(["xlsx", "ods"], "tongues"), KIT(say, "tab"), [*known, [], *heads, *rows]), pays
    )


@KIT.form("kinds_without_signs", SIX, 2, 16, credits=True, media=ALONE)
def kinds_without_signs(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A file whose amounts bear no sign: the word in the kind's column says what is taken off, as the total proves."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    rows = [KIT.heads(say, pay, ("doc", "doc_date", "kind", "amount"))]
    for x, row in zip(pay.lines, KIT.cells(say, pay, ("doc", "doc_date", "kind")), strict=True):
        rows.append([*row, say.money(abs(x.net or D(0)))])
    rows.append([KIT(say, "total"), "", "", say.money(pay.total)])
    known = [list(pair) for pair in KIT.pairs(say, pay, *_KNOWN)]
    return drawn(separated([*known, [], *rows], say.pick([";", "|", "\t"], "kinds"), "utf-8-sig"), pays)


@KIT.form("artists_and_their_tax_rates", SIX, 1, 12, media=ALONE)
def artists_and_their_tax_rates(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A theatre's workbook: artist, bill, amount, rate of tax, tax withheld, what is paid; sums below each."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day", "gross")
    rows = [
        [
            KIT(say, "artist"),
            *KIT.heads(say, pay, ("number", "date", "gross")),
            *KIT.ws(say, "tax_rate", "tax_kept", "net"),
        ]
    ]
    for at, x in enumerate(pay.lines):
        percent = rng.choice(("10", "15", "0"))
        x.deduction = share(x, percent) if percent != "0" else None
        x.net = (x.gross or D(0)) - (x.deduction or D(0))
        row = [person(say, at), x.number or "", say.day(x.day), say.money(x.gross), f"{percent} %"]
        rows.append([*row, say.money(x.deduction), say.money(x.net)])
    settle(pay)
    gross, cut = (sum((getattr(x, name) or D(0) for x in pay.lines), D(0)) for name in ("gross", "deduction"))
    rows.append([KIT(say, "sum"), "", "", say.money(gross), "", say.money(cut), say.money(pay.total)])
    known = [list(pair) for pair in KIT.pairs(say, pay, *_KNOWN)]
    raw = book(say.pick(["xlsx", "xls", "ods"], "artists"), KIT(say, "tab"), [*known, [], *rows])
    return drawn(raw, pays, "table", "deduction_reason")


@KIT.form("removals_in_booking_words", SIX, 1, 12, media=ALONE)
def removals_in_booking_words(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A removal firm's file: one cell tells bill and day, the next the journey; own job number first, sum last."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    rows = [[*KIT.ws(say, "on_us", "what", "job"), KIT(say, "amount", c=pay.currency)]]
    for at, x in enumerate(pay.lines):
        way = KIT(say, "from_to", p=person(say, at).split()[-1], a=place(say, at), b=place(say, at + 2))
        rows.append(
            [
                f"U{rng.randint(110, 990)}",
                KIT(say, "dated", n=x.number or "", d=say.day(x.day)),
                way,
                say.money(x.net),
            ]
        )
    rows.append([KIT(say, "sum"), "", "", say.money(pay.total)])
    known = [list(pair) for pair in KIT.pairs(say, pay, *_KNOWN)]
    return drawn(separated([*known, [], *rows], say.pick([";", "\t"], "booking")), pays)

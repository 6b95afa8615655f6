"""Words, numbers and currencies of shops, hotels, farms, houses and banks, and what their forms share."""

import re
from dataclasses import replace

from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen.office import ods, xls
from bench.layouts.unseen2.phrases import ALL
from bench.layouts.unseen4.kit import Hand
from bench.layouts.unseen4.sheets_writing import Rows, book_of, fill, tab, xlsx
from bench.layouts.unseen5.kit import Kit, Stock
from bench.layouts.unseen5.names_b import PAYEES, payer_of

SIX = "en fr de es it pt"
KIT = Kit(
    "words_b",
    Stock(
        payer_of,
        PAYEES,
        (
            "{}-A",
            "F{:06}",
            "R/{}",
            "{}/2026",
            "26/{:05}",
            "{}",
            "00{}",
            "FC {} 26",
            "V1/{}",
            "{} T",
            "2026-{}-01",
            "B{}C",
            "S.26.{}",
            "0{}/3",
        ),
        ("{}", "T{}", "TRF {}", "{}-1", "ORD/{}", "00{}", "SP{}", "{} B"),
        {
            "en": ("GBP", "EUR", "GBP", "AUD", "USD"),
            "fr": ("EUR", "EUR", "CHF"),
            "de": ("EUR", "EUR", "CHF"),
            "es": ("EUR", "EUR", "EUR", "COP"),
            "it": ("EUR", "EUR", "CHF"),
            "pt": ("EUR", "EUR", "BRL"),
        },
    ),
)
FACTS = ("payee", "ref", "day", "method", "currency", "total")


def top(say: Speech, pay: Payment, *, address: bool = False) -> list[Block]:
    """Return the payer with its street, on request the payee in its window, and the title."""
    window = [Block("text", [pay.payee, KIT(say, "payee_street")])] if address else []
    return [
        Block("text", [pay.payer, KIT(say, "street")]),
        *window,
        Block("text", [KIT(say, "title")]),
    ]


def foot(say: Speech) -> Block:
    """Return the small print."""
    return Block("foot", [KIT(say, "foot")])


def on_paper(blocks: list[Block], pays: list[Payment], layout: str = "table", *unsure: str) -> Sheet:
    """Return a sheet of which all that its payments hold is true; about `unsure` readers may differ."""
    return Sheet(blocks, pays, ALL, layout, open=frozenset(unsure))


def drawn(raw: tuple[str, bytes], pays: list[Payment], layout: str = "table", *unsure: str) -> Sheet:
    """Return a sheet that a form has drawn itself."""
    return Sheet([], pays, ALL, layout, raw, frozenset(unsure))


def plain(say: Speech) -> Hand:
    """Return the way of writing with days in figures, as columns of workbooks and mails have them."""
    assert isinstance(say, Hand)
    return replace(say, words="")


def word(say: Speech, key: str, at: int) -> str:
    """Return the word at a place of a list parted by commas, the first one after the last."""
    listed = KIT(say, key).split(",")
    return listed[at % len(listed)].strip()


def earlier(number: str | None, by: int) -> str:
    """Return a number of the same make, so many numbers before this one."""
    return re.sub(r"\d{5}(?!\d)", lambda found: f"{int(found[0]) - by:05}", number or "", count=1)


def book(kind: str, title: str, rows: Rows) -> tuple[str, bytes]:
    """Return the kind and bytes of a workbook of one sheet: xlsx, ods or xls."""
    if kind == "xlsx":
        workbook, page = book_of(title)
        fill(page, rows)
        return xlsx(workbook)
    write = ods if kind == "ods" else xls
    return kind, write([(tab(title), [list(row) for row in rows])])

"""Forms whose days and figures are written as one country does, and that say so or leave no doubt."""

import random
from dataclasses import dataclass
from decimal import Decimal

from bench.layouts.drawing import TECHNIQUES
from bench.layouts.forms import Block, Sheet
from bench.layouts.speech import Money, Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALL, keep_only
from bench.layouts.unseen3.kit import cell, letterhead, listed, opened, pairs, third, w, ws

DAYS = {"en": "%m/%d/%Y", "de": "%d.%m.%Y", "nl": "%d-%m-%Y"}
ANY_LETTER = tuple(name for name, one in TECHNIQUES.items() if one.kind in ("html", "text", "csv"))
"""Media whose letters are not those of one old font."""


@dataclass(frozen=True)
class Grouped(Speech):
    """A way of writing whose groups of figures are those of India, Switzerland or good typography."""

    def money(self, amount: Decimal | None) -> str:
        """Return the amount as this layout prints it, "" for None."""
        if amount is None:
            return ""
        whole, cents = f"{abs(amount):.2f}".split(".")
        size, group, mark = {"en": (2, ",", "."), "de": (3, "’", ".")}.get(self.language, (3, "\u202f", ","))
        parts, rest = [whole[-3:]], whole[:-3]
        while rest:
            parts, rest = [rest[-size:], *parts], rest[:-size]
        printed = Money(("-" if amount < 0 else "") + group.join(parts) + mark + cents)
        printed.amount = amount
        return printed


@third("days_hinted_in_heads", 1, 12, reductions="discount")
def days_hinted_in_heads(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """The head of every day says how it is written: month first in English, day first elsewhere."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    said = Speech(say.language, say.style, DAYS.get(say.language, "%d/%m/%Y"), say.negative, say.look)
    pay.currency = "USD" if say.language == "en" else pay.currency
    names, hint = ("number", "date", "gross", "discount", "net"), w(say, "day_hint")
    heads = [
        f"{one} {hint}" if name == "date" else one for name, one in zip(names, ws(say, *names), strict=True)
    ]
    grid = [heads, *([cell(said, name, x) for name in names] for x in pay.lines)]
    values = pairs(said, pay, "payee", "ref", "day", "method", "currency", "total")
    values = [(f"{a} {hint}" if a == w(say, "day") else a, b) for a, b in values]
    first = [letterhead(say, pay), Block("text", [w(say, "title")]), Block("pairs", pairs=values)]
    return Sheet([*first, Block("grid", grid=grid, right=(2, 3, 4))], pays, ALL)


@third("groups_of_one_country", 1, 14, reductions="discount", credits=True, media=ANY_LETTER)
def groups_of_one_country(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Lakhs in rupees, the Swiss mark in francs, or narrow blanks between thousands; large sums."""
    pay = pays[0]
    keep_only(pay, "day", "gross", "discount")
    pay.currency = {"en": "INR", "de": "CHF"}.get(say.language, pay.currency)
    times = Decimal(say.pick([1, 10, 100], "third large"))
    for x in pay.lines:
        x.gross, x.net = x.gross * times, x.net * times  # type: ignore[operator]
        x.discount = x.discount * times if x.discount else None
    pay.total = pay.sum
    said = Grouped(say.language, say.style, say.dates, "lead", say.look)
    block = listed(said, pay, "number", "kind", "date", "gross", "discount", "net", sum_at="net")
    return Sheet([*opened(said, pay), block], pays, ALL)

"""Numbers, names and dialects of the forms on pages, and small things that they share."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import wraps
from typing import Any

from bench.layouts.columns import Columns
from bench.layouts.forms import Block, Form, Sheet
from bench.layouts.speech import Money, Speech
from bench.layouts.truth import Line, Payment
from bench.layouts.unseen2.phrases import PAPER, figures, held
from bench.layouts.unseen4.names import PAYEES, payer_name
from bench.layouts.unseen4.wording import told, w, worded

SHAPES = (
    "AB 26 {}",
    "FT 2026A1/{}",
    "{}/26/B",
    "GS/{:06}/2026",
    "0{}",
    "VK26{}",
    "2026.{}",
    "{:07}",
    "S{}/1",
    "X-{}-26",
    "{}Z",
    "FA {}",
    "RG-26-{}",
    "4-{}",
    "000{}",
    "NF{}",
)
REFERENCES = ("{}", "{}", "P-{}", "{}/26", "ZA{}", "15{}", "TR 26-{}", "0000{}", "{}-002")
MONEYS = {
    "en": ("GBP", "USD", "EUR", "GBP", "NZD", "EUR"),
    "fr": ("EUR", "EUR", "EUR", "CHF"),
    "de": ("EUR", "EUR", "CHF"),
    "es": ("EUR", "EUR", "MXN"),
    "it": ("EUR", "EUR", "CHF"),
    "nl": ("EUR", "EUR"),
    "pt": ("EUR", "EUR", "BRL"),
}
SIGNS = {"EUR": "€", "GBP": "£"}
RIGHT = frozenset({"gross", "discount", "deduction", "net", "amount"})
_GROUPS = {
    "point": (",", "."),
    "comma": (".", ","),
    "space": (" ", ","),
    "hard": ("\xa0", ","),
    "apostrophe": ("'", "."),
    "quote": ("’", "."),
    "plain": ("", "."),
    "bare": ("", ","),
}


@dataclass(frozen=True)
class Hand(Speech):
    """A layout's way of writing with further ways of figures and days."""

    words: str = ""
    """long, short or "" for how months stand in columns."""

    def money(self, amount: Decimal | None) -> str:
        """Return the amount as this layout prints it, "" for None."""
        if amount is None:
            return ""
        group, mark = _GROUPS[self.style]
        whole, cents = f"{abs(amount):,.2f}".rsplit(".", 1)
        text = whole.replace(",", group) + mark + cents
        if amount < 0:
            shapes = {"lead": "-{}", "trail": "{}-", "brackets": "({})", "gap": "- {}", "dash": "–{}"}
            text = (shapes | {"cr": "{} CR"})[self.negative].format(text)
        printed = Money(text)
        printed.amount = amount
        return printed

    def day(self, day: date | None) -> str:
        """Return the day as this layout prints it in columns, "" for None."""
        return super().day(day) if not self.words or day is None else worded(self, day, self.words)


def fourth(name: str, fewest: int = 1, most: int = 12, **how: Any) -> Callable[[Form], Form]:
    """Register a form of this set, of text pages and scans unless `how` names its media.

    Its documents bear names, numbers, currencies and dialects of this set; `how` is as for `held`.
    """
    chosen = {"media": PAPER} | how

    def keep(made: Form) -> Form:
        def dressed(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
            _numbered(rng, say, pays)
            return made(rng, hand_of(say, pays[0]), pays)

        held(name, fewest, most, **chosen)(wraps(made)(dressed))
        return made

    return keep


def hand_of(say: Speech, pay: Payment) -> Hand:
    """Return how this layout writes figures and days."""
    style, minus = say.style, say.negative
    currency, american = pay.currency, pay.currency in ("USD", "NZD") or pay.payer.endswith(("Inc.", "LLC"))
    if currency == "CHF":
        style = say.pick(["apostrophe", "quote"], "fourth francs")
    elif currency == "MXN":
        style = "point"
    elif style == "space":
        style = say.pick(["space", "space", "hard", "bare"], "fourth blanks")
    minus = say.pick([minus, minus, "gap", "dash", "trail"], "fourth minus")
    if say.language == "en" and say.pick([False, False, False, True], "fourth credit"):
        minus = "cr"
    dates = say.dates
    # The payer may be American: strokes would leave open which is the month.
    if say.language == "en" and dates == "%d/%m/%Y" and american:
        dates = say.pick(["%d-%b-%Y", "%d %b %Y", "%Y-%m-%d"], "fourth days")
    words = say.pick(["", "", "", "short"], "fourth words")
    return Hand(say.language, style, dates, minus, say.look, words)


def cash(say: Speech, pay: Payment, amount: Decimal | None) -> str:
    """Return an amount with its currency's code or sign, before or behind, the same in one layout."""
    money, sign = say.money(amount), SIGNS.get(pay.currency, pay.currency)
    front = f"{sign}{money}" if sign == "£" else f"{sign} {money}"
    ways = [f"{money} {pay.currency}", f"{pay.currency} {money}", front, f"{pay.currency} {money}"]
    if sign != "£":
        ways.append(f"{money} {sign}")
    return say.pick(ways, "fourth cash")


def pairs(say: Speech, pay: Payment, *names: str) -> list[tuple[str, str]]:
    """Return the payment's values at their labels, those that it has."""
    values = {
        "payer": pay.payer,
        "payee": pay.payee,
        "ref": pay.reference,
        "cheque_no": pay.reference,
        "day": told(say, pay.day),
        "method": w(say, pay.method) if pay.method else "",
        "currency": pay.currency,
        "total": cash(say, pay, pay.total),
    }
    return [(w(say, name), values[name]) for name in names if values[name]]


def facts(say: Speech, pay: Payment, *names: str, more: Sequence[tuple[str, str]] = ()) -> Block:
    """Return the payment's values, and other pairs behind them, in one of several arrangements."""
    return arranged(say, [*pairs(say, pay, *names), *more])


def arranged(say: Speech, known: list[tuple[str, str]]) -> Block:
    """Return labels and values in one of several arrangements."""
    way = say.pick(["colon", "beside", "rows", "below", "four", "dots", "beside", "colon"], "fourth facts")
    if way == "rows":
        return Block("grid", grid=[list(pair) for pair in known], heads=0)
    if way == "four":
        flat = [list(pair) for pair in known]
        flat += [["", ""]] * (len(flat) % 2)
        return Block("grid", grid=[a + b for a, b in zip(flat[::2], flat[1::2], strict=True)], heads=0)
    if way == "dots":
        return Block("text", [f"{label + ' ':.<34} {value}" for label, value in known])
    longest = [max(len(label), len(value)) for label, value in known]
    if way == "below" and (max(longest) > 27 or sum(longest) > 115):
        way = "beside"
    if way == "colon" or (way == "beside" and max(len(label) for label, _ in known) > 26):
        return Block("text", [f"{label}: {value}" for label, value in known])
    return Block("pairs", pairs=known, place=way)


def letterhead(say: Speech, pay: Payment) -> Block:
    """Return the payer's name and street."""
    return Block("text", [pay.payer, w(say, "street")])


def foot(say: Speech) -> Block:
    """Return a row of the payer's small print."""
    parts = w(say, "foot").split(" · ")
    while len(" · ".join(parts)) > 125:
        parts.pop()
    return Block("foot", [" · ".join(parts)])


def opened(say: Speech, pay: Payment, *names: str, more: Sequence[tuple[str, str]] = ()) -> list[Block]:
    """Return letterhead, title and the payment's values; the payee at its label or as an address."""
    names = names or ("payee", "ref", "day", "method", "currency", "total")
    title, top = Block("text", [w(say, "title")]), letterhead(say, pay)
    way = say.pick(["label", "window", "label", "title first"], "fourth opened")
    if way == "window" and names[0] == "payee":
        address = Block("text", [pay.payee, w(say, "payee_street")])
        return [top, address, title, facts(say, pay, *names[1:], more=more)]
    if way == "title first":
        named = names if "payer" in names else ("payer", *names)
        return [title, facts(say, pay, *named, more=more)]
    return [top, title, facts(say, pay, *names, more=more)]


def reasoned(rng: random.Random, say: Speech, pay: Payment) -> None:
    """Give every deduction its reason in words instead of a code."""
    for x in pay.lines:
        x.reason = rng.choice(w(say, "whys").split(",")) if x.deduction else None


COLUMNS = Columns(w)
cell, heads = COLUMNS.cell, COLUMNS.heads


def rows_of(say: Speech, pay: Payment, names: Sequence[str]) -> list[list[str]]:
    """Return heads and a row a line."""
    return [heads(say, pay, names), *([cell(say, name, x) for name in names] for x in pay.lines)]


def listed(say: Speech, pay: Payment, *names: str, sums: Sequence[str] = ()) -> Block:
    """Return a table of the lines, with a last row that sums the columns in `sums` up."""
    grid = rows_of(say, pay, names)
    if sums:
        values = {name: _summed(pay.lines, name) for name in sums}
        last = [say.money(values[name]) if values.get(name) else "" for name in names]
        free = next(i for i, name in enumerate(names) if name not in RIGHT)
        last[free] = w(say, "sum")
        grid.append(last)
    return Block("grid", grid=grid, right=tuple(i for i, name in enumerate(names) if name in RIGHT))


def _summed(lines: Sequence[Line], name: str) -> Decimal:
    values = (getattr(line, "net" if name == "amount" else name) for line in lines)
    return sum((value for value in values if value), Decimal(0))


def _numbered(rng: random.Random, say: Speech, pays: list[Payment]) -> None:
    """Give all documents numbers of one make, and the payments one currency and one payee."""
    shape, at = say.pick(SHAPES, "fourth number"), rng.randint(10000, 70000)
    money = say.pick(MONEYS[say.language], "fourth money")
    reference = say.pick(REFERENCES, "fourth reference")
    # The payee is the house that reads all this: as every layout's own it has one of several names.
    payee = say.pick([*PAYEES, pays[0].payee], "fourth payee")
    for pay in pays:
        pay.currency, pay.payee, pay.payer = money, payee, payer_name(pay.payer)
        if reference != "{}":
            pay.reference = reference.format(figures(pay.reference))
        for line in pay.lines:
            at += rng.randint(1, 90)
            line.number = shape.format(at)

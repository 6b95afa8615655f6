"""Words of this set in seven languages, numbers of other makes, and small things that its forms share."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, wraps
from pathlib import Path

import yaml

from bench.layouts.columns import Columns
from bench.layouts.forms import Block, Form, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ANY, LANGUAGES, cash, figures, held

SHAPES = (
    "FT A26/{}",
    "INV{:08}",
    "VF-{}",
    "SINV-26-{}",
    "26{}",
    "0090{:06}",
    "{}/2026",
    "K{}",
    "26-{}-A",
    "D{}",
    "R{:07}",
    "2026-{:06}",
    "MX{}",
    "{}-0",
    "AR/26/{:06}",
)
REFERENCES = ("{}", "{}", "2000{}", "{}-1", "E{}", "RP/{}", "PMT{}", "V 26/{}", "00{}")
PAYEES = (
    "Brandt & Söhne Metallbau GmbH",
    "Ateliers du Vieux-Pont SARL",
    "Harrow Cold Storage Ltd",
    "Talleres Núñez y Cía, S.L.",
    "Officine Riva S.r.l.",
    "Zandvliet Groothandel B.V.",
    "Irmãos Teixeira, Lda.",
    "Kestrel Instruments Inc.",
    "Nordkai Handels AG",
)
MONEYS = {
    "en": ("GBP", "USD", "EUR", "AUD", "CAD", "ZAR", "SGD"),
    "fr": ("EUR", "EUR", "CHF", "MAD"),
    "de": ("EUR", "EUR", "CHF"),
    "es": ("EUR", "EUR", "MXN", "COP"),
    "it": ("EUR", "EUR", "CHF"),
    "nl": ("EUR",),
    "pt": ("EUR", "EUR", "BRL"),
}
RIGHT = frozenset({"gross", "discount", "deduction", "net", "amount"})


def third(
    name: str,
    fewest: int = 1,
    most: int = 12,
    *,
    payments: int = 1,
    reductions: str = "none",
    credits: bool = False,
    media: tuple[str, ...] = ANY,
) -> Callable[[Form], Form]:
    """Register a form of this set; its documents bear numbers and currencies of this set."""

    def keep(made: Form) -> Form:
        @wraps(made)
        def dressed(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
            _numbered(rng, say, pays)
            return made(rng, _clear(say, pays[0]), pays)

        held(name, fewest, most, payments=payments, reductions=reductions, credits=credits, media=media)(
            dressed
        )
        return made

    return keep


def w(say: Speech, key: str, **values: str) -> str:
    """Return a word or sentence in the layout's language, its values filled in."""
    ways = _words()[key].split(" // ")[LANGUAGES.index(say.language)].split("|")
    said = say.pick(ways, f"third {key}")
    return said.format(**values) if values else said


def ws(say: Speech, *keys: str) -> list[str]:
    """Return several words."""
    return [w(say, key) for key in keys]


def pairs(say: Speech, pay: Payment, *names: str) -> list[tuple[str, str]]:
    """Return the payment's values at their labels, those that it has."""
    values = {
        "payer": pay.payer,
        "payee": pay.payee,
        "ref": pay.reference,
        "cheque_no": pay.reference,
        "day": say.day(pay.day),
        "method": w(say, pay.method) if pay.method else "",
        "currency": pay.currency,
        "total": cash(say, pay, pay.total),
    }
    return [(w(say, name), values[name]) for name in names if values[name]]


def facts(say: Speech, pay: Payment, *names: str) -> Block:
    """Return the payment's values in one of several arrangements."""
    known = pairs(say, pay, *names)
    way = say.pick(["colon", "beside", "rows", "below", "beside"], "third facts")
    if way == "rows":
        return Block("grid", grid=[list(pair) for pair in known], heads=0)
    return Block("pairs", pairs=known, place=way)


def letterhead(say: Speech, pay: Payment) -> Block:
    """Return the payer's name and street."""
    return Block("text", [pay.payer, w(say, "street")])


def opened(say: Speech, pay: Payment, *names: str) -> list[Block]:
    """Return letterhead, title, payee and the payment's values; without names, all of them."""
    names = names or ("payee", "ref", "day", "method", "currency", "total")
    return [letterhead(say, pay), Block("text", [w(say, "title")]), facts(say, pay, *names)]


def unnamed(pay: Payment) -> None:
    """Take the payee's name away where a form does not print it."""
    pay.payee = None  # type: ignore[assignment]


COLUMNS = Columns(w)
cell, heads = COLUMNS.cell, COLUMNS.heads


def rows_of(say: Speech, pay: Payment, names: Sequence[str]) -> list[list[str]]:
    """Return heads and a row a line."""
    return [heads(say, pay, names), *([cell(say, name, x) for name in names] for x in pay.lines)]


def listed(say: Speech, pay: Payment, *names: str, sum_at: str = "") -> Block:
    """Return a table of the lines, with the payment's sum in the column `sum_at`."""
    grid = rows_of(say, pay, names)
    if sum_at:
        last = [""] * len(names)
        last[names.index(sum_at)] = say.money(pay.total)
        free = next(i for i, name in enumerate(names) if name not in RIGHT)
        last[free] = w(say, "sum")
        grid.append(last)
    return Block("grid", grid=grid, right=tuple(i for i, name in enumerate(names) if name in RIGHT))


def _clear(say: Speech, pay: Payment) -> Speech:
    """Write days otherwise where strokes would leave open which is the month: the payer may be American."""
    american = pay.currency in ("USD", "CAD") or pay.payer.endswith(("Inc.", "LLC"))
    if say.language == "en" and american and say.dates == "%d/%m/%Y":
        return replace(say, dates=say.pick(["%d-%b-%Y", "%b %d, %Y", "%Y-%m-%d"], "third days"))
    return say


def _numbered(rng: random.Random, say: Speech, pays: list[Payment]) -> None:
    """Give all documents numbers of one make, and the payments one currency of the language's countries."""
    shape, at = say.pick(SHAPES, "third number"), rng.randint(10000, 70000)
    money = say.pick(MONEYS[say.language], "third money")
    # The payee is the house that reads all this: as every layout's own it has one of several names.
    reference = say.pick(REFERENCES, "third reference")
    payee = say.pick([*PAYEES, pays[0].payee], "third payee")
    for pay in pays:
        pay.currency, pay.payee = money, payee
        if reference != "{}":
            pay.reference = reference.format(figures(pay.reference))
        for line in pay.lines:
            at += rng.randint(1, 90)
            line.number = shape.format(at)


@cache
def _words() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted(Path(__file__).with_name("words").glob("*.yaml")):
        found |= yaml.safe_load(path.read_text(encoding="utf-8"))
    for key, said in found.items():
        if len(said.split(" // ")) != len(LANGUAGES):
            raise ValueError(f"{key} is not said in {len(LANGUAGES)} languages.")
    return found

"""Words of this set in seven languages, and small things that its forms share."""

import random
import re
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from decimal import Decimal
from functools import cache, wraps
from pathlib import Path

import yaml

from bench.layouts.drawing import TECHNIQUES
from bench.layouts.forms import OWN, Block, Form, Sheet, form
from bench.layouts.speech import Day, Speech
from bench.layouts.truth import Line, Payment

D = Decimal
CENT = D("0.01")
LANGUAGES = ("en", "fr", "de", "es", "it", "nl", "pt")
ALL = frozenset({"method", "number", "date", "po", "gross", "discount", "deduction", "reason"})
"""A form of this set empties what it does not print; the rest is true."""
PAPER = tuple(name for name, one in TECHNIQUES.items() if one.kind not in ("html", "text", "csv", "xlsx"))
SCANNED = tuple(name for name in TECHNIQUES if name.startswith("scan_"))
LETTERS = tuple(name for name, one in TECHNIQUES.items() if one.kind not in ("csv", "xlsx"))
BOOKS = tuple(name for name, one in TECHNIQUES.items() if one.kind in ("csv", "xlsx"))
ANY = tuple(TECHNIQUES)
ALONE = (OWN,)


def held(
    name: str,
    fewest: int = 2,
    most: int = 10,
    *,
    payments: int = 1,
    reductions: str = "none",
    credits: bool = False,
    media: tuple[str, ...] = ANY,
) -> Callable[[Form], Form]:
    """Register a form for the media it suits; it works on copies, so that a series keeps its payments."""
    unfit = frozenset({OWN}) if media == ALONE else frozenset(set(TECHNIQUES) - set(media))

    def keep(made: Form) -> Form:
        @wraps(made)
        def on_copies(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
            return made(rng, say, deepcopy(pays))

        form(name, fewest, most, payments, reductions, credits=credits, unfit=unfit)(on_copies)
        return made

    return keep


def w(say: Speech, key: str, **values: str) -> str:
    """Return a word or sentence in the layout's language, its values filled in."""
    ways = _words()[key].split(" // ")[LANGUAGES.index(say.language)].split("|")
    said = say.pick(ways, f"second {key}")
    return said.format(**values) if values else said


def ws(say: Speech, *keys: str) -> list[str]:
    """Return several words."""
    return [w(say, key) for key in keys]


def spoken(say: Speech, day: date) -> str:
    """Return a day with its month's name."""
    month = w(say, "months").split(",")[day.month - 1]
    printed = Day(w(say, "long_day", d=str(day.day), m=month, y=str(day.year)))
    printed.day = day
    return printed


def cash(say: Speech, pay: Payment, amount: Decimal | None) -> str:
    """Return an amount with its currency, before or behind, always the same in one layout."""
    money = say.money(amount)
    return say.pick([f"{money} {pay.currency}", f"{pay.currency} {money}"], "second cash")


def window(say: Speech, pay: Payment) -> list[Block]:
    """Return the payer's letterhead and the payee's address, neither at a label."""
    return [
        Block("text", [pay.payer, w(say, "street")]),
        Block("text", [pay.payee, w(say, "payee_street")]),
    ]


def pairs_of(say: Speech, pay: Payment, *names: str) -> list[tuple[str, str]]:
    """Return the payment's values at their labels, those that it has."""
    values = {
        "payer": pay.payer,
        "payee": pay.payee,
        "ref": pay.reference,
        "day": say.day(pay.day),
        "method": w(say, pay.method) if pay.method else "",
        "currency": pay.currency,
        "total": cash(say, pay, pay.total),
    }
    return [(w(say, name), values[name]) for name in names if values[name]]


def facts(say: Speech, pay: Payment, *names: str) -> Block:
    """Return the payment's values in one of several arrangements."""
    pairs = pairs_of(say, pay, *names)
    way = say.pick(["beside", "colon", "below", "grid", "colon", "across"], "second facts")
    if way == "grid":
        return Block("grid", grid=[list(pair) for pair in pairs], heads=0)
    if way == "across":
        return Block("grid", grid=[[a for a, _ in pairs], [b for _, b in pairs]], heads=1)
    return Block("pairs", pairs=pairs, place=way)


def opened(say: Speech, pay: Payment, *, total: bool = True, payee: bool = True) -> list[Block]:
    """Return letterhead, address, title and the payment's values."""
    names = ["ref", "day", "method", "currency", *(["total"] if total else [])]
    who = window(say, pay) if payee else [Block("text", [pay.payer, w(say, "street")])]
    return [*who, Block("text", [w(say, "title")]), facts(say, pay, *names)]


def keep_only(pay: Payment, *names: str) -> None:
    """Empty what a form does not print of its lines: day, po, gross, discount, deduction, reason."""
    for line in pay.lines:
        for name in {"day", "po", "gross", "discount", "deduction", "reason"} - set(names):
            setattr(line, name, None)


def small(rng: random.Random, pay: Payment, most: str = "0.06") -> Decimal:
    """Return an amount that is small beside what the payment comes to."""
    return max(D("1.07"), (pay.sum * D(rng.randint(8, 1000)) / 1000 * D(most)).quantize(CENT))


def settle(pay: Payment) -> None:
    """Let the total be what the lines come to."""
    pay.total = pay.sum


def figures(number: str | None) -> str:
    """Return the figures of a number."""
    return re.sub(r"\D", "", number or "")


def other_number(number: str | None, figures_: int) -> str:
    """Return another number of the same make."""
    return re.sub(r"\d{5}", str(figures_), number or "", count=1)


def add(pay: Payment, number: str | None, kind: str, net: Decimal, **values: object) -> Line:
    """Add a line to a payment and return it."""
    line = Line(number, kind, net=net, **values)  # type: ignore[arg-type]
    pay.lines.append(line)
    return line


@cache
def _words() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted(Path(__file__).with_name("words").glob("*.yaml")):
        found |= yaml.safe_load(path.read_text(encoding="utf-8"))
    for key, said in found.items():
        if len(said.split(" // ")) != len(LANGUAGES):
            raise ValueError(f"{key} is not said in {len(LANGUAGES)} languages.")
    return found

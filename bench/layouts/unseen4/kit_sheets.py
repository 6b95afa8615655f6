"""Names, numbers, currencies and words of the set's workbooks and mails, and small things that they share."""

# ruff: noqa: E501

import random
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import cache, wraps
from pathlib import Path
from typing import TypedDict, Unpack

import yaml

from bench.layouts.columns import Columns
from bench.layouts.forms import Block, Form, Sheet
from bench.layouts.speech import Money, Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALONE, LANGUAGES, figures, held

SHAPES = (
    "RG {} K",
    "{:08}",
    "{}/26-B",
    "FA-{}",
    "S{:07}",
    "26.{}",
    "{}.1",
    "VK-{:06}",
    "00004{}",
    "{}A",
    "CI 26 {:06}",
    "2026/F/{}",
    "N{}",
    "{}",
    "1-{}",
    "EXP{}-26",
)
REFERENCES = ("{}", "ZL-{}", "OP{}/26", "000{}", "P.{}", "M-{}-C", "26W{}", "{}")
MONEYS = {
    "en": ("GBP", "USD", "EUR", "CAD", "NZD", "AED", "SEK"),
    "fr": ("EUR", "EUR", "CHF", "CAD"),
    "de": ("EUR", "EUR", "CHF", "CZK"),
    "es": ("EUR", "EUR", "MXN", "PEN"),
    "it": ("EUR", "EUR", "CHF"),
    "nl": ("EUR", "EUR", "DKK"),
    "pt": ("EUR", "EUR", "BRL"),
}
PAYEES = (
    "Thornbury & Vale Ltd.",
    "Société Nouvelle Garrigue",
    "Kallmeyer Präzision GmbH",
    "Suministros Ordaza, S.A.",
    "Fratelli Montelupo S.n.c.",
    "Hoekendijk Techniek BV",
    "Serralharia Vouga, Unipessoal Lda.",
    "Birchway Scientific, Inc.",
    "Nils Aberg Handel AB",
)
_STARTS = [
    "Bald",
    "Bram",
    "Corr",
    "Dun",
    "Desk",
    "Fal",
    "Gris",
    "Hav",
    "Kilm",
    "Kor",
    "Lind",
    "Mors",
    "Nor",
    "Pos",
    "Pell",
    "Rav",
    "Sav",
    "Tarv",
    "Mund",
    "Vels",
    "Wyl",
    "Zar",
]
_ENDS = [
    "en",
    "ham",
    "orra",
    "ik",
    "esse",
    "ona",
    "berg",
    "aud",
    "elle",
    "ow",
    "ingen",
    "ane",
    "ast",
    "over",
    "ielle",
    "und",
]
_NAMES = {
    "en": "{a} & {b} Ltd|{a} Foods Limited t/a {b} Kitchens|Borough of {a}|The {a} School District|{a} Stores, Inc.|"
    "J. {b} d.b.a. {a} Catering|{a} Holdings plc|University of {a}|{a} General Hospital|{a} Bros. Pty Ltd",
    "fr": "Commune de {a}|SARL {a} et Fils|S.A.S. Établissements {b}|Centre hospitalier de {a}|{a} & Cie|"
    "Pharmacie {b} SELARL|Groupe {a}|Université de {a}",
    "de": "Stadtwerke {a} AöR|{a} & {b} OHG|{a} Bau GmbH & Co. KG|Klinikum {a} gGmbH|Martin {b} e.K.|"
    "Autohaus {b}, Inh. Petra {a}|Stadt {a}|{a} Versicherung a.G.",
    "es": "Ayuntamiento de {a}|Hijos de {b}, S.C.|{a} Logística, S.L.U.|Universidad de {a}|Farmacia {b}, C.B.|"
    "Hospital de {a}|{a} y {b}, S.A.",
    "it": "Comune di {a}|F.lli {b} S.n.c.|{a} di Rossi Lina & C. S.a.s.|Azienda Ospedaliera {a}|{a} Costruzioni S.p.A.|"
    "Farmacia dott. {b}|Consorzio {a}",
    "nl": "Gemeente {a}|V.O.F. {b} en Zonen|Stichting {a} Ziekenhuis|{a} Holding B.V.|Bouwbedrijf {b} BV|"
    "Hogeschool {a}|{a} & {b} N.V.",
    "pt": "Câmara Municipal de {a}|{b} & Filhos, Lda.|Farmácia {b}, Unipessoal Lda.|Hospital de {a}, E.P.E.|"
    "{a} Construções, S.A.|Universidade de {a}|Grupo {a}, SGPS",
}
RIGHT = frozenset({"gross", "discount", "deduction", "net", "amount"})


@dataclass(frozen=True)
class Voice(Speech):
    """A way of writing that may leave the marks between thousands out."""

    bare: bool = False

    def money(self, amount):  # type: ignore[no-untyped-def]
        """Return the amount as printed, "" for None."""
        printed = super().money(amount)
        if not self.bare or not isinstance(printed, Money):
            return printed
        mark = {"point": ",", "comma": ".", "space": " ", "apostrophe": "'", "plain": ","}[self.style]
        short = Money(printed.replace(mark, ""))
        short.amount = printed.amount
        return short


class Holding(TypedDict, total=False):
    """What a form's payments hold, as `held` takes it; without media it draws itself."""

    payments: int
    reductions: str
    credits: bool
    media: tuple[str, ...]


def fourth(name: str, fewest: int = 1, most: int = 12, **holding: Unpack[Holding]) -> Callable[[Form], Form]:
    """Register a form of this set; its documents bear names, numbers and currencies of this set."""
    holding.setdefault("media", ALONE)

    def keep(made: Form) -> Form:
        @wraps(made)
        def dressed(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
            _dress(rng, say, pays)
            return made(rng, _voice(say, pays[0]), pays)

        return held(name, fewest, most, **holding)(dressed)

    return keep


def name_of(seed: str, language: str) -> str:
    """Return a made-up name as firms, offices and people bear it, always the same for the same seed."""
    rng = random.Random(zlib.crc32(seed.encode()))
    stems = [rng.choice(_STARTS) + rng.choice(_ENDS) for _ in range(2)]
    return rng.choice(_NAMES[language].split("|")).format(a=stems[0], b=stems[1])


def w(say: Speech, key: str, **values: str) -> str:
    """Return a word or sentence in the layout's language, its values filled in."""
    ways = _words()[key].split(" // ")[LANGUAGES.index(say.language)].split("|")
    said = say.pick(ways, f"fourth {key}")
    return said.format(**values) if values else said


def ws(say: Speech, *keys: str) -> list[str]:
    """Return several words."""
    return [w(say, key) for key in keys]


def sum_of(say: Speech, pay: Payment, amount, way: str = "") -> str:  # type: ignore[no-untyped-def]
    """Return an amount with its currency: a code before or behind, or the sign of the euro."""
    money = say.money(amount)
    ways = [f"{money} {pay.currency}", f"{pay.currency} {money}", f"{pay.currency}{money}"]
    if pay.currency == "EUR":
        ways += [f"{money} €", f"€ {money}"]
    return say.pick(ways, f"fourth sum {way}")


def pairs(say: Speech, pay: Payment, *names: str) -> list[tuple[str, str]]:
    """Return the payment's values at their labels, those that it has; `sum` is the total without currency."""
    values = {
        "payer": pay.payer,
        "payee": pay.payee,
        "ref": pay.reference,
        "day": say.day(pay.day),
        "method": w(say, pay.method) if pay.method else "",
        "currency": pay.currency,
        "total": sum_of(say, pay, pay.total) if pay.total is not None else "",
        "sum": say.money(pay.total),
    }
    return [(w(say, "total" if name == "sum" else name), values[name]) for name in names if values[name]]


def facts(say: Speech, pay: Payment, *names: str) -> Block:
    """Return the payment's values in one of several arrangements."""
    known = pairs(say, pay, *names)
    way = say.pick(["beside", "colon", "rows", "across", "colon"], "fourth facts")
    if way == "rows":
        return Block("grid", grid=[list(pair) for pair in known], heads=0)
    if way == "across":
        return Block("grid", grid=[[a for a, _ in known], [b for _, b in known]])
    return Block("pairs", pairs=known, place=way)


COLUMNS = Columns(w)
cell, heads = COLUMNS.cell, COLUMNS.heads


def body(say: Speech, pay: Payment, names: Sequence[str]) -> list[list[str]]:
    """Return a row a line."""
    return [[cell(say, name, x) for name in names] for x in pay.lines]


def rows_of(say: Speech, pay: Payment, names: Sequence[str], *, total: bool = False) -> list[list[str]]:
    """Return heads, a row a line, and on request the payment's sum under the last column."""
    rows = [heads(say, pay, names), *body(say, pay, names)]
    if total:
        rows.append([w(say, "sum"), *[""] * (len(names) - 2), say.money(pay.total)])
    return rows


def domain_of(pay: Payment) -> str:
    """Return a domain for the payer's mails."""
    plain = "".join(sign for sign in pay.payer.casefold() if sign.isascii() and sign.isalpha())
    return f"{plain[:14]}.example"


def unnamed(*pays: Payment) -> None:
    """Take the payee's name away where a form does not print it."""
    for pay in pays:
        pay.payee = None  # type: ignore[assignment]


def _voice(say: Speech, pay: Payment) -> Voice:
    """Return the way of writing; where strokes leave open which is the month, days are written otherwise."""
    own = {one.name: getattr(say, one.name) for one in fields(say)}
    abroad = pay.currency in ("USD", "CAD") or any(
        word in pay.payer for word in ("Inc.", "d.b.a.", "District")
    )
    if say.language == "en" and abroad and say.dates == "%d/%m/%Y":
        own["dates"] = say.pick(["%d-%b-%Y", "%b %d, %Y", "%Y-%m-%d"], "fourth days")
    return Voice(**own, bare=say.pick([False, False, True], "fourth bare"))


def _dress(rng: random.Random, say: Speech, pays: list[Payment]) -> None:
    """Give all payments names, a currency of the language's countries, and documents numbers of one make."""
    shape, at = say.pick(SHAPES, "fourth number"), rng.randint(10000, 70000)
    money, reference = say.pick(MONEYS[say.language], "fourth money"), say.pick(REFERENCES, "fourth ref")
    payer = name_of(pays[0].payer, say.language)
    payee = say.pick([*PAYEES, pays[0].payee], "fourth payee")
    for pay in pays:
        pay.currency, pay.payer, pay.payee = money, payer, payee
        pay.reference = reference.format(figures(pay.reference))
        for line in pay.lines:
            at += rng.randint(1, 70)
            line.number = shape.format(at)


@cache
def _words() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted(Path(__file__).with_name("sheet_words").glob("*.yaml")):
        found |= yaml.safe_load(path.read_text(encoding="utf-8"))
    for key, said in found.items():
        if len(said.split(" // ")) != len(LANGUAGES):
            raise ValueError(f"{key} is not said in {len(LANGUAGES)} languages.")
    return found

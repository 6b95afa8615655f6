"""What the forms of this set share: how they are registered, values at labels, tables of lines."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, wraps
from pathlib import Path
from typing import Any

import yaml

from bench.layouts.columns import Columns
from bench.layouts.forms import RECIPES, Block, Form, Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import PAPER, figures, held
from bench.layouts.unseen4.kit import RIGHT, arranged, cash, hand_of
from bench.layouts.unseen4.wording import told


@dataclass(frozen=True)
class Stock:
    """What a writer's documents are made of: names, makes of numbers, currencies."""

    payer: Callable[[Speech], str]
    """The payer of a layout, always the same for the same layout."""
    payees: Sequence[str]
    shapes: Sequence[str]
    """Makes of document numbers, `{}` is the running number."""
    references: Sequence[str]
    """Makes of payment references, `{}` stands for the figures."""
    moneys: Mapping[str, Sequence[str]]
    """Currencies of a language's countries."""


@dataclass(frozen=True)
class Kit:
    """A writer's words and stock, and the parts of documents made of them.

    Words stand in `folder`/*.yaml as `key: {en: "one way|another way", fr: ...}`; a form speaks only
    languages that all its words are said in.
    """

    folder: str
    stock: Stock

    def __call__(self, say: Speech, key: str, **values: str) -> str:
        """Return a word or sentence in the layout's language, its values filled in."""
        said = say.pick(_words(self.folder)[key][say.language].split("|"), f"fifth {key}").strip()
        return said.format(**values) if values else said

    def ws(self, say: Speech, *keys: str) -> list[str]:
        """Return several words."""
        return [self(say, key) for key in keys]

    def form(
        self, name: str, languages: str, fewest: int = 1, most: int = 12, **how: Any
    ) -> Callable[[Form], Form]:
        """Register a form that speaks `languages` (parted by blanks), on paper unless `how` says otherwise.

        `how` is as for `held`: payments, reductions, credits, media (`ALONE` where a form draws itself).
        """
        chosen = {"media": PAPER} | how

        def keep(made: Form) -> Form:
            @wraps(made)
            def dressed(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
                self._dress(rng, say, pays)
                return made(rng, hand_of(say, pays[0]), pays)

            held(name, fewest, most, **chosen)(dressed)
            RECIPES[name] = replace(RECIPES[name], languages=tuple(languages.split()))
            return made

        return keep

    def pairs(self, say: Speech, pay: Payment, *names: str) -> list[tuple[str, str]]:
        """Return values at their labels, those that the payment has.

        Names: payer, payee, ref, cheque_no, day, method, currency, total (with its currency), sum (without).
        """
        known: dict[str, Callable[[], str | None]] = {
            "payer": lambda: pay.payer,
            "payee": lambda: pay.payee,
            "ref": lambda: pay.reference,
            "cheque_no": lambda: pay.reference,
            "day": lambda: told(say, pay.day),
            "method": lambda: self(say, pay.method) if pay.method else "",
            "currency": lambda: pay.currency,
            "total": lambda: cash(say, pay, pay.total),
            "sum": lambda: say.money(pay.total),
        }
        found = [(self(say, "total" if name == "sum" else name), known[name]()) for name in names]
        return [(label, value) for label, value in found if value]

    def facts(self, say: Speech, pay: Payment, *names: str, more: Sequence[tuple[str, str]] = ()) -> Block:
        """Return values at their labels, other pairs behind them, in one of several arrangements."""
        return arranged(say, [*self.pairs(say, pay, *names), *more])

    def cells(self, say: Speech, pay: Payment, names: Sequence[str]) -> list[list[str]]:
        """Return a row of cells for each line: number, doc, date, doc_date, po, reason, kind or an amount."""
        columns = Columns(self)
        return [[columns.cell(say, name, x) for name in names] for x in pay.lines]

    def heads(self, say: Speech, pay: Payment, names: Sequence[str]) -> list[str]:
        """Return the heads of columns."""
        return Columns(self).heads(say, pay, names)

    def rows(
        self, say: Speech, pay: Payment, names: Sequence[str], sums: Sequence[str] = ()
    ) -> list[list[str]]:
        """Return heads, a row a line, and a last row that sums up the columns in `sums`."""
        found = [self.heads(say, pay, names), *self.cells(say, pay, names)]
        if sums:
            free = next(at for at, name in enumerate(names) if name not in RIGHT)
            last = [_sum(say, pay, name) if name in sums else "" for name in names]
            last[free] = self(say, "sum")
            found.append(last)
        return found

    def listed(self, say: Speech, pay: Payment, *names: str, sums: Sequence[str] = ()) -> Block:
        """Return `rows` as a table."""
        right = tuple(at for at, name in enumerate(names) if name in RIGHT)
        return Block("grid", grid=self.rows(say, pay, names, sums), right=right)

    def _dress(self, rng: random.Random, say: Speech, pays: list[Payment]) -> None:
        """Give all payments names, one currency, and documents and references numbers of one make."""
        stock, at = self.stock, rng.randint(10000, 70000)
        shape, reference = say.pick(stock.shapes, "fifth shape"), say.pick(stock.references, "fifth ref")
        for pay in pays:
            pay.payer, pay.payee = stock.payer(say), say.pick(stock.payees, "fifth payee")
            pay.currency = say.pick(stock.moneys[say.language], "fifth money")
            pay.reference = reference.format(figures(pay.reference))
            for line in pay.lines:
                at += rng.randint(1, 80)
                line.number = shape.format(at)


def _sum(say: Speech, pay: Payment, name: str) -> str:
    own = "net" if name == "amount" else name
    total = sum((getattr(x, own) or Decimal(0) for x in pay.lines), Decimal(0))
    return say.money(total) if total else ""


@cache
def _words(folder: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for path in sorted(Path(__file__).with_name(folder).glob("*.yaml")):
        found |= yaml.safe_load(path.read_text(encoding="utf-8"))
    return found

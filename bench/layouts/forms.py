"""The layouts as sheets of paper: each form returns blocks that every renderer knows how to draw."""

import importlib
import pkgutil
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from bench.layouts.speech import Speech
from bench.layouts.truth import Line, Payment

Grid = list[list[str]]


@dataclass
class Block:
    """What stands in one place of a sheet.

    kind: text (lines), para (running text, wrapped by the renderer), pairs (label and value), grid (a table
    whose first `heads` rows are headers), page (a new page), part (a new sheet of a workbook or a heading),
    foot (small print at the bottom of every page).
    """

    kind: str
    lines: list[str] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    grid: Grid = field(default_factory=list)
    heads: int = 1
    right: tuple[int, ...] = ()
    place: str = "beside"
    """For pairs: beside, below, above (the value over its label), colon."""
    wide: tuple[int, ...] = ()
    """Rows of a grid whose first cell runs over the whole width."""


@dataclass
class Sheet:
    """What a document shows and which payments are true."""

    blocks: list[Block]
    payments: list[Payment]
    shown: frozenset[str]
    """Which line columns the document states; "method" where that of the payment is known."""
    layout: str = "table"
    drawn: tuple[str, bytes] | None = None
    """(kind, bytes) where the form draws itself."""
    open: frozenset[str] = frozenset()
    """Fields of lines, or of the payment, about which two careful readers may differ: not compared."""


Form = Callable[[random.Random, Speech, list[Payment]], Sheet]


@dataclass(frozen=True)
class Recipe:
    """A form with what its payments must hold."""

    make: Form
    fewest: int
    most: int
    payments: int
    reductions: str
    """both, discount or none."""
    credits: bool
    unfit: frozenset[str]
    """Media that nobody would write this form in."""
    held_out: str = ""
    """The set of forms held out that it belongs to, "" for none."""
    languages: tuple[str, ...] = ()
    """The languages that it speaks, () for all."""

    @property
    def draws_itself(self) -> bool:
        """Whether the form brings its own way of drawing."""
        return OWN in self.unfit


OWN = "own"
"""The medium of forms that draw themselves; as `unfit`: no other medium suits."""
RECIPES: dict[str, Recipe] = {}
HELD_OUT = ("unseen", "unseen2", "unseen3", "unseen4", "unseen5", "unseen6")
"""The sets of forms held out, each a package beside this file, the newest last."""
SHEETS_UNFIT = frozenset({"csv", "xlsx"})
"""For letters and stubs."""
PAPER_ONLY = frozenset({"csv", "xlsx", "text", "html"})


def form(
    name: str,
    fewest: int = 2,
    most: int = 12,
    payments: int = 1,
    reductions: str = "both",
    *,
    credits: bool = True,
    unfit: frozenset[str] = frozenset(),
) -> Callable[[Form], Form]:
    """Register a form under its name."""

    def keep(made: Form) -> Form:
        if name in RECIPES:
            raise ValueError(f"two forms are called {name}")
        held_out = next((one for one in HELD_OUT if f".{one}." in made.__module__), "")
        RECIPES[name] = Recipe(made, fewest, most, payments, reductions, credits, unfit, held_out)
        return made

    return keep


def recipes(*, unseen: bool | str | None = None) -> dict[str, Recipe]:
    """Return every form by name: all, those held out in one set (True: the first), or only the others."""
    for package in (f"bench.layouts.{name}" for name in ("structures", *HELD_OUT)):
        paths = importlib.import_module(package).__path__
        for module in sorted(found.name for found in pkgutil.iter_modules(paths)):
            importlib.import_module(f"{package}.{module}")
    wanted = HELD_OUT[0] if unseen is True else unseen or ""
    return {name: one for name, one in RECIPES.items() if unseen is None or one.held_out == wanted}


def head(say: Speech, pay: Payment, place: str = "beside", with_total: bool = True) -> list[Block]:
    """Return letterhead, title and the payment's own values."""
    pairs = [(say("ref"), pay.reference), (say("day"), say.day(pay.day)), (say("currency"), pay.currency)]
    if pay.method:
        pairs.append((say("method"), say(pay.method)))
    if with_total and pay.total is not None:
        pairs.append((say("total"), say.money(pay.total)))
    return [
        Block("text", [pay.payer, "12 Quay Road"]),
        Block("text", [say("title")]),
        Block("pairs", pairs=[(say("payee"), pay.payee), *pairs], place=place),
    ]


def lead(say: Speech, pay: Payment, *, with_total: bool = False, skip: tuple[str, ...] = ()) -> list[Block]:
    """Return a letterhead and the payment's values, arranged as the layout's look has it."""
    pairs = [
        (name, pair)
        for name, pair in (
            ("payee", (say("payee"), pay.payee)),
            ("ref", (say("ref"), pay.reference)),
            ("day", (say("day"), say.day(pay.day))),
            ("currency", (say("currency"), pay.currency)),
            ("method", (say("method"), say(pay.method) if pay.method else "")),
            ("total", (say("total"), say.money(pay.total))),
        )
        if name not in skip and pair[1] and (name != "total" or with_total)
    ]
    order = pairs if say.pick([True, False], "order") else [*pairs[1:], pairs[0]]
    place = say.pick(["beside", "colon", "below", "colon", "beside"], "place")
    letterhead = Block(
        "text", [pay.payer, *say.pick([["12 Quay Road"], [], ["Dock 4 · 40210 Westmere"]], "street")]
    )
    title = Block("text", [say("title")])
    first = [title, letterhead] if say.pick([False, False, True], "title") else [letterhead, title]
    return [*first, Block("pairs", pairs=[pair for _, pair in order], place=place)]


COLUMNS: dict[str, Callable[[Speech, Line], str]] = {
    "number": lambda s, x: x.number or "",
    "date": lambda s, x: s.day(x.day),
    "po": lambda s, x: x.po or "",
    "gross": lambda s, x: s.money(x.gross),
    "discount": lambda s, x: s.money(x.discount),
    "deduction": lambda s, x: s.money(x.deduction),
    "reason": lambda s, x: x.reason or "",
    "net": lambda s, x: s.money(x.net),
    "type": lambda s, x: s("cn" if x.kind == "credit_note" else "inv"),
    "amount": lambda s, x: s.money(x.net),
}
MONEY = frozenset({"gross", "discount", "deduction", "net", "amount"})
ALL = ["number", "date", "gross", "discount", "deduction", "reason", "net"]
BASE = frozenset({"number", "date", "gross", "discount", "net"})


def cells(say: Speech, columns: list[str], line: Line) -> list[str]:
    """Return a line's cells."""
    return [COLUMNS[column](say, line) for column in columns]


def table(say: Speech, columns: list[str], lines: list[Line]) -> Block:
    """Return a table with one row a line."""
    grid = [[say(column) for column in columns]] + [cells(say, columns, line) for line in lines]
    return Block("grid", grid=grid, right=tuple(i for i, c in enumerate(columns) if c in MONEY))


def total_row(say: Speech, block: Block, amount: Decimal | None, word: str = "total") -> None:
    """Write a sum under a table."""
    width = len(block.grid[0])
    block.grid.append([say(word)] + [""] * (width - 2) + [say.money(amount)])


def net_of(lines: list[Line]) -> Decimal:
    """Return what lines add up to."""
    return sum((line.net or Decimal(0) for line in lines), Decimal(0))

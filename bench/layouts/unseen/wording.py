"""Words of the forms held out, and the ways in which they open a sheet."""

import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

from bench.layouts.forms import MONEY, Block
from bench.layouts.speech import Speech
from bench.layouts.truth import Line, Payment

D = Decimal
CENT = D("0.01")
NET = frozenset({"method", "number", "date"})
"""What a form shows that prints number, day and one amount."""
REDUCED = NET | {"gross", "discount"}


def told(say: Speech, key: str, **values: str) -> str:
    """Return a word or sentence in the layout's language, its values filled in."""
    known = _words()[key][say.language]
    said = known if isinstance(known, str) else say.pick(known, f"held{key}")
    return said.format(**values) if values else said


def summed(say: Speech, pay: Payment, amount: Decimal | None) -> str:
    """Return an amount with the payment's currency, before or behind."""
    money = say.money(amount)
    return say.pick([f"{money} {pay.currency}", f"{pay.currency} {money}"], "held sign")


def own_pairs(say: Speech, pay: Payment, *, total: bool, skip: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """Return the payment's values at their labels, those that it has."""
    values = {
        "payee": pay.payee,
        "ref": pay.reference,
        "day": say.day(pay.day),
        "method": told(say, pay.method) if pay.method else "",
        "currency": pay.currency,
        "total": summed(say, pay, pay.total) if total else "",
    }
    return [(told(say, name), value) for name, value in values.items() if value and name not in skip]


def opening(say: Speech, pay: Payment, *, total: bool = False, skip: tuple[str, ...] = ()) -> list[Block]:
    """Return who pays, a title and the payment's values: a grid of labels, pairs, or a grid of two rows."""
    pairs = own_pairs(say, pay, total=total, skip=skip)
    way = say.pick(["four", "colon", "rows", "beside", "above", "four"], "held opening")
    if way == "four":
        halves = [*pairs, ("", "")] if len(pairs) % 2 else pairs
        cells = [[*halves[at], *halves[at + 1]] for at in range(0, len(halves), 2)]
        body = Block("grid", grid=cells, heads=0)
    elif way == "rows":
        body = Block("grid", grid=[[a for a, _ in pairs], [b for _, b in pairs]], heads=0)
    else:
        body = Block("pairs", pairs=pairs, place=way)
    who = [pay.payer, told(say, "street")]
    if say.pick([True, False, False], "held who"):
        return [
            Block("text", [told(say, "title")]),
            Block("text", [f"{told(say, 'payer')}: {pay.payer}"]),
            body,
        ]
    return [Block("text", who), Block("text", [told(say, "title")]), body]


def value(say: Speech, column: str, line: Line) -> str:
    """Return one cell of a line."""
    money = {"gross": line.gross, "discount": line.discount, "deduction": line.deduction}
    if column in ("net", "amount"):
        return say.money(line.net)
    if column in money:
        return say.money(money[column])
    if column == "kind":
        return told(say, {"credit_note": "cn", "debit_note": "dn"}.get(line.kind, "inv"))
    return {"number": line.number, "date": say.day(line.day), "po": line.po, "reason": line.reason}[
        column
    ] or ""


def rows_of(say: Speech, columns: list[str], lines: list[Line]) -> Block:
    """Return a table of lines under heads in the words of this package."""
    grid = [[told(say, column) for column in columns]]
    grid += [[value(say, column, line) for column in columns] for line in lines]
    return Block("grid", grid=grid, right=tuple(i for i, c in enumerate(columns) if c in MONEY))


def closing(say: Speech, pay: Payment, key: str = "total") -> Block:
    """Return the payment's sum at its label."""
    return Block("pairs", pairs=[(told(say, key), summed(say, pay, pay.total))], place="colon")


def sum_row(say: Speech, block: Block, amount: Decimal | None, key: str = "sum") -> None:
    """Write a sum into the last column of a table."""
    block.grid.append([told(say, key)] + [""] * (len(block.grid[0]) - 2) + [say.money(amount)])


def size(line: Line) -> Decimal:
    """Return the net amount without its sign."""
    return abs(line.net or D(0))


def taken(line: Line) -> bool:
    """Tell whether a line lessens the payment."""
    return (line.net or D(0)) < 0


def like(number: str, figures: int) -> str:
    """Return another number of the same make."""
    return re.sub(r"\d{5}", str(figures), number, count=1)


@cache
def _words() -> dict[str, dict[str, str | list[str]]]:
    found: dict[str, dict[str, str | list[str]]] = {}
    for path in sorted(Path(__file__).with_name("words").glob("*.yaml")):
        found |= yaml.safe_load(path.read_text(encoding="utf-8"))
    return found

"""Writes the columns of lines in the words of a set of forms."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bench.layouts.speech import Speech
from bench.layouts.truth import Line, Payment


class Wording(Protocol):
    """What a set calls things: `key` in the language of `say`, with values to fill in."""

    def __call__(self, say: Speech, key: str, **values: str) -> str:
        """Return the words."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The heads and values of lines in the words of one set."""

    wording: Wording

    def cell(self, say: Speech, name: str, line: Line) -> str:
        """Return one value of a line; amount is its net."""
        if name in ("number", "doc"):
            return line.number or ""
        if name in ("date", "doc_date"):
            return say.day(line.day)
        if name in ("po", "reason"):
            return getattr(line, name) or ""
        if name == "kind":
            return self.wording(say, "cn" if line.kind == "credit_note" else "inv")
        return say.money(line.net if name == "amount" else getattr(line, name))

    def heads(self, say: Speech, pay: Payment, names: Sequence[str]) -> list[str]:
        """Return the heads of columns."""
        return [
            self.wording(say, n, c=pay.currency) if n == "amount" else self.wording(say, n) for n in names
        ]

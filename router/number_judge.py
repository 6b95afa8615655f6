"""Judges without a ledger which numbers are invoices and which orders, by weights learnt from mails."""

import json
import math
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "learned" / "model" / "numbers.json"
"""The weights that ship with the program."""


class Kind(StrEnum):
    """What a number is."""

    NONE = "none"
    INVOICE = "invoice"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class NumberWeights:
    """What each mark says for an invoice and for an order, against a number that is neither."""

    marks: Mapping[int, tuple[float, float]]
    """By `hashed` mark."""
    bias: tuple[float, float]
    least: float
    """Probability below which a number counts as none."""

    def kind(self, marks: Sequence[str]) -> Kind:
        """Return what a number of these marks is, `NONE` where that is not sure enough."""
        _, invoice, order = self.shares(marks)
        if max(invoice, order) < self.least:
            return Kind.NONE
        return Kind.INVOICE if invoice >= order else Kind.ORDER

    def shares(self, marks: Sequence[str]) -> tuple[float, float, float]:
        """Return the probabilities (none, invoice, order)."""
        invoice, order = self.bias
        for key in {hashed(mark) for mark in marks}:
            for_invoice, for_order = self.marks.get(key, (0.0, 0.0))
            invoice, order = invoice + for_invoice, order + for_order
        highest = max(0.0, invoice, order)
        parts = [math.exp(score - highest) for score in (0.0, invoice, order)]
        none, invoice, order = (part / sum(parts) for part in parts)
        return none, invoice, order


def hashed(mark: str) -> int:
    """Return the number under which the weight of a mark is kept."""
    return zlib.crc32(mark.encode("utf-8"))


@cache
def shipped_weights() -> NumberWeights | None:
    """Return the weights that ship with the program; None: the rules alone judge."""
    if not FILE.is_file():
        return None
    return from_text(FILE.read_text(encoding="utf-8"))


def as_text(weights: NumberWeights) -> str:
    """Return the weights as JSON, in order."""
    told = {str(key): [round(one, 3) for one in pair] for key, pair in sorted(weights.marks.items())}
    about = {"least": weights.least, "bias": [round(one, 3) for one in weights.bias]}
    return json.dumps(about | {"marks": told}, separators=(",", ":")) + "\n"


def from_text(text: str) -> NumberWeights:
    """Return what `as_text` wrote."""
    told = json.loads(text)
    marks = {int(key): (float(pair[0]), float(pair[1])) for key, pair in told["marks"].items()}
    return NumberWeights(marks, (float(told["bias"][0]), float(told["bias"][1])), float(told["least"]))

"""How a line finds its open item: one file a strategy, tried from the strongest evidence down.

A strategy is run over all lines before the next one, so that a weak one never takes an item
that another line names outright. Every one of them starts from a number: an amount alone only suggests.
"""

from collections.abc import Callable

from matching.books import Books, Entry, Finding
from matching.strategies import (
    exact_number,
    foreign_number,
    normalised_number,
    repaired_number,
    shortened_number,
)

Strategy = Callable[[Entry, Books], Finding | None]

STRATEGIES: tuple[Strategy, ...] = (
    exact_number.find,  #       the number as the ledger writes it, the payer's own item
    normalised_number.find,  #  the same number in other spelling
    shortened_number.find,  #   prefix dropped or added: unique, and long or of the same amount
    repaired_number.find,  #    a misread or mistyped digit: unique, and of the same amount
    foreign_number.find,  #     another customer's item: parent pays for child
)

"""Finds customers' names and aliases in a text, the longest first, by a trie of words over all customers."""

# ruff: noqa: E501 - word lists in patterns read better unbroken

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from domain.ledger import Customer, Ledger
from domain.sentences import fold

_LEGAL_FORMS = re.compile(
    r"[\s,]+(?:gmbh(?:\s*&\s*co\.?\s*kg)?|ag|kg|ohg|e\.?\s?k|se|ug|ltd|limited|plc|llp|llc|inc|corp(?:oration)?|co|company|sa|s\.a\.?|sas|sarl|s\.?a\.?r\.?l|eurl|snc"
    r"|s\.?l\.?u?|s\.?p\.?a|s\.?r\.?l|b\.?v|n\.?v|lda|s\.?a\.?|ltda|ab|as|a/s|oy|aps|pty)\.?\s*$"
)
_SHORTEST = 5
"""Letters; a shorter name is a word too often."""
_KEPT = 4


def named_customers(text: str, ledger: Ledger) -> tuple[tuple[str, str], ...]:
    """Return (customer_id, name as registered) of each customer that the text names; a shared name names none.

    Of names within names the longest counts: "Nordlicht Handel Süd" does not name "Nordlicht Handel".
    """
    found: dict[str, str] = {}
    for owners in _spoken(_words(text), _index(_Customers(ledger.customers))):
        if len(owners) == 1:
            found.setdefault(owners[0].customer_id, owners[0].name)
    return tuple(found.items())


@dataclass(frozen=True, slots=True)
class _Index:
    owners: dict[str, tuple[Customer, ...]]
    """Customers by folded name."""
    lengths: dict[str, tuple[int, ...]]
    """How many words the names have that begin with a word, the longest first."""


class _Customers:
    """The customers of one ledger, compared by identity: a ledger never changes."""

    def __init__(self, customers: tuple[Customer, ...]) -> None:
        self.customers = customers

    def __hash__(self) -> int:
        return id(self.customers)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Customers) and self.customers is other.customers


@lru_cache(maxsize=_KEPT)
def _index(known: _Customers) -> _Index:
    owners: dict[str, tuple[Customer, ...]] = {}
    lengths: dict[str, set[int]] = defaultdict(set)
    for customer in known.customers:
        for name in _spellings(customer):
            owners[name] = (*owners.get(name, ()), customer)
            words = name.split(" ")
            lengths[words[0]].add(len(words))
    return _Index(owners, {word: tuple(sorted(counts, reverse=True)) for word, counts in lengths.items()})


def _spoken(words: list[str], index: _Index) -> Iterator[tuple[Customer, ...]]:
    """Yield the owners of each name from left to right, no word taken twice."""
    place = 0
    while place < len(words):
        step = 1
        for length in index.lengths.get(words[place], ()):
            owners = index.owners.get(" ".join(words[place : place + length]))
            if owners and place + length <= len(words):
                yield owners
                step = length
                break
        place += step


def _spellings(customer: Customer) -> set[str]:
    spelt = set()
    for name in (customer.name, *customer.aliases):
        plain = " ".join(_words(name))
        bare = " ".join(_words(_LEGAL_FORMS.sub("", fold(name).strip())))
        spelt |= {one for one in (plain, bare) if len(one) >= _SHORTEST}
    return spelt


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+|&", fold(text))

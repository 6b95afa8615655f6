"""Finds customers' names and aliases in a text, the longest first, with spaCy's PhraseMatcher over all of them."""

# ruff: noqa: E501 - word lists in patterns read better unbroken

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

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
    for owners in _spoken(_words(text), _matcher(_Customers(ledger.customers))):
        if len(owners) == 1:
            found.setdefault(owners[0].customer_id, owners[0].name)
    return tuple(found.items())


class _Customers:
    """The customers of one ledger, compared by identity: a ledger never changes."""

    def __init__(self, customers: tuple[Customer, ...]) -> None:
        self.customers = customers

    def __hash__(self) -> int:
        return id(self.customers)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Customers) and self.customers is other.customers


@dataclass(frozen=True, slots=True)
class _Matcher:
    """What spaCy looks with; loaded where a name is looked for, for it takes a while."""

    vocabulary: Any
    phrases: Any
    owners: dict[str, tuple[Customer, ...]]
    """Customers by folded name."""


@lru_cache(maxsize=_KEPT)
def _matcher(known: _Customers) -> _Matcher:
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    owners: dict[str, tuple[Customer, ...]] = {}
    for customer in known.customers:
        for name in _spellings(customer):
            owners[name] = (*owners.get(name, ()), customer)
    vocabulary = Vocab()
    phrases = PhraseMatcher(vocabulary)
    phrases.add("customer", [Doc(vocabulary, words=name.split(" ")) for name in owners])
    return _Matcher(vocabulary, phrases, owners)


def _spoken(words: list[str], matcher: _Matcher) -> Iterator[tuple[Customer, ...]]:
    """Yield the owners of each name from left to right, no word taken twice."""
    from spacy.tokens import Doc
    from spacy.util import filter_spans

    document = Doc(matcher.vocabulary, words=words)
    for span in filter_spans(matcher.phrases(document, as_spans=True)):
        yield matcher.owners[" ".join(token.text for token in span)]


def _spellings(customer: Customer) -> set[str]:
    spelt = set()
    for name in (customer.name, *customer.aliases):
        plain = " ".join(_words(name))
        bare = " ".join(_words(_LEGAL_FORMS.sub("", fold(name).strip())))
        spelt |= {one for one in (plain, bare) if len(one) >= _SHORTEST}
    return spelt


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+|&", fold(text))

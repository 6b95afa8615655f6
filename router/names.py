"""Finds customers' names and aliases in a text with spaCy's PhraseMatcher, loaded only when it is needed."""

# ruff: noqa: E501 - word lists in patterns read better unbroken

import re
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
    """Return (customer_id, name as registered) of each customer that the text names; a shared name names none."""
    tokens, matcher, owners = _matcher(_Names(ledger.customers))
    found: dict[str, str] = {}
    document = tokens(_plain(text))
    for _, start, end in matcher(document):
        of_name = owners[document[start:end].text]
        if len(of_name) == 1:
            customer = of_name[0]
            found.setdefault(customer.customer_id, customer.name)
    return tuple(found.items())


class _Names:
    """The customers of one ledger, compared by identity: a ledger never changes."""

    def __init__(self, customers: tuple[Customer, ...]) -> None:
        self.customers = customers

    def __hash__(self) -> int:
        return id(self.customers)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Names) and self.customers is other.customers


@lru_cache(maxsize=_KEPT)
def _matcher(names: _Names) -> tuple[Any, Any, dict[str, tuple[Customer, ...]]]:
    import spacy
    from spacy.matcher import PhraseMatcher

    tokens = spacy.blank("xx")
    owners: dict[str, tuple[Customer, ...]] = {}
    for customer in names.customers:
        for name in _spellings(customer):
            if customer not in owners.get(name, ()):
                owners[name] = (*owners.get(name, ()), customer)
    matcher = PhraseMatcher(tokens.vocab)
    matcher.add("customer", list(tokens.pipe(owners)))
    return tokens, matcher, {tokens(name).text: found for name, found in owners.items()}


def _spellings(customer: Customer) -> set[str]:
    spelt = set()
    for name in (customer.name, *customer.aliases):
        plain = _plain(name)
        bare = _plain(_LEGAL_FORMS.sub("", fold(name).strip()))
        spelt |= {one for one in (plain, bare) if len(one) >= _SHORTEST}
    return spelt


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+|&", fold(text)))

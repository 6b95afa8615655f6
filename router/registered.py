"""Finds customers by the VAT ids and IBANs that a text states, however many customers there are."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from domain.ledger import Customer, Ledger

_SHORTEST = 8
"""Letters and digits; a shorter number proves nothing."""
_LONGEST = 34
_KEPT = 4
_RUN = re.compile(r"[A-Za-z0-9]+(?:[ .\u00a0-]{1,2}[A-Za-z0-9]+)*")


def by_vat_id(text: str, ledger: Ledger) -> tuple[Customer, ...]:
    """Return the customers whose VAT id the text states, each once."""
    return _found(text, _vat_ids(_Customers(ledger.customers)))


def by_iban(text: str, ledger: Ledger) -> tuple[Customer, ...]:
    """Return the customers one of whose IBANs the text states, each once."""
    return _found(text, _ibans(_Customers(ledger.customers)))


class _Customers:
    """The customers of one ledger, compared by identity: a ledger never changes."""

    def __init__(self, customers: tuple[Customer, ...]) -> None:
        self.customers = customers

    def __hash__(self) -> int:
        return id(self.customers)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Customers) and self.customers is other.customers


Index = tuple[dict[str, tuple[Customer, ...]], tuple[int, ...]]
"""Customers by bare number, and the lengths that such numbers have."""


@lru_cache(maxsize=_KEPT)
def _vat_ids(known: _Customers) -> Index:
    return _index((customer.vat_id or "", customer) for customer in known.customers)


@lru_cache(maxsize=_KEPT)
def _ibans(known: _Customers) -> Index:
    return _index((iban, customer) for customer in known.customers for iban in customer.ibans)


def _index(pairs: Iterator[tuple[str, Customer]]) -> Index:
    owners: dict[str, list[Customer]] = defaultdict(list)
    for number, customer in pairs:
        bare = _bare(number)
        if _SHORTEST <= len(bare) <= _LONGEST:
            owners[bare].append(customer)
    return {bare: tuple(found) for bare, found in owners.items()}, tuple(sorted({len(one) for one in owners}))


def _found(text: str, index: Index) -> tuple[Customer, ...]:
    owners, lengths = index
    found: dict[str, Customer] = {}
    for start, run in _starts(text):
        for length in lengths:
            for customer in owners.get(run[start : start + length], ()):
                found.setdefault(customer.customer_id, customer)
    return tuple(found.values())


def _starts(text: str) -> Iterator[tuple[int, str]]:
    """Yield each place where a number may begin, in the run of letters and digits around it."""
    for match in _RUN.finditer(text):
        if not any(letter.isdigit() for letter in match.group()):
            continue
        place = 0
        run = _bare(match.group())
        for word in re.findall(r"[A-Za-z0-9]+", match.group()):
            yield place, run
            place += len(word)


def _bare(number: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", number).upper()

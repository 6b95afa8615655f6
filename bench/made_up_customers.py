"""Ledgers of customers whose names, domains and contacts are easily confused, and mails of theirs."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from bench.figure import SEED
from domain.ledger import Contact, Customer, Ledger, OpenItem
from domain.mail import Address, Forwarded, Mail
from domain.words import DocumentType

_FIRST = (
    "Norlin",
    "Ostrave",
    "Quillmere",
    "Talvera",
    "Brennick",
    "Caldora",
    "Ferncast",
    "Grantleigh",
    "Halvorn",
    "Istrane",
    "Jorvell",
    "Kestrane",
    "Lundmere",
    "Morvane",
    "Nethral",
    "Orsolta",
    "Pellwick",
    "Rostane",
    "Silvane",
    "Thornett",
    "Ulmeran",
    "Vantrell",
    "Westrane",
    "Yarlow",
    "Zembra",
)
_TRADE = (
    "Handel",
    "Bau",
    "Technik",
    "Foods",
    "Textiles",
    "Logistics",
    "Energy",
    "Papers",
    "Metals",
    "Gardens",
    "Optics",
    "Marine",
)
_PLACE = ("", "Nord", "Sud", "Holding", "Services", "International", "& Sons")
_FORM = ("GmbH", "Ltd", "SA", "SARL", "S.r.l.", "BV", "Lda", "S.L.")
_FREE = ("gmail.com", "outlook.com", "gmx.de", "orange.fr", "libero.it")
_HUNDRED = Decimal("100.00")
_GROUP = 7
"""Every seventh customer is a child of the one before it and shares its domain."""
_SHARED = 11
"""Every eleventh shares its contact, a bookkeeper, with the next."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One mail, the numbers it names, and whom it comes from; None where nobody can tell."""

    mail: Mail
    numbers: tuple[str, ...]
    customer_id: str | None
    kind: str


def made_up_ledger(count: int) -> Ledger:
    """Return a ledger of so many customers, four documents each."""
    customers = tuple(_customer(place) for place in range(count))
    return Ledger(
        customers=customers,
        contacts=tuple(contact for place in range(count) for contact in _contacts(place, count)),
        open_items=tuple(
            OpenItem(number, customers[place].customer_id, DocumentType.INVOICE, "EUR", _HUNDRED, _HUNDRED)
            for place in range(count)
            for number in _numbers(place)
        ),
    )


def made_up_mails(ledger: Ledger, count: int) -> Iterator[Sent]:
    """Yield so many mails of every kind in turn."""
    chance = random.Random(SEED)
    kinds = tuple(_KINDS.items())
    for turn in range(count):
        name, kind = kinds[turn % len(kinds)]
        mail, numbers, truth = kind(ledger, chance)
        yield Sent(mail, numbers, truth, name)


def _customer(place: int) -> Customer:
    child = _is_child(place)
    return Customer(
        f"C{place:05}",
        _name(place),
        aliases=(f"{_name(place).split()[0]}{place:05} Group",),
        email_domains=(_domain(place - 1 if child else place),),
        vat_id=f"DE{place + 100_000_000}",
        ibans=(f"DE{place % 90 + 10}1111{place:014}",),
        parent_id=f"C{place - 1:05}" if child else None,
    )


def _name(place: int) -> str:
    first, rest = place % len(_FIRST), place // len(_FIRST)
    trade, rest = rest % len(_TRADE), rest // len(_TRADE)
    words = (_FIRST[first], _TRADE[trade], _PLACE[rest % len(_PLACE)], _FORM[place % len(_FORM)])
    return " ".join(word for word in words if word)


def _domain(place: int) -> str:
    return f"{_FIRST[place % len(_FIRST)].lower()}-{place}.example"


def _is_child(place: int) -> bool:
    return place % _GROUP == _GROUP - 1


def _contacts(place: int, count: int) -> Iterator[Contact]:
    yield Contact(f"C{place:05}", f"ap{place}@{_domain(place)}", f"Person {place}")
    if place % _SHARED == 0 and place + 1 < count:
        for owner in (place, place + 1):
            yield Contact(f"C{owner:05}", f"books{place}@ledgerhands.example", "Bookkeeper")


def _numbers(place: int) -> tuple[str, ...]:
    return tuple(f"INV-{place * 4 + step + 100_000}" for step in range(4))


def _plain_place(ledger: Ledger, chance: random.Random) -> int:
    """Return a customer that neither is nor has a child."""
    while True:
        place = chance.randrange(len(ledger.customers) - 1)
        if not _is_child(place) and not _is_child(place + 1):
            return place


def _child_place(ledger: Ledger, chance: random.Random) -> int:
    return chance.randrange(1, len(ledger.customers) // _GROUP) * _GROUP - 1


def _shared_place(ledger: Ledger, chance: random.Random) -> int:
    return chance.randrange(len(ledger.customers) // _SHARED - 1) * _SHARED


def _mail(sender: str, text: str, signature: str = "") -> Mail:
    return Mail(
        raw_sha256="",
        identity="",
        size=1,
        message_id=None,
        subject="Your invoices",
        date=None,
        senders=(Address(sender),),
        from_fields=1,
        new_text=text,
        signature=signature,
    )


Made = tuple[Mail, tuple[str, ...], str | None]
_ASKS = "Could you please look into this and let us know?"


def _free(chance: random.Random) -> str:
    return f"someone{chance.randrange(10**6)}@{chance.choice(_FREE)}"


def _contact(ledger: Ledger, chance: random.Random) -> Made:
    place = _plain_place(ledger, chance)
    return _mail(f"ap{place}@{_domain(place)}", _ASKS), (), f"C{place:05}"


def _colleague(ledger: Ledger, chance: random.Random) -> Made:
    place = _plain_place(ledger, chance)
    return _mail(f"new.person@mail.{_domain(place)}", _ASKS), (), f"C{place:05}"


def _private_with_number(ledger: Ledger, chance: random.Random) -> Made:
    place = _plain_place(ledger, chance)
    return _mail(_free(chance), _ASKS), _numbers(place)[:2], f"C{place:05}"


def _private_with_name(ledger: Ledger, chance: random.Random) -> Made:
    place = chance.randrange(len(ledger.customers))
    return _mail(_free(chance), _ASKS, f"Best regards\nPat\n{_name(place)}"), (), f"C{place:05}"


def _private_with_alias(ledger: Ledger, chance: random.Random) -> Made:
    customer = chance.choice(ledger.customers)
    return _mail(_free(chance), f"This is {customer.aliases[0]}. {_ASKS}"), (), customer.customer_id


def _private_with_vat(ledger: Ledger, chance: random.Random) -> Made:
    customer = chance.choice(ledger.customers)
    written = f"{(customer.vat_id or '')[:2]} {(customer.vat_id or '')[2:]}"
    return _mail(_free(chance), _ASKS, f"VAT no. {written}"), (), customer.customer_id


def _private_with_iban(ledger: Ledger, chance: random.Random) -> Made:
    customer = chance.choice(ledger.customers)
    iban = customer.ibans[0]
    written = " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))
    return _mail(_free(chance), f"We paid from {written}. {_ASKS}"), (), customer.customer_id


def _private_alone(ledger: Ledger, chance: random.Random) -> Made:
    return _mail(_free(chance), _ASKS), (), None


def _group_alone(ledger: Ledger, chance: random.Random) -> Made:
    place = _child_place(ledger, chance)
    return _mail(f"clerk@{_domain(place - 1)}", _ASKS), (), None


def _group_with_number(ledger: Ledger, chance: random.Random) -> Made:
    place = _child_place(ledger, chance)
    return _mail(f"clerk@{_domain(place - 1)}", _ASKS), _numbers(place)[:1], f"C{place:05}"


def _parent_pays_for_child(ledger: Ledger, chance: random.Random) -> Made:
    place = _child_place(ledger, chance)
    return _mail(f"ap{place - 1}@{_domain(place - 1)}", _ASKS), _numbers(place)[:2], f"C{place - 1:05}"


def _bookkeeper_alone(ledger: Ledger, chance: random.Random) -> Made:
    place = _shared_place(ledger, chance)
    return _mail(f"books{place}@ledgerhands.example", _ASKS), (), None


def _bookkeeper_with_number(ledger: Ledger, chance: random.Random) -> Made:
    place = _shared_place(ledger, chance)
    return _mail(f"books{place}@ledgerhands.example", _ASKS), _numbers(place)[:1], f"C{place:05}"


def _passed_on(ledger: Ledger, chance: random.Random) -> Made:
    place = _plain_place(ledger, chance)
    original = Forwarded(Address(f"ap{place}@{_domain(place)}"), text=_ASKS, bare=True)
    mail = _mail("colleague@ourselves.example", "see below")
    return replace(mail, original=original, forwarded=(original,)), (), f"C{place:05}"


def _contradicted(ledger: Ledger, chance: random.Random) -> Made:
    one, other = _plain_place(ledger, chance), _plain_place(ledger, chance)
    truth = f"C{one:05}" if one == other else None
    return _mail(f"new@{_domain(one)}", _ASKS), _numbers(other)[:2], truth


def _two_named(ledger: Ledger, chance: random.Random) -> Made:
    one, other = chance.sample(range(len(ledger.customers)), 2)
    return _mail(_free(chance), f"{_name(one)} and {_name(other)} have merged. {_ASKS}"), (), None


_KINDS: dict[str, Callable[[Ledger, random.Random], Made]] = {
    "registered contact": _contact,
    "colleague of the domain": _colleague,
    "free mail with a number": _private_with_number,
    "free mail with a name": _private_with_name,
    "free mail with an alias": _private_with_alias,
    "free mail with a VAT id": _private_with_vat,
    "free mail with an IBAN": _private_with_iban,
    "free mail alone": _private_alone,
    "group domain alone": _group_alone,
    "group domain with a child's number": _group_with_number,
    "parent's contact about a child": _parent_pays_for_child,
    "shared contact alone": _bookkeeper_alone,
    "shared contact with a number": _bookkeeper_with_number,
    "passed on by ourselves": _passed_on,
    "domain against numbers": _contradicted,
    "two names": _two_named,
}

"""Settles which document a candidate number means, in the ledger's spelling where the ledger holds it."""

# ruff: noqa: E501 - word lists in patterns read better unbroken

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from domain.ledger import Ledger, OpenItem
from domain.numbers import digit_tail, last_run, number_key
from router.candidates import Candidate
from router.endings import amount_beside, called_alone, follows_a_number
from router.number_judge import Kind
from router.written import (
    ABOUT_ORDERS,
    BARE_DIGITS,
    FEWEST_DIGITS,
    YEAR,
    as_written,
    between,
    digits_of,
    shape_of,
    spelled,
    written,
)

_LONGEST_RANGE = 30
_LAST_RUN = re.compile(r"(\d+)\D*$")
_SHORT_YEAR = re.compile(r"([A-Za-z]{1,3})-?(?:20)?(\d\d)[ ](\d{1,5})")
_NUMBER_WORDS = re.compile(r"(?i)^[a-z]{1,12}[ .:#]*(?:n[°ºor]?[.]?[ ]?)?(?=\d)")
_DOTTED = re.compile(r"\d{1,100}+(?:\.\d{1,100}+){1,50}")
"""Digits and dots, which may be a version, a code or a part of a longer number."""
_HYPHENED = re.compile(r"([A-Za-z]{0,6}[-.]?\d{3,100})[-–]([0-9]{3,100})")
_OWN_MARK = re.compile(r"(?i)[a-z]{2,6}[-/](\d{7,12})")
"""A long number behind letters of the writer's own: "ABC-5100023744"."""
_ABOUT_INVOICES = re.compile(
    r"invoice|\binv\b|\bbills?\b|factur|\bfact\b|rechnung|\brg\b|beleg|fattur|fatur|\bft\b|cop(?:y|ie|ia)|kopie|pdf|\bpaid|\bpay|settle|regl|vire|bezahl|uberw|begl|pag[ao]|bonific"
    r"|betal|resend|send|envoy|schick|mand|cover|credit|avoir|gutschrift|missing|manqu|fehl|falt|manc|ontbre|fire|forward|transfer|wire|chas|remind|relanc|mahn"
)


@dataclass(frozen=True)
class Books:
    """The ledger as a judge of numbers; `customers` are those the sender's address speaks for."""

    ledger: Ledger | None
    customers: frozenset[str] = frozenset()

    @property
    def shapes(self) -> frozenset[str] | None:
        """The forms of the ledger's document numbers, None without a ledger."""
        return _shapes(_Items(self.ledger.open_items)) if self.ledger else None

    def holds_as_written(self, text: str) -> bool:
        """Tell whether a customer that the sender speaks for owns a document of just this spelling."""
        found = self.ledger.items_by_number.get(text.strip(), ()) if self.ledger else ()
        return any(item.customer_id in self.customers for item in found)

    def holds(self, numbers: Sequence[str]) -> bool:
        """Tell whether there are numbers and the ledger holds each of them."""
        known = self.ledger.items_by_number if self.ledger else {}
        return bool(numbers) and all(number in known for number in numbers)

    def settle(self, candidate: Candidate, kind: Kind | None = None) -> tuple[tuple[str, ...], bool]:
        """Return the numbers that the candidate means and whether they are orders; () where it means none.

        `kind` is what it was judged to be where no ledger tells; None: the rules about forms say it.
        """
        whole = candidate.text if candidate.range_end is None else f"{candidate.text}-{candidate.range_end}"
        for text in dict.fromkeys((whole, candidate.text)):
            known, is_order = self._known(text, candidate)
            if known:
                more = self._rest_of_range(candidate, known, is_order) if text == candidate.text else ()
                return (*known, *more), is_order
        if kind is not None:
            candidate = replace(candidate, label=kind.value)
        parts = self._parts(candidate)
        if parts:
            return parts, candidate.label == "order"
        hyphened = _HYPHENED.fullmatch(candidate.text)
        if hyphened and candidate.range_end is None and len(hyphened[2]) == len(digits_of(hyphened[1])):
            ends = Candidate(hyphened[1], candidate.label, hyphened[2], candidate.sentence)
            if between(hyphened[1], hyphened[2], _LONGEST_RANGE):
                return self.settle(ends, kind)
        if kind is not None:
            return spelled(candidate), kind is Kind.ORDER
        return as_written(candidate, self.shapes)

    def _known(self, text: str, candidate: Candidate) -> tuple[tuple[str, ...], bool]:
        if self.ledger is None:
            return (), False
        order_first = candidate.label == "order"
        for spelling in _spellings(text):
            item = self._item(spelling, candidate)
            order = self._order(spelling, candidate)
            if order and (order_first or not item):
                return (order,), True
            if item and (not order_first or self._own_in_full(spelling)):
                return (item,), False
        return (), False

    def _item(self, spelling: str, candidate: Candidate) -> str | None:
        assert self.ledger is not None
        if candidate.label == "other" and spelling.isdigit() and not _OWN_MARK.fullmatch(candidate.text):
            return None
        found = self.ledger.items_by_key.get(number_key(spelling), ())
        if candidate.label != "invoice" and _DOTTED.fullmatch(spelling):
            found = tuple(item for item in found if item.document_number == spelling)
        if candidate.label == "other" and self.customers:
            found = tuple(item for item in found if item.customer_id in self.customers)
        if found and (candidate.label == "invoice" or not _weak(spelling) or self._speaks(found, candidate)):
            return self._one(found)
        digits = spelling if spelling.isdigit() else digit_tail(spelling)
        if not spelling.isdigit() or len(digits.lstrip("0")) < FEWEST_DIGITS:
            return None
        running = self._own_running(digits, candidate) or self._own_end(digits, candidate)
        if running is not None:
            return running
        if candidate.label != "invoice" and (len(digits) < BARE_DIGITS or YEAR.fullmatch(digits)):
            return None
        tails = self.ledger.items_by_tail.get(digits.lstrip("0"), ())
        own = tuple(item for item in tails if item.customer_id in self.customers)
        chosen = own or tails
        if len({item.document_number for item in chosen}) != 1 or not self._speaks(chosen, candidate):
            return None
        return chosen[0].document_number

    def _own_running(self, digits: str, candidate: Candidate) -> str | None:
        """Return the sender's one document that ends with just these digits: "la 1478" for F-2026-01478.

        Three digits alone may be anything: their amount must stand beside them.
        """
        if candidate.label in ("order", "other") or (candidate.label != "invoice" and YEAR.fullmatch(digits)):
            return None
        found = {item.document_number: item for item in self._running.get(digits.lstrip("0"), ())}
        if len(found) != 1:
            return None
        ((number, item),) = found.items()
        sure = candidate.label == "invoice" or len(digits) >= BARE_DIGITS or called_alone(candidate)
        return number if sure or amount_beside(item, candidate.amounts) else None

    def _own_end(self, digits: str, candidate: Candidate) -> str | None:
        """Return the sender's one document whose last digits these are, called an invoice or beside its amount."""
        if candidate.label in ("order", "other") or len(digits) < FEWEST_DIGITS or YEAR.fullmatch(digits):
            return None
        held = [one for run, found in self._running.items() if run.endswith(digits) for one in found]
        if len({item.document_number for item in held}) != 1:
            return None
        sure = candidate.label == "invoice" or amount_beside(held[0], candidate.amounts)
        return held[0].document_number if sure else None

    @cached_property
    def _running(self) -> Mapping[str, Sequence[OpenItem]]:
        """The documents of the sender's customers by the last run of digits, without leading zeros."""
        found: defaultdict[str, list[OpenItem]] = defaultdict(list)
        for customer in self.customers if self.ledger else ():
            for item in self.ledger.items_by_customer.get(customer, ()) if self.ledger else ():
                found[last_run(item.document_number)].append(item)
        return found

    def carried_on(self, before: str, candidate: Candidate) -> str | None:
        """Return the document whose number is `before` with other last digits: "RE26/2231, 2233"; None: none."""
        if self.ledger is None or candidate.label in ("order", "other") or not candidate.text.isdigit():
            return None
        last = _LAST_RUN.search(before)
        if last is None or len(candidate.text) > len(last[1]) or not follows_a_number(candidate):
            return None
        text = before[: last.end(1) - len(candidate.text)] + candidate.text + before[last.end(1) :]
        owners = {item.customer_id for item in self.ledger.items_by_number.get(before, ())}
        held = self.ledger.items_by_number.get(text, ())
        return text if any(item.customer_id in owners for item in held) else None

    def _own_in_full(self, spelling: str) -> bool:
        """Tell whether an order so called is a document of the sender's: "the order of 71.019 is lost"."""
        assert self.ledger is not None
        found = self.ledger.items_by_key.get(number_key(spelling), ())
        return not _weak(spelling) and any(item.customer_id in self.customers for item in found)

    def _speaks(self, items: tuple[OpenItem, ...], candidate: Candidate) -> bool:
        """A bare number means an item of the sender's; whose sender is not known, one that its line speaks of."""
        if candidate.label == "invoice":
            return True
        if candidate.label not in ("", "reference"):
            return False
        if self.customers:
            return any(item.customer_id in self.customers for item in items)
        long = len(digits_of(candidate.text)) >= BARE_DIGITS
        return long and bool(_ABOUT_INVOICES.search(candidate.sentence))

    def _one(self, items: tuple[OpenItem, ...]) -> str:
        own = [item for item in items if item.customer_id in self.customers]
        return (own or list(items))[0].document_number

    def _order(self, spelling: str, candidate: Candidate) -> str | None:
        assert self.ledger is not None
        if _weak(spelling) and candidate.label != "order" and not _speaks_of_orders(candidate):
            return None
        key = number_key(spelling)
        for order in self.ledger.orders_by_key.get(key, ()):
            return order.po_number
        for item in self.ledger.items_by_order_key.get(key, ()):
            return item.po_number
        if candidate.label == "order":
            # "PO 4500017" for an order that the books call PO-4500017, and the reverse
            for prefixed in ("PO", "BC"):
                for order in self.ledger.orders_by_key.get(prefixed + key, ()):
                    return order.po_number
        return None

    def _rest_of_range(self, candidate: Candidate, known: tuple[str, ...], is_order: bool) -> tuple[str, ...]:
        if candidate.range_end is None:
            return ()
        numbers = between(known[0], candidate.range_end, _LONGEST_RANGE)
        held = [self._known(number, Candidate(number, candidate.label or "invoice")) for number in numbers]
        if all(found and order == is_order for found, order in held):
            return tuple(number for found, _ in held for number in found)
        between_own = self._own_between(known[0], numbers) if not is_order else ()
        if between_own:
            return between_own
        end, order = self._known(
            candidate.range_end, Candidate(candidate.range_end, candidate.label or "invoice")
        )
        return end if end and order == is_order else ()

    def _own_between(self, first: str, numbers: Sequence[str]) -> tuple[str, ...]:
        """Return the documents of a series with gaps: those of the first one's customer; () if the end is not."""
        assert self.ledger is not None
        owners = {item.customer_id for item in self.ledger.items_by_number.get(first, ())}
        own = [
            number
            for number in numbers
            if any(item.customer_id in owners for item in self.ledger.items_by_number.get(number, ()))
        ]
        return tuple(own) if own and own[-1] == numbers[-1] else ()

    def _parts(self, candidate: Candidate) -> tuple[str, ...]:
        """Settle "1001/1002/1003" and "INV-1001/02" part by part; () unless every part is a document."""
        pieces = re.split(r"[/_]", candidate.text)
        if len(pieces) < 2 or candidate.range_end is not None:
            return ()
        if self.ledger is None:
            digits = [digits_of(written(pieces[0])), *pieces[1:]]
            alike = len({len(piece) for piece in digits}) == 1 and all(
                piece.isdigit() for piece in pieces[1:]
            )
            listed = alike and len(digits[-1]) >= BARE_DIGITS and not any(map(YEAR.fullmatch, digits))
            return (
                tuple(written(piece) for piece in pieces) if listed and candidate.label == "invoice" else ()
            )
        settled: list[str] = []
        for piece in pieces:
            text = piece if not settled or len(piece) >= BARE_DIGITS else settled[0][: -len(piece)] + piece
            known, is_order = self._known(text, Candidate(text, candidate.label or "invoice"))
            if not known or is_order != (candidate.label == "order"):
                return ()
            settled.extend(known)
        return tuple(settled)


def _spellings(text: str) -> tuple[str, ...]:
    """Return the ways in which a candidate may stand in the books, the fullest first."""
    short = _SHORT_YEAR.fullmatch(text)
    if short:
        letters, year, running = short.groups()
        return tuple(f"{letters}20{year}{running.zfill(width)}" for width in range(len(running), 7))
    bare = _NUMBER_WORDS.sub("", text)
    named = _OWN_MARK.fullmatch(text)
    bare = named[1] if named else bare
    spaced = re.sub(r"(?<=[A-Za-z])[ .]+(?:n[°º]?[ ]?)?(?=\d)", "", text)
    return tuple(dict.fromkeys(one for one in (text, spaced, bare) if one))


def _speaks_of_orders(candidate: Candidate) -> bool:
    long = len(candidate.text) >= BARE_DIGITS and not YEAR.fullmatch(candidate.text)
    return long and not candidate.label and bool(ABOUT_ORDERS.search(candidate.sentence))


def _weak(spelling: str) -> bool:
    """A short bare run of digits, or a year, may be anything."""
    return spelling.isdigit() and (len(spelling) < 6 or bool(YEAR.fullmatch(spelling)))


class _Items:
    """The items of one ledger, compared by identity: a ledger never changes."""

    def __init__(self, items: tuple[OpenItem, ...]) -> None:
        self.items = items

    def __hash__(self) -> int:
        return id(self.items)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Items) and self.items is other.items


@lru_cache(maxsize=4)
def _shapes(items: _Items) -> frozenset[str]:
    return frozenset(shape_of(item.document_number) for item in items.items)

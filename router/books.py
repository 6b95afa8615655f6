"""Settles which document a candidate number means, in the ledger's spelling where the ledger holds it."""

# ruff: noqa: E501 - word lists in patterns read better unbroken

import re
from dataclasses import dataclass

from domain.ledger import Ledger, OpenItem
from domain.numbers import digit_tail, number_key
from router.candidates import Candidate

_LONGEST_RANGE = 30
_RANGE_WITHOUT_BOOKS = 10
_FEWEST_DIGITS = 3
_BARE_DIGITS = 4
"""Digits that a number without label or letters must have to be looked up by its tail."""
_INVOICE_SHAPE = re.compile(
    r"(?i)(?:inv|rg|re|rn|fac?t?|f|ft|fv|cn|crn|av|gs|nc|dn|sinv|si)[-/._ ]?(?:n[°º.]?[ ]?)?(?:\d{2,4}[-/._])?\d{2,}[a-z]?"
)
_ORDER_SHAPE = re.compile(r"(?i)(?:po|bc|bdc|oda|oc|be)[-/._ ]?\d{3,}(?:[-/]\d+)?")
_OWN_LETTERS = re.compile(r"(?i)[a-z]{2,}[-/._]?\d|[a-z]-\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_HYPHENED = re.compile(r"([A-Za-z]{0,6}[-.]?\d{3,})[-–]([0-9]{3,})")
_SHORT_YEAR = re.compile(r"([A-Za-z]{1,3})-?(?:20)?(\d\d)[ ](\d{1,5})")
_NUMBER_WORDS = re.compile(r"(?i)^[a-z]{1,12}[ .:#]*(?:n[°ºor]?[.]?[ ]?)?(?=\d)")
_ABOUT_INVOICES = re.compile(
    r"invoice|\binv\b|\bbills?\b|factur|\bfact\b|rechnung|\brg\b|beleg|fattur|fatur|\bft\b|cop(?:y|ie|ia)|kopie|pdf|\bpaid|\bpay|settle|regl|vire|bezahl|uberw|begl|pag[ao]|bonific"
    r"|betal|resend|send|envoy|schick|mand|cover|credit|avoir|gutschrift|missing|manqu|fehl|falt|manc|ontbre|fire|forward|transfer|wire|chas|remind|relanc|mahn"
)


@dataclass(frozen=True)
class Books:
    """The ledger as a judge of numbers; `customers` are those the sender's address speaks for."""

    ledger: Ledger | None
    customers: frozenset[str] = frozenset()

    def settle(self, candidate: Candidate) -> tuple[tuple[str, ...], bool]:
        """Return the numbers that the candidate means and whether they are orders; () where it means none."""
        whole = candidate.text if candidate.range_end is None else f"{candidate.text}-{candidate.range_end}"
        for text in dict.fromkeys((whole, candidate.text)):
            known, is_order = self._known(text, candidate)
            if known:
                more = self._rest_of_range(candidate, known, is_order) if text == candidate.text else ()
                return (*known, *more), is_order
        parts = self._parts(candidate)
        if parts:
            return parts, candidate.label == "order"
        hyphened = _HYPHENED.fullmatch(candidate.text)
        if hyphened and candidate.range_end is None and len(hyphened[2]) == len(_digits(hyphened[1])):
            ends = Candidate(hyphened[1], candidate.label, hyphened[2], candidate.sentence)
            if _between(hyphened[1], hyphened[2], _LONGEST_RANGE):
                return self.settle(ends)
        return self._as_written(candidate)

    def _known(self, text: str, candidate: Candidate) -> tuple[tuple[str, ...], bool]:
        if self.ledger is None:
            return (), False
        order_first = candidate.label == "order"
        for spelling in _spellings(text):
            item = self._item(spelling, candidate)
            order = self._order(spelling, candidate)
            if order and (order_first or not item):
                return (order,), True
            if item and not order_first:
                return (item,), False
        return (), False

    def _item(self, spelling: str, candidate: Candidate) -> str | None:
        assert self.ledger is not None
        if candidate.label == "other" and spelling.isdigit():
            return None
        found = self.ledger.items_by_key.get(number_key(spelling), ())
        if found and (candidate.label == "invoice" or not _weak(spelling) or self._speaks(found, candidate)):
            return self._one(found)
        digits = spelling if spelling.isdigit() else digit_tail(spelling)
        if not spelling.isdigit() or len(digits.lstrip("0")) < _FEWEST_DIGITS:
            return None
        if candidate.label != "invoice" and (len(digits) < _BARE_DIGITS or _YEAR.fullmatch(digits)):
            return None
        tails = self.ledger.items_by_tail.get(digits.lstrip("0"), ())
        own = tuple(item for item in tails if item.customer_id in self.customers)
        chosen = own or tails
        if len({item.document_number for item in chosen}) != 1 or not self._speaks(chosen, candidate):
            return None
        return chosen[0].document_number

    def _speaks(self, items: tuple[OpenItem, ...], candidate: Candidate) -> bool:
        """A bare number means an open item when the sender owns it or its line speaks of invoices."""
        if candidate.label == "invoice":
            return True
        if candidate.label:
            return False
        own = any(item.customer_id in self.customers for item in items)
        return own or bool(_ABOUT_INVOICES.search(candidate.sentence))

    def _one(self, items: tuple[OpenItem, ...]) -> str:
        own = [item for item in items if item.customer_id in self.customers]
        return (own or list(items))[0].document_number

    def _order(self, spelling: str, candidate: Candidate) -> str | None:
        assert self.ledger is not None
        if _weak(spelling) and candidate.label != "order":
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
        numbers = _between(known[0], candidate.range_end, _LONGEST_RANGE)
        held = [self._known(number, Candidate(number, candidate.label or "invoice")) for number in numbers]
        if all(found and order == is_order for found, order in held):
            return tuple(number for found, _ in held for number in found)
        end, order = self._known(
            candidate.range_end, Candidate(candidate.range_end, candidate.label or "invoice")
        )
        return end if end and order == is_order else ()

    def _parts(self, candidate: Candidate) -> tuple[str, ...]:
        """Settle "1001/1002/1003" and "INV-1001/02" part by part; () unless every part is a document."""
        pieces = re.split(r"[/_]", candidate.text)
        if len(pieces) < 2 or candidate.range_end is not None:
            return ()
        if self.ledger is None:
            alike = len({len(piece) for piece in pieces[1:]}) == 1 and all(
                piece.isdigit() for piece in pieces[1:]
            )
            long = alike and len(pieces[-1]) >= _BARE_DIGITS and not _YEAR.fullmatch(_digits(pieces[0]))
            return tuple(_written(piece) for piece in pieces) if long and candidate.label == "invoice" else ()
        settled: list[str] = []
        for piece in pieces:
            text = piece if not settled or len(piece) >= _BARE_DIGITS else settled[0][: -len(piece)] + piece
            known, is_order = self._known(text, Candidate(text, candidate.label or "invoice"))
            if not known or is_order != (candidate.label == "order"):
                return ()
            settled.extend(known)
        return tuple(settled)

    def _as_written(self, candidate: Candidate) -> tuple[tuple[str, ...], bool]:
        """Return a number that no book holds, if its label or its shape says what it is."""
        text = _written(candidate.text)
        digits = _digits(text)
        if candidate.label == "order" or (not candidate.label and _ORDER_SHAPE.fullmatch(text)):
            fine = len(digits) >= _FEWEST_DIGITS and not _YEAR.fullmatch(text)
            return ((text,) if fine else ()), True
        shaped = _INVOICE_SHAPE.fullmatch(text) is not None and len(digits) >= _FEWEST_DIGITS
        if candidate.label == "other" and not shaped:
            return (), False
        labelled = candidate.label == "invoice" and len(digits) >= 2 and not _YEAR.fullmatch(text)
        like_one = _INVOICE_SHAPE.fullmatch(text) is not None or candidate.text != text
        sure = labelled and (len(digits) >= _FEWEST_DIGITS or like_one)
        if not sure and not (shaped and _OWN_LETTERS.match(text)):
            return (), False
        if candidate.range_end is None:
            return (text,), False
        rest = _between(text, candidate.range_end, _RANGE_WITHOUT_BOOKS)
        return (text, *rest) if rest else (text, _written(candidate.range_end)), False


def _spellings(text: str) -> tuple[str, ...]:
    """Return the ways in which a candidate may stand in the books, the fullest first."""
    short = _SHORT_YEAR.fullmatch(text)
    if short:
        letters, year, running = short.groups()
        return tuple(f"{letters}20{year}{running.zfill(width)}" for width in range(len(running), 7))
    bare = _NUMBER_WORDS.sub("", text)
    spaced = re.sub(r"(?<=[A-Za-z])[ .]+(?:n[°º]?[ ]?)?(?=\d)", "", text)
    return tuple(dict.fromkeys(one for one in (text, spaced, bare) if one))


def _weak(spelling: str) -> bool:
    """A short bare run of digits, or a year, may be anything."""
    return spelling.isdigit() and (len(spelling) < 6 or bool(_YEAR.fullmatch(spelling)))


def _written(text: str) -> str:
    """Return the number as written, without a word that only labels it ("inv 1001" -> "1001")."""
    text = text.strip().rstrip("._-/")
    match = re.match(r"^([A-Za-z]+)[ .]+(?:n[°ºor]{0,2}[. ]*)?(?=\d)", text)
    return text[match.end() :] if match else text


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


def _between(first: str, last: str, most: int) -> tuple[str, ...]:
    """Return the numbers after `first` up to `last`, in the spelling of `first`; () where it is no short range."""
    start, end = re.search(r"\d+$", first), re.search(r"\d+$", last)
    if not start or not end:
        return ()
    low, tail = int(start.group()), end.group()
    high = int(start.group()[: -len(tail)] + tail) if len(tail) < len(start.group()) else int(tail)
    if not low < high <= low + most:
        return ()
    width = len(start.group())
    return tuple(first[: start.start()] + str(number).zfill(width) for number in range(low + 1, high + 1))

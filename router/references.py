"""Finds the invoices, credit notes, orders and amounts that a mail is truly about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from domain.decisions import References
from domain.dialect import Hints, decide, parse_amount
from domain.ledger import Ledger
from domain.mail import Mail
from router.books import Books
from router.by_amount import described, described_beside, pointed_out
from router.candidates import AMOUNT, MOST, candidates_in
from router.number_judge import Kind, NumberWeights, shipped_weights
from router.number_marks import Placed, marks_of
from router.passed_on import passed_on
from router.quoted import pointed_at
from router.reading import Reading, bare_subject, reading_of, subject_of

_MOST = MOST
"""Of all texts of a mail together."""


def references_of(
    mail: Mail,
    ledger: Ledger | None,
    language: str | None,
    customers: frozenset[str] = frozenset(),
    weights: NumberWeights | None = None,
) -> References:
    """Return the numbers of subject and new text, and of the quoted text where the new text points there.

    `customers` are the customers that the sender's address alone speaks for; a bare number
    counts when one of them owns it. `weights` judge numbers where there is no ledger; None: those that ship.
    """
    books = Books(ledger, customers)
    judge = _Judge(books, (weights or shipped_weights()) if ledger is None else None)
    read = reading_of(mail, language)
    told = placed_numbers(mail, books)
    settled = judge.settle(told, read)
    in_subject, in_text = _of(told, settled, Kind.INVOICE, True), _of(told, settled, Kind.INVOICE, False)
    orders = _of(told, settled, Kind.ORDER, True) + _of(told, settled, Kind.ORDER, False)
    invoices = [*in_subject, *in_text]
    if mail.quoted_text.strip():
        below = [Placed(one, False) for one in candidates_in(mail.quoted_text, books.holds_as_written)]
        quoted = judge.settle(below[:_MOST], read)
        in_quote = _of(below, quoted, Kind.INVOICE, False)
        meant = passed_on(mail, books) or pointed_at(read, in_subject, in_text, in_quote)
        if not in_text:
            meant = [*meant, *pointed_out(mail.new_text, in_quote, ledger, language)]
        invoices += meant
        orders += _of(below, quoted, Kind.ORDER, False) if meant and not orders else []
    subject, _ = bare_subject(subject_of(mail))
    tell = described_beside if invoices else described
    invoices += tell(f"{subject}.\n{mail.new_text}", ledger, customers, language)
    orders = [order for order in orders if order not in set(invoices)]
    return References(_once(invoices), _once(orders), amounts_in(mail.new_text, language))


def placed_numbers(mail: Mail, books: Books | None = None) -> list[Placed]:
    """Return what may be a number in subject and new text, in order."""
    held = (books or Books(None)).holds_as_written
    subject, _ = bare_subject(subject_of(mail))
    found = [Placed(one, True) for one in candidates_in(subject, held)]
    return [*found, *(Placed(one, False) for one in candidates_in(mail.new_text, held))][:_MOST]


@dataclass(frozen=True, slots=True)
class _Judge:
    """Books where there are some, else weights learnt from mails; without either, rules about forms."""

    books: Books
    weights: NumberWeights | None

    def settle(self, placed: Sequence[Placed], read: Reading) -> list[tuple[tuple[str, ...], Kind]]:
        """Return for each candidate the numbers that it means and what they are."""
        if self.weights is None:
            return self._all_by_books(placed)
        kinds = [self.weights.kind(marks) for marks in marks_of(placed, read)]
        return [
            (self.books.settle(one.candidate, kind)[0], kind) if kind is not Kind.NONE else ((), kind)
            for one, kind in zip(placed, kinds, strict=True)
        ]

    def _all_by_books(self, placed: Sequence[Placed]) -> list[tuple[tuple[str, ...], Kind]]:
        settled: list[tuple[tuple[str, ...], Kind]] = []
        before = ""
        for one in placed:
            numbers, kind = self._by_books(one)
            more = self.books.carried_on(before, one.candidate) if before else None
            if more is not None and not self.books.holds(numbers):
                numbers, kind = (more,), Kind.INVOICE
            before = numbers[-1] if numbers and kind is Kind.INVOICE else ""
            settled.append((numbers, kind))
        return settled

    def _by_books(self, placed: Placed) -> tuple[tuple[str, ...], Kind]:
        numbers, is_order = self.books.settle(placed.candidate)
        return numbers, Kind.ORDER if is_order else Kind.INVOICE


def _of(
    placed: Sequence[Placed], settled: Sequence[tuple[tuple[str, ...], Kind]], kind: Kind, subject: bool
) -> list[str]:
    return [
        number
        for one, (numbers, told) in zip(placed, settled, strict=False)
        if told is kind and one.subject is subject
        for number in numbers
    ]


def numbers_in(texts: Iterable[str], books: Books) -> tuple[list[str], list[str]]:
    """Return (invoice and credit note numbers, order numbers) of bare texts by books and rules, in order."""
    invoices: list[str] = []
    orders: list[str] = []
    found = [candidate for text in texts for candidate in candidates_in(text, books.holds_as_written)]
    for candidate in found[:_MOST]:
        numbers, is_order = books.settle(candidate)
        (orders if is_order else invoices).extend(numbers)
    return invoices, [order for order in orders if order not in set(invoices)]


def amounts_in(text: str, language: str | None) -> tuple[Decimal, ...]:
    """Return the amounts stated in a text, each once, in the text's own dialect."""
    stated = [match.group().strip() for match in AMOUNT.finditer(text)]
    dialect = decide(stated, Hints(language=language))
    read = (parse_amount(one, dialect) for one in stated)
    return tuple(dict.fromkeys(amount for amount in read if amount is not None))


def _once(numbers: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(numbers))

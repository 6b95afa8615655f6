"""Finds the invoices, credit notes, orders and amounts that a mail is truly about."""

from collections.abc import Iterable
from decimal import Decimal

from domain.decisions import References
from domain.dialect import Hints, decide, parse_amount
from domain.ledger import Ledger
from domain.mail import Mail
from router.books import Books
from router.by_amount import described
from router.candidates import AMOUNT, candidates_in
from router.quoted import pointed_at
from router.reading import bare_subject, reading_of, subject_of

_MOST = 200
"""More numbers than this in one mail are a list, which a reader of documents takes."""


def references_of(
    mail: Mail, ledger: Ledger | None, language: str | None, customers: frozenset[str] = frozenset()
) -> References:
    """Return the numbers of subject and new text, and of the quoted text where the new text points there.

    `customers` are the customers that the sender's address alone speaks for; a bare number
    counts when one of them owns it.
    """
    books = Books(ledger, customers)
    subject, _ = bare_subject(subject_of(mail))
    in_subject, orders = numbers_in((subject,), books)
    in_text, more = numbers_in((mail.new_text,), books)
    invoices, orders = [*in_subject, *in_text], [*orders, *more]
    if mail.quoted_text.strip():
        below, ordered = numbers_in((mail.quoted_text,), books)
        meant = pointed_at(reading_of(mail, language), in_subject, in_text, below)
        invoices += meant
        orders += ordered if meant and not orders else []
    if not invoices:
        invoices = described(f"{subject}.\n{mail.new_text}", ledger, customers, language)
    orders = [order for order in orders if order not in set(invoices)]
    return References(_once(invoices), _once(orders), amounts_in(mail.new_text, language))


def numbers_in(texts: Iterable[str], books: Books) -> tuple[list[str], list[str]]:
    """Return (invoice and credit note numbers, order numbers) of the texts, in order of first mention."""
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

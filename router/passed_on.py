"""Takes numbers out of a mail that its sender passes on: the bank's notice, the treasury's list."""

from collections.abc import Iterator, Sequence

from domain.mail import Forwarded, Mail
from router.books import Books
from router.candidates import candidates_in

_MOST = 40
"""More numbers than this are a list which was not made for this mail."""


def passed_on(mail: Mail, books: Books) -> list[str]:
    """Return the documents that forwarded mails name, if they are all the sender's own.

    What we wrote ourselves is no news to us, and says nothing of what the sender means.
    """
    if books.ledger is None or not books.customers:
        return []
    return [number for one in mail.forwarded if _foreign(one, mail) for number in _named(one, books)]


def told_only_below(mail: Mail, numbers: Sequence[str]) -> bool:
    """Tell whether some of these numbers stand in a mail passed on, and none in what the sender says."""
    below = [one.text for one in mail.forwarded if _foreign(one, mail)]
    said = f"{mail.subject}\n{mail.new_text}"
    return any(number in text for text in below for number in numbers) and not any(
        number in said for number in numbers
    )


def _foreign(one: Forwarded, mail: Mail) -> bool:
    """Tell whether somebody else wrote it than those to whom the mail goes."""
    if one.depth != 1 or one.sender is None or not one.sender.domain:
        return False
    return one.sender.domain not in {address.domain for address in (*mail.to, *mail.cc)} or (
        mail.sender is not None and one.sender.domain == mail.sender.domain
    )


def _named(one: Forwarded, books: Books) -> Iterator[str]:
    """Yield its numbers; nothing where one of them is somebody else's."""
    assert books.ledger is not None
    found: list[str] = []
    for candidate in candidates_in(one.text, books.holds_as_written):
        numbers, is_order = books.settle(candidate)
        held = not is_order and books.holds(numbers)
        found += numbers if held else ()
    owners = [
        {item.customer_id for item in books.ledger.items_by_number[number]} & books.customers
        for number in found
    ]
    if all(owners) and len(found) <= _MOST:
        yield from found

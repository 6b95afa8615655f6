"""Finds the invoices of the delivery notes that a mail names instead of invoices."""

import re
import unicodedata

from domain.numbers import number_key, visible
from domain.sentences import LONGEST_TEXT
from responders.holdings import holdings_of
from responders.request import AnswerRequest

_TOKEN = re.compile(r"(?<![^\W_])(?:[^\W\d_]*+|[A-Za-z]{1,6}[ -])\d[\w./-]{0,40}")
_MOST_TOKENS = 200


def with_delivery_notes(request: AnswerRequest, numbers: tuple[str, ...]) -> tuple[str, ...]:
    """Return the numbers with the invoices of the customer's delivery notes that the writer's words name.

    What is written just like one of them, but is no delivery note of the customer, stays as it is and
    is nobody's number: one foreign note among own ones must not be passed over.
    """
    holdings = holdings_of(request)
    if holdings is None:
        return numbers
    items = holdings.ledger.items_by_customer.get(holdings.customer_id, ())
    own = {number_key(item.delivery_note): item for item in items if item.delivery_note}
    written = _tokens(f"{request.mail.subject}\n{request.mail.new_text}") if own else {}
    found = {key: own[key].document_number for key in written if key in own}
    shapes = {_shape(key) for key in found}
    known = {number_key(number) for number in numbers} | own.keys()
    strange = [text for key, text in written.items() if _shape(key) in shapes and key not in known]
    return tuple(dict.fromkeys((*numbers, *found.values(), *strange)))


def _tokens(text: str) -> dict[str, str]:
    folded = unicodedata.normalize("NFKC", visible(text[:LONGEST_TEXT]))
    found = [match.group().strip("./-") for match in _TOKEN.finditer(folded)][:_MOST_TOKENS]
    return {number_key(token): token for token in found}


def _shape(key: str) -> tuple[str, int]:
    """The letters of a number and how long it is: what makes two numbers look alike."""
    return re.sub(r"\d+", "0", key), len(key)

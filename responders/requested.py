"""Which numbers the writer asks about, out of all those that the mail mentions."""

import re
import unicodedata
from collections.abc import Iterable

from domain.numbers import number_key, visible
from domain.words import Block, Intent
from responders.asking.ranges import with_ranges
from responders.asking.selections import selected_documents, selection_of
from responders.port import Shortfall
from responders.request import AnswerRequest

_GAP = r"[\W_]{0,2}"


def requested_documents(request: AnswerRequest) -> tuple[str, ...]:
    """Return the invoice numbers asked for, in order of mention, ranges complete.

    The lines of an advice and the documents of a dispute are named for another reason: beside
    such a matter only what the writer's own words name further is asked for. Where the words
    name nothing further, the disputed documents are meant; the lines of an advice never are.
    """
    numbers = request.understanding.references.invoice_numbers
    if not request.remittances and request.dispute is None:
        return with_ranges(request, numbers)
    written = with_ranges(request, _written(request, numbers))
    if request.dispute is None:
        return written
    disputed = {number_key(number) for number in request.dispute.documents}
    further = tuple(number for number in written if number_key(number) not in disputed)
    return further or request.dispute.documents or written


def selected_too(
    request: AnswerRequest, numbers: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[Shortfall, ...]]:
    """Return the numbers with the invoices that the mail asks for by what they have in common.

    The shortfall says that it asks for some such, but the customer has none.
    """
    if request.remittances or request.dispute is not None:
        return numbers, ()
    selection = selection_of(request, numbers)
    if selection is None:
        return numbers, ()
    own = selected_documents(request, selection)
    missing = () if own else (Shortfall(Block.NOT_ON_FILE, selection.words),)
    return tuple(dict.fromkeys((*numbers, *own))), missing


def requested_orders(request: AnswerRequest) -> tuple[str, ...]:
    """Return the purchase order numbers asked for, in order of mention."""
    numbers = request.understanding.references.po_numbers
    return _written(request, numbers) if request.remittances else numbers


def disputed_documents(request: AnswerRequest) -> tuple[str, ...]:
    """Return the documents that a dispute is about."""
    if request.dispute is not None and request.dispute.documents:
        return request.dispute.documents
    if _is_only_matter(request, Intent.DISPUTE) and not request.remittances:
        return request.understanding.references.invoice_numbers
    return ()


def _written(request: AnswerRequest, numbers: Iterable[str]) -> tuple[str, ...]:
    words = unicodedata.normalize("NFKC", visible(f"{request.mail.subject}\n{request.mail.new_text}"))
    return tuple(number for number in numbers if _stands_in(number, words))


def _stands_in(number: str, words: str) -> bool:
    """Tell whether the number stands there by itself, whatever its punctuation and leading zeros."""
    pieces = re.findall(r"[0-9]+|[^\W0-9_]", unicodedata.normalize("NFKC", number))
    spelt = [
        "0*" + _GAP.join(piece.lstrip("0") or "0") if piece.isdigit() else re.escape(piece)
        for piece in pieces
    ]
    pattern = rf"(?<![^\W_]){_GAP.join(spelt)}(?![^\W_])"
    return bool(pieces) and re.search(pattern, words, re.IGNORECASE) is not None


def _is_only_matter(request: AnswerRequest, intent: Intent) -> bool:
    route = request.understanding.route
    return route.intent is intent and not route.also

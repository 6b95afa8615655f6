"""The words by which an item is found again: subject, people, numbers, amounts, the beginning of its text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from domain.money import as_text
from pipeline.item import WorkItem
from store.repositories.search import Asked
from store.tables.desk import WORD_LENGTH

MOST_WORDS = 300
MOST_OF_TEXT = 120
"""Words of the mail's own text; numbers come first and are all kept."""
MOST_ASKED = 8
_CHUNK = re.compile(r"\S+")
_PIECE = re.compile(r"\w+")
_RUN = re.compile(r"\d+|[^\W\d]+")
_EDGE = "\"'()[]{}<>,;:.!?#*…“”„«»‘’"


def words_of(item: WorkItem) -> tuple[str, ...]:
    """Return each word once, the telling ones first, `MOST_WORDS` at most."""
    telling = _distinct(word for text in _telling(item) for word in words_in(text))
    text = item.mail.text[:20_000] if item.mail else ""
    said = _distinct(words_in(text))[:MOST_OF_TEXT]
    return tuple(_distinct((*telling, *said))[:MOST_WORDS])


def asked(text: str) -> tuple[Asked, ...]:
    """Return what a question asks for: each of its words, in one piece or in several."""
    found = []
    for chunk in _CHUNK.findall(text[:200])[:MOST_ASKED]:
        whole, *pieces = list(words_in(chunk)) or [""]
        if whole:
            found.append(((whole,), tuple(pieces)) if pieces else ((whole,),))
    return tuple(found)


def words_in(text: str) -> Iterator[str]:
    """Yield the words of a text as they are stored: folded, a number both whole and in its pieces.

    "INV-2041/B7" gives "inv2041b7", "inv", "2041", "b7"; single letters and figures are no words.
    """
    for chunk in _CHUNK.findall(text[:200_000]):
        pieces = [_folded(piece) for piece in _PIECE.findall(chunk.strip(_EDGE))]
        whole = "".join(pieces)
        parts = [part for piece in pieces for part in _RUN.findall(piece)]
        for word in dict.fromkeys((whole, *pieces, *parts)):
            if len(word) > 1:
                yield word[:WORD_LENGTH]


def _telling(item: WorkItem) -> Iterator[str]:
    yield item.source
    if item.mail is not None:
        yield item.mail.subject
        for address in item.mail.senders:
            yield f"{address.name} {address.email}"
        yield from (part.path for part in item.mail.attachments)
    if item.understanding is not None:
        found = item.understanding
        yield from (*found.references.invoice_numbers, *found.references.po_numbers)
        yield from (as_text(amount) for amount in found.references.amounts)
        yield found.customer.customer_id or ""
    for payment in item.remittances:
        yield from filter(None, (payment.payer_name, payment.payment_reference))
        yield as_text(payment.total_amount) if payment.total_amount is not None else ""
        for line in payment.lines:
            yield from filter(None, (line.document_number, line.po_number))


def _folded(text: str) -> str:
    """Return the text without case and accents, without underscores."""
    plain = unicodedata.normalize("NFKD", text.replace("_", "").casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign) and sign != "\0")


def _distinct(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))

"""Writes a line's number as far as an open item's reaches: "FC 26301 26" where "FC 26301" was read of it."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from domain.ledger import Ledger, OpenItem
from domain.numbers import number_key
from domain.words import DocumentType
from extractors.recognition.entries import Entry

_WORDS = 4
"""The most words of one number: "LR 62968 B 2026"."""
_SHORTEST = 4
"""In signs of the key: shorter ones are met by chance."""
_EDGES = " ,;:.()[]\"'"

Known = Mapping[str, Sequence[OpenItem]]


def take_open_items(entries: Sequence[Entry], ledger: Ledger | None) -> None:
    """Set the numbers of open items that stand in the lines' own cells, where another number was read there.

    A number that is longer or shorter than the one read is taken as it is; one that stands elsewhere in the
    line only where its open amount is the line's. Numbers that are open items as read stay.
    """
    if ledger is None:
        return
    known: Known = ledger.items_by_key
    for entry in entries:
        if entry.number is None or entry.kind is DocumentType.DEDUCTION or number_key(entry.number) in known:
            continue
        held = dict.fromkeys(_open_items_in(entry, known))
        near = _longest([text for text in held if _share_words(text, entry.number)])
        apart = [text for text in held if _has_amount_of(entry, known[number_key(text)])]
        if near is not None:
            entry.number = near
        elif len(held) == 1 and apart:
            entry.number = apart[0]


def _open_items_in(entry: Entry, known: Known) -> Iterator[str]:
    """Yield runs of words of the line's cells that are numbers of open items."""
    own = [piece.text for piece in entry.pieces]
    for text in (*own, " ".join(own), entry.said):
        words = [word for word in text.split() if any(map(str.isalnum, word))]
        for start in range(len(words)):
            for end in range(start + 1, min(start + _WORDS, len(words)) + 1):
                run = " ".join(words[start:end]).strip(_EDGES)
                key = number_key(run)
                if len(key) >= _SHORTEST and any(map(str.isdigit, key)) and key in known:
                    yield run


def _share_words(text: str, number: str) -> bool:
    return f" {text} " in f" {number} " or f" {number} " in f" {text} " or text in number.split("\n")


def _longest(found: Sequence[str]) -> str | None:
    """Return the one that holds all others; None where two stand apart."""
    longest = max(found, key=len, default=None)
    return longest if longest and all(text in longest for text in found) else None


def _has_amount_of(entry: Entry, items: Sequence[OpenItem]) -> bool:
    amounts: set[Decimal] = {abs(value) for value in (entry.gross, entry.net) if value is not None}
    return any(abs(item.open_amount) in amounts for item in items)

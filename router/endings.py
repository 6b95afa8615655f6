"""Tells whether what stands around a short number says that it is the end of a document's."""

# ruff: noqa: E501 - word lists in patterns read better unbroken

from collections.abc import Sequence

from domain.ledger import OpenItem
from domain.sentences import word_set
from router.candidates import CUT, Candidate, listed
from router.written import FEWEST_DIGITS, digits_of

_SINGULAR = word_set("the la le die der l de a da na pela dla della dalla sulla alla del al el de het op")
"""Articles before one thing; "les", "los", "os" stand before several, which are counted."""
_FOLLOWS = word_set(
    "and et und y e en ou or is ist est es was war wurde werden wird has hat ha a va vai foi fue sera sous ohne sans avec with senza sin met zonder com sem for in im mit that che que qui die niet nicht not non no ne is ook sowie plus"
)
_NOT_DOCUMENT = ("order", "other")


def amount_beside(item: OpenItem, amounts: Sequence[str]) -> bool:
    """Tell whether these amounts hold what the document is about or what is open of it."""
    stated = {digits_of(amount) for amount in amounts}
    return any(digits_of(f"{amount:.2f}") in stated for amount in (item.open_amount, item.amount))


def follows_a_number(candidate: Candidate) -> bool:
    """Tell whether only words of a list part the candidate from a number before it."""
    words = candidate.words_before
    at = next((place for place in reversed(range(len(words))) if words[place].startswith("<")), None)
    return at is not None and words[at] != CUT and listed(" ".join(("", *words[at + 1 :], "")))


def called_alone(candidate: Candidate) -> bool:
    """Tell whether a number is spoken of as one thing that the reader knows: "la 543 est réglée", not "the 543 bolts"."""
    if candidate.label or len(candidate.text) < FEWEST_DIGITS or candidate.before not in _SINGULAR:
        return False
    after = candidate.words_after[0] if candidate.words_after else "."
    return (not any(letter.isalnum() for letter in after) and after != CUT) or after in _FOLLOWS

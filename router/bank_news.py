"""Finds the sentence that says that a bank account is another one now, or casts doubt on one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from domain.sentences import LONGEST_TEXT, fold, sentences
from router.bank_turns import (
    ASKS_WHICH,
    BOOKED,
    CLOSES,
    CODE,
    ENDS,
    FROM_NEXT,
    GONE,
    IN_TRUST,
    IS_NOW,
    LATELY,
    LOGIN,
    LONG_NUMBER,
    MASKED,
    OPENED,
    OTHER_HOUSE,
    OURS,
    OUTDATED,
    OVERWRITE,
    RETURNS,
    SHOULD_YOURS,
    TEACHES,
    WAS,
    WE_ARE,
)
from router.bank_words import (
    ACCOUNT,
    ADDRESS,
    ASKS,
    ASSIGNED,
    BANK,
    BIDS,
    BIDS_CHANGE,
    CEDED,
    CHANGE,
    DIGITS,
    ELSEWHERE,
    FOOTER,
    FORGED,
    FROM_NOW,
    IBAN,
    LEDGER,
    LEFT,
    NOT_THERE,
    NOT_USUAL,
    PAY,
    REJECTED,
    SAME,
    STILL,
    THEIRS,
    TOLD,
    UNTOUCHED,
    USUAL,
)

_SHORT_REACH = 25
"""Characters between a bank and what is said of it."""
_LONGEST_SENTENCE = 1_500
_SHORTEST_SENTENCE = 6
"""Characters; in fewer nobody says that an account is another one."""
_ASKED = 0.5
_HALF = 0.35


_KEPT = 32
"""Texts whose answer is kept: rules, learned router and flags ask about the same ones."""


@dataclass(frozen=True, slots=True)
class BankNews:
    """A sentence about another bank account."""

    sentence: str
    weight: float
    """0-1: how plainly it says that money goes to another account."""


@lru_cache(maxsize=_KEPT)
def bank_news(text: str) -> BankNews | None:
    """Return the sentence of a text that says most plainly that an account is another one, if any."""
    best: BankNews | None = None
    for sentence, said, beside in _pairs(text):
        weight = _weight(said, beside)
        if weight > (best.weight if best else 0):
            best = BankNews(" ".join(sentence.split())[:200], weight)
    return best


def names_iban(text: str) -> bool:
    """Tell whether a text holds anything in the form of an IBAN."""
    return IBAN.search(fold(text[:LONGEST_TEXT])) is not None


def _pairs(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield each sentence as written, folded, and its folded neighbours: they may hold the other half."""
    found = [piece for sentence in sentences(text) for piece in _pieces(sentence)]
    plain = ["", *map(fold, found), ""]
    for sentence, before, said, after in zip(found, plain, plain[1:], plain[2:], strict=False):
        if len(said) >= _SHORTEST_SENTENCE:
            yield sentence, said, f"{before}\n{after}"


def _pieces(sentence: str) -> Iterator[str]:
    """Cut what is too long for a sentence: its words are paired with each other."""
    for start in range(0, len(sentence), _LONGEST_SENTENCE):
        yield sentence[start : start + _LONGEST_SENTENCE]


def _weight(said: str, beside: str) -> float:
    said, beside = (BOOKED.sub(" ", LEDGER.sub(" ", ADDRESS.sub(" ", one))) for one in (said, beside))
    if (
        SAME.search(said)
        or UNTOUCHED.search(f"{said}\n{beside}")
        or (REJECTED.search(said) and ASKS.search(said))
        or (LOGIN.search(f"{said}\n{beside}") and not IBAN.search(said) and not PAY.search(said))
        or _of_no_account(said, beside)
    ):
        return 0.0
    weight = _stated(said, beside)
    if not weight or not ("?" in said or ASKS_WHICH.search(said)):
        return weight
    if STILL.search(said):
        return 0.0
    told = TOLD.search(said) or TOLD.search(beside)
    return weight if told or not ASKS.search(said) else weight * _ASKED


def _of_no_account(said: str, beside: str) -> bool:
    """Tell whether no account is meant: the reader's if it ever changes, forgeries in a lesson, two firms."""
    if IBAN.search(f"{said}\n{beside}") or LONG_NUMBER.search(said) or OUTDATED.search(said):
        return False
    two_houses = OTHER_HOUSE.search(said) and WE_ARE.search(said) and not LATELY.search(said)
    lesson = TEACHES.search(said) and not OURS.search(said)
    return bool(SHOULD_YOURS.search(said) or lesson or two_houses)


def _stated(said: str, beside: str) -> float:
    """Return how plainly a sentence speaks of another account, be it as news or as a question."""
    if _near(ACCOUNT, CHANGE, said):
        return 0.9 if PAY.search(said) or IBAN.search(said) else 0.6
    if _near(BANK, LEFT, said, _SHORT_REACH) and not THEIRS.search(said):
        return 0.6
    if IBAN.search(said) and (CHANGE.search(said) or CHANGE.search(beside)):
        return 0.8
    if _from_next(said, beside):
        return 0.8
    if _near(ACCOUNT, USUAL, said) and NOT_USUAL.search(said) and PAY.search(said):
        return 0.6
    if _redirected(said) or _for_somebody_else(said, beside):
        return 0.6
    if DIGITS.search(said) and FROM_NOW.search(said):
        return 0.6
    if ELSEWHERE.search(said) and BIDS.search(said) and PAY.search(said):
        return 0.6
    if _turned(said, beside):
        return 0.6
    if ACCOUNT.search(beside) and CHANGE.search(said) and PAY.search(said):
        return _HALF
    return 0.0


def _from_next(said: str, beside: str) -> bool:
    """Tell whether an IBAN holds from the next payment on, another is closed, or what we hold is outdated."""
    coming = FROM_NEXT.search(said) or CLOSES.search(said) or CLOSES.search(beside)
    if IBAN.search(said) and coming and PAY.search(said):
        return True
    return bool(OUTDATED.search(said) and ACCOUNT.search(said))


def _turned(said: str, beside: str) -> bool:
    """Tell whether another account is meant though no word for a change stands beside one for an account."""
    around = f"{said}\n{beside}"
    form = MASKED.search(around) or ACCOUNT.search(around) or BANK.search(around)
    return bool(
        (ENDS.search(said) and RETURNS.search(around))
        or (IN_TRUST.search(said) and PAY.search(around))
        or GONE.search(said)
        or CODE.search(said)
        or (WAS.search(said) and IS_NOW.search(around) and form)
        or (OVERWRITE.search(said) and (BANK.search(said) or ACCOUNT.search(said)))
        or (OPENED.search(said) and ACCOUNT.search(said) and PAY.search(around))
    )


def _redirected(said: str) -> bool:
    """Tell whether money is no longer to go where it went, or our invoices are to name another account."""
    return bool(
        (NOT_THERE.search(said) and PAY.search(said)) or (FOOTER.search(said) and BIDS_CHANGE.search(said))
    )


def _for_somebody_else(said: str, beside: str) -> bool:
    """Tell whether claims were assigned, or somebody writes in our name about an account."""
    around = f"{said}\n{beside}"
    return bool(
        (CEDED.search(said) and PAY.search(said) and CHANGE.search(said))
        or (ASSIGNED.search(said) and PAY.search(around))
        or (FORGED.search(around) and (ACCOUNT.search(said) or BANK.search(said)))
    )


def _near(one: re.Pattern[str], other: re.Pattern[str], said: str, reach: int = 70) -> bool:
    """Tell whether both are said within some words of each other, as two words of their own."""
    places = [match.span() for match in other.finditer(said)]
    return any(
        min(abs(start - match.end()), abs(match.start() - end)) <= reach
        and (end <= match.start() or start >= match.end() or (end - start) < (match.end() - match.start()))
        for match in one.finditer(said)
        for start, end in places
    )

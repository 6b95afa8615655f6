"""Completes ranges ("1001 to 1005"): every number between the two ends is asked for, known or not."""

import re
from functools import cache

from domain.numbers import number_key, visible
from domain.sentences import LONGEST_TEXT, fold
from responders.request import AnswerRequest

_JOINT = (
    r"to|through|thru|till|until|up to|bis(?: einschliesslich)?|bis zu[rm]?|a|au|jusqu'?\s?au?x?|jusqu'a la"
    r"|hasta(?: la| el)?|al?la?|fino a(?:lla|l)?|t/m|tm|tot(?: en met)?|ate(?: a| ao)?|\.{2,3}|-|–|—|→|->"
)
_BETWEEN = r"between|zwischen|entre|tra|fra|tussen"
_NAMES = r"rechnungs?|invoices?|factures?|facturas?|fattur[ae]|factuur|faturas?|inv|nr|no|n|num|re|la|le|el"
_CALLED = rf"(?:(?:(?:{_NAMES})\b\.?|#)\s*){{0,3}}"
_FAR = 1000
"""Two numbers further apart are no range, unless the mail is about both."""
_NUMBER = r"[a-z0-9][a-z0-9._/-]{0,30}"


def with_ranges(request: AnswerRequest, numbers: tuple[str, ...]) -> tuple[str, ...]:
    """Return the numbers with those that lie between the ends of each range in the writer's words.

    One end at least must be a number that the mail is about; the other one may be nobody's, if it is
    written just alike. A long range comes shortened, but never so far
    that the limit of numbers a mail would hold.
    """
    found = list(numbers)
    for first, inner, last in _spans(request, numbers):
        place = found.index(first) + 1 if first in found else found.index(last)
        whole = (first, *inner, last)
        found[place:place] = [each for each in whole if inner and each not in found]
    return tuple(dict.fromkeys(found))


def only_between(request: AnswerRequest, numbers: tuple[str, ...]) -> frozenset[str]:
    """Return the numbers that nobody wrote: they lie between the ends of a range."""
    spans = _spans(request, numbers)
    written = {*numbers, *(end for first, _, last in spans for end in (first, last))}
    return frozenset(each for _, inner, _ in spans for each in inner if each not in written)


def _spans(request: AnswerRequest, numbers: tuple[str, ...]) -> list[tuple[str, list[str], str]]:
    """Return each range: its first number, those between, its last."""
    words = fold(visible(f"{request.mail.subject}\n{request.mail.new_text}"[:LONGEST_TEXT]))
    most = max(request.answering.numbers_per_mail + 1, 50)
    found = []
    for low, high in _ends(words):
        first, last = _meant(low, numbers), _meant(high, numbers)
        first = first or (_alike(low, last) if last else None)
        last = last or (_alike(high, first) if first else None)
        if first is not None and last is not None:
            found.append((first, _between(first, last, most), last))
    return found


def _ends(words: str) -> list[tuple[str, str]]:
    pairs = [match.group("low", "high") for pattern in _patterns() for match in pattern.finditer(words)]
    return [(low.strip("._/-"), high.strip("._/-")) for low, high in pairs if _digits(low) and _digits(high)]


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    plain = rf"\b(?P<low>{_NUMBER})\s+(?:{_JOINT})\s+{_CALLED}(?P<high>{_NUMBER})"
    dashed = r"\b(?P<low>[a-z]{0,6}[-/]?\d{3,12})\s?[-–—]\s?(?P<high>(?:[a-z]{1,6}[-/]?)?\d{2,12})\b"
    also = rf"\s+(?:and|und|et|y|e|en)\s+{_CALLED}"
    between = rf"\b(?:{_BETWEEN})\s+{_CALLED}(?P<low>{_NUMBER}){also}(?P<high>{_NUMBER})"
    return re.compile(plain), re.compile(dashed), re.compile(between)


def _meant(written: str, numbers: tuple[str, ...]) -> str | None:
    """Return the one number that these characters are, or end: "05" for "INV-1005"."""
    key = number_key(written)
    exact = [number for number in numbers if number_key(number) == key]
    ending = [number for number in numbers if number_key(number).endswith(key)]
    candidates = exact or ending
    return candidates[0] if len(candidates) == 1 else None


def _alike(written: str, known: str) -> str | None:
    """Return the number that is written in the manner of a known one, None where it is not."""
    shape, other = re.fullmatch(r"(.*?)(\d+)", known), re.fullmatch(r"(.*?)(\d+)", written)
    if shape is None or other is None or len(shape[2]) != len(other[2]):
        return None
    called = number_key(other[1])
    far = abs(int(other[2]) - int(shape[2])) > _FAR
    return None if far or (called and called != number_key(shape[1])) else f"{shape[1]}{other[2]}"


def _between(first: str, last: str, most: int) -> list[str]:
    low, high = re.fullmatch(r"(.*?)(\d+)", first), re.fullmatch(r"(.*?)(\d+)", last)
    if low is None or high is None or number_key(low[1]) != number_key(high[1]):
        return []
    width = len(low[2])
    inner = range(int(low[2]) + 1, min(int(high[2]), int(low[2]) + most))
    return [f"{low[1]}{str(number).zfill(width)}" for number in inner]


def _digits(text: str) -> bool:
    return any(sign.isdigit() for sign in text)

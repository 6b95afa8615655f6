"""Tells whether a mail domain is made to look like one that we know."""

# ruff: noqa: E501 - word lists in patterns read better unbroken

import re
from collections.abc import Collection
from functools import lru_cache

from rapidfuzz.distance import OSA

from domain.free_mail import is_free_mail
from domain.organisation import same_organisation

FARTHEST = 2
_SHORTEST_FOR_TWO = 7
"""Letters of the name; in a shorter one two changes make an honest other name."""
_SHORTEST_FOR_ONE = 5
_FOLDED = str.maketrans(
    {
        "0": "o", "1": "l", "i": "l", "|": "l", "3": "e", "5": "s", "4": "a", "8": "b", "6": "b", "9": "g", "q": "g",
        "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "х": "x", "у": "y", "і": "l", "ѕ": "s", "ј": "j", "һ": "h", "ԁ": "d",
        "α": "a", "ο": "o", "ρ": "p", "ν": "v", "ι": "l", "κ": "k", "т": "t", "н": "h", "в": "b", "м": "m", "к": "k",
    }
)  # fmt: skip
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("nn", "m"), ("ii", "u"))
_EXTRAS = re.compile(
    r"[-.]?(?:payments?|billing|invoices?|accounts?|finance|group|corp|inc|ltd|gmbh|mail|online|secure|support|office|ap|pay|intl|global|eu|us|uk|de|fr)$"
)


def lookalike_of(domain: str, known: Collection[str], free_mail: Collection[str] = ()) -> str | None:
    """Return the known domain that this one imitates, None for a known, a free-mail or a plainly other domain."""
    if not domain or domain in known or is_free_mail(domain, free_mail):
        return None
    name = _name(domain)
    alike = [one for one in known if _imitates(name, _name(one))]
    if any(same_organisation(domain, one) for one in alike):
        return None
    return min((one for one in alike if not is_free_mail(one, free_mail)), default=None)


def _imitates(name: str, known: str) -> bool:
    if name == known or _skeleton(name) == _skeleton(known):
        return len(known) >= 4 or name == known
    if len(known) < _SHORTEST_FOR_ONE:
        return False
    if _EXTRAS.sub("", name).replace("-", "") == known.replace("-", ""):
        return True
    allowed = FARTHEST if len(known) >= _SHORTEST_FOR_TWO else 1
    if abs(len(name) - len(known)) > allowed:
        return False
    return OSA.distance(name, known, score_cutoff=allowed) <= allowed


@lru_cache(maxsize=20_000)
def _name(domain: str) -> str:
    """Return the registered label: "acme" of mail.acme.co.uk; punycode becomes letters again."""
    labels = domain.split(".")
    if len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3:
        label = labels[-3]
    else:
        label = labels[-2] if len(labels) > 1 else labels[0]
    if label.startswith("xn--"):
        try:
            return label[4:].encode("ascii").decode("punycode")
        except (UnicodeError, ValueError):
            return label
    return label


@lru_cache(maxsize=20_000)
def _skeleton(name: str) -> str:
    folded = name.lower()
    for pair, letter in _PAIRS:
        folded = folded.replace(pair, letter)
    return folded.translate(_FOLDED).replace("-", "")

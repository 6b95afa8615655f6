"""Tells whether a mail domain is made to look like one that we know."""

# ruff: noqa: E501 - word lists in patterns read better unbroken

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

from rapidfuzz.distance import OSA

from domain.free_mail import is_free_mail
from domain.organisation import same_organisation

FARTHEST = 2
_SHORTEST_FOR_TWO = 7
"""Letters of the name; in a shorter one two changes make an honest other name."""
_SHORTEST_FOR_ONE = 5
_SHORTEST_ALONE = 4
"""Letters that stay of a name when words that anybody adds are taken off; less would be nobody's name."""
_FOLDED = str.maketrans(
    {
        "0": "o", "1": "l", "i": "l", "|": "l", "3": "e", "5": "s", "4": "a", "8": "b", "6": "b", "9": "g", "q": "g",
        "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "х": "x", "у": "y", "і": "l", "ѕ": "s", "ј": "j", "һ": "h", "ԁ": "d",
        "α": "a", "ο": "o", "ρ": "p", "ν": "v", "ι": "l", "κ": "k", "т": "t", "н": "h", "в": "b", "м": "m", "к": "k", "ł": "l", "ø": "o", "đ": "d", "ı": "l", "ɡ": "g", "ƿ": "p", "ʟ": "l",
    }
)  # fmt: skip
_PAIRS = (("lh", "h"), ("rn", "m"), ("vv", "w"), ("cl", "d"), ("nn", "m"), ("ii", "u"), ("ri", "n"))
"""Two letters that look like one; folded on both sides, so that an honest pair stays equal to itself."""
_EXTRA = (
    "accounting|accounts?|ap|ar|billing|corp|customer|de|desk|docs?|eu|finance|fr|global|gmbh|group|help|inc|info"
    "|intl|invoices?|invoicing|login|ltd|mail|my|office|online|pay|payables?|payments?|portal|remit(?:tance)?s?"
    "|secure|service|support|the|uk|us|verify|web"
)
_BEFORE = re.compile(rf"^(?:{_EXTRA})[-.]")
_EXTRAS = re.compile(
    r"[-.]?(?:payments?|billing|invoices?|accounts?|accounting|finance|group|corp|inc|ltd|gmbh|mail|online|secure"
    r"|support|office|ap|pay|payables?|intl|global|portal|desk|remittance|eu|us|uk|de|fr)$"
)


def lookalike_of(domain: str, known: Collection[str], free_mail: Collection[str] = ()) -> str | None:
    """Return the known domain that this one imitates, None for a known, a free-mail or a plainly other domain."""
    if not domain or domain in known or is_free_mail(domain, free_mail):
        return None
    name = _name(domain)
    alike = [one for one in known if _imitates(name, _name(one)) or _carries(domain, one)]
    if any(same_organisation(domain, one) for one in alike):
        return None
    return min((one for one in alike if not is_free_mail(one, free_mail)), default=None)


def _imitates(name: str, known: str) -> bool:
    if name == known or _skeleton(name) == _skeleton(known):
        return len(known) >= 4 or name == known
    if len(known) < _SHORTEST_FOR_ONE:
        return False
    if _bare(name) in (_bare(known), known.replace("-", "")):
        return True
    allowed = FARTHEST if len(known) >= _SHORTEST_FOR_TWO else 1
    if abs(len(name) - len(known)) > allowed:
        return False
    if OSA.distance(name, known, score_cutoff=allowed) <= allowed:
        return True
    return allowed == FARTHEST and OSA.distance(_skeleton(name), _skeleton(known), score_cutoff=1) <= 1


def _carries(domain: str, known: str) -> bool:
    """Tell whether a known domain, or its name, stands in front of a stranger's: acme.example.desk.test."""
    if domain.endswith(f".{known}"):
        return False
    if f".{domain}".find(f".{known}.") >= 0:
        return True
    name = _name(known)
    return len(name) >= _SHORTEST_FOR_ONE and name in domain.split(".")[:-1] and name != _name(domain)


@lru_cache(maxsize=20_000)
def _bare(name: str) -> str:
    """Return a name without the words that anybody puts before or behind it, and without hyphens."""
    while True:
        shorter = _EXTRAS.sub("", _BEFORE.sub("", name))
        if shorter == name or len(shorter) < _SHORTEST_ALONE:
            break
        name = shorter
    return name.replace("-", "")


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
    parted = unicodedata.normalize("NFKD", name.lower())
    folded = "".join(letter for letter in parted if not unicodedata.combining(letter))
    for pair, letter in _PAIRS:
        folded = folded.replace(pair, letter)
    return folded.translate(_FOLDED).replace("-", "")

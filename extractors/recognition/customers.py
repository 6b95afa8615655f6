"""Compares names of firms as printed, and finds a customer of the ledger by one."""

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from domain.ledger import Customer, Ledger
from extractors.recognition.firm_words import legal_forms, words_like_forms
from extractors.recognition.pieces import Piece
from extractors.recognition.words import fold

_ACCOUNT = re.compile(r"^[A-Z]{0,4}[-.]?\d{2,12}$")
_POSTAL_CODE = re.compile(r"[1-9]\d{3} [A-Z]{2}\b")
"""Dutch ones end in two letters, which are a legal form elsewhere: "5411 AB Eindhoven"."""
_PART = re.compile(r"\s*(?:[|·•;→]|\s[-=]?>\s|\s-\s|\s–\s|,\s|\s/\s)\s*")
_STATE = re.compile(r"CO$|[A-Z]{2} \d")
"""Behind a town: "Denver, CO", "Adelaide, SA 5000"."""
_DOTTED = re.compile(r"(?:[A-Z]\.\s?){2,5}")
"""Capitals with stops behind a comma: "Val d'Ouro, C.R.L."."""
_LAST_WORD = re.compile(r"(\w+)\W*$")
_SENTENCE_ENDS = re.compile(r"[^\W\d_]{5,}[.!?] $")
_LONGEST = 11
"""In words of a firm's name."""
_FIRST_FORMS = frozenset({"sarl", "sas", "gmbh", "selarl", "eurl", "sci", "scop", "gie"})
"""Legal forms that may begin a firm's name."""
_NEAR = 92.0
_MARGIN = 4.0


def behind_code(pieces: Sequence[Piece], concept: str) -> Sequence[Piece]:
    """Return the cells beside a label, without the code of a party's account that stands before its name."""
    coded = concept in ("payer", "payee") and len(pieces) > 1 and bool(_ACCOUNT.match(pieces[0].text))
    named = coded and pieces[1].text[:1].isalpha() and not any(map(str.isdigit, pieces[1].text.split()[0]))
    return pieces[1:] if named else pieces


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """Return the name folded and without legal forms: "ACME Corp. GmbH & Co. KG" -> "acme"."""
    words = fold(name).split()
    forms = legal_forms()
    while len(words) > 1:
        size = next((n for n in (5, 4, 3, 2, 1) if len(words) > n and " ".join(words[-n:]) in forms), 0)
        if not size:
            break
        words = words[:-size]
    while len(words) > 1 and words[0] in forms and len(words[0]) > 2:
        words = words[1:]
    return " ".join(words)


@lru_cache(maxsize=8192)
def is_firm(text: str) -> bool:
    """Tell whether a short text ends (or begins) with the legal form of a firm."""
    words = fold(text).split()
    if len(words) < 2 or len(text.split()) > _LONGEST or (not text[:1].isupper() and not text[:1].isdigit()):
        return False
    if _POSTAL_CODE.match(text):
        return False
    forms = legal_forms()
    sizes = [
        size for size in (1, 2, 3, 4, 5) if len(words) > size and not (size == 1 and _ends_in_word(text))
    ]
    return any(" ".join(words[-size:]) in forms for size in sizes) or words[0] in _FIRST_FORMS


def _ends_in_word(text: str) -> bool:
    """Tell whether "se" or "as" ends a text as a word: in small letters, or as the first of a sentence."""
    last = _LAST_WORD.search(text)
    if last is None or last[1].lower() not in words_like_forms():
        return False
    before = text[: last.start()]
    return bool(_SENTENCE_ENDS.search(before)) or (last[1].islower() and not before.endswith(("& ", "&")))


def firm_at_start(text: str) -> str | None:
    """Return the firm that a text begins with: "Skelby Rail plc" of "Skelby Rail plc payment run 4"."""
    words = text.split()[: _LONGEST + 1]
    sizes = (size for size in range(2, len(words)) if is_firm(" ".join(words[:size]).strip(",")))
    size = next(sizes, 0)
    while size and (more := _more_of_form(words, size)):
        size += more
    return " ".join(words[:size]).strip(" ,") if size else None


def _more_of_form(words: list[str], size: int) -> int:
    """Return how many words behind a firm's legal form belong to it: "GmbH" and then "& Co. KG"."""
    forms = legal_forms()
    for more in (3, 2, 1):
        behind = words[size : size + more]
        ends = fold(" ".join(behind)) in forms or fold(" ".join([words[size - 1], *behind])) in forms
        if len(behind) == more and ends and is_firm(" ".join(words[: size + more])):
            return more
    return 0


def name_parts(text: str) -> list[str]:
    """Return what separators part in a line, but a legal form stays with its name: "Teixeira, Lda."."""
    return [part for _, part in parts_and_separators(text)]


def parts_and_separators(text: str) -> list[tuple[str, str]]:
    """Return the parts of a line as `name_parts` does, each behind the separator before it."""
    parts: list[tuple[str, str]] = []
    places = list(_PART.finditer(text))
    for at, place in enumerate([None, *places]):
        start = place.end() if place else 0
        stop = places[at].start() if at < len(places) else len(text)
        part = text[start:stop]
        if place and place.group().strip() == "," and parts and _begins_with_form(part):
            parts[-1] = (parts[-1][0], f"{parts[-1][1]}, {part}")
        else:
            parts.append((place.group() if place else "", part))
    return parts


def _begins_with_form(part: str) -> bool:
    if _DOTTED.fullmatch(part.strip()):
        return True
    words = part.split()[:4]
    named = len(words) > 1 and words[1][:1].isupper() and fold(words[1]) not in legal_forms()
    if named and fold(words[0]) in _FIRST_FORMS:
        return False  # a firm of its own: "SARL Dunast et Fils"
    sizes = range(1, len(words) + 1)
    return not _STATE.match(part) and any(fold(" ".join(words[:size])) in legal_forms() for size in sizes)


def customer_named(name: str, ledger: Ledger) -> Customer | None:
    """Return the one customer of that name or alias; None without one or where several fit.

    Whole names only: exact but for case, accents and legal form, else nearly so (one slip in a long name).
    """
    key = name_key(name)
    if not key:
        return None
    exact = {
        c.customer_id: c for c in ledger.customers if any(name_key(n) == key for n in (c.name, *c.aliases))
    }
    if exact:
        return next(iter(exact.values())) if len(exact) == 1 else None
    if len(key) < 6:
        return None
    scored = sorted(
        (
            (max(fuzz.ratio(key, name_key(n)) for n in (c.name, *c.aliases)), c.customer_id)
            for c in ledger.customers
        ),
        reverse=True,
    )[:2]
    if not scored or scored[0][0] < _NEAR or (len(scored) > 1 and scored[0][0] - scored[1][0] < _MARGIN):
        return None
    return ledger.customer_by_id[scored[0][1]]

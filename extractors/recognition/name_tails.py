"""Tells whether what a comma or a dash parts from a name is a part of it: "Karla Lutz, Malermeisterin"."""

import re
from enum import StrEnum

from extractors.recognition.customers import firm_at_start, is_firm, parts_and_separators
from extractors.recognition.firm_words import begins_as_name, begins_trade, trades
from extractors.recognition.naming import is_label, is_typed
from extractors.recognition.party import PARTICLES, is_bank, is_person
from extractors.recognition.words import components, fold, label_meaning, says, starts_with

LINKS = frozenset({",", "-", "–", "/"})
"""Separators that stand within names, too; others part a name from what does not belong to it."""
_YEAR = re.compile(r"\(\d{4}\)")
"""Within names of firms: "Meeks and Sons (1974) Limited"."""
_KNOWN = 0.5
_CALLING = 3
"""In words: the longest calling in small letters."""
_LONGEST = 90
_DETAILS = frozenset(
    {"CONTACT", "TAX", "ACCOUNT", "DOC", "AMOUNT", "PAID", "TRANSFER", "DATE", "TOTAL", "REF"}
)


_OWN_NUMBER = re.compile(r"^\d{5,}(?:\s*[-–/:]\s*|\s+)(?=[^\W\d])")
"""What a payer's books call us stands before our name: "40021 Kestrel Inc."."""


_NUMBERED = re.compile(r"\s*\((?!\d{4}\))[^()]*\d[^()]*\)$")
"""Stands behind a name and is none of it: "Kestrel Inc. (vendor 4471)"."""
_CARE_OF = re.compile(r"\s+c/o\s+")
_FIGURES = re.compile(r"^\d{1,4}[\s.:-]+(?=[^\W\d])")


class Tail(StrEnum):
    """What stands behind a name."""

    PART = "part"
    OTHER = "other"
    """An address, a number, a department: recognised as no part of the name."""
    UNKNOWN = "unknown"


def tail_of(head: str, separator: str, part: str) -> Tail:
    """Judge what a separator parts from a name."""
    link = separator.strip()
    plain = _YEAR.sub("", part)
    if begins_trade(part) and not any(map(str.isdigit, plain)):
        return Tail.PART
    if link not in LINKS or _is_particular(plain):
        return Tail.OTHER
    if fold(part) in trades():
        return Tail.PART
    if is_person(head) and is_firm(part):
        return Tail.UNKNOWN  # perhaps who writes for the firm
    if not is_firm(head) and (is_firm(f"{head}{separator}{part}") or _names_partners(part)):
        return Tail.PART
    words = part.split()
    if all(word.islower() for word in words):
        called = len(words) <= _CALLING and not is_firm(head) and link == ","
        return Tail.PART if called else Tail.UNKNOWN
    return Tail.UNKNOWN


def with_tails(text: str) -> str:
    """Return a name with what its line says behind it, up to what is recognised as no part of it.

    Of words of unknown use behind a comma a firm with its legal form takes none, another name all.
    """
    pairs = parts_and_separators(text)
    head = pairs[0][1]
    for separator, part in pairs[1:]:
        tail = tail_of(head, separator, part)
        if tail is Tail.OTHER or (tail is Tail.UNKNOWN and is_firm(head)) or len(head) + len(part) > _LONGEST:
            break
        head = f"{head}{separator}{part}"
    return head.strip(" ,")


def plain_name(text: str) -> str:
    """Return the name in a label's value or a line of the head."""
    text = _CARE_OF.split(_NUMBERED.sub("", text.strip("*_ ")))[0]
    head = with_tails(_OWN_NUMBER.sub("", text))
    if "," in head and not is_firm(head) and not is_firm(parts_and_separators(head)[0][1]):
        head = firm_at_start(head) or head
    return head if len(head) > 2 else text.strip()


def doubtful_tail(name: str) -> bool:
    """Tell whether a name took figures, or a part behind a comma or dash, that may be none of it."""
    if _FIGURES.match(name):
        return True  # a code, a year or a part of the name
    pairs = parts_and_separators(name)
    head = pairs[0][1]
    for separator, part in pairs[1:]:
        known = separator.strip() != "," and (is_person(head) or begins_as_name(head))
        if tail_of(head, separator, part) is Tail.UNKNOWN and not known:
            return True
        head = f"{head}{separator}{part}"
    return False


def before_firm(before: str, firm: str) -> str:
    """Return the end of what stands before a firm in its line that belongs to its name, else nothing.

    "Hôtel du Lac - " stands before "SAS Orme", "Spedition Lutz, " before "Inh. Karla Lutz e. K.".
    """
    words = re.sub(r"\s*[-–,/]\s*$", "", before)
    if words == before.rstrip() or not words:
        return ""
    name = parts_and_separators(words)[-1][1]
    if (is_person(name) and not begins_as_name(name)) or not _may_be_name(name):
        return ""
    if before.rstrip().endswith(",") and not (begins_as_name(name) or begins_trade(firm)):
        return ""
    return before[before.rindex(name) :]


def _names_partners(part: str) -> bool:
    """ "Lombard & Associés" goes on with the partners of whom a name tells the first."""
    return bool(re.search(r"\s(?:&|\+|et|and|und|e|y|en)\s", part)) and part[:1].isupper()


def _may_be_name(text: str) -> bool:
    words = text.split()
    if not 0 < len(words) <= 7 or not text[:1].isupper() or re.search(r"[\d:@!?]", text):
        return False
    if any(word.islower() and len(word) > 3 and word not in PARTICLES for word in words):
        return False
    return not _is_particular(text) and components(text)[1] < _KNOWN


def _is_particular(part: str) -> bool:
    """Tell whether words are recognised as something else than a part of a name."""
    if not any(map(str.isalpha, part)) or any(map(str.isdigit, part)) or re.search(r"[@:*=]", part):
        return True
    found, share = components(part)
    if found & _DETAILS or (found and share >= _KNOWN and fold(part) not in trades()):
        return True
    if is_label(part) or is_typed(part) or is_bank(part) or label_meaning(part) is not None:
        return True
    kinds = ("department", "place", "closing", "greeting", "belongs_to")
    return any(starts_with(part, kind) for kind in kinds) or says(part, "not_advice")

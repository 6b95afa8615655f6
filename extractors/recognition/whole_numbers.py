"""Gives document numbers the letters beside them that all numbers of the document share: "RG 61418 K"."""

import re
from collections.abc import Sequence

from domain.dialect_numbers import CODES
from domain.ledger import Ledger
from domain.numbers import number_key
from extractors.recognition.entries import Entry

_SIDES = frozenset("HSCD")
"""Letters for the two sides of a book, which stand behind figures as well."""
_BEHIND = r"(?: (?P<behind>[A-Z]))?(?= [^A-Z]|[:;,)]|$)"
_SEVERAL = 2


def complete_numbers(entries: Sequence[Entry], ledger: Ledger | None) -> list[str]:
    """Set the letter behind every number, and letters before most of them, to the numbers in place.

    Return a doubt where a letter stands behind the only number or behind some of them. Numbers that are open
    items as they were read stay so.
    """
    known = ledger.items_by_key if ledger else {}
    held = [entry for entry in entries if entry.number and number_key(entry.number) not in known]
    if len(held) < len([entry for entry in entries if entry.number]):
        return []
    _take_series(held)
    return _take_letters(held)


def _take_letters(held: Sequence[Entry]) -> list[str]:
    letters = [_letter_behind(entry) for entry in held]
    told = {letter for letter in letters if letter}
    if not told:
        return []
    several = len({entry.number for entry in held}) >= _SEVERAL
    if len(told) == 1 and all(letters) and (several or not told & _SIDES):
        for entry, letter in zip(held, letters, strict=True):
            entry.number = f"{entry.number} {letter}"
        return []
    if told <= _SIDES and several:
        return []
    at = next(at for at, letter in enumerate(letters) if letter)
    return [f'"{held[at].number} {letters[at]}" may be the whole number.']


def _letter_behind(entry: Entry) -> str | None:
    behind = re.compile(rf"(?<![\w/-]){re.escape(entry.number or '')}{_BEHIND}")
    found = next((hit for piece in entry.pieces if (hit := behind.search(piece.text))), None)
    return found["behind"] if found else None


def _take_series(held: Sequence[Entry]) -> None:
    """Write "RG 64280" for "64280" where "RG" stands before it and begins the other numbers, too."""
    series = {entry.number.split()[0] for entry in held if entry.number and " " in entry.number}
    for letters in series if len(series) == 1 else ():
        if not re.fullmatch(r"[A-Z]{1,4}", letters) or letters in CODES:
            return
        for entry in held:
            before = re.compile(rf"(?<!\w){letters} {re.escape(entry.number or '')}(?![\w/-])")
            if (entry.number or "").isdigit() and any(before.search(piece.text) for piece in entry.pieces):
                entry.number = f"{letters} {entry.number}"

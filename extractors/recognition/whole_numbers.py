"""Gives document numbers the letters beside them that all numbers of the document share: "RG 61418 K"."""

import re
from collections.abc import Sequence

from domain.dialect_numbers import CODES
from domain.ledger import Ledger
from domain.numbers import number_key
from extractors.recognition.entries import Entry
from extractors.recognition.words import components

_SIDES = frozenset("HSCD")
"""Letters for the two sides of a book, which stand behind figures as well."""
_BEHIND = r"(?: (?P<behind>[A-Z]))?(?= [^A-Z]|[:;,)]|$)"
_BEFORE = r"(?:[A-Z]{1,4}(?: \d\d)?|20\d\d)"
_SEVERAL = 2


def without_parts(doubts: Sequence[str], entries: Sequence[Entry]) -> list[str]:
    """Return the doubts but for those about figures that turned out to be a part of every number."""
    parts = set.intersection(*(set((entry.number or "").split()) for entry in entries)) if entries else set()
    return [doubt for doubt in doubts if doubt not in {unclear(part) for part in parts}]


def unclear(text: str) -> str:
    """Return the doubt about figures of a line that no value took."""
    return f'Nothing says what "{text}" stands for.'


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
    _take_parts(held)
    return _take_letters(held)


def _take_parts(held: Sequence[Entry]) -> None:
    """Write "R 26 53801" or "FC 12088 26" where these parts stand beside all of several numbers, or alone."""
    several = len({entry.number for entry in held}) >= _SEVERAL
    found = [_parts_of(entry) for entry in held]
    if len(set(found)) != 1 or None in found:
        return
    if several or all(_stands_alone(entry, parts) for entry, parts in zip(held, found, strict=True)):
        for entry, parts in zip(held, found, strict=True):
            entry.number = _whole(entry, parts)


def _whole(entry: Entry, parts: tuple[str, str] | None) -> str:
    before, behind = parts or ("", "")
    return " ".join(part for part in (before, entry.number, behind) if part)


def _stands_alone(entry: Entry, parts: tuple[str, str] | None) -> bool:
    return any(piece.text.strip() == _whole(entry, parts) for piece in entry.pieces)


def _parts_of(entry: Entry) -> tuple[str, str] | None:
    """Return what stands right before and behind a number and may be of it; None without either."""
    pattern = re.compile(
        rf"(?:(?P<word>[^\W_]+)[.:°º]* )??(?P<before>{_BEFORE} )?(?<![\w/-]){re.escape(entry.number or '')}"
        rf"(?: (?P<year>\d\d)(?=[),;:]|$| [^\W\d]))?(?![\w/-])"
    )
    for piece in entry.pieces:
        found = pattern.search(" ".join(piece.text.split()))
        if found is None:
            continue
        before = (found["before"] or "").strip()
        alone = found.group() == piece.text.strip()
        before = before if before and (alone or _may_begin(before, found["word"], entry)) else ""
        year = found["year"] or ""
        year = year if (entry.number or "")[:1].isalpha() or before[:1].isalpha() else ""
        return (before, year) if before or year else None
    return None


def _may_begin(before: str, word: str | None, entry: Entry) -> bool:
    """Tell whether letters or a year before bare figures begin the number: behind its word, or first."""
    letters = before.split()[0]
    if not (entry.number or "").isdigit() or letters in CODES | {"NO", "NR", "N"}:
        return False
    if word is None:
        return letters.isdigit() or not components(letters)[0]
    called = components(word)[0]
    return bool(called & {"DOC", "NUM"}) and not called & {"ORDER", "OUR", "DATE"}


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

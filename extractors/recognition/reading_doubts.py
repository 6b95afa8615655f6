"""Doubts about how lines were read off their words: letters before it, words for it, days of two uses."""

import re
from collections.abc import Sequence
from datetime import date

from domain.dialect_numbers import CODES
from domain.ledger import Ledger
from domain.numbers import number_key
from extractors.recognition.entries import Entry
from extractors.recognition.pieces import Row
from extractors.recognition.words import components

_WORD = re.compile(r"[^\W\d_]{3,}")
_MANY_WORDS = 2


def reading_doubts(entries: Sequence[Entry], ledger: Ledger | None, loose_day: date | None) -> list[str]:
    """Return the doubts; `loose_day` is the payment's where no label names it."""
    strange = [entry for entry in entries if entry.number and not _is_known(entry.number, ledger)]
    doubts = [f'"{entry.number}" reads as words, not as a number.' for entry in strange if _is_worded(entry)]
    cut = [letters for entry in strange if (letters := _letters_before(entry))]
    doubts += [f'"{whole}" may be the whole number.' for whole in cut[:1]]
    if loose_day is not None and any(entry.day == loose_day for entry in entries):
        doubts.append(f"{loose_day.isoformat()} may be the day of the payment or that of a document.")
    return doubts


def cut_reference(rows: Sequence[Row], reference: str | None) -> list[str]:
    """Doubt a payment's number behind capitals that its label announces, too: "Reference: VIR 8841"."""
    if not reference or not reference[0].isdigit():
        return []
    before = re.compile(rf"([\w°º]+)[\s.:]+([A-Z]{{1,4}}) {re.escape(reference)}(?![\w-])")
    for found in (before.search(" ".join(row.text.split())) for row in rows):
        if found is None or found[2] in CODES | {"NO", "NR", "N"}:
            continue
        if components(found[1])[0] & {"REF", "NUM"}:
            return [f'"{found[2]} {reference}" may be the payment\'s whole number.']
    return []


def _is_known(number: str, ledger: Ledger | None) -> bool:
    return ledger is not None and number_key(number) in ledger.items_by_key


def _is_worded(entry: Entry) -> bool:
    """Two words of the trade or more make a sentence: "Deductions, see page 2"."""
    words = _WORD.findall(entry.number or "")
    return len(words) >= _MANY_WORDS and any(word.islower() for word in words)


def _letters_before(entry: Entry) -> str | None:
    """Return "RG 60865" where capitals stand right before a number and are no word for a document.

    Behind such a word they are none again: "your invoice RG 60865".
    """
    number = entry.number or ""
    if not number or " " in number:
        return None
    before = re.compile(rf"(?:(\w+)[.:]? )?(?<![\w.])([A-Z]{{1,4}}) {re.escape(number)}(?![\w-])")
    for piece in entry.pieces:
        found = before.search(piece.text)
        if found is None or found[2] in CODES | {"NO", "NR", "N"}:
            continue
        told = "DOC" in components(found[1] or "")[0]
        alone = piece.text.strip() == f"{found[2]} {number}"
        if told or alone or (number.isdigit() and not components(found[2])[0]):
            return f"{found[2]} {number}"
    return None

"""Doubts about how lines were read off their words: letters before it, words for it, days of two uses."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from domain.dialect import Dialect, parse_amount, parse_date
from domain.dialect_dates import is_date_like, read_date
from domain.dialect_numbers import CODES, is_amount_like
from domain.ledger import Ledger
from domain.numbers import number_key
from extractors.recognition.entries import Entry
from extractors.recognition.numbers import looks_like_number
from extractors.recognition.pieces import Piece, Row, paragraphs, split_typed
from extractors.recognition.references import is_cut
from extractors.recognition.words import components

_WORD = re.compile(r"[^\W\d_]{3,}")
_MANY_WORDS = 2
_CELLS = 3
_LONG_NUMBER = 5
_DAY_FIGURES = 2
_EDGES = " ,;:.()[]\"'"
_OF_DAY = 4
"""In words: a day goes on for so many behind its first."""
_SIGNS = frozenset({"NO", "NR", "N"})


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
    """Doubt a payment's number beside capitals that may belong to it: "Reference: VIR 8841", "no. 8841 B"."""
    if not reference or not any(map(str.isdigit, reference)):
        return []
    if is_cut(reference):
        return [f'"{reference}" may go on elsewhere; the payment\'s number was not read wholly.']
    number = re.escape(reference)
    before = re.compile(rf"([\w°º]+)[\s.:]+([A-Z]{{1,4}}) {number}(?![\w-])")
    behind = re.compile(rf"(?<![\w-]){number}(?: ([A-Z]{{1,2}})(?=$|[\s,.;)])|\) ([A-Z]{{2,4}})$)")
    going_on = re.compile(rf"(?<![\w-]){number}[,;&+]? (?![(\[])(\S*\d\S*)")
    for text in (" ".join(row.text.split()) for row in paragraphs(rows)):
        found, after = before.search(text), behind.search(text)
        if found is not None and found[2] not in CODES | _SIGNS and components(found[1])[0] & {"REF", "NUM"}:
            return [f'"{found[2]} {reference}" may be the payment\'s whole number.']
        if after is not None and (after[1] or after[2]) not in CODES and reference[-1].isdigit():
            return [f'"{after.group()}" may be the payment\'s whole number.']
        more = going_on.search(text)
        if more is not None and not _is_day_or_amount(more[1], text[more.end() :]):
            return [f'"{more.group()}" may be the payment\'s whole number.']
    return []


def _is_day_or_amount(word: str, behind: str) -> bool:
    words = [word, *behind.split()[:_OF_DAY]]
    runs = (" ".join(words[:size]).strip(_EDGES) for size in range(1, len(words) + 1))
    return any(is_date_like(run) or is_amount_like(run) for run in runs)


def _is_known(number: str, ledger: Ledger | None) -> bool:
    return ledger is not None and number_key(number) in ledger.items_by_key


def _is_worded(entry: Entry) -> bool:
    """Two words or more make a sentence or a name: "Deductions, see page 2", "Ames v. Byrd 77"."""
    words = _WORD.findall(entry.number or "")
    if any(word.islower() for word in words) and " " in (entry.number or ""):
        return True
    return len(words) >= _MANY_WORDS and not all(word.isupper() for word in words)


def _letters_before(entry: Entry) -> str | None:
    """Return "RG 60865" where capitals stand right before a number and are no word for a document.

    Behind such a word they are none again: "your invoice RG 60865".
    """
    number = entry.number or ""
    if not number or " " in number:
        return None
    before = re.compile(rf"(?:(\w+)[.:]? )?(?<![\w.])([A-Z]{{1,4}}(?: \d\d)?) {re.escape(number)}(?![\w-])")
    for piece in entry.pieces:
        found = before.search(piece.text)
        if found is None or found[2] in CODES | _SIGNS:
            continue
        told = "DOC" in components(found[1] or "")[0]
        alone = piece.text.strip() == f"{found[2]} {number}"
        if told or alone or (number.isdigit() and not components(found[2])[0]):
            return f"{found[2]} {number}"
    return None


def unread_separated(rows: Sequence[Row], entries: Sequence[Entry]) -> list[str]:
    """Doubt pasted rows of separated values, "33873;23-05-2026;16.992,52", whose number no line took."""
    numbers = {entry.number for entry in entries}
    for row in rows:
        cells = [cell.strip() for cell in row.text.split(";")]
        unread = len(cells) >= _CELLS and not numbers & set(cells)
        named = any(looks_like_number(cell) or is_date_like(cell) for cell in cells)
        if unread and named and any(is_amount_like(cell) for cell in cells):
            return [f'"{row.text}" looks like a row of a list; it was not read.']
    return []


def yearless_days(text: str, entries: Sequence[Entry]) -> list[str]:
    """Doubt a day without its year, "invoice 118 of 1 July", where a line was read without a day."""
    if all(entry.day is not None for entry in entries):
        return []
    words = [word.strip(_EDGES) for word in text.split()]
    found = [
        f'"{first} {second}" may be the day of a line; it was not read.'
        for first, second, third in zip(words, words[1:], [*words[2:], ""], strict=False)
        if first.isdigit()
        and len(first) <= _DAY_FIGURES
        and second.isalpha()
        and not third[:2].isdigit()
        and read_date(f"{first} {second} 2024", None) is not None
    ]
    return found[:1]


def numbers_beside(
    rows: Sequence[Row], entries: Sequence[Entry], day: date | None, total: Decimal | None, dialect: Dialect
) -> list[str]:
    """Doubt numbers of nobody that stand in one row or sentence with the payment's own day or sum."""
    used = {word for entry in entries for name in (entry.number, entry.po) if name for word in name.split()}
    found = []
    for row in paragraphs(rows):
        pieces = [part for whole in row.pieces for part in split_typed(whole)]
        typed = [piece for piece in pieces if is_date_like(piece.text) or is_amount_like(piece.text)]
        if not any(_is_payments(piece, day, total, dialect) for piece in typed):
            continue
        words = [word.strip(_EDGES) for piece in pieces if piece not in typed for word in piece.text.split()]
        found += [
            f'"{word}" stands beside the payment\'s own values; it was not read.'
            for word in words
            if len(word) >= _LONG_NUMBER and looks_like_number(word) and word not in used
        ]
    return list(dict.fromkeys(found))


def _is_payments(piece: Piece, day: date | None, total: Decimal | None, dialect: Dialect) -> bool:
    if day is not None and (piece.day or parse_date(piece.text, dialect)) == day:
        return True
    amount = piece.number if piece.number is not None else parse_amount(piece.text, dialect)
    return total is not None and amount is not None and abs(amount) == abs(total)

"""Tells by the stated sum which lines are credits, or are paid at all, where a column marks them."""

from collections.abc import Sequence
from decimal import Decimal

from domain.words import DocumentType
from extractors.recognition.bodies import Record
from extractors.recognition.entries import Entry
from extractors.recognition.headers import AMOUNTS, Column
from extractors.recognition.signs import total_of, turn
from extractors.recognition.words import says

_LONGEST, _MOST = 2, 4
"""Letters of a code, and different codes in one column."""
_KINDS = ("invoice", "credit_note", "debit_note", "on_account", "deduction")
_STATES = 6
"""Different texts of a column that says what becomes of each line."""
_MARKING = ("type", "unknown", "ignore", "text", "debit", "credit", "reason")


def turn_marked(
    lines: Sequence[tuple[Record, Entry]], columns: Sequence[Column], sums: Sequence[Decimal]
) -> None:
    """Make credits of the lines of one code where only their taking off makes a stated sum.

    Nothing happens where no code or several do, or where a line of that code is negative already.
    """
    whole = total_of([entry for _, entry in lines])
    if whole in sums:
        return
    found: dict[frozenset[int], list[Entry]] = {}
    for index, column in enumerate(columns):
        codes = [_code(record, index, column) for record, _ in lines]
        if not 1 < len(set(codes)) <= _MOST or any(len(code) > _LONGEST for code in codes):
            continue
        for code in set(codes):
            marked = [entry for (_, entry), said in zip(lines, codes, strict=True) if said == code]
            if whole - 2 * total_of(marked) in sums and all((entry.net or 0) > 0 for entry in marked):
                found[frozenset(map(id, marked))] = marked
    for entry in next(iter(found.values())) if len(found) == 1 else ():
        turn(entry)
        entry.kind = DocumentType.CREDIT_NOTE


def doubt_unknown_kinds(lines: Sequence[tuple[Record, Entry]], columns: Sequence[Column]) -> None:
    """A code that nobody knows, in a column whose other codes name kinds of documents, names one as well."""
    typed = [index for index, column in enumerate(columns) if column.concept == "type"]
    texts = [record.text(typed[0]).strip() if len(typed) == 1 else "" for record, _ in lines]
    if not any(map(_names_kind, texts)):
        return
    for (_, entry), text in zip(lines, texts, strict=True):
        if (entry.net or 0) > 0 and text.isupper() and len(text) <= _LONGEST + 1 and not _names_kind(text):
            entry.problems.append(f'"{text}" does not say what kind of document {entry.number} is.')


def _names_kind(text: str) -> bool:
    return any(says(text, kind) for kind in _KINDS)


def _code(record: Record, index: int, column: Column) -> str:
    """Return the text of a column that may mark lines; of an amount the mark of a footnote behind it."""
    if column.concept in _MARKING:
        return record.text(index).strip()
    pieces = record.cells.get(index, ())
    return pieces[-1].text if len(pieces) > 1 and column.concept in AMOUNTS else ""


def paid_alone(
    lines: Sequence[tuple[Record, Entry]], columns: Sequence[Column], totals: Sequence[Decimal]
) -> list[Entry]:
    """Return the lines that one text of a column marks, where only they make the total that a label states.

    Open items and those of other payments are listed with the paid ones; all lines where nothing parts them.
    """
    every = [entry for _, entry in lines]
    whole = total_of(every)
    if not totals or len(every) < 2 or any(abs(whole) == abs(total) for total in totals):
        return every
    wanted = {abs(total) for total in totals}
    found: dict[frozenset[int], list[Entry]] = {}
    for index, column in enumerate(columns):
        if column.concept in AMOUNTS:
            continue
        texts = [record.text(index).strip() for record, _ in lines]
        for text in set(texts) if 1 < len(set(texts)) <= _STATES else ():
            marked = [entry for entry, said in zip(every, texts, strict=True) if said == text]
            if abs(total_of(marked)) in wanted and all(entry.net is not None for entry in marked):
                found[frozenset(map(id, marked))] = marked
    return next(iter(found.values())) if len(found) == 1 else every

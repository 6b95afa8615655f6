"""Folds lines that are small sums of their own: the invoice, less its discount, what is paid of it."""

from collections.abc import Sequence
from dataclasses import replace

from extractors.recognition.bodies import Record
from extractors.recognition.headers import Column
from extractors.recognition.words import column_meaning

_PARTS = ("gross", "discount", "deduction", "net")
_FAR = 1e6


def folded(records: list[Record], columns: list[Column]) -> tuple[list[Record], list[Column]]:
    """Return records and columns; rows that name parts of one sum become one record with a column for each.

    Only in a table of one column of amounts, whose every line begins with a row that names its gross amount.
    """
    money = [index for index, column in enumerate(columns) if column.concept in ("amount", "net", "gross")]
    if len(money) != 1:
        return records, columns
    parts = [_part(record, columns, money[0]) for record in records]
    lines = [at for at, record in enumerate(records) if record.kind == "line"]
    rows = [at for at, part in enumerate(parts) if part and records[at].kind != "line"]
    if not lines or not rows or any(parts[at] != "gross" for at in lines):
        return records, columns
    wide = [*columns, *(Column(part, _FAR + at, _FAR + at, part, 1.0) for at, part in enumerate(_PARTS))]
    kept: list[Record] = []
    for record, part in zip(records, parts, strict=True):
        if part is None:
            kept.append(record)
            continue
        place = len(columns) + _PARTS.index(part)
        if record.kind == "line":
            kept.append(record)
        elif not kept or kept[-1].kind != "line" or place in kept[-1].cells:
            return records, columns
        kept[-1].cells[place] = record.cells[money[0]]
        if record is kept[-1]:
            del record.cells[money[0]]
        else:
            kept[-1].rows.extend(record.rows)
    return kept, [replace(c, concept="ignore") if at == money[0] else c for at, c in enumerate(wide)]


def _part(record: Record, columns: Sequence[Column], money: int) -> str | None:
    """Return which part of a sum the words beside a record's amount name."""
    if record.kind not in ("line", "amount", "total") or money not in record.cells:
        return None
    for index in record.cells:
        if columns[index].concept not in ("text", "unknown", "reason", "type"):
            continue
        meaning = column_meaning(record.text(index).rstrip(" :"))
        if meaning is not None and meaning.strength >= 0.75 and meaning.concept in _PARTS:
            return meaning.concept
    return None

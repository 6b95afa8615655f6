"""Learns lines of two tables: invoices, and below them under a header of its own what is kept back."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, product

from domain.dialect import Dialect
from domain.layouts import LineRule
from domain.words import DocumentType
from extractors.layouts.kinds import KIND_OF, number_form, same_value
from extractors.layouts.learning_headers import number_forms
from extractors.layouts.learning_tables import Lines, table_rules
from extractors.layouts.sight import Sight
from extractors.layouts.tables import read_columns
from extractors.layouts.truth import TrueLine
from extractors.recognition.entries import Entry
from extractors.recognition.words import fold

_TRIED, _KEPT = 24, 2
"""Rules of one table that are tried alone, and those of them that are put together with the other's."""
_ABOVE = 4
"""Rows above the first line of a table in which its heading stands."""


def further_rules(sight: Sight, lines: Lines, dialect: Dialect, rows_of: Sequence[int]) -> Iterator[LineRule]:
    """Yield rules of two tables; `rows_of` holds the rows with true numbers, in order."""
    split = _split(lines.lines)
    if split is None:
        return
    forms = number_forms(lines.lines)
    first, second = _part(lines, 0, split), _part(lines, split, len(lines.lines))
    for at in _headings(sight, second.lines, rows_of):
        upper, lower = sight.part(0, at), sight.part(at, len(sight.rows))
        for one, other in product(_right(upper, first, dialect), _right(lower, second, dialect)):
            further = replace(
                other,
                heading=fold(sight.rows[at].text),
                kind=_kind(second.lines),
                number_forms=forms,
            )
            yield replace(one, number_forms=forms, further=further)


def _split(lines: Sequence[TrueLine]) -> int | None:
    """Return the first line of the second table: from it on all numbers have forms of their own."""
    shapes = [
        "".join(dict.fromkeys(number_form(str(line.values.get("document_number", ""))))) for line in lines
    ]
    for at in range(1, len(lines)):
        if not set(shapes[:at]) & set(shapes[at:]):
            return at
    return None


def _part(lines: Lines, first: int, after: int) -> Lines:
    return Lines(lines.lines[first:after], lines.headers[first:after])


def _headings(sight: Sight, lines: Sequence[TrueLine], rows_of: Sequence[int]) -> Iterator[int]:
    """Yield rows above the second table whose words stand nowhere else: its title, or its own header."""
    first = next((at for at in rows_of if _holds(sight, at, lines[0])), None)
    if first is None:
        return
    texts = [fold(row.text) for row in sight.rows]
    for at in range(max(0, first - _ABOVE), first):
        if texts[at] and not any(c.isdigit() for c in texts[at]) and texts.count(texts[at]) == 1:
            yield at


def _holds(sight: Sight, at: int, line: TrueLine) -> bool:
    return str(line.values.get("document_number", "")) in sight.rows[at].text


def _right(part: Sight, lines: Lines, dialect: Dialect) -> list[LineRule]:
    """Return rules that read just these lines in their part of the document."""
    found: list[LineRule] = []
    for rule in islice(table_rules(part, lines, dialect), _TRIED):
        for turned in (False, True):
            tried = replace(rule, reverse=turned)
            read = read_columns(tried, part, dialect)
            whole = len(read.entries) == len(lines.lines) and not read.problems
            if whole and all(map(_same, read.entries, lines.lines)):
                found.append(tried)
        if len(found) >= _KEPT:
            break
    return found[:_KEPT]


def _same(entry: Entry, line: TrueLine) -> bool:
    held = {
        "document_number": entry.number,
        "document_date": entry.day,
        "deduction_reason": entry.reason,
        "gross_amount": entry.gross,
    }
    texts = all(
        same_value(KIND_OF[name], value, line.values[name])
        for name, value in held.items()
        if name in line.values
    )
    net = line.values.get("net_amount")
    return texts and entry.net == net


def _kind(lines: Sequence[TrueLine]) -> DocumentType | None:
    kinds = {line.kind for line in lines}
    return next(iter(kinds)) if len(kinds) == 1 else None

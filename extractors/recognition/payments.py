"""Tells several payments in one document apart: by their own references."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from domain.dialect import Dialect
from domain.dialect_numbers import is_amount_like
from domain.ledger import Ledger
from domain.numbers import number_key
from extractors.recognition.bands import bands_apart
from extractors.recognition.labels import labelled
from extractors.recognition.numbers import looks_like_number
from extractors.recognition.pieces import Piece, Row
from extractors.recognition.scan import Part
from extractors.recognition.spoken import NAMED, Told, told_references
from extractors.recognition.told_sections import cut, telling
from extractors.recognition.unmade import unmade

_EDGES = " ,;:.()[]"
_FEW, _TITLE = 3, 90
"""The most pieces and letters of a row that may head a payment."""


def sections(parts: Sequence[Part], dialect: Dialect, ledger: Ledger | None = None) -> list[list[Part]]:
    """Return the parts of each payment: a new one starts where a new payment reference heads new lines."""
    parts, spoken = _cut_at_sentences(bands_apart(parts, dialect))
    rows = [(at, index) for at, part in enumerate(parts) for index in range(len(part.rows))]
    flat = [parts[at].rows[index] for at, index in rows]
    if not flat:
        return [list(parts)]
    numbers = _numbers(flat, dialect, ledger)
    void = unmade(flat, numbers, _is_line)
    if void:
        made = [replace(part, rows=[row for row in part.rows if id(row) not in void]) for part in parts]
        return sections([part for part in made if part.rows or part.header], dialect, ledger)
    starts = _starts(flat, numbers, spoken)
    heads = {id(flat[start]) for start in starts}
    if len(starts) < 2 and not any(part.header and _head_first(part.rows, heads) for part in parts):
        return [list(parts)]
    bounds = [0, *(_with_head(flat, start, starts[n]) for n, start in enumerate(starts[1:])), len(flat)]
    return [_between(parts, rows[first:after], heads) for first, after in pairwise(bounds)]


def _cut_at_sentences(parts: Sequence[Part]) -> tuple[Sequence[Part], dict[int, str]]:
    """Return the parts, a row in whose middle a sentence begins to tell a payment as two, and those payments'
    numbers by the identity of the row that tells them."""
    rows = [row for part in parts for row in part.rows]
    found = telling(rows)
    if not found:
        return parts, {}
    cuts = {
        at: cut(rows[at], [one.word for one in found if one.at == at]) for at in {one.at for one in found}
    }
    halves = {id(rows[at]): list(made.values()) for at, made in cuts.items()}
    parts = [
        replace(part, rows=[half for row in part.rows for half in halves.get(id(row), (row,))])
        for part in parts
    ]
    return parts, {id(cuts[one.at][one.word]): one.number for one in found}


def _numbers(flat: Sequence[Row], dialect: Dialect, ledger: Ledger | None) -> list[tuple[int, str]]:
    """Return the rows that state a payment's number, each with it."""
    known = ledger.items_by_key if ledger else {}
    numbers = [
        (hit.at, hit.text)
        for hit in labelled(flat, dialect)
        if hit.concept == "payment_reference" and hit.rank <= 3
    ]
    return sorted(numbers + [(at, one.text) for at, one in _told(flat) if number_key(one.text) not in known])


def _starts(flat: Sequence[Row], numbers: Sequence[tuple[int, str]], spoken: Mapping[int, str]) -> list[int]:
    told = {at: spoken[id(row)] for at, row in enumerate(flat) if id(row) in spoken}
    starts: list[int] = []
    last: str | None = None
    for at, text in sorted([*numbers, *told.items()]):
        if text == last or (_is_line(flat[at]) and at not in told):
            continue
        first = starts[-1] + (starts[-1] not in told) if starts else 0
        if not starts or any(_is_line(row) for row in flat[first:at]):
            starts.append(at)
            last = text
    return starts


def _told(flat: Sequence[Row]) -> Iterator[tuple[int, Told]]:
    """Yield the numbers that the words of short rows call a payment's: "Payment Z-1 of 11 May"."""
    for at, row in enumerate(flat):
        if len(row.pieces) <= _FEW and len(row.text) <= _TITLE:
            yield from ((at, item) for item in told_references([row], frozenset()) if item.rank <= NAMED)


def _is_line(row: Row) -> bool:
    """A row that could be a remittance line: a number and an amount beside it."""
    words = [word for piece in row.pieces for word in piece.text.split()]
    if any(_is_cell_amount(piece) for piece in row.pieces):
        return any(looks_like_number(p.text) for p in row.pieces if p.number is None)
    words = [word.strip(_EDGES) for word in words]
    return any(is_amount_like(word) for word in words) and any(looks_like_number(word) for word in words)


def _is_cell_amount(piece: Piece) -> bool:
    return piece.number is not None and piece.day is None


def _with_head(flat: Sequence[Row], start: int, earlier: int) -> int:
    """Go up from the reference over the rows of its own head: those without amounts."""
    at = start
    while at - 1 > earlier and flat[at - 1].page == flat[start].page and start - at < 8:
        words = [word.strip(_EDGES) for piece in flat[at - 1].pieces for word in piece.text.split()]
        if any(is_amount_like(piece.text) for piece in flat[at - 1].pieces) or any(
            map(is_amount_like, words)
        ):
            break
        at -= 1
    return at


def _between(parts: Sequence[Part], rows: Sequence[tuple[int, int]], heads: set[int]) -> list[Part]:
    held: dict[int, list[Row]] = {}
    for at, index in rows:
        held.setdefault(at, []).append(parts[at].rows[index])
    result = []
    for at, kept in held.items():
        headed = parts[at].header is not None and _head_first(kept, heads)
        whole = not headed and (len(kept) == len(parts[at].rows) or kept[0] is parts[at].rows[0])
        result += [Part(kept, parts[at].header, parts[at].tabular, parts[at].head)] if whole else []
        result += [] if whole else _under_same_header(parts[at], kept, heads)
    return result


def _head_first(rows: Sequence[Row], heads: set[int]) -> bool:
    """Tell whether a payment's own number stands between the table's header and the first line."""
    for row in rows:
        if id(row) in heads or _is_line(row):
            return id(row) in heads
    return False


def _under_same_header(part: Part, rows: list[Row], heads: set[int]) -> list[Part]:
    """Part a later payment's rows into its head and its lines, which stand under the table's header."""
    first = next((at for at, row in enumerate(rows) if _is_line(row) and id(row) not in heads), None)
    if part.header is None or first is None:
        return [Part(rows, None, part.tabular)]
    lines = Part(rows[first:], part.header, part.tabular, part.head)
    return [Part(rows[:first], None, part.tabular), lines] if first else [lines]

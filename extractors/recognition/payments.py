"""Tells several payments in one document apart: by their own references, or by a column of them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from domain.dialect import Dialect
from domain.dialect_numbers import is_amount_like
from domain.ledger import Ledger
from domain.numbers import number_key
from extractors.recognition.labels import labelled
from extractors.recognition.numbers import looks_like_number
from extractors.recognition.pieces import Piece, Row
from extractors.recognition.scan import Part
from extractors.recognition.spoken import NAMED, Told, told_references

if TYPE_CHECKING:
    from extractors.recognition.reader import Payment


_FEW, _TITLE = 3, 90
"""The most pieces and letters of a row that may head a payment."""


def sections(parts: Sequence[Part], dialect: Dialect, ledger: Ledger | None = None) -> list[list[Part]]:
    """Return the parts of each payment: a new one starts where a new payment reference heads new lines."""
    rows = [(at, index) for at, part in enumerate(parts) for index in range(len(part.rows))]
    flat = [parts[at].rows[index] for at, index in rows]
    if not flat:
        return [list(parts)]
    starts = _starts(flat, dialect, ledger)
    if len(starts) < 2:
        return [list(parts)]
    bounds = [0, *(_with_head(flat, start, starts[n]) for n, start in enumerate(starts[1:])), len(flat)]
    return [_between(parts, rows, bounds[n], bounds[n + 1]) for n in range(len(bounds) - 1)]


def _starts(flat: Sequence[Row], dialect: Dialect, ledger: Ledger | None) -> list[int]:
    known = ledger.items_by_key if ledger else {}
    heads = [
        (hit.at, hit.text)
        for hit in labelled(flat, dialect)
        if hit.concept == "payment_reference" and hit.rank <= 3
    ]
    heads += [(at, item.text) for at, item in _told(flat) if number_key(item.text) not in known]
    starts: list[int] = []
    last: str | None = None
    for at, text in sorted(heads):
        if text == last or _is_line(flat[at]):
            continue
        if not starts or any(_is_line(row) for row in flat[starts[-1] + 1 : at]):
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
    return any(is_amount_like(word) for word in words) and any(looks_like_number(word) for word in words)


def _is_cell_amount(piece: Piece) -> bool:
    return piece.number is not None and piece.day is None


def _with_head(flat: Sequence[Row], start: int, earlier: int) -> int:
    """Go up from the reference over the rows of its own head: those without amounts."""
    at = start
    while at - 1 > earlier and flat[at - 1].page == flat[start].page and start - at < 8:
        if any(
            is_amount_like(piece.text) or is_amount_like(piece.text.split()[-1])
            for piece in flat[at - 1].pieces
        ):
            break
        at -= 1
    return at


def _between(parts: Sequence[Part], rows: Sequence[tuple[int, int]], first: int, after: int) -> list[Part]:
    held: dict[int, list[Row]] = {}
    for at, index in rows[first:after]:
        held.setdefault(at, []).append(parts[at].rows[index])
    result = []
    for at, kept in held.items():
        whole = len(kept) == len(parts[at].rows) or kept[0] is parts[at].rows[0]
        result += [Part(kept, parts[at].header, parts[at].tabular, parts[at].head)] if whole else []
        result += [] if whole else _under_same_header(parts[at], kept)
    return result


def _under_same_header(part: Part, rows: list[Row]) -> list[Part]:
    """Part a later payment's rows into its head and its lines, which stand under the table's header."""
    first = next((at for at, row in enumerate(rows) if _is_line(row)), None)
    if part.header is None or first is None:
        return [Part(rows, None, part.tabular)]
    lines = Part(rows[first:], part.header, part.tabular, part.head)
    return [Part(rows[:first], None, part.tabular), lines] if first else [lines]


def by_column(payment: "Payment") -> list["Payment"]:
    """Part the lines by a column of payment references, where the table has one with several values."""
    values = list(dict.fromkeys(entry.extras.get("payment_reference", "") for entry in payment.entries))
    if len(values) < 2 or "" in values:
        return [payment]
    from extractors.recognition.proof import prove

    parted = []
    for value in values:
        entries = [entry for entry in payment.entries if entry.extras.get("payment_reference") == value]
        single = replace(payment, entries=entries, problems=list(payment.problems))
        single.proof = prove(entries, payment.stated)
        parted.append(single)
    return parted

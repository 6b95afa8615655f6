"""Reads lines written as labels and values: "Invoice: INV-1", "Amount paid: 12.00"."""

from collections.abc import Sequence

from domain.dialect import Dialect, parse_amount
from domain.dialect_dates import is_date_like
from domain.dialect_numbers import is_amount_like
from extractors.recognition.entries import Entry, kind_of
from extractors.recognition.labels import Labelled
from extractors.recognition.pieces import Row
from extractors.recognition.words import fold, label_meaning

_MOST_DAYS = 3
_LONGEST_SERIES = 4
_LABEL_AND_VALUE = 2
_BARE = 4
"""The rank of a date's label that does not say whose date it is."""


def paired(found: Sequence[Labelled], rows: Sequence[Row], dialect: Dialect) -> list[Entry]:
    """Return the lines of an advice written as labels and values: "Invoice: INV-1", "Amount paid: 12.00".

    An amount without a label in the row of a document's number is what is paid of it.
    """
    entries: list[Entry] = []
    totals: list[list[Labelled]] = []
    for hit in found:
        if hit.concept == "document_number":
            same = entries and entries[-1].number == hit.text
            if not same:
                entries.append(Entry(hit.text, day=hit.day, pieces=[hit.piece], said=hit.label))
                entries[-1].problems += _series_left_out(hit)
                totals.append([])
        elif entries:
            _take(entries[-1], totals[-1], hit)
    if len(entries) == 1:
        totals = [[hit for hit in found if hit.concept == "total"]]
        for hit in found:
            _take(entries[0], [], hit)
    _take_bare_days(entries, found)
    for entry, hits in zip(entries, totals, strict=True):
        best = _own_amount(hits, totals)
        if best is None:
            _take_beside(entry, found, rows, dialect)
        elif entry.net is None:
            entry.net = best.amount
            entry.pieces.append(best.piece)
        _prove(entry)
        entry.kind = kind_of(entry, "")
    return entries


def _take_beside(entry: Entry, found: Sequence[Labelled], rows: Sequence[Row], dialect: Dialect) -> None:
    """Take the one amount that stands in the row of the document's number: "Invoice INV-1    12.00"."""
    hits = [hit for hit in found if hit.concept == "document_number" and hit.text == entry.number]
    beside = [
        (amount, piece)
        for hit in hits[:1]
        for piece in rows[hit.at].pieces
        if piece is not hit.piece
        and (is_amount_like(piece.text) and not piece.text.isdigit())
        and (amount := parse_amount(piece.text, dialect)) is not None
    ]
    if len(beside) == 1 and entry.net is None and entry.gross is not None:
        entry.net, piece = beside[0]
        entry.pieces.append(piece)


def _prove(entry: Entry) -> None:
    if entry.gross is None or entry.net is None:
        return
    entry.equation = entry.gross - (entry.discount or 0) - (entry.deduction or 0) == entry.net
    if entry.equation is False:
        entry.problems.append(f"{entry.number}: gross less discount and deduction is not the net amount.")


def _series_left_out(hit: Labelled) -> list[str]:
    """A label of few capitals before bare figures may be the series of the number itself: "RG 28880"."""
    label = hit.label.strip(" :")
    if not hit.text.isdigit() or not label.isupper() or not label.isalpha() or len(label) > _LONGEST_SERIES:
        return []
    return [f"{hit.text}: does {label} belong to the number?"]


def unread_days(rows: Sequence[Row], found: Sequence[Labelled], entries: Sequence[Entry]) -> list[str]:
    """Return doubts about days beside labels among lines written so, where some line states no day."""
    if not entries or all(entry.day is not None for entry in entries):
        return []
    known = {hit.at for hit in found if hit.day is not None}
    first = next((hit.at for hit in found if hit.concept == "document_number"), len(rows))
    return [
        f'"{row.text}" states a day that was not read.'
        for at, row in enumerate(rows)
        if at >= first and at not in known and any(_is_day(piece.text) for piece in row.pieces)
    ][:_MOST_DAYS]


def unread_amounts(rows: Sequence[Row], found: Sequence[Labelled]) -> list[str]:
    """Return doubts about money behind a label that nobody knows, among the values of lines."""
    held = [hit.at for hit in found if hit.concept == "document_number" or hit.concept.startswith("line_")]
    if not held:
        return []
    return [
        f'"{row.text}" states an amount that was not read.'
        for row in rows[min(held) : max(held) + 1]
        if _names_amount(row)
    ][:_MOST_DAYS]


def _names_amount(row: Row) -> bool:
    """Tell whether a row is one unknown label and one amount: "Charged: 1,250.00"."""
    label, colon, value = row.text.partition(":")
    if not colon and len(row.pieces) == _LABEL_AND_VALUE:
        label, value = row.pieces[0].text, row.pieces[1].text
    bare = label.strip(" :.")
    wordy = any(map(str.isalpha, bare)) and not any(map(str.isdigit, bare))
    return (
        wordy
        and is_amount_like(value.strip())
        and not value.strip().isdigit()
        and label_meaning(bare) is None
    )


def _is_day(text: str) -> bool:
    return is_date_like(text) and not text.isdigit()


def _take_bare_days(entries: Sequence[Entry], found: Sequence[Labelled]) -> None:
    """A bare "Date" in every block is its document's; in some of several blocks it is nobody's for sure.

    In a single block only where another label names the day of the payment.
    """
    days: list[list[Labelled]] = []
    number: str | None = None
    for hit in found:
        if hit.concept == "document_number":
            days += [[]] if hit.text != number else []
            number = hit.text
        elif days and hit.concept == "payment_date" and hit.rank >= _BARE and hit.day is not None:
            days[-1].append(hit)
    payment = any(hit.concept == "payment_date" and hit.rank < _BARE for hit in found)
    if len(days) != len(entries) or not any(days) or (len(entries) < 2 and not payment):
        return
    for entry, hits in zip(entries, days, strict=True):
        if entry.day is None and len(hits) == 1 and all(days):
            entry.day = hits[0].day
            entry.pieces.append(hits[0].piece)
        elif entry.day is None:
            entry.problems.append(f"{entry.number}: it is not sure which day is its document's.")


def _own_amount(hits: Sequence[Labelled], totals: Sequence[Sequence[Labelled]]) -> Labelled | None:
    """Return the amount of one of several label blocks: the one whose label the other blocks have too."""
    if len(totals) == 1:
        return min(hits, key=lambda hit: (hit.rank, hit.at), default=None)

    def shared(hit: Labelled) -> int:
        return sum(any(fold(other.label) == fold(hit.label) for other in others) for others in totals)

    return max(hits, key=lambda hit: (shared(hit), -hit.at), default=None)


def _take(entry: Entry, totals: list[Labelled], hit: Labelled) -> None:
    if hit.concept == "total":
        totals.append(hit)
        return
    if hit.concept == "line_gross" and entry.gross is None:
        entry.gross = hit.amount
    elif hit.concept == "line_discount" and entry.discount is None and hit.amount is not None:
        entry.discount = abs(hit.amount)
    elif hit.concept == "line_deduction" and entry.deduction is None and hit.amount is not None:
        entry.deduction = abs(hit.amount)
    elif hit.concept == "line_po" and entry.po is None:
        entry.po = hit.text
    elif hit.concept == "line_date" and entry.day is None:
        entry.day = hit.day
    elif hit.concept == "line_reason" and entry.reason is None and (hit.rank < _BARE or entry.deduction):
        entry.reason = hit.text
    else:
        return
    entry.pieces.append(hit.piece)

"""Takes apart what banks pack into one text: pairs of number and amount, the fields of a SWIFT message."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from domain.pages import Token
from extractors.recognition.pieces import Piece, Row

_PAIR = re.compile(
    r"(?:/?(?:INV|CINV|RFB|RNV)/)?(?P<number>[A-Za-z0-9][\w./ -]{1,30}?)(?:=|/(?=[A-Z]{3}\d))"
    r"(?P<currency>[A-Z]{3})?(?P<amount>-?\d[\d.,']{0,18})(?:[;|]|(?=/(?:INV|CINV|RFB|RNV)/)|$)"
)
_CODED = re.compile(r"/(?:INV|CINV|RFB|RNV)/.*$")
"""Codes of the standard behind which a document's number stands."""
_LONGEST = 40
"""In lines: a transfer's text has few, a card's or giro's list some more."""
_MOST_LETTERS = 3_000
_FIELD = re.compile(r"^:(\d{2}[A-Z]?):(.*)$")
_AMOUNT = re.compile(r"^(\d{6})([A-Z]{3})(\d{1,15}),(\d{0,2})$")
_LABELS = {
    "20": "Payment reference",
    "50": "Payer",
    "50A": "Payer",
    "50F": "Payer",
    "50K": "Payer",
    "59": "Payee",
    "59A": "Payee",
    "59F": "Payee",
}
"""Fields of a SWIFT message that name a value of the payment, as its standard calls them."""


def unpacked(rows: Sequence[Row]) -> list[Row]:
    """Return the rows; those that pack pairs "INV-1=10.00;INV-2=20.00", over lines too, a row a pair."""
    told: list[Row] = []
    at = 0
    rows = list(_fields(rows))
    while at < len(rows):
        size, pairs = _packed(rows, at)
        if not pairs:
            told.append(rows[at])
            at += 1
            continue
        label = _without_tail(rows[at])
        told += [label] if label is not None else []
        told += [_row(rows[at], index, pair) for index, pair in enumerate(pairs)]
        at += size
    return told


def _packed(rows: Sequence[Row], at: int) -> tuple[int, list[re.Match[str]]]:
    """Return the pairs that begin in a row and how many rows they take: a line may break anywhere."""
    text = _tail(rows[at]) if rows[at].pieces else ""
    if "=" not in text and "/" not in text:
        return 0, []
    best: tuple[int, list[re.Match[str]]] = (0, [])
    for size in range(1, min(_LONGEST, len(rows) - at) + 1):
        if size > 1:
            more = rows[at + size - 1]
            further = more.pieces[0].text.strip() if len(more.pieces) == 1 else " "
            if " " in further and not _CODED.match(further):
                break
            text += further
        if len(text) > _MOST_LETTERS:
            break
        pairs = _pairs(text)
        best = (size, pairs) if pairs else best
    return best


def _pairs(text: str) -> list[re.Match[str]]:
    """Return the pairs that make the whole text; [] where anything is left."""
    found: list[re.Match[str]] = []
    at = 0
    while at < len(text):
        match = _PAIR.match(text, at)
        if match is None or not any(map(str.isdigit, match["number"])):
            return []
        found.append(match)
        at = match.end()
    return found


def _tail(row: Row) -> str:
    """Return what may pack pairs: the text from a code on, else the row's last word."""
    text = row.pieces[-1].text.strip()
    coded = _CODED.search(text)
    return coded.group() if coded else (text.split() or [""])[-1]


def _without_tail(row: Row) -> Row | None:
    """Return the row up to what packs the pairs, None where there is nothing before."""
    last = row.pieces[-1]
    bare = last.text.strip().removesuffix(_tail(row)).strip()
    words = last.words[: len(bare.split())]
    kept = [*row.pieces[:-1], *([replace(last, text=bare, words=words)] if bare else [])]
    return replace(row, pieces=tuple(kept)) if kept else None


def _row(row: Row, index: int, pair: re.Match[str]) -> Row:
    """Return the row of one pair: its number and its amount, both in the place of what they stood in."""
    place = row.pieces[-1]
    half = max((place.right - place.left) / 2, 1.0)
    currency = f"{pair['currency']} " if pair["currency"] else ""
    amount = pair["amount"]
    pieces = (
        _piece(place, pair["number"], place.left, place.left + 0.9 * half),
        _piece(place, currency + amount, place.left + half, place.right),
    )
    return Row(pieces, row.page, row.top + index / 100, row.bottom + index / 100, ruled=True)


def _piece(place: Piece, text: str, left: float, right: float) -> Piece:
    words = tuple(Token(word, place.box) for word in text.split())
    return replace(place, text=text, left=left, right=right, number=None, day=None, words=words)


def _fields(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield rows; the fields of a SWIFT message (":32A:260402EUR100,00") as labels and values."""
    names = {found[1] for row in rows if (found := _FIELD.match(row.text))}
    if "20" not in names or "32A" not in names:
        yield from rows
        return
    waiting = ""
    for row in rows:
        found = _FIELD.match(row.text)
        name, text = (found[1], found[2].strip()) if found else ("", row.text.strip())
        if found:
            waiting = _LABELS.get(name, "")
        if found and name == "32A" and (amount := _AMOUNT.match(text)):
            yield from _settled(row, amount)
        elif text.startswith("/") and waiting:
            continue  # an account; the name stands under it
        elif waiting:
            yield _labelled(row, waiting, text)
            waiting = ""
        elif found and name in ("70", "72"):
            yield replace(row, pieces=(_piece(row.pieces[0], text, *_span(row)),))
        elif not found:
            yield row


def _settled(row: Row, amount: re.Match[str]) -> Iterator[Row]:
    """Yield day, currency and sum of field 32A."""
    day, currency, whole, cents = amount.groups()
    try:
        told = date(2000 + int(day[:2]), int(day[2:4]), int(day[4:])).isoformat()
    except ValueError:
        told = day
    yield _labelled(row, "Payment date", told)
    yield _labelled(row, "Currency", currency)
    total = _labelled(row, "Total paid", f"{whole}.{cents or '00'}")
    value = replace(total.pieces[1], number=Decimal(f"{whole}.{cents or '00'}"))
    yield replace(total, pieces=(total.pieces[0], value))


def _labelled(row: Row, label: str, text: str) -> Row:
    left, right = _span(row)
    half = (left + right) / 2
    first = row.pieces[0]
    return replace(
        row, pieces=(_piece(first, label, left, half), _piece(first, text, half + 1, right + 1)), ruled=True
    )


def _span(row: Row) -> tuple[float, float]:
    return row.pieces[0].left, row.pieces[-1].right

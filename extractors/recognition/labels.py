"""Finds header values by their labels: beside, below, or in the same piece of text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from domain.dialect import Dialect
from domain.dialect_numbers import CODES, is_amount_like
from extractors.recognition.customers import behind_code, firm_at_start, is_firm
from extractors.recognition.firm_words import begins_as_name
from extractors.recognition.label_values import AMOUNT_CONCEPTS, value_of
from extractors.recognition.naming import announced_party, heads_list, is_label, may_name
from extractors.recognition.payment_orders import Meant, meanings_in
from extractors.recognition.pieces import Piece, Row
from extractors.recognition.references import first_line, is_cut, reference_in
from extractors.recognition.whole_names import wrapped_name
from extractors.recognition.words import Meaning

_COLON = re.compile(r"\s*[:：]\s*(?:\*\*\s*)?|\s+=\s+|\s*\.{4,}\s*")
_BELOW = 3
_LEAST_WORDS = 2
_PAID_DOCUMENT = frozenset({"PAID", "DOC"})
BLANK_IN_NAME = 0.8
"""In heights of the line: a blank so wide at the most may still part two words of one name."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One value that a label announces."""

    concept: str
    rank: int
    text: str
    piece: Piece
    at: int
    """Index of the label's row."""
    label: str
    how: str
    """beside, same, below, above."""
    amount: Decimal | None = None
    day: date | None = None

    @property
    def order(self) -> tuple[int, int, int]:
        """Sort key: the surest first."""
        return (self.rank, {"same": 0, "beside": 0, "below": 1, "above": 1}[self.how], self.at)


def labelled(rows: Sequence[Row], dialect: Dialect) -> list[Labelled]:
    """Return every value that stands at a known label, in document order."""
    found: list[Labelled] = []
    meant = meanings_in(rows)
    for at, row in enumerate(rows):
        taken = -1
        for place, piece in enumerate(row.pieces):
            if place <= taken:
                continue
            hit = _same_piece(piece, at, dialect, meant) or _beside(row, place, at, dialect, meant)
            if hit is not None:
                taken = place + (hit.how == "beside")
            else:
                hit = _below(rows, at, piece, dialect, meant)
            if hit is not None:
                found.append(_whole_name(hit, rows) if hit.concept in ("payer", "payee") else hit)
        if not found or found[-1].at != at:
            found += _above(rows, at, dialect, meant)
    return found


def _same_piece(piece: Piece, at: int, dialect: Dialect, meant: Meant) -> Labelled | None:
    text = " ".join(piece.text.split("\n", 1)[0].split()) if "\n" in piece.text else piece.text
    parts = _COLON.split(text, maxsplit=1)
    if len(parts) == 2 and parts[1] and not parts[0].isdigit():
        meaning = meant(_tail_label(parts[0]))
        return _hit(meaning, parts[1], piece, at, parts[0], "same", dialect) if meaning else None
    if "\n" in piece.text:
        head, rest = piece.text.split("\n", 1)
        meaning = meant(head.rstrip(" :"))
        return _hit(meaning, first_line(rest), piece, at, head, "same", dialect) if meaning else None
    return _by_prefix(piece, at, dialect, meant)


def _tail_label(text: str) -> str:
    """Of a sentence before a colon only its last words can be the label."""
    words = text.lstrip("#*•>- ").split()
    return " ".join(words[-5:])


def _by_prefix(piece: Piece, at: int, dialect: Dialect, meant: Meant) -> Labelled | None:
    """Read "Cheque No 123456" or "Total EUR 1.234,50": a label without a colon before its value."""
    words = piece.text.split()
    if not 2 <= len(words) <= 12:
        return None
    for size in range(min(len(words) - 1, 6), 0, -1):
        label = " ".join(words[:size])
        meaning = meant(label)
        rest = " ".join(words[size:])
        if meaning is None or meaning.strength < 0.99 or meaning.concept == "ignore":
            continue
        if meaning.concept in ("payer", "payee"):
            firm = rest if is_firm(rest) else firm_at_start(rest)
            alone = at > 0 and meaning.strength >= 1 and not begins_as_name(piece.text)
            named = size > 1 or (alone and _is_whole_firm(rest, firm))
            if named and firm and len(words) > size + 1:
                return _hit(meaning, firm, piece, at, label, "same", dialect)
            continue
        if not re.search(r"\d", rest) or (meaning.concept == "total" and not is_amount_like(rest)):
            continue
        if meaning.components >= _PAID_DOCUMENT and len(words) > size + 1:
            continue  # "paid invoices 1 and 2" is a sentence, "payment document 77" a label
        hit = _hit(meaning, rest, piece, at, label, "same", dialect)
        if hit is not None and (meaning.concept != "payment_reference" or sum(map(str.isdigit, rest)) > 2):
            return hit
    return None


def _is_whole_firm(text: str, firm: str | None) -> bool:
    """ "Beneficiario Officine Riva S.r.l." below the letterhead names a firm, "Vendor Ltd" is none."""
    if firm is None or len(firm.split()) <= _LEAST_WORDS:
        return False
    return firm == text or text.removeprefix(firm).startswith(",")


def _beside(row: Row, place: int, at: int, dialect: Dialect, meant: Meant) -> Labelled | None:
    label = row.pieces[place].text
    meaning = meant(label.rstrip(" :."))
    if meaning is None or place + 1 >= len(row.pieces) or len(label) > 50:
        return None
    rest = behind_code(row.pieces[place + 1 : place + 4], meaning.concept)
    for count in range(1, len(rest) + 1):
        text = " ".join(piece.text for piece in rest[:count]).lstrip(": ")
        if _is_other_label(text, meaning):
            return None
        hit = _hit(meaning, first_line(text), rest[0], at, label, "beside", dialect)
        if hit is not None:
            return hit
        if meaning.concept not in ("total", "payment_date"):
            return None
    return None


def _is_other_label(text: str, meaning: Meaning) -> bool:
    return text.rstrip().endswith(":") or (
        meaning.concept not in ("payment_method", "currency")
        and is_label(text)
        and not (meaning.concept == "line_reason" and text.isupper())
    )


def _below(rows: Sequence[Row], at: int, piece: Piece, dialect: Dialect, meant: Meant) -> Labelled | None:
    text = piece.text.rstrip(" :.")
    meaning = meant(text)
    if meaning is None or meaning.strength < 0.99 or len(text) > 50 or heads_list(meaning, rows[at : at + 2]):
        return None
    if not piece.text.rstrip().endswith(":") and meaning.concept in ("total",) and meaning.rank > 2:
        return None
    under = under_label(rows, at, piece, _BELOW if meaning.concept in ("payer", "payee") else 1)
    if under is None or _names_itself(under.text, meant):
        return None
    return _hit(meaning, first_line(under.text), under, at, text, "below", dialect)


def _names_itself(text: str, meant: Meant) -> bool:
    """Tell whether what stands below has a label of its own: "Reference: 77" under a title."""
    label, colon, value = first_line(text).partition(":")
    return bool(colon and value.strip()) and meant(label.strip()) is not None


def under_label(rows: Sequence[Row], at: int, piece: Piece, farthest: int = 1) -> Piece | None:
    """Return the piece that stands right under one of row `at`, at most so many rows below."""
    for below in rows[at + 1 : at + 1 + farthest]:
        if below.page != rows[at].page or _far(rows[at], below):
            return None
        left, right = piece.left, piece.right
        near = (p for p in below.pieces if p.left < right and p.right > left and _under(piece, p))
        under = next(near, None)
        if under is not None:
            return under
    return None


def _whole_name(hit: Labelled, rows: Sequence[Row]) -> Labelled:
    """Add the words of a name that a wider blank parts from its beginning."""
    row = next((row for row in rows[hit.at : hit.at + 1 + _BELOW] if hit.piece in row.pieces), None)
    if row is None or row.ruled or not hit.piece.text.endswith(hit.text):
        return hit
    last, text = hit.piece, hit.text
    for piece in row.pieces[row.pieces.index(hit.piece) + 1 :]:
        near = 0 < piece.left - last.right < (row.bottom - row.top) * BLANK_IN_NAME
        if not near or not may_name(f"{text} {piece.text}") or is_label(piece.text):
            break
        last, text = piece, f"{text} {piece.text}"
    return replace(hit, text=wrapped_name(text, hit.piece, rows, rows.index(row)))


def _above(rows: Sequence[Row], at: int, dialect: Dialect, meant: Meant) -> list[Labelled]:
    """Return the values that stand over a row of nothing but labels, each over its own."""
    labels = rows[at].pieces
    if at == 0 or len(labels) < 2 or len(labels) != len(rows[at - 1].pieces):
        return []
    over = rows[at - 1]
    if over.page != rows[at].page or _far(over, rows[at]):
        return []
    hits = []
    for label, value in zip(labels, over.pieces, strict=True):
        text = label.text.rstrip(" :.")
        meaning = meant(text)
        if meaning is None or meaning.strength < 0.99 or not _under(label, value):
            return []
        hit = _hit(meaning, value.text, value, at, text, "above", dialect)
        if hit is None:
            return []
        hits.append(hit)
    return hits


def _far(above: Row, below: Row) -> bool:
    height = above.bottom - above.top
    return below.top - above.bottom > (3 * height if height > 0 else 2.5)


def _under(label: Piece, value: Piece) -> bool:
    overlap = min(label.right, value.right) - max(label.left, value.left)
    return overlap > 0 and (
        abs(label.left - value.left) < 6
        or overlap > 0.3 * min(label.right - label.left, value.right - value.left)
    )


def _hit(
    meaning: Meaning, text: str, piece: Piece, at: int, label: str, how: str, dialect: Dialect
) -> Labelled | None:
    if meaning.concept == "ignore":
        return None
    if piece.day is not None and meaning.concept == "payment_date":
        return Labelled("payment_date", meaning.rank, text, piece, at, label, how, None, piece.day)
    if piece.number is not None and meaning.concept in AMOUNT_CONCEPTS:
        return Labelled(meaning.concept, meaning.rank, text, piece, at, label, how, piece.number)
    value = value_of(meaning.concept, text, dialect)
    party = announced_party(meaning, label) if value is None else None
    if party is not None and may_name(text) and not any(map(str.isdigit, text)):
        return Labelled(party, 1, text, piece, at, label, how)
    if value is None and meaning.concept == "payment_date" and text.strip() in CODES:
        # "Valuta" is the day in one language and the currency in another.
        return Labelled("currency", meaning.rank, text.strip(), piece, at, label, how)
    if value is None:
        return None
    return Labelled(meaning.concept, meaning.rank, value[0], piece, at, label, how, value[1], value[2])


def whole_reference(hit: Labelled, rows: Sequence[Row]) -> str:
    """Return the payment's number with its end from the row below where a dash or stroke cuts it."""
    at = next((at for at, row in enumerate(rows) if hit.piece in row.pieces), None)
    if at is None or not is_cut(hit.text):
        return hit.text
    lone = at + 1 < len(rows) and len(rows[at + 1].pieces) == 1
    under = under_label(rows, at, hit.piece) or (rows[at + 1].pieces[0] if lone else None)
    return hit.text + under.text if under and reference_in(hit.text + under.text) else hit.text


def by_concept(found: Sequence[Labelled], concept: str) -> list[Labelled]:
    """Return the values of one concept, the surest first."""
    return sorted((hit for hit in found if hit.concept == concept), key=lambda hit: hit.order)


def texts_of(rows: Sequence[Row]) -> Iterator[str]:
    """Yield every piece's text."""
    for row in rows:
        for piece in row.pieces:
            yield piece.text

"""Decides how a document writes amounts and days, from its values, its words, and the mail around it."""

from collections.abc import Sequence

from domain.dialect import Dialect, Hints, decide
from domain.pages import Document
from domain.ports import ReadingAids
from extractors.recognition.currencies import codes_in, country_of
from extractors.recognition.day_order import with_ledgers_order
from extractors.recognition.headers import Header
from extractors.recognition.labels import texts_of
from extractors.recognition.pieces import Piece, split_typed
from extractors.recognition.scan import Part
from extractors.recognition.words import language_of


def dialect_of(document: Document, parts: Sequence[Part], aids: ReadingAids) -> Dialect:
    """Decide how the document writes, from its values, its words, and the mail and customer around it."""
    texts = [text for part in parts for text in texts_of(part.rows)]
    typed = [
        piece.text
        for part in parts
        for row in part.rows
        for whole in row.pieces
        if whole.number is None and not _is_numbers_cell(whole, part.header)
        for piece in split_typed(whole)
    ]
    typed += [text.split(":", 1)[1].strip() for text in texts if ":" in text]
    typed += [line for text in texts if "\n" in text for line in text.split("\n")]
    headers = [column.header for part in parts if part.header for column in part.header.columns]
    customer = aids.ledger.customer_by_id.get(aids.customer_id or "") if aids.ledger else None
    country = country_of(document.text) or (customer.country if customer else None)
    codes = codes_in([*texts, *headers])
    currency = next(iter(codes)) if len(codes) == 1 else None
    near = aids.mail.date.date() if aids.mail and aids.mail.date else None
    dialect = decide(typed, Hints(language_of(iter([*headers, *texts])), country, currency, near))
    return with_ledgers_order(dialect, [row for part in parts for row in part.rows], aids.ledger)


def _is_numbers_cell(piece: Piece, header: Header | None) -> bool:
    """Tell whether a piece stands under the numbers of documents: "67914.1" is no amount there."""
    over = [c for c in header.columns if c.left < piece.right and piece.left < c.right] if header else []
    return len(over) == 1 and over[0].concept in ("number", "your_number")

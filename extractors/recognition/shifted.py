"""Mends lines whose amounts stand away from their headers."""

from collections.abc import Sequence

from domain.dialect import Dialect
from extractors.recognition.bodies import Record
from extractors.recognition.entries import Entry, amount_in
from extractors.recognition.pieces import split_typed


def gross_stated_alike(read: Sequence[tuple[Record, Entry]], dialect: Dialect) -> None:
    """Where other lines state a gross amount, one whose row states its net amount twice states it, too.

    A short word shifts what follows to another stop of the tabulator, away from its header.
    """
    if all(entry.gross is None for _, entry in read):
        return
    for record, entry in read:
        if entry.gross is None and entry.net is not None and not entry.discount and not entry.deduction:
            pieces = [piece for row in record.rows for whole in row.pieces for piece in split_typed(whole)]
            alike = [piece for piece in pieces if amount_in([piece], dialect)[0] == entry.net]
            entry.gross = entry.net if len(alike) > 1 else None

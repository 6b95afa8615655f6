"""Marks what was mended on a recognised document, and names what nothing but the picture holds up."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from domain.ledger import Ledger
from domain.numbers import number_key
from domain.pages import Document, Token
from domain.remittance import Remittance, RemittanceLine
from domain.words import DocumentType
from extractors.recognition import slips
from extractors.recognition.recognised import Place, words_inside

MENDED = "mended"
UNSURE, _UNSURE_WORD = 0.9, 0.75
"""A word (with, without figures) recognised less surely may be wrong; measured: nearly all wrong ones are."""
_UNCONFIRMED = "was read off a picture and no open item confirms it."
_ZERO = Decimal(0)


def marked(
    remittance: Remittance, document: Document, changes: Mapping[Place, str], ledger: Ledger | None
) -> Remittance:
    """Return the remittance with its mended values marked and unsure ones named."""
    lines = tuple(
        replace(line, proofs=(*line.proofs, MENDED))
        if any(place in changes for place, _ in words_inside(document, line.page, line.box))
        else line
        for line in remittance.lines
    )
    fields = {
        name: replace(found, proofs=(*found.proofs, MENDED))
        if any(place in changes for place, _ in words_inside(document, found.page, found.box))
        else found
        for name, found in remittance.fields.items()
    }
    doubts = [
        doubt for doubt in _doubts(remittance, document, changes, ledger) if doubt not in remittance.problems
    ]
    if not doubts:
        return replace(remittance, lines=lines, fields=fields)
    return replace(
        remittance,
        lines=lines,
        fields=fields,
        needs_review=True,
        confidence=min(remittance.confidence, 0.8),
        problems=(*remittance.problems, *doubts),
    )


def _doubts(
    remittance: Remittance, document: Document, changes: Mapping[Place, str], ledger: Ledger | None
) -> Iterator[str]:
    """Name what was read off the picture and is held up by nothing else."""
    unsure: dict[str, None] = {}
    for line in remittance.lines:
        held = _held_up(line, remittance, ledger)
        for place, token in words_inside(document, line.page, line.box):
            amount = slips.amount_in(token.text)
            if place not in changes and _is_unsure(token) and token.text not in held and amount not in held:
                unsure[token.text] = None
    for found in remittance.fields.values():
        for place, token in words_inside(document, found.page, found.box):
            if place not in changes and _is_unsure(token):
                unsure[token.text] = None
    if unsure:
        yield f"{', '.join(list(unsure)[:6])} was not clearly legible on the picture."
    strange = [
        line.document_number
        for line in remittance.lines
        if line.document_number and line.document_type is DocumentType.INVOICE and not is_known(line, ledger)
    ]
    if strange and not any(said.endswith(_UNCONFIRMED) for said in remittance.problems):
        yield f"{', '.join(dict.fromkeys(strange))} {_UNCONFIRMED}"


def _is_unsure(token: Token) -> bool:
    """Tell whether a word is likely read wrongly; words without figures are forgiven a little more."""
    least = UNSURE if any(map(str.isdigit, token.text)) else _UNSURE_WORD
    return (token.confidence or 0.0) < least and any(map(str.isalnum, token.text))


def _held_up(line: RemittanceLine, remittance: Remittance, ledger: Ledger | None) -> frozenset[object]:
    """Return the number and the amounts of a line that open item, sum or equation prove."""
    held: set[object] = {line.document_number} if is_known(line, ledger) else set()
    if gap_of(remittance) == 0 and line.net_amount is not None:
        held.add(abs(line.net_amount))
        if misses_by(line) == 0:
            rest = (line.gross_amount, line.discount_amount, line.deduction_amount)
            held.update(abs(value) for value in rest if value is not None)
    return frozenset(held)


def is_known(line: RemittanceLine, ledger: Ledger | None) -> bool:
    """Tell whether an open item has the line's number."""
    return bool(ledger and line.document_number and number_key(line.document_number) in ledger.items_by_key)


def gap_of(remittance: Remittance) -> Decimal | None:
    """Return by how much the stated total exceeds the lines."""
    nets = [line.net_amount for line in remittance.lines]
    if remittance.total_amount is None or None in nets:
        return None
    return remittance.total_amount - sum((net for net in nets if net is not None), _ZERO)


def misses_by(line: RemittanceLine) -> Decimal | None:
    """Return what net lacks of gross less discount and deduction; None where not all is stated."""
    if line.gross_amount is None or line.net_amount is None:
        return None
    if line.discount_amount is None and line.deduction_amount is None:
        return None if line.gross_amount != line.net_amount else _ZERO
    reductions = (line.discount_amount or _ZERO) + (line.deduction_amount or _ZERO)
    return line.gross_amount - reductions - line.net_amount

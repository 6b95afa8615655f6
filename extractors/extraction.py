"""EXTRACT: every document of a mail through every extractor, the best-proved reading of each payment kept."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import extractors.recognisers
from domain.numbers import number_key
from domain.pages import Document
from domain.plugins import discover
from domain.ports import Extractor, ReadingAids
from domain.remittance import Remittance
from domain.words import Look, Medium
from extractors.electronic.reading import as_shown, parted
from extractors.layouts.choosing import best_reading, fits_taught_layout
from extractors.recognition.mending import read_mended

ENTRY_POINTS = "ardoise.extractors"
BODY = "body"


def extract(
    documents: Sequence[Document], aids: ReadingAids, *, advice_expected: bool
) -> tuple[Remittance, ...]:
    """Return one Remittance a payment, in order of document and page.

    `advice_expected` is True when the mail was routed as a payment advice: then its own text and
    documents of no certain look are tried too. A payment given in two documents is one entry, the
    better-proved one; `also_in` names the other.
    """
    readings: list[Remittance] = []
    for document in documents:
        readings.extend(_payments_in(document, aids, advice_expected=advice_expected))
    return tuple(_without_doubles(readings))


@cache
def extractors_known() -> tuple[Extractor, ...]:
    """Return every registered extractor."""
    return discover(extractors.recognisers, ENTRY_POINTS)


def proof_rank(reading: Sequence[Remittance]) -> tuple[float, ...]:
    """Return a sort key: proven readings first, then fuller ones."""
    proven = sum(not remittance.needs_review for remittance in reading)
    lines = [line for remittance in reading for line in remittance.lines]
    whole = sum(line.net_amount is not None and line.document_number is not None for line in lines)
    confidence = sum(remittance.confidence for remittance in reading) / max(len(reading), 1)
    return (proven / max(len(reading), 1), whole, confidence)


def _payments_in(document: Document, aids: ReadingAids, *, advice_expected: bool) -> tuple[Remittance, ...]:
    """Read a document; what a PDF carries as a file says more surely what its pages show."""
    files, pages = parted(document)
    inside = [payment for file in files for payment in _best(file, aids)]
    worth = bool(inside) or _worth_trying(pages, aids, advice_expected=advice_expected)
    shown = _best(pages, aids) if worth else ()
    return as_shown(inside, shown, document.name) if inside else shown


def _worth_trying(document: Document, aids: ReadingAids, *, advice_expected: bool) -> bool:
    if document.look is Look.ADVICE:
        return True
    if advice_expected and document.look in (Look.UNKNOWN, Look.PICTURE):
        return True
    return document.name != BODY and fits_taught_layout(document, aids)


def _best(document: Document, aids: ReadingAids) -> tuple[Remittance, ...]:
    return read_mended(document, aids, lambda shown: _read(shown, aids))


def _read(document: Document, aids: ReadingAids) -> tuple[Remittance, ...]:
    readings = [extractor.extract(document, aids) for extractor in extractors_known()]
    first_sight = max((reading for reading in readings if reading), key=proof_rank, default=())
    if document.medium is Medium.EDI:
        return first_sight  # says itself what each value is: no layout is taught of it
    return best_reading(document, aids, first_sight)


def _without_doubles(readings: Sequence[Remittance]) -> list[Remittance]:
    kept: list[Remittance] = []
    for reading in readings:
        at = next((i for i, other in enumerate(kept) if _same_payment(reading, other)), None)
        if at is None:
            kept.append(reading)
        elif _outdoes(reading, kept[at]):
            kept[at] = replace(reading, also_in=_names(kept[at], reading))
        else:
            kept[at] = replace(kept[at], also_in=_names(reading, kept[at]))
    return kept


def _same_payment(first: Remittance, second: Remittance) -> bool:
    """The same payment in two documents: same reference and sum, or the same lines, or a summary of them."""
    if first.document == second.document:
        return False
    ours, theirs = _numbers(first), _numbers(second)
    if not ours or not theirs:
        return False
    totals = first.total_amount, second.total_amount
    if None not in totals and totals[0] != totals[1]:
        return False
    if first.currency and second.currency and first.currency != second.currency:
        return False
    return ours <= theirs or theirs <= ours


def _numbers(remittance: Remittance) -> frozenset[str]:
    return frozenset(number_key(line.document_number) for line in remittance.lines if line.document_number)


def _outdoes(new: Remittance, old: Remittance) -> bool:
    if (old.document == BODY) != (new.document == BODY) and len(new.lines) != len(old.lines):
        return len(new.lines) > len(old.lines)
    return proof_rank((new,)) > proof_rank((old,))


def _names(loser: Remittance, winner: Remittance) -> tuple[str, ...]:
    names = [*winner.also_in, loser.document, *loser.also_in]
    return tuple(dict.fromkeys(name for name in names if name != winner.document))

"""Mends slips of recognition where sums or open items prove one mending, and marks what was mended."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from domain.ledger import Ledger
from domain.numbers import number_key
from domain.pages import Document, Token
from domain.ports import ReadingAids
from domain.remittance import Remittance, RemittanceLine
from extractors.recognition import slips
from extractors.recognition.picture_doubts import gap_of, is_known, marked, misses_by
from extractors.recognition.recognised import (
    Place,
    is_recognised,
    recognised_words,
    with_texts,
    words_inside,
)

Read = Callable[[Document], tuple[Remittance, ...]]
_CERTAIN = 0.97
"""What was recognised as surely stays as it is, whatever would add up then: documents err, too."""
_MOST_ROUNDS, _MOST_TRIALS = 4, 14
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class _Proposal:
    """Another text for one token, that would make something add up."""

    place: Place
    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Standing:
    """How well a reading proves itself; more is better."""

    known: int
    sums: int
    equations: int

    def better_than(self, other: "_Standing") -> bool:
        ours, theirs = (self.known, self.sums, self.equations), (other.known, other.sums, other.equations)
        return ours != theirs and all(one >= two for one, two in zip(ours, theirs, strict=True))


def read_mended(document: Document, aids: ReadingAids, read: Read) -> tuple[Remittance, ...]:
    """Return what `read` makes of the document, slips of recognition mended where one mending is proved.

    Mended values carry the proof "mended". Values that were recognised unsurely are named as a reason
    for a person to look. A document that was not recognised is read as it is.
    """
    if not is_recognised(document):
        return read(document)
    changes = dict(of_one_form(document))
    tidy = with_texts(document, changes)
    reading = read(tidy)
    for _ in range(_MOST_ROUNDS):
        proposal = _proved(tidy, reading, aids, read)
        if proposal is None:
            break
        changes[proposal.place] = proposal.text
        tidy = with_texts(document, changes)
        reading = read(tidy)
    return tuple(marked(remittance, tidy, changes, aids.ledger) for remittance in reading)


def of_one_form(document: Document) -> Iterator[tuple[Place, str]]:
    """Yield what follows from the document's own way of writing: figures, decimal mark, form of numbers."""
    texts = [slips.with_figures(token.text) for _, token in recognised_words(document)]
    sure = [token.text for _, token in recognised_words(document) if (token.confidence or 0.0) >= _CERTAIN]
    mark = slips.decimal_mark(sure) or slips.decimal_mark(texts)
    forms = slips.number_forms(texts)
    for (place, token), text in zip(recognised_words(document), texts, strict=True):
        tidy = slips.in_form(slips.with_mark(text, mark) if mark else text, forms)
        if tidy != token.text:
            yield place, tidy


def _proved(
    document: Document, reading: tuple[Remittance, ...], aids: ReadingAids, read: Read
) -> _Proposal | None:
    """Return the one proposal that makes the reading prove more, None where there is none or several."""
    before = _standing(reading, aids.ledger)
    found = dict.fromkeys(_proposals(document, reading, aids))
    proposals = [proposal for proposal in found if proposal.confidence < _CERTAIN]
    if len(proposals) > _MOST_TRIALS:
        proposals = sorted(proposals, key=lambda one: one.confidence)[:_MOST_TRIALS]
    held: list[tuple[_Standing, _Proposal]] = []
    for proposal in proposals:
        tried = read(with_texts(document, {proposal.place: proposal.text}))
        standing = _standing(tried, aids.ledger)
        if _lines(tried) == _lines(reading) and standing.better_than(before):
            held.append((standing, proposal))
    best = [
        proposal for standing, proposal in held if not any(other.better_than(standing) for other, _ in held)
    ]
    return best[0] if len(best) == 1 else None


def _lines(reading: Sequence[Remittance]) -> list[int]:
    return [len(remittance.lines) for remittance in reading]


def _standing(reading: Sequence[Remittance], ledger: Ledger | None) -> _Standing:
    lines = [line for remittance in reading for line in remittance.lines]
    known = sum(is_known(line, ledger) for line in lines)
    sums = sum(gap_of(remittance) == 0 for remittance in reading)
    return _Standing(known, sums, sum(misses_by(line) == 0 for line in lines))


def _proposals(document: Document, reading: Sequence[Remittance], aids: ReadingAids) -> Iterator[_Proposal]:
    for remittance in reading:
        gap = gap_of(remittance) or _ZERO
        if gap and remittance.total_amount is not None:
            total = remittance.fields.get("total_amount")
            places = list(words_inside(document, total.page if total else None, total.box if total else None))
            yield from _amounts(places, remittance.total_amount, remittance.total_amount - gap)
        customers = _customers(remittance, aids)
        for line in remittance.lines:
            places = list(words_inside(document, line.page, line.box))
            for value, wanted in _wanted(line, gap, aids.ledger):
                yield from _amounts(places, value, wanted)
            yield from _numbers(places, line, customers, aids.ledger)


def _wanted(
    line: RemittanceLine, gap: Decimal, ledger: Ledger | None
) -> Iterator[tuple[Decimal | None, Decimal]]:
    """Yield the line's amounts, each with what sum, equation or open item would have it be."""
    net, gross = line.net_amount, line.gross_amount
    if gap and net is not None:
        yield net, net + gap
        yield (gross, gross + gap) if gross is not None else (None, _ZERO)
    miss = misses_by(line)
    if miss and net is not None and gross is not None:
        yield net, net + miss
        yield gross, gross - miss
        for reduction in (line.discount_amount, line.deduction_amount):
            yield (reduction, reduction + miss) if reduction is not None else (None, _ZERO)
    items = ledger.items_by_key.get(number_key(line.document_number or ""), ()) if ledger else ()
    for item in items:
        for value in (net, gross):
            if value is not None and abs(value) != abs(item.open_amount):
                yield value, item.open_amount


def _amounts(
    places: Iterable[tuple[Place, Token]], value: Decimal | None, wanted: Decimal
) -> Iterator[_Proposal]:
    for place, token in places:
        if value is not None and slips.amount_in(token.text) == abs(value):
            text = slips.rewritten(token.text, wanted)
            if text is not None:
                yield _Proposal(place, text, token.confidence or 0.0)


def _customers(remittance: Remittance, aids: ReadingAids) -> frozenset[str]:
    """Return whose open items the payment may mean: the mail's customer, or the owners of the others."""
    if aids.ledger is None:
        return frozenset()
    if aids.customer_id:
        return frozenset((aids.customer_id,))
    keys = [number_key(line.document_number) for line in remittance.lines if line.document_number]
    return frozenset(item.customer_id for key in keys for item in aids.ledger.items_by_key.get(key, ()))


def _numbers(
    places: Sequence[tuple[Place, Token]],
    line: RemittanceLine,
    customers: frozenset[str],
    ledger: Ledger | None,
) -> Iterator[_Proposal]:
    """Yield the customer's open items of just this amount whose number was nearly read."""
    if ledger is None or not line.document_number or is_known(line, ledger):
        return
    amounts = {abs(value) for value in (line.net_amount, line.gross_amount) if value is not None}
    items = [item for one in customers for item in ledger.items_by_customer.get(one, ())]
    for item in items:
        if abs(item.open_amount) not in amounts:
            continue
        for place, token in places:
            if token.text in line.document_number and slips.distance(token.text, item.document_number):
                yield _Proposal(place, item.document_number, token.confidence or 0.0)

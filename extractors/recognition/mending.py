"""Mends slips of recognition where sums or open items prove one mending, and marks what was mended."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from domain.ledger import Ledger
from domain.numbers import number_key
from domain.pages import Box, Document, Table, Token
from domain.ports import ReadingAids
from domain.remittance import Remittance, RemittanceLine
from domain.words import DocumentType
from extractors.recognition import slips

Read = Callable[[Document], tuple[Remittance, ...]]
Place = tuple[int, int]
"""A token: index of its page, index on it."""

MENDED = "mended"
UNSURE = 0.9
"""A word recognised less surely than this may well be wrong (measured: nearly all wrong ones are)."""
_CERTAIN = 0.97
"""What was recognised as surely stays as it is, whatever would add up then: documents err, too."""
_UNSURE_WORD = 0.75
_UNCONFIRMED = "was read off a picture and no open item confirms it."
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
    if not _is_recognised(document):
        return read(document)
    changes = dict(_of_one_form(document))
    tidy = _with(document, changes)
    reading = read(tidy)
    for _ in range(_MOST_ROUNDS):
        proposal = _proved(tidy, reading, aids, read)
        if proposal is None:
            break
        changes[proposal.place] = proposal.text
        tidy = _with(document, changes)
        reading = read(tidy)
    return tuple(_marked(remittance, tidy, changes, aids.ledger) for remittance in reading)


def _is_recognised(document: Document) -> bool:
    return any(token.confidence is not None for page in document.pages for token in page.tokens)


def _tokens(document: Document) -> Iterator[tuple[Place, Token]]:
    for at, page in enumerate(document.pages):
        for index, token in enumerate(page.tokens):
            if token.confidence is not None:
                yield (at, index), token


def _of_one_form(document: Document) -> Iterator[tuple[Place, str]]:
    """Yield what follows from the document's own way of writing: figures, decimal mark, form of numbers."""
    texts = [slips.with_figures(token.text) for _, token in _tokens(document)]
    mark = slips.decimal_mark(texts)
    forms = slips.number_forms(texts)
    for (place, token), text in zip(_tokens(document), texts, strict=True):
        tidy = slips.in_form(slips.with_mark(text, mark) if mark else text, forms)
        if tidy != token.text:
            yield place, tidy


def _with(document: Document, changes: Mapping[Place, str]) -> Document:
    """Return the document with other texts for some tokens, in its tables and lines as well."""
    pages = list(document.pages)
    for at in {place[0] for place in changes}:
        page = pages[at]
        own = {index: text for (number, index), text in changes.items() if number == at}
        tokens = tuple(
            replace(token, text=own[index]) if index in own else token
            for index, token in enumerate(page.tokens)
        )
        pairs = [(page.tokens[index], text) for index, text in own.items()]
        text = page.text
        for token, new in pairs:
            text = text.replace(token.text, new, 1)
        tables = tuple(_with_cells(table, pairs) for table in page.tables)
        pages[at] = replace(page, tokens=tokens, tables=tables, text=text)
    return replace(document, pages=tuple(pages))


def _with_cells(table: Table, pairs: Sequence[tuple[Token, str]]) -> Table:
    cells = list(table.cells)
    for token, new in pairs:
        for at, cell in enumerate(cells):
            if cell.box and token.box and _holds(cell.box, token.box) and token.text in cell.text:
                cells[at] = replace(cell, text=cell.text.replace(token.text, new, 1))
    return replace(table, cells=tuple(cells))


def _holds(outer: Box, inner: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] - 1 <= x <= outer[2] + 1 and outer[1] - 1 <= y <= outer[3] + 1


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
        tried = read(_with(document, {proposal.place: proposal.text}))
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
    known = sum(_is_known(line, ledger) for line in lines)
    sums = sum(_gap(remittance) == 0 for remittance in reading)
    return _Standing(known, sums, sum(_misses_by(line) == 0 for line in lines))


def _is_known(line: RemittanceLine, ledger: Ledger | None) -> bool:
    return bool(ledger and line.document_number and number_key(line.document_number) in ledger.items_by_key)


def _gap(remittance: Remittance) -> Decimal | None:
    """Return by how much the stated total exceeds the lines."""
    nets = [line.net_amount for line in remittance.lines]
    if remittance.total_amount is None or None in nets:
        return None
    return remittance.total_amount - sum((net for net in nets if net is not None), _ZERO)


def _misses_by(line: RemittanceLine) -> Decimal | None:
    """Return what net lacks of gross less discount and deduction; None where not all is stated."""
    if line.gross_amount is None or line.net_amount is None:
        return None
    if line.discount_amount is None and line.deduction_amount is None:
        return None if line.gross_amount != line.net_amount else _ZERO
    reductions = (line.discount_amount or _ZERO) + (line.deduction_amount or _ZERO)
    return line.gross_amount - reductions - line.net_amount


def _proposals(document: Document, reading: Sequence[Remittance], aids: ReadingAids) -> Iterator[_Proposal]:
    for remittance in reading:
        gap = _gap(remittance) or _ZERO
        if gap and remittance.total_amount is not None:
            total = remittance.fields.get("total_amount")
            places = list(_inside(document, total.page if total else None, total.box if total else None))
            yield from _amounts(places, remittance.total_amount, remittance.total_amount - gap)
        customers = _customers(remittance, aids)
        for line in remittance.lines:
            places = list(_inside(document, line.page, line.box))
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
    miss = _misses_by(line)
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
    if ledger is None or not line.document_number or _is_known(line, ledger):
        return
    amounts = {abs(value) for value in (line.net_amount, line.gross_amount) if value is not None}
    items = [item for one in customers for item in ledger.items_by_customer.get(one, ())]
    for item in items:
        if abs(item.open_amount) not in amounts:
            continue
        for place, token in places:
            if token.text in line.document_number and slips.distance(token.text, item.document_number):
                yield _Proposal(place, item.document_number, token.confidence or 0.0)


def _inside(document: Document, page: int | None, box: Box | None) -> Iterator[tuple[Place, Token]]:
    if page is None or box is None:
        return
    at = next((index for index, one in enumerate(document.pages) if one.number == page), None)
    if at is None:
        return
    for index, token in enumerate(document.pages[at].tokens):
        if token.confidence is not None and token.box and _holds(box, token.box):
            yield (at, index), token


def _marked(
    remittance: Remittance, document: Document, changes: Mapping[Place, str], ledger: Ledger | None
) -> Remittance:
    """Return the remittance with its mended values marked and unsure ones named."""
    lines = tuple(
        replace(line, proofs=(*line.proofs, MENDED))
        if any(place in changes for place, _ in _inside(document, line.page, line.box))
        else line
        for line in remittance.lines
    )
    fields = {
        name: replace(found, proofs=(*found.proofs, MENDED))
        if any(place in changes for place, _ in _inside(document, found.page, found.box))
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
        for place, token in _inside(document, line.page, line.box):
            amount = slips.amount_in(token.text)
            if place not in changes and _is_unsure(token) and token.text not in held and amount not in held:
                unsure[token.text] = None
    for found in remittance.fields.values():
        for place, token in _inside(document, found.page, found.box):
            if place not in changes and _is_unsure(token):
                unsure[token.text] = None
    if unsure:
        yield f"{', '.join(list(unsure)[:6])} was not clearly legible on the picture."
    strange = [
        line.document_number
        for line in remittance.lines
        if line.document_number and line.document_type is DocumentType.INVOICE and not _is_known(line, ledger)
    ]
    if strange and not any(said.endswith(_UNCONFIRMED) for said in remittance.problems):
        yield f"{', '.join(dict.fromkeys(strange))} {_UNCONFIRMED}"


def _is_unsure(token: Token) -> bool:
    """Tell whether a word is likely read wrongly; words without figures are forgiven a little more."""
    least = UNSURE if any(map(str.isdigit, token.text)) else _UNSURE_WORD
    return (token.confidence or 0.0) < least and any(map(str.isalnum, token.text))


def _held_up(line: RemittanceLine, remittance: Remittance, ledger: Ledger | None) -> frozenset[object]:
    """Return the number and the amounts of a line that open item, sum or equation prove."""
    held: set[object] = {line.document_number} if _is_known(line, ledger) else set()
    if _gap(remittance) == 0 and line.net_amount is not None:
        held.add(abs(line.net_amount))
        if _misses_by(line) == 0:
            rest = (line.gross_amount, line.discount_amount, line.deduction_amount)
            held.update(abs(value) for value in rest if value is not None)
    return frozenset(held)

"""Proposes which numbers of a page stand with which amounts, and keeps what a stated sum proves."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from domain.ledger import Ledger
from domain.numbers import number_key
from extractors.recognition.headers import AMOUNTS
from extractors.recognition.marks import Mark, Sort, shape_of
from extractors.recognition.words import says

_ZERO = Decimal(0)
_MOST_MARKS, _MOST_LINES = 4000, 80
"""Beyond these only numbers and amounts of one row are tried: long papers are tables."""
_MOST_FAMILIES = 30
_ORDINALS = 4
_OTHERS = frozenset(
    {"po", "payment_reference", "own_number", "ignore", "due_date", "document_date", "payment_date", "payer"}
)
_DOCUMENTS = {"your_number": 3.0, "number": 2.5, "reference": 1.0, "text": 0.5, "type": 0.5}
_PAID = {"net": 1.0, "amount": 0.7, "total": 0.6, "unknown": 0.0, "gross": 0.1}
_NOT_PAID = frozenset({"discount", "deduction", "spent", "discount_percent"})

Family = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One number with the amount that is paid of it, and all figures around them."""

    number: Mark
    net: Mark
    around: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Lines whose amounts make a stated sum."""

    lines: tuple[Line, ...]
    total: Mark
    numbers: Family
    amounts: Family
    score: float
    turned: bool = False
    """True where the sum holds only with what is called a credit taken off."""

    @property
    def says(self) -> tuple[tuple[str, Decimal | None], ...]:
        """Numbers and amounts, for telling two proposals apart."""
        return tuple((line.number.text, line.net.amount) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Page:
    """What proposals are held against."""

    marks: Sequence[Mark]
    said: Sequence[str]
    """The text of each row."""
    totals: frozenset[Decimal]
    """Amounts that a label calls the payment's sum."""
    taken: frozenset[str]
    """Numbers that are known for something else."""
    ledger: Ledger | None


def proposals(page: Page) -> list[Proposal]:
    """Return the proposals that a stated sum proves, the best first."""
    if len(page.marks) > _MOST_MARKS:
        return []
    proven: dict[object, Proposal] = {}
    for family, numbers in _families(page):
        for records in _records(page, numbers):
            for proposal in _proven(page, family, records):
                kept = proven.get(proposal.says)
                if kept is None or proposal.score > kept.score:
                    proven[proposal.says] = proposal
    return sorted(proven.values(), key=lambda one: -one.score)


def _sum(lines: Sequence[Line]) -> Decimal:
    return sum((line.net.amount or _ZERO for line in lines), _ZERO)


def _rows_of(lines: Sequence[Line]) -> set[int]:
    return {line.net.at for line in lines} | {line.number.at for line in lines}


def _numbers(page: Page) -> list[Mark]:
    return [mark for mark in page.marks if mark.sort is Sort.NUMBER and mark.text not in page.taken]


def _families(page: Page) -> Iterator[tuple[Family, list[Mark]]]:
    """Yield the sets of numbers that may be the documents', each set once."""
    numbers = _numbers(page)
    names = Counter(family for mark in numbers for family in sorted(mark.families))
    seen: set[tuple[int, ...]] = set()
    for family, _ in names.most_common(_MOST_FAMILIES):
        held = [mark for mark in numbers if family in mark.families]
        key = tuple(id(mark) for mark in held)
        if key not in seen and len({mark.text for mark in held}) > 0.8 * len(held):
            seen.add(key)
            yield family, held


def _records(page: Page, numbers: Sequence[Mark]) -> Iterator[list[tuple[Mark, list[Mark]]]]:
    """Yield ways to give each number the figures around it: of its row, down to the next, up to the last."""
    places = {id(mark): place for place, mark in enumerate(page.marks)}
    starts = [places[id(mark)] for mark in numbers]
    by_row: dict[int, list[Mark]] = {}
    for mark in page.marks:
        by_row.setdefault(mark.at, []).append(mark)
    rows = [mark.at for mark in numbers]
    if len(set(rows)) == len(rows):
        yield [(mark, [other for other in by_row[mark.at] if other is not mark]) for mark in numbers]
    if len(numbers) > _MOST_LINES:
        return
    tallest = max((after - before for before, after in pairwise(rows)), default=None)
    down = []
    for index, start in enumerate(starts):
        end = starts[index + 1] if index + 1 < len(starts) else len(page.marks)
        held = page.marks[start + 1 : end]
        if index + 1 == len(starts) and tallest is not None:
            held = [mark for mark in held if mark.at < rows[index] + max(tallest, 1)]
        down.append((numbers[index], list(held)))
    yield down
    if len(set(rows)) == len(rows):
        yield [(mark, _up(page, rows, index, tallest)) for index, mark in enumerate(numbers)]


def _up(page: Page, rows: Sequence[int], index: int, tallest: int | None) -> list[Mark]:
    """Return the figures behind the row of the number before, to the end of this number's own row."""
    above = rows[index - 1] if index else rows[0] - (tallest or rows[0] + 1)
    return [mark for mark in page.marks if above < mark.at <= rows[index]]


def _proven(
    page: Page,
    numbers: Family,
    records: Sequence[tuple[Mark, list[Mark]]],
) -> Iterator[Proposal]:
    named = [(number, held, _named_amounts(held)) for number, held in records]
    counted = Counter(
        family
        for _, _, amounts in named
        for family in sorted({name for _, names in amounts for name in names})
    )
    enough = [family for family, count in counted.most_common(_MOST_FAMILIES) if 2 * count > len(records)]
    seen: set[tuple[int, ...]] = set()
    for family in enough:
        lines = []
        for number, held, amounts in named:
            net = next((mark for mark, names in amounts if family in names), None)
            lines += [Line(number, net, tuple(held))] if net else []
        key = tuple(id(line.net) for line in lines)
        if key not in seen:
            seen.add(key)
            proposal = _judged(page, numbers, family, lines, len(records))
            if proposal is not None:
                yield proposal


def _named_amounts(held: Sequence[Mark]) -> list[tuple[Mark, frozenset[Family]]]:
    """Return the amounts of a record with their families and their places among one another.

    Bare figures serve as amounts only where there are no others.
    """
    money = [mark for mark in held if mark.sort is Sort.MONEY]
    if not money:
        return [(mark, mark.families) for mark in held if mark.amount is not None]
    named = []
    for place, mark in enumerate(money):
        names = set(mark.families)
        names |= {("first", str(place))} if place < _ORDINALS else set()
        names |= {("end", str(len(money) - place))} if len(money) - place <= _ORDINALS else set()
        named.append((mark, frozenset(names)))
    return named


def _judged(
    page: Page, numbers: Family, amounts: Family, lines: Sequence[Line], records: int
) -> Proposal | None:
    """Return the proposal where its sum is stated outside of its lines, else None."""
    chosen = {id(line.net) for line in lines}
    inside = _rows_of(lines)
    plain = _sum(lines)
    credits = sum(
        (
            line.net.amount or _ZERO
            for line in lines
            if (line.net.amount or _ZERO) > 0 and _is_credit(page, line)
        ),
        _ZERO,
    )
    for whole in dict.fromkeys((plain, plain - 2 * credits)):
        total = _stated(page, whole, chosen, inside)
        if total is None or not whole:
            continue
        if _is_billed(lines) or 2 * sum(line.net.concept in _NOT_PAID for line in lines) > len(lines):
            continue
        labelled = abs(whole) in page.totals
        if not labelled and len(lines) < 2:
            continue
        if len(lines) == 1 and lines[0].number.concept not in _DOCUMENTS:
            continue
        score = 3.0 * labelled + _worth(page, lines) + _paid(lines) - 2.0 * (1 - len(lines) / records)
        score += 0.5 * sum(line.net.at == line.number.at for line in lines) / len(lines)
        score -= min(2.0, 0.7 * _left_out(page, lines))
        score -= 0.3 * (amounts[0] in ("first", "end", "nth", "last")) + 0.2 * (numbers[0] in ("nth", "last"))
        return Proposal(tuple(lines), total, numbers, amounts, score, whole != plain)
    return None


def _is_billed(lines: Sequence[Line]) -> bool:
    """Tell whether words call the amounts what was billed and others of the lines what was taken off."""
    return any(line.net.concept == "gross" for line in lines) and any(
        mark.concept in ("discount", "deduction") for line in lines for mark in line.around if mark.amount
    )


def _left_out(page: Page, lines: Sequence[Line]) -> int:
    """Count the other numbers of the same form that stand beside an amount: documents without a line."""
    own = {line.number.text for line in lines}
    shapes = {shape_of(line.number.text) for line in lines}
    paid = {mark.at for mark in page.marks if mark.sort is Sort.MONEY}
    others = {mark.text for mark in _numbers(page) if mark.at in paid and shape_of(mark.text) in shapes}
    return len(others - own)


def _stated(page: Page, whole: Decimal, chosen: set[int], inside: set[int]) -> Mark | None:
    """Return where the sum is stated outside of the lines' rows: at a label of sums before anywhere else."""
    held = [
        mark
        for mark in page.marks
        if mark.amount is not None
        and abs(mark.amount) == abs(whole)
        and id(mark) not in chosen
        and mark.at not in inside
    ]
    return min(held, key=lambda mark: (mark.concept not in AMOUNTS, -mark.at), default=None)


def _worth(page: Page, lines: Sequence[Line]) -> float:
    """Tell how far the numbers look like those of documents: by words before them, form and ledger."""
    texts = [line.number.text for line in lines]
    concepts = Counter(line.number.concept for line in lines)
    worth = sum(count * _DOCUMENTS.get(concept or "", 0.0) for concept, count in concepts.items()) / len(
        lines
    )
    worth -= 3.0 * sum(concepts[name] for name in _OTHERS) / len(lines)
    worth += 0.5 * sum(any(map(str.isalpha, text)) for text in texts) / len(lines)
    worth -= 2.0 * (len(set(texts)) < len(texts)) + 1.0 * (max(map(len, texts)) < 4) + 1.5 * _counts(texts)
    known = page.ledger.items_by_key if page.ledger else {}
    return worth + 3.0 * sum(number_key(text) in known for text in texts) / len(lines)


def _counts(texts: Sequence[str]) -> bool:
    """Tell whether numbers only count the lines: each one more than the one before."""
    if len(texts) < 3 or not all(text.isdigit() for text in texts):
        return False
    values = [int(text) for text in texts]
    return values == list(range(values[0], values[0] + len(values)))


def _paid(lines: Sequence[Line]) -> float:
    concepts = Counter(line.net.concept for line in lines)
    return sum(count * _PAID.get(concept or "unknown", -0.5) for concept, count in concepts.items()) / len(
        lines
    )


def _is_credit(page: Page, line: Line) -> bool:
    return says(page.said[line.number.at], "credit_note") or says(page.said[line.net.at], "credit_note")


def doubtful(best: Proposal, others: Sequence[Proposal]) -> bool:
    """Tell whether another proposal of other numbers or amounts is about as good."""
    return any(other.says != best.says and other.score > best.score - 0.75 for other in others)

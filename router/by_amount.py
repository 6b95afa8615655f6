"""Finds the open items that a mail describes without their number: "the 2,305.20 and the little one", "die van 14 oktober"."""

# ruff: noqa: E501 - word lists in patterns read better unbroken

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from domain.dialect import Hints, decide, parse_amount
from domain.ledger import Ledger, OpenItem
from domain.numbers import last_run
from domain.sentences import fold, sentences
from router.candidates import AMOUNT
from router.descriptions import (
    ABOUT_ITEMS,
    BARE_FIGURE,
    DAY,
    INVOICE,
    KEPT_BACK,
    MONTHS,
    NUMERIC_DAY,
    ONE_OF,
    PER_PIECE,
    THAT_ONE,
    THOUSANDS,
)

_LEAST_UNNAMED = Decimal(20)
"""A smaller amount in a sentence without a word for an invoice may be a price or a fee."""
_SHORTEST_END = 3
_MOST_ENDS = 12
_BEHIND = 40
"""Characters before an amount that may say that it was kept back."""


def described(text: str, ledger: Ledger | None, customers: frozenset[str], language: str | None) -> list[str]:
    """Return the numbers of items that a text without numbers describes: by amount, day, month, or ends that add up.

    Only items of the sender's own customers count, and only where exactly one fits.
    """
    own = own_items(ledger, customers)
    if not own:
        return []
    return [*_fitting(text, own, language), *_adding_up(text, own, language)]


def described_beside(
    text: str, ledger: Ledger | None, customers: frozenset[str], language: str | None
) -> list[str]:
    """Return the numbers of items that a text with numbers describes besides: "and the June one over 852.50"."""
    own = own_items(ledger, customers)
    lines = [line for line in text.splitlines() if THAT_ONE.search(fold(line))] if own else []
    return [number for line in lines for number in _fitting(line, own, language, dated=True)]


def own_items(ledger: Ledger | None, customers: frozenset[str]) -> list[OpenItem]:
    """Return the items of these customers."""
    if ledger is None:
        return []
    return [item for customer in sorted(customers) for item in ledger.items_by_customer.get(customer, ())]


def _fitting(text: str, own: list[OpenItem], language: str | None, dated: bool = False) -> Iterator[str]:
    about = ABOUT_ITEMS.search(fold(text)) is not None
    for sentence in sentences(text):
        folded = fold(sentence)
        named = INVOICE.search(folded) is not None
        if not (named or about or dated):
            continue
        months = months_in(folded)
        if dated and not (months or NUMERIC_DAY.search(folded)):
            continue
        amounts = amounts_meant(sentence, language, named)
        for amount in amounts:
            if named or amount >= _LEAST_UNNAMED:
                yield from _sole(item for item in own if _fits(item, amount, months))
        if not amounts and THAT_ONE.search(folded):
            yield from _sole(item for item in own if _of_that_day(item, folded))


def _sole(items: Iterable[OpenItem]) -> list[str]:
    """Return the one number; of several the one that is open, if there is but one."""
    found = list(items)
    chosen = found if len(found) == 1 else [item for item in found if item.open_amount]
    return [chosen[0].document_number] if len(chosen) == 1 else []


def amounts_meant(sentence: str, language: str | None, named: bool) -> list[Decimal]:
    """Return the amounts of a sentence that may be what a document is about; what was kept back, or costs a piece, is none."""
    folded = fold(sentence)
    stated = [(match.group().strip(), match.span()) for match in AMOUNT.finditer(sentence)]
    if not named or not stated:
        taken = [span for _, span in stated]
        bare = [(match["figure"], match.span("figure")) for match in BARE_FIGURE.finditer(sentence)]
        stated += [
            (text, span) for text, span in bare if not any(a < span[1] and span[0] < b for a, b in taken)
        ]
    dialect = decide([text for text, _ in stated], Hints(language=language))
    meant = []
    for text, (start, end) in stated:
        amount = parse_amount(text, dialect)
        aside = len(folded) == len(sentence) and (
            KEPT_BACK.search(folded[max(0, start - _BEHIND) : start]) or PER_PIECE.match(folded, end)
        )
        if amount and not aside:
            meant.append(abs(amount))
    return meant


def months_in(folded: str) -> set[int]:
    """Return the months that a folded text names."""
    return {month for month, pattern in enumerate(MONTHS, start=1) if pattern.search(folded)}


def _fits(item: OpenItem, amount: Decimal, months: set[int]) -> bool:
    if amount not in (abs(item.amount), abs(item.open_amount)) or not amount:
        return False
    return not months or item.issue_date is None or item.issue_date.month in months


def _of_that_day(item: OpenItem, folded: str) -> bool:
    """Tell whether a sentence means the document of a day: "die van 14 oktober", "celle du 14/10"."""
    if item.issue_date is None:
        return False
    day, month = item.issue_date.day, item.issue_date.month
    for match in DAY.finditer(folded):
        if int(match["first"] or match["last"]) == day and MONTHS[month - 1].search(match.group()):
            return True
    return any((int(one[1]), int(one[2])) == (day, month) for one in NUMERIC_DAY.finditer(folded))


def _adding_up(text: str, own: Sequence[OpenItem], language: str | None) -> list[str]:
    """Return the documents whose ends a line names beside their sum: "€ 6.942,50: 842 en 834"."""
    for line in text.splitlines():
        ends = list(
            dict.fromkeys(re.findall(rf"(?<![\w.,/-])\d{{{_SHORTEST_END},5}}(?![\w/-]|[.,]\d)", line))
        )
        if not 2 <= len(ends) <= _MOST_ENDS:
            continue
        meant = [_ending(own, end) for end in ends]
        found = [item for item in meant if item is not None]
        amounts = set(amounts_meant(line, language, True))
        if amounts and sum((item.open_amount for item in found), Decimal(0)) in amounts:
            return [item.document_number for item in found]
    return []


def _ending(own: Sequence[OpenItem], end: str) -> OpenItem | None:
    fitting = [item for item in own if item.open_amount and last_run(item.document_number).endswith(end)]
    return fitting[0] if len(fitting) == 1 else None


def pointed_out(text: str, below: Sequence[str], ledger: Ledger | None, language: str | None) -> list[str]:
    """Return those of the numbers below that the text tells apart by month, day or amount: "the one from September"."""
    held = ledger.items_by_number if ledger else {}
    items = [item for number in below for item in held.get(number, ())[:1]]
    if len(items) < 2:
        return []
    found: list[str] = []
    for clause in re.split(r"[.;!?\n,]\s+", text):
        folded = fold(clause)
        if ONE_OF.search(folded):
            found += _told_apart(clause, folded, items, language)
    return found


def _told_apart(clause: str, folded: str, items: Sequence[OpenItem], language: str | None) -> list[str]:
    months, amounts = months_in(folded), amounts_meant(clause, language, False)
    rough = {int(match[1]) for match in THOUSANDS.finditer(folded)}
    fitting = [
        item
        for item in items
        if (not months or (item.issue_date is not None and item.issue_date.month in months))
        and (not amounts or item.open_amount in amounts)
        and (not rough or int(item.open_amount) // 1000 in rough)
    ]
    said = bool(months or amounts or rough)
    return [fitting[0].document_number] if said and len(fitting) == 1 else []

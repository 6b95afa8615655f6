"""Which documents a dispute is about, and how much money."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from domain.decisions import Application, Match, References
from domain.dialect import Hints, decide, parse_amount
from domain.ledger import Ledger, OpenItem
from domain.numbers import digit_tail, number_key
from domain.phrases import ReadClause
from domain.words import ResidualKind

HELD_BACK = frozenset({ResidualKind.SHORT_PAYMENT, ResidualKind.DEDUCTION})
_NUMBER = re.compile(r"[A-Za-z]{0,6}[-. ]?\d[\dA-Za-z]*(?:[-._][\dA-Za-z]+)*")
_MONEY = re.compile(
    r"(?<![\w.,/-])(?:(?:€|\$|£|EUR|USD|GBP|CHF)\s?)?\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})*(?:[.,]\d{2})?"
    r"(?:\s?(?:€|\$|£|EUR|USD|GBP|CHF|euros?))?(?![\w/-]|[.,]\d)",
    re.IGNORECASE,
)
_SAYS_HOW_MUCH = frozenset({"amount_diff", "credit", "deduct", "overcharged", "refuse"})


def disputed_documents(
    references: References, clauses: Iterable[ReadClause], match: Match | None, whole_mail: bool
) -> tuple[str, ...]:
    """Return the referenced numbers named in the clauses, else those with money held back, else all.

    `whole_mail`: the mail is about the dispute alone, so that every number in it may be meant.
    """
    named = {number for clause in clauses for number in _named(references.invoice_numbers, clause)}
    if named:
        return tuple(number for number in references.invoice_numbers if number in named)
    held = tuple(dict.fromkeys(applied.document_number for applied in held_back(match)))
    if held:
        return held
    return references.invoice_numbers if whole_mail else ()


def held_back(match: Match | None) -> tuple[Application, ...]:
    """Return the applied lines that pay less than is open for a reason of the payer's own."""
    return tuple(a for a in match.applied if a.residual_kind in HELD_BACK) if match else ()


def disputed_amount(
    documents: Sequence[str],
    clauses: Iterable[ReadClause],
    match: Match | None,
    ledger: Ledger | None,
    language: str | None,
) -> Decimal | None:
    """Return the stated amount, else the difference to a document, else what was held back or is open.

    None where none of these is known, or where the documents' currencies differ.
    """
    items = _items(documents, ledger)
    stated = _stated(
        [c for c in clauses if any(c.has(concept) for concept in _SAYS_HOW_MUCH)], items, language
    )
    if stated is not None:
        return stated
    rests = [a.residual for a in held_back(match) if a.document_number in documents]
    if rests:
        return sum(rests, Decimal(0))
    if not items or len({item.currency for item in items}) > 1:
        return None
    return sum((item.open_amount for item in items), Decimal(0))


def _named(numbers: Iterable[str], clause: ReadClause) -> Iterable[str]:
    written = [
        piece
        for match in _NUMBER.finditer(clause.clause.sentence.replace("/", " "))
        for piece in [match.group()]
    ]
    keys = {number_key(piece) for piece in written}
    tails = {digit_tail(piece) for piece in written} - {""}
    return (number for number in numbers if number_key(number) in keys or digit_tail(number) in tails)


def _items(documents: Sequence[str], ledger: Ledger | None) -> list[OpenItem]:
    if ledger is None:
        return []
    found = [ledger.items_by_number.get(number, ()) for number in documents]
    return [items[0] for items in found if len(items) == 1] if all(len(items) == 1 for items in found) else []


def _stated(clauses: Sequence[ReadClause], items: Sequence[OpenItem], language: str | None) -> Decimal | None:
    """Return the one amount that a clause names, or by how much two differ of which one is the document's."""
    for clause in clauses:
        texts = [
            text.group().strip()
            for text in _MONEY.finditer(clause.clause.sentence)
            if _is_money(text.group())
        ]
        dialect = decide(texts, Hints(language=language))
        amounts = [amount for text in texts if (amount := parse_amount(text, dialect)) is not None]
        books = {value for item in items for value in (item.amount, item.open_amount)}
        if len(amounts) == 1 and amounts[0] > 0:
            return amounts[0]
        if len(amounts) == 2 and any(amount in books for amount in amounts) and amounts[0] != amounts[1]:
            return abs(amounts[0] - amounts[1])
    return None


def _is_money(text: str) -> bool:
    return bool(re.search(r"€|\$|£|[A-Za-z]{3}|[.,]\d{2}$", text.strip()))

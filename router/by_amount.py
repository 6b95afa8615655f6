"""Finds the open item that a mail describes by month and amount: "your invoice from March over 1,234.50"."""

# ruff: noqa: E501 - word lists in patterns read better unbroken

import re
from collections.abc import Iterator
from decimal import Decimal

from domain.dialect import Hints, decide, parse_amount
from domain.ledger import Ledger, OpenItem
from domain.sentences import fold, sentences
from router.candidates import AMOUNT

_INVOICE = re.compile(
    r"\b(?:invoices?|bills?|inv|factures?|avoirs?|\w*rechnung\w*|faktur\w*|gutschrift\w*|facturas?|abonos?|fattur[ae]|\w*factuur|facturen|faturas?|credit (?:notes?|memos?)|creditnota|notas?)\b"
)
_MONTHS = (
    r"january|janvier|januar|janner|enero|gennaio|januari|janeiro",
    r"february|fevrier|februar|feber|febrero|febbraio|februari|fevereiro",
    r"march|mars|marz|marzo|maart|marco",
    r"april|avril|abril|aprile",
    r"may|mai|mayo|maggio|mei|maio",
    r"june|juin|juni|junio|giugno|junho",
    r"july|juillet|juli|julio|luglio|julho",
    r"august|aout|agosto|augustus",
    r"september|septembre|septiembre|settembre|setembro",
    r"october|octobre|oktober|octubre|ottobre|outubro",
    r"november|novembre|noviembre|novembro",
    r"december|decembre|dezember|diciembre|dicembre|dezembro",
)
_MONTH = [re.compile(rf"\b(?:{names})\b") for names in _MONTHS]


def described(text: str, ledger: Ledger | None, customers: frozenset[str], language: str | None) -> list[str]:
    """Return the numbers of items that sentences describe by amount, with the month where one is named.

    Only items of the sender's own customers count, and only where exactly one fits.
    """
    if ledger is None or not customers:
        return []
    own = [item for customer in sorted(customers) for item in ledger.items_by_customer.get(customer, ())]
    return [number for number in _fitting(text, own, language) if number]


def _fitting(text: str, own: list[OpenItem], language: str | None) -> Iterator[str]:
    for sentence in sentences(text):
        folded = fold(sentence)
        if not _INVOICE.search(folded):
            continue
        stated = [match.group().strip() for match in AMOUNT.finditer(sentence)]
        dialect = decide(stated, Hints(language=language))
        months = {month for month, pattern in enumerate(_MONTH, start=1) if pattern.search(folded)}
        for one in stated:
            amount = parse_amount(one, dialect)
            fitting = [item for item in own if amount is not None and _fits(item, abs(amount), months)]
            if len(fitting) == 1:
                yield fitting[0].document_number


def _fits(item: OpenItem, amount: Decimal, months: set[int]) -> bool:
    if amount not in (abs(item.amount), abs(item.open_amount)) or not amount:
        return False
    return not months or item.issue_date is None or item.issue_date.month in months

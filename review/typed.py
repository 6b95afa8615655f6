"""The values of an item as texts in a form, and back: strict where it must be, and nothing typed is lost."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from domain.dialect import Dialect, decide, parse_amount, parse_date
from domain.money import as_text
from domain.pages import Document
from domain.remittance import Remittance, RemittanceLine
from domain.words import DocumentType, Layout, PaymentMethod

LINE = (
    "document_number",
    "document_type",
    "document_date",
    "po_number",
    "gross_amount",
    "discount_amount",
    "deduction_amount",
    "deduction_reason",
    "net_amount",
)
HEADER = (
    "payer_name",
    "payee_name",
    "payment_reference",
    "payment_method",
    "payment_date",
    "currency",
    "total_amount",
)
WORDS: Mapping[str, type[StrEnum]] = {"document_type": DocumentType, "payment_method": PaymentMethod}
MOST_LINES = 10_000
"""Of one item; a form shows a window of them (`review.windows`)."""
MOST_PAYMENTS = 50
LONGEST = 500
LARGEST = Decimal(10) ** 14
Value = TypeVar("Value", Remittance, RemittanceLine)


@dataclass(slots=True)
class TypedLine:
    """One line as it stands in the form; `was` is its index among the stored lines, None for a new one."""

    was: int | None
    texts: dict[str, str]
    stored: dict[str, str] | None = field(default=None, compare=False, repr=False)
    """The stored line's texts, where they are known; never changed."""


@dataclass(slots=True)
class TypedPayment:
    """One payment as it stands in the form."""

    was: int | None
    texts: dict[str, str]
    lines: list[TypedLine] = field(default_factory=list)
    first: int = field(default=0, compare=False)
    """A line that is shown where not all of them are."""


def texts_of(payments: Sequence[Remittance]) -> list[TypedPayment]:
    """Return stored payments as a form shows them."""
    return [
        TypedPayment(
            number,
            {name: text_of(getattr(payment, name)) for name in HEADER},
            [stored_line(index, line) for index, line in enumerate(payment.lines)],
        )
        for number, payment in enumerate(payments)
    ]


def too_long(stored: Sequence[Remittance], most: int = MOST_LINES) -> bool:
    """Tell whether there are more lines than one form carries: such values are shown, not edited."""
    return len(stored) > MOST_PAYMENTS or sum(len(payment.lines) for payment in stored) > most


def values_of(
    payments: Sequence[TypedPayment], stored: Sequence[Remittance], documents: Sequence[Document]
) -> tuple[tuple[Remittance, ...], dict[str, str]]:
    """Return the payments that were typed, and for each field that says nothing usable a sentence.

    The sentences are English texts of the catalogue. A text that was not changed keeps its stored value.
    """
    errors: dict[str, str] = {}
    dialect = dialect_of(documents)
    names = [document.name for document in documents] or ["body"]
    values = []
    for number, payment in enumerate(payments):
        known = at_index(stored, payment.was) or Remittance(names[0], Layout.TABLE)
        lines = []
        for index, line in enumerate(payment.lines):
            before = at_index(known.lines, line.was) or RemittanceLine()
            lines.append(_valued(before, line.texts, f"p{number}.l{index}.", dialect, errors))
        header = _valued(known, payment.texts, f"p{number}.", dialect, errors)
        values.append(replace(header, lines=tuple(lines)))
    return tuple(values), errors


def differs(payments: Sequence[TypedPayment] | None, stored: Sequence[Remittance]) -> bool:
    """Tell whether the form says anything else than what is stored."""
    return payments is not None and list(payments) != texts_of(stored)


def amount_of(text: str, dialect: Dialect | None = None) -> Decimal | None:
    """Return the amount that a text states, None when it states none for certain."""
    plain = text.strip()
    try:
        value = Decimal(plain) if plain.isascii() and "_" not in plain else None
    except InvalidOperation:
        value = None
    if value is None or not value.is_finite():
        value = parse_amount(plain, dialect or Dialect())
        value = parse_amount(plain, Dialect()) if value is None else value
    if value is None or abs(value) >= LARGEST or value * 10_000 != int(value * 10_000):
        return None
    return value


def text_of(value: object) -> str:
    """Return a value as a form shows it: amounts with a dot, days in ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return as_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else str(value)


def line_texts(line: RemittanceLine) -> dict[str, str]:
    """Return one line as a form shows it."""
    return {name: text_of(getattr(line, name)) for name in LINE}


def stored_line(was: int, line: RemittanceLine) -> TypedLine:
    """Return a stored line as a form shows it before anything is typed."""
    texts = line_texts(line)
    return TypedLine(was, dict(texts), texts)


def dialect_of(documents: Sequence[Document]) -> Dialect:
    """Return how the item's documents write numbers and days, so that a clerk may type what is printed."""
    tokens: Iterator[str] = (
        token.text for document in documents for page in document.pages for token in page.tokens
    )
    return decide(tokens)


def _valued(
    before: Value, texts: Mapping[str, str], prefix: str, dialect: Dialect, errors: dict[str, str]
) -> Value:
    """Return the value with the texts of its fields read; a field without a usable text stays as it was."""
    changed: dict[str, Any] = {}
    for name, text in texts.items():
        if text == text_of(getattr(before, name)):
            continue
        try:
            changed[name] = _read(name, text.strip(), dialect)
        except ValueError as error:
            errors[prefix + name] = str(error)
    return replace(before, **changed)


def _read(name: str, text: str, dialect: Dialect) -> object:
    """Return what one field says. Raises ValueError with the sentence that stands beside the field."""
    if name in WORDS:
        if not text and name == "payment_method":
            return None
        if text not in list(WORDS[name]):
            raise ValueError("Choose one of the list.")
        return WORDS[name](text)
    if not text:
        return None
    if name.endswith("_amount"):
        return _amount(text, dialect)
    if name.endswith("_date"):
        return _day(text, dialect)
    if name == "currency":
        return _currency(text)
    if len(text) > LONGEST:
        raise ValueError("This is too long; 500 characters at most.")
    return text


def _amount(text: str, dialect: Dialect) -> Decimal:
    value = amount_of(text, dialect)
    if value is None:
        raise ValueError("This is no amount for certain; write it like 1234.50.")
    return value


def _day(text: str, dialect: Dialect) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        value = parse_date(text, dialect) or parse_date(text, Dialect())
    if value is None:
        raise ValueError("This is no day for certain; write it like 2026-03-31.")
    return value


def _currency(text: str) -> str:
    code = text.upper()
    if code not in _currencies():
        raise ValueError("This is no currency; write its code of three letters, like EUR.")
    return code


@cache
def _currencies() -> frozenset[str]:
    from babel import Locale

    return frozenset(Locale("en").currencies)


def at_index(values: Sequence[Value], index: int | None) -> Value | None:
    """Return what stands at a place, None where there is none."""
    return values[index] if index is not None and index < len(values) else None

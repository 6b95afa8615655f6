"""Reads a text as the kind of value that a field holds, and compares it with the true one."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

import re2

from domain.dialect import Dialect, parse_amount, parse_date
from domain.dialect_numbers import CODES, clean, currency_beside, is_amount_like
from domain.numbers import visible
from extractors.recognition.currencies import code_for
from extractors.recognition.methods import payment_method_in
from extractors.recognition.pieces import Piece

Value = Decimal | date | str
PATTERN = "re:"


class Kind(StrEnum):
    """How a field's text is read."""

    AMOUNT = "amount"
    DAY = "day"
    NUMBER = "number"
    """A document, order or payment number: one token with figures, blanks inside allowed."""
    NAME = "name"
    TEXT = "text"
    CURRENCY = "currency"
    METHOD = "method"


KIND_OF = {
    "payer_name": Kind.NAME,
    "payee_name": Kind.NAME,
    "payment_reference": Kind.NUMBER,
    "payment_method": Kind.METHOD,
    "payment_date": Kind.DAY,
    "currency": Kind.CURRENCY,
    "total_amount": Kind.AMOUNT,
    "document_number": Kind.NUMBER,
    "document_date": Kind.DAY,
    "po_number": Kind.NUMBER,
    "gross_amount": Kind.AMOUNT,
    "discount_amount": Kind.AMOUNT,
    "deduction_amount": Kind.AMOUNT,
    "deduction_reason": Kind.TEXT,
    "net_amount": Kind.AMOUNT,
}
_FIGURES = str.maketrans("0123456789", "9" * 10)
_LONGEST = {Kind.METHOD: 60, Kind.CURRENCY: 25, Kind.NUMBER: 60}


def read_text(kind: Kind, text: str, dialect: Dialect) -> Value | None:
    """Return the value that the whole text states, None where it states none of that kind."""
    bare = plain_text(text)
    if not bare or len(bare) > _LONGEST.get(kind, 200):
        return None
    if kind is Kind.AMOUNT:
        return parse_amount(bare, dialect)
    if kind is Kind.DAY:
        return parse_date(bare, dialect)
    if kind is Kind.CURRENCY:
        return _currency(bare)
    if kind is Kind.METHOD:
        return payment_method_in(bare)
    if kind is Kind.NUMBER:
        return bare if any(c.isdigit() for c in bare) else None
    return bare if any(c.isalnum() for c in bare) else None


def read_piece(kind: Kind, piece: Piece, dialect: Dialect) -> Value | None:
    """Return the value of a piece; a sheet's typed number or day counts before its text."""
    if kind is Kind.AMOUNT and piece.number is not None:
        return piece.number
    if kind is Kind.DAY and piece.day is not None:
        return piece.day
    return read_text(kind, piece.text, dialect)


def true_value(kind: Kind, text: str) -> Value | None:
    """Return a true value as typed, from its form in the public JSON; None for one that cannot be."""
    try:
        if kind is Kind.AMOUNT:
            return Decimal(text)
        return date.fromisoformat(text) if kind is Kind.DAY else plain_text(text)
    except (InvalidOperation, ValueError):
        return None


def same_value(kind: Kind, found: Value | None, truth: Value) -> bool:
    """Tell whether what was read is the true value; amounts are compared without their sign."""
    if found is None:
        return False
    if isinstance(found, Decimal) and isinstance(truth, Decimal):
        return abs(found) == abs(truth)
    if kind in (Kind.NUMBER, Kind.NAME, Kind.TEXT) and isinstance(found, str) and isinstance(truth, str):
        return squeezed(found) == squeezed(truth)
    return found == truth


def plain_text(text: str) -> str:
    """Return the text without invisible characters, its words parted by single blanks."""
    return " ".join((text if text.isascii() else visible(text)).split())


def squeezed(text: str) -> str:
    """Return the text without any blank: a number wrapped over two lines is the number."""
    return "".join((text if text.isascii() else visible(text)).split())


def number_form(text: str) -> str:
    """Return the form of a number: "9" for each figure, letters and marks as they are."""
    plain = plain_text(text)
    if plain.isascii():
        return plain.translate(_FIGURES)
    return "".join("9" if c.isdigit() else c for c in plain)


def fits_form(text: str, forms: Sequence[str]) -> bool:
    """Tell whether a number has one of the forms; its runs of figures may be two longer or shorter.

    A form that begins with "re:" is a pattern of a person's own, run in linear time.
    """
    if not forms:
        return False
    shape = _shape(number_form(text))
    return any(_matches(form, text) or _alike(shape, _shape(form)) for form in forms)


def pattern_fault(form: str) -> str | None:
    """Say what is wrong with a form that is a pattern, None for a sound one or none."""
    if not form.startswith(PATTERN):
        return None
    try:
        _compiled(form.removeprefix(PATTERN))
    except re2.error as error:
        told = error.args[0]
        return told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told)
    return None


def _matches(form: str, text: str) -> bool:
    if not form.startswith(PATTERN):
        return False
    return _compiled(form.removeprefix(PATTERN)).fullmatch(plain_text(text)) is not None


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> Any:
    # Patterns come from people who edit templates: this engine takes time in proportion to the text, always.
    return re2.compile(pattern, _quiet())


@cache
def _quiet() -> Any:
    options = re2.Options()
    options.log_errors = False
    return options


@lru_cache(maxsize=4096)
def _shape(form: str) -> tuple[tuple[str, int], ...]:
    shape: list[tuple[str, int]] = []
    for letter in form:
        if shape and shape[-1][0] == letter == "9":
            shape[-1] = ("9", shape[-1][1] + 1)
        else:
            shape.append((letter, 1))
    return tuple(shape)


def _alike(first: Sequence[tuple[str, int]], second: Sequence[tuple[str, int]]) -> bool:
    if len(first) != len(second):
        return False
    return all(
        a[0] == b[0] and abs(a[1] - b[1]) <= (2 if a[0] == "9" else 0)
        for a, b in zip(first, second, strict=True)
    )


def _currency(text: str) -> str | None:
    words = [word.strip("()[],;:.") for word in clean(text).split()]
    code = next((word for word in words if word in CODES), None)
    if code is not None:
        return code
    beside = currency_beside(text) if is_amount_like(text) else None
    return code_for(beside or text.strip("() "), None)

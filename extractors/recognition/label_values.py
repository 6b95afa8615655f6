"""Reads what a label announces: an amount, a day, a number, a currency, a way of paying or a name."""

import re
from datetime import date
from decimal import Decimal

from domain.dialect import Dialect, parse_amount, parse_date
from domain.dialect_dates import is_date_like
from domain.dialect_numbers import CODES, clean, is_amount_like
from domain.numbers import visible
from extractors.recognition.methods import payment_method_in
from extractors.recognition.naming import is_label, is_typed, may_name
from extractors.recognition.numbers import dated, number_in
from extractors.recognition.packed_days import is_packed_day, packed_day, tight
from extractors.recognition.references import reference_in

AMOUNT_CONCEPTS = ("total", "line_gross", "line_discount", "line_deduction")


def value_of(concept: str, text: str, dialect: Dialect) -> tuple[str, Decimal | None, date | None] | None:
    """Return (text, amount, day) when the text fits what the label announces, else None."""
    text = visible(" ".join(text.split())).strip(" ;|*")
    if not text:
        return None
    if concept in AMOUNT_CONCEPTS:
        amount = parse_amount(text, dialect)
        return (text, amount, None) if amount is not None and _is_money(text) else None
    if concept in ("payment_date", "line_date"):
        text = tight(text)
        day = parse_date(text, dialect) or packed_day(text, dialect)
        return (text, None, day) if day or is_date_like(text) or is_packed_day(text) else None
    if concept == "payment_reference":
        reference = reference_in(text)
        return (reference, None, None) if reference else None
    if concept in ("document_number", "line_po"):
        parted = dated(text) if concept == "document_number" else None
        text, said = parted if parted and re.search(r"\d", parted[0]) else (text, None)
        number = number_in(text)[0]
        if (
            not number
            or len(number) > 40
            or is_typed(number)
            or any(is_amount_like(w.strip("()")) for w in number.split())
        ):
            return None
        return (number, None, parse_date(said, dialect) if said else None)
    if concept == "currency":
        code = next((word for word in clean(text).upper().split() if word.strip("()") in CODES), None)
        return (code.strip("()"), None, None) if code and len(text) < 25 else None
    if concept == "payment_method":
        method = payment_method_in(text) if len(text) < 60 else None
        return (method, None, None) if method else None
    if concept == "line_reason":
        return (text, None, None) if len(text) < 80 and (text.isupper() or not is_label(text)) else None
    if concept in ("payer", "payee"):
        return (text, None, None) if may_name(text) else None
    return None


def _is_money(text: str) -> bool:
    return is_amount_like(text) or not text.isdigit() or (len(text) <= 7 and not text.startswith("0"))

"""Writes the figures of a statement in the reader's language: dates, amounts, headings."""

from datetime import date
from decimal import Decimal

from babel.numbers import format_decimal

from domain.ledger import OpenItem
from domain.words import DocumentType
from responders.wording.texts import label

BUCKET_NAMES = ("not_due", "days_30", "days_60", "days_90", "days_more")
COLUMNS = ("number", "issued", "due", "order", "amount", "open", "overdue")
_DAYS = {"en": "%d %b %Y", "de": "%d.%m.%Y", "nl": "%d-%m-%Y"}
_TYPES = {DocumentType.CREDIT_NOTE: "credit_note", DocumentType.DEBIT_NOTE: "debit_note"}


def heading(language: str, name: str) -> str:
    """Return one phrase of a statement."""
    return label(language, f"statement.{name}")


def document_name(language: str, item: OpenItem) -> str:
    """Return "Invoice 1001" and the like."""
    kind = _TYPES.get(item.document_type, "invoice_copy")
    return label(language, kind, {"number": item.document_number})


def short_date(language: str, day: date | None) -> str:
    """Return a day in figures, "" where it is not known."""
    if day is None:
        return ""
    return day.strftime(_DAYS.get(language, "%d/%m/%Y"))


def amount_text(language: str, amount: Decimal) -> str:
    """Return an amount with two decimals in the language's own signs."""
    text: str = format_decimal(amount, format="#,##0.00##", locale=_locale(language))
    return text


def _locale(language: str) -> str:
    return {"en": "en_GB", "pt": "pt_PT"}.get(language, language)

"""Texts that people keep for their letters: a closed list of places, filled literally, nothing computed."""

import re
from collections.abc import Mapping, Sequence

from babel.numbers import format_decimal

from domain.errors import ConfigurationError
from domain.ledger import Ledger, OpenItem
from domain.policy import Company
from responders.holdings import Holdings
from responders.subjects import one_line
from responders.wording.texts import LANGUAGES

PLACEHOLDERS = frozenset({"customer", "numbers", "amounts", "company", "clerk"})
"""The closed list of what may stand in braces: the customer's name, the numbers of its documents that the
mail names, what is open on them, our own name, and who writes."""
LONGEST = 20_000
LONGEST_NAME = 80
_SLOT = re.compile(r"\{([^{}\n]*)\}")


def refuse_text(name: str, language: str, body: str) -> None:
    """Raise ConfigurationError for a text that cannot be kept."""
    if not name or len(name) > LONGEST_NAME:
        raise ConfigurationError("A canned text needs a name of at most 80 characters.")
    if language not in LANGUAGES:
        raise ConfigurationError("Choose one of the languages that answers are written in.")
    if not body.strip() or len(body) > LONGEST:
        raise ConfigurationError("A canned text holds between 1 and 20000 characters.")
    unknown = next((slot for slot in _SLOT.findall(body) if slot not in PLACEHOLDERS), None)
    if unknown is not None:
        known = ", ".join(f"{{{each}}}" for each in sorted(PLACEHOLDERS))
        raise ConfigurationError(f"{{{one_line(unknown)[:40]}}} is no place that is filled; use {known}.")


def filled(body: str, values: Mapping[str, str]) -> str:
    """Replace every place by its value in one pass; a place without a value stays, for a person to see."""
    return _SLOT.sub(lambda slot: values.get(slot.group(1)) or slot.group(), body)


def values_of(
    ledger: Ledger | None,
    customer_id: str | None,
    numbers: Sequence[str],
    company: Company,
    clerk: str,
    language: str,
) -> dict[str, str]:
    """Return what the places hold; of the numbers only the customer's own count."""
    known = ledger.customer_by_id.get(customer_id or "") if ledger else None
    values = {"company": one_line(company.name), "clerk": one_line(clerk)}
    if ledger is None or known is None:
        return values
    holdings = Holdings(ledger, known.customer_id)
    items = [item for item in map(holdings.item, numbers) if item is not None]
    values["customer"] = one_line(known.name)
    values["numbers"] = ", ".join(one_line(item.document_number) for item in items)
    values["amounts"] = ", ".join(_open(item, language) for item in items)
    return values


def _open(item: OpenItem, language: str) -> str:
    locale = "en_GB" if language == "en" else language
    shown: str = format_decimal(item.open_amount, format="#,##0.00", locale=locale)
    return f"{shown} {item.currency}".strip()

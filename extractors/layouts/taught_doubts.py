"""Doubts about what a document says beside the lines and values that its taught layout read."""

from collections.abc import Mapping, Sequence

from domain.dialect import Dialect
from domain.layouts import LayoutTemplate
from domain.numbers import number_key
from domain.pages import Document
from domain.words import Look
from extractors.layouts.anchors import Found
from extractors.layouts.kinds import fits_form, plain_text
from extractors.layouts.sequences import items_of
from extractors.layouts.sight import Sight
from extractors.recognition.currencies import country_of, currencies_beside
from extractors.recognition.customers import name_key
from extractors.recognition.entries import Entry
from extractors.recognition.words import fold, says

_MOST = 5
_FIRM = (
    "is of a type that was not taught",
    "beside a payment in another currency",
    "Lines of one payment name",
    "but the payer is named",
)


def strays(
    entries: Sequence[Entry],
    found: Mapping[str, Found],
    template: LayoutTemplate,
    whole: Sight,
    dialect: Dialect,
) -> list[str]:
    """Name numbers of a telling form that stand in the document and in no line."""
    forms = [form for form in template.lines.number_forms if any(c.isalpha() for c in form)]
    if not forms or template.sections is not None or template.by_reference:
        return []
    taken = {number_key(entry.number) for entry in entries if entry.number}
    taken |= {number_key(str(hit.value)) for hit in found.values()}
    taken |= {number_key(entry.po) for entry in entries if entry.po}
    numbers = [
        str(item.value)
        for item in items_of(whole, forms, dialect)
        if isinstance(item.value, str)
        and fits_form(item.value, forms)
        and number_key(item.value) not in taken
    ]
    return [
        f"{number} stands in the document but in no line that was read." for number in dict.fromkeys(numbers)
    ][:_MOST]


def document_doubts(entries: Sequence[Entry], document: Document, currency: str | None) -> list[str]:
    """Name what speaks against a reading: money of another currency, a document that is no advice."""
    texts = [piece.text for entry in entries for piece in entry.pieces]
    others = sorted(set(currencies_beside(texts, country_of(document.text))) - {currency or ""})
    doubts = [f"Amounts stand in {code} beside a payment in another currency." for code in others]
    if document.look in (Look.INVOICE, Look.STATEMENT) or says(document.text[:4000], "not_advice"):
        doubts.append("The document says that it is something else than a remittance advice.")
    return doubts


def torn_columns(entries: Sequence[Entry]) -> list[str]:
    """Name values of the payment that its lines repeat, where they do not all say the same."""
    doubts = []
    for name in ("payment_reference", "currency", "payment_date", "payer_name"):
        held = dict.fromkeys(entry.extras[name] for entry in entries if name in entry.extras)
        if len(held) > 1:
            told = ", ".join(list(held)[:_MOST])
            doubts.append(
                f"Lines of one payment name several values of its {name.replace('_', ' ')}: {told}."
            )
    return doubts


def renamed_payer(template: LayoutTemplate, payer: str | None) -> list[str]:
    """Ask about a payer whose name begins as the taught one and goes on otherwise: a kin, or half a name."""
    if not payer or name_key(payer) == name_key(template.payer):
        return []
    own, taught = fold(payer).split(), fold(template.payer).split()
    if not own or not taught or own[0] != taught[0]:
        return []
    return [f"The form is that of {plain_text(template.payer)}, but the payer is named {plain_text(payer)}."]


def is_firm(doubt: str) -> bool:
    """Tell whether a doubt comes of what the lesson knows alone: first sight cannot answer it."""
    return any(words in doubt for words in _FIRM)

"""Fills the header values of a payment that a template read, each with its evidence."""

from collections.abc import Mapping, Sequence
from datetime import date

from domain.layouts import FieldRule, LayoutTemplate
from domain.pages import Document
from domain.remittance import Evidence
from extractors.layouts.anchors import Found
from extractors.layouts.kinds import KIND_OF, Value, true_value
from extractors.layouts.sight import Sight
from extractors.recognition.currencies import codes_in, country_of, currencies_beside
from extractors.recognition.entries import Entry
from extractors.recognition.pieces import Piece


def header_of(
    found: Mapping[str, Found],
    entries: Sequence[Entry],
    sight: Sight,
    template: LayoutTemplate,
    document: Document,
) -> tuple[dict[str, Value], dict[str, Evidence]]:
    """Return the header values of one payment and where each was found.

    `found` holds what anchors and phrases led to; values that every line repeats, a currency beside the
    amounts, and what the layout always means fill what they left open.
    """
    values: dict[str, Value] = {}
    fields: dict[str, Evidence] = {}
    for rule in template.fields:
        hit = found.get(rule.name)
        if hit is not None:
            values[rule.name] = hit.value
            fields[rule.name] = _evidence(hit.piece, template, "label" if hit.by_label else "words")
    for name in ("payment_reference", "currency", "payment_date", "payer_name"):
        held = {entry.extras[name] for entry in entries if name in entry.extras}
        if name not in values and len(held) == 1:
            values[name] = _typed_extra(name, held.pop())
    if "currency" not in values and "currency" not in template.absent:
        printed = _currency(found, entries, sight, document)
        constant = next((r.value for r in template.fields if r.name == "currency" and r.phrase is None), None)
        if printed or constant:
            values["currency"] = printed or str(constant)
    for rule in template.fields:
        if rule.name not in values and rule.value is not None and rule.phrase is None and not rule.anchors:
            values[rule.name] = _constant(rule)
    return values, fields


def _constant(rule: FieldRule) -> Value:
    value = true_value(KIND_OF[rule.name], rule.value or "")
    return value if value is not None else ""


def _typed_extra(name: str, text: str) -> Value:
    return date.fromisoformat(text) if name == "payment_date" else text


def _currency(
    found: Mapping[str, Found], entries: Sequence[Entry], sight: Sight, document: Document
) -> str | None:
    country = country_of(document.text)
    total = found.get("total_amount")
    texts = [total.piece.text] if total else []
    texts += [piece.text for entry in entries for piece in entry.pieces]
    counts = currencies_beside(texts, country) or codes_in([row.text for row in sight.rows])
    return next(iter(counts)) if len(counts) == 1 else None


def _evidence(piece: Piece, template: LayoutTemplate, proof: str) -> Evidence:
    return Evidence(
        page=piece.page if piece.box else None,
        box=piece.box,
        cell=piece.cell,
        confidence=0.97,
        by=f"template {template.name}",
        proofs=(proof, "taught"),
    )


def word_in(values: Mapping[str, Value], name: str) -> str | None:
    """Return one header value as text, None where it is not stated."""
    held = values.get(name)
    return str(held) if held else None

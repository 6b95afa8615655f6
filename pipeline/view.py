"""A work item as the public JSON object."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from domain.decisions import Dispute, Match, Reply, Understanding
from domain.mail import Mail
from domain.money import as_text
from domain.remittance import Remittance, RemittanceLine
from pipeline.interface import (
    AlsoOut,
    ApplicationOut,
    CustomerOut,
    DisputeOut,
    FieldOut,
    LineOut,
    MatchOut,
    MessageOut,
    ProcessOut,
    ReferencesOut,
    RemittanceOut,
    ReplyOut,
    RouteOut,
    SuggestionOut,
)
from pipeline.item import WorkItem
from pipeline.original_places import as_sent

NOT_SHOWN = {"proofs", "customer_id"}
"""Inner fields that the public lines and applications do not carry."""


def failed(source: str, error: str) -> ProcessOut:
    """Return the object of an input that no reader takes."""
    empty = dict.fromkeys(name for name in ProcessOut.model_fields if name not in ("source", "error"))
    return ProcessOut(source=source, error=error, **empty)


def view(item: WorkItem) -> ProcessOut:
    """Return the public object of a work item that went through the steps."""
    if item.error is not None or item.understanding is None:
        return failed(item.source, item.error or f"{item.source} could not be read.")
    found = item.understanding
    return ProcessOut(
        source=item.source,
        error=None,
        message=_message(item.mail, found) if item.mail else None,
        route=_route(found),
        references=ReferencesOut(
            invoice_numbers=list(found.references.invoice_numbers),
            po_numbers=list(found.references.po_numbers),
            amounts=[as_text(amount) for amount in found.references.amounts],
        ),
        customer=CustomerOut(
            customer_id=found.customer.customer_id,
            confidence=found.customer.confidence,
            evidence="; ".join(found.customer.evidence),
        ),
        remittances=[remittance_view(as_sent(remittance, item.documents)) for remittance in item.remittances],
        match=_match(item.match) if item.match else None,
        dispute=_dispute(item.dispute) if item.dispute else None,
        reply=_reply(item.reply) if item.reply else None,
        flags=list(found.flags),
        timings_ms=dict(item.timings_ms),
    )


def remittance_view(remittance: Remittance) -> RemittanceOut:
    """Return the public object of one payment, as `remittances` holds it and truth files state it."""
    stated = {
        name: getattr(remittance, name)
        for name in RemittanceOut.model_fields
        if name not in ("lines", "fields")
    }
    fields = {name: FieldOut(**_texts(asdict(proof))) for name, proof in remittance.fields.items()}
    return RemittanceOut(**_texts(stated), lines=[_line(line) for line in remittance.lines], fields=fields)


def _line(line: RemittanceLine) -> LineOut:
    return LineOut(**_texts({name: getattr(line, name) for name in LineOut.model_fields}))


def _message(mail: Mail, found: Understanding) -> MessageOut:
    return MessageOut(
        message_id=mail.message_id,
        sender=mail.sender.email if mail.sender and mail.sender.email else None,
        subject=mail.subject,
        date=mail.date,
        language=found.language,
    )


def _route(found: Understanding) -> RouteOut:
    route = found.route
    also = [
        AlsoOut(label=further.label, intent=further.intent, confidence=_share(further.confidence))
        for further in route.also
    ]
    return RouteOut(
        label=route.label,
        intent=route.intent,
        confidence=_share(route.confidence),
        auto=route.auto,
        also=also,
        evidence=list(route.evidence),
    )


def _match(match: Match) -> MatchOut:
    applied = [ApplicationOut(**_texts(_shown(asdict(applied)))) for applied in match.applied]
    suggestions = [SuggestionOut(**_texts(asdict(suggestion))) for suggestion in match.suggestions]
    unapplied = None if match.unapplied_amount is None else as_text(match.unapplied_amount)
    return MatchOut(status=match.status, applied=applied, unapplied_amount=unapplied, suggestions=suggestions)


def _dispute(dispute: Dispute) -> DisputeOut:
    return DisputeOut(**_texts({name: getattr(dispute, name) for name in DisputeOut.model_fields}))


def _reply(reply: Reply) -> ReplyOut:
    return ReplyOut(
        kind=reply.kind,
        to=list(reply.to),
        attachments=[each.file for each in reply.attachments if each.form_of is None],
        auto_send=reply.auto_send,
        blocked_by=list(reply.blocked_by),
    )


def _texts(values: dict[str, Any]) -> dict[str, Any]:
    """Decimals as text, tuples as lists, confidences to four places; the rest as it is."""
    return {key: _text(key, value) for key, value in values.items()}


def _text(key: str, value: Any) -> Any:
    if isinstance(value, Decimal):
        return as_text(value)
    if key == "box" and value is not None:
        return [round(number, 2) for number in value]
    if key == "confidence":
        return _share(value)
    return list(value) if isinstance(value, tuple) else value


def _share(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 4)


def _shown(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key not in NOT_SHOWN}
